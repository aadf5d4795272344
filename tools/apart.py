"""More differences, and what does not fit, for the demo team: written by real vaults apart."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from app.services.demo.make import PASSPHRASE, vault_file
from app.storage.edits import Edit
from app.storage.vault import Vault, open_vault

if TYPE_CHECKING:
    from pathlib import Path

    from app.clock import FixedClock

HOUSEHOLD: Final = "Familie Yıldırım-Bakker"
NOTE_ADDED: Final = (
    " Mehmet wil zelf de betalingsregeling regelen.",
    " Mehmet durft niet te bellen, Anja belt donderdag met de energiemaatschappij.",
)
MINUTE: Final = 60


def write_apart(folder: Path, clock: FixedClock) -> None:
    """Sanne and Fenna each go on without the other: a text, a list, a score, something deleted."""
    vaults = [open_vault(vault_file(folder, key), PASSPHRASE, clock) for key in ("sanne", "fenna")]
    sanne, fenna = vaults
    home = sanne.query("SELECT id FROM v_household WHERE name = ?", (HOUSEHOLD,))[0]["id"]
    note, gone = _notes(sanne, home)
    score = sanne.query(
        "SELECT id FROM v_assessment_score WHERE household = ? AND scorer = 'samen' ORDER BY id",
        (home,),
    )[0]["id"]
    for vault, words, themes, judged in (
        (sanne, NOTE_ADDED[0], ["geldzorgen", "wonen"], {"level": 3, "reason": "regeling loopt"}),
        (fenna, NOTE_ADDED[1], ["geldzorgen", "LVB"], {"level": 2, "reason": "nog drie brieven"}),
    ):
        clock.advance(7 * MINUTE)
        edits: list[tuple[str, str, dict[str, Any]]] = [
            ("domain_note", note["id"], {"text": note["text"] + words}),
            ("domain_note", note["id"], {"themes": themes}),
            ("assessment_score", score, {"score": judged}),
            ("household", home, {"phone": "050 555 01 23"}),
        ]
        vault.record([Edit(*one) for one in edits])
    sanne.delete("domain_note", gone["id"])
    clock.advance(MINUTE)
    fenna.record([Edit("domain_note", gone["id"], {"text": gone["text"] + " Oma past op."})])
    _meet(vaults)
    for vault in vaults:
        vault.close()


def write_unfit(folder: Path, clock: FixedClock) -> None:
    """Sanne closes a household and removes a child while Fenna goes on there; Gerlof is let go."""
    vaults = [open_vault(vault_file(folder, key), PASSPHRASE, clock) for key in ("sanne", "fenna")]
    sanne, fenna = vaults
    homes = {row["name"]: row["id"] for row in sanne.query("SELECT id, name FROM v_household")}
    home, closing = homes[HOUSEHOLD], homes["Familie Wiśniewski"]
    child = sanne.query("SELECT id FROM v_person WHERE name = ?", ("Emre Yıldırım",))[0]["id"]
    gone = sanne.query("SELECT id FROM v_member WHERE name LIKE ?", ("Gerlof%",))[0]["id"]
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    visit = {"household": home, "planned": {"on": tomorrow, "at": "10:00"}}
    sanne.record([
        Edit("household", closing, {"status": "afgesloten"}),
        Edit("member", gone, {"active": False}),
        Edit("visit", "apart-visit-1", {**visit, "members": [sanne.member_id]}),
    ])  # fmt: skip
    sanne.delete("person", child)
    fenna.record([
        Edit("action", "apart-1", {"household": closing, "what": "Brief van Vitens openen"}),
        Edit("action", "apart-2", {"household": home, "what": "Samen naar de bibliotheek",
                                   "person": child}),
        Edit("action", "apart-3", {"household": home, "what": "Kast ophangen", "member": gone}),
        Edit("visit", "apart-visit-2", {**visit, "members": [sanne.member_id]}),
    ])  # fmt: skip
    _meet(vaults)
    for vault in vaults:
        vault.close()


def _notes(vault: Vault, home: str) -> list[dict[str, Any]]:
    return vault.query(
        "SELECT id, text FROM v_domain_note WHERE household = ? AND length(text) > 40"
        " ORDER BY length(text) DESC, id LIMIT 2",
        (home,),
    )


def _meet(vaults: list[Vault]) -> None:
    everything = [(list(vault.changes()), vault.authors()) for vault in vaults]
    for vault in vaults:
        for changes, authors in everything:
            vault.apply(changes, authors)
