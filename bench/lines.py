"""Every line of the table: how it is measured and what its floor is."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from itertools import islice
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any, Final

import sqlcipher3

from app.clock import SystemClock
from app.crypto.kdf import KdfCost
from app.services import session as sessions
from app.services.demo.crowd import Told, crowd
from bench import sharing, sharing_servers, sharing_years, stock
from bench.figures import Line, percentile, timed

if TYPE_CHECKING:
    from collections.abc import Callable

    from bench.run import Bench


STARTS: Final = 7
PAPERS: Final = 20
RARE: Final = "xylofoonles"
QUERIES: Final = ("gasrekening", "huisarts", "brief verhuurder", "łoś", "mathoera", RARE)


def start(bench: Bench) -> list[Line]:
    """Process start until the passphrase can be typed."""
    for name in ("bare", "start"):
        bench.start_ms(name)
    pairs = [(bench.start_ms("start"), bench.start_ms("bare")) for _ in range(STARTS)]
    return [
        Line("process start to usable unlock screen", median(one for one, _ in pairs),
             median(one for _, one in pairs), "a bare PySide6 window with one line to type in",
             goal_ratio=1.5)
    ]  # fmt: skip


def today(bench: Bench) -> list[Line]:
    """From the derived key to Vandaag, first time after a start."""
    found = [bench.ask("today", bench.year) for _ in range(3)]
    what = (
        f"derived key to Vandaag, {bench.year.households:,} households, {bench.year.notes:,} notes"
    )
    return [
        Line(what, median(one["value"] for one in found), median(one["floor"] for one in found),
             "the bare driver opens the file, counts, and a bare list shows it", goal=300)
    ]  # fmt: skip


def keys(bench: Bench) -> list[Line]:
    """Key press in the note box until its commit has returned."""
    found = bench.ask("keys", bench.year, bench.year.busy[0], str(bench.size(1000)))
    floor = "plain sqlite3, insert and commit, FULL, beside every press"

    def line(
        what: str, name: str, share: float, goal: float | None = None, ratio: float | None = 1.5
    ) -> Line:
        value, least = percentile(found[name], share), percentile(found["floors"], share)
        return Line(what, value, least, floor, goal=goal, goal_ratio=ratio)

    return [
        line("key press in the large box to durable, median", "values", 0.5),
        line("the same, 99th percentile", "values", 0.99, goal=5),
        line("the same, each key as soon as the one before is durable", "burst", 0.99, ratio=None),
        line("of a key press, in the vault, median", "inside", 0.5),
        line("the same, 99th percentile", "inside", 0.99, goal=5),
        line("for comparison: bare SQLCipher, insert and commit, median", "bare", 0.5, ratio=None),
        line("the same, 99th percentile", "bare", 0.99, ratio=None),
    ]


def search(bench: Bench) -> list[Line]:
    """Every beginning of every query, as it is typed, through what the screens call."""
    from app.services import households
    from app.services import search as searching

    session = bench.year.open()
    try:
        key: bytes = session.vault._unlocked.key
        typed = [words[:end] for words in QUERIES for end in range(2, len(words) + 1)]
        hits = [timed(partial(searching.find, session, words)) for words in typed]
        lists = [timed(partial(households.find, session, words)) for words in typed]
    finally:
        session.lock()
    plain = sqlcipher3.connect(str(bench.year.vault))
    plain.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    floors = [timed(partial(_bare_search, plain, words)) for words in typed]
    plain.close()
    floor = percentile(floors, 0.95)
    floor_is = "the bare FTS5 query for 50 row numbers, 95th percentile"
    return [
        Line(f"search in {bench.year.notes:,} notes as you type, 95th percentile",
             percentile(hits, 0.95), floor, floor_is, goal=40),
        Line("the list of households as you type, 95th percentile",
             percentile(lists, 0.95), floor, floor_is, goal=40),
    ]  # fmt: skip


def _bare_search(plain: Any, words: str) -> None:  # noqa: ANN401 - sqlcipher3 has no types
    wanted = " ".join(f'"{word}"*' for word in words.split())
    sql = "SELECT rowid FROM words WHERE words MATCH ? ORDER BY rowid DESC LIMIT 50"
    plain.execute(sql, (wanted,)).fetchall()


def dossier(bench: Bench) -> list[Line]:
    """A click in the list until the first page of the dossier."""
    found = bench.ask("dossier", bench.year, *bench.year.busy)
    values, floors = found["values"], found["floors"]
    floor = "the bare driver reads the same rows, a plain text shows them"
    return [
        Line("opening a dossier, median", median(values), median(floors), floor, goal=60),
        Line("the same, slowest", max(values), max(floors), floor, goal=60),
    ]


def households(bench: Bench) -> list[Line]:
    """The list of everyone, to its first paint; what the process holds then."""
    found = bench.ask("households", bench.wide)
    bare = bench.ask("bare", bench.wide)
    return [
        Line(f"list of {found['rows']:,} households to first paint", found["value"],
             found["floor"], "the bare driver reads the names, a bare QListView shows them",
             goal=100),
        Line("the same, read anew because something changed", found["anew"],
             found["floor"], "the bare driver reads the names, a bare QListView shows them"),
        Line("memory of the whole process then", found["memory"], bare["memory"],
             "a bare PySide6 window", unit="MB", goal=300),
    ]  # fmt: skip


def area(bench: Bench) -> list[Line]:
    """From one leefgebied to another."""
    found = bench.ask("area", bench.year, bench.year.busy[1])
    values, floors = found["values"], found["floors"]
    floor = "a bare QPlainTextEdit gets another text"
    return [
        Line("switching leefgebied, median", median(values), median(floors), floor, goal=16),
        Line("the same, 95th percentile", percentile(values, 0.95), percentile(floors, 0.95),
             floor, goal=16),
    ]  # fmt: skip


def paper(bench: Bench) -> list[Line]:
    """The visit summary of one person."""
    from app.services import summaries

    session = bench.year.open()
    try:
        rows = session.vault.query(
            "SELECT id, speaker FROM v_visit WHERE household = ? AND speaker <> '' LIMIT 1",
            (bench.year.busy[2],),
        )
        visit, person = rows[0]["id"], rows[0]["speaker"]
        first = timed(lambda: summaries.pdf(session, visit, person))
        more = [timed(lambda: summaries.pdf(session, visit, person)) for _ in range(PAPERS)]
    finally:
        session.lock()
    floors = [timed(_bare_page) for _ in range(PAPERS + 1)]
    floor = "bare reportlab, one page of text in an embedded font"
    return [
        Line("visit summary as PDF, median", median(more), median(floors[1:]), floor, goal=150),
        Line("the same, the first of a session", first, floors[0], floor),
    ]


def _bare_page() -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.pdfgen.canvas import Canvas

    pdfmetrics.registerFont(TTFont("Bench", "Vera.ttf"))
    target = BytesIO()
    canvas = Canvas(target)
    canvas.setFont("Bench", 11)
    for number in range(40):
        canvas.drawString(72, 760 - 16 * number, "We spraken over de huur, en over wat goed gaat.")
    canvas.save()
    return target.getvalue()


def records(bench: Bench) -> list[Line]:
    """An import, checked and with history, beside putting the same bytes in one table."""
    folder = bench.folder / "import"
    folder.mkdir()
    made = crowd(
        bench.size(10_000),
        Told(1, stock.NOTES_A_VISIT),
        stock.SEED,
        SystemClock().today(),
        ["a", "b"],
    )
    wanted = bench.size(100_000)
    count = stock.write(folder / "in.jsonl", islice(made, wanted))
    cheap = KdfCost(memory_kib=64, iterations=1, lanes=1)
    session = sessions.create(folder / "v", stock.PASSPHRASE, {"name": "A"}, SystemClock(), cheap)
    try:
        taken = timed(lambda: session.vault.import_jsonl(folder / "in.jsonl"))
        words = timed(lambda: session.vault.search(RARE))
    finally:
        session.lock()
    lines = (folder / "in.jsonl").read_text(encoding="utf-8").splitlines()
    floor = timed(lambda: _bare_import(folder / "plain", lines))
    return [
        Line(f"import of {count:,} records", taken / 1000, floor / 1000,
             "the same lines into one SQLCipher table, one transaction", unit="s"),
        Line("words of them for search, while idle or with the first search", words / 1000,
             taken / 1000, "the import before it", unit="s"),
    ]  # fmt: skip


def _bare_import(path: Path, lines: list[str]) -> None:
    plain = sqlcipher3.connect(str(path), isolation_level=None)
    plain.execute(f"PRAGMA key = \"x'{'00' * 32}'\"")
    plain.execute("PRAGMA journal_mode = WAL")
    plain.execute("PRAGMA synchronous = FULL")
    plain.execute("CREATE TABLE records(line TEXT)")
    plain.execute("BEGIN")
    plain.executemany("INSERT INTO records VALUES (?)", ((line,) for line in lines))
    plain.execute("COMMIT")
    plain.close()


def merge(bench: Bench) -> list[Line]:
    """What others wrote comes in: checked, with history, rows and words, in one transaction."""
    lines = []
    floor_is = "the same lines into one SQLCipher table, one transaction"
    memory = []
    for full, goal in ((10_000, 1.0), (50_000, 5.0)):
        folder = bench.folder / f"merge-{full}"
        folder.mkdir()
        count = bench.size(full)
        written = stock.notes(folder / "in.jsonl", count)
        found = bench.run("merged", folder / "v", str(folder / "in.jsonl"))
        memory.append(found["memory"])
        floor = timed(lambda f=folder, w=written: _bare_import(f / "plain", w))  # type: ignore[misc]
        lines.append(
            Line(f"merge of {count:,} changes, each a note of 1 kB", found["value"] / 1000,
                 floor / 1000, floor_is, unit="s", goal=goal, goal_ratio=2.5)
        )  # fmt: skip
    what = "memory of the process after that one"
    return [*lines, Line(what, memory[1], memory[0], "the same after the one before", unit="MB")]


_SHARED: Final = (
    sharing.sharing, sharing_years.years, sharing_servers.requests,
)  # fmt: skip
LINES: Final[dict[str, Callable[[Bench], list[Line]]]] = {
    one.__name__: one
    for one in (
        start, today, keys, search, dossier, households, area, paper, records, merge, *_SHARED,
    )
}  # fmt: skip
SHARED: Final = tuple(one.__name__ for one in _SHARED)
