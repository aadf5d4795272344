"""Past niet bij elkaar: what rules a merge broke, each with the way to where it is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.dates import short_day
from app.ui.dossier.words import statuses
from app.ui.kinds import a_kind
from app.ui.kit import Button, Card, Line, Secondary, SectionTitle, Strong, Text
from app.ui.text import listed, tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.services.attention import AttentionLine

GAP: Final = 14


class AttentionSection(QWidget):
    """A heading, why it is here, and a row for each line."""

    opened = Signal(str, str)
    """Household, and the tab of its dossier."""

    def __init__(
        self, lines: Sequence[AttentionLine], today: date, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 4, 0, 0)
        box.setSpacing(4)
        box.addWidget(SectionTitle(tr("Past niet bij elkaar"), wrap=True))
        why = tr(
            "Dit kan als jullie apart werken. Pas het aan in het dossier, dan verdwijnt het hier."
        )
        box.addWidget(Secondary(why, wrap=True))
        box.addSpacing(GAP - box.spacing())
        card = Card()
        card.body.setSpacing(GAP)
        self.buttons: list[Button] = []
        for number, line in enumerate(lines):
            if number:
                card.add(Line())
            card.add(self._row(line, today))
        box.addWidget(card)

    def _row(self, line: AttentionLine, today: date) -> QWidget:
        said = sentence(line, today)
        row = QWidget()
        row.setAccessibleName(f"{line.household_name}: {said}")
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(GAP)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Strong(line.household_name, wrap=True))
        words.addWidget(Text(said, wrap=True))
        across.addLayout(words, 1)
        button = Button(tr("Open dossier"), small=True, touch=True)
        button.setAccessibleName(tr("Open het dossier van {name}", name=line.household_name))
        button.setAccessibleDescription(said)
        button.clicked.connect(lambda: self.opened.emit(line.household, line.place))
        across.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self.buttons.append(button)
        return row


def sentence(line: AttentionLine, today: date) -> str:
    """What does not fit, in one sentence; whose it is stands above it."""
    values = {
        "state": statuses().get(line.state, "").lower(),
        "member": line.member or tr("Iemand"),
        "subject": line.subject,
        "number": line.number,
        "what": _quoted(line.what),
        "day": short_day(line.day, today),
        "role": _roles().get(line.role, ""),
        "kinds": listed(map(a_kind, line.kinds)),
    }
    one, more = _sentences()[line.kind]
    return (one if line.number == 1 else more).format(**values)


def _sentences() -> dict[str, tuple[str, str]]:
    """By kind: of one, of more."""
    return {**_of_closed(), **_of_gone(), **_of_deleted(), **_of_twice()}


def _of_closed() -> dict[str, tuple[str, str]]:
    return {
        "closed_open": (
            tr("Dit huishouden is {state}, maar dit staat nog open: {what}."),
            tr(
                "Dit huishouden is {state}, maar er staan nog {number} doelen en acties open, zoals"
                " {what}."
            ),
        ),
        "closed_planned": (
            tr("Dit huishouden is {state}, maar er staat nog een gesprek gepland op {day}."),
            tr(
                "Dit huishouden is {state}, maar er staan nog {number} gesprekken gepland, het"
                " eerste op {day}."
            ),
        ),
        "closed_begun": (
            tr("Dit huishouden is {state}, maar het gesprek van {day} is nog niet afgerond."),
            tr(
                "Dit huishouden is {state}, maar er zijn nog {number} gesprekken niet afgerond, het"
                " eerste van {day}."
            ),
        ),
    }


def _of_gone() -> dict[str, tuple[str, str]]:
    on_card = tr("{member} doet niet meer mee in het team, maar {role}.")
    along = tr(
        "{member} doet niet meer mee in het team, maar zou meegaan naar het gesprek van {day}."
    )
    return {
        "gone_on_card": (on_card, on_card),
        "gone_action": (
            tr("{member} doet niet meer mee in het team, maar let nog op een actie: {what}."),
            tr(
                "{member} doet niet meer mee in het team, maar let nog op {number} acties, zoals"
                " {what}."
            ),
        ),
        "gone_visit": (along, along),
    }


def _of_deleted() -> dict[str, tuple[str, str]]:
    person = tr("{subject} is verwijderd, maar hier staat diegene nog bij: {kinds}.")
    return {
        "goal_deleted": (
            tr("Het doel “{subject}” is verwijderd, maar er staat nog een actie bij open: {what}."),
            tr(
                "Het doel “{subject}” is verwijderd, maar er staan nog {number} acties bij open,"
                " zoals {what}."
            ),
        ),
        "person_deleted": (person, person),
    }


def _of_twice() -> dict[str, tuple[str, str]]:
    begun = tr("{member} begon op {day} twee gesprekken die nog niet zijn afgerond.")
    planned = tr("Op {day} staan twee gesprekken gepland waar {member} naartoe gaat.")
    return {"begun_twice": (begun, begun), "planned_twice": (planned, planned)}


def _roles() -> dict[str, str]:
    return {
        "case_lead": tr("is nog regisseur"),
        "pair": tr("zit nog in het duo"),
        "stand_in": tr("is nog vervanger"),
    }


def _quoted(words: str) -> str:
    return f"“{words}”"
