"""A melding is marked as one under the Wmo, and says until when, on a real vault."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from shiboken6 import isValid

from app.services import households, referrals
from app.ui.kit.buttons import Button
from app.ui.kit.labels import Text

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.services.session import Session
    from app.ui.referrals.detail import ReferralDetail
    from tests.ui.conftest import Opened

LEFT = Qt.MouseButton.LeftButton
CTRL = Qt.KeyboardModifier.ControlModifier
A_DAY = 24 * 3600


def texts(place: QWidget) -> dict[str, str]:
    """What is said there, with its ink."""
    return {
        label.text(): str(label.property("ink"))
        for label in place.findChildren(Text)
        if label.isVisibleTo(place)
    }


def open_melding(opened: Opened) -> None:
    opened.bench.referrals.edit_referral.emit(opened.ask(referrals.listing)[0].id)
    opened.qtbot.waitUntil(opened.bench.referral.name.line.hasFocus)


def show(opened: Opened) -> ReferralDetail:
    opened.qtbot.mouseClick(opened.program.window.nav.button("referrals"), LEFT)
    screen = opened.bench.referrals
    opened.qtbot.waitUntil(lambda: screen.list.count() > 0)
    return screen.detail


def test_that_the_mark_is_kept_and_its_terms_are_shown(opened: Opened) -> None:
    open_melding(opened)
    panel = opened.bench.referral
    assert not panel.legal.checked()
    opened.qtbot.mouseClick(panel.legal.box, LEFT)
    with opened.qtbot.waitSignal(panel.finished):
        panel.close_panel()
    assert opened.ask(referrals.listing)[0].legal
    detail = show(opened)
    opened.qtbot.waitUntil(
        lambda: texts(detail).get("Persoonlijk plan tot en met donderdag 19 maart") == "ink"
    )
    assert texts(detail)["Onderzoek tot en met donderdag 23 april"] == "ink"


def test_that_a_term_that_is_past_says_so_in_the_care_colour(opened: Opened) -> None:
    opened.ask(lambda s: referrals.new(s, {"name": "Zoë Ağır", "legal": True}))
    opened.clock.advance(8 * A_DAY)
    detail = show(opened)
    screen = opened.bench.referrals
    key = next(one.id for one in opened.ask(referrals.listing) if one.legal)
    opened.qtbot.waitUntil(lambda: screen.list.set_current_id(key))
    screen.show_referral(key)
    past = "Persoonlijk plan was tot en met donderdag 19 maart"
    opened.qtbot.waitUntil(lambda: texts(detail).get(past) == "care")
    assert texts(detail)["Onderzoek tot en met donderdag 23 april"] == "ink"


def test_that_the_mark_can_be_taken_off_again(opened: Opened) -> None:
    opened.ask(lambda s: referrals.new(s, {"name": "Aad", "received_on": "2026-03-01",
                                           "legal": True}))  # fmt: skip
    open_melding(opened)
    panel = opened.bench.referral
    opened.qtbot.waitUntil(panel.legal.checked)
    opened.qtbot.mouseClick(panel.legal.box, LEFT)
    with opened.qtbot.waitSignal(panel.finished):
        panel.close_panel()
    assert not any(one.legal for one in opened.ask(referrals.listing))


def test_that_the_head_of_the_dossier_says_until_when_only_where_it_counts(opened: Opened) -> None:
    def marked(session: Session) -> str:
        melding = referrals.new(session, {"name": "Zoë Ağır", "legal": True})
        return referrals.assign(session, melding, [session.vault.member_id])

    counted = opened.ask(marked)
    other = next(one.id for one in opened.ask(households.lines) if one.id != counted)
    opened.bench.open_household(counted)
    head = opened.bench.dossier.header
    opened.qtbot.waitUntil(lambda: head.title.text() == "Zoë Ağır")
    assert texts(head)["tot en met do 23 apr"] == "ink"
    opened.clock.advance(43 * A_DAY)
    opened.bench.dossier.refresh()
    opened.qtbot.waitUntil(lambda: texts(head).get("was tot en met do 23 apr") == "care")
    opened.bench.open_household(other)
    opened.qtbot.waitUntil(lambda: head.title.text() != "Zoë Ağır")
    assert not any("tot en met" in words for words in texts(head))


def test_that_the_day_of_confirmation_is_asked_of_a_marked_melding_and_shown(
    opened: Opened,
) -> None:
    open_melding(opened)
    panel = opened.bench.referral
    assert not panel.confirmed.isVisible()
    opened.qtbot.mouseClick(panel.legal.box, LEFT)
    opened.qtbot.waitUntil(panel.confirmed.isVisible)
    opened.qtbot.keyClicks(panel.confirmed.line, "13 maart 2026")
    opened.qtbot.keyClick(panel.confirmed.line, Qt.Key.Key_Return)
    with opened.qtbot.waitSignal(panel.finished):
        panel.close_panel()
    assert opened.ask(referrals.listing)[0].confirmed_on == "2026-03-13"
    detail = show(opened)
    said = "Ontvangst bevestigd op vrijdag 13 maart 2026"
    opened.qtbot.waitUntil(lambda: said in texts(detail))
    open_melding(opened)
    opened.qtbot.waitUntil(lambda: panel.confirmed.value() is not None)
    panel.confirmed.line.clear()
    opened.qtbot.keyClick(panel.confirmed.line, Qt.Key.Key_Return)
    with opened.qtbot.waitSignal(panel.finished):
        panel.close_panel()
    opened.qtbot.waitUntil(lambda: "De ontvangst is nog niet bevestigd." in texts(detail))
    assert opened.ask(referrals.listing)[0].confirmed_on == ""


def test_that_a_melding_closes_though_the_button_it_was_opened_with_was_drawn_anew(
    opened: Opened,
) -> None:
    opened.ask(lambda s: referrals.new(s, {"name": "Aad", "received_on": "2026-03-01",
                                           "legal": True}))  # fmt: skip
    detail = show(opened)
    button = next(one for one in detail.findChildren(Button) if one.text() == "Aanvullen")
    opened.qtbot.mouseClick(button, LEFT)
    panel = opened.bench.referral
    opened.qtbot.waitUntil(panel.name.line.hasFocus)
    for word in ("a", "b"):
        opened.qtbot.keyClicks(panel.name.line, word)
        opened.qtbot.keyClick(opened.program.window, Qt.Key.Key_Z, CTRL)
    opened.qtbot.mouseClick(panel.legal.box, LEFT)
    opened.qtbot.waitUntil(lambda: not opened.ask(referrals.listing)[0].legal)
    opened.qtbot.waitUntil(lambda: not isValid(button))
    panel.close_panel()
    assert panel.isHidden()
    assert not opened.program.notice.text()
