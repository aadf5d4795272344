"""What runs the tests, where that decides what can be asked of it."""

from __future__ import annotations

import ctypes
import sys


def in_wine() -> bool:
    """Windows, played by Wine (docs/decisions/0026)."""
    return sys.platform == "win32" and hasattr(ctypes.windll.ntdll, "wine_get_version")
