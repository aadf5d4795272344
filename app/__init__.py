"""Drempel: offline-first, encrypted work book of a sociaal wijkteam."""
