"""Tests that need no screen."""
