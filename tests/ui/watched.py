"""A program that is listened to: what was asked, what came of it, what the screen said."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QFileDialog, QWidget

from app.bootstrap import build
from app.services import backups, passphrase
from app.services.demo.make import PASSPHRASE as PRACTICE
from app.ui.start.backup import Backup
from app.ui.start.new_team import NewMember
from tests.ui.conftest import Opened
from tests.ui.laptop import Kept, Laptop, words_in
from tests.ui.monkey import Monkey

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import pytest
    from pytestqt.qtbot import QtBot

    from app.services.session import Session
    from app.ui.program import Program


class Watched(Monkey):
    """The program on one laptop, closed and opened again; `here` is what it has open."""

    left_alone = ()

    def __init__(
        self, laptop: Laptop, qtbot: QtBot, seed: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        self.laptop, self._qtbot = laptop, qtbot
        self.here: Kept | None = None
        """What is open, or was just closed off."""
        self.changed: list[str] = []
        self.said: list[str] = []
        self._earlier: list[Program] = []
        self._listened: QWidget | None = None
        self._asked: Any = None
        self._asking = 0
        self._patch = monkeypatch
        self._program = self._start()
        super().__init__(Opened(self._program, qtbot, laptop.clock), seed)
        self._listen_to_files()
        self._listen_to_services()

    # ------------------------------------------------------------ the program

    def _start(self) -> Program:
        program = build(self.laptop.vault, self.laptop.settings, self.laptop.clock)
        program.window.resize(1280, 720)
        program.show()
        program.window.activateWindow()
        for asked in (program.start.unlock, program.start.begun, program.start.restore):
            asked.connect(self._hear_asked)
        program.start.practise.connect(lambda: self._hear_asked(PRACTICE))
        program.start.practised.connect(lambda: setattr(self, "here", None))
        opening = program._worker.open  # noqa: SLF001 - listened to, not replaced
        self._patch.setattr(program._worker, "open", self._listening(opening))  # noqa: SLF001
        return program

    def _listening(self, opening: Callable[..., None]) -> Callable[..., None]:
        def listened(
            task: Callable[[], Session],
            then: Callable[[Session], object],
            failed: Callable[[Exception], object],
        ) -> None:
            self._asking += 1
            assert self._asking == 1, "two things are asked at once"
            program = self._program

            def opened(made: Session) -> None:
                if program is not self._program:
                    return
                self._asking -= 1
                then(made)
                self._heard_open()
                self._asked = None

            def refused(error: Exception) -> None:
                if program is not self._program:
                    return
                self._asking -= 1
                self._tell(f"[refused: {getattr(error, 'id', error)}]")
                self._asked = None
                failed(error)

            opening(task, opened, refused)

        return listened

    def _hear_asked(self, what: object) -> None:
        self._asked = what

    def _hear_said(self, program: Program, words: str) -> None:
        if program is self._program:
            self.said.append(words)

    def _heard_open(self) -> None:
        """The screen says that this was the right passphrase, or that this was put back."""
        asked, laptop = self._asked, self.laptop
        self._tell("[open]")
        if isinstance(asked, NewMember):
            assert laptop.own is None
            laptop.own = self.here = Kept(asked.passphrase, {asked.name})
        elif isinstance(asked, Backup):
            self._put_back(asked)
        elif self.here is None or self._from_practice():
            self.here = laptop.practice if self._from_practice() else laptop.own
        assert self.here is not None
        if isinstance(asked, str):
            assert asked == self.here.passphrase

    def _put_back(self, asked: Backup) -> None:
        laptop = self.laptop
        found = laptop.aside.pop(asked.file) if asked.aside else laptop.copies[asked.file]
        assert found is not None, asked.file.name
        if laptop.own is not None:
            laptop.put_aside(laptop.own)
        laptop.own = self.here = found if asked.aside else found.copy()
        assert self.here.passphrase == asked.passphrase

    def _from_practice(self) -> bool:
        return self._program._vault != self.laptop.vault  # noqa: SLF001

    def restart(self) -> None:
        """Closed in the middle of anything, and opened again."""
        self.release()
        self._program.close()
        self._earlier.append(self._program)
        self._asking = 0
        self.settle_after_close()
        self._program = self._start()
        self._opened.program = self._program
        self._window, self._worker = self._program.window, self._program._worker  # noqa: SLF001
        self.here = None

    def settle_after_close(self) -> None:
        """What was asked and not heard may be done or not: look which."""
        asked, laptop = self._asked, self.laptop
        if isinstance(asked, NewMember) and laptop.own is None and laptop.vault.exists():
            laptop.own = Kept(asked.passphrase, {asked.name})
        elif isinstance(asked, Backup) and laptop.was_put_back(asked):
            self._put_back(asked)
        self._asked = None
        self.changed.clear()
        self.said.clear()

    # ------------------------------------------------------------ files and services

    def _listen_to_files(self) -> None:
        """Who chooses a file points at one on the stick, or changes their mind."""

        def choose(*_asked: Any) -> tuple[str, str]:
            there = [*self.laptop.copies, self.laptop.vault, None]
            return str(self.chance.choice(there) or ""), ""

        self._patch.setattr(QFileDialog, "getOpenFileName", choose)
        self._patch.setattr(QFileDialog, "getSaveFileName", self._new_copy)

    def _listen_to_services(self) -> None:
        """What was done, whatever the screen says of it."""
        change, make = passphrase.change, backups.make

        def changing(s: Session, old: str, new: str) -> None:
            change(s, old, new)
            assert self.here is not None
            assert self.here.passphrase == old
            self.here.passphrase = new
            self.changed.append(new)

        def making(s: Session, pause: Any, tell: Any, target: Path, cancelled: Any) -> str:
            words = words_in(s)
            name = make(s, pause, tell, target, cancelled)
            self.laptop.keep_copy(target, words)
            return name

        self._patch.setattr(passphrase, "change", changing)
        self._patch.setattr(backups, "make", making)

    def _new_copy(self, *_asked: Any) -> tuple[str, str]:
        name = self.chance.choice(["eigen1.drempel", "eigen2.drempel", "brief.txt", "weg/x", ""])
        return (str(self.laptop.stick / name) if name else ""), ""
