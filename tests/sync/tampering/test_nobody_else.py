"""Who may not read a word finds it nowhere: not in the share, not in a vault, not after leaving."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from app.errors import UserError
from app.services import dossier_paper, sharing, team
from app.sync import requests
from tests.reports.reading import everything_heard
from tests.sync.format.second_reader.share import Holding, files_of, read
from tests.sync.rounds.conftest import CANARY, HOUSEHOLD, Office, title, write
from tests.sync.tampering.attacker import Duo
from tests.sync.tampering.canaries import WORDS, dumped, edits, said

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.services.session import Session

TEAM, DOSSIER, CLOSED = WORDS.values()


@pytest.fixture
def filled(office: Office, duo: Duo) -> Duo:
    """A record of every kind, written by the first; a third member reads no dossier."""
    first, _second = duo
    first.vault.record(edits(first.vault.member_id))
    office.admit(first, office.laptop("Fatoumata Çelik"))
    office.level()
    return duo


def test_that_no_word_of_any_field_lies_in_the_share(office: Office, filled: Duo) -> None:
    own = said(filled[0])
    assert own.count(DOSSIER) > 50
    assert own.count(TEAM) > 3
    assert own.count(CLOSED) > 1
    for path in office.files():
        data = path.read_bytes().lower()
        for word in (*WORDS.values(), "kanarie", "noorderhaven"):
            assert word.encode() not in data, (word, path.name)
            assert word.encode("utf-16-le") not in data
            assert word not in path.name


def test_that_what_a_vault_may_not_read_is_nowhere_in_it(office: Office, filled: Duo) -> None:
    first, second = filled
    third = office.sessions[2]
    for who, may, may_not in (
        (first, [TEAM, DOSSIER, CLOSED], []),
        (second, [TEAM, DOSSIER], [CLOSED]),
        (third, [TEAM], [DOSSIER, CLOSED]),
    ):
        told, inside = said(who), dumped(who)
        for word in may:
            assert word in told, (who.me.name, word)
            assert word.encode() in inside
        for word in may_not:
            assert word not in told, (who.me.name, word)
            assert word.encode() not in inside
    counts = third.vault.info()["counts"]
    assert not any(counts[kind] for kind in ("goal", "domain_note", "visit", "closed_note"))
    assert DOSSIER not in everything_heard(dossier_paper.dossier_pdf(third, HOUSEHOLD))


def test_that_the_file_of_a_vault_holds_no_word(office: Office, filled: Duo) -> None:
    for who in office.sessions:
        who.vault.commit_drafts()
    for path in office.work.rglob("*"):
        if path.is_file() and not path.is_relative_to(office.folder):
            data = path.read_bytes().lower()
            assert not [word for word in WORDS.values() if word.encode() in data], path.name


def test_that_the_keys_of_a_removed_laptop_open_nothing_that_is_written_since(
    office: Office, duo: Duo
) -> None:
    first, second = duo
    third = office.laptop("Fatoumata Çelik")
    office.admit(first, third)
    write(first, "reader", "R1", member=third.vault.member_id, active=True)
    office.level()
    assert title(third) == "De post open durven maken"
    team.remove(first, third.vault.member_id)
    office.level_of(first, second)
    write(first, "goal", "G1", title=CANARY)
    first.vault.record(edits(first.vault.member_id))
    office.level_of(first, second)
    me = team.identity(third)
    holding = Holding(team.the_team(third).id, {me.device: me.box})
    text = json.dumps(list(read(files_of(office.folder), holding).opened.changes.values()))
    assert "De post open durven maken" in text
    assert not [word for word in (CANARY, *WORDS.values()) if word in text]


# ---------------------------------------------------------------- a false team


def plant(office: Office, false: Path) -> None:
    """Everything of another share into this one; its marker comes first."""
    for path in false.rglob("*"):
        if path.is_file():
            target = office.folder / path.relative_to(false)
            target.parent.mkdir(exist_ok=True)
            if path.name.startswith("share-"):
                body = json.loads(path.read_bytes())
                body["share"] = "0" * 32
                target = target.with_name(f"share-{body['share']}.json")
                target.write_text(json.dumps(body), "utf-8")
            else:
                shutil.copy(path, target)


@pytest.fixture
def false(office: Office, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """A team that somebody founded to be taken for the true one."""
    work = tmp_path_factory.mktemp("vals")
    (work / "gedeeld").mkdir()
    other = Office(work / "gedeeld", work)
    other.found(other.laptop("Ayşe Ğazi"))
    yield other
    other.sessions[0].lock()


def ask(office: Office, who: Session) -> tuple[str, ...]:
    with sharing.opened(str(office.folder)) as share:
        return team.request(who, share)


def approve(office: Office, who: Session, words: tuple[str, ...]) -> None:
    with sharing.opened(str(office.folder)) as share:
        team.approve(who, words, share)


def test_that_a_false_team_that_is_planted_is_noticed_by_the_six_words(
    office: Office, duo: Duo, false: Office
) -> None:
    first, _second = duo
    plant(office, false.folder)
    newcomer = office.laptop("Zeynep Öz")
    words = ask(office, newcomer)
    assert newcomer.vault.sharing.team() == team.the_team(false.sessions[0]).id
    with sharing.opened(str(office.folder)) as share:
        shown = [one.words for one in team.asking(first, share)]
    assert words not in shown
    with pytest.raises(UserError, match="words_unknown"):
        approve(office, first, words)
    assert newcomer.vault.device_id not in team.the_team(first).devices


def test_that_a_request_passed_on_to_the_true_team_has_other_words(
    office: Office, duo: Duo, false: Office
) -> None:
    """The man in the middle asks the true team under keys of his own, with the same names."""
    first, _second = duo
    newcomer = false.laptop("Zeynep Öz")
    words = ask(false, newcomer)
    known = team.the_team(first)
    passed_on = requests.make_request(
        known.id, team.identity(false.sessions[0]), "Zeynep Öz", "", known.devices.values()
    )
    (office.folder / "member" / passed_on.name).write_bytes(passed_on.data)
    true = next(false.folder.glob("member/*.request"))
    shutil.copy(true, office.folder / "member" / true.name)
    with pytest.raises(UserError, match="words_unknown"):
        approve(office, first, words)
    newcomer.lock()


def test_that_a_false_team_beside_the_true_one_moves_no_member(
    office: Office, duo: Duo, false: Office
) -> None:
    first, second = duo
    plant(office, false.folder)
    before = team.the_team(first).devices
    write(second, "goal", "G1", title="Gewoon verder")
    office.level()
    assert title(first) == "Gewoon verder"
    assert team.the_team(first).devices == before
    assert os.listdir(false.folder)  # noqa: PTH208 - only that it is still there
