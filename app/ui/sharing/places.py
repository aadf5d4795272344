"""The way from what was filled in about a place to a round there."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from app.errors import UserError, sentence
from app.services import sharing_jobs, sharing_view
from app.ui.sharing import begin
from app.ui.sharing.begin import Chosen, PlacePanel
from app.ui.text import language, tr

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.ui.sharing.sharer import Sharer
    from app.ui.sharing.status import Trouble
    from app.ui.worker import Worker


class Places(QObject):
    """Founding, asking to join, and sharing elsewhere; a new place is asked about first."""

    changed = Signal()
    said = Signal(str)

    def __init__(
        self, window: QWidget, worker: Worker, sharer: Sharer, trouble: Trouble, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._window, self._worker, self._sharer, self._trouble = window, worker, sharer, trouble
        self._panel: PlacePanel | None = None
        self._new = ""
        trouble.use_place.connect(self._use)

    @property
    def panel(self) -> PlacePanel:
        """Made when first needed."""
        if self._panel is None:
            self._panel = PlacePanel(self._window)
            self._panel.chosen.connect(self._chosen)
        return self._panel

    def open(self, what: begin.What, url: str) -> None:
        """Ask where, beginning with a place that is known."""
        self._trouble.hide()
        self.panel.begin(what, url)

    def forget(self) -> None:
        """The vault closes."""
        self._new = ""
        if self._panel is not None:
            self._panel.forget()

    def _chosen(self, chosen: Chosen) -> None:
        self._worker.run(
            sharing_jobs.keep_secrets,
            chosen.url,
            chosen.secrets,
            then=lambda _none: self._go_on(chosen),
            failed=self._failed,
        )

    def _go_on(self, chosen: Chosen) -> None:
        if chosen.what == begin.FOUND:
            job = partial(sharing_jobs.begin, name=chosen.name, url=chosen.url)
            self._sharer.run(job, then=self._founded, failed=self._refused)
        elif chosen.what == begin.JOIN:
            ask = partial(
                sharing_jobs.ask_to_join, url=chosen.url, further_laptop=chosen.further_laptop
            )
            self._sharer.run(ask, then=self._done, failed=self._refused)
        else:
            move = partial(sharing_jobs.move, url=chosen.url)
            self._sharer.run(move, then=self._done, failed=partial(self._not_moved, chosen.url))

    def _founded(self, _none: object) -> None:
        self.said.emit(tr("Het team is er. Laat collega’s kiezen voor: meedoen met een team."))
        self._done(None)

    def _done(self, _answer: object) -> None:
        self.panel.finish()
        self.changed.emit()

    def _failed(self, error: Exception) -> None:
        if isinstance(error, UserError):
            self._refused(error)
        else:
            self._worker.failed.emit(error)

    def _refused(self, error: UserError) -> None:
        """Said in the panel in which the place was filled in, or below once that was closed."""
        if self.panel.isHidden():
            self._trouble.tell(sentence(error, language()))
        else:
            self.panel.refuse(sentence(error, language()))

    def _not_moved(self, url: str, error: UserError) -> None:
        if error.id == "share_unknown":
            self.panel.finish()
            self._ask_about(url)
        else:
            self._refused(error)

    def _ask_about(self, url: str) -> None:
        self._new = url
        place = sharing_view.place(url)
        self._trouble.tell(
            tr(
                "Deze plek is nieuw: {name}. Er staat nog niets van jullie team, en er is nog"
                " niets geschreven. Wil je hier delen?",
                name=place.name if place is not None else url,
            ),
            new_place=True,
        )

    def _use(self) -> None:
        url, self._new = self._new, ""
        self._trouble.hide()
        if url:
            job = partial(sharing_jobs.move, url=url, new_place=True)
            self._sharer.run(job, then=lambda _last: self.changed.emit())
