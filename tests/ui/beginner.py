"""Hands that begin, open, close off, put back and set, from a seed."""

from __future__ import annotations

from contextlib import nullcontext
from functools import partial
from typing import Any, Final

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPushButton, QWidget

from app.errors import UserError
from app.services import session
from app.services.demo.make import PASSPHRASE as PRACTICE
from app.ui.kit.painted import PaintedButton
from app.ui.start.new_team import NewTeamPage
from app.ui.start.parts import PassphrasePage
from app.ui.start.put_back import PutBackPage
from app.ui.start.screen import FirstRunPage
from tests.helpers.homes import new_household
from tests.helpers.sessions import a_session
from tests.ui.conftest import ME
from tests.ui.laptop import SPOILT, STRONG, WEAK, Kept, words_in
from tests.ui.monkey import shows
from tests.ui.watched import Watched

_LEFT: Final = Qt.MouseButton.LeftButton
_CTRL: Final = Qt.KeyboardModifier.ControlModifier
_AT_START: Final = ("go_on",) * 8 + ("press", "press", "key", "hold", "hold", "release", "rest",
    "rest", "restart", "second", "spoil",
    "meanwhile")  # fmt: skip
_INSIDE: Final = ("lock", "lock", "settings", "settings", "change", "change", "copy", "copy",
    "write", "press", "key", "hold", "release", "rest", "rest", "restart", "second", "spoil",
    "be_idle")  # fmt: skip


class Beginner(Watched):
    """As a person who has this laptop for the first time; restarts the program now and then."""

    # ------------------------------------------------------------ hands

    def step(self) -> None:
        inside = self._window.current_screen() != "start"
        deed = self.chance.choice(_INSIDE if inside else _AT_START)
        self.did.append(f"{self._window.current_screen()}: {deed}")
        getattr(self, deed)()

    def go_on(self) -> None:
        """What the page in sight asks for, right or wrong."""
        page = self._program.start._pages.currentWidget()  # noqa: SLF001
        if isinstance(page, FirstRunPage):
            self._first(page)
        elif isinstance(page, NewTeamPage):
            self._new(page)
        elif isinstance(page, PassphrasePage):
            self._passphrase(page)

    def _first(self, page: FirstRunPage) -> None:
        choices: list[QWidget] = [page.new, page.new, page.join_button, page.restore_button]
        choices += [page.demo, *page.earlier.buttons]
        self._hit(self.chance.choice(choices))

    def _new(self, page: NewTeamPage) -> None:
        words = self.chance.choice([*STRONG, *STRONG, *WEAK])
        again = words if self.chance.random() < 0.8 else self.chance.choice(STRONG)
        self._put(page.name.line, self.laptop.word() if self.chance.random() < 0.9 else "  ")
        self._put(page.passphrase.line, words)
        self._put(page.again.line, again)
        self._submit(page.again.line, page.button)

    def _passphrase(self, page: PassphrasePage) -> None:
        if isinstance(page, PutBackPage) and self.chance.random() < 0.2:
            self._hit(page.back_button)
            return
        if not isinstance(page, PutBackPage) and self.chance.random() < 0.2:
            one: Any = page
            ways = [one.stop_practice, one.restore_button, *one.earlier.buttons]
            self._hit(self.chance.choice(ways))
            return
        for _ in range(self.chance.choice([1, 1, 1, 5])):
            self._put(page.passphrase.line, self._guess(page))
            self._submit(page.passphrase.line, page.button)
            if not self._held():
                self.rest()

    def _guess(self, page: PassphrasePage) -> str:
        laptop = self.laptop
        right = self.here or laptop.own
        if page is self._program.start.restore_page:
            right = laptop.copies.get(page._file)  # noqa: SLF001
        elif page is self._program.start.earlier_page and page._one is not None:  # noqa: SLF001
            right = laptop.aside.get(page._one.file)  # noqa: SLF001
        if right is not None and self.chance.random() < 0.7:
            return right.passphrase
        return self.chance.choice([*STRONG, *WEAK, PRACTICE])

    def lock(self) -> None:
        QTest.keyClick(self._window, Qt.Key.Key_L, _CTRL)

    def be_idle(self) -> None:
        self.laptop.clock.advance(3600)
        self._program.idle.check()

    def write(self) -> None:
        """A household of this vault's own."""
        if not self._held() and self.here is not None and self._worker.is_open:
            word = self.laptop.word()
            self._opened.ask(new_household, word)
            self.here.words.add(word)

    def settings(self) -> None:
        """Opened, two choices at random, and opened again."""
        self._program.open_settings()
        panel: Any = self._program._panel  # noqa: SLF001
        chips = panel.look, panel.scale, panel.lock, panel.share, panel.language
        for group in self.chance.sample(chips, 2):
            self._hit(group.chip(self.chance.choice(list(group._chips))))  # noqa: SLF001
        self.chance.choice([panel.close_panel, self._program.open_settings])()

    def change(self) -> None:
        """Another passphrase, by the panel."""
        if not self._worker.is_open or self.here is None:
            return
        self._program.open_passphrase()
        panel: Any = self._program._passphrase  # noqa: SLF001
        if panel is not self._listened:
            self._listened = panel
            panel.done.connect(partial(self._hear_said, self._program))
        old = self.here.passphrase if self.chance.random() < 0.7 else self.chance.choice(STRONG)
        new = self.chance.choice([*STRONG, *STRONG, *WEAK])
        again = new if self.chance.random() < 0.8 else self.chance.choice(STRONG)
        for field, words in ((panel.old, old), (panel.new, new), (panel.again, again)):
            self._put(field.line, words)
        if self.chance.random() < 0.3:
            panel.fresh.box.click()
        self._submit(panel.again.line, panel.button)
        self.chance.choice([self.rest, self.rest, self.lock, panel.close_panel, self.hold])()

    def copy(self) -> None:
        """A backup, on the stick or where none can lie."""
        self._program.open_settings()
        row: Any = self._program._backup  # noqa: SLF001
        self._hit(row.button)
        if self.chance.random() < 0.5:
            self.rest()
        if row.stop_button.isVisible():
            self._hit(row.stop_button)

    def second(self) -> None:
        """Another window on the same vault asks to open it, with the right passphrase."""
        own = self.laptop.own
        if own is None or self._held():
            return
        self.rest()
        mine = self._worker.is_open and not self._from_practice()
        refused = pytest.raises(UserError, match="vault_in_use") if mine else nullcontext()
        with refused:
            session.unlock(self.laptop.vault, own.passphrase, self.laptop.clock).lock()

    def meanwhile(self) -> None:
        """Where there was no vault, another window makes one."""
        laptop = self.laptop
        if laptop.own is None and not self._held():
            self.rest()
            laptop.own = Kept(self.chance.choice(STRONG), {laptop.word()})
            laptop.folder.mkdir(exist_ok=True)
            (name,) = laptop.own.words
            fields = {**ME, "name": name}
            a_session(laptop.vault, fields, laptop.clock, laptop.own.passphrase).lock()

    def spoil(self) -> None:
        """Settings written by something else; the program starts on them."""
        self.laptop.spoil_settings(self.chance.choice(SPOILT))
        self.restart()

    # ------------------------------------------------------------ eyes

    def look(self) -> None:
        """Once all is answered: there is a way on, and the vault is what it is said to be."""
        self.rest()
        start = self._window.current_screen() == "start"
        assert self._worker.is_open is not start
        assert self._asking == 0
        if start:
            self._way_on()
        else:
            assert self.here is not None
            found = self._opened.ask(words_in)
            assert found >= self.here.words, self.here.words - found
        assert len(self.changed) == len(self.said), (self.changed, self.said)
        if start and self.laptop.own is not None and self.laptop.vault.exists():
            assert self.laptop.opens(self.laptop.own.passphrase)

    def _way_on(self) -> None:
        page = self._program.start._pages.currentWidget()  # noqa: SLF001
        assert page is not None
        if isinstance(page, PassphrasePage):
            assert page.button.isEnabled()
            assert not page.passphrase.line.isReadOnly()
            assert not page.message.text().startswith("Even geduld") or page.message.isHidden()
        else:
            buttons = [one for one in page.findChildren(QPushButton) if shows(one)]
            buttons += [one for one in page.findChildren(PaintedButton) if shows(one)]
            assert len(buttons) > 1

    # ------------------------------------------------------------ files and fingers

    def _held(self) -> bool:
        return self._gate is not None

    def _put(self, line: QLineEdit, words: str) -> None:
        if not line.isReadOnly():
            line.selectAll()
            line.insert(words)

    def _hit(self, one: QWidget) -> None:
        if shows(one):
            QTest.mouseClick(one, _LEFT)
            if self.chance.random() < 0.2:
                QTest.mouseDClick(one, _LEFT)

    def _submit(self, line: QLineEdit, button: QWidget) -> None:
        for _ in range(self.chance.choice([1, 1, 2])):
            if self.chance.random() < 0.5:
                QTest.keyClick(line, Qt.Key.Key_Return)
            elif shows(button):
                self._hit(button)

    def finish(self) -> None:
        """The end of a life: all that was ever kept is there."""
        self.look()
        self._program.close()
        self.laptop.agrees()
        self.laptop.nothing_left_over()

    def leave(self) -> None:
        """However it ended: no window stays."""
        self.release()
        self._program.close()
        for one in (*self._earlier, self._program):
            one.window.deleteLater()
