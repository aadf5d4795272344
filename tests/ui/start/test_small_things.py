"""Rules of idle time, preferences, dates and the one place of errors."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.errors import UNKNOWN, UserError, catalogue
from app.ui import dates, preferences
from app.ui.idle import SLEPT_SECONDS, TICK_MS, IdleWatch
from app.ui.notice import NoticeBar
from app.ui.preferences import Preferences
from app.ui.settings_panel import SettingsPanel
from app.ui.theme import apply_theme

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from app.clock import FixedClock

TODAY = date(2026, 3, 12)


@pytest.fixture(autouse=True)
def _look(qapp: QApplication) -> None:
    apply_theme(qapp)


@pytest.fixture
def watch(qtbot: QtBot, clock: FixedClock) -> IdleWatch:
    owner = QObject(QApplication.instance())
    made = IdleWatch(clock, 600, owner)
    made.watch()
    return made


def minutes(clock: FixedClock, watch: IdleWatch, number: int) -> None:
    for _tick in range(number * 60_000 // TICK_MS):
        clock.advance(TICK_MS / 1000)
        watch.check()


def chosen_dark(qtbot: QtBot, saved: Preferences) -> object:
    """What the settings say when somebody presses *Donker* in them."""
    window = QWidget()
    window.resize(1366, 768)
    qtbot.addWidget(window)
    panel = SettingsPanel(window)
    window.show()
    panel.begin(saved)
    with qtbot.waitSignal(panel.chosen) as chosen:
        qtbot.mouseClick(panel.look.chip("dark"), Qt.MouseButton.LeftButton)
    (told,) = chosen.args
    return told


def test_that_ten_quiet_minutes_are_idle(qtbot: QtBot, clock: FixedClock, watch: IdleWatch) -> None:
    with qtbot.waitSignal(watch.idle):
        minutes(clock, watch, 10)


def test_that_a_key_press_starts_the_count_again(
    qtbot: QtBot, clock: FixedClock, watch: IdleWatch
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    with qtbot.assertNotEmitted(watch.idle):
        minutes(clock, watch, 9)
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
        minutes(clock, watch, 9)
    watch.stop()


def test_that_a_held_watch_counts_on_whatever_is_touched(
    qtbot: QtBot, clock: FixedClock, watch: IdleWatch
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    watch.hold()
    with qtbot.waitSignal(watch.idle):
        minutes(clock, watch, 9)
        QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
        minutes(clock, watch, 1)


def test_that_a_laptop_that_slept_is_idle_at_once(
    qtbot: QtBot, clock: FixedClock, watch: IdleWatch
) -> None:
    clock.advance(SLEPT_SECONDS + TICK_MS / 1000 + 1)
    with qtbot.waitSignal(watch.idle):
        watch.check()


def test_that_idle_is_told_once(qtbot: QtBot, clock: FixedClock, watch: IdleWatch) -> None:
    told: list[bool] = []
    watch.idle.connect(lambda: told.append(True))
    minutes(clock, watch, 25)
    assert told == [True]


def test_that_preferences_come_back_and_damage_means_defaults(tmp_path: Path) -> None:
    file = tmp_path / "map" / "instellingen.json"
    assert preferences.load(file) == Preferences()
    chosen = Preferences(look="dark", text_scale=1.5, lock_after_minutes=5)
    preferences.save(file, chosen)
    assert preferences.load(file) == chosen
    assert [one.name for one in file.parent.iterdir()] == [file.name]
    file.write_text('{"look": "paars"}', encoding="utf-8")
    assert preferences.load(file) == Preferences()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "null",
        "[" * 100_000,
        '{"look": []}',
        '{"text_scale": 1}',
        '{"text_scale": true}',
        '{"text_scale": 1.3}',
        '{"text_scale": NaN}',
        '{"lock_after_minutes": 10.0}',
        '{"lock_after_minutes": "10"}',
    ],
    ids=lambda said: said[:24],
)
def test_that_the_settings_open_and_work_whatever_stood_in_their_file(
    qtbot: QtBot, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "instellingen.json"
    file.write_text(text, encoding="utf-8")
    assert chosen_dark(qtbot, preferences.load(file)) == Preferences(look="dark")


def test_that_one_wrong_preference_leaves_the_others_as_they_were(tmp_path: Path) -> None:
    file = tmp_path / "instellingen.json"
    file.write_text('{"look": "paars", "text_scale": 1.5, "later": 3}', encoding="utf-8")
    assert preferences.load(file) == Preferences(text_scale=1.5)


def test_that_a_choice_in_the_settings_works_at_once(qtbot: QtBot) -> None:
    assert chosen_dark(qtbot, Preferences()) == Preferences(look="dark")


def test_that_our_own_bug_is_one_sentence_without_its_words(qtbot: QtBot) -> None:
    window = QWidget()
    window.resize(1366, 768)
    qtbot.addWidget(window)
    bar = NoticeBar(window)
    window.show()
    bar.show_error(ValueError("Wiśniewska heeft schulden"))
    assert bar.text() == catalogue()[UNKNOWN]["nl"]
    bar.show_error(UserError("vault_damaged"))
    assert bar.text() == catalogue()["vault_damaged"]["nl"]
    qtbot.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    assert not bar.isVisible()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-03-11", "gisteren"),
        ("2026-03-12", "vandaag"),
        ("2026-03-13", "morgen"),
        ("2026-03-17", "di 17 mrt"),
        ("2027-01-04", "ma 4 jan 2027"),
        ("", ""),
        ("later", "later"),
    ],
)
def test_that_days_are_said_as_people_say_them(day: str, said: str) -> None:
    assert dates.near_day(day, TODAY) == said


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-03-15", "over 3 dagen"),
        ("2026-03-13", "over 1 dag"),
        ("2026-06-12", "over 13 weken"),
        ("2026-03-08", "4 dagen geleden"),
        ("2026-03-12", "vandaag"),
        ("", ""),
    ],
)
def test_that_distances_are_said_in_days_or_weeks(day: str, said: str) -> None:
    assert dates.until(day, TODAY) == said


def test_that_a_full_day_has_its_weekday_and_a_moment_its_time() -> None:
    assert dates.long_day(TODAY) == "donderdag 12 maart"
    assert dates.long_day(TODAY, year=True) == "donderdag 12 maart 2026"
    assert dates.moment("2026-03-12T14:03", TODAY) == "vandaag 14:03"
