"""Meldingen: enter, list, assign a duo."""
