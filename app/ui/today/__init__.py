"""Vandaag: what this day asks."""
