"""One leefgebied on somebody's paper: the words, and whether they stay."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.services import fields
from app.ui.gesprek.others import Differences
from app.ui.kit import Button, NoteBox, Strong
from app.ui.saving import Binding
from app.ui.text import tr

if TYPE_CHECKING:
    from app.services.summaries import SummaryItem
    from app.ui.desk import Desk


class SummaryRow(QWidget):
    """The words can be changed; what is left out stays in sight, quietly."""

    def __init__(self, desk: Desk, item: SummaryItem) -> None:
        super().__init__()
        self._desk = desk
        self._item = item
        self.title = Strong(item.title)
        self.box = NoteBox(name=item.title, min_lines=1)
        self.binding = Binding(self.box)
        self.differences = Differences()
        self.binding.differs.connect(self.differences.show_others)
        self.out = Button(tr("Weglaten"), kind="quiet", small=True, touch=True)
        self.out.clicked.connect(self._toggle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.out)
        column.addLayout(head)
        column.addWidget(self.box)
        column.addWidget(self.differences)

    def show_item(self, item: SummaryItem) -> None:
        """Show the words as they are by now; the box with the cursor keeps its own."""
        self._item = item
        self.binding.show(self._desk.live(item.state, item.target))
        self.box.setVisible(not item.left_out)
        self.title.set_ink("ink2" if item.left_out else "ink")
        words = tr("Toch opnemen") if item.left_out else tr("Weglaten")
        self.out.setText(words)
        self.out.setAccessibleName(f"{words}: {item.title}")
        self.out.updateGeometry()

    def let_go(self) -> None:
        """Make what was typed a change."""
        self.binding.show(None)

    def _toggle(self) -> None:
        target = replace(self._item.target, field="left_out")
        out = not self._item.left_out
        said = tr("{title} weggelaten", title=self._item.title) if out else ""
        self._desk.do(
            fields.put,
            target,
            out,
            undo=said,
        )
