"""Writes `tests/vectors/membership*.json`: `python -m tests.sync.membership.vectors`.

Each case holds files of `member/` (base64) and what a reader must make of them. `said` is what
segments say, as [device, key that signed it, entry that it follows, number]; `own` is {device: key}
of the laptop that reads.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from app.crypto.recovery import RecoveryKeys
from app.crypto.signing import SigningKey
from app.crypto.spoken import six_words, twenty_four
from app.sync import signed
from app.sync.fields import spelled
from app.sync.membership import Team
from tests.sync.membership.people import (
    AYSE,
    LUKASZ,
    OERY,
    SALMA,
    SHEET,
    Log,
    bereft,
    claim,
    false_side,
    founding,
    keys_of,
    laptop,
    sealed_entry,
    team_of,
)

FOLDER: Final = Path(__file__).resolve().parents[2] / "vectors"
SEGMENTS: Final = ["a" * 40, "b" * 40]
_CASES: dict[str, Callable[[], Log]] = {}


def case(make: Callable[[], Log]) -> Callable[[], Log]:
    """A case under the name of its function."""
    _CASES[make.__name__] = make
    return make


@case
def founded() -> Log:
    return Log()


@case
def admitted() -> Log:
    return team_of(LUKASZ, SALMA)


@case
def by_a_member() -> Log:
    log = team_of(LUKASZ)
    log.admit(LUKASZ, SALMA)
    return log


@case
def wrong_number() -> Log:
    log = team_of(LUKASZ)
    body = {"action": "admit", "previous": log.team.head, "request": "0" * 40, "team": log.id}
    log.add(sealed_entry(AYSE, 7, {**body, **keys_of(SALMA)}))
    return log


@case
def key_taken() -> Log:
    log = team_of(LUKASZ)
    log.admit(AYSE, SALMA, sign=keys_of(LUKASZ)["sign"])
    log.admit(AYSE, OERY)
    return log


@case
def removed_with_cut() -> Log:
    log = team_of(LUKASZ, SALMA)
    log.remove(AYSE, {LUKASZ.device: SEGMENTS}, member=LUKASZ.member)
    log.write(AYSE, "recut", cut={LUKASZ.device: SEGMENTS[:1]})
    return log


@case
def last_coordinator_device() -> Log:
    log = team_of(LUKASZ)
    log.remove(AYSE, member=AYSE.member)
    return log


@case
def handed_over() -> Log:
    log = team_of(LUKASZ)
    log.write(AYSE, "hand_over", member=LUKASZ.member)
    log.admit(AYSE, OERY)
    log.admit(LUKASZ, SALMA)
    return log


@case
def fork() -> Log:
    log = team_of(LUKASZ)
    base = log.team
    log.admit(AYSE, SALMA)
    body = {"action": "admit", "previous": base.head, "request": "0" * 40, "team": log.id}
    log.add(sealed_entry(AYSE, base.number + 1, {**body, **keys_of(OERY)}))
    return log


@case
def recovery_takes_the_place() -> Log:
    log = team_of(LUKASZ)
    base = log.team
    log.admit(AYSE, SALMA)
    body = {"action": "hand_over", "previous": base.head, "team": log.id, "member": LUKASZ.member}
    log.add(sealed_entry(SHEET, base.number + 1, body))
    return log


@case
def recovery_chooses_a_branch() -> Log:
    log = fork()
    (other,) = log.team.forks
    body = {"action": "hand_over", "previous": other, "team": log.id, "member": LUKASZ.member}
    log.add(sealed_entry(SHEET, log.team.number + 1, body))
    return log


@case
def recovery_admits_nobody() -> Log:
    log = team_of(LUKASZ)
    log.write(SHEET, "admit", request="0" * 40, **keys_of(SALMA))
    return log


@case
def successors() -> Log:
    log = team_of(LUKASZ, SALMA)
    log.add(claim(log.id, LUKASZ, laptop("Łukasz Kowalski", 2)))
    log.add(claim(log.id, SALMA, laptop("سلمى الحسيني", 2)))
    log.remove(AYSE, {LUKASZ.device: SEGMENTS}, device=LUKASZ.device)
    return log


@case
def erased() -> Log:
    log = team_of(LUKASZ)
    asked = log.proposed(LUKASZ, ["d:1"], changes=[["team", "01H", "signal"]])
    file = signed.read(b"DRE1", asked.data)
    log.add(asked)
    log.write(AYSE, "erase", proposal=file.body, second=spelled(file.signature))
    return log


@case
def own_proposal() -> Log:
    log = team_of(LUKASZ)
    file = signed.read(b"DRE1", log.proposed(AYSE, ["d:1"]).data)
    log.write(AYSE, "erase", proposal=file.body, second=spelled(file.signature))
    return log


@case
def later_program() -> Log:
    log = Log()
    log.write(AYSE, "celebrate")
    log.admit(AYSE, SALMA, greeting="şğıłőñ")
    body = signed.read(b"DRM1", founding().data).body
    log.files.append(signed.write(b"DRM2", body, b"", SigningKey(AYSE.sign)))
    return log


@case
def fork_by_a_former_coordinator() -> Log:
    log = bereft()
    log.says(LUKASZ)
    log.says(SALMA, log.team.entries[2])
    false_side(log, 1, LUKASZ, over=True)
    return log


@case
def fork_at_the_founding_entry() -> Log:
    log = fork_by_a_former_coordinator()
    log.own = SALMA
    false_side(log, 0)
    return log


@case
def fork_without_a_vote_for_what_is_not_here() -> Log:
    log = fork()
    log.says(LUKASZ, log.team.forks[0], 2)
    log.says(LUKASZ, "e" * 40, 3)
    return log


def told(team: Team) -> dict[str, Any]:
    """What a reader must find."""
    return {
        "coordinator": team.coordinator,
        "cuts": {device: sorted(ids) for device, ids in team.cuts.items()},
        "devices": {one.id: one.member for one in team.devices.values()},
        "entries": list(team.entries),
        "erasures": [
            {
                "entities": sorted(map(list, one.entities)),
                "entry": one.entry,
                "spaces": sorted(one.spaces),
            }
            for one in team.erasures
        ],
        "forks": list(team.forks),
        "refused": sorted({one.id for one in team.refused}),
        "removed": {one.id: one.member for one in team.removed.values()},
        "successors": dict(team.successors),
        "waiting": list(team.waiting),
    }


def cases() -> dict[str, Any]:
    found = {}
    for name, make in _CASES.items():
        log = make()
        files = [base64.b64encode(data).decode() for data in log.files]
        own = {log.own.device: keys_of(log.own)["sign"]} if log.own else {}
        said = [[one.device, log.signs[one.signer], one.follows, one.number] for one in log.votes]
        team = log.team_of(log.own) if log.own else log.team
        found[name] = {
            "expected": told(team), "files": files, "own": own, "said": said, "team": log.id,
        }  # fmt: skip
    return found


def spoken() -> dict[str, Any]:
    """Six words and the words of a sheet, with the keys that follow from them."""
    six: dict[str, Any] = {
        "box": spelled(b"b" * 1216), "device": AYSE.device, "member": None,
        "nonce": spelled(b"n" * 32), "sign": spelled(b"s" * 32), "team": "a" * 40,
    }  # fmt: skip
    raw = {name: base64.b64decode(six[name]) for name in ("box", "nonce", "sign")}
    sheets = []
    for secret in (bytes(32), bytes(range(32)), b"\xff" * 32):
        keys = RecoveryKeys.of(secret)
        sheets.append(
            {
                "box": keys.box.public.hex(),
                "secret": secret.hex(),
                "sign": keys.sign.public.hex(),
                "words": list(twenty_four(secret)),
            }
        )
    words = six_words(**{**six, **raw})
    return {"sheets": sheets, "six_words": {**six, "words": list(words)}}


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    for name, content in (("membership", cases()), ("membership-words", spoken())):
        text = json.dumps(content, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
        (FOLDER / f"{name}.json").write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
