"""Tests that need a Qt application, drawn offscreen."""
