"""English for each Dutch text of the screens: `--check` fails on missing and stale ones."""

from __future__ import annotations

import argparse
import ast
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT: Final = Path(__file__).resolve().parents[1]
SCREENS: Final = ROOT / "app" / "ui"
ENGLISH: Final = ROOT / "resources" / "i18n" / "en.json"
_NAMES: Final = re.compile(r"\{(\w+)[^}]*\}")


def collect(folder: Path = SCREENS) -> dict[str, str]:
    """Every literal that goes through `tr`, with the first place that says it."""
    found: dict[str, str] = {}
    for path in sorted(folder.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for text, line in _texts(tree):
            found.setdefault(text, f"{path.relative_to(folder)}:{line}")
    return found


def _texts(tree: ast.AST) -> Iterator[tuple[str, int]]:
    for node in ast.walk(tree):
        if _asks(node):
            for text in _literals(node.args[0]):
                yield text, node.lineno


def _asks(node: ast.AST) -> TypeGuard[ast.Call]:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "tr"
        and bool(node.args)
    )


def _literals(node: ast.expr) -> Iterator[str]:
    """A literal, or each branch of a choice between literals."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _literals(node.body)
        yield from _literals(node.orelse)


def unreadable(folder: Path = SCREENS) -> list[str]:
    """Places where `tr` gets no literal, so that no catalogue can know its text."""
    places: list[str] = []
    for path in sorted(folder.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        places += [
            f"{path.relative_to(folder)}:{node.lineno}"
            for node in ast.walk(tree)
            if _asks(node) and not list(_literals(node.args[0]))
        ]
    return places


def faults(dutch: set[str], english: dict[str, str]) -> list[str]:
    """A sentence for each text that misses, is stale, or asks for other values than the Dutch."""
    said = [f"no English: {text!r}" for text in sorted(dutch - english.keys())]
    said += [f"no screen says this: {text!r}" for text in sorted(english.keys() - dutch)]
    for text in sorted(dutch & english.keys()):
        if not english[text].strip():
            said.append(f"empty English: {text!r}")
        elif set(_NAMES.findall(text)) != set(_NAMES.findall(english[text])):
            said.append(f"other values than the Dutch: {text!r}")
    return said


def main() -> int:
    """Prints the texts without English as JSON to fill in; with `--check` only the faults."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true", help="fail on missing or stale English")
    asked = parser.parse_args()
    found = collect()
    english = json.loads(ENGLISH.read_text(encoding="utf-8"))
    wrong = faults(set(found), english)
    wrong += [f"not a literal: {place}" for place in unreadable()]
    if asked.check:
        print("\n".join(wrong) or f"{len(found)} texts, all in English")
        return 1 if wrong else 0
    missing = {text: "" for text in sorted(found) if text not in english}
    print(json.dumps(missing, ensure_ascii=False, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
