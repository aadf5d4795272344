"""Where the packed program begins."""

from __future__ import annotations

import sys
from multiprocessing import freeze_support

from app.__main__ import main

if __name__ == "__main__":
    freeze_support()  # a process that a packed program starts is the program once more
    sys.exit(main())
