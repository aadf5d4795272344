"""A word of its own in every field of every kind, and all that a vault can say."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ValidationError

from app.model import KINDS
from app.model.base import SpaceRule
from app.storage.edits import Edit
from tests.sync.rounds.conftest import HOUSEHOLD

if TYPE_CHECKING:
    from app.services.session import Session

WORDS = {
    SpaceRule.TEAM: "teamkanarie",
    SpaceRule.DOSSIER: "dossierkanarie",
    SpaceRule.CLOSED: "geslotenkanarie",
}
LEFT_ALONE = frozenset({"id", "household", "same_as", "pair", "readers", "author", "member"})
"""Fields that say whose it is."""


def edits(author: str) -> list[Edit]:
    """A record of every kind, filled as far as its fields take words."""
    found: list[Edit] = []
    for name, kind in KINDS.items():
        if name in {"member", "team", "household", "organisation"}:
            continue
        fields = filled(kind, WORDS[kind.space])
        fields |= {"household": HOUSEHOLD} if "household" in kind.model_fields else {}
        fields |= {"author": author} if "author" in kind.model_fields else {}
        found.append(Edit(name, f"01J000000000000000000{len(found):05d}", fields))
    return found


def filled(model: type[BaseModel], word: str) -> dict[str, Any]:
    """{field: a value with the word in it} for each field that takes one."""
    found: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if name in LEFT_ALONE:
            continue
        inner = next(
            (one for one in (field.annotation, *getattr(field.annotation, "__args__", ()))
             if isinstance(one, type) and issubclass(one, BaseModel)), None,
        )  # fmt: skip
        tried: list[Any] = [word, [word], [], {}]
        if inner is not None:
            tried = [filled(inner, word), [filled(inner, word)]]
        for value in tried:
            if value and takes(model, name, value):
                found[name] = value
                break
    return found


def takes(model: type[BaseModel], name: str, value: Any) -> bool:
    try:
        model.model_validate_json(json.dumps({"id": "1", name: value}))
    except ValidationError as error:
        return not any(one["loc"][:1] == (name,) for one in error.errors())
    return True


def said(who: Session) -> str:
    """All that the program shows of this vault, without asking for one record by name."""
    vault = who.vault
    entities = [row["id"] for row in vault.query("SELECT id FROM entities")]
    hits = [vault.search(word) for word in WORDS.values()]
    return repr(
        [
            list(vault.export_lines(closed=True)), vault.info(), vault.differences(), hits,
            [vault.history(one) for one in entities],
            [vault.search_households(word) for word in WORDS.values()],
        ]
    )  # fmt: skip


def dumped(who: Session) -> bytes:
    """Every value of every table of the opened file, the index of words too."""
    db = who.vault._store.db.connection  # noqa: SLF001 - as somebody with the key would
    db.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'words', 'row')")
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    found = []
    for table in [*tables, "temp.terms"]:
        quoted = table if table.startswith("temp.") else f'"{table}"'
        try:
            rows = db.execute(f"SELECT * FROM {quoted}").fetchall()
        except db.OperationalError:
            continue
        found += [value for row in rows for value in row]
    db.execute("DROP TABLE temp.terms")
    return b"\n".join(one if isinstance(one, bytes) else str(one).encode() for one in found)
