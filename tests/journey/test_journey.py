"""From a melding to a printed summary, without a network, and nothing lost by locking."""

from __future__ import annotations

import re
import sys
from collections import Counter
from typing import TYPE_CHECKING, Final

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from tests.journey import papers, steps
from tests.journey.cost import DOCUMENT, MOST, promised, recorded, table
from tests.journey.hand import Hand
from tests.journey.steps import ANJA, MEHMET

if TYPE_CHECKING:
    from pathlib import Path

    from pytestqt.qtbot import QtBot

    from tests.journey.conftest import Laptop

STATES: Final = {
    "geld": "attention",
    "werk": "good",
    "dag": "attention",
    "huis": "good",
    "thuis": "rather_not",
    "kinderen": "good",
    "gevoel": "attention",
    "gezondheid": "good",
    "middelen": "rather_not",
    "zelfzorg": "good",
    "huishouden": "good",
    "netwerk": "attention",
    "meedoen": "good",
    "justitie": "rather_not",
    "zingeving": "good",
}
OWN_WORDS: Final = {
    ANJA: (steps.OWN_WORDS_ANJA,),
    MEHMET: (steps.OWN_WORDS_MEHMET, steps.OWN_WORDS_FEELING),
}
NOTES: Final = (steps.NOTE_MONEY, steps.NOTE_SLEEP, steps.NOTE_NETWORK)
LEVELS: Final = re.compile(r"zelfredzaam|problematiek|ZRM|niveau", re.IGNORECASE)
INK: Final = (0.002, 0.3)
"""Least and most share of ink on half a page that has something on it and can be read."""


def do_the_main_job(hand: Hand, laptop: Laptop, folder: Path) -> dict[str, bytes]:
    """Everything once; the papers by name of the person."""
    hand.part("unlock")
    steps.unlock(hand, laptop)
    hand.part("melding")
    steps.take_the_melding(hand, laptop)
    hand.part("duo")
    steps.choose_the_duo(hand, laptop)
    hand.part("begin the visit, two persons")
    steps.begin_the_visit(hand, laptop)
    hand.part("15 leefgebieden")
    steps.talk_about_everything(hand, laptop)
    hand.part("2 goals, 3 actions, 2 dates")
    steps.agree_on_what_to_do(hand, laptop)
    hand.part("read back, 2 papers")
    made = steps.read_back(hand, laptop, folder)
    hand.part("ZRM: own, then agreed")
    opened = steps.score_blind(hand, laptop)
    steps.fenna_scores(laptop, opened, opened[0])
    steps.settle(hand, laptop, opened, opened[0])
    hand.part("close, lock, unlock")
    steps.finish(hand, laptop)
    return made


def test_that_the_main_job_goes_by_hand_and_nothing_is_lost(
    qtbot: QtBot, laptop: Laptop, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hand = Hand(qtbot)
    made = do_the_main_job(hand, laptop, tmp_path)
    with capsys.disabled():
        sys.stdout.write("\n".join(["", *table(hand), ""]))
    look = Hand(qtbot)
    check_the_dossier(laptop)
    check_the_visit(look, laptop)
    check_the_export(laptop)
    for name, pdf in made.items():
        check_paper(name, pdf)
    check_cost(hand.total().actions)


def check_cost(actions: int) -> None:
    """Never more than what stands in the document; and the document is kept up to date."""
    known = recorded()
    assert actions <= MOST
    assert actions <= known, f"registering cost rose from {known} to {actions}"
    assert actions == known, f"cheaper now: write {actions} into {DOCUMENT.name} and the README"
    assert promised() == known


def check_the_dossier(laptop: Laptop) -> None:
    """After the lock we are where we were: in the dossier, with the plan in it."""
    assert laptop.program.window.current_screen() == "dossier"
    laptop.wait(lambda: shown(laptop.bench.dossier) >= {steps.HOUSEHOLD, *steps.GOALS})


def check_the_visit(look: Hand, laptop: Laptop) -> None:
    """The same visit again: states, words, agreements and scores."""
    header = laptop.bench.dossier.header
    look.click(header.line_start if header.folded() else header.start_button)
    talk = laptop.talk.talk
    look.until(lambda: steps.at(laptop, "geld"))
    assert {area: talk.rail.state_of(area) for area in STATES} == STATES
    look.click_area(talk.rail, "netwerk")
    look.until(lambda: talk.page.note.text() == steps.NOTE_NETWORK)
    assert talk.page.own_words.text() == steps.OWN_WORDS_MEHMET
    look.press("Ctrl+2")
    look.until(lambda: shown(laptop.talk.agreements) >= {*steps.GOALS, *steps.ACTIONS})
    assert laptop.talk.agreements.until.back_on.text() == "donderdag 26 maart 2026"
    look.press("Ctrl+4")
    scores = laptop.talk.aftermath.table
    look.until(lambda: bool(scores.lines))
    opened = [line for line in scores.lines.values() if line.open]
    assert {line.mine.value() for line in opened} == {4}
    assert Counter(steps.agreed(laptop).values()) == {2: 1, 4: len(opened) - 1}


def shown(screen: QWidget) -> set[str]:
    """Every word in sight, on labels and in lines."""
    found: list[QLabel | QLineEdit] = []
    found += screen.findChildren(QLabel)
    found += screen.findChildren(QLineEdit)
    return {widget.text() for widget in found if widget.isVisible()}


def check_the_export(laptop: Laptop) -> None:
    """All that was typed stands in the export."""
    lines = "\n".join(laptop.ask(lambda s: list(s.vault.export_lines())))
    typed = (
        steps.HOUSEHOLD,
        *OWN_WORDS,
        *(said for words in OWN_WORDS.values() for said in words),
        *NOTES,
        *steps.GOALS,
        *steps.ACTIONS,
    )
    assert [text for text in typed if text not in lines] == []


def check_paper(name: str, pdf: bytes) -> None:
    """Agreements and words of this person; no note, no level, no word of the other."""
    text = papers.words(pdf)
    other = ANJA if name == MEHMET else MEHMET
    assert name in text
    assert [what for what in (*steps.ACTIONS, *OWN_WORDS[name]) if what not in text] == []
    assert [what for what in (*NOTES, *OWN_WORDS[other]) if what in text] == []
    assert LEVELS.search(text) is None
    assert "Sanne Visser" in text
    assert "Fenna Łukasz" in text
    assert "donderdag 26 maart" in text
    least, most = INK
    drawn = papers.pages(pdf)
    assert 1 <= len(drawn) <= 2
    for page in drawn:
        assert page.size == pytest.approx(papers.A4_POINTS, abs=1)
    assert least < drawn[0].upper < most
    assert least < drawn[0].lower < most
