"""One household: what is known, agreed and done, and who wrote it."""

from app.ui.dossier.screen import DossierScreen

__all__ = ["DossierScreen"]
