"""Huishoudens: fast list and search."""
