"""Measures what a person waits for, each figure beside its floor in the same run."""
