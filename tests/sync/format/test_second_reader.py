"""Who has only docs/sharing-format.md reads of a share exactly what a laptop reads."""

from __future__ import annotations

import ast
import base64
import json
from contextlib import suppress
from dataclasses import replace
from itertools import cycle
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.crypto.signing import SigningKey
from app.model.base import dossier_space
from app.model.sealed import Standing
from app.services import attachments, circle, team
from app.storage.changes import MalformedChangeError, make_change, parse_change
from app.storage.edits import Edit
from app.sync import requests, segment, signed
from app.sync.signed import TornError
from tests.sync.format import second_reader
from tests.sync.format.keyring import SIGN, json_values
from tests.sync.format.second_reader.files import RefusedError, canonical, file_id, parse
from tests.sync.format.second_reader.log import change_id, check_change, read_segment
from tests.sync.format.second_reader.share import Holding, attachment, files_of, read
from tests.sync.format.second_reader.words import introduction, request_of, sheet_box
from tests.sync.rounds.conftest import CANARY, HOUSEHOLD, Office, erase, export, write

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.services.session import Session

VECTORS = Path(__file__).resolve().parents[2] / "vectors"
LETTER = "Een brief van de corporatie, şğıłőñ".encode()
DOSSIER = dossier_space(HOUSEHOLD)


def holding(session: Session) -> Holding:
    """The private keys of a laptop, and of those that it goes on from."""
    ledger, me = session.vault.sharing, team.identity(session)
    signs = {me.device: me.sign, **ledger.predecessor_keys()}
    return Holding(
        ledger.team() or "",
        {me.device: me.box, **ledger.predecessor_boxes()},
        {device: SigningKey(sign).public for device, sign in signs.items()},
    )


def exported(session: Session) -> dict[tuple[str, str], Any]:
    lines = [json.loads(line) for line in export(session)]
    return {(line["kind"], line["id"]): line["fields"] for line in lines}


def a_closed_note(first: Session, second: Session) -> None:
    who = [first.vault.member_id, second.vault.member_id]
    write(second, "closed_note", "N1", author=who[1], readers=who, text=CANARY)


def lives_through_much(office: Office, stick: Path) -> None:
    """Packs, a difference, a delete, and words of one who was removed while he wrote on."""
    first, second, _third, gone = office.sessions
    for number in range(9):
        write(first, "goal", "G1", title=f"Versie {number} ő")
        office.sync(first)
    a_closed_note(first, second)
    write(first, "goal", "G2", title="Weer weg")
    gone.vault.record([Edit("household", HOUSEHOLD, {"phone": "050 555 01 23"})])
    attachments.add_content(first, HOUSEHOLD, "brief.pdf", LETTER)
    office.level()
    first.vault.delete("goal", "G2")
    for session in (first, second):
        write(session, "goal", "G1", title=f"Zegt {session.vault.member_id}")
    gone.vault.record([Edit("household", HOUSEHOLD, {"phone": "te laat"})])
    office.sync(gone, stick)
    team.remove(first, gone.vault.member_id)
    office.sync(first)
    office.sync(second, stick)
    office.level_of(*office.sessions[:3])


def an_office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Two who read one dossier, a colleague who does not, and one who was removed."""
    work = tmp_path_factory.mktemp("laptops")
    made = Office(tmp_path_factory.mktemp("gedeeld"), work)
    names = ("Ayşe Ğazi", "Łukasz Wójcik", "Fatoumata Çelik", "Ñuño Őry")
    first, second, *others = [made.laptop(name) for name in names]
    made.found(first)
    for other in (second, *others):
        made.admit(first, other)
    pair = [first.vault.member_id, second.vault.member_id]
    first.vault.record([Edit("household", HOUSEHOLD, {"name": "Familie Şahin", "pair": pair})])
    lives_through_much(made, tmp_path_factory.mktemp("stick"))
    yield made
    for session in made.sessions:
        session.lock()


@pytest.fixture(scope="module")
def lived(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office in which nothing is changed any more."""
    yield from an_office(tmp_path_factory)


@pytest.fixture
def going_on(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """An office of its own, in which people go on."""
    yield from an_office(tmp_path_factory)


@pytest.fixture
def files(lived: Office) -> dict[str, bytes]:
    """What lies in their share."""
    return files_of(lived.folder)


def test_that_the_second_reader_knows_nothing_of_the_program() -> None:
    for path in Path(second_reader.__path__[0]).glob("*.py"):
        nodes = list(ast.walk(ast.parse(path.read_text("utf-8"))))
        modules = {node.module or "" for node in nodes if isinstance(node, ast.ImportFrom)}
        modules |= {
            one.name for node in nodes if isinstance(node, ast.Import) for one in node.names
        }
        assert not [one for one in modules if one.split(".")[0] in {"app", "resources", "tools"}]
        ours = [one for one in modules if one.startswith("tests")]
        assert all(one.startswith("tests.sync.format.second_reader") for one in ours)


def test_that_it_finds_the_records_of_each_laptop_and_of_no_other(
    lived: Office, files: dict[str, bytes]
) -> None:
    assert [name for name in files if name.endswith(".pack")]
    for who in lived.sessions[:3]:
        found = read(files, holding(who))
        assert found.refused == {}
        assert found.records.export() == exported(who)
        assert found.opened.changes.keys() == {one.id for one in who.vault.changes()}
        differences = {(entity[2], name) for entity, name in found.records.differences()}
        assert differences == {(one.entity, one.field) for one in who.vault.differences()}
        held = who.vault.sharing.segments()
        apart = {one.id for one in held if one.standing is Standing.APART}
        assert {one.id for one in found.apart} == apart
        assert apart
        assert "te laat" not in json.dumps(list(found.opened.changes.values()))
        assert (CANARY in str(found.records.export())) is (who is not lived.sessions[2])


def nested(depth: int) -> Any:
    value: Any = 1
    for _level in range(depth):
        value = [value]
    return value


SOUND = make_change(
    space="team", kind="signal", entity="S1", fields={"theme": "Łę", "_": [{"x": 1}]},
    replaces={"theme": ["0" * 26]}, device="D1", counter=7, wall="2026-03-02T09:00:00Z",
).line()  # fmt: skip
PIECES = ('"', ":", ",", "{", "}", "[", "]", "0", "9" * 16, "1.5", "null", "true", " ", "\\u0000")


def is_change(line: str) -> bool:
    """Whether it is one to the second reader."""
    try:
        check_change(parse(line.encode()), "team", {"D1"})
    except RefusedError:
        return False
    return True


@given(at=st.integers(0, len(SOUND)), cut=st.integers(0, 12), piece=st.sampled_from(PIECES))
@example(at=0, cut=0, piece=" ")
@example(at=SOUND.index("7"), cut=1, piece="7.0")
def test_that_both_take_the_same_lines_for_changes(at: int, cut: int, piece: str) -> None:
    for line in (SOUND[:at] + piece + SOUND[at + cut :], SOUND[:at] + SOUND[at + cut :]):
        try:
            said = parse_change(line).line()
        except MalformedChangeError:
            said = ""
        assert is_change(line) == bool(said)


@given(fields=json_values, counter=st.integers(-1, 2) | st.sampled_from((2**53 - 1, 2**53, 1.0)))
@example(fields={"a": nested(49)}, counter=1)
@example(fields={"a": nested(50)}, counter=1)
@example(fields={"ş" * 200: 1}, counter=1)
@example(fields={"ş" * 201: 1}, counter=1)
@example(fields={"": 1}, counter=1)
def test_that_both_take_the_same_content_for_a_change(fields: Any, counter: Any) -> None:
    said = {**json.loads(SOUND), "fields": fields, "counter": counter}
    with suppress(ValueError):
        said["id"] = change_id(said)
        line = canonical(said).decode()
        try:
            parse_change(line)
        except MalformedChangeError:
            assert not is_change(line)
        else:
            assert is_change(line)


def test_that_a_laptop_outside_the_circle_gets_nothing_of_the_dossier(
    lived: Office, files: dict[str, bytes]
) -> None:
    inside, outside = (read(files, holding(one)) for one in lived.sessions[1:3])
    assert DOSSIER in {space for space, _ in inside.opened.keys.values()}
    assert {space for space, _ in outside.opened.keys.values()} == {"team"}
    assert {change["space"] for change in outside.opened.changes.values()} == {"team"}
    assert outside.opened.sealed == inside.opened.keys.keys() - outside.opened.keys.keys()
    nobody = replace(holding(lived.sessions[0]), boxes={})
    assert read(files, nobody).opened.changes == {}


def test_that_a_request_says_who_asks_to_the_coordinator_alone(lived: Office) -> None:
    first, gone = lived.sessions[0], lived.sessions[3]
    known, me = team.the_team(first), team.identity(first)
    asks = replace(team.identity(gone), device="0" * 26)
    coordinator = [one for one in known.devices.values() if one.member == known.coordinator]
    made = requests.make_request(known.id, asks, "Ñuño Őry", "MEE", coordinator)
    found = request_of(made.data)
    told = introduction(found, me.device, me.box)
    assert told == {"name": "Ñuño Őry", "organisation": "MEE"}
    with pytest.raises(RefusedError):
        introduction(found, me.device, asks.box)
    with pytest.raises(RefusedError):
        request_of(flipped(made.data, -100))


def test_that_the_recovery_sheet_reads_all(lived: Office, files: dict[str, bytes]) -> None:
    first = lived.sessions[0]
    secret = bytes.fromhex(first.vault.setting(team.RECOVERY) or "")
    sheet = Holding(holding(first).team, {"recovery": sheet_box(secret)})
    assert read(files, sheet).records.export() == exported(first)


def test_that_an_attachment_opens_with_what_its_record_says(
    lived: Office, files: dict[str, bytes]
) -> None:
    records = read(files, holding(lived.sessions[1])).records.export()
    ((_, fields),) = [one for one in records.items() if one[0][0] == "attachment"]
    blob = fields["blob"]
    key, name = base64.b64decode(blob["key"]), f"blob/{blob['id']}"
    assert attachment(files, blob["id"], key) == LETTER
    assert (blob["size"], fields["size"]) == (len(files[name]), len(LETTER))
    for at in (0, 3, 4, 40, -1):
        with pytest.raises(RefusedError):
            attachment({name: flipped(files[name], at)}, blob["id"], key)


def flipped(data: bytes, at: int) -> bytes:
    changed = bytearray(data)
    changed[at] ^= 1
    return bytes(changed)


def test_that_one_flipped_byte_is_refused_wherever_it_stands(
    lived: Office, files: dict[str, bytes]
) -> None:
    mine = holding(lived.sessions[0])
    names = [name for name in sorted(files) if name.endswith((".entry", ".seg", ".pack"))]
    for name, place in zip(names, cycle((0.0, 0.3, 0.5, 0.9, 0.999)), strict=False):
        if mine.team not in name:
            changed = flipped(files[name], int(len(files[name]) * place))
            found = read({**files, name: changed}, mine)
            without = read({one: data for one, data in files.items() if one != name}, mine)
            assert list(found.refused) == [name]
            assert found.entries == without.entries
            assert found.opened.changes.keys() == without.opened.changes.keys()
    founding = next(name for name in files if mine.team in name)
    with pytest.raises(RefusedError):
        read({**files, founding: flipped(files[founding], 99)}, mine)


def test_that_a_flipped_byte_under_a_name_that_fits_is_not_signed(
    lived: Office, files: dict[str, bytes]
) -> None:
    mine = holding(lived.sessions[0])
    for name in [one for one in files if one.endswith(".seg")][:3]:
        changed = flipped(files[name], -100)
        rest = {one: data for one, data in files.items() if one != name}
        found = read({**rest, f"{name.rpartition('-')[0]}-{file_id(changed)}.seg": changed}, mine)
        assert not found.refused
        assert file_id(changed) not in {one.id for one in (*found.segments, *found.apart)}
        assert found.opened.changes.keys() == read(rest, mine).opened.changes.keys()


def test_that_it_reads_on_after_a_new_reader_and_an_erasure(going_on: Office) -> None:
    first, second, third = going_on.sessions[:3]
    circle.add(first, HOUSEHOLD, third.vault.member_id, "invallen")
    erase(first, second, DOSSIER, "goal", "G1")
    going_on.level_of(first, second, third)
    files = files_of(going_on.folder)
    for who in (first, second, third):
        found = read(files, holding(who))
        assert found.records.export() == exported(who)
        assert DOSSIER in {change["space"] for change in found.opened.changes.values()}
        assert not [one for one in found.opened.changes.values() if one["entity"] == "G1"]


BOXED = json.loads((VECTORS / "box.json").read_text("utf-8"))
WRONG: tuple[Any, ...] = (
    "", "a" * 32, "a" * 40, "A" * 40, "a" * 41, "0" * 26, "U" * 26, "recovery", 0, -1, 10**8, True,
    1.0, None, [], {}, ["a" * 40], [None], [{}], [{"size": 0, "to": "recovery"}], [{"size": 1}],
)  # fmt: skip


@given(
    name=st.sampled_from(sorted(BODY := read_segment(base64.b64decode(BOXED["file"])).file.body)),
    value=st.sampled_from(WRONG) | json_values,
    gone=st.booleans(),
)
def test_that_both_refuse_the_same_segments(name: str, value: Any, *, gone: bool) -> None:
    payload = read_segment(base64.b64decode(BOXED["file"])).file.payload
    body = {key: said for key, said in BODY.items() if not gone or key != name}
    with suppress(ValueError):
        data = signed.write(segment.MAGIC, body if gone else {**body, name: value}, payload, SIGN)
        try:
            expected = segment.read(data).id
        except TornError:
            with pytest.raises(RefusedError):
                read_segment(data)
        else:
            assert read_segment(data).id == expected
