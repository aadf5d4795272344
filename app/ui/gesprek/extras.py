"""What hides behind a `+`: own circle, wish, over wie, closed note, themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services import visits
from app.ui.gesprek.closed import ClosedDrawer
from app.ui.kit import Caption, Chip, ChipGroup, FlowLayout
from app.ui.parts import empty
from app.ui.text import tr
from app.ui.theme import tokens

if TYPE_CHECKING:
    from app.services.visits import AreaDetail, Conversation
    from app.ui.desk import Desk


class Extras(QWidget):
    """A row of chips, and under it the one drawer that is open."""

    opened = Signal(str)
    """A box to show: `own_circle` or `wish`."""
    unfolded = Signal()
    about = Signal(str)
    """Over wie: a person's id, or empty for the whole household."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._detail: AreaDetail | None = None
        self._visit: Conversation | None = None
        self._along = False
        self._filled = False
        self.tags: dict[str, Chip] = {}
        self.who_drawer = QWidget()
        self.theme_drawer = QWidget()
        self.closed_drawer = ClosedDrawer(desk)
        self._row_widget = QWidget()
        self._row = FlowLayout(self._row_widget, gap=tokens.GAP_SMALL + 2)
        self.own_circle = self._chip(tr("Eigen kring"), "plus")
        self.own_circle.clicked.connect(lambda: self.opened.emit("own_circle"))
        self.wish = self._chip(tr("Wens"), "plus")
        self.wish.clicked.connect(lambda: self.opened.emit("wish"))
        self.who = self._chip(tr("Over wie"), "plus")
        self.who.clicked.connect(lambda: self._toggle(self.who_drawer))
        self.closed = self._chip(tr("Gesloten notitie"), "lock-simple")
        self.closed.setToolTip(tr("Alleen te lezen door wie jij kiest"))
        self.closed.clicked.connect(lambda: self._toggle(self.closed_drawer))
        self.theme = self._chip(tr("Thema"), "plus")
        self.theme.clicked.connect(lambda: self._toggle(self.theme_drawer))
        self.people: ChipGroup | None = None
        self.themes: ChipGroup | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens.GAP)
        column.addWidget(self._row_widget)
        for drawer in (self.who_drawer, self.theme_drawer, self.closed_drawer):
            drawer.hide()
            column.addWidget(drawer)
            if drawer is not self.closed_drawer:
                box = QVBoxLayout(drawer)
                box.setContentsMargins(0, 0, 0, 0)

    def show_area(self, detail: AreaDetail, visit: Conversation) -> None:
        """Show what belongs to one leefgebied; an open drawer stays open for the same one."""
        before = self._detail
        same = before is not None and before.area == detail.area
        self._detail, self._visit = detail, visit
        self._show_tags(detail)
        names = {person.id: person.name.split()[0] for person in visit.persons}
        who = names.get(detail.about, tr("iedereen"))
        self._name(self.who, tr("Over wie: {name}", name=who))
        self.closed_drawer.show_area(detail, visit)
        if not same:
            self._toggle(None)
        if (
            before is None
            or not same
            or before.about != detail.about
            or before.themes != (detail.themes)
        ):
            self._filled = False
            if not (self.who_drawer.isHidden() and self.theme_drawer.isHidden()):
                self._fill_drawers()

    def hide_choice(self, name: str) -> None:
        """The box is open: its `+` is not needed now."""
        {"own_circle": self.own_circle, "wish": self.wish}[name].hide()

    def clear(self) -> None:
        """Show nothing."""
        self._detail = None
        self._toggle(None)
        self.closed_drawer.clear()
        for tag in self.tags.values():
            tag.hide()

    def look_along(self, along: bool) -> None:  # noqa: FBT001
        """Hide what is the worker's own: closed notes and themes."""
        self._along = along
        for chip in (self.closed, self.theme):
            chip.setVisible(not along)
        if self._detail is not None:
            self._show_tags(self._detail)
        if along:
            self._toggle(None)

    def _chip(self, text: str, icon: str) -> Chip:
        chip = Chip(text, icon=icon, checkable=False, small=True, touch=True)
        self._row.addWidget(chip)
        return chip

    def _name(self, chip: Chip, text: str) -> None:
        chip.setText(text)
        chip.setAccessibleName(text)
        chip.updateGeometry()

    def _show_tags(self, detail: AreaDetail) -> None:
        labels = dict(detail.theme_choices)
        for key in detail.themes:
            if key not in self.tags:
                self.tags[key] = self._tag(key, labels.get(key, key))
        for key, tag in self.tags.items():
            tag.setVisible(key in detail.themes and not self._along)

    def _tag(self, key: str, label: str) -> Chip:
        tag = Chip(label, tone="care", soft=True, checkable=False, small=True, touch=True)
        tag.setAccessibleName(tr("Thema {theme}, weghalen", theme=label))
        tag.setToolTip(tr("Weghalen"))
        tag.clicked.connect(lambda: self._theme(key, label))
        self._row.insert_widget(self._row.count() - 1, tag)
        return tag

    def _fill_drawers(self) -> None:
        """Only for a drawer that is opened: most are not, and switching must not wait for them."""
        detail, visit = self._detail, self._visit
        if self._filled or detail is None or visit is None:
            return
        self._filled = True
        people = [("", tr("Het hele huishouden")), *((p.id, p.name) for p in visit.persons)]
        self.people = ChipGroup(
            people, clearable=False, touch=True, small=True, name=tr("Over wie")
        )
        self.people.set_value(detail.about)
        self.people.changed.connect(self._about)
        self._refill(self.who_drawer, tr("Over wie gaat dit?"), self.people)
        self.themes = ChipGroup(
            detail.theme_choices, multi=True, touch=True, small=True, name=tr("Thema’s")
        )
        self.themes.set_value(detail.themes)
        self.themes.changed.connect(self._themes_chosen)
        self._refill(self.theme_drawer, tr("Welk thema komt hier terug?"), self.themes)

    def _refill(self, drawer: QWidget, caption: str, choices: ChipGroup) -> None:
        column = drawer.layout()
        if column is None:
            return
        empty(column)
        column.addWidget(Caption(caption))
        column.addWidget(choices)

    def _toggle(self, drawer: QWidget | None) -> None:
        if drawer is not None:
            self._fill_drawers()
        for other in (self.who_drawer, self.theme_drawer, self.closed_drawer):
            other.setVisible(other is drawer and other.isHidden())
        if drawer is not None and not drawer.isHidden():
            self.unfolded.emit()
            first = drawer.findChild(Chip)
            if first is not None:
                first.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _about(self, ids: list[str]) -> None:
        self._toggle(None)
        self.about.emit(ids[0] if ids else "")

    def _themes_chosen(self, ids: list[str]) -> None:
        if self._detail is None:
            return
        labels = dict(self._detail.theme_choices)
        for key in set(ids) ^ set(self._detail.themes):
            self._theme(key, labels.get(key, key))

    def _theme(self, key: str, label: str) -> None:
        detail, visit = self._detail, self._visit
        if detail is None or visit is None:
            return
        away = key in detail.themes
        undo = tr("Thema {theme} weggehaald", theme=label) if away else ""
        args = (visit.visit, detail.area, detail.about, key)
        self._desk.do(
            visits.toggle_theme,
            *args,
            undo=undo,
        )
