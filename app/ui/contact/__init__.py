"""Contact: ten seconds, from anywhere."""
