"""A team that lives through every fault at once, by a seed."""
