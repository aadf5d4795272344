"""The net under the tests itself: what a test leaves running, fails it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

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
    qWarning("something is off")
"""
PYTHON_WARNING = """
import warnings

def test_that_warns():
    warnings.warn("something is off", stacklevel=1)
"""


def _run(folder: Path, text: str) -> subprocess.CompletedProcess[str]:
    inner = folder / "inner"
    inner.mkdir()
    (inner / "conftest.py").write_text((ROOT / "tests/conftest.py").read_text("utf-8"), "utf-8")
    (inner / "test_inner.py").write_text(text, "utf-8")
    (folder / "pyproject.toml").write_text((ROOT / "pyproject.toml").read_text("utf-8"), "utf-8")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:randomly", "-p", "no:cacheprovider"]
    return subprocess.run(
        [*command, "-o", f"pythonpath={ROOT}", "inner"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (LEAKED_THREAD, "threads left running: leaked-worker"),
        (LEAKED_WINDOW, "windows left open: leaked-window"),
        (QT_WARNING, "something is off"),
        (PYTHON_WARNING, "UserWarning: something is off"),
    ],
    ids=["thread", "window", "qt warning", "python warning"],
)
def test_that_what_a_test_leaves_behind_fails_it(tmp_path: Path, text: str, said: str) -> None:
    done = _run(tmp_path, text)
    assert done.returncode == 1
    assert said in done.stdout
    assert done.stdout.count("\nFAILED ") + done.stdout.count("\nERROR ") == 1
