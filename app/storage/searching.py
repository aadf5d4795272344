"""Full-text search as you type, and the piece of text around what was found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from app.model.folding import fold
from app.storage import indexing
from app.storage.words import fold_with_places, plain_text

if TYPE_CHECKING:
    from app.storage.registry import KindSpec
    from app.storage.store import Store

MAX_WORDS: Final = 12
"""Words of a query that count."""
HALF_TYPED: Final = 2
"""Letters from which a word counts as the beginning of a longer one."""
BEFORE: Final = 40
"""Characters of text kept before the first word found."""
AFTER: Final = 100
"""Characters kept after it begins."""
BLIND: Final = "assessment_score"
"""Kind of which a record is not for everyone in its space yet: it tells of no household."""
_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Hit:
    """`marks`: (begin, end) of the words found inside `snippet`, in characters."""

    kind: str
    id: str
    space: str
    household: str | None
    field: str
    snippet: str
    marks: tuple[tuple[int, int], ...]

    def __repr__(self) -> str:
        return f"<hit in {self.kind} {self.id}>"


def search(store: Store, words: str, household: str | None, limit: int) -> list[Hit]:
    """Records that hold all words; the last one may be half typed. Newest first."""
    wanted = _wanted(words)
    if not wanted:
        return []
    indexing.finish(store.db, store.registry, indexing.ALL)
    query = _query(wanted)
    inside = " AND rowid IN (SELECT key FROM entities WHERE household = ?)" if household else ""
    found = store.db.all(
        "SELECT e.key, e.kind, e.id, e.space, e.household FROM"
        f" (SELECT rowid FROM words WHERE words MATCH ?{inside} ORDER BY rowid DESC LIMIT ?) w"
        " JOIN entities e ON e.key = w.rowid",
        [query, *([household] if household else []), limit],
    )
    begins = "|".join(sorted(wanted, key=len, reverse=True))
    pattern = re.compile(rf"(?<![^\W_])(?:{begins})[^\W_]*")
    return [_hit(store, row, pattern) for row in found if store.registry.get(row[1])]


def search_households(store: Store, words: str, limit: int) -> list[str]:
    """Ids of households whose card holds all words, then those with the words in their dossier.

    Not by the reason of a score: whose own is not given yet would learn what a colleague wrote.
    """
    wanted = _wanted(words)
    if not wanted:
        return []
    indexing.finish(store.db, store.registry, indexing.ALL)
    rows = store.db.all(
        "SELECT id FROM (SELECT h.id AS id, 0 AS far, c.rowid AS place FROM cards c"
        " CROSS JOIN household h ON h.entity = c.rowid WHERE cards MATCH :query"
        " AND NOT h.deleted UNION ALL SELECT e.household, 1, w.rowid FROM"
        " (SELECT rowid FROM words WHERE words MATCH :query ORDER BY rowid DESC LIMIT :limit) w"
        " JOIN entities e ON e.key = w.rowid WHERE e.household IS NOT NULL AND e.kind <> :blind)"
        " GROUP BY id ORDER BY min(far), max(place) DESC LIMIT :limit",
        {"query": _query(wanted), "limit": limit, "blind": BLIND},
    )
    return [row[0] for row in rows]


def _wanted(words: str) -> list[str]:
    return _WORD.findall(fold(words))[:MAX_WORDS]


def _query(wanted: list[str]) -> str:
    return " ".join(f'"{word}"*' if len(word) >= HALF_TYPED else f'"{word}"' for word in wanted)


def _hit(store: Store, row: tuple[Any, ...], wanted: re.Pattern[str]) -> Hit:
    key, kind, entity, space, household = row
    spec = store.registry[kind]
    best: tuple[str, str, list[tuple[int, int]]] = ("", "", [])
    for name, text in _texts(store, spec, key):
        marks = _marks(text, wanted)
        if len(marks) > len(best[2]) or not best[0]:
            best = (name, text, marks)
    name, text, marks = best
    snippet, inside = _cut(text, marks)
    return Hit(kind, entity, space, household, name, snippet, inside)


def _texts(store: Store, spec: KindSpec, key: int) -> list[tuple[str, str]]:
    names = [name for name in spec.searchable if name in spec.fields]
    columns = ", ".join(f'"{name}"' for name in names)
    row = store.db.one(f'SELECT {columns} FROM "{spec.kind}" WHERE entity = ?', (key,)) or ()
    return [
        (name, text)
        for name, stored in zip(names, row, strict=False)
        if (text := plain_text(spec.fields[name].read(stored)))
    ]


def _marks(text: str, wanted: re.Pattern[str]) -> list[tuple[int, int]]:
    """Where words of `text` begin with one of the wanted ones."""
    folded, places = fold_with_places(text)
    return [
        (places[match.start()], places[match.end() - 1] + 1)
        if places
        else (match.start(), match.end())
        for match in wanted.finditer(folded)
    ]


def _cut(text: str, marks: list[tuple[int, int]]) -> tuple[str, tuple[tuple[int, int], ...]]:
    first = marks[0][0] if marks else 0
    begin, end = max(0, first - BEFORE), min(len(text), first + AFTER)
    if begin:
        begin = text.find(" ", begin, first) + 1 or begin
    if end < len(text):
        end = max(text.rfind(" ", first, end), marks[0][1] if marks else end)
    lead, tail = "…" if begin else "", "…" if end < len(text) else ""
    snippet = lead + text[begin:end].replace("\n", " ") + tail
    shift = len(lead) - begin
    inside = tuple((a + shift, b + shift) for a, b in marks if a >= begin and b <= end)
    return snippet, inside
