"""The conversation at the table: one visit on the screen, and nothing else."""

from app.ui.gesprek.screen import GesprekScreen

__all__ = ["GesprekScreen"]
