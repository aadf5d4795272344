"""A delete of a card that others wrote too, by an older program: it stays, and can be let be."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from app.storage.changes import make_change
from app.storage.registry import DELETED
from tests.helpers.apart import HOME, Apart

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ui.differences.conftest import Seen


def an_older_program_deletes_it(apart: Apart) -> None:
    apart.write(apart.sanne, "household", HOME, phone="050 555 01 23")
    apart.meet()
    apart.write(apart.fenna, "household", HOME, phone="050 555 01 24")
    heads = apart.fenna.vault.heads("household", HOME)
    seen = {name: [one.id for one in several] for name, several in heads.items()}
    below = apart.fenna.vault.query("SELECT id FROM entities WHERE parent = ?", (HOME,))
    gone = {"heads": seen, "children": [row["id"] for row in below]}
    change = make_change(
        space="team", kind="household", entity=HOME, fields={DELETED: gone}, replaces={},
        device=apart.fenna.vault.device_id, counter=9000, wall="2026-03-02T09:00:00.000+00:00",
    )  # fmt: skip
    apart.fenna.vault.apply([change])


@pytest.fixture
def tell() -> Callable[[Apart], None]:
    return an_older_program_deletes_it


def test_that_a_household_of_several_stays_and_can_only_be_let_be(seen: Seen) -> None:
    seen.look(1)
    card = seen.card("household", DELETED)
    said = " ".join(label.text() for label in card.findChildren(QLabel))
    assert "Fenna verwijderde dit, maar het blijft" in said
    assert "Weg kan het dan alleen samen." in said
    assert "Toch weg" not in [button.text() for button in card.buttons]
    seen.qtbot.mouseClick(card.buttons[0], Qt.MouseButton.LeftButton)
    seen.wait_for(0)
    assert seen.ask(lambda s: s.vault.get("household", HOME)) is not None
