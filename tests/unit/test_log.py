"""People's words never reach a log."""

from __future__ import annotations

import ast
import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import log

if TYPE_CHECKING:
    from collections.abc import Iterator

APP = Path(log.__file__).parent


def _where(word: str) -> Iterator[tuple[Path, ast.AST]]:
    """All code of the files of the program that hold this word anywhere."""
    for path in APP.rglob("*.py"):
        text = path.read_text("utf-8")
        if word in text:
            yield from ((path, node) for node in ast.walk(ast.parse(text)))


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[Path]:
    handler = log.write_to(tmp_path)
    yield tmp_path / log.FILE.format(number=1)
    log.stop(handler)


def test_that_numbers_and_known_words_are_written(log_file: Path) -> None:
    log.event("vault.opened", seconds=0.51234567, households=12, first=False, why="ok")
    assert log_file.read_text("utf-8").endswith(
        "INFO vault.opened first=false households=12 seconds=0.512346 why=ok\n"
    )


def test_that_a_persons_word_is_refused(log_file: Path) -> None:
    log.event("search.done", words="Şükran Yılmaz", hits=3)
    written = log_file.read_text("utf-8")
    assert written.endswith("INFO search.done hits=3 words=#\n")
    assert "ükran" not in written


@given(st.text().filter(lambda text: text not in log.WORDS))
def test_that_no_text_outside_the_list_gets_through(text: str) -> None:
    assert log._safe(text) == log.REFUSED  # noqa: SLF001


@pytest.mark.parametrize("value", [None, ["ok"], {"a": 1}, b"ok", Path("ok")])
def test_that_nothing_but_numbers_and_words_gets_through(value: object) -> None:
    assert log._safe(value) == log.REFUSED  # noqa: SLF001


def test_that_a_bug_is_logged_without_its_message_or_values(log_file: Path) -> None:
    try:
        raise ValueError("Şükran is zwanger")
    except ValueError as error:
        log.bug(error)
    written = log_file.read_text("utf-8")
    assert "bug ValueError test_log.py:" in written
    assert "zwanger" not in written


def test_that_the_log_never_grows_past_its_limit(
    log_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    facts = {f"changes_of_kind_{number}": number for number in range(50)}
    for _time in range(2 * log.KEPT_FILES * log.MAX_BYTES // 1000):
        log.event("vault.saved", **facts)
    sizes = [file.stat().st_size for file in log_file.parent.iterdir()]
    assert len(sizes) == log.KEPT_FILES
    assert not log_file.exists()
    assert log.MAX_BYTES - 2000 < max(sizes) <= log.MAX_BYTES


def as_windows_holds(path: Path, *_more: object) -> None:
    """Windows neither renames nor deletes what any program has open."""
    held = {str(one.readlink()) for one in Path("/proc/self/fd").iterdir() if one.is_symlink()}
    if str(path) in held:
        raise PermissionError(errno.EACCES, "used by another process")
    os.remove(path)  # noqa: PTH107 - what `unlink` stands for here


def test_that_two_windows_write_on_when_their_logs_are_full_also_where_open_files_are_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    if os.name != "nt":
        monkeypatch.setattr(Path, "unlink", as_windows_holds)
        for way in ("rename", "replace"):
            monkeypatch.setattr(os, way, as_windows_holds)
    monkeypatch.setattr(log, "MAX_BYTES", 1000)
    windows = [log.write_to(tmp_path) for _window in range(2)]
    lines = 5 * log.KEPT_FILES * log.MAX_BYTES // 50
    for number in range(lines):
        log.event("vault.saved", number=number)
        written = [file.read_text("utf-8") for file in tmp_path.iterdir()]
        assert sum(text.count(f" number={number}\n") for text in written) == len(windows)
    assert len(list(tmp_path.iterdir())) <= log.KEPT_FILES + len(windows)
    for window in windows:
        log.stop(window)
    assert capfd.readouterr().err == ""


def test_that_a_stopped_log_writes_no_more(tmp_path: Path) -> None:
    handler = log.write_to(tmp_path)
    log.stop(handler)
    log.event("vault.opened")
    assert (tmp_path / log.FILE.format(number=1)).read_text("utf-8") == ""


def test_that_event_names_are_literals_of_the_code() -> None:
    loose = [
        f"{path.name}:{node.lineno}"
        for path, node in _where("event")
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "event"
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "log"
        and not (
            node.args
            and isinstance(node.args[0], ast.Constant)
            and all(keyword.arg is not None for keyword in node.keywords)
        )
    ]
    assert loose == []


def test_that_only_app_log_writes_logs() -> None:
    others = [
        path.name
        for path, node in _where("logging")
        if path != Path(log.__file__)
        if (isinstance(node, ast.Import) and any(name.name == "logging" for name in node.names))
        or (isinstance(node, ast.ImportFrom) and node.module == "logging")
    ]
    assert others == []
