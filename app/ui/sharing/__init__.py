"""Delen: one button, what waits and what came in, who takes part, and how to begin."""
