"""What developers run: generated files, pictures of the screens."""
