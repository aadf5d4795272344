"""Closed notes: found by every reader that is named, by nobody else, and never on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from app.clock import FixedClock
from app.services import closed_notes, dossiers, fields, search, summaries, visits
from app.services.session import Session
from app.services.target import Target
from tests.helpers.sessions import a_session
from tests.helpers.vaults import exchange
from tests.services.conftest import Case

WORDS = "Anja leende geld aan Kees en wil dat zelf vertellen"


def _colleague(folder: Path, name: str, clock: FixedClock) -> Session:
    member = {"name": name, "organisation": "Lentis", "role": "teamlid"}
    return a_session(folder / f"{name}.drempel", member, clock)


@pytest.fixture
def team(case: Case, tmp_path: Path, clock: FixedClock) -> dict[str, Session]:
    """Selin wrote for Fenna and Đorđe; İpek is a colleague who was not named."""
    made = {name: _colleague(tmp_path, name, clock) for name in ("Fenna", "Đorđe", "İpek")}
    everyone = [case.session.vault, *(one.vault for one in made.values())]
    exchange(*everyone)
    s = case.session
    visit = visits.start(s, case.household)
    visits.set_state(s, visit, "geld", "aandacht")
    readers = (made["Fenna"].vault.member_id, made["Đorđe"].vault.member_id)
    target = visits.closed_note_target(s, visit, "geld", case.anja, readers)
    fields.type(s, target, WORDS, None)
    fields.commit(s, target)
    exchange(*everyone)
    return {"Selin": s, **made}


@pytest.mark.parametrize("name", ["Selin", "Fenna", "Đorđe"])
def test_that_who_wrote_it_and_each_named_reader_find_the_note_in_the_dossier(
    team: dict[str, Session], case: Case, name: str
) -> None:
    (line,) = dossiers.dossier(team[name], case.household).closed_notes
    assert (line.text, line.author, line.about) == (WORDS, "Selin Yılmaz", "Anja")
    assert line.mine == (name == "Selin")
    others = {"Selin Yılmaz", "Fenna", "Đorđe"} - {name, "Selin Yılmaz" if line.mine else name}
    assert set(line.readers) == others
    assert line.on == team[name].clock.today().isoformat()


def test_that_a_colleague_who_is_not_named_finds_nothing_even_with_the_space_at_hand(
    team: dict[str, Session], case: Case
) -> None:
    assert closed_notes.readable(team["İpek"], case.household) == ()


def test_that_an_emptied_note_is_no_note(team: dict[str, Session], case: Case) -> None:
    s = case.session
    (line,) = closed_notes.readable(s, case.household)
    fields.put(s, Target("closed_note", line.id, "text"), "")
    assert closed_notes.readable(s, case.household) == ()


def test_that_a_closed_note_stands_on_no_paper(team: dict[str, Session], case: Case) -> None:
    s = case.session
    visit = s.vault.rows("visit", {"household": case.household})[0].id
    papers = [
        summaries.pdf(s, visit, case.anja),
        summaries.pdf(s, visit, case.mehmet),
        summaries.plan_pdf(s, case.household),
        summaries.dossier_pdf(s, case.household),
    ]
    for number, paper in enumerate(papers):
        file = s.vault.path.parent / f"{number}.pdf"
        file.write_bytes(paper)
        told = " ".join(page.extract_text() for page in PdfReader(file).pages)
        assert "leende" not in told
        assert "Kees" not in told
    assert "leende" not in summaries.visit_text(s, visit)
    assert search.find(s, "leende", case.household)[0].kind == "closed_note"
