"""Records from a file, with what follows from them as it does from the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.model.base import dossier_space
from app.services import circle, session
from app.sync.known import team_of

if TYPE_CHECKING:
    from pathlib import Path

    from app.clock import Clock
    from app.storage.transfer import ImportReport
    from app.storage.vault import Vault


def import_file(vault: Vault, clock: Clock, path: Path) -> ImportReport:
    """Reads a whole file or nothing; raises UserError that names line and field.

    A reader of a dossier whose file puts somebody on the card lets them read along.
    """
    with vault.sharing.together():
        known = vault.sharing.team() is not None
        erased = team_of(vault.sharing).erasures if known else ()
        report = vault.import_jsonl(path, erased)
        begun = {key.space for key in vault.sharing.space_keys()}
        cards = [one for one in report.cards if dossier_space(one[0]) in begun]
        if cards:
            opened = session.of(vault, clock)
            for household, fields in cards:
                vault.record(circle.follow(opened, household, fields))
    return report
