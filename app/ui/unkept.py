"""Says that words are in memory alone, sees to it that they are tried again, holds a closing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, QTimer

from app.ui.text import tr

if TYPE_CHECKING:
    from app.ui.notice import NoticeBar
    from app.ui.shell import MainWindow
    from app.ui.start.screen import StartScreen
    from app.ui.worker import Worker

AGAIN_MS: Final = 5_000
SAID_EVERY: Final = 12
"""Tries after which it is said once more: a minute."""


class UnkeptWords(QObject):
    """While the vault is open: a sentence every minute, and a try every five seconds.

    While it is locked they wait sealed, and the start says so. The first time that somebody
    closes the window then, it stays and says what would be lost.
    """

    def __init__(
        self, worker: Worker, window: MainWindow, notice: NoticeBar, start: StartScreen
    ) -> None:
        super().__init__(window)
        self._worker, self._notice, self._start = worker, notice, start
        self.number = 0
        self._warned = False
        self._tries = 0
        self._timer = QTimer(self)
        self._timer.setInterval(AGAIN_MS)
        self._timer.timeout.connect(self._again)
        worker.unkept.connect(self._count)
        worker.locked.connect(self._say_at_start)
        window.installEventFilter(self)

    def say(self) -> None:
        """Once more, after the vault was opened: before that they were only sealed."""
        if self.number and self._worker.is_open:
            self._notice.say(
                tr(
                    "Wat je typte past niet op de schijf. Het staat nu alleen in het geheugen, en"
                    " Drempel blijft proberen het op te slaan. Maak ruimte vrij, en laat het"
                    " venster open."
                )
            )

    def hold_no_more(self) -> None:
        """The program ends: the vault is closed, and nobody is there to be warned."""
        self._timer.stop()
        self._warned = True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Close and self.number and not self._warned:
            self._warned = True
            event.ignore()
            self._notice.say(
                tr(
                    "Het venster blijft nog open: wat je het laatst typte, staat op geen schijf."
                    " Maak ruimte vrij of sluit de schijf weer aan. Sluit je het venster nog een"
                    " keer, dan is het weg."
                )
            )
            return True
        return super().eventFilter(watched, event)

    def _count(self, number: int) -> None:
        before, self.number = self.number, number
        self._warned = self._warned and bool(number)
        if number:
            self._timer.start()
        else:
            self._timer.stop()
        if not self._worker.is_open:
            self._say_at_start()
        elif number > before:
            self.say()
        elif before and not number:
            self._notice.say(tr("Wat niet op de schijf paste, is nu opgeslagen."))

    def _again(self) -> None:
        from app.services import unkept  # noqa: PLC0415 - the start does not wait for it

        if self._worker.is_open:
            self._tries += 1
            if self._tries % SAID_EVERY == 0:
                self.say()
            self._worker.run(unkept.again)

    def _say_at_start(self) -> None:
        self._start.unlock_page.say_unkept(waiting=bool(self.number))
