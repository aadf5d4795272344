"""The tab *Gesprekken*: every visit, what each author noted, and its papers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services import visits
from app.services.text import first_name
from app.ui.contact.words import ICONS, contact_word
from app.ui.dates import short_day
from app.ui.dossier.closed_notes import ClosedNotes
from app.ui.dossier.parts import TabPage
from app.ui.dossier.prints import summary_job
from app.ui.dossier.words import visit_states
from app.ui.kit import (
    Button,
    Card,
    EmptyState,
    Glyph,
    KnownNote,
    Line,
    Secondary,
    SectionTitle,
    Strong,
    Text,
    state_name,
)
from app.ui.parts import empty
from app.ui.sharing.erasures import EraseStart
from app.ui.text import joined, people, tr

if TYPE_CHECKING:
    from app.model.dossier import Contact, Person
    from app.services.dossiers import Dossier, VisitLine
    from app.services.visits import VisitAreaNotes, VisitNote
    from app.ui.dossier.desk import DossierDesk
    from app.ui.kit.area_list import State

STATES: dict[str, State] = {"goed": "good", "aandacht": "attention", "liever_niet": "rather_not"}
"""How a stored state is named by the kit."""


class VisitCard(Card):
    """One visit: who and when, the quote; opens to what was noted per leefgebied."""

    def __init__(self, desk: DossierDesk, visit: VisitLine, persons: tuple[Person, ...]) -> None:
        super().__init__(margin=18)
        self._desk, self.visit = desk, visit
        self.setAccessibleName(_title(visit))
        self.body.setSpacing(8)
        head = QHBoxLayout()
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Strong(_title(visit), wrap=True))
        words.addWidget(Secondary(self._meta(), wrap=True))
        head.addLayout(words, 1)
        self.body.addLayout(head)
        if visit.quote:
            self.add(Text(f"“{visit.quote}”", letter="note", wrap=True))
        self._inside = QVBoxLayout()
        self._inside.setSpacing(12)
        self.read = Button(tr("Lees de notities"), kind="quiet", small=True, icon="caret-down")
        self.read.setCheckable(True)
        self.read.setAccessibleName(tr("Lees de notities van {title}", title=_title(visit)))
        self.read.toggled.connect(self._toggle)
        self.enter = Button(tr("Open dit gesprek"), kind="quiet", small=True, icon="arrow-right")
        self.enter.setAccessibleName(tr("Open {title}", title=_title(visit)))
        self.enter.clicked.connect(lambda: desk.visit_wanted.emit(visit.id))
        foot = QHBoxLayout()
        foot.setSpacing(4)
        if visit.areas:
            foot.addWidget(self.read)
        foot.addWidget(self.enter)
        foot.addStretch(1)
        self.papers: list[Button] = []
        self._add_papers(foot, persons)
        self.body.addLayout(foot)
        self.body.addLayout(self._inside)

    def _meta(self) -> str:
        visit, today = self.visit, self._desk.day()
        day = joined(short_day(visit.on, today), visit.at, sign=" ")
        present = people(visit.present)
        spoke = tr("met {names}", names=present) if present else ""
        state = visit_states().get(str(visit.status), "")
        return joined(day, people(visit.members), spoke, state)

    def _add_papers(self, foot: QHBoxLayout, persons: tuple[Person, ...]) -> None:
        if not self.visit.areas:
            return
        for person in persons:
            if (person.call_name or person.name) not in self.visit.present:
                continue
            name = first_name(person.call_name or person.name)
            paper = Button(name, icon="printer", small=True)
            paper.setAccessibleName(tr("Verslag voor {name} afdrukken", name=name))
            paper.setToolTip(paper.accessibleName())
            paper.clicked.connect(
                lambda _on=False, key=person.id, who=name: self._desk.print_wanted.emit(
                    summary_job(self.visit.id, key, who)
                )
            )
            self.papers.append(paper)
            foot.addWidget(paper)

    def _toggle(self, shown: bool) -> None:  # noqa: FBT001 (a Qt slot)
        self.read.set_icon_name("caret-up" if shown else "caret-down")
        self.read.setText(tr("Verberg de notities") if shown else tr("Lees de notities"))
        empty(self._inside)
        if shown:
            self._desk.ask(visits.notes, self.visit.id, then=self._show)

    def _show(self, areas: tuple[VisitAreaNotes, ...]) -> None:
        empty(self._inside)
        for area in areas:
            self._inside.addWidget(Line())
            self._inside.addWidget(_area(self._desk, area))
        if not areas:
            self._inside.addWidget(Secondary(tr("Hier is niets genoteerd."), wrap=True))


class VisitsTab(TabPage):
    """Newest first; contacts between the visits stand among them."""

    def __init__(self, desk: DossierDesk, parent: QWidget | None = None) -> None:
        super().__init__(tr("Gesprekken"), desk, parent)
        self.cards: list[VisitCard] = []
        self.closed: ClosedNotes | None = None

    def part(self, dossier: Dossier) -> object:
        return (
            dossier.visits, dossier.contacts, dossier.persons, dossier.closed_notes, dossier.today
        )  # fmt: skip

    def draw(self, dossier: Dossier) -> None:
        empty(self.body)
        self.body.setSpacing(12)
        self.closed = None
        if dossier.closed_notes:
            self.closed = ClosedNotes(self.desk, dossier.closed_notes)
            self.body.addWidget(self.closed)
        self.cards = [VisitCard(self.desk, visit, dossier.persons) for visit in dossier.visits]
        if not (self.cards or dossier.contacts):
            self.body.addWidget(
                EmptyState(
                    tr("Nog geen gesprekken"),
                    tr("Met Nieuw gesprek begint het eerste huisbezoek."),
                    icon="chat-circle",
                )
            )
            return
        names = {one.id: one.call_name or one.name for one in dossier.persons}
        shown: list[tuple[str, QWidget]] = [(card.visit.on, card) for card in self.cards]
        shown += [(contact.at, _contact(self.desk, contact, names)) for contact in dossier.contacts]
        for _when, widget in sorted(shown, key=lambda one: one[0], reverse=True):
            self.body.addWidget(widget)
        self.body.addStretch(1)


def _title(visit: VisitLine) -> str:
    return tr("Gesprek {number}", number=visit.number) if visit.number else tr("Bezoek")


def _contact(desk: DossierDesk, contact: Contact, names: dict[str, str]) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(20, 2, 20, 2)
    row.setSpacing(10)
    row.addWidget(
        Glyph(ICONS.get(str(contact.how or ""), "chat-circle")), 0, Qt.AlignmentFlag.AlignTop
    )
    how = contact_word(str(contact.how or ""))
    meta = joined(how, short_day(contact.at, desk.day()), names.get(contact.person, ""))
    said = QWidget()
    words = QVBoxLayout(said)
    words.setContentsMargins(0, 0, 0, 0)
    words.setSpacing(2)
    words.addWidget(Secondary(meta, wrap=True))
    words.addWidget(Text(contact.line, wrap=True))
    row.addWidget(EraseStart(desk.do, "contact", contact.id, name=meta, beside=said), 1)
    return holder


def _area(desk: DossierDesk, area: VisitAreaNotes) -> QWidget:
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(8)
    head = QHBoxLayout()
    head.addWidget(Glyph(area.icon, ink="accent", pixels=20))
    head.addWidget(SectionTitle(area.title, wrap=True), 1)
    state = STATES.get(str(area.state or ""))
    if state:
        head.addWidget(Secondary(state_name(state)))
    box.addLayout(head)
    for note in area.notes:
        about = tr("over {name}", name=first_name(note.about)) if note.about else ""
        meta = joined(note.author, about)
        words = _words(note)
        if words:
            told, name = KnownNote(meta, words), joined(area.title, meta)
            box.addWidget(EraseStart(desk.do, "domain_note", note.id, name=name, beside=told))
    return holder


def _words(note: VisitNote) -> str:
    quoted = f"“{note.own_words}”" if note.own_words else ""
    circle = tr("Eigen kring: {words}", words=note.own_circle) if note.own_circle else ""
    hoped = tr("Wens: {words}", words=note.wish) if note.wish else ""
    return joined(note.text, quoted, circle, hoped, sign="\n")
