"""Rules of judging a passphrase."""

from __future__ import annotations

import pytest

from app.ui.start.strength import ENOUGH, strength


@pytest.mark.parametrize("words", ["welkom2024", "zorgzaamheid", "gemeente1", "Janssen!"])
def test_that_common_dutch_words_are_weak(words: str) -> None:
    assert strength(words).score < ENOUGH
    assert not strength(words).enough


def test_that_four_unrelated_words_are_enough() -> None:
    assert strength("fietsbel lindeboom walvis knoop").enough


def test_that_fewer_than_twelve_characters_are_never_enough() -> None:
    for odd in ("x", "q9%Vz!x4Ld#"):
        assert not strength(odd).enough
        assert "minstens 12 tekens" in strength(odd).refusal
    assert strength("q9%Vz!x4Ld#k").refusal == ""
    assert "makkelijk te raden" in strength("zorgzaamheden").refusal


def test_that_the_own_name_does_not_help() -> None:
    without = strength("Szőke-Humanitas").score
    assert strength("Szőke-Humanitas", ["Szőke", "Humanitas"]).score < without


def test_that_a_very_long_passphrase_is_weighed_and_not_refused() -> None:
    assert strength("aan de keukentafel staat koffie " * 8).enough


def test_that_nothing_typed_gives_advice_and_no_name() -> None:
    empty = strength("")
    assert (empty.score, empty.name) == (0, "")
    assert empty.advice
