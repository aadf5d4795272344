"""Real volumes that fill up or disappear under the program."""
