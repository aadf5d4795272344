"""*Wie leest mee* by keys and mouse, on real vaults of a team that shares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from app.clock import derived_id
from app.services import circle
from app.storage.edits import Edit
from tests.sync.rounds.conftest import CANARY, HOUSEHOLD, export, title, write
from tests.ui.dossier.shared.conftest import Laptops, until_shown

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from app.services.circle import Circle
    from app.services.session import Session
    from app.ui.dossier.circle import CircleView
    from tests.ui.dossier.conftest import Desk


def words(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def button(widget: QWidget, name: str) -> QPushButton:
    return next(
        one
        for one in widget.findChildren(QPushButton)
        if one.isVisible() and name in (one.text(), one.accessibleName())
    )


def view(desk: Desk) -> CircleView:
    found: CircleView = desk.screen.pages["details"].circle  # type: ignore[attr-defined]
    return found


def circle_of(desk: Desk) -> set[str]:
    return {one.member for one in desk.ask(circle.of, HOUSEHOLD).readers}


def of(session: Session) -> Circle:
    return circle.of(session, HOUSEHOLD)


def details(laptops: Laptops) -> Desk:
    desk = laptops.open_on(laptops.first)
    desk.tab("details")
    until_shown(desk, lambda: len(view(desk).rows) == 2)
    return desk


def test_that_the_circle_is_shown_with_who_since_when_and_the_recovery_sheet(
    laptops: Laptops,
) -> None:
    desk = details(laptops)
    told = words(view(desk))
    assert "Ayşe Ğazi (jij)" in told
    assert "Łukasz Wójcik" in told
    assert "duo" in told
    assert "sinds" in told
    assert "herstelblad" in told
    assert "houdt wat die al las" in told


def test_that_two_presses_let_a_colleague_read_back(laptops: Laptops) -> None:
    desk = details(laptops)
    view(desk).others[0].click()
    why = view(desk).why
    assert why is not None
    with desk.qtbot.waitSignal(desk.screen.undoable):
        why.chips[0].click()
    until_shown(desk, lambda: "valt in" in words(view(desk).row(laptops.third.vault.member_id)))
    laptops.share(desk)
    assert title(laptops.third) == "De post open durven maken"


def test_that_keys_alone_take_somebody_out_with_a_reason_of_ones_own(laptops: Laptops) -> None:
    circle.add(laptops.first, HOUSEHOLD, laptops.third.vault.member_id, "valt in")
    laptops.office.level()
    desk = laptops.open_on(laptops.first)
    desk.tab("details")
    member = laptops.third.vault.member_id
    until_shown(desk, lambda: view(desk).row(member).isVisible())
    row = view(desk).row(member)
    out = button(row, "Stop meelezen")
    out.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClick(out, Qt.Key.Key_Space)
    assert row.reasons is not None
    assert QApplication.focusWidget() is row.reasons.chips[0]
    line = row.reasons.own.line
    line.setFocus(Qt.FocusReason.TabFocusReason)
    QTest.keyClicks(line, "gaat naar een ander team")
    QTest.keyClick(line, Qt.Key.Key_Return)
    until_shown(desk, lambda: "ander team" in words(view(desk).row(member)))
    until_shown(desk, lambda: view(desk).has_keyboard())
    write(laptops.second, "goal", "G1", title="Voor de beslissing")
    laptops.share(desk)
    write(laptops.second, "goal", "G2", title=CANARY)
    laptops.share(desk)
    assert CANARY not in "".join(export(laptops.third))
    assert title(laptops.third) == "De post open durven maken"


def test_that_who_asks_is_let_in_with_one_button(laptops: Laptops) -> None:
    circle.ask(laptops.third, HOUSEHOLD, "ik ken de oma")
    laptops.office.level()
    desk = laptops.open_on(laptops.second)
    desk.tab("details")
    member = laptops.third.vault.member_id
    until_shown(desk, lambda: "vraagt mee te lezen · ik ken de oma" in words(view(desk)))
    button(view(desk).row(member), "Laat meelezen").click()
    until_shown(desk, lambda: "vraagt mee te lezen" not in words(view(desk)))
    laptops.share(desk)
    assert title(laptops.third) == "De post open durven maken"


def test_that_a_closed_dossier_says_who_reads_it_and_offers_to_ask(laptops: Laptops) -> None:
    desk = laptops.open_on(laptops.third)
    screen = desk.screen
    until_shown(desk, lambda: screen.ask_to_read and screen.ask_to_read.isVisible())
    told = words(screen.closed_page)
    assert "Dit dossier is voor jou gesloten" in told
    assert "Ayşe Ğazi, Łukasz Wójcik" in told
    assert screen.ask_to_read is not None
    screen.ask_to_read.button.click()
    screen.ask_to_read.reasons.chips[0].click()
    until_shown(desk, lambda: "Je hebt gevraagd om mee te lezen" in words(screen.closed_page))
    laptops.share(desk)
    assert [line.reason for line in of(laptops.second).asking] == ["ik val in"]


def test_that_the_card_lets_a_new_regisseur_read_and_asks_about_the_old_one(
    laptops: Laptops,
) -> None:
    desk = laptops.open_on(laptops.first)
    member = laptops.third.vault.member_id
    desk.screen.header.status.click()
    panel = desk.screen.panel
    until_shown(desk, lambda: panel.controls["case_lead"].chips.chip(member))  # type: ignore[attr-defined]
    chips = panel.controls["case_lead"].chips  # type: ignore[attr-defined]
    chips.chip(member).click()
    until_shown(
        desk, lambda: member in {one.member for one in desk.ask(circle.of, HOUSEHOLD).readers}
    )
    laptops.share(desk)
    assert title(laptops.third) == "De post open durven maken"
    chips.chip(member).click()
    still = panel.still_reading
    assert still is not None
    until_shown(desk, lambda: still.row(member).isVisible())
    button(still.row(member), "Stop meelezen").click()
    reasons = still.row(member).reasons
    assert reasons is not None
    reasons.chips[0].click()
    until_shown(desk, lambda: not still.rows)
    laptops.share(desk)
    assert [one.reason for one in of(laptops.second).former] == ["werk overgedragen"]


def test_that_a_dossier_opened_again_after_another_draws_its_own_circle(laptops: Laptops) -> None:
    desk = details(laptops)
    other = derived_id("household", "ander")
    card = {"name": "Familie Ñáñez", "pair": [laptops.second.vault.member_id]}
    desk.ask(lambda session: session.vault.record([Edit("household", other, card)]))
    for household in (other, HOUSEHOLD, other, HOUSEHOLD):
        desk.screen.open_household(household)
        desk.until(lambda: desk.screen.desk.household)
        desk.screen.header.back_button.setFocus()
    desk.tab("details")
    until_shown(desk, lambda: len(view(desk).rows) == 2)
