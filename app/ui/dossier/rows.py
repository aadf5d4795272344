"""Tabs that are lists: own circle, who is involved already."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.ui.dossier.parts import TabPage, adder, heading
from app.ui.kit import Button, Card, Chip, EmptyState, Line, Secondary
from app.ui.parts import PressRow, empty
from app.ui.text import joined, tr

if TYPE_CHECKING:
    from app.model.dossier import InvolvedParty, NetworkMember
    from app.services.dossiers import Dossier
    from app.ui.dossier.desk import DossierDesk
    from app.ui.kit.chips import Tone


def record_row(
    desk: DossierDesk, kind: str, entity: str, title: str, line: str, chips: list[Chip]
) -> PressRow:
    """A row that opens its record beside the page."""
    row = PressRow(joined(title, line, *(chip.text() for chip in chips)))
    row.add_words(title or tr("Zonder naam"), line)
    for chip in chips:
        row.add(plain(chip))
    row.clicked.connect(lambda: desk.edit(kind, entity, title or tr("Zonder naam")))
    return row


def plain(chip: Chip) -> QWidget:
    """A tag that takes no key and no press, so that the row keeps them."""
    chip.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    chip.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return chip


def tag(text: str, tone: Tone = "accent") -> Chip:
    """A soft tag."""
    return Chip(text, tone=tone, checkable=False, soft=True, small=True)


def begin_record(
    desk: DossierDesk, kind: str, title: str, field: str = "name"
) -> Callable[[], None]:
    """What an add button does: open a record to be beside the page, with the keyboard in `field`.

    It is there from its first word or choice on; closed without one, nothing was made.
    """
    return lambda: desk.edit(kind, desk.fresh_id(), title, begin=field)


class NetworkTab(TabPage):
    """The household's own circle: nearest first."""

    def __init__(self, desk: DossierDesk, parent: QWidget | None = None) -> None:
        super().__init__(tr("Netwerk"), desk, parent)
        self.rows: list[PressRow] = []
        self.add_button: Button | None = None

    def part(self, dossier: Dossier) -> object:
        return dossier.header.id, dossier.network

    def draw(self, dossier: Dossier) -> None:
        empty(self.body)
        make = begin_record(self.desk, "network_member", tr("Nieuw in de kring"))
        self.rows = []
        if not dossier.network:
            none = EmptyState(
                tr("Wie staat er om hen heen?"),
                tr("Familie, vrienden, buren: wie zien of bellen zij graag, en wie wil helpen?"),
                icon="users-three",
                action=tr("Schrijf iemand op"),
            )
            none.acted.connect(make)
            self.body.addWidget(none)
            return
        self.add_button = adder(tr("Iemand erbij"))
        self.add_button.clicked.connect(make)
        self.body.addWidget(heading(tr("Eigen kring"), _asked(dossier.network), self.add_button))
        card = Card(margin=0)
        card.body.setContentsMargins(1, 6, 1, 6)
        card.body.setSpacing(0)
        ordered = sorted(dossier.network, key=_nearness)
        for number, one in enumerate(ordered):
            if number:
                card.add(Line())
            row = record_row(
                self.desk, "network_member", one.id, one.name, _network_line(one), _chips(one)
            )
            self.rows.append(row)
            card.add(row)
        self.body.addWidget(card)
        self.body.addStretch(1)


class PartiesTab(TabPage):
    """Who is *achter de voordeur* already."""

    def __init__(self, desk: DossierDesk, parent: QWidget | None = None) -> None:
        super().__init__(tr("Betrokkenen"), desk, parent)
        self.rows: list[PressRow] = []

    def part(self, dossier: Dossier) -> object:
        return dossier.header.id, dossier.parties

    def draw(self, dossier: Dossier) -> None:
        empty(self.body)
        make = begin_record(self.desk, "involved_party", tr("Nieuwe betrokkene"))
        self.rows = []
        if not dossier.parties:
            none = EmptyState(
                tr("Wie helpt hier al?"),
                tr("Huisarts, school, corporatie: wie is er al bij betrokken en wat doen zij?"),
                icon="buildings",
                action=tr("Schrijf iemand op"),
            )
            none.acted.connect(make)
            self.body.addWidget(none)
            return
        button = adder(tr("Betrokkene erbij"))
        button.clicked.connect(make)
        self.body.addWidget(heading(tr("Wie helpt hier al"), "", button))
        for inner, title_words in ((True, tr("Aan tafel")), (False, tr("Erbij te halen"))):
            shown = [one for one in dossier.parties if one.inner_ring is inner]
            if shown:
                self.body.addWidget(Secondary(title_words, letter="strong"))
                self.body.addWidget(self._card(shown))
        self.body.addStretch(1)

    def _card(self, parties: list[InvolvedParty]) -> Card:
        card = Card(margin=0)
        card.body.setContentsMargins(1, 6, 1, 6)
        card.body.setSpacing(0)
        for number, one in enumerate(parties):
            if number:
                card.add(Line())
            line = joined(one.does, one.organisation, one.phone)
            row = record_row(self.desk, "involved_party", one.id, one.name, line, [])
            self.rows.append(row)
            card.add(row)
        return card


def _asked(network: tuple[NetworkMember, ...]) -> str:
    count = sum(one.may_be_asked is True for one in network)
    return tr("{count} van {of} mogen we vragen", count=count, of=len(network))


def _nearness(one: NetworkMember) -> tuple[int, str]:
    near = one.tie.closeness if one.tie and one.tie.closeness else 9
    return near, one.name


def _network_line(one: NetworkMember) -> str:
    tie = one.tie
    near = {1: tr("dichtbij"), 2: tr("er tussenin"), 3: tr("verder weg")}
    strong = {3: tr("sterke band"), 2: tr("gewone band"), 1: tr("dunne band")}
    told = (near.get(tie.closeness or 0, ""), strong.get(tie.strength or 0, "")) if tie else ()
    return joined(one.relation, *told, one.phone)


def _chips(one: NetworkMember) -> list[Chip]:
    chips = []
    if one.tie and one.tie.harmful:
        chips.append(tag(tr("schadelijk"), "care"))
    if one.may_be_asked is True:
        chips.append(tag(tr("mogen we vragen"), "good"))
    if one.may_be_asked is False:
        chips.append(tag(tr("niet vragen"), "care"))
    return chips
