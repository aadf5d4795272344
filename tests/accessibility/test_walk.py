"""Names, roles, Tab, focus, targets, large letters and contrast, on every screen of the demo."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget

from app.bootstrap import build
from app.clock import FixedClock
from app.ui.program import Program
from app.ui.theme import tokens
from app.ui.theme.contrast import contrast, pairs
from tests.accessibility import checks, tour
from tools.stage import NOW, Stage

Faults = dict[str, list[str]]
LARGE = 2.0
SIZE = (1366, 768)


def _note(faults: Faults, rule: str, place: str, told: Iterable[str]) -> None:
    faults[rule] += [f"{place}: {one}" for one in told]


def _look(
    faults: Faults, place: str, cover: QWidget, *, touch: bool = False, alone: bool = False
) -> None:
    window = cover.window()
    window.activateWindow()
    Stage.wait(window.isActiveWindow)
    _note(faults, "names", place, checks.nameless(cover))
    least = tokens.TARGET_TOUCH if touch else tokens.TARGET
    _note(faults, "targets", place, checks.small_targets(cover, least))
    lost = list(checks.lost_stops(cover, alone=alone))
    if lost:  # a screen may renew itself once, when the first field is left
        Stage.rest(60)
        lost = list(checks.lost_stops(cover, alone=alone))
    _note(faults, "tab", place, lost)


def _begin(faults: Faults, program: Program, stage: Stage) -> None:
    """The start, the first run and the new team, in both sizes of letters."""
    window = program.window
    window.resize(*SIZE)
    program.show()
    window.activateWindow()
    for scale in (1.0, LARGE):
        window.set_look("light", scale)
        program.start._back()  # noqa: SLF001 - as a press on the button
        for place in ("eerste keer", "nieuw team"):
            if place == "nieuw team":
                program.start._new_team()  # noqa: SLF001
            stage.rest(20)
            if scale == LARGE:
                _note(faults, "large", place, checks.clipped(window.middle))
            else:
                _look(faults, place, window.middle)
    program.close()


def _walk(stage: Stage, folder: Path) -> Faults:
    faults: Faults = defaultdict(list)
    stage.open(*SIZE)
    window = stage.program.window
    window.activateWindow()
    _look(faults, "start", window.middle)
    stage.unlock()
    bench = stage.program.workbench
    assert bench is not None
    household = tour.a_household(stage)
    for scale in (1.0, LARGE):
        window.set_look("light", scale)
        for stop in tour.stops(stage, bench, household):
            stop.show()
            stage.settle()
            if scale == LARGE:
                _note(faults, "large", stop.name, checks.clipped(stop.cover()))
            else:
                _look(faults, stop.name, stop.cover(), touch=stop.touch, alone=stop.alone)
        tour.leave(stage, bench)
    stage.program.lock()
    stage.rest(20)
    _note(faults, "large", "start", checks.clipped(window.middle))
    stage.close()
    fresh = build(folder / "leeg" / "kluis.drempel", folder / "leeg.json", FixedClock(NOW))
    _begin(faults, fresh, stage)
    return faults


@pytest.fixture(scope="module")
def faults(qapp: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Faults]:
    folder = tmp_path_factory.mktemp("wandeling")
    stage = Stage(folder)
    yield _walk(stage, folder)
    stage.program.window.set_look("light", 1.0)


def test_that_every_control_has_a_name_and_a_role(faults: Faults) -> None:
    assert faults["names"] == []


def test_that_tab_reaches_every_control_shows_where_it_is_and_leaves_nothing_covered(
    faults: Faults,
) -> None:
    assert faults["tab"] == []


def test_that_every_target_is_large_enough_and_a_finger_size_in_a_visit(faults: Faults) -> None:
    assert faults["targets"] == []


def test_that_no_words_are_cut_off_at_200_percent(faults: Faults) -> None:
    assert faults["large"] == []


@pytest.mark.parametrize("look", list(tokens.PALETTES))
def test_that_every_pair_of_colours_has_the_contrast_that_wcag_asks(look: str) -> None:
    weak = [
        f"{what}: {contrast(fore, back):.2f} of {least}"
        for what, fore, back, least in pairs(tokens.PALETTES[look])
        if contrast(fore, back) < least
    ]
    assert weak == []
