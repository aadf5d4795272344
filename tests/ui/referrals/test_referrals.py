"""Rules of meldingen, on a real vault, by keys and mouse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.clock import derived_id
from app.services import fields, households, referrals
from app.storage.edits import Edit
from app.ui.referrals.assign import CandidateRow
from tests.helpers.vaults import PASSPHRASE

if TYPE_CHECKING:
    from app.services.session import Session
    from tests.ui.conftest import Opened

LEFT = Qt.MouseButton.LeftButton


def go(opened: Opened) -> None:
    opened.qtbot.mouseClick(opened.program.window.nav.button("referrals"), LEFT)
    screen = opened.bench.referrals
    opened.qtbot.waitUntil(lambda: screen.list.count() > 0)


def candidates(opened: Opened) -> list[CandidateRow]:
    rows = opened.bench.referrals.detail.assign.rows()
    return [row for row in rows if isinstance(row, CandidateRow)]


def test_that_a_melding_saves_itself_without_a_save_button(opened: Opened) -> None:
    opened.qtbot.mouseClick(opened.bench.today.new_button, LEFT)
    panel = opened.bench.referral
    opened.qtbot.waitUntil(panel.name.line.hasFocus)
    opened.qtbot.keyClicks(panel.name.line, "Mevrouw Wisniewska")
    opened.qtbot.mouseClick(panel.source.chip("huisarts"), LEFT)
    opened.qtbot.keyClicks(panel.reason, "Komt niet meer buiten")
    opened.qtbot.waitUntil(lambda: "Opgeslagen" in panel.saved.text())
    opened.qtbot.keyClick(panel.reason, Qt.Key.Key_Escape)
    cards = opened.ask(referrals.listing)
    card = next(one for one in cards if one.name == "Mevrouw Wisniewska")
    assert (card.source, card.reason) == ("huisarts", "Komt niet meer buiten")
    assert (card.received_on, card.day_no) == ("2026-03-12", 1)


def test_that_a_colleague_who_is_not_known_here_yet_hides_no_melding(opened: Opened) -> None:
    """The card came, the record of who takes it did not."""
    card = opened.ask(referrals.listing)[0]
    pair = ["member0", derived_id("a colleague", "of another organisation")]
    assigned = Edit("referral", card.id, {"status": "toegewezen", "pair": pair})
    opened.ask(lambda s: s.vault.record([assigned]))
    opened.qtbot.mouseClick(opened.program.window.nav.button("referrals"), LEFT)
    screen = opened.bench.referrals
    screen.show_referral(card.id)
    told = Qt.ItemDataRole.AccessibleTextRole
    opened.qtbot.waitUntil(
        lambda: "toegewezen · Fenna" in str(screen.list.currentIndex().data(told))
    )


def test_that_an_address_is_one_value(opened: Opened) -> None:
    opened.bench.new_referral()
    panel = opened.bench.referral
    opened.qtbot.waitUntil(panel.name.line.hasFocus)
    opened.qtbot.keyClicks(panel.name.line, "Jurre")
    fields = panel._address  # noqa: SLF001 - four fields, one register
    opened.qtbot.keyClicks(fields["street"].line, "Lage der A")
    opened.qtbot.keyClicks(fields["number"].line, "12")
    with opened.qtbot.waitSignal(panel.finished):
        panel.close_panel()
    card = next(one for one in opened.ask(referrals.listing) if one.name == "Jurre")
    assert card.address == "Lage der A 12"


def test_that_a_panel_opened_and_closed_makes_no_melding(opened: Opened) -> None:
    before = len(opened.ask(referrals.listing))
    opened.bench.new_referral()
    panel = opened.bench.referral
    opened.qtbot.waitUntil(panel.name.line.hasFocus)
    panel.close_panel()
    assert len(opened.ask(referrals.listing)) == before


def test_that_a_household_that_may_be_the_same_shows_while_typing(opened: Opened) -> None:
    opened.bench.new_referral()
    panel = opened.bench.referral
    opened.qtbot.waitUntil(panel.name.line.hasFocus)
    opened.qtbot.keyClicks(panel.name.line, "Bakker")
    opened.qtbot.waitUntil(panel.similar.isVisible)


def test_that_a_number_like_a_bsn_is_pointed_out(opened: Opened) -> None:
    opened.bench.new_referral()
    panel = opened.bench.referral
    opened.qtbot.waitUntil(panel.name.line.hasFocus)
    opened.qtbot.keyClicks(panel.reason, "nummer 111222333")
    assert panel.warning.isVisible()


def test_that_the_best_match_stands_first_with_the_load_in_sight(opened: Opened) -> None:
    go(opened)
    opened.qtbot.waitUntil(lambda: bool(candidates(opened)))
    first = candidates(opened)[0]
    assert first.candidate.name == "Ruud Jansma"
    assert first.candidate.matches
    assert "niets lopend" in first.accessibleName()


def test_that_a_duo_is_assigned_in_three_presses_and_can_be_taken_back(opened: Opened) -> None:
    go(opened)
    opened.qtbot.waitUntil(lambda: bool(candidates(opened)))
    first, second = candidates(opened)[:2]
    opened.qtbot.mouseClick(first, LEFT)
    opened.qtbot.keyClick(second, Qt.Key.Key_Return)
    opened.qtbot.mouseClick(opened.bench.referrals.detail.assign.button, LEFT)
    opened.qtbot.waitUntil(opened.program.window.undo_bar.isVisible)
    card = opened.ask(referrals.listing)[0]
    assert card.status == "toegewezen"
    assert set(card.pair_names) == {first.candidate.name, second.candidate.name}
    assert "Meneer Szőke" in {line.name for line in opened.ask(households.lines)}
    opened.qtbot.waitUntil(lambda: _keyboard() == "Naar het dossier")
    opened.qtbot.mouseClick(opened.program.window.undo_bar.button, LEFT)
    opened.qtbot.waitUntil(lambda: opened.ask(referrals.listing)[0].status == "melding")


def test_that_not_taking_one_up_needs_a_reason(opened: Opened) -> None:
    go(opened)
    detail = opened.bench.referrals.detail
    opened.qtbot.waitUntil(detail.refuse_button.isVisible)
    assert not detail.refuse_button.isEnabled()
    opened.qtbot.keyClicks(detail.reason.line, "Is verhuisd")
    opened.qtbot.mouseClick(detail.refuse_button, LEFT)
    opened.qtbot.waitUntil(lambda: not opened.ask(referrals.listing))
    everything = opened.ask(referrals.listing, False)
    assert everything[0].not_taken_reason == "Is verhuisd"
    opened.qtbot.waitUntil(opened.bench.referrals.which.button("new").hasFocus)


def _keyboard() -> str:
    focus = QApplication.focusWidget()
    return "" if focus is None else focus.accessibleName()


def test_that_klaar_before_the_first_save_answers_still_finishes_with_everything(
    opened: Opened,
) -> None:
    opened.bench.new_referral()
    panel = opened.bench.referral
    opened.qtbot.waitUntil(panel.name.line.hasFocus)
    finished: list[str] = []
    panel.finished.connect(finished.append)
    with opened.qtbot.waitSignal(panel.ready) as ready:
        panel.name.line.setText("")
        opened.qtbot.keyClicks(panel.name.line, "Mevrouw Wisniewska")
        opened.qtbot.keyClick(
            panel.name.line, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier
        )
    assert finished == ready.args
    cards = opened.ask(referrals.listing)
    assert [one.id for one in cards if one.name == "Mevrouw Wisniewska"] == finished
    assert opened.bench.referrals.isVisible()


def test_that_locking_right_after_a_key_press_loses_no_letter(opened: Opened) -> None:
    opened.bench.new_referral()
    panel = opened.bench.referral
    opened.qtbot.waitUntil(panel.name.line.hasFocus)
    opened.qtbot.keyClicks(panel.name.line, "Dorde Milosevic")
    opened.qtbot.keyClicks(panel.reason, "Post blijft liggen")
    opened.program.lock()
    opened.qtbot.waitUntil(opened.program.start.isVisible)
    opened.program.start.unlock_page.passphrase.line.setText(PASSPHRASE)
    opened.program.start.unlock_page.button.click()
    opened.qtbot.waitUntil(lambda: opened.program.window.current_screen() != "start")
    card = next(one for one in opened.ask(referrals.listing) if one.name.startswith("Dorde"))
    assert (card.name, card.reason) == ("Dorde Milosevic", "Post blijft liggen")


def test_that_a_melding_is_taken_back_by_the_bar_that_says_it_was_saved(opened: Opened) -> None:
    go(opened)
    rows = opened.bench.referrals.list
    before, shown = [one.id for one in opened.ask(referrals.listing)], rows.count()
    opened.bench.new_referral()
    panel, bar = opened.bench.referral, opened.program.window.undo_bar
    opened.qtbot.waitUntil(panel.name.line.hasFocus)
    opened.qtbot.keyClicks(panel.name.line, "Mevrouw Wisniewska")
    opened.qtbot.keyClicks(panel.phone.line, "050 555 01 01")
    opened.qtbot.mouseClick(panel.source.chip("huisarts"), LEFT)
    opened.qtbot.keyClick(panel.phone.line, Qt.Key.Key_Escape)
    opened.qtbot.waitUntil(bar.isVisible)
    assert bar.accessibleName() == "Melding opgeslagen"
    opened.qtbot.waitUntil(lambda: rows.count() == shown + 1)
    opened.qtbot.mouseClick(bar.button, LEFT)
    opened.qtbot.waitUntil(lambda: [one.id for one in opened.ask(referrals.listing)] == before)
    opened.qtbot.waitUntil(lambda: rows.count() == shown)


def test_that_a_melding_looked_at_and_left_as_it_was_is_not_said_to_be_saved(
    opened: Opened,
) -> None:
    go(opened)
    opened.bench.edit_referral(opened.bench.referrals.list.current_id())
    panel = opened.bench.referral
    opened.qtbot.waitUntil(panel.name.line.hasFocus)
    with opened.qtbot.waitSignal(panel.finished):
        panel.close_panel()
    opened.ask(referrals.listing)
    assert not opened.program.window.undo_bar.isVisible()


def test_that_what_is_ticked_and_typed_beside_a_melding_stays_when_the_list_is_read_again(
    opened: Opened,
) -> None:
    go(opened)
    detail = opened.bench.referrals.detail
    opened.qtbot.waitUntil(lambda: len(candidates(opened)) > 1)
    opened.qtbot.mouseClick(candidates(opened)[1], LEFT)
    opened.qtbot.keyClicks(detail.reason.line, "Hulp is er al")
    household = opened.ask(households.lines, "Bakker")[0].id
    opened.ask(lambda s: fields.put_many(s, "household", household, {"phone": "06 112"}))
    opened.bench.referrals.refresh()
    opened.ask(lambda _s: None)
    assert detail.reason.text() == "Hulp is er al"
    assert candidates(opened)[1].isChecked()
    assert detail.assign.button.isEnabled()


def test_that_another_melding_begins_with_nobody_ticked(opened: Opened) -> None:
    opened.ask(lambda s: referrals.new(s, {"name": "Mevrouw Đorđević", "source": "huisarts"}))
    go(opened)
    screen = opened.bench.referrals
    opened.qtbot.waitUntil(lambda: screen.list.count() > 1 and len(candidates(opened)) > 1)
    opened.qtbot.mouseClick(candidates(opened)[0], LEFT)
    opened.qtbot.keyClicks(screen.detail.reason.line, "Hulp is er al")
    first = screen.list.current_id()
    screen.list.setFocus()
    opened.qtbot.keyClick(screen.list, Qt.Key.Key_Down)
    opened.qtbot.waitUntil(lambda: screen.list.current_id() != first)
    opened.ask(lambda _s: None)
    assert not any(row.isChecked() for row in candidates(opened))
    assert screen.detail.reason.text() == ""
    assert not screen.detail.assign.button.isEnabled()


def test_that_the_rail_counts_what_waits_as_the_list_does(opened: Opened) -> None:
    opened.ask(lambda s: referrals.new(s, {"name": "Mevrouw Đorđević", "source": "huisarts"}))
    go(opened)
    rail = opened.program.window.nav.button("referrals")
    opened.qtbot.waitUntil(lambda: "2" in rail.accessibleName())
    detail = opened.bench.referrals.detail
    opened.qtbot.keyClicks(detail.reason.line, "Is verhuisd")
    opened.qtbot.mouseClick(detail.refuse_button, LEFT)
    opened.qtbot.waitUntil(lambda: "1" in rail.accessibleName())


def test_that_a_melding_of_colleagues_whose_names_nobody_knows_stands_in_the_list(
    opened: Opened,
) -> None:
    def strangers(session: Session) -> None:
        session.vault.record([Edit("member", "member1", {"name": None})])
        (melding,) = referrals.listing(session)
        referrals.assign(session, melding.id, ("member1", "member9"))
        referrals.new(session, {"name": "Zoë Ağır"})

    opened.ask(strangers)
    go(opened)
    opened.qtbot.waitUntil(lambda: bool(candidates(opened)))
    for row in candidates(opened):
        opened.qtbot.mouseClick(row, LEFT)
    assert "Zonder naam" in opened.bench.referrals.detail.assign.button.text()
    opened.bench.referrals.which.set_current("all")
    opened.bench.referrals.which.changed.emit("all")
    opened.qtbot.waitUntil(lambda: opened.bench.referrals.list.count() == 2)
    assert not opened.program.notice.text()
