"""Two or three laptops and a folder."""
