"""Tests of who belongs to the team."""
