"""The net under the tests itself: what a test leaves running, fails it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Final

ROOT = Path(__file__).resolve().parents[2]

LEAKED_THREAD = """
import threading

stop = threading.Event()

def test_that_leaks():
    threading.Thread(target=stop.wait, name="leaked-worker", daemon=True).start()

def test_that_is_innocent():
    stop.set()
"""
LEAKED_WINDOW = """
from PySide6.QtWidgets import QLabel

kept = []

def test_that_leaks(qapp):
    label = QLabel("open")
    label.setObjectName("leaked-window")
    label.show()
    kept.append(label)

def test_that_closes_what_it_shows(qtbot):
    label = QLabel("closed")
    qtbot.addWidget(label)
    label.show()
"""
QT_WARNING = """
from PySide6.QtCore import qWarning

def test_that_warns():
    qWarning("Qt finds something off")
"""
PYTHON_WARNING = """
import warnings

def test_that_warns():
    warnings.warn("something is off", stacklevel=1)
"""
LEFT_BEHIND: Final = {
    "thread": (LEAKED_THREAD, "threads left running: leaked-worker"),
    "window": (LEAKED_WINDOW, "windows left open: leaked-window"),
    "qt_warning": (QT_WARNING, "Qt finds something off"),
    "python_warning": (PYTHON_WARNING, "UserWarning: something is off"),
}
"""Per test: its code, and what its failure says."""


def test_that_what_a_test_leaves_behind_fails_it(tmp_path: Path) -> None:
    done = _run(tmp_path)
    assert done.returncode == 1
    failed = [line for line in done.stdout.splitlines() if line.startswith(("FAILED", "ERROR"))]
    assert len(failed) == len(LEFT_BEHIND)
    for name, (_text, said) in LEFT_BEHIND.items():
        assert any(f"/test_{name}.py::" in line for line in failed)
        assert said in done.stdout


def _run(folder: Path) -> subprocess.CompletedProcess[str]:
    """A process of its own for all: none may get in the way of another."""
    inner = folder / "inner"
    inner.mkdir()
    (inner / "conftest.py").write_text((ROOT / "tests/conftest.py").read_text("utf-8"), "utf-8")
    for name, (text, _said) in LEFT_BEHIND.items():
        (inner / f"test_{name}.py").write_text(text, "utf-8")
    (folder / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8"), "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider"]
    return subprocess.run(
        [*command, "-o", f"pythonpath={ROOT.as_posix()}", "inner"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
