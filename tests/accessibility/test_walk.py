"""Names, roles, Tab, focus, targets, large letters and contrast, on every screen of the demo."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from app.bootstrap import build
from app.clock import FixedClock
from app.ui.program import Program
from app.ui.theme import apply_theme, tokens
from tests.accessibility import checks, tour
from tests.helpers.contrast import contrast, pairs
from tools.attached import write_attachments
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
    _note(faults, "tab", place, checks.lost_stops(cover, alone=alone))


def _walk(stage: Stage, folder: Path, scale: float) -> Faults:
    """Every screen with letters of one size, the start and the first run among them."""
    faults: Faults = defaultdict(list)

    def at(place: str, cover: QWidget, *, touch: bool = False, alone: bool = False) -> None:
        if scale == LARGE:
            _note(faults, "large", place, checks.clipped(cover))
        else:
            _look(faults, place, cover, touch=touch, alone=alone)

    window = stage.program.window
    _letters(stage.program, scale)
    stage.open(*SIZE)
    window.activateWindow()
    at("start", window.middle)
    stage.program.start.put_back(folder / "reservekopie-van-vrijdag.drempel")
    stage.rest(20)
    at("reservekopie", window.middle)
    stage.program.start.ask_passphrase(locked=False)
    stage.unlock()
    bench = stage.program.workbench
    assert bench is not None
    for stop in tour.stops(stage, bench, tour.a_household(stage)):
        stop.show()
        stage.settle()
        at(stop.name, stop.cover(), touch=stop.touch, alone=stop.alone)
    tour.leave(stage, bench)
    stage.program.lock()
    stage.rest(20)
    at("vergrendeld", window.middle)
    stage.close()
    window.deleteLater()
    fresh = build(folder / "leeg" / "kluis.drempel", folder / "leeg.json", FixedClock(NOW))
    _begin(fresh, stage, at, scale)
    return faults


def _begin(
    program: Program, stage: Stage, at: Callable[[str, QWidget], None], scale: float
) -> None:
    """The first run and the new team."""
    window = program.window
    window.resize(*SIZE)
    _letters(program, scale)
    program.show()
    window.activateWindow()
    stage.rest(20)
    at("eerste keer", window.middle)
    program.start._new_team()  # noqa: SLF001 - as a press on the button
    stage.rest(20)
    at("nieuw team", window.middle)
    program.start._join()  # noqa: SLF001
    stage.rest(20)
    at("meedoen", window.middle)
    program.close()
    window.deleteLater()


def _letters(program: Program, scale: float) -> None:
    """A program begins with usual letters; every other size makes all that is open anew."""
    if scale != 1.0:
        program.window.set_look("light", scale)


def _walked(folder: Path, scale: float) -> Iterator[Faults]:
    stage = Stage(folder)
    write_attachments(folder, stage.clock)
    try:
        yield _walk(stage, folder, scale)
    finally:
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.processEvents()
        apply_theme(app)


@pytest.fixture(scope="module")
def faults(qapp: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Faults]:
    yield from _walked(tmp_path_factory.mktemp("wandeling"), 1.0)


@pytest.fixture(scope="module")
def faults_large(qapp: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Faults]:
    yield from _walked(tmp_path_factory.mktemp("grote-letters"), LARGE)


def test_that_every_control_has_a_name_and_a_role(faults: Faults) -> None:
    assert faults["names"] == []


def test_that_tab_reaches_every_control_shows_where_it_is_and_leaves_nothing_covered(
    faults: Faults,
) -> None:
    assert faults["tab"] == []


def test_that_every_target_is_large_enough_and_a_finger_size_in_a_visit(faults: Faults) -> None:
    assert faults["targets"] == []


def test_that_no_words_are_cut_off_at_200_percent(faults_large: Faults) -> None:
    assert faults_large["large"] == []


@pytest.mark.parametrize("look", list(tokens.PALETTES))
def test_that_every_pair_of_colours_has_the_contrast_that_wcag_asks(look: str) -> None:
    weak = [
        f"{what}: {contrast(fore, back):.2f} of {least}"
        for what, fore, back, least in pairs(tokens.PALETTES[look])
        if contrast(fore, back) < least
    ]
    assert weak == []
