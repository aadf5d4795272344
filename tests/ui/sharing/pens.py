"""What people write at two or three laptops that share, from a seed; `hands` does the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.clock import new_id
from app.errors import UserError
from app.services import circle, fields, households, visits
from app.services.target import Target
from app.storage.edits import Edit
from tests.helpers import homes
from tests.ui.monkey import Monkey

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from app.services.session import Session
    from tests.ui.sharing.conftest import Desk


class Pens(Monkey):
    """At one laptop. `said`: {word: (space, kind, entity)} of what its vault took.

    `about`: {word of a closed note: the dossier with which it goes}.
    """

    def __init__(self, desk: Desk, chance: Random, number: int) -> None:
        super().__init__(desk, 0)
        self.name = f"laptop {number}"
        self.chance, self.desk = chance, desk
        self.said: dict[str, tuple[str, str, str]] = {}
        self.about: dict[str, str] = {}
        self._number = 10_000 * number

    def front(self) -> None:
        """This window is the one that a person works in."""
        self._window.activateWindow()
        self.desk.until(self._window.isActiveWindow)

    def ask(self, question: Callable[..., Any], *args: object) -> Any:
        """The answer of the vault, which is opened for it; what it raises is raised here."""

        def patient(session: Session) -> tuple[Any, BaseException | None]:
            try:
                return question(session, *args), None
            except (UserError, AssertionError) as error:
                return None, error

        self.unlock()
        answer, error = self.desk.ask(patient)
        if error is not None:
            raise error
        return answer

    def unlock(self) -> None:
        self.release()
        if self._window.current_screen() == "start":
            super().unlock()
        self.desk.bench.automatic.set_on(False)

    def home(self) -> str:
        found = self.ask(households.lines)
        return self.chance.choice(found).id if found else ""

    def somebody(self) -> str:
        rows = self.ask(lambda s: s.vault.query("SELECT id FROM v_member ORDER BY id"))
        return str(self.chance.choice(rows)["id"])

    def ask_into_circle(self) -> None:
        self.ask(circle.add, self.home(), self.somebody(), "kijkt mee")

    def take_out_of_circle(self) -> None:
        self.ask(circle.take_out, self.home(), self.somebody(), "niet meer nodig")

    def word(self) -> str:
        self._number += 1
        return f"woord{self._number}x"

    def put(self, target: Target, space: str) -> None:
        word = self.word()

        def type_and_leave(s: Session) -> None:
            fields.type(s, target, word, fields.read(s, target).seen)
            if s.vault.get(target.kind, target.entity) or target.context:
                fields.commit(s, target)

        self.ask(type_and_leave)
        self._tell(f"{word} in {target.kind}")
        self.said[word] = (space, target.kind, target.entity)

    def write(self) -> None:
        home = self.home()
        if home:
            target = Target("goal", new_id(self._opened.clock), "title", fields.in_dossier(home))
            self.put(target, f"d:{home}")

    def write_the_same(self) -> None:
        """Where another may write too: a card or a goal."""
        home = self.home()
        rows = self.ask(lambda s: s.vault.query("SELECT id, household FROM v_goal ORDER BY id"))
        if rows and self.chance.random() < 0.6:
            row = self.chance.choice(rows[:2])
            target = Target("goal", row["id"], "title", fields.in_dossier(row["household"]))
            self.put(target, f"d:{row['household']}")
        elif home:
            self.put(Target("household", home, "phone", ()), "team")

    def write_closed(self) -> None:
        home, note = self.home(), new_id(self._opened.clock)
        readers = self.chance.choice([[], [self.somebody()]])
        word = self.word()

        def write(s: Session) -> None:
            said = {"household": home, "author": s.vault.member_id, "readers": readers}
            s.vault.record([Edit("closed_note", note, {**said, "text": word})])

        if home:
            self.ask(write)
            self.said[word] = (f"c:{note}", "closed_note", note)
            self.about[word] = f"d:{home}"

    def new_household(self) -> None:
        pair = [self.ask(lambda s: s.vault.member_id), self.somebody()]
        home = self.ask(lambda s: homes.new_household(s, f"Familie {self.word()}", pair=pair))
        self.ask(lambda s: homes.add(s, "person", home, {"name": "Kind Ñúñez"}))
        self.ask(lambda s: visits.start(s, home))

    def remove(self) -> None:
        kind = self.chance.choice(["goal", "person", "visit", "household"])
        rows = self.ask(lambda s: s.vault.query(f"SELECT id FROM v_{kind} ORDER BY id"))
        if rows:
            self.ask(households.remove, kind, self.chance.choice(rows)["id"])


def a_goal(s: Session, home: str) -> str:
    """One of that household; empty when it has none."""
    asked = "SELECT min(id) AS id FROM v_goal WHERE household = ?"
    return str(s.vault.query(asked, (home,))[0]["id"] or "")
