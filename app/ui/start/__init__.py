"""Before the vault is open: unlock, first run, a new team."""
