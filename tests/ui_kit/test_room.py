"""What the kit does where there is little room, and where there is much."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.ui import kit

if TYPE_CHECKING:
    from pytestqt.qtbot import QtBot

MARGIN: Final = 10


def shown(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.addWidget(widget)
    with qtbot.waitExposed(widget):
        widget.show()


def test_that_tabs_without_room_come_under_each_other_and_none_is_cut_off(qtbot: QtBot) -> None:
    window = QWidget()
    names = ("Overzicht", "Gesprekken 12", "Betrokkenen 3", "Bijlagen 4", "Gegevens")
    tabs = kit.Tabs([(name, name) for name in names])
    column = QVBoxLayout(window)
    column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
    column.addWidget(tabs)
    column.addStretch(1)
    parts = [tabs.button(name) for name in names]
    for wide in (900, 260):
        window.resize(wide, 300)
        shown(qtbot, window)
        qtbot.waitUntil(lambda: tabs.width() == window.width() - 2 * MARGIN)
        qtbot.waitUntil(lambda: tabs.height() == tabs.heightForWidth(tabs.width()))
        assert all(tabs.rect().contains(part.geometry()) for part in parts)
        assert all(part.width() >= part.sizeHint().width() for part in parts)
        rows = {part.y() for part in parts}
        assert len(rows) == 1 if wide == 900 else len(rows) > 1


def test_that_a_line_of_an_empty_place_is_no_longer_than_an_eye_follows(qtbot: QtBot) -> None:
    place = kit.EmptyState("Foto’s", "Sleep een bestand hierheen, of kies er een. " * 5)
    place.resize(1600, 400)
    shown(qtbot, place)
    (words,) = (one for one in place.findChildren(QLabel) if "Sleep" in one.text())
    qtbot.waitUntil(lambda: 400 < words.width() <= 700)
    assert abs(words.geometry().center().x() - place.width() // 2) <= 1
