"""The fictional team: three laptops, twelve households in every stage, and as many more as asked."""
