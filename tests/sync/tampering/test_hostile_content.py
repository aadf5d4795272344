"""Content that a member signed and sealed well, and that no honest program writes."""

from __future__ import annotations

import json
import time
import tracemalloc
from typing import Any

import pytest

from app.model.base import TEAM_SPACE
from app.storage.changes import canonical, make_change
from app.sync.report import Report
from app.sync.signed import TornError
from tests.sync.rounds.conftest import HOUSEHOLD, Office, export, title, write
from tests.sync.tampering.attacker import DOSSIER, Attacker, Duo, false_key

DEVICE = "01J00000000000000000000D01"
MIB = 1024 * 1024


def heard(office: Office, duo: Duo) -> Report:
    """The first laptop shares; the two still understand each other after it."""
    first, second = duo
    report = office.sync(first)
    write(second, "goal", "G1", title="Gewoon verder")
    office.level_of(second, first)
    assert title(first) == "Gewoon verder"
    assert export(first) == export(second)
    return report


def raw(text: str) -> bytes:
    return f'{{"_":"seen","devices":{text}}}'.encode()


HOSTILE_NOTES = {
    "infinite": raw(f'{{"{DEVICE}":[Infinity,[]]}}'),
    "huge exponent": raw(f'{{"{DEVICE}":[1e999,[]]}}'),
    "negative": raw(f'{{"{DEVICE}":[-5,[-1]]}}'),
    "beyond 64 bits": raw(f'{{"{DEVICE}":[9223372036854775808,[9223372036854775808]]}}'),
    "fifteen digits": raw(f'{{"{DEVICE}":[999999999999999,[]]}}'),
    "highest number": raw(f'{{"{DEVICE}":[99999999,[]]}}'),
    "half a letter": raw(r'{"\ud800":[1,[]]}'),
    "no device": raw('{"":[1,[]]}'),
    "a text": raw(f'{{"{DEVICE}":"12"}}'),
    "true": raw(f'{{"{DEVICE}":[true,[]]}}'),
    "no object": raw("[]"),
    "deep": raw("[" * 100_000 + "]" * 100_000),
    "million extras": raw(f'{{"{DEVICE}":[0,{json.dumps(list(range(2, 1_000_002)))}]}}'),
    "no devices": b'{"_":"seen"}',
    "keys times devices": canonical(
        {"_": "granted", "keys": [f"{n:032x}" for n in range(5000)], "to": [DEVICE] * 5000}
    ).encode(),
    "granted halves": rb'{"_":"granted","keys":["\ud800"],"to":["\u0000"]}',
    "granted numbers": b'{"_":"granted","keys":[1],"to":{}}',
    "erased numbers": b'{"_":"erased","entries":[1,null]}',
    "erased strange": b'{"_":"erased","entries":"all"}',
    "later program": '{"_":"greeting","said":"ñ"}'.encode(),
}


def test_that_no_note_stops_a_laptop(office: Office, duo: Duo) -> None:
    attacker = Attacker(office, duo[1])
    for line in HOSTILE_NOTES.values():
        attacker.put([attacker.frame([line])])
    started = time.process_time()
    report = heard(office, duo)
    assert time.process_time() - started < 20
    assert {one.reason for one in report.refused} == {"note_not_understood"}
    assert all(len(numbers) <= 100 for numbers in report.gaps.values())


def a_change(who: Attacker, **other: Any) -> dict[str, Any]:
    """A good change of the attacker, with other parts; its id may be wrong then."""
    good = make_change(
        space=TEAM_SPACE, kind="household", entity=HOUSEHOLD, fields={"phone": "1"}, replaces={},
        device=who.device, counter=7, wall="2026-03-02T09:00:00.000+00:00",
    )  # fmt: skip
    return {**json.loads(good.line()), **other}


def sealed_well(
    who: Attacker, fields: Any, kind: str = "household", entity: str = HOUSEHOLD
) -> bytes:
    """A change with a good id, whatever it says."""
    return (
        make_change(
            space=TEAM_SPACE, kind=kind, entity=entity, fields=fields, replaces={},
            device=who.device, counter=2**53 - 1, wall="\u202e",
        )
        .line()
        .encode()
    )  # fmt: skip


def lines_of(who: Attacker) -> dict[str, bytes]:
    deep: Any = "x"
    for _ in range(49):
        deep = [deep]
    raws = {
        "nothing": b"",
        "binary": bytes(range(256)).replace(b"\n", b""),
        "no object": b"[]",
        "deep": b"[" * 200_000,
        "half a letter": rb'{"a":"\ud800"}',
        "huge number": b'{"a":' + b"9" * 5000 + b"}",
        "infinite": b'{"a":Infinity}',
        "other id": json.dumps(a_change(who, id="0" * 26)).encode(),
        "other space": json.dumps(a_change(who, space=DOSSIER)).encode(),
        "other device": json.dumps(a_change(who, device=DEVICE)).encode(),
        "no counter": json.dumps(a_change(who, counter=2**63)).encode(),
        "nul": json.dumps(a_change(who, wall="\0")).encode(),
    }
    fields: tuple[dict[str, Any], ...] = (
        {"phone": 2**63}, {"phone": -(2**64)}, {"phone": 1e308}, {"phone": "\0" * 9},
        {"phone": deep}, {"phone": None}, {"_deleted": {"heads": 7}}, {"_deleted": True},
        {"_deleted": {"heads": {"phone": ["0" * 26]}, "children": [HOUSEHOLD]}},
        {"no_such_field": "x" * MIB}, {"same_as": HOUSEHOLD}, {"pair": [[], {}]},
        {"address": {"street": {"street": 1}}}, {"'; DROP TABLE changes; --": "x"},
    )  # fmt: skip
    good = {str(place): sealed_well(who, one) for place, one in enumerate(fields)}
    return {
        **raws,
        **good,
        "strange kind": sealed_well(who, {"a": 1}, kind='x"; --'),
        "own parent": sealed_well(who, {"household": HOUSEHOLD, "goal": "G9"}, "action", "G9"),
    }


def test_that_nothing_inside_a_good_seal_stops_a_laptop(office: Office, duo: Duo) -> None:
    attacker = Attacker(office, duo[1])
    lines = lines_of(attacker)
    attacker.put([attacker.frame(lines.values())])
    for line in lines.values():
        attacker.put([attacker.frame([line, b"{}"])])
    report = heard(office, duo)
    assert report.refused == []
    assert report.set_aside >= 12


def test_that_the_rest_of_a_frame_counts(office: Office, duo: Duo) -> None:
    attacker = Attacker(office, duo[1])
    good = sealed_well(attacker, {"phone": "050 555 01 23"})
    attacker.put([attacker.frame([b"x", good, b"[" * 100_000])])
    report = office.sync(duo[0])
    assert (report.received, report.set_aside) == (1, 2)


@pytest.mark.long
def test_that_a_small_file_fills_no_memory(office: Office, duo: Duo) -> None:
    attacker = Attacker(office, duo[1])
    spaces = attacker.frame([b" " * (60 * MIB)])
    attacker.put([spaces] * 6)
    attacker.put([attacker.frame([b""] * 40_000_000)])
    attacker.put([attacker.frame([b'{"_":"seen","devices":{}}'] * 90_000)])
    assert sum((office.folder / "log" / name).stat().st_size for name in attacker.wrote) < MIB
    tracemalloc.start()
    report = office.sync(duo[0])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert {one.reason for one in report.refused} == {"frame_does_not_open"}
    assert peak < 600 * MIB


HOSTILE_BOXES: dict[str, Any] = {
    "no json": b"\xff",
    "no keys": {},
    "deep": b"[" * 100_000,
    "beyond measure": b"[" * (17 * MIB),
    "short key": {"keys": [false_key(TEAM_SPACE, DEVICE, [DEVICE], b"k")]},
    "strange devices": {"keys": [{**false_key(TEAM_SPACE, DEVICE, []), "devices": ["x", 3]}]},
    "one text": {"keys": [{**false_key(TEAM_SPACE, DEVICE, []), "devices": "abc"}]},
    "many devices": {"keys": [false_key(TEAM_SPACE, DEVICE, [DEVICE] * 5000)]},
    "half a maker": rb'{"keys":[{"by":"\ud800","devices":[],"key":"'
    b"a2trawtra2tra2tra2tra2tra2tra2tra2tra2tra2s="
    b'","space":"team"}]}',
    "half a space": rb'{"keys":[{"by":"01J00000000000000000000D01","devices":[],"key":"'
    b"a2tra2tra2tra2tra2tra2tra2tra2tra2tra2tra2s="
    rb'","space":"\ud800"}]}',
}


def test_that_no_box_of_keys_stops_a_laptop(office: Office, duo: Duo) -> None:
    first, second = duo
    attacker = Attacker(office, second)
    before = first.vault.sharing.space_keys()
    for content in HOSTILE_BOXES.values():
        attacker.put(boxes=[attacker.box(first.vault.device_id, content)])
    report = office.sync(first)
    refused = {(one.file, one.reason) for one in report.refused}
    assert refused == {(f"log/{name}", "keys_do_not_open") for name in attacker.wrote}
    assert first.vault.sharing.space_keys() == before


def test_that_a_segment_holds_one_box_for_each_laptop(office: Office, duo: Duo) -> None:
    attacker = Attacker(office, duo[1])
    box = attacker.box(duo[0].vault.device_id, {"keys": []})
    attacker.put(boxes=[box])
    with pytest.raises(TornError):
        attacker.put(boxes=[box, box])
