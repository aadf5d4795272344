"""A change: one thing a person did to one entity; its id is the hash of what it says."""

from __future__ import annotations

import hashlib
import json
import re
from json.encoder import encode_basestring as _quote
from typing import Any, Final, NamedTuple

MAX_COUNTER: Final = 2**53 - 1
"""Highest counter: what every JSON reader keeps exact."""
MAX_NAME: Final = 200
"""Longest space, kind, entity, field or device name, in characters."""
MAX_DEPTH: Final = 50
"""Deepest nesting of a value."""
_NAMES: Final = ("space", "kind", "entity", "device", "wall")
_KEYS: Final = frozenset({"id", *_NAMES, "fields", "replaces", "counter"})
_CROCKFORD: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PAIRS: Final = tuple(a + b for a in _CROCKFORD for b in _CROCKFORD)
_BASE_32: Final = bytes.maketrans(_CROCKFORD.encode(), b"0123456789abcdefghijklmnopqrstuv")
"""To the digits that Python reads numbers in."""
_DECODER: Final = json.JSONDecoder()
_ENCODER: Final = json.JSONEncoder(
    ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
)
_ID: Final = re.compile(r"[0-9A-HJKMNP-TV-Z]{26}")
_PLAIN: Final = rf'"([^"\\\x00-\x1f]{{1,{MAX_NAME}}})"'
_LINE: Final = re.compile(
    rf'\{{"counter":([1-9][0-9]{{0,15}}),"device":{_PLAIN},"entity":{_PLAIN},"fields":(\{{.*\}}),'
    rf'"kind":{_PLAIN},"replaces":(\{{.*\}}),"space":{_PLAIN},"wall":{_PLAIN},'
    r'"id":"([0-9A-HJKMNP-TV-Z]{26})"\}'
)
"""A change as `Change.line` spells it, its names without escapes."""
_ID_BYTES: Final = len(',"id":""}') + 26


class MalformedChangeError(ValueError):
    """`reason` names the rule that was broken; never people's words."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class Change(NamedTuple):
    """As it travels; `fields` and `replaces` are canonical JSON text."""

    id: str
    space: str
    kind: str
    entity: str
    fields: str
    replaces: str
    device: str
    counter: int
    wall: str

    def values(self) -> dict[str, Any]:
        """The fields that it sets."""
        found: dict[str, Any] = json.loads(self.fields)
        return found

    def line(self) -> str:
        """One JSON object on one line, as `parse_change` reads it."""
        inside = _inside(
            self.space, self.kind, self.entity, self.fields, self.replaces,
            self.device, self.counter, self.wall,
        )  # fmt: skip
        return f'{{{inside},"id":"{self.id}"}}'

    def __repr__(self) -> str:
        """Never what people wrote."""
        return f"<change {self.id} of {self.kind}>"


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """An object of JSON; raises ValueError for a name that is said twice.

    Of two values one program would take the first and another the last.
    """
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name twice")
    return found


def canonical(value: Any) -> str:  # noqa: ANN401  (any JSON value)
    """The one spelling of a JSON value; raises ValueError for what is no JSON."""
    return _ENCODER.encode(value)


def make_change(  # noqa: PLR0913  (a change has these parts)
    *,
    space: str,
    kind: str,
    entity: str,
    fields: dict[str, Any],
    replaces: dict[str, list[str]],
    device: str,
    counter: int,
    wall: str,
) -> Change:
    """A well-formed change; raises MalformedChangeError."""
    raw = {
        "space": space,
        "kind": kind,
        "entity": entity,
        "fields": fields,
        "replaces": {name: sorted(set(ids)) for name, ids in replaces.items() if ids},
        "device": device,
        "counter": counter,
        "wall": wall,
    }
    return _checked(raw)


def parse_change(raw: Change | str | bytes | dict[str, Any]) -> Change:
    """The change that these bytes say; raises MalformedChangeError, whatever they are."""
    if isinstance(raw, Change):
        return raw
    if isinstance(raw, bytes | str) and (change := _as_spelled(raw)):
        return change
    try:
        body = raw if isinstance(raw, dict) else json.loads(raw, object_pairs_hook=once)
    except (ValueError, RecursionError) as error:
        raise MalformedChangeError("no JSON") from error
    if not isinstance(body, dict) or body.keys() != _KEYS:
        raise MalformedChangeError("other keys than a change has")
    change = _checked(body)
    if change.id != body["id"]:
        raise MalformedChangeError("id is not the hash of the rest")
    return change


def _as_spelled(raw: bytes | str) -> Change | None:
    """A line that is spelled as `Change.line` does; None for all that needs a closer look."""
    try:
        line = (raw.encode() if isinstance(raw, str) else raw).rstrip(b"\n")
        found = _LINE.fullmatch(line.decode())
        if found is None:
            return None
        counter, device, entity, fields, kind, replaces, space, wall, id_ = found.groups()
        said, _end = _DECODER.raw_decode(fields)
        if not _is_spelled(fields, said) or int(counter) > MAX_COUNTER:
            return None
        if replaces != "{}":
            named, _end = _DECODER.raw_decode(replaces)
            if not _is_spelled(replaces, _check_replaces(named)):
                return None
    except (ValueError, RecursionError):
        return None
    if int(id_.encode().translate(_BASE_32), 32) != _bits(line[:-_ID_BYTES] + b"}"):
        return None
    return Change(id_, space, kind, entity, fields, replaces, device, int(counter), wall)


def _is_spelled(text: str, fields: dict[str, Any]) -> bool:
    """Whether `text` is the one spelling of these, not too deep and with proper names.

    Without a backslash each text stands there as it is. So what is as long as the one spelling,
    and has its names in order, has no room for a space, a name twice or another way of writing.
    """
    names = list(fields)
    if "\\" in text or names != sorted(names):
        return _is_canonical(text, fields)
    size = len("{}") - 1
    for name, value in fields.items():
        if not 0 < len(name) <= MAX_NAME:
            return False
        size += len(name) + len('"":,')
        if type(value) is str:
            size += len(value) + 2
        elif type(value) is list and all(type(part) is str for part in value):
            size += sum(map(len, value)) + 3 * len(value) + 1 + (not value)
        else:
            return _is_canonical(text, fields)
    return bool(names) and size == len(text)


def _is_canonical(text: str, fields: dict[str, Any]) -> bool:
    _check_depth(text)
    return canonical(_check_fields(fields)) == text


def _checked(body: dict[str, Any]) -> Change:
    _check_names(body)
    _check_counter(body["counter"])
    try:
        fields = canonical(_check_fields(body["fields"]))
        replaces = canonical(named) if (named := _check_replaces(body["replaces"])) else "{}"
        _check_depth(fields)
        parts = (
            body["space"], body["kind"], body["entity"], fields, replaces,
            body["device"], body["counter"], body["wall"],
        )  # fmt: skip
        return Change(_digest(_inside(*parts)), *parts)
    except MalformedChangeError:
        raise
    except (ValueError, TypeError, RecursionError) as error:
        raise MalformedChangeError("a value that JSON cannot carry") from error


def _inside(  # noqa: PLR0913, PLR0917  (in the order of Change)
    space: str, kind: str, entity: str, fields: str, replaces: str,
    device: str, counter: int, wall: str,
) -> str:  # fmt: skip
    """Keys in alphabetical order; `fields` and `replaces` are canonical already."""
    return (
        f'"counter":{counter},"device":{_quote(device)},"entity":{_quote(entity)},'
        f'"fields":{fields},"kind":{_quote(kind)},"replaces":{replaces},'
        f'"space":{_quote(space)},"wall":{_quote(wall)}'
    )


def _digest(inside: str) -> str:
    return _hash(f"{{{inside}}}".encode())


def _hash(text: bytes) -> str:
    """The id of what says this: its bits, ten a pair."""
    bits = _bits(text)
    return "".join([_PAIRS[bits >> shift & 1023] for shift in range(120, -1, -10)])


def _bits(text: bytes) -> int:
    """The first 128 bits of the hash; two zero bits fill the last letter."""
    return int.from_bytes(hashlib.sha256(text).digest()[:16]) << 2


def _check_names(body: dict[str, Any]) -> None:
    for name in _NAMES:
        if not _is_name(body[name]):
            raise MalformedChangeError(f"{name} is no short text")


def _is_name(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= MAX_NAME and "\0" not in value


def _check_counter(counter: object) -> None:
    if isinstance(counter, bool) or not isinstance(counter, int):
        raise MalformedChangeError("counter is no whole number")
    if not 1 <= counter <= MAX_COUNTER:
        raise MalformedChangeError("counter out of bounds")


def _check_fields(fields: object) -> dict[str, Any]:
    if not isinstance(fields, dict) or not fields:
        raise MalformedChangeError("no fields")
    for name in fields:
        if not _is_name(name):
            raise MalformedChangeError("a field without a proper name")
    return fields


def _check_replaces(replaces: object) -> dict[str, Any]:
    if not isinstance(replaces, dict):
        raise MalformedChangeError("replaces is no object")
    for name, ids in replaces.items():
        sound = (
            isinstance(name, str)
            and isinstance(ids, list)
            and bool(ids)
            and all(isinstance(i, str) and _ID.fullmatch(i) for i in ids)
        )
        if not sound or ids != sorted(set(ids)):
            raise MalformedChangeError("replaces names no change ids in order")
    return replaces


def _check_depth(fields: str) -> None:
    if fields.count("[") + fields.count("{") <= MAX_DEPTH:
        return
    todo: list[tuple[Any, int]] = [(json.loads(fields), 0)]
    while todo:
        value, depth = todo.pop()
        if depth > MAX_DEPTH:
            raise MalformedChangeError("nested too deep")
        if isinstance(value, dict):
            todo.extend((part, depth + 1) for part in value.values())
        elif isinstance(value, list):
            todo.extend((part, depth + 1) for part in value)
