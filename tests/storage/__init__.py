"""The vault: history, merging, faults."""
