"""PIN, words, and finding a leefgebied."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from app.model.days import day_of
from app.ui.gesprek.calendar import grid
from app.ui.gesprek.pin import TRIES, VisitPin, is_pin
from app.ui.gesprek.words import day_words, resort_choices, stored, worked_ink, worked_words
from app.ui.theme import apply_theme, theme


def test_that_only_six_different_digits_make_a_pin() -> None:
    assert is_pin("314159")
    assert not any(map(is_pin, ("31415", "3141592", "31415a", "111111", "٣١٤١٥٩", "")))


def test_that_the_right_pin_opens_and_clears_the_count_of_wrong_ones() -> None:
    pin = VisitPin()
    assert pin.choose("314159")
    assert not pin.matches("000001")
    assert pin.left == TRIES - 1
    assert pin.matches("314159")
    assert pin.left == TRIES


def test_that_five_wrong_pins_leave_only_the_passphrase() -> None:
    pin = VisitPin()
    pin.choose("314159")
    assert not any(pin.matches("271828") for _ in range(TRIES))
    assert not pin.is_set
    assert not pin.matches("314159")


def test_that_a_pin_is_not_kept_as_it_was_typed() -> None:
    pin = VisitPin()
    pin.choose("314159")
    assert "314159" not in repr(vars(pin))


def test_that_days_are_said_short_and_stored_whole() -> None:
    assert day_words("2026-02-26") == "26 feb"
    assert day_words("2026-02-26", weekday=True) == "do 26 feb 2026"
    assert day_words("ooit") == "ooit"
    assert day_of("") is None
    assert stored(day_of("2026-02-26T10:00")) == "2026-02-26"
    assert stored(None) == ""


def test_that_an_outcome_has_a_word_with_its_colour() -> None:
    assert (worked_words("gelukt"), worked_ink("gelukt")) == ("gelukt", "good")
    assert (worked_words("niet_gelukt"), worked_ink("niet_gelukt")) == ("niet gelukt", "care")
    assert (worked_words("deels"), worked_ink("deels")) == ("deels gelukt", "ink2")
    assert worked_words(None) == ""


def test_that_who_does_it_stands_nearest_first() -> None:
    assert [key for key, _name in resort_choices()][:2] == ["zelf", "netwerk"]
    assert len(resort_choices()) == 7


@pytest.mark.parametrize(("height", "scale"), [(620, 1.0), (560, 2.0), (420, 2.0), (300, 1.5)])
def test_that_the_days_of_the_calendar_fit_under_each_other(
    qapp: QApplication, usual_letters: None, height: int, scale: float
) -> None:
    apply_theme(qapp, "light", scale)
    at = grid(1280, height, 6)
    assert at.above + at.side <= at.tall
    assert at.head + at.weekdays + 6 * at.tall <= height
    if scale == 1.0:
        assert at.side == theme().px(32)
