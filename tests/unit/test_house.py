"""The rules of the house that no other tool checks."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CODE = sorted(
    path
    for folder in ("app", "resources", "tests", "tools", "bench")
    for path in (ROOT / folder).rglob("*.py")
)
MAX_FILE = 400
MAX_FUNCTION = 50


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def _functions(path: Path) -> dict[str, int]:
    """Name to length, in lines; the longest of those with the same name."""
    found: dict[str, int] = {}
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            found[node.name] = max(length, found.get(node.name, 0))
    return found


def test_that_no_file_is_a_hall() -> None:
    sizes = {_name(path): len(path.read_text("utf-8").splitlines()) for path in CODE}
    assert {name: size for name, size in sizes.items() if size > MAX_FILE} == {}


def test_that_no_function_is_longer_than_a_screen() -> None:
    long = {
        f"{_name(path)}:{name}": length
        for path in CODE
        for name, length in _functions(path).items()
        if length > MAX_FUNCTION
    }
    assert long == {}


def test_that_every_test_says_its_rule() -> None:
    short = [
        f"{_name(path)}:{name}"
        for path in CODE
        if path.name.startswith("test_")
        for name in _functions(path)
        if name.startswith("test") and len(name.split("_")) < 4
    ]
    assert short == []


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_that_locks_hold_hashes_and_no_addresses(lock: str) -> None:
    text = (ROOT / lock).read_text("utf-8")
    assert not re.search(r"https?:|://|--index|--find-links|file:", text)
    pinned = re.findall(r"^[A-Za-z0-9]\S*", text, re.MULTILINE)
    unhashed = re.findall(r"^[A-Za-z0-9][^\\\n]*$", text, re.MULTILINE)
    assert pinned
    assert unhashed == []


def test_that_what_runs_is_locked_as_what_is_tested() -> None:
    def pins(lock: str) -> set[str]:
        text = (ROOT / lock).read_text("utf-8")
        return set(re.findall(r"^[A-Za-z0-9]\S*==\S+", text, re.MULTILINE))

    assert pins("requirements.lock") <= pins("requirements-dev.lock")


def test_that_the_readme_names_what_ci_installs() -> None:
    ci = re.search(r'^packages="([^"]+)"', (ROOT / ".ci/run").read_text("utf-8"), re.MULTILINE)
    readme = re.search(r"apt-get install (.+)", (ROOT / "README.md").read_text("utf-8"))
    assert ci is not None
    assert readme is not None
    assert ci[1].split() == readme[1].split()


def test_that_every_link_in_the_documentation_leads_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    broken = [
        f"{_name(page)}: {target}"
        for page in pages
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text("utf-8"))
        if "://" not in target and not (page.parent / target).exists()
    ]
    assert broken == []


def test_that_nothing_is_left_for_later() -> None:
    mark = re.compile(r"\b(TO" r"DO|FIX" r"ME|XX" r"X)\b")
    marked = [_name(path) for path in CODE if mark.search(path.read_text("utf-8"))]
    assert marked == []
