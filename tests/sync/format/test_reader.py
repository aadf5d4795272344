"""Who reads only the document reads the same as the program."""

from __future__ import annotations

import ast
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.services import team
from app.storage.edits import Edit
from tests.sync.format import reader
from tests.sync.format.reader import Reader
from tests.sync.rounds.conftest import HOUSEHOLD, Office, duo, office, write

if TYPE_CHECKING:
    from app.services.session import Session

__all__ = ["duo", "office"]
Duo = tuple["Session", "Session"]


def read_by_hand(office: Office, who: Session) -> dict[str, Any]:
    ledger = who.vault.sharing
    me = team.identity(who)
    boxes = {me.device: me.box, **ledger.predecessor_boxes()}
    return Reader(office.folder, ledger.team() or "", boxes).changes()


def logged(who: Session) -> dict[str, Any]:
    return {one.id: json.loads(one.line()) for one in who.vault.changes()}


def test_that_the_reader_is_short_and_knows_nothing_of_the_program() -> None:
    source = Path(reader.__file__).read_text("utf-8")
    nodes = list(ast.walk(ast.parse(source)))
    modules = [node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)]
    modules += [one.name for node in nodes if isinstance(node, ast.Import) for one in node.names]
    assert not {"app", "tests"} & {one.partition(".")[0] for one in modules}
    assert len([line for line in source.splitlines() if line]) <= 150


def test_that_a_reader_made_from_the_document_reads_what_the_vault_holds(
    office: Office, duo: Duo
) -> None:
    first, second = duo
    third = office.laptop("Fatoumata Çelik")
    office.admit(first, third)
    for number in range(10):
        write(first, "goal", "G1", title=f"Versie {number} ő")
        office.sync(first)
    write(second, "domain_note", "N1", text="يوم جيد", author=second.vault.member_id)
    third.vault.record([Edit("household", HOUSEHOLD, {"phone": "050 555 01 23"})])
    office.level()
    assert office.files("log/*.pack")
    for who in (first, second, third):
        assert read_by_hand(office, who) == logged(who)
    assert len(read_by_hand(office, third)) < len(read_by_hand(office, first))


def test_that_the_cut_of_a_removed_laptop_is_read_alike(
    office: Office, duo: Duo, tmp_path_factory: Any
) -> None:
    first, second = duo
    third = office.laptop("Fatoumata Çelik")
    office.admit(first, third)
    third.vault.record([Edit("household", HOUSEHOLD, {"phone": "050 555 01 23"})])
    office.level()
    stick = tmp_path_factory.mktemp("stick")
    third.vault.record([Edit("household", HOUSEHOLD, {"phone": "te laat"})])
    office.sync(third, stick)
    team.remove(first, third.vault.member_id)
    office.sync(first)
    office.sync(second, stick)
    office.level_of(second, first)
    for who in (first, second):
        assert read_by_hand(office, who) == logged(who)
        assert "te laat" not in json.dumps(logged(who))
