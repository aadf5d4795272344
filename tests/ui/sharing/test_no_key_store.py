"""A computer that keeps no passwords says so in words for a person at a screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import keyring
import pytest
from keyring.backends.fail import Keyring as NoKeyring

from app.ui.sharing.place_form import SERVER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.ui.sharing.conftest import Table


@pytest.fixture
def no_key_store() -> Iterator[None]:
    before = keyring.get_keyring()
    keyring.set_keyring(NoKeyring())  # type: ignore[no-untyped-call]
    yield
    keyring.set_keyring(before)


@pytest.mark.usefixtures("no_key_store")
def test_that_a_computer_without_a_key_store_names_the_field_for_a_file(table: Table) -> None:
    desk = table.ayse
    desk.to_sharing()
    desk.click(desk.screen.alone.found_button)
    panel = desk.screen.places.panel
    desk.type(panel.name.line, "Team Noorderhaven")
    desk.click(panel.place.kind.button(SERVER))
    desk.type(panel.place.address.line, "webdavs://localhost:1/team")
    desk.type(panel.place.logins["username"].line, "team")
    desk.type(panel.place.logins["password"].line, "geheim")
    desk.click(panel.button)
    desk.until(lambda: "geen sleutelbos" in panel.message.text())
    assert panel.place.logins["file"].caption.text() in panel.message.text()
    assert "--" not in panel.message.text()
    assert panel.place.logins["password"].line.text() == "geheim"
