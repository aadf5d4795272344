"""The way from a visit's screen to the vault, and what is on its way there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from shiboken6 import isValid

from app.clock import new_id
from app.model.rules import bsn_like
from app.services import fields
from app.services.undoing import Noted, noted
from app.ui.saving import LiveField
from app.ui.text import told, tr

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from app.clock import Clock
    from app.services.fields import FieldState, SavedAt
    from app.services.session import Session
    from app.services.target import Target
    from app.ui.worker import Worker


class Desk(QObject):
    """One per visit screen: asks, changes, and holds the fields that are being typed.

    Its parent keeps it: kept alive by its fields alone it would be deleted again while the last
    of them is.
    """

    saved_at = Signal(str)
    """`14:03`: the moment of the last commit, only when nothing waits."""
    problem = Signal(str)
    changed = Signal(object)
    undo_offered = Signal(str, object)
    """What was done, and the `Step` that takes it back."""

    def __init__(self, worker: Worker, clock: Clock, parent: QObject) -> None:
        super().__init__(parent)
        self._clock = clock
        self._worker = worker
        self._fields: dict[tuple[Target, str], LiveField] = {}
        self._waiting: set[object] = set()
        """Whoever has words that are not on the disk."""
        self._when_settled: list[Callable[[], object]] = []
        self._epoch = 0
        self._done = 0
        worker.changed.connect(self.changed)
        worker.locked.connect(self._locked)

    @property
    def is_open(self) -> bool:
        """Whether the vault is, as far as the screen has heard."""
        return self._worker.is_open

    def today(self) -> date:
        """The calendar day, from the injected clock."""
        return self._clock.today()

    def fresh_id(self) -> str:
        """An id for a record to be."""
        return new_id(self._clock)

    def ask(
        self, question: Callable[..., Any], *args: object, then: Callable[[Any], object]
    ) -> None:
        """Run a reading service; `then` gets the answer, unless the visit was left meanwhile.

        Nor does a part of the screen that is gone by then.

        An answer from before something that the person did since is asked again: it would
        put an old choice back on the screen.
        """
        epoch, done = self._epoch, self._done

        def answer(value: object) -> None:
            if epoch != self._epoch or _is_gone(then):
                return
            if done == self._done:
                then(value)
            else:
                self.ask(question, *args, then=then)

        self._worker.run(question, *args, then=answer, failed=self.show_error)

    def do(
        self,
        service: Callable[..., Any],
        *args: object,
        then: Callable[[Any], object] | None = None,
        failed: Callable[[Any], object] | None = None,
        undo: str = "",
    ) -> None:
        """Run a changing service. `undo` is what the bar says was done, if it can be missed."""
        if service is not fields.commit:
            self._done += 1

        def answer(value: object) -> None:
            if not self._waiting:
                self.saved_at.emit(self._now())
            if isinstance(value, Noted):
                self.undo_offered.emit(undo, value.step)
                value = value.answer
            if then is not None:
                then(value)

        if undo:
            service, args = noted, (service, *args)
        self._worker.run(service, *args, then=answer, failed=failed or self.show_error)

    def do_long(
        self,
        service: Callable[..., Any],
        *args: object,
        then: Callable[[Any], object],
        failed: Callable[[Any], object],
    ) -> None:
        """Run `Worker.run_long` for what has to finish; `then` is silent behind the lock."""
        self._done += 1

        def answer(value: object) -> None:
            if self._worker.is_open:
                then(value)

        self._worker.run_long(service, *args, then=answer, failed=failed, finishes=True)

    def type(
        self,
        service: Callable[..., SavedAt],
        *args: object,
        then: Callable[[SavedAt], object],
        failed: Callable[[Any], object],
    ) -> None:
        """Run a service that keeps typed words, if it can be before they are drawn."""
        self._worker.run_at_once(service, *args, then=then, failed=failed)

    def put(self, target: Target, value: object, undo: str = "") -> None:
        """Set a value at once, as chips and dates do."""
        self.do(fields.put, target, value, undo=undo)

    def before_undo(self) -> None:
        """Send what was typed; what the fields stand on is the vault's to know until `read_again`.

        It is no change yet: a line that is new stays one that is being typed.
        """
        self._done += 1
        for field in self._fields.values():
            field.before_undo()

    def read_again(self) -> None:
        """Every field shows what the vault holds, also one that somebody is in."""
        asked = list(self._fields)

        def show(states: list[FieldState]) -> None:
            for key, state in zip(asked, states, strict=True):
                if key in self._fields:
                    self._fields[key].read_again(state)

        if asked:
            self.ask(_states, [target for target, _part in asked], then=show)

    def live(self, state: FieldState, target: Target, part: str = "") -> LiveField:
        """The one live field of a target; what was typed before wins over what was read.

        With `part` it is about one text in the register that the target holds.
        """
        field = self._fields.get((target, part))
        if field is None:
            field = LiveField(self, target, state, part)
            self._fields[target, part] = field
        else:
            field.refresh(state)
        return field

    def unsaved(self, who: object) -> None:
        """Words are on the screen that are not yet on the disk."""
        self._waiting.add(who)

    def taken(self, who: object) -> None:
        """Somebody else has those words by now."""
        self._waiting.discard(who)

    def forget(self, field: LiveField) -> None:
        """This field is about nothing any more; another may be made for its target."""
        self._waiting.discard(field)
        self._fields = {key: one for key, one in self._fields.items() if one is not field}
        self.rested()

    def when_settled(self, action: Callable[[], object]) -> None:
        """Do something once everything typed is a change; at once when it is."""
        self._when_settled.append(action)
        self.rested()

    def rested(self) -> None:
        """A field came to rest; the last one lets go what waits for all."""
        if all(field.settled for field in self._fields.values()):
            waiting, self._when_settled = self._when_settled, []
            for action in waiting:
                action()

    def saved(self, who: object, saved: SavedAt) -> None:
        """The commit of their words came back."""
        self._waiting.discard(who)
        if not self._waiting:
            self.tell_saved(saved)

    def tell_saved(self, saved: SavedAt) -> None:
        """Say when the last word became durable."""
        self.saved_at.emit(saved.text)

    def show_error(self, error: object) -> None:
        """One sentence: what happened, what is safe, what next."""
        self.problem.emit(told(error))

    def look_over(self, text: str) -> None:
        """Point out what does not belong in words that are now a change; they stay."""
        if bsn_like(text):
            self.problem.emit(
                tr("Hier staat een getal dat op een BSN lijkt. Dat hoort hier niet; haal het weg.")
            )

    def settle(self) -> None:
        """Everything typed becomes a change now: a step is left, the vault is about to lock."""
        for field in self._fields.values():
            field.commit()

    def leave(self) -> None:
        """Let go of the visit: no words stay in memory here."""
        self.settle()
        self._epoch += 1
        for field in self._fields.values():
            field.leave()
        self._fields = {}

    def _locked(self) -> None:
        for field in self.findChildren(LiveField):
            field.forget()
        self._waiting.clear()

    def _now(self) -> str:
        return self._clock.now().astimezone().strftime("%H:%M")


def _is_gone(then: Callable[[Any], object]) -> bool:
    """Whether Qt let go of who would hear it: what is drawn anew is another."""
    owner = getattr(getattr(then, "func", then), "__self__", None)
    return isinstance(owner, QObject) and not isValid(owner)


def _states(session: Session, targets: list[Target]) -> list[FieldState]:
    return [fields.read(session, target) for target in targets]
