"""The tab *Gegevens*: persons, safe contact, gezag, consent, keeping, and what was taken away."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.model.rules import custody_id
from app.model.team import Retention
from app.services import fields, households
from app.services.target import Target
from app.services.text import first_name
from app.ui.contact.words import ways
from app.ui.dates import moment, short_day
from app.ui.dossier.circle import CircleView
from app.ui.dossier.parts import TabPage, adder, column, heading, list_card
from app.ui.dossier.rows import begin_record, plain, record_row, tag
from app.ui.dossier.words import person_line, safe_words, years
from app.ui.kinds import kind_label
from app.ui.kit import Button, Card, Chip, Columns, FlowLayout, Line, Secondary, Strong, Text
from app.ui.parts import PressRow, empty
from app.ui.sharing.erasures import EraseStart
from app.ui.text import joined, tr

if TYPE_CHECKING:
    from app.model.dossier import Consent, Custody, Person
    from app.services.dossiers import DeletedLine, Dossier
    from app.services.fields import FieldState
    from app.ui.dossier.desk import DossierDesk
    from app.ui.kit.chips import Tone

ADULT: Final = 18
"""Age in years from which nobody else holds gezag."""


class PersonRow(PressRow):
    """A person: who, which language, and how they may be reached safely."""

    def __init__(self, desk: DossierDesk, person: Person) -> None:
        line = person_line(person, desk.day())
        safe = safe_words(person.safe_contact)
        said = safe or (tr("veilig contact: nog niet gevraagd"),)
        super().__init__(joined(person.name, line, *said))
        words = QWidget()
        box = QVBoxLayout(words)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(3)
        box.addWidget(Strong(person.name or tr("Zonder naam"), wrap=True))
        if line:
            box.addWidget(Secondary(line, wrap=True))
        chips = QWidget()
        flow = FlowLayout(chips, gap=6)
        if person.safety_note:
            mark = Chip(
                tr("veiligheid"),
                icon="shield-warning",
                tone="care",
                checkable=False,
                soft=True,
                small=True,
            )
            flow.addWidget(plain(mark))
        for word in safe:
            flow.addWidget(plain(tag(word, _tone(word))))
        if safe or person.safety_note:
            box.addSpacing(3)
            box.addWidget(chips)
        if not safe:
            asked = tr("Veilig contact: nog niet gevraagd")
            box.addWidget(Text(asked, letter="small", ink="care", wrap=True))
        self.add(words, 1)
        self.clicked.connect(lambda: desk.edit("person", person.id, person.name))


class DetailsTab(TabPage):
    """Everything here opens beside the page, with who wrote it and when."""

    def __init__(self, desk: DossierDesk, parent: QWidget | None = None) -> None:
        super().__init__(tr("Gegevens"), desk, parent)
        self.persons: list[PersonRow] = []
        self.consents: list[PressRow] = []
        self.bring_back: list[Button] = []
        self.circle: CircleView | None = None

    def clear(self) -> None:
        super().clear()
        self.circle = None

    def draw(self, dossier: Dossier) -> None:
        here = self.circle is not None and self.circle.has_keyboard()
        empty(self.body)
        left = column(
            *self._persons(dossier),
            *self._custody(dossier),
            *self._deleted(dossier),
            *self._erase(dossier),
            gap=14,
        )
        right = column(
            *self._household(dossier), *self._consents(dossier), *self._readers(dossier), gap=14
        )
        self.body.addWidget(Columns([(left, 56), (right, 44)], gap=36))
        self.body.addStretch(1)
        if here and self.circle is not None:
            self.circle.take_keyboard()

    def _erase(self, dossier: Dossier) -> list[QWidget]:
        """For ever, and only together with another member."""
        self.erase = EraseStart(self.desk.do, "household", dossier.header.id)
        return [self.erase]

    def _persons(self, dossier: Dossier) -> list[QWidget]:
        button = adder(tr("Persoon erbij"))
        button.clicked.connect(begin_record(self.desk, "person", tr("Nieuwe persoon")))
        self.persons = [PersonRow(self.desk, person) for person in dossier.persons]
        top = heading(tr("Wie horen bij dit huishouden"), "", button)
        if not self.persons:
            return [top, Secondary(tr("Nog niemand opgeschreven."), letter="body", wrap=True)]
        return [top, list_card([*self.persons])]

    def _custody(self, dossier: Dossier) -> list[QWidget]:
        children = [one for one in dossier.persons if _is_child(one, dossier)]
        if not children:
            return []
        card = Card(margin=18)
        for number, child in enumerate(children):
            if number:
                card.add(Line())
            card.add(Strong(tr("Gezag over {name}", name=first_name(child.name)), wrap=True))
            held = [one for one in dossier.custody if one.child == child.id]
            for one in held:
                card.add(self._custody_row(one, dossier))
            self._add_holder(card, child, held, dossier)
        return [heading(tr("Gezag")), card]

    def _custody_row(self, one: Custody, dossier: Dossier) -> QWidget:
        holder = _name(dossier, one.holder)
        told = one.custody
        held = told.held if told else None
        answer = {True: tr("heeft gezag"), False: tr("heeft geen gezag")}
        said = answer[held] if held is not None else tr("nog niet bekend")
        source = told.source if told else ""
        day = short_day(told.on, dossier.today) if told and told.on else ""
        line = joined(said, source, day)
        return record_row(self.desk, "custody", one.id, holder, line, [])

    def _add_holder(self, card: Card, child: Person, held: list[Custody], dossier: Dossier) -> None:
        known = {one.holder for one in held}
        others = [
            one
            for one in dossier.persons
            if one.id != child.id and one.id not in known and not _is_child(one, dossier)
        ]
        if not others:
            return
        holder = QWidget()
        flow = FlowLayout(holder, gap=6)
        for one in others:
            chip = Chip(first_name(one.name), icon="plus", checkable=False, small=True)
            chip.setAccessibleName(tr("Gezag van {name} opschrijven", name=one.name))
            chip.clicked.connect(lambda _on=False, who=one: self._ask_custody(child, who))
            flow.addWidget(chip)
        card.add(holder)

    def _ask_custody(self, child: Person, holder: Person) -> None:
        entity = custody_id(child.id, holder.id)
        context = (
            ("household", self.desk.household),
            ("child", child.id),
            ("holder", holder.id),
        )
        self.desk.do(
            fields.put_many,
            "custody",
            entity,
            {"custody": {"held": True}},
            context,
            then=lambda _done: self.desk.edit("custody", entity, holder.name),
            undo=tr("Gezag opgeschreven"),
        )

    def _household(self, dossier: Dossier) -> list[QWidget]:
        head = dossier.header
        open_it = lambda: self.desk.edit("household", head.id, head.name)  # noqa: E731
        row = PressRow(joined(head.name, head.address, head.phone))
        row.add_words(head.name, joined(head.address, head.phone))
        row.clicked.connect(open_it)
        change = Button(tr("Aanpassen"), icon="pencil-simple", small=True)
        change.setAccessibleName(tr("Huishouden, regie en bewaren aanpassen"))
        change.clicked.connect(open_it)
        kept = PressRow(tr("Bewaren"))
        kept.add_words(tr("Bewaren"), " ")
        kept.clicked.connect(open_it)
        self.keeping = kept.findChildren(Secondary)[0]
        self.desk.ask(
            fields.read, Target("household", head.id, "retention"), then=self._show_keeping
        )
        return [heading(tr("Huishouden en regie"), "", change), list_card([row, kept])]

    def _show_keeping(self, state: FieldState) -> None:
        kept = state.value
        laws = {"wmo": tr("Wmo: 15 jaar"), "jeugdwet": tr("Jeugdwet: 20 jaar")}
        if not isinstance(kept, Retention) or not kept.regime:
            self.keeping.setText(tr("nog niet gekozen welke wet geldt"))
            return
        law = laws.get(kept.regime, kept.regime)
        since = short_day(kept.since, self.desk.day()) if kept.since else ""
        began = tr("begonnen {day}", day=since) if since else ""
        self.keeping.setText(joined(law, tr("na de laatste wijziging"), began))

    def _consents(self, dossier: Dossier) -> list[QWidget]:
        button = adder(tr("Toestemming erbij"))
        button.clicked.connect(
            begin_record(self.desk, "consent", tr("Nieuwe toestemming"), "purpose")
        )
        top = heading(tr("Toestemming"), "", button)
        self.consents = [self._consent_row(one, dossier) for one in dossier.consents]
        if not self.consents:
            words = tr(
                "Delen met anderen mag pas als iemand ja zegt. Schrijf hier wie, wat en met wie."
            )
            return [top, Secondary(words, letter="body", wrap=True)]
        return [top, list_card([*self.consents])]

    def _consent_row(self, one: Consent, dossier: Dossier) -> PressRow:
        given = one.given
        withdrawn = bool(given and given.withdrawn_on)
        said = short_day(given.on, dossier.today) if given and given.on else ""
        ended = short_day(given.withdrawn_on, dossier.today) if given and withdrawn else ""
        line = joined(
            _name(dossier, one.person),
            tr("met {whom}", whom=one.with_whom) if one.with_whom else "",
            said,
            given.how if given else "",
        )
        chips = [tag(tr("ingetrokken {day}", day=ended), "care")] if withdrawn else []
        return record_row(self.desk, "consent", one.id, one.purpose, line, chips)

    def _readers(self, dossier: Dossier) -> list[QWidget]:
        self.circle = CircleView(self.desk)
        self.circle.show_circle(dossier.circle)
        return [heading(tr("Wie leest mee")), self.circle]

    def _deleted(self, dossier: Dossier) -> list[QWidget]:
        self.bring_back = []
        if not dossier.deleted:
            return []
        rows = [self._deleted_row(line, dossier) for line in dossier.deleted]
        return [heading(tr("Weggehaald")), list_card(rows)]

    def _deleted_row(self, line: DeletedLine, dossier: Dossier) -> QWidget:
        holder = QWidget()
        around = QVBoxLayout(holder)
        around.setContentsMargins(20, 8, 20, 8)
        said = QWidget()
        row = QHBoxLayout(said)
        row.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(2)
        what = kind_label(line.kind)
        title = line.title or tr("Zonder naam")
        words.addWidget(Text(title, wrap=True))
        when = moment(line.when, dossier.today)
        by = tr("door {name}", name=line.author) if line.author else ""
        words.addWidget(Secondary(joined(what, by, when), wrap=True))
        row.addLayout(words, 1)
        back = Button(tr("Haal terug"), small=True, icon="arrow-counter-clockwise")
        back.setAccessibleName(tr("Haal terug: {title}", title=joined(what, title, sign=" ")))
        back.clicked.connect(
            lambda: self.desk.do(households.bring_back, line.kind, line.id, undo=tr("Teruggehaald"))
        )
        self.bring_back.append(back)
        row.addWidget(back, 0, Qt.AlignmentFlag.AlignVCenter)
        name = joined(what, title, sign=" ")
        around.addWidget(EraseStart(self.desk.do, line.kind, line.id, name=name, beside=said))
        return holder


def _tone(word: str) -> Tone:
    _parts, free, closed = zip(*ways(), strict=True)
    return "care" if word in closed else "good" if word in free else "accent"


def _is_child(person: Person, dossier: Dossier) -> bool:
    age = years(person.born, dossier.today)
    return age is not None and age < ADULT


def _name(dossier: Dossier, person: str) -> str:
    return next((one.name for one in dossier.persons if one.id == person), "")
