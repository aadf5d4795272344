"""What holds for the whole window: every place in reach, whatever the size of letters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.ui.theme.current import theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ui.conftest import Opened


@pytest.fixture(autouse=True)
def _usual_letters(opened: Opened) -> Iterator[None]:
    yield
    opened.program.window.set_look("light", 1.0)


def test_that_large_letters_leave_every_place_of_the_rail_in_sight(opened: Opened) -> None:
    window = opened.program.window
    window.set_look("light", 2.0)
    opened.qtbot.waitUntil(lambda: theme().scale == 2.0)
    for key in ("today", "referrals", "households", "differences", "new_contact",
                "sharing", "settings", "lock"):  # fmt: skip
        button = window.nav.button(key)
        opened.qtbot.waitUntil(
            lambda b=button: b.visibleRegion().boundingRect() == b.rect()  # type: ignore[misc]
        )


def test_that_a_low_window_keeps_the_way_to_close_off_in_sight(opened: Opened) -> None:
    window = opened.program.window
    window.set_look("light", 2.0)
    window.resize(1024, 640)
    lock = window.nav.button("lock")
    opened.qtbot.waitUntil(lambda: lock.visibleRegion().boundingRect() == lock.rect())
