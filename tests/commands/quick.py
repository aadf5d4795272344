"""The program itself, except that a vault that it makes has a key that is cheap to derive."""

from __future__ import annotations

import runpy
from typing import Any

from app.crypto import kdf

if __name__ == "__main__":
    before: Any = kdf  # before whoever makes vaults is loaded
    before.DEFAULT_COST = kdf.KdfCost(memory_kib=kdf.MIN_MEMORY_KIB, iterations=1, lanes=1)
    runpy.run_module("app", run_name="__main__", alter_sys=True)
