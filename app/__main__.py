"""`drempel`: opens the program; with a command it does that and shows nothing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

OPENS_ON_A_VAULT: Final = 2


def main(words: list[str] | None = None) -> int:
    """The exit code: 0 done, 1 one sentence on standard error, 2 wrong words, 3 damaged data.

    Without words nothing of the command line is loaded, so that the window comes sooner.
    """
    given = sys.argv[1:] if words is None else words
    if not given:
        return _open(None)
    if len(given) == OPENS_ON_A_VAULT and given[0] == "--vault":
        from pathlib import Path

        return _open(Path(given[1]))
    from app.commands.main import run

    return run(given, _open)


def _open(vault: Path | None) -> int:
    from app.bootstrap import open_program

    return open_program(vault)


if __name__ == "__main__":
    sys.exit(main())
