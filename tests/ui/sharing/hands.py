"""Hands at two or three laptops that share one folder, from a seed; see tests/ui/monkey.py."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QApplication, QLineEdit

from app.errors import UserError
from app.services import (
    differences,
    erasing,
    fields,
    households,
    sharing,
    sharing_jobs,
    sharing_view,
    team,
)
from app.services.target import Target
from app.sync import shelf
from app.ui.kit.chips import Chip
from app.ui.kit.nav_rail import NavButton
from tests.ui.monkey import shows
from tests.ui.sharing.pens import Pens, a_goal

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from random import Random

    from app.services.session import Session
    from tests.ui.sharing.conftest import Desk
    from tests.ui.sharing.misfortune import Folder

DEEDS: Final = {
    "touch": 6, "go": 3, "share": 6, "share_and_go_on": 3, "to_sharing": 3, "to_differences": 2,
    "begin_or_join": 4, "let_in": 4, "say_wrong_words": 1, "say_no": 0.5, "manage": 3,
    "take_over": 0.7, "check_sheet": 0.5, "ask_into_circle": 1.5, "take_out_of_circle": 1,
    "write": 4, "write_the_same": 2, "write_apart": 4, "write_closed": 1.5, "new_household": 1,
    "remove": 1, "propose_erasing": 1.5, "answer_proposals": 1.5, "settle": 3,
    "choose_by_key": 1.5, "undo": 1, "lock_halfway": 1.5, "type_and_lock": 1, "stop": 1,
    "hold": 1, "release": 1, "rest": 2, "wait": 0.7, "misfortune": 3, "luck": 3,
}  # fmt: skip
"""What is done, and how often."""


class Hands(Pens):
    """At one laptop, beside the `others` and the folder that all share."""

    def __init__(self, desk: Desk, chance: Random, number: int, folder: Folder) -> None:
        super().__init__(desk, chance, number)
        self.folder = folder
        self.others: tuple[Hands, ...] = ()

    def step(self) -> None:
        """One deed at this laptop, that is brought to the front."""
        self.front()
        if self._window.current_screen() == "start":
            self.unlock()
        deed = self.chance.choices(list(DEEDS), list(DEEDS.values()))[0]
        self.did.append(f"{self.name} {self._window.current_screen()}: {deed}")
        try:
            getattr(self, deed)()
        except UserError as error:
            self._tell(f"no: {error.id}")
        popup = QApplication.activePopupWidget()
        if popup is not None:
            popup.close()

    def press(self) -> None:
        """Mostly something else than a place to go to."""
        places = (QAbstractButton, QLineEdit, QAbstractItemView)
        there = [one for kind in places for one in self._window.findChildren(kind) if shows(one)]
        there = [
            one for one in there if not isinstance(one, NavButton) or self.chance.random() < 0.1
        ]
        if there:
            self._press(self.chance.choice(there))

    # ------------------------------------------------------------ rounds

    def touch(self) -> None:
        for _ in range(self.chance.randint(1, 4)):
            self.chance.choice([self.press, self.press, self.press, self.key, self.type])()

    def to_sharing(self) -> None:
        self.desk.bench.open_sharing()

    def to_differences(self) -> None:
        self.desk.bench.open_differences()

    def share(self) -> None:
        """By the big button where there is one; until it ended."""
        self.share_and_go_on()
        self.settle_down()

    def share_and_go_on(self) -> None:
        """By the big button where there is one; the next deed comes in the middle of it."""
        self.to_sharing()
        if self.chance.random() < 0.5:
            self.rest()
        if self.desk.bench.sharing.button.isVisible():
            self.desk.bench.sharing.button.click()
        else:
            self.desk.bench.sharer.share()

    def go(self) -> None:
        """Into a dossier or a visit, where a hand may touch anything."""
        home = self.home()
        if home and self._window.current_screen() != "gesprek":
            bench = self.desk.bench
            self.chance.choice([bench.open_household, bench.start_visit])(home)
            self.rest()
            self.touch()

    def stop(self) -> None:
        self.desk.bench.sharer.stop()

    def share_for_good(self) -> None:
        """In the folder; where that became another team's, in a place of the own team."""
        url = self.ask(_place_of_the_team, self.folder.path)
        self.did.append(f"{self.name} shares in {url}")
        self.ask(sharing_jobs.choose_place, url)
        self.desk.bench.sharer.share(url, new_place=True)
        self.settle_down()

    def settle_down(self) -> None:
        """Nothing runs, and all is heard."""
        self.rest()
        self.desk.settled()
        self.rest()

    def lock_halfway(self) -> None:
        self.share_and_go_on()
        for _ in range(self.chance.randint(0, 3)):
            self.desk.qtbot.wait(1)
        self.lock_now()

    def lock_now(self) -> None:
        """Whatever runs; and open it again."""
        self._opened.program.lock()
        self.unlock()

    # ------------------------------------------------------------ the team

    def begin_or_join(self) -> None:
        """In the panel, with the folder that may be away just now."""
        self.to_sharing()
        self.rest()
        screen = self.desk.bench.sharing
        if screen.view is None or screen.view.standing not in {"alone", "asking"}:
            return
        founds = not any(one.in_a_team() for one in self.others) or self.chance.random() < 0.05
        (screen.found if founds else screen.join)()
        panel = screen.places.panel
        panel.name.line.setText("Team Noorderhaven")
        panel.place.folder.line.setText(str(self.folder.path))
        if panel.further.checked() != (self.chance.random() < 0.3):
            panel.further.box.click()
        panel.button.click()
        self.chance.choice([self.settle_down, self.settle_down, self.lock_now, self.stop])()
        self.settle_down()
        if panel.isVisible():
            self._tell(panel.message.text())
            assert panel.button.isEnabled()

    def in_a_team(self) -> bool:
        return bool(self.ask(lambda s: s.vault.sharing.team()))

    def let_in(self) -> None:
        self.chance.choice([self.to_sharing, self.share, self.share_and_go_on])()
        for card in self.desk.bench.sharing.requests()[:1]:
            if card.whose is not None:
                self.chance.choice(card.whose.findChildren(Chip)).click()
            self._tell(card.accessibleName())
            card.yes.click()
        ways = (self.settle_down, self.settle_down, self.share_and_go_on, self.lock_now, self.stop)
        self.chance.choice(ways)()

    def say_no(self) -> None:
        for card in self.desk.bench.sharing.requests()[:1]:
            card.no.click()

    def say_wrong_words(self) -> None:
        six = self.chance.choice([("mis",) * 6, (), ("appel",)])
        self.desk.bench.sharer.run(_let_in(six), then=lambda _none: None)

    def manage(self) -> None:
        """Members and laptops: a deed of the panel, and mostly yes."""
        screen = self.desk.bench.sharing
        self.to_sharing()
        self.rest()
        screen.manage()
        panel = screen.members_panel
        buttons = [one for one in panel.findChildren(QAbstractButton) if one.isVisible()]
        if buttons:
            one = self.chance.choice(buttons)
            self._tell(one.text())
            one.click()
        if panel.asked is not None and self.chance.random() < 0.6:
            self._tell(panel.asked.yes.text())
            panel.asked.yes.click()
        self.chance.choice([self.rest, panel.close_panel, self.settle_down])()

    def take_over(self) -> None:
        """With the sheet, where somebody at the table has it; or with words that are none."""
        sheets = [one.ask(team.recovery_words) for one in (self, *self.others)]
        words = self.chance.choice([" ".join(one) for one in sheets if one] or ["appel " * 24])
        panel = self.desk.bench.sharing.members_panel
        panel.words.set_text(words)
        panel._recover()  # noqa: SLF001 - the button may not be shown
        self.rest()

    def check_sheet(self) -> None:
        card = self.desk.bench.sharing.sheet
        known = self.ask(team.recovery_words)
        card.ask()
        for place, field in card.fields.items():
            field.line.setText(known[place - 1] if known else "mis")
        card.try_button.click()

    # ------------------------------------------------------------ for ever, and together

    def write_apart(self) -> None:
        """Two write in the same field before either hears the other."""
        other = self.chance.choice(self.others)
        here, there = ({one.id for one in two.ask(households.lines)} for two in (self, other))
        for home in sorted(here & there)[:1]:
            for one in (self, other):
                one.put(Target("household", home, "phone", ()), "team")
                goal = one.ask(a_goal, home)
                if goal:
                    one.put(Target("goal", goal, "title", fields.in_dossier(home)), f"d:{home}")

    def propose_erasing(self) -> None:
        if self.ask(lambda s: sharing_view.look(s).coordinating):
            return  # Another has to.
        kind = self.chance.choice(["household", "goal", "person", "closed_note", "visit"])
        rows = self.ask(lambda s: s.vault.query(f"SELECT id FROM v_{kind} ORDER BY id"))
        if rows and kind == "household":
            self.ask(erasing.propose_household, self.chance.choice(rows)["id"], "verhuisd")
        elif rows:
            self.ask(erasing.propose_record, kind, self.chance.choice(rows)["id"], "verkeerd")

    def answer_proposals(self) -> None:
        """Who coordinates hears what is proposed, and says yes or no; the others share."""
        for one in (*self.others, self):
            one.front()
            one.share()
        for one in (self, *self.others):
            if one.ask(lambda s: sharing_view.look(s).coordinating):
                one.front()
                one.answer()

    def answer(self) -> None:
        """Yes or no to one proposal, by its card."""
        self.to_sharing()
        self.rest()
        for card in self.desk.bench.sharing.erasures.cards()[:2]:
            buttons = [one for one in card.findChildren(QAbstractButton) if one.isVisible()]
            if buttons:
                one = buttons[0] if self.chance.random() < 0.8 else self.chance.choice(buttons)
                self._tell(one.text())
                one.click()
        self.chance.choice([self.rest, self.settle_down])()

    def settle(self) -> None:
        found = self.ask(differences.differences)
        if not found:
            return
        one = self.chance.choice(found)
        way = self.chance.choice(["take", "combine", "talk"])
        if way == "take":
            heads = [side.head for side in one.sides]
            self.ask(differences.take, one, self.chance.choice(heads or [""]))
        elif way == "talk":
            self.ask(differences.talk, one, "Samen bekijken")
        elif one.field in {"title", "phone"}:
            self.ask(differences.combine, one, self.word())

    def choose_by_key(self) -> None:
        self.to_differences()
        self.rest()
        if self.desk.bench.differences.cards:
            key = self.chance.choice([Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3])
            QTest.keyClick(self.desk.bench.differences, key)

    # ------------------------------------------------------------ the folder

    def misfortune(self) -> None:
        with suppress(OSError):
            self._tell(self.folder.misfortune())

    def luck(self) -> None:
        self.folder.back()


def _let_in(six: tuple[str, ...]) -> Callable[..., object]:
    return lambda s, pause, tell: sharing_jobs.let_in(s, pause, tell, six, None)


def _place_of_the_team(s: Session, folder: Path) -> str:
    """Who finds only others there does what the screen says, and chooses a place of his own."""
    known = s.vault.sharing.team() or ""
    with sharing.opened(str(folder)) as share, suppress(UserError):
        shelf.share_of(share, shelf.look(share), known)
        return str(folder)
    own = folder.with_name(f"van {known[:8]}")
    own.mkdir(exist_ok=True)
    return str(own)
