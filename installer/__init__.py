"""Makes the program into something that a laptop without Python can install."""
