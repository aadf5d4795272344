"""Tests of the places where sealed files are kept."""
