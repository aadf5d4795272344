"""Rows of Vandaag: a visit, an action, a melding, a thing to know."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui.dates import near_day, short_weekday
from app.ui.kit.buttons import Button
from app.ui.kit.card import Card
from app.ui.kit.check_row import TickBox
from app.ui.kit.labels import Secondary, Strong, Text
from app.ui.kit.saved import Glyph
from app.ui.parts import PressRow
from app.ui.text import joined, listed, tr
from app.ui.theme.current import theme

if TYPE_CHECKING:
    from datetime import date

    from app.services.referrals import ReferralCard
    from app.services.today import ActionCard, VisitCard

BAR_HEIGHT: Final = 5


class DayBar(QWidget):
    """How far the days since a melding are in the aim; decoration beside the words."""

    def __init__(self, day_no: int, aim: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._share = min(1.0, max(0.0, day_no / aim)) if aim else 0.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def sizeHint(self) -> QSize:
        return QSize(theme().px(BAR_HEIGHT), theme().px(BAR_HEIGHT))

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        whole = QRectF(self.rect())
        half = whole.height() / 2
        painter.setBrush(theme().colour("line"))
        painter.drawRoundedRect(whole, half, half)
        painter.setBrush(theme().colour("care"))
        painter.drawRoundedRect(
            QRectF(0, 0, whole.width() * self._share, whole.height()), half, half
        )


class _Time(Text):
    """A time in a column as wide as `vr 10:00`, so that names stand under each other."""

    def __init__(self, text: str) -> None:
        super().__init__(text, letter="strong", ink="accent")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        widest = QFontMetrics(theme().font("strong")).horizontalAdvance("ww 00:00")
        return QSize(max(widest, super().sizeHint().width()), super().sizeHint().height())


class VisitRow(PressRow):
    """A visit of today or tomorrow; pressing the row opens the dossier."""

    begin = Signal(str)

    def __init__(self, card: VisitCard, today: date, parent: QWidget | None = None) -> None:
        later = "" if card.on == today.isoformat() else short_weekday(card.on)
        time = " ".join(part for part in (later, card.at) if part)
        super().__init__(tr("Dossier van {name}, {time}", name=card.name, time=time), parent)
        self.add(_Time(time or tr("vandaag")))
        spoken = ", ".join(card.interpret)
        hint = tr("tolk: {languages}", languages=spoken) if spoken else ""
        self.add_words(card.name, joined(card.address, hint))
        if card.with_names:
            self.add(Secondary(tr("met {names}", names=card.with_names)))
        self.button = Button(tr("Begin gesprek"), small=True)
        self.button.setAccessibleName(tr("Begin gesprek met {name}", name=card.name))
        self.button.clicked.connect(lambda: self.begin.emit(card.household))
        self.add(self.button)


class ActionRow(PressRow):
    """One of my open actions; the box ticks it off, the row opens the dossier."""

    ticked = Signal(str, bool)

    def __init__(self, card: ActionCard, today: date, parent: QWidget | None = None) -> None:
        due = near_day(card.due, today)
        late = tr("te laat, {due}", due=due) if card.late else due
        name = joined(card.what, card.household_name, late)
        super().__init__(name, parent)
        self.tick = TickBox(name=tr("Gedaan: {what}", what=card.what))
        self.tick.clicked.connect(lambda done: self.ticked.emit(card.id, done))
        self.add(self.tick)
        self.add_words(card.what, joined(card.household_name, card.who), strong=False)
        if card.late:
            self.add(Text(late, letter="small_strong", ink="care"))
        elif due:
            self.add(Secondary(due))


class ReferralRow(PressRow):
    """A new melding with its days against the aim."""

    def __init__(self, card: ReferralCard, parent: QWidget | None = None) -> None:
        self.day = day_words(card)
        super().__init__(joined(card.name, self.day), parent)
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 2, 0, 4)
        column.setSpacing(5)
        column.addWidget(Strong(card.name, wrap=True))
        line = joined(card.source, *card.themes[:2])
        if line:
            column.addWidget(Secondary(line, wrap=True))
        column.addSpacing(3)
        column.addWidget(DayBar(card.day_no, card.aim_days))
        column.addWidget(Secondary(self.day, wrap=True))
        self.add(box, 1)


def days_waiting(card: ReferralCard) -> str:
    """`dag 2 van 3`; past the aim it says so in words."""
    if card.day_no > card.aim_days:
        return tr("dag {day}, streven is {aim}", day=card.day_no, aim=card.aim_days)
    return tr("dag {day} van {aim}", day=card.day_no, aim=card.aim_days)


def day_words(card: ReferralCard) -> str:
    """`dag 2 van 3 · nog geen duo`."""
    return joined(days_waiting(card), listed(card.pair_names) or tr("nog geen duo"))


class KnowCard(Card):
    """One thing to know: an icon, a line, a quiet line under it."""

    def __init__(self, icon: str, title: str, line: str, parent: QWidget | None = None) -> None:
        super().__init__("", parent)
        self.setAccessibleName(joined(title, line))
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(Glyph(icon, ink="accent", pixels=20))
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addWidget(Strong(title, wrap=True))
        if line:
            words.addWidget(Secondary(line, wrap=True))
        row.addLayout(words, 1)
        self.body.addLayout(row)
        self._words = words

    def add_way(self, button: Button) -> None:
        """A quiet button under the words, its text under theirs."""
        button.pad = 0
        self._words.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
