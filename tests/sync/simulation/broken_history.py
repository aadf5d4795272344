"""The rules of history, each broken on purpose: what a program that forgot it would do."""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from app.model import KINDS
from app.storage import arriving, changes, deletes, derive, drafts, edits, exchange, reading
from app.storage.changes import Change, MalformedChangeError, parse_change
from app.storage.database import Database
from app.sync.circle import Readers

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest


def _rewrite(patch: pytest.MonkeyPatch, name: str, was: str, becomes: str) -> None:
    """One statement of `derive`, broken; `was` is a regular expression that it holds."""
    sound = getattr(derive, name)
    broken = re.sub(was, becomes, sound)
    assert broken != sound
    patch.setattr(derive, name, broken)


# ---------------------------------------------------------------- what is shown, what is replaced


def the_last_to_arrive_wins(patch: pytest.MonkeyPatch) -> None:
    _rewrite(patch, "_WON_CONTESTED", "c.counter DESC, c.device DESC, c.id DESC", "c.seq DESC")


def the_clock_decides(patch: pytest.MonkeyPatch) -> None:
    _rewrite(patch, "_WON_CONTESTED", "ORDER BY", "ORDER BY c.wall DESC,")


def what_came_too_early_is_forgotten(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(derive, "_PENDING", "SELECT 1")


def words_of_another_entity_are_replaced(patch: pytest.MonkeyPatch) -> None:
    """Whichever of the two came first."""
    _rewrite(patch, "_REPLACED", r"\(entity, field, seq\)", "(field, seq)")
    _rewrite(patch, "_REPLACED", r"SELECT g\.entity, ", "SELECT ")
    _rewrite(patch, "_REPLACED", r"c\.entity = g\.entity AND ", "")
    _rewrite(patch, "_ALREADY_REPLACED", r"p\.entity = i\.entity AND ", "")


def what_came_later_is_replaced(patch: pytest.MonkeyPatch) -> None:
    _rewrite(patch, "_REPLACED", r"AND \(c\.counter.*?\)", "")
    _rewrite(patch, "_ALREADY_REPLACED", r"AND \(i\.counter.*?\)", "")


def the_counter_does_not_follow_what_came_in(patch: pytest.MonkeyPatch) -> None:
    def deaf(store: Any, some: Any) -> int:
        new = derive.append(store.db, some)
        if new:
            derive.derive(store.db, store.registry, new)
        return len(new)

    patch.setattr(exchange, "merge", deaf)


# ---------------------------------------------------------------- what people did, and nothing else


def an_edit_settles_what_it_did_not_see(patch: pytest.MonkeyPatch) -> None:
    step = edits._step  # noqa: SLF001

    def settles(store: Any, edit: Any, space_for: Any) -> Any:
        found = step(store, edit, space_for)
        key = store.key(edit.kind, edit.entity)
        if found is not None and key is not None:
            heads = edits.head_ids(store, key)
            for name in found.replaces:
                found.replaces[name] = heads.get(name, found.replaces[name])
        return found

    patch.setattr(edits, "_step", settles)


def equal_heads_become_a_change(patch: pytest.MonkeyPatch) -> None:
    merge = arriving.merge

    def joins(store: Any, *rest: Any) -> Any:
        merged = merge(store, *rest)
        for one in reading.differences(store):
            if len({json.dumps(head.value) for head in one.heads}) == 1 < len(one.heads):
                edits.settle_take(store, one.kind, one.entity, one.field, one.heads[0].id)
        return merged

    patch.setattr(arriving, "merge", joins)


def what_was_typed_replaces_what_came_meanwhile(patch: pytest.MonkeyPatch) -> None:
    def blind(store: Any, some: Any) -> Any:
        return edits.record(store, [replace(edit, seen={}) for edit in some])

    patch.setattr(drafts, "record", blind)


def what_was_typed_is_dropped(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(drafts, "_commit", lambda *_all: [])


# ---------------------------------------------------------------- deletes


def one_deletes_the_card_of_several(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(deletes, "_SEVERAL", "SELECT 0 FROM entities WHERE key = ?")


def a_delete_hides_what_it_never_saw(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(deletes, "_stands", lambda *_all: True)


def a_delete_hides_children_it_never_saw(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(deletes, "_children", lambda *_all: [])


def what_was_brought_back_stays_deleted(patch: pytest.MonkeyPatch) -> None:
    found = deletes._deletes  # noqa: SLF001
    patch.setattr(
        deletes, "_deletes", lambda db, key: [one for one in found(db, key) if one is not None]
    )


# ---------------------------------------------------------------- what counts


def the_author_is_who_the_content_says(patch: pytest.MonkeyPatch) -> None:
    def believes(frame: Any, line: bytes) -> Change:
        change = parse_change(line)
        if change.space != frame.space:
            raise MalformedChangeError("of another space than its frame")
        return change

    patch.setattr(arriving, "_change", believes)


def a_space_is_what_the_content_says(patch: pytest.MonkeyPatch) -> None:
    def believes(frame: Any, line: bytes) -> Change:
        change = parse_change(line)
        if change.device not in frame.devices:
            raise MalformedChangeError("of another device")
        return change

    patch.setattr(arriving, "_change", believes)


def an_id_is_what_the_content_says(patch: pytest.MonkeyPatch) -> None:
    """So that a change becomes another one."""

    def believes(line: bytes) -> Change:
        try:
            return parse_change(line)
        except MalformedChangeError as error:
            if error.reason != "id is not the hash of the rest":
                raise
        said = json.loads(line)
        return changes._checked(said)._replace(id=said["id"])  # noqa: SLF001

    patch.setattr(arriving, "parse_change", believes)


def what_a_newer_program_wrote_is_refused(patch: pytest.MonkeyPatch) -> None:
    sound = arriving._change  # noqa: SLF001

    def refuses(frame: Any, line: bytes) -> Change:
        change = sound(frame, line)
        model = KINDS.get(change.kind)
        if model is None or not change.values().keys() <= {*model.model_fields, "_deleted"}:
            raise MalformedChangeError("unknown")
        return change

    patch.setattr(arriving, "_change", refuses)


def one_bad_line_stops_its_frame(patch: pytest.MonkeyPatch) -> None:
    sound = arriving._counting  # noqa: SLF001

    def stops(opened: Any, gone: Any, bad: list[Any]) -> Iterator[Change]:
        for frame in opened:
            before = len(bad)
            counting = list(sound([frame], gone, bad))
            yield from counting if len(bad) == before else ()

    patch.setattr(arriving, "_counting", stops)


def a_crash_leaves_half(patch: pytest.MonkeyPatch) -> None:
    """Every statement is a transaction of its own."""

    @contextmanager
    def none(_self: Database) -> Iterator[None]:
        yield

    patch.setattr(Database, "transaction", none)


def a_closed_note_is_for_all(patch: pytest.MonkeyPatch) -> None:
    base = Readers._base  # noqa: SLF001

    def wide(self: Any, space: str, keys: Any) -> set[str]:
        return set(self._members) if space.startswith("c:") else base(self, space, keys)

    patch.setattr(Readers, "_base", wide)


BROKEN = (
    the_last_to_arrive_wins, the_clock_decides, what_came_too_early_is_forgotten,
    words_of_another_entity_are_replaced, what_came_later_is_replaced,
    the_counter_does_not_follow_what_came_in, an_edit_settles_what_it_did_not_see,
    equal_heads_become_a_change, what_was_typed_replaces_what_came_meanwhile,
    what_was_typed_is_dropped, a_delete_hides_what_it_never_saw,
    a_delete_hides_children_it_never_saw, one_deletes_the_card_of_several,
    what_was_brought_back_stays_deleted,
    the_author_is_who_the_content_says, a_space_is_what_the_content_says,
    an_id_is_what_the_content_says, what_a_newer_program_wrote_is_refused,
    one_bad_line_stops_its_frame, a_crash_leaves_half, a_closed_note_is_for_all,
)  # fmt: skip
