"""Delen: one button; what waits and what came in, whose laptops are up to date, who asks."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import UserError, sentence
from app.services import sharing_jobs, sharing_view
from app.services import team as teams
from app.ui.kit import Button
from app.ui.latest import Latest
from app.ui.parts import Header, ScrollPage, Split, empty
from app.ui.printing import PrintJob, PrintView
from app.ui.sharing import begin
from app.ui.sharing.erasures import Erasures
from app.ui.sharing.members import MembersPanel
from app.ui.sharing.pages import Alone, LetGo, Waiting
from app.ui.sharing.people import Laptops, RequestCard
from app.ui.sharing.place_card import PlaceCard
from app.ui.sharing.places import Places
from app.ui.sharing.recovery import SheetCard
from app.ui.sharing.status import Going, Status, Trouble
from app.ui.text import language, tr

if TYPE_CHECKING:
    from PySide6.QtGui import QHideEvent, QShowEvent

    from app.clock import Clock
    from app.services.sharing_jobs import LastTime
    from app.services.sharing_view import SharingView
    from app.services.team import Admitted
    from app.ui.sharing.sharer import Sharer
    from app.ui.worker import Worker

LOOK_EVERY_MS: Final = 5_000
"""While somebody waits on this screen to be let in, or for somebody who asks."""


class SharingScreen(ScrollPage):
    """What it shows comes from the vault; the share is asked only when a round runs."""

    open_differences = Signal()
    said = Signal(str)

    def __init__(
        self,
        worker: Worker,
        sharer: Sharer,
        clock: Clock,
        window: QWidget,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(tr("Delen"), parent)
        self._worker, self._sharer, self._clock, self._window = worker, sharer, clock, window
        self._latest = Latest(worker)
        self.view: SharingView | None = None
        self._members_panel: MembersPanel | None = None
        self._paper: PrintView | None = None
        self.header = Header(tr("Delen"), " ")
        self.button = Button(tr("Nu delen"), kind="primary", icon="arrows-clockwise", touch=True)
        self.button.clicked.connect(self.share)
        self.header.add(self.button)
        self.body.addWidget(self.header)
        self.going = Going()
        self.going.stopped.connect(sharer.stop)
        self.going.hide()
        self.trouble = Trouble()
        self.places = Places(window, worker, sharer, self.trouble, self)
        self.body.addWidget(self.trouble)
        self.body.addWidget(self.going)
        self._make_pages()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_EVERY_MS)
        self._timer.timeout.connect(self._look_by_itself)
        self._listen()

    # ------------------------------------------------------------ coming and going

    def enter(self) -> None:
        """Somebody comes here: show what is so now, and see who asks to come in."""
        self.refresh()
        self._timer.start()
        QTimer.singleShot(0, self, self._look_by_itself)

    def refresh(self) -> None:
        """Ask the vault again; the newest question wins."""
        self._latest.ask(sharing_view.look, self._show)

    def forget(self) -> None:
        """Nothing of the team stays in these widgets while the vault is closed."""
        self.view = None
        self._timer.stop()
        self.trouble.hide()
        self.going.hide()
        self.places.forget()
        if self._members_panel is not None:
            self._members_panel.forget()
        if self._paper is not None:
            self._paper.close_view()
        seen = (self.status, self.place, self.laptops, self.sheet, self.erasures, self.waiting)
        for part in seen:
            part.forget()
        for page in self._pages.values():
            page.hide()
        self.header.set_texts(tr("Delen"), " ")
        empty(self._requests)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._worker.is_open:
            self.enter()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._timer.stop()

    # ------------------------------------------------------------ what a person does

    def share(self) -> None:
        """One round, in sight; who presses while one runs gets another right after it."""
        self.trouble.hide()
        self._sharer.share()

    def join(self) -> None:
        """Ask where the team shares, to ask to come in."""
        self.places.open(begin.JOIN, self._known())

    def found(self) -> None:
        """Ask where to share, to begin a team."""
        self.places.open(begin.FOUND, self._known())

    def share_elsewhere(self) -> None:
        """Ask where to share from now on."""
        self.places.open(begin.MOVE, "")

    def _known(self) -> str:
        return self.view.place.url if self.view is not None and self.view.place else ""

    def at_the_table(self, folder: str) -> None:
        """Share through a stick or folder that is here now; the team's own place stays."""
        self.trouble.hide()
        self._sharer.share(folder, new_place=True)

    @property
    def members_panel(self) -> MembersPanel:
        """Made when first needed."""
        if self._members_panel is None:
            self._members_panel = MembersPanel(self._window, self._worker)
            self._members_panel.done.connect(self._did)
        return self._members_panel

    @property
    def paper(self) -> PrintView:
        """Made when first needed."""
        if self._paper is None:
            self._paper = PrintView(self._window, self._worker)
            self._paper.said.connect(self.said)
        return self._paper

    def manage(self) -> None:
        """Members and laptops, in a panel."""
        if self.view is not None:
            self.members_panel.show_view(self.view)
            self.members_panel.open()

    # ------------------------------------------------------------ making

    def _make_pages(self) -> None:
        self.alone, self.waiting, self.let_go = Alone(), Waiting(), LetGo()
        self.alone.join.connect(self.join)
        self.alone.found.connect(self.found)
        self.waiting.look.connect(partial(self._look_for_answer, quiet=False))
        self.waiting.again.connect(self.join)
        self.team_page = self._make_team()
        self._pages = {
            "alone": self.alone,
            "asking": self.waiting,
            "removed": self.let_go,
            "member": self.team_page,
        }
        for page in self._pages.values():
            page.hide()
            self.body.addWidget(page)
        self.body.addStretch(1)

    def _make_team(self) -> QWidget:
        split = Split()
        self.status = Status()
        self.status.differences_wanted.connect(self.open_differences)
        self.place = PlaceCard()
        self.place.moved.connect(self.share_elsewhere)
        self.place.table.connect(self.at_the_table)
        self._requests = QVBoxLayout()
        self._requests.setSpacing(18)
        self.laptops = Laptops()
        self.laptops.manage.connect(self.manage)
        self.sheet = SheetCard(self._worker)
        self.sheet.print_wanted.connect(self._print)
        self.sheet.done.connect(self._checked_sheet)
        self.erasures = Erasures(self._worker)
        self.erasures.answered.connect(self._did)
        self.erasures.rested.connect(self.button.setFocus)
        split.left.addWidget(self.erasures.asked)
        split.left.addWidget(self.status)
        split.left.addWidget(self.place)
        split.left.addWidget(self.sheet)
        split.left.addWidget(self.erasures)
        split.left.addStretch(1)
        split.right.addLayout(self._requests)
        split.right.addWidget(self.laptops)
        split.right.addStretch(1)
        return split

    def _listen(self) -> None:
        self._sharer.began.connect(self._began)
        self._sharer.progressed.connect(self.going.tell)
        self._sharer.ended.connect(self._ended)
        self._sharer.failed.connect(self._failed)
        self._sharer.rested.connect(self._rested)
        self.places.changed.connect(self.refresh)
        self.places.said.connect(self.said)
        self._worker.changed.connect(self._hear)
        self._worker.locked.connect(self.forget)

    # ------------------------------------------------------------ showing

    def _show(self, view: SharingView) -> None:
        self.view = view
        today = self._clock.today()
        name = view.place.name if view.place is not None else ""
        parts = [part for part in (view.team, name) if part]
        self.header.set_texts(tr("Delen"), " · ".join(parts))
        member = view.standing == "member"
        self.button.setVisible(member)
        if member:
            self.status.show_view(view, today)
            self.place.show_view(view, trouble=not self.trouble.isHidden())
            self.laptops.show_view(view, today)
            self.sheet.setVisible(view.sheet_unchecked)
            self.erasures.show_found(view.proposals, view.erased, coordinating=view.coordinating)
            self._show_requests(view)
        if self._members_panel is not None and not self._members_panel.isHidden():
            self._members_panel.show_view(view)
        self.waiting.show_view(view)
        for standing, page in self._pages.items():
            page.setVisible(standing == view.standing)

    def _show_requests(self, view: SharingView) -> None:
        shown = {card.request for card in self.requests()}
        if shown == {one.id for one in view.asking}:
            return
        empty(self._requests)
        members = {one.member: one.name for one in view.laptops}
        for one in view.asking:
            card = RequestCard(one, sorted(members.items(), key=lambda item: item[1]))
            card.let_in.connect(self._let_in)
            card.refused.connect(self._refuse)
            self._requests.addWidget(card)

    def requests(self) -> list[RequestCard]:
        """The cards of who asks."""
        items = (self._requests.itemAt(at) for at in range(self._requests.count()))
        widgets = (item.widget() for item in items if item is not None)
        return [widget for widget in widgets if isinstance(widget, RequestCard)]

    def _hear(self, _kinds: object) -> None:
        if self.isVisible():
            self.refresh()

    # ------------------------------------------------------------ rounds

    def _began(self) -> None:
        self.going.tell(tr("Kijken wat er is"), 0.0)
        self._going_soon()

    def _going_soon(self) -> None:
        """Short work does not flicker."""
        QTimer.singleShot(150, self, lambda: self.going.setVisible(self._sharer.busy))

    def _ended(self, _last: LastTime) -> None:
        self.trouble.hide()
        self.refresh()

    def _rested(self) -> None:
        self.going.hide()
        if self.isVisible():
            self.refresh()

    def _failed(self, error: UserError) -> None:
        for card in self.requests():
            card.ask_again()
        self.trouble.tell(sentence(error, language()))

    # ------------------------------------------------------------ members

    def _did(self, sentence_: str) -> None:
        """Something of the team changed here; the others hear it by sharing."""
        self.said.emit(sentence_)
        self.refresh()
        self._sharer.share()

    def _print(self, job: PrintJob) -> None:
        self.paper.open(job)

    def _checked_sheet(self, sentence_: str) -> None:
        self.button.setFocus()  # Its card goes.
        self.said.emit(sentence_)
        self.refresh()

    # ------------------------------------------------------------ letting in

    def _look_by_itself(self) -> None:
        if self.view is None or not self.isVisible() or self._sharer.busy:
            return
        if self.view.standing == "asking":
            self._look_for_answer(quiet=True)
        elif self.view.coordinating:
            job = sharing_jobs.look_for_requests
            self._sharer.run(job, then=lambda _none: self.refresh(), quiet=True)

    def _look_for_answer(self, *, quiet: bool) -> None:
        self._sharer.run(sharing_jobs.look_for_answer, then=self._answered, quiet=quiet)

    def _answered(self, let_in: Any) -> None:  # noqa: ANN401 - bool, through a signal
        if let_in:
            self.said.emit(tr("Je bent toegelaten. Alles van het team is binnen."))
        self.refresh()

    def _let_in(self, six: tuple[str, ...], whose: str) -> None:
        self._sharer.run(sharing_jobs.let_in, six, whose or None, then=self._was_let_in)

    def _was_let_in(self, admitted: Admitted) -> None:
        name = admitted.name or tr("De laptop")
        self.said.emit(tr("{name} doet mee.", name=name))
        self.refresh()

    def _refuse(self, request: str) -> None:
        self._worker.run(teams.refuse, request, then=lambda _none: self.refresh())
