"""The fictional team: three laptops, twelve households, and as many more as asked."""
