"""Words that no disk would take: tried again, and sealed in memory while the vault is locked."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TypeVar

from app import log
from app.errors import UserError
from app.services import early, fields
from app.services.held import Sealed, Unkept, Words
from app.services.target import Target
from app.storage.drafts import REFUSED

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from app.services.fields import SavedAt
    from app.services.session import Session

_Kept = TypeVar("_Kept")


def type_words(
    session: Session, service: Callable[..., SavedAt], target: Target, words: tuple[Any, ...]
) -> SavedAt:
    """`fields.type` or `type_part`; what fails is held until the same field is saved after all."""
    part, text, seen = words if len(words) > len(("text", "seen")) else ("", *words)
    held = Words(target, part, text, seen)
    return _holding(session, held, lambda: service(session, target, *words))


def add(
    session: Session, find: Callable[[Session], Target], part: str, words: str, between: str
) -> SavedAt:
    """As `early.add`; what fails is held."""
    target = find(session)
    held = Words(target, part, words, between=between)
    return _holding(
        session, held, lambda: early.add(session, lambda _s: target, part, words, between)
    )


def _holding(session: Session, words: Words, save: Callable[[], SavedAt]) -> SavedAt:
    at = words.target
    early_words = () if words.between is None else (words.text,)
    key = (at.kind, at.entity, at.field, words.part, *early_words)
    try:
        saved = save()
    except Exception as error:
        if not (isinstance(error, UserError) and error.id in REFUSED):
            session.unkept.typed[key] = words
        raise
    session.unkept.typed.pop(key, None)
    return saved


def lay_by(session: Session) -> Sealed | None:
    """Before a lock: a last try; what fails leaves the open, sealed under the vault's key."""
    waiting = session.unkept
    session.unkept = Unkept()
    left = [words for words, _shown in _failing(session, waiting.back, _put_back)]
    left += _failing(session, waiting.typed.values(), _type_again)
    if not left:
        return None
    told = json.dumps([asdict(one) for one in left]).encode()
    return Sealed(len(left), session.vault.seal_words(told))


def give_back(session: Session, sealed: Sealed) -> bool:
    """Writes them where they were typed, as far as the disk allows; False: of another vault."""
    told = session.vault.unseal_words(sealed.sealed)
    if told is None:
        return False
    for one in json.loads(told):
        target = one.pop("target")
        context = tuple((name, value) for name, value in target.pop("context"))
        words = Words(Target(**target, context=context), **one)
        session.unkept.back.append((words, fields.read(session, words.target).value))
    again(session)
    return True


def again(session: Session) -> int:
    """Tries what came back from before a lock; how much still waits then."""
    session.unkept.back = _failing(session, session.unkept.back, _put_back)
    return len(session.unkept)


def _failing(
    session: Session, words: Iterable[_Kept], save: Callable[[Session, _Kept], object]
) -> list[_Kept]:
    left = []
    for one in words:
        try:
            save(session, one)
        except Exception as error:  # noqa: BLE001 - whatever it is, the words stay
            if not isinstance(error, UserError):
                log.bug(error)
            left.append(one)
    return left


def _type_again(session: Session, one: Words) -> None:
    """As its field would have: it becomes a change when the vault closes."""
    if one.between is not None:
        early.add(session, lambda _session: one.target, one.part, one.text, one.between)
    elif one.part:
        fields.type_part(session, one.target, one.part, one.text, one.seen)
    else:
        fields.type(session, one.target, one.text, one.seen)


def _put_back(session: Session, back: tuple[Words, object]) -> None:
    """A change at once. What was typed there since the unlock stands beside it, as a difference."""
    one, shown = back
    if one.between is not None or dict(one.target.context).get("household") == "":
        _type_again(session, one)
        return
    untouched = fields.read(session, one.target).value == shown
    fields.commit(session, one.target)
    seen = fields.stands_on(session, one.target, one.seen) if untouched else one.seen
    value: object = one.text
    if one.part:
        parts = {**fields.parts_of(fields.read(session, one.target).value), one.part: one.text}
        value = parts if any(text not in {"", None} for text in parts.values()) else None
    fields.put(session, one.target, value, seen)
