"""Records in and out as JSON lines: import all or nothing, export byte for byte the same."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, NoReturn

from pydantic import ValidationError

from app.errors import UserError
from app.model.base import SpaceRule, dossier_space
from app.model.rules import bsn_like
from app.storage import exchange, segments
from app.storage.changes import MAX_COUNTER, Change, canonical, make_change, once
from app.storage.edits import anew
from app.storage.registry import DELETED
from app.storage.words import plain_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from app.model.sealed import Erasure
    from app.storage.registry import KindSpec
    from app.storage.store import Store

MAX_LINE_BYTES: Final = 16 * 1024 * 1024
"""Longest line of an import: far above the longest record that the model allows, so that a text
that is too long is told by the name of its field."""
BATCH: Final = 5_000
"""Records compared with what is there at once."""
_BOM: Final = b"\xef\xbb\xbf"
_KEYS: Final = frozenset({"kind", "id", "fields"})
_LINE_ENDS: Final = "\x85\u2028\u2029"
"""Beside the control characters, which JSON never holds as they are."""
_NUL_SPELLED: Final = rb"\u0000"
"""No text holds it: a database ends a text there, so nobody would find what comes after."""
_NAMED: Final = frozenset({"author", "readers"})
"""Fields of a closed note that say who reads it, once it was shared."""
_NOTHING: Final[dict[str, tuple[str, Any]]] = {}


def _no_constant(name: str) -> NoReturn:
    raise ValueError(name)


_DECODER: Final = json.JSONDecoder(parse_constant=_no_constant, object_pairs_hook=once)


@dataclass(slots=True)
class _Line:
    number: int
    spec: KindSpec
    entity: str
    fields: dict[str, Any]

    @property
    def space(self) -> str | None:
        """Where the line says that it belongs; None when it leaves its household out."""
        return self.spec.space(self.entity, self.fields)


@dataclass(frozen=True, slots=True)
class ImportReport:
    """`lines` read; `changes` that set something new; `cards`: (household, fields that it set).

    `like_bsn`: (line, field) of each text with a number that may be a BSN. It is taken, since it
    may be a number of another kind; who imports is told.
    """

    lines: int
    changes: int
    like_bsn: tuple[tuple[int, str], ...] = ()
    cards: tuple[tuple[str, dict[str, Any]], ...] = ()


def import_jsonl(store: Store, path: Path, erased: Sequence[Erasure] = ()) -> ImportReport:
    """Reads a whole file or nothing; raises UserError that names line and field.

    What was deleted is made anew, with what the file says alone. What the team erased stays gone:
    the next round would take it away without a word.
    """
    lines = _read(store, path)
    if not lines:
        raise UserError("import_empty")
    _refuse_erased(lines, erased)
    _check_references(store, lines)
    device, wall = store.device_id, store.wall()
    recorded, cards = 0, list[tuple[str, dict[str, Any]]]()
    with store.db.roomy(), store.db.transaction():
        for start in range(0, len(lines), BATCH):
            batch = lines[start : start + BATCH]
            made = _changes(store, batch, device, wall)
            recorded += exchange.merge(store, made)
            cards += [(one.entity, one.values()) for one in made if one.kind == "household"]
    return ImportReport(len(lines), recorded, tuple(_like_bsn(lines)), tuple(cards))


def _like_bsn(lines: list[_Line]) -> Iterator[tuple[int, str]]:
    for line in lines:
        for name in line.spec.searchable:
            if name in line.fields and bsn_like(plain_text(line.fields[name])):
                yield line.number, name


def _read(store: Store, path: Path) -> list[_Line]:
    found: dict[tuple[str, str], _Line] = {}
    try:
        with path.open("rb") as file:
            number = 0
            while raw := file.readline(MAX_LINE_BYTES + 1):
                number += 1
                if len(raw) > MAX_LINE_BYTES:
                    _refuse("import_line_too_long", number, "-")
                if number == 1:
                    raw = raw.removeprefix(_BOM)
                if not raw.strip():
                    continue
                line = _parse(store, number, raw)
                earlier = found.setdefault((line.spec.kind, line.entity), line)
                if earlier is not line and earlier.fields != line.fields:
                    _refuse("import_twice", number, "id", earlier=earlier.number)
    except OSError as error:
        raise UserError("import_unreadable") from error
    return list(found.values())


def _parse(store: Store, number: int, raw: bytes) -> _Line:
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        _refuse("import_not_utf8", number, "-")
    try:
        body = _DECODER.decode(text)
    except (ValueError, RecursionError):
        _refuse("import_not_json", number, "-")
    if not isinstance(body, dict):
        _refuse("import_not_json", number, "-")
    if body.keys() != _KEYS:
        missing = sorted(_KEYS - body.keys())
        what = "import_missing_field" if missing else "import_unknown_field"
        _refuse(what, number, (missing or sorted(body.keys() - _KEYS))[0])
    kind, entity, fields = body["kind"], body["id"], body["fields"]
    spec = store.registry.get(kind) if isinstance(kind, str) else None
    if spec is None:
        _refuse("import_unknown_kind", number, "kind")
    if not isinstance(entity, str) or not entity:
        _refuse("import_wrong_value", number, "id")
    if not isinstance(fields, dict):
        _refuse("import_wrong_value", number, "fields")
    line = _Line(number, spec, entity, _validate(spec, number, entity, fields))
    for name, value in line.fields.items() if _NUL_SPELLED in raw else ():
        if "\0" in plain_text(value):
            _refuse("import_wrong_value", number, name)
    return line


def _validate(spec: KindSpec, number: int, entity: str, fields: dict[str, Any]) -> dict[str, Any]:
    """The values as the model spells them; null stays null."""
    if not fields.keys() <= spec.fields.keys():
        unknown = next(name for name in fields if name not in spec.fields)
        _refuse("import_unknown_field", number, unknown)
    given = {name: value for name, value in fields.items() if value is not None}
    try:
        record = spec.model.model_validate({"id": entity, **given})
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = ".".join(map(str, first["loc"])) or "fields"
        if first["type"] == "string_too_long":
            _refuse("import_value_too_long", number, where, most=first["ctx"]["max_length"])
        _refuse("import_wrong_value", number, where)
    dumped = record.model_dump(mode="json", include=set(given))
    return dumped if len(given) == len(fields) else {name: dumped.get(name) for name in fields}


def _refuse_erased(lines: list[_Line], erased: Sequence[Erasure]) -> None:
    for line in lines if erased else ():
        household = line.fields.get("household")
        spaces = {line.space, dossier_space(household) if isinstance(household, str) else None}
        if any(one.covers(space, line.spec.kind, line.entity)
               for one in erased for space in spaces if space):  # fmt: skip
            _refuse("import_erased", line.number, "id")


def _check_references(store: Store, lines: list[_Line]) -> None:
    """New records have what their kind requires; parents and households exist.

    What is in a dossier stays there, since its readers do: another household is another record.
    """
    in_file = {(line.spec.kind, line.entity) for line in lines}
    ids = {entity for _kind, entity in in_file}
    known = _known(store, lines)
    known_ids = {entity for _kind, entity in known}
    for line in lines:
        spaces = known.get((line.spec.kind, line.entity))
        if spaces is None:
            for name in line.spec.model.required:
                if line.fields.get(name) in (None, "", [], {}):
                    _refuse("import_missing_field", line.number, name)
        parent = line.spec.parent
        named = line.fields.get(parent) if parent else None
        if parent and named and named not in ids and named not in known_ids:
            _refuse("import_missing_parent", line.number, parent)
        household = ("household", line.fields.get("household"))
        has_household = "household" in line.spec.fields and "household" in store.registry.kinds
        if has_household and household[1] and household not in in_file and household not in known:
            _refuse("import_missing_parent", line.number, "household")
        if spaces:
            _check_place(store, line, spaces)


def _check_place(store: Store, line: _Line, spaces: set[str]) -> None:
    """What is there stays with its readers: for others it is another record."""
    rule = line.spec.model.space
    if rule is SpaceRule.DOSSIER:
        if "household" not in line.fields and len(spaces) > 1:
            _refuse("import_missing_field", line.number, "household")
        if "household" in line.fields and line.space not in spaces:
            _refuse("import_other_household", line.number, "household")
    elif (
        rule is SpaceRule.CLOSED
        and line.fields.keys() & _NAMED
        and segments.keys(store, line.space)
    ):
        shown = store.shown(store.key(line.spec.kind, line.entity) or 0)
        there = {name: value for name, (_head, value) in shown.items() if name in _NAMED}
        if _who(there) != _who({**there, **line.fields}):
            named = "readers" if "readers" in line.fields else "author"
            _refuse("import_other_readers", line.number, named)


def _who(fields: dict[str, Any]) -> set[str]:
    """Who reads a closed note with these fields."""
    return {*(fields.get("readers") or ()), fields.get("author") or ""} - {""}


def _known(store: Store, lines: list[_Line]) -> dict[tuple[str, str], set[str]]:
    """{(kind, id): spaces} of what the lines are about and refer to, as far as it is here."""
    wanted = {line.entity for line in lines}
    for line in lines:
        names = (line.spec.parent, "household")
        wanted.update(named for name in names if name and (named := line.fields.get(name)))
    found: dict[tuple[str, str], set[str]] = {}
    for kind, entity, space in store.db.all(
        "SELECT e.kind, e.id, e.space FROM json_each(?) w CROSS JOIN entities e ON e.id = w.value"
        " WHERE NOT e.deleted",
        (json.dumps(list(wanted)),),
    ):
        found.setdefault((kind, entity), set()).add(space)
    return found


def _changes(store: Store, lines: list[_Line], device: str, wall: str) -> list[Change]:
    """What the lines set that is new; the shown head is what they replace."""
    there, gone = _there(store, lines)
    counter = store.counter()
    made = []
    for line in lines:
        places = there.get((line.spec.kind, line.entity), {})
        space = line.space or next(iter(places), None)
        assert space is not None  # noqa: S101  (what is new names its household: `required`)
        shown = places.get(space, _NOTHING)
        fields = {
            name: value
            for name, value in line.fields.items()
            if (
                canonical(shown[name][1]) != canonical(value)
                if name in shown
                else value is not None
            )
        }
        replaces = {name: [head] for name, (head, _value) in shown.items()}
        if (line.spec.kind, line.entity, space) in gone:
            said = {name: value for name, value in line.fields.items() if value is not None}
            fields, replaces[DELETED] = anew(said, shown), gone[line.spec.kind, line.entity, space]
        if not fields:
            continue
        counter = min(counter + 1, MAX_COUNTER)
        made.append(
            make_change(
                space=space, kind=line.spec.kind, entity=line.entity, fields=fields,
                replaces={name: replaces[name] for name in fields if replaces.get(name)},
                device=device, counter=counter, wall=wall,
            )
        )  # fmt: skip
    return made


def _there(
    store: Store, lines: list[_Line]
) -> tuple[
    dict[tuple[str, str], dict[str, dict[str, tuple[str, Any]]]],
    dict[tuple[str, str, str], list[str]],
]:
    """{(kind, id): {space: {field: (head, value)}}} of the lines whose entity exists.

    Of those that are deleted also {(kind, id, space): ids of what deletes it}.

    Two laptops may have made one id in two dossiers, each with its own readers: what is said of
    the one is never said of the other. What is not deleted comes first.
    """
    found: dict[tuple[str, str], dict[str, dict[str, tuple[str, Any]]]] = {}
    gone: dict[tuple[str, str, str], list[str]] = {}
    wanted = json.dumps([[line.spec.kind, line.entity] for line in lines])
    for kind, entity, space, deleted, name, change, fields in store.db.all(
        "SELECT e.kind, e.id, e.space, e.deleted, h.field, c.id, c.fields"
        " FROM json_each(?) w"
        " CROSS JOIN entities e ON e.id = w.value ->> 1 AND e.kind = w.value ->> 0"
        " CROSS JOIN heads h ON h.entity = e.key CROSS JOIN changes c ON c.seq = h.seq"
        " ORDER BY e.deleted, c.counter, c.device, c.id",
        (wanted,),
    ):
        shown = found.setdefault((kind, entity), {}).setdefault(space, {})
        shown[name] = (change, json.loads(fields)[name])
        if deleted:
            deletes = gone.setdefault((kind, entity, space), [])
            deletes += [change] if name == DELETED else []
    return found, gone


def export_lines(store: Store, *, closed: bool) -> Iterator[str]:
    """Every current record as canonical JSON, without line end, sorted by kind and id.

    Deleted records are out; a field in difference gives the head that is shown. Closed notes
    come along only when asked.
    """
    for spec in store.registry.kinds.values():
        if spec.model.space is SpaceRule.CLOSED and not closed:
            continue
        fields = list(spec.fields.values())
        names = "".join(f', "{field.name}"' for field in fields)
        for row in store.db.all(f'SELECT id{names} FROM "v_{spec.kind}" ORDER BY id, space'):
            values = {
                field.name: field.read(stored)
                for field, stored in zip(fields, row[1:], strict=True)
                if stored is not None
            }
            yield _one_line(canonical({"kind": spec.kind, "id": row[0], "fields": values}))


def _one_line(line: str) -> str:
    """With what some readers take for the end of a line written as its code."""
    if not line.isascii():
        for sign in _LINE_ENDS:
            line = line.replace(sign, f"\\u{ord(sign):04x}")
    return line


def _refuse(id: str, line: int, field: str, **more: object) -> NoReturn:  # noqa: A002
    raise UserError(id, line=line, field=field, **more)
