"""What every test stands on: small Hypothesis runs, an offscreen screen, nothing left running."""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from hypothesis import HealthCheck, settings

from app.clock import FixedClock

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication, QWidget
    from pytestqt.qtbot import QtBot

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

MEMORY: Final = Path("/dev/shm")  # noqa: S108  (the folder inside it has a name of its own)
ROOM_BYTES: Final = 2 << 30
"""Many times what the tests hold at one moment."""

GRACE_SECONDS = 2.0
"""How long a thread that was told to stop may take to be gone."""

DEAR = {
    "team": "demo",
    "demo_team": "story",
    "get_server": "servers",
    "place": "servers",
    "faults": "walk",
    "faults_large": "walk at 200 percent",
}
"""Fixtures that take seconds and are made once per process: who asks for one runs where it is."""

_SLOW_MACHINE = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture]

settings.register_profile(
    "ci",
    max_examples=25,
    stateful_step_count=20,
    deadline=None,
    suppress_health_check=_SLOW_MACHINE,
)
settings.register_profile(
    "long",
    max_examples=1000,
    stateful_step_count=60,
    deadline=None,
    suppress_health_check=_SLOW_MACHINE,
)
settings.load_profile("ci")


def pytest_configure(config: pytest.Config) -> None:
    """Folders of tests lie in memory where that has room: each waits for no disk.

    What is about how lasting something is takes `tests.helpers.vaults.on_disk` for `tmp_path`.
    """
    if os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free > ROOM_BYTES:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """`--dist loadgroup` keeps a group in one process, if it is told before it looks.

    Groups come first: for a long one that begins last the other processes wait.
    """
    for item in items:
        asked = [name for name in DEAR if name in getattr(item, "fixturenames", ())]
        if asked:
            item.add_marker(pytest.mark.xdist_group(DEAR[asked[0]]))
    yield
    items.sort(key=lambda item: item.get_closest_marker("xdist_group") is None)


@pytest.fixture(scope="session", autouse=True)
def no_stray_windows() -> Iterator[None]:
    """Nothing flashes beside the program's window (see tests/helpers/stray.py)."""
    from tests.helpers.stray import forbid_stray_windows  # noqa: PLC0415 - after the platform

    with pytest.MonkeyPatch.context() as patch:
        forbid_stray_windows(patch)
        yield


@pytest.fixture(autouse=True)
def _dutch_again() -> Iterator[None]:
    """A process speaks one language: whatever a test chose, the next begins in Dutch."""
    yield
    text = sys.modules.get("app.ui.text")
    if text is not None:
        text.set_language(text.SOURCE_LANGUAGE)


@pytest.fixture
def clock() -> FixedClock:
    """A Monday morning in November."""
    return FixedClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))


@pytest.fixture
def qtbot(qapp: QApplication, request: pytest.FixtureRequest) -> QtBot:
    """pytest-qt's own, that waits no longer than until there is what it waits for."""
    from tests.helpers.waiting import QuickBot  # noqa: PLC0415 - most tests need no Qt

    return QuickBot(request)


@pytest.fixture
def quick_words(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Six words that cost next to nothing: that they are slow on purpose the vectors hold."""
    from app.crypto import spoken  # noqa: PLC0415 - most tests need neither
    from tests.helpers.vaults import TINY  # noqa: PLC0415

    monkeypatch.setattr(spoken, "_COST", TINY)
    yield
    spoken._six.cache_clear()  # noqa: SLF001 - nobody else gets words of this cost


@pytest.fixture(autouse=True)
def _nothing_left_running() -> Iterator[None]:
    before, windows = set(threading.enumerate()), set(_windows())
    yield
    leaked = _still_running(before)
    if leaked:
        pytest.fail("threads left running: " + ", ".join(thread.name for thread in leaked))
    left_open = _visible_windows()
    _delete([window for window in _windows() if window not in windows])
    if left_open:
        pytest.fail("windows left open: " + ", ".join(left_open))


def _still_running(before: set[threading.Thread]) -> list[threading.Thread]:
    # Qt's own threads show up as dummies once they run Python; they belong to their pool.
    deadline = time.monotonic() + GRACE_SECONDS
    for thread in set(threading.enumerate()) - before:
        if not isinstance(thread, threading._DummyThread):  # noqa: SLF001 - it has no public name
            thread.join(max(0.0, deadline - time.monotonic()))
    return [
        thread
        for thread in threading.enumerate()
        if thread not in before
        and thread.is_alive()
        and not isinstance(thread, threading._DummyThread)  # noqa: SLF001
    ]


def _windows() -> list[QWidget]:
    # Only a test that loaded Qt can have left a window.
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is None or widgets.QApplication.instance() is None:
        return []
    found: list[QWidget] = widgets.QApplication.topLevelWidgets()
    return found


def _visible_windows() -> list[str]:
    shown = [widget for widget in _windows() if widget.isVisible()]
    names = [widget.objectName() or type(widget).__name__ for widget in shown]
    for widget in shown:
        widget.close()
    return names


def _delete(windows: list[QWidget]) -> None:
    # Python frees windows when it likes, and until then each is styled anew by every test.
    if windows:
        from PySide6.QtCore import QCoreApplication, QEvent  # noqa: PLC0415 - Qt is loaded here

        QCoreApplication.sendPostedEvents()  # late answers find their screen
        for window in windows:
            window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
