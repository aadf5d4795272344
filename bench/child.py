"""One measurement in a process of its own: `python -m bench.child NAME VAULT HOUSEHOLD…`."""

from __future__ import annotations

import sqlite3
import sys
from pathlib import Path
from time import perf_counter
from typing import Any, Final

from bench.figures import timed
from bench.qt import (
    Opened,
    Paints,
    answer,
    memory_mb,
    press,
    rest,
    until_drawn,
    until_painted,
    wait,
)  # fmt: skip
from bench.stock import PASSPHRASE

KEYS: Final = 1000
ROUNDS: Final = 4
TYPED: Final = "Mehmet zegt dat de brief van de verhuurder dicht in de la ligt. "


def bare(_vault: Path, _households: list[str]) -> None:
    """The floor of a start: Qt, one window, one line to type in."""
    from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

    application = QApplication([])
    window = QWidget()
    line = QLineEdit(window)
    paints = Paints(line)
    window.resize(1366, 768)
    window.show()
    line.setFocus()
    wait(lambda: paints.count > 0 and line.hasFocus())
    answer({"memory": memory_mb()})
    del application


def start(vault: Path, _households: list[str]) -> None:
    """Until the passphrase can be typed."""
    opened = Opened(vault)
    line = opened.program.start.unlock_page.passphrase.line
    until_painted(line, lambda: None, line.hasFocus)
    answer({"memory": memory_mb()})
    opened.program.close()


def today(vault: Path, _households: list[str]) -> None:
    """From the derived key to Vandaag, the first time after a start."""
    from app.crypto.header import open_header
    from app.storage import opening
    from app.ui.today.screen import TodayScreen

    opened = Opened(vault)
    stamps: dict[str, Any] = {}
    show = TodayScreen.show_today

    def unsealed(*args: Any) -> Any:  # noqa: ANN401 - as the original
        keys = open_header(*args)
        stamps["derived"], stamps["key"] = perf_counter(), keys[0]
        return keys

    def shown(screen: TodayScreen, *args: Any) -> None:  # noqa: ANN401
        show(screen, *args)
        stamps["shown"] = screen

    setattr(opening, "open_header", unsealed)  # noqa: B010 - noted in passing, then done as ever
    setattr(TodayScreen, "show_today", shown)  # noqa: B010
    opened.unlock()
    wait(lambda: "shown" in stamps)
    until_painted(stamps["shown"], lambda: None, lambda: True)
    taken = (perf_counter() - stamps["derived"]) * 1000
    opened.program.close()
    answer({"value": taken, "floor": _bare_opening(vault, stamps["key"])})


def _bare_opening(vault: Path, key: bytes) -> float:
    """The bare driver opens the same file, counts its households, and a list shows the visits."""
    from PySide6.QtWidgets import QListWidget

    shown = QListWidget()

    sql = (
        "SELECT count(*) FROM household UNION ALL"
        " SELECT id FROM visit WHERE planned ->> 'on' >= '2100'"
    )

    def work() -> None:
        found = rows(vault, key, sql)
        shown.addItems([str(row[0]) for row in found])
        shown.show()

    return until_painted(shown.viewport(), work, lambda: True)


def rows(vault: Path, key: bytes, sql: str) -> list[tuple[Any, ...]]:
    """What the bare driver reads."""
    import sqlcipher3

    connection = sqlcipher3.connect(str(vault))
    try:
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        found: list[tuple[Any, ...]] = connection.execute(sql).fetchall()
        return found
    finally:
        connection.close()


def _key_of(opened: Opened) -> bytes:
    session = opened.program._worker._session
    if session is None:
        raise RuntimeError("locked")
    key: bytes = session.vault._unlocked.key
    return key


def dossier(vault: Path, households: list[str]) -> None:
    """From the click on a household to its first page, every household for the first time."""
    opened = Opened(vault)
    opened.settled()
    screen, key = opened.bench.dossier, _key_of(opened)
    values = [
        until_painted(screen, lambda h=household: opened.bench.open_household(h),  # type: ignore[misc]
                      lambda h=household: screen.desk.household == h)  # type: ignore[misc]
        for household in households
    ]  # fmt: skip
    opened.program.close()
    answer({"values": values, "floors": [_bare_dossier(vault, key, one) for one in households[:9]]})


def _bare_dossier(vault: Path, key: bytes, household: str) -> float:
    """The bare driver reads the same rows and a plain text shows them."""
    import sqlcipher3
    from PySide6.QtWidgets import QPlainTextEdit

    shown = QPlainTextEdit()
    shown.show()
    connection = sqlcipher3.connect(str(vault))
    connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    kinds = ("person", "visit", "domain_note", "visit_area", "goal", "action", "contact")

    def work() -> None:
        found = [
            connection.execute(
                f'SELECT * FROM "{kind}" WHERE household = ?', (household,)
            ).fetchall()
            for kind in kinds
        ]
        shown.setPlainText("\n".join(str(row) for kind in found for row in kind))

    work()
    try:
        return until_painted(shown.viewport(), work, lambda: True)
    finally:
        connection.close()


def _talking(vault: Path, household: str) -> Opened:
    opened = Opened(vault)
    opened.settled()
    opened.bench.start_visit(household)
    talk = opened.bench.gesprek.talk
    wait(lambda: talk.page.detail is not None and len(talk._details) > 1)
    return opened


def area(vault: Path, households: list[str]) -> None:
    """Switching leefgebied, all of them, several rounds: to the frame that shows the new one."""
    from PySide6.QtWidgets import QPlainTextEdit

    opened = _talking(vault, households[0])
    talk = opened.bench.gesprek.talk
    keys = list(talk._areas) * ROUNDS
    values = []
    for key in keys[1:]:
        wait(lambda: talk.page.detail is not None)
        values.append(
            until_drawn(talk.page, lambda k=key: talk.go(k),  # type: ignore[misc]
                        lambda k=key: talk.page.detail is not None and talk.page.detail.area == k)  # type: ignore[misc]
        )  # fmt: skip
    box = QPlainTextEdit()
    box.show()
    floors = [
        until_drawn(box, lambda n=n: box.setPlainText(TYPED * n), lambda: True)  # type: ignore[misc]
        for n in range(1, len(keys))
    ]
    opened.program.close()
    answer({"values": values, "floors": floors})


def keys(vault: Path, households: list[str]) -> None:
    """From a key press in the large box until its commit has returned, key after key.

    A key comes when the one before is drawn, as people's keys do; and then as many in a row, each
    the moment that the one before is durable. Beside every press, on the same disk: a plain sqlite3
    insert with its commit (the floor), and the same in bare SQLCipher.
    """
    from app.services import fields

    count = int(households.pop())
    opened = _talking(vault, households[0])
    note = opened.bench.gesprek.talk.page.note
    typed, stamps, inside = fields.type, list[float](), list[float]()

    def stamped(*args: Any) -> Any:  # noqa: ANN401 - as the original
        begun = perf_counter()
        saved = typed(*args)
        stamps.append(perf_counter())
        inside.append((stamps[-1] - begun) * 1000)
        return saved

    setattr(fields, "type", stamped)  # noqa: B010 - noted in passing, then done as ever
    plain, bare = _plain_table(vault), _bare_table(vault)
    note.setFocus()
    found: dict[str, list[float]] = {"values": [], "burst": [], "floors": [], "bare": []}
    for number in range(2 * count):
        if number < count:
            rest()
        pressed = perf_counter()
        press(note, TYPED[number % len(TYPED)])
        wait(lambda n=number: len(stamps) > n)  # type: ignore[misc]
        taken = (stamps[number] - pressed) * 1000
        found["values" if number < count else "burst"].append(taken)
        if number < count:
            found["floors"].append(timed(lambda n=number: _insert(plain, n)))  # type: ignore[misc]
            found["bare"].append(timed(lambda n=number: _insert(bare, n)))  # type: ignore[misc]
    opened.program.close()
    answer({**found, "inside": inside[:count]})


def _plain_table(vault: Path) -> sqlite3.Connection:
    table = sqlite3.connect(vault.with_name("floor.sqlite"), isolation_level=None)
    _prepare(table)
    return table


def _bare_table(vault: Path) -> Any:  # noqa: ANN401 - sqlcipher3 has no types
    import sqlcipher3

    table = sqlcipher3.connect(str(vault.with_name("floor.sqlcipher")), isolation_level=None)
    table.execute(f"PRAGMA key = \"x'{'00' * 32}'\"")
    _prepare(table)
    return table


def _prepare(table: Any) -> None:  # noqa: ANN401
    table.execute("PRAGMA journal_mode = WAL")
    table.execute("PRAGMA synchronous = FULL")
    table.execute("CREATE TABLE typed(number INTEGER PRIMARY KEY, words TEXT)")


def _insert(table: Any, number: int) -> None:  # noqa: ANN401
    table.execute("BEGIN")
    table.execute("INSERT INTO typed VALUES (?, ?)", (number, TYPED))
    table.execute("COMMIT")


def households(vault: Path, _households: list[str]) -> None:
    """From the click on Huishoudens to the list, and what the process holds then.

    The program reads the list in advance; `anew` is when something changed since.
    """
    from PySide6.QtCore import QStringListModel
    from PySide6.QtWidgets import QListView

    opened = Opened(vault)
    opened.settled()
    screen, key = opened.bench.households, _key_of(opened)
    go, list_ = opened.program.window.nav.chosen.emit, screen.list.viewport()
    taken = until_painted(list_, lambda: go("households"), lambda: screen.list.count() > 1)
    holds = memory_mb()
    go("today")
    rest()
    screen.fresh.outdate()
    before = screen._rows
    anew = until_painted(list_, lambda: go("households"), lambda: screen._rows is not before)
    opened.program.close()
    plain = QListView()
    plain.setUniformItemSizes(True)
    plain.show()

    def work() -> None:
        names = rows(vault, key, "SELECT name FROM household ORDER BY name")
        plain.setModel(QStringListModel([row[0] for row in names]))

    floor = until_painted(plain.viewport(), work, lambda: True)
    answer(
        {"value": taken, "anew": anew, "floor": floor, "memory": holds, "rows": screen.list.count()}
    )


def merged(vault: Path, files: list[str]) -> None:
    """Changes of another laptop, one a line, into a vault that has nothing yet."""
    from app.clock import SystemClock
    from app.crypto.kdf import KdfCost
    from app.storage.vault import create_vault

    cheap = KdfCost(memory_kib=64, iterations=1, lanes=1)
    opened = create_vault(vault, PASSPHRASE, {"name": "Sevgi Yılmaz"}, SystemClock(), cheap)
    with Path(files[0]).open(encoding="utf-8", newline="\n") as lines:
        begun = perf_counter()
        opened.apply(lines)
        taken = (perf_counter() - begun) * 1000
    holds = memory_mb()
    opened.close()
    answer({"value": taken, "memory": holds})


_ALL: Final = (bare, start, today, dossier, area, keys, households, merged)

if __name__ == "__main__":
    {one.__name__: one for one in _ALL}[sys.argv[1]](Path(sys.argv[2]), sys.argv[3:])
