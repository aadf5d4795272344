"""The headless commands, run as a script runs them."""
