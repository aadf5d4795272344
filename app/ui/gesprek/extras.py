"""What hides behind a `+`: own circle, wish, over wie, closed note, themes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.services import visits
from app.ui.gesprek.closed import ClosedDrawer
from app.ui.gesprek.words import called, named
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
        self._of: tuple[str, str, str] | None = None
        """The visit, the leefgebied and about whom: what is pressed here counts for that."""
        self._visit: Conversation | None = None
        self._themes: tuple[str, ...] = ()
        self._choices: tuple[tuple[str, str], ...] = ()
        self._along = False
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
        self._people: tuple[tuple[str, str], ...] = ()
        self._offered: tuple[tuple[str, str], ...] = ()
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
        self._choices = detail.theme_choices
        self._turn_to((visit.visit, detail.area, detail.about), visit, detail.themes)
        self.closed_drawer.show_area(detail, visit)

    def wait(self, of: tuple[str, str, str], visit: Conversation) -> None:
        """Until `show_area`: what is pressed counts for this already; its themes are not known."""
        self._turn_to(of, visit, ())
        self.closed_drawer.wait()

    def _turn_to(
        self, of: tuple[str, str, str], visit: Conversation, themes: tuple[str, ...]
    ) -> None:
        same = self._of is not None and self._of[:2] == of[:2]
        self._of, self._visit = of, visit
        names = {person.id: called(person) for person in visit.persons}
        self._name(self.who, tr("Over wie: {name}", name=names.get(of[2], tr("iedereen"))))
        self._show_themes(themes)
        if not same:
            self._toggle(None)
        elif not (self.who_drawer.isHidden() and self.theme_drawer.isHidden()):
            self._fill_drawers()

    def hide_choice(self, name: str) -> None:
        """The box is open: its `+` is not needed now."""
        {"own_circle": self.own_circle, "wish": self.wish}[name].hide()

    def clear(self) -> None:
        """Show nothing."""
        self._of = self._visit = None
        self._show_themes(())
        self._toggle(None)
        self.closed_drawer.clear()

    def look_along(self, along: bool) -> None:  # noqa: FBT001
        """Hide what is the worker's own: closed notes and themes."""
        self._along = along
        for chip in (self.closed, self.theme):
            chip.setVisible(not along)
        self._show_themes(self._themes)
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

    def _show_themes(self, themes: tuple[str, ...]) -> None:
        self._themes = themes
        labels = dict(self._choices)
        for key in themes:
            if key not in self.tags:
                self.tags[key] = self._tag(key, labels.get(key, key))
        for key, tag in self.tags.items():
            tag.setVisible(key in themes and not self._along)
        if self.themes is not None:
            self.themes.set_value(themes)

    def _tag(self, key: str, label: str) -> Chip:
        tag = Chip(label, tone="care", soft=True, checkable=False, small=True, touch=True)
        tag.setAccessibleName(tr("Thema {theme}, weghalen", theme=label))
        tag.setToolTip(tr("Weghalen"))
        tag.clicked.connect(lambda: self._set_theme(key, label, on=False))
        self._row.insert_widget(self._row.count() - 1, tag)
        return tag

    def _fill_drawers(self) -> None:
        """Only for a drawer that is opened: most are not, and switching must not wait for them."""
        of, visit = self._of, self._visit
        if of is None or visit is None:
            return
        people = (("", tr("Het hele huishouden")), *((p.id, named(p)) for p in visit.persons))
        if self.people is None or people != self._people:
            self._people = people
            self.people = ChipGroup(
                people, clearable=False, touch=True, small=True, name=tr("Over wie")
            )
            self.people.changed.connect(self._about)
            self._refill(self.who_drawer, tr("Over wie gaat dit?"), self.people)
        self.people.set_value(of[2])
        if self.themes is None or self._choices != self._offered:
            self._offered = self._choices
            self.themes = ChipGroup(
                self._choices, multi=True, touch=True, small=True, name=tr("Thema’s")
            )
            self.themes.changed.connect(self._themes_chosen)
            self._refill(self.theme_drawer, tr("Welk thema komt hier terug?"), self.themes)
        self.themes.set_value(self._themes)

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
        for key, label in self._offered:
            if (key in ids) != (key in self._themes):
                self._set_theme(key, label, on=key in ids)

    def _set_theme(self, key: str, label: str, *, on: bool) -> None:
        """Shown at once, so that a second press is about what stands there."""
        of, before = self._of, self._themes
        if of is None:
            return

        def failed(error: object) -> None:
            self._desk.show_error(error)
            if self._of == of:
                self._show_themes(before)

        self._show_themes((*before, key) if on else tuple(one for one in before if one != key))
        undo = "" if on else tr("Thema {theme} weggehaald", theme=label)
        self._desk.do(visits.set_theme, *of, key, on, undo=undo, failed=failed)
