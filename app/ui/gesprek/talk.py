"""The step *Gesprek*: leefgebieden, one of them, and what is known of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.model import rules
from app.model.words import AreaState
from app.services import visits
from app.ui.early import hand_over
from app.ui.gesprek.area_page import WIDEST, AreaPage
from app.ui.gesprek.side import KnownPanel
from app.ui.kit import Area, AreaList, Button
from app.ui.text import tr
from app.ui.theme import theme, tokens
from app.ui.theme.icons import icon_names

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.services.session import Session
    from app.services.target import Target
    from app.services.visits import AreaDetail, AreaView, Conversation
    from app.ui.desk import Desk
    from app.ui.kit.area_list import State

_MARKS: Final[dict[str, State]] = {
    "goed": "good",
    "aandacht": "attention",
    "liever_niet": "rather_not",
}
AFTER_DRAWING_MS: Final = 30
"""What is known is drawn first; only then the worker reads again, and only where one stays."""
_FOLDED: Final = 84
_CENTRE: Final = 560
"""Narrowest middle, in pixels at 100 % text, that still reads well."""


def known_icon(name: str) -> str:
    """The icon, or a circle for a name that a team's own leefgebieden made up."""
    return name if name in icon_names() else "circle"


class TalkStep(QWidget):
    """Any leefgebied at any time; nothing counts how many were done."""

    palette_wanted = Signal()

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._visit: Conversation | None = None
        self._areas: dict[str, AreaView] = {}
        self._details: dict[str, AreaDetail] = {}
        self._old: set[str] = set()
        """Areas of which something may have changed since they were read."""
        self._about: dict[str, str] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(AFTER_DRAWING_MS)
        self._soon.timeout.connect(self._fetch_here)
        self._along = False
        self._when_shown: list[Callable[[], object]] = []
        self.area = ""
        self.rail = AreaList()
        self.rail.chosen.connect(self.go)
        self.page = AreaPage(desk)
        self.page.stated.connect(self._stated)
        self.page.spoke.connect(self._spoke)
        self.page.extras.about.connect(self._about_chosen)
        self.known = KnownPanel()
        self.other = Button(
            tr("Ander onderwerp"), icon="magnifying-glass", shortcut="Ctrl+K", touch=True
        )
        self.other.clicked.connect(self.palette_wanted)
        self.next = Button("", kind="primary", trailing="arrow-right", touch=True)
        self.next.setToolTip(tr("Naar het volgende dat nog open is; Ctrl ↓ naar de volgende"))
        self.next.clicked.connect(self._to_following)
        self._lay_out()

    def open(self, visit: Conversation, area: str = "") -> None:
        """Show a visit, at `area` or at the first leefgebied."""
        self._visit = visit
        self._areas = {a.id: a for a in visit.areas}
        self._details, self._about, self._old = {}, {}, set()
        self.area = ""
        self.rail.set_areas(
            Area(a.id, a.title, known_icon(a.icon), _MARKS.get(str(a.state or ""), "empty"))
            for a in visit.areas
        )
        self._desk.ask(visits.everything, visit.visit, then=self._all)
        self.go(area if area in self._areas else next(iter(self._areas)))

    def refresh(self, visit: Conversation) -> None:
        """Something changed in the vault: show it, except in the box that has the cursor."""
        self._visit = visit
        self._areas = {a.id: a for a in visit.areas}
        for area in visit.areas:
            self.rail.set_state(area.id, _MARKS.get(str(area.state or ""), "empty"))
        self._old = set(self._details)
        self._fetch(self.area)

    def clear(self) -> None:
        """Show nothing."""
        self._visit = None
        self._areas, self._details, self._about = {}, {}, {}
        self.area = ""
        self.rail.set_areas(())
        self.page.clear()
        self.known.clear()

    def go(self, area: str) -> None:
        """To a leefgebied, by rail, palette or keys."""
        if area not in self._areas:
            return
        moved = area != self.area
        self.area = area
        self.rail.set_current(area)
        following = self._areas[self._following()]
        self.next.setText(following.title)
        self.next.setAccessibleName(tr("Volgend onderwerp: {title}", title=following.title))
        self.next.updateGeometry()
        if moved and area in self._details:
            self._show(self._details[area])
        if area not in self._details:
            if moved:
                self._wait()
            self._fetch(area)
        elif area in self._old:
            self._soon.start()

    def step(self, by: int) -> None:
        """To the next (1) or the one before (-1), with the cursor in the large box."""
        self.go(self._neighbour(by))
        self.write()

    def write(self) -> None:
        """Cursor in the large box."""
        self.page.note.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.page.see_note()

    def state(self, state: str) -> None:
        """Say how it stands (by keys); the same again takes it back."""
        now = self.page.states.value()
        self.page.states.set_value(None if now == state else state)
        self._stated("" if now == state else state)

    def state_and_on(self, state: str) -> None:
        """Say how it stands, and on to the next that is still open, in one press."""
        if self._visit is None or self.area not in self._areas:
            return
        self.page.states.set_value(state)
        self._stated(state)
        self._to_following()

    def when_shown(self, action: Callable[[], object]) -> None:
        """Do something once the leefgebied that was asked for is on the screen."""
        self._when_shown.append(action)
        if self.page.detail is not None and self.page.detail.area == self.area:
            self._do_waiting()

    def look_along(self, along: bool) -> None:  # noqa: FBT001
        """Larger, without what earlier visits and colleagues wrote."""
        self._along = along
        self.page.look_along(along)
        self.other.setVisible(not along)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _lay_out(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._rail_holder = QWidget()
        self._rail_holder.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._rail_holder.setProperty("edge", "right")
        inside = QVBoxLayout(self._rail_holder)
        inside.setContentsMargins(7, 12, 8, 8)
        inside.addWidget(self.rail)
        row.addWidget(self._rail_holder)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self.page, 1)
        middle.addWidget(self._foot())
        row.addLayout(middle, 1)
        row.addWidget(self.known)

    def _foot(self) -> QWidget:
        holder = QWidget()
        around = QHBoxLayout(holder)
        around.setContentsMargins(44, 10, 44 + tokens.SCROLL_BAR, 24)  # as the page above
        self._buttons = QWidget()
        foot = QHBoxLayout(self._buttons)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self.other)
        foot.addStretch(1)
        foot.addWidget(self.next)
        around.addStretch(1)
        around.addWidget(self._buttons, 1000)
        around.addStretch(1)
        return holder

    def _fit(self) -> None:
        now = theme()
        self._buttons.setMaximumWidth(now.px(WIDEST))
        scale = now.scale
        rail, side = tokens.AREA_RAIL_WIDTH, tokens.SIDE_WIDTH
        wide = self.width() >= (rail + side) * min(scale, 1.35) + _CENTRE * scale
        middle = self.width() >= rail * min(scale, 1.5) + _CENTRE * scale
        self._rail_holder.setFixedWidth(
            round(rail * min(scale, 1.5)) if middle or wide else round(_FOLDED * scale)
        )
        self.rail.setMinimumWidth(0)
        self.known.setFixedWidth(round(side * min(scale, 1.35)))
        self.known.setVisible(wide and not self._along)

    def _neighbour(self, by: int) -> str:
        keys = list(self._areas)
        return keys[(keys.index(self.area) + by) % len(keys)] if self.area in keys else keys[0]

    def _following(self) -> str:
        return visits.next_open(list(self._areas.values()), self.area)

    def _to_following(self) -> None:
        if self.area:
            self.go(self._following())
            self.write()

    def _fetch_here(self) -> None:
        self._fetch(self.area)

    def _fetch(self, area: str) -> None:
        if self._visit is None or not area:
            return
        about = self._about.get(area)
        then = partial(self._arrived, about)
        self._desk.ask(visits.area, self._visit.visit, area, about, then=then)

    def _all(self, details: dict[str, Any]) -> None:
        for area, detail in details.items():
            if area not in self._about:
                self._details.setdefault(area, detail)

    def _arrived(self, asked: str | None, detail: AreaDetail) -> None:
        if asked != self._about.get(detail.area):
            return
        self._details[detail.area] = detail
        self._old.discard(detail.area)
        if detail.area == self.area:
            self._show(detail)

    def _wait(self) -> None:
        visit = self._visit
        if visit is None:
            return
        about = self._about.get(self.area)
        if about is None:
            about = rules.default_about(visit.speaker, visit.present)
        of = (visit.visit, self.area, about)
        self.page.wait(self._areas[self.area], visit, about, partial(self._keep, of))
        self.known.wait(self.area)

    def _keep(self, of: tuple[str, str, str], name: str, words: str, between: str) -> None:
        """For words typed before this leefgebied was on the screen, when another comes."""
        self._details.pop(of[1], None)

        def find(session: Session) -> Target:
            return visits.note_target(session, *of, name)

        hand_over(self._desk, find, "", words, between)

    def _show(self, detail: AreaDetail) -> None:
        if self._visit is None:
            return
        self.page.show_area(self._areas[detail.area], detail, self._visit)
        self.known.show_area(detail)
        self._do_waiting()

    def _do_waiting(self) -> None:
        waiting, self._when_shown = self._when_shown, []
        for action in waiting:
            action()

    def _stated(self, state: str) -> None:
        if self._visit is None:
            return
        self.rail.set_state(self.area, _MARKS.get(state, "empty"))
        now = AreaState(state) if state else None
        self._areas[self.area] = replace(self._areas[self.area], state=now)
        self._desk.do(visits.set_state, self._visit.visit, self.area, state or None)

    def _spoke(self, person: str) -> None:
        visit = self._visit
        if visit is None:
            return
        known = not person or person in visit.present
        present = visit.present if known else (*visit.present, person)
        self._visit = replace(visit, speaker=person, present=present)
        self._about, self._details = {}, {}
        self._wait()
        self._desk.do(visits.set_speaker, visit.visit, person)
        self._fetch(self.area)
        self._desk.ask(visits.everything, visit.visit, then=self._all)
        self.write()

    def _about_chosen(self, person: str) -> None:
        self._details.pop(self.area, None)
        self._about[self.area] = person
        self._wait()
        self._fetch(self.area)
        self.write()
