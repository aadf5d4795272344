"""The shipped fonts, loaded from bytes so that nothing is installed on the laptop."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

from PySide6.QtGui import QFontDatabase

FOLDER = "fonts"


@cache
def load_fonts() -> tuple[str, ...]:
    """Load every shipped TTF once; the family names that are available now."""
    names: list[str] = []
    folder = files("resources") / FOLDER
    if folder.is_dir():
        for file in sorted(folder.iterdir(), key=lambda f: f.name):
            if file.name.endswith(".ttf"):
                number = QFontDatabase.addApplicationFontFromData(file.read_bytes())
                names += QFontDatabase.applicationFontFamilies(number)
    return tuple(sorted(set(names)))
