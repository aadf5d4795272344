"""A session: opens without a network, with the organisation's settings or strictly without."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.clock import FixedClock
from app.errors import UserError
from app.services import fields, referrals, session, undoing
from app.services.target import Target
from tests.helpers.vaults import PASSPHRASE, TINY


@pytest.mark.parametrize("text", ["geen json", '{"days_aim": 0}', '{"closed_areas": ["geldd"]}'])
def test_that_wrong_settings_keep_nobody_from_the_notes_and_make_policy_strict(
    tmp_path: Path, clock: FixedClock, text: str
) -> None:
    path = tmp_path / "oost.drempel"
    session.create(path, PASSPHRASE, {"name": "Selin Yılmaz"}, clock, TINY).lock()
    (tmp_path / "organisatie.json").write_text(text, encoding="utf-8")
    opened = session.unlock(path, PASSPHRASE, clock)
    assert len(opened.warnings) == 1
    assert not any(area.sensitive for area in opened.areas.areas)
    assert opened.organisation.readers == "duo"
    opened.lock()


def test_that_wrong_zrm_texts_leave_names_and_levels_working(
    tmp_path: Path, clock: FixedClock
) -> None:
    path = tmp_path / "oost.drempel"
    session.create(path, PASSPHRASE, {"name": "Selin Yılmaz"}, clock, TINY).lock()
    (tmp_path / "zrm.json").write_text("{}", encoding="utf-8")
    (tmp_path / "organisatie.json").write_text('{"zrm_texts": "zrm.json"}', encoding="utf-8")
    opened = session.unlock(path, PASSPHRASE, clock)
    assert [warning.id for warning in opened.warnings] == ["zrm_texts_wrong"]
    assert len(opened.areas.areas) == 15
    assert opened.zrm_texts.texts == {}
    opened.lock()


def test_that_undo_in_a_new_vault_takes_back_work_and_never_the_member_whose_vault_it_is(
    tmp_path: Path, clock: FixedClock
) -> None:
    path = tmp_path / "oost.drempel"
    opened = session.create(path, PASSPHRASE, {"name": "Selin Yılmaz"}, clock, TINY)
    referrals.new(opened, {"name": "Zoë Ağır", "legal": True})
    assert undoing.undo_last(opened) is not None
    assert undoing.undo_last(opened) is None
    assert opened.me.name == "Selin Yılmaz"
    opened.lock()


def test_that_words_of_a_record_without_an_id_are_refused_and_keep_no_vault_closed(
    tmp_path: Path, clock: FixedClock
) -> None:
    path = tmp_path / "oost.drempel"
    opened = session.create(path, PASSPHRASE, {"name": "Selin Yılmaz"}, clock, TINY)
    nobody = Target("person", "", "safety_note", (("household", "H1"),))
    with pytest.raises(UserError, match="invalid_value"):
        fields.type(opened, nobody, "Hond in de gang")
    phone = Target("member", opened.vault.member_id, "phone")
    fields.type(opened, phone, "050 555 01 24")
    opened.vault._store.db.run(  # noqa: SLF001 - as an earlier version left it
        "INSERT INTO drafts(kind, entity, field, value, longest, context, seen)"
        " VALUES ('person', '', 'safety_note', '\"Hond\"', NULL, '{\"household\":\"H1\"}', NULL)"
    )
    opened.lock()
    opened = session.unlock(path, PASSPHRASE, clock)
    assert opened.me.phone == "050 555 01 24"
    opened.lock()
