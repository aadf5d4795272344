"""Closed notes in a dossier: one quiet line with a lock, opened by who wants to read them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.dates import short_day
from app.ui.kit import Button, Card, Glyph, KnownNote, Secondary, Strong
from app.ui.sharing.erasures import EraseStart
from app.ui.text import joined, people, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from PySide6.QtGui import QHideEvent

    from app.services.closed_notes import ClosedLine
    from app.ui.dossier.desk import DossierDesk


class ClosedNotes(Card):
    """Folded until somebody asks, and again once out of sight: others may look at this screen."""

    def __init__(self, desk: DossierDesk, lines: Sequence[ClosedLine]) -> None:
        super().__init__(tone="plain", margin=18)
        self._desk = desk
        self.lines = tuple(lines)
        number = len(self.lines)
        said = (
            tr("1 gesloten notitie")
            if number == 1
            else tr("{number} gesloten notities", number=number)
        )
        self.setAccessibleName(said)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(Glyph("lock-simple", ink="care", pixels=20), 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Strong(said, wrap=True))
        words.addWidget(Secondary(tr("Alleen voor wie erbij staat. Nooit op papier."), wrap=True))
        head.addLayout(words, 1)
        self.read = Button("", kind="quiet", small=True, icon="caret-down")
        self.read.setCheckable(True)
        self.read.toggled.connect(self._fold)
        head.addWidget(self.read, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(head)
        self.inside = QWidget()
        self._column = QVBoxLayout(self.inside)
        self._column.setContentsMargins(32, 10, 0, 2)
        self._column.setSpacing(16)
        self.add(self.inside)
        self._fold(shown=False)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():
            self.read.setChecked(False)

    def _fold(self, shown: bool) -> None:  # noqa: FBT001 (a Qt slot)
        self.read.set_icon_name("caret-up" if shown else "caret-down")
        self.read.setText(tr("Verberg") if shown else tr("Lees"))
        self.read.setAccessibleName(f"{self.read.text()}: {self.accessibleName()}")
        if shown and not self._column.count():
            for line in self.lines:
                self._column.addWidget(_note(self._desk, line))
        self.inside.setVisible(shown)


def _note(desk: DossierDesk, line: ClosedLine) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(4)
    about = tr("over {name}", name=line.about) if line.about else ""
    author = tr("door jou") if line.mine else line.author
    meta = joined(short_day(line.on, desk.day()), line.area, about, author)
    told: QWidget = KnownNote(meta, line.text)
    if line.mine:
        told = EraseStart(desk.do, "closed_note", line.id, name=meta, beside=told)
    column.addWidget(told)
    foot = QHBoxLayout()
    foot.setContentsMargins(14, 0, 0, 0)
    foot.setSpacing(6)
    foot.addWidget(Glyph("eye", pixels=15), 0, Qt.AlignmentFlag.AlignTop)
    foot.addWidget(Secondary(_who_reads(line), wrap=True), 1)
    column.addLayout(foot)
    return holder


def _who_reads(line: ClosedLine) -> str:
    """`Alleen jij leest dit`, or who else does."""
    if not line.readers:
        return tr("Alleen jij leest dit.")
    return tr("Jij en {names} lezen dit.", names=people(line.readers))
