"""The format of shared files: its codecs, its vectors, and a second reader of it."""
