"""The dossier on paper: complete for who reads it, but for what is closed or still blind."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from app.clock import FixedClock
from app.model import rules
from app.services import (
    agreements,
    attachments,
    contacts,
    fields,
    printing,
    visits,
    zrm,
)
from app.services.session import Session
from app.storage.edits import Edit
from tests.helpers import homes
from tests.helpers.sessions import a_session
from tests.helpers.vaults import exchange
from tests.reports.reading import squeezed, text
from tests.services.conftest import Case

MONEY = "financien"


@pytest.fixture
def visit(case: Case) -> str:
    started = visits.start(case.session, case.household)
    visits.set_state(case.session, started, "geld", "aandacht")
    return started


def write(case: Case, kind: str, entity: str, **values: object) -> None:
    case.session.vault.record([Edit(kind, entity, {"household": case.household, **values})])


def paper(s: Session, household: str) -> str:
    return squeezed(text(printing.by_name(s, "dossier", household)))


def missing(told: str, *words: str) -> list[str]:
    return [word for word in words if squeezed(word) not in told]


def test_that_everyone_around_the_household_stands_in_it(case: Case) -> None:
    write(case, "network_member", "N1", name="Hakan Yıldırım", relation="broer van Mehmet",
          tie={"closeness": 1, "strength": 3, "harmful": True}, may_be_asked=False,
          phone="06 555 04 04", note="Helpt met de post.")  # fmt: skip
    write(case, "involved_party", "I1", name="Dr. Peña", organisation="Huisartsen Ñandú",
          does="huisarts van Anja", phone="050 555 07 07", inner_ring=True)  # fmt: skip
    write(case, "consent", "C1", person=case.mehmet, purpose="bellen over de huur",
          with_whom="Lefier", given={"on": "2026-02-07", "how": "gezegd aan tafel",
                                     "withdrawn_on": "2026-03-01"})  # fmt: skip
    write(case, "custody", "G1", child=case.anja, holder=case.mehmet,
          custody={"held": False, "source": "gezagsregister", "on": "2026-01-05"})  # fmt: skip
    attachments.add_content(case.session, case.household, "brief.pdf", b"%PDF")
    told = paper(case.session, case.household)
    assert not missing(
        told,
        "Hakan Yıldırım · broer van Mehmet · 06 555 04 04",
        "dichtbij · sterke band · schadelijk · niet vragen",
        "Helpt met de post.",
        "Dr. Peña · Huisartsen Ñandú", "huisarts van Anja · zit mee aan tafel", "050 555 07 07",
        "bellen over de huur", "Lefier",
        "7 februari 2026 · gezegd aan tafel · ingetrokken 1 maart 2026",
        "heeft geen gezag", "gezagsregister · 5 januari 2026",
        "Selin Yılmaz", "duo",
        "brief.pdf",
    )  # fmt: skip


def test_that_every_measurement_stands_in_it_with_its_reasons(case: Case, visit: str) -> None:
    s = case.session
    zrm.score(s, visit, case.mehmet, MONEY, 2, reason="Vier maanden premie open.")
    zrm.carriers(s, visit, case.mehmet, MONEY, ["netwerk"])
    zrm.own_figure(s, visit, case.mehmet, MONEY, 6)
    told = paper(s, case.household)
    assert not missing(
        told, "Mehmet Yıldırım, 23 november 2026", "2 niet zelfredzaam",
        "Vier maanden premie open. · gedragen door netwerk", "6",
        "ZRM 2017. Beoordeeld door Selin Yılmaz.", "Niet beoordeeld:",
    )  # fmt: skip


def test_that_a_colleague_s_score_stays_out_until_mine_is_given(
    case: Case, visit: str, tmp_path: Path
) -> None:
    s = case.session
    clock = s.clock
    assert isinstance(clock, FixedClock)
    fenna = a_session(tmp_path / "fenna.drempel", {"name": "Fenna Hoekstra"}, clock)
    exchange(s.vault, fenna.vault)
    zrm.score(fenna, visit, case.mehmet, MONEY, 1, reason="Deurwaarder aan de deur.")
    exchange(s.vault, fenna.vault)
    fenna.lock()
    told = paper(s, case.household)
    assert len(missing(told, "Deurwaarder", "acute problematiek")) == 2


def test_that_what_happened_is_told_whole_but_for_closed_notes(case: Case, visit: str) -> None:
    s = case.session
    note = visits.note_target(s, visit, "geld", case.mehmet, "text")
    fields.type(s, note, "Stapel post.")
    closed = visits.closed_note_target(s, visit, "thuis", case.anja, ())
    fields.type(s, closed, "Zij is bang voor hem.")
    contacts.log(s, case.household, case.anja, "telefoon", "Belt terug.")
    write(case, "visit", visit, place="keukentafel", present=[case.mehmet], remark="Hond blaft.")
    write(case, "visit", "V404", status="niet_thuis", planned={"on": "2026-02-02"})
    write(case, "visit", "V405", remark="Dag niet opgeschreven.")
    write(case, "visit_summary", "Y1", visit=visit, person=case.mehmet, quote="Eindelijk rust.",
          agreed={"yes": False, "no_because": "het bedrag klopt niet"})  # fmt: skip
    write(case, "referral", "R1", name="Yıldırım", reason="Huurachterstand.", source="huisarts",
          received_on="2026-01-02", already_involved="School")  # fmt: skip
    write(case, "person", case.anja, safety_note="Nooit bellen als hij thuis is.")
    told = paper(s, case.household)
    assert not missing(
        told, "Stapel post.", "Anja Yıldırım: Belt terug.", "Aanwezig: Mehmet Yıldırım",
        "Plaats: keukentafel", "Hond blaft.", "huisbezoek, niet thuis", "Dag onbekend",
        "Dag niet opgeschreven.", "“Eindelijk rust.”", "nee, want het bedrag klopt niet",
        "melding van huisarts", "Huurachterstand.", "Al betrokken: School",
        "Nooit bellen als hij thuis is.", "Gesloten notities staan er niet in.",
    )  # fmt: skip
    assert missing(told, "bang voor hem")


def test_that_the_plan_tells_what_came_of_it(case: Case, visit: str) -> None:
    s = case.session
    agreements.add_action(s, case.household, "Zondag openen", who="Hakan", visit=visit)
    write(case, "action", "A1", what="Nabellen", member=s.vault.member_id, status="vervallen",
          result="Hij nam niet op.")  # fmt: skip
    plan = rules.plan_id(case.household)
    write(case, "plan", plan, evaluation="De post ligt niet meer in de la.",
          heavier_help={"prevented": True, "why": "Geen bewindvoerder nodig."})  # fmt: skip
    write(case, "goal", "D1", plan=plan, title="Weer post openen", person=case.mehmet,
          status="gedaan")  # fmt: skip
    told = paper(s, case.household)
    assert not missing(
        told, "Zondag openen", "Hakan", "Nabellen", "vervallen · Hij nam niet op.", "Selin Yılmaz",
        "Weer post openen (Mehmet Yıldırım, gehaald)",
        "De post ligt niet meer in de la.", "ja. Geen bewindvoerder nodig.",
    )  # fmt: skip


def test_that_a_dossier_prints_the_same_bytes_until_something_changes(
    case: Case, visit: str
) -> None:
    s = case.session
    write(case, "network_member", "N2", name="Őze")
    write(case, "network_member", "N1", name="Őze", relation="buurman")
    first = printing.by_name(s, "dossier", case.household)
    assert first == printing.by_name(s, "dossier", case.household)
    s.vault.rebuild()
    assert first == printing.by_name(s, "dossier", case.household)
    homes.add(s, "person", case.household, {"name": "Elif", "born": str(date(2014, 1, 2))})
    assert first != printing.by_name(s, "dossier", case.household)


def test_that_a_melding_under_the_wmo_says_when_its_receipt_was_confirmed(case: Case) -> None:
    for entity, confirmed in (("R1", "2026-03-13"), ("R2", "")):
        write(case, "referral", entity, name="Yıldırım", legal=True, received_on="2026-03-11",
              confirmed_on=confirmed)  # fmt: skip
    told = paper(case.session, case.household)
    said = "Melding in de zin van de Wmo 2015"
    assert missing(told, f"{said}; ontvangst bevestigd op vrijdag 13 maart 2026.", f"{said}.") == []
