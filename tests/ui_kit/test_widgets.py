"""The widgets, driven by keys and mouse."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from PySide6.QtCore import QEvent, QMimeData, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.ui import kit
from app.ui.theme import apply_theme, theme
from tests.ui_kit.samples import DOMAINS, ENTRIES, areas

KEY = Qt.Key
W = TypeVar("W", bound=QWidget)


def _shown(qtbot: QtBot, widget: W) -> W:
    qtbot.addWidget(widget)
    widget.show()
    widget.activateWindow()
    return widget


def test_that_one_choice_is_made_and_taken_back_by_keys(qtbot: QtBot) -> None:
    group = _shown(qtbot, kit.ChipGroup([("good", "Gaat goed"), ("care", "Aandacht")]))
    told: list[list[str]] = []
    group.changed.connect(told.append)
    group.chip("good").setFocus()
    QTest.keyClick(group.chip("good"), KEY.Key_Right)
    QTest.keyClick(group.chip("care"), KEY.Key_Space)
    assert group.value() == "care"
    QTest.mouseClick(group.chip("good"), Qt.MouseButton.LeftButton)
    QTest.mouseClick(group.chip("good"), Qt.MouseButton.LeftButton)
    assert told == [["care"], ["good"], []]
    group.set_value("care")
    assert told[-1] == []


def test_that_several_choices_stand_together(qtbot: QtBot) -> None:
    group = _shown(qtbot, kit.ChipGroup([("a", "zelf"), ("b", "netwerk")], multi=True))
    for key in ("b", "a"):
        QTest.mouseClick(group.chip(key), Qt.MouseButton.LeftButton)
    assert group.values() == ["a", "b"]


def test_that_pasting_brings_words_without_their_looks(qtbot: QtBot) -> None:
    note = _shown(qtbot, kit.NoteBox(name="Notitie"))
    rich = QMimeData()
    rich.setHtml("<b>vet</b>")
    rich.setText("Şükrü Łukasz")
    note.insertFromMimeData(rich)
    assert note.text() == "Şükrü Łukasz"
    assert "font-weight" not in note.toHtml().split("<body", 1)[1].split(">", 1)[1]


def test_that_only_a_person_makes_a_note_speak_and_it_grows(qtbot: QtBot) -> None:
    note = _shown(qtbot, kit.NoteBox(name="Notitie", min_lines=2))
    told: list[str] = []
    note.edited.connect(told.append)
    note.set_text("Van de schijf")
    assert told == []
    before = note.sizeHint().height()
    QTest.keyClicks(note, "a")
    for _ in range(8):
        QTest.keyClick(note, KEY.Key_Return)
    assert told[0] == "aVan de schijf"
    assert note.sizeHint().height() > before


def test_that_arrows_walk_the_areas_and_their_state_is_said(qtbot: QtBot) -> None:
    rail = _shown(qtbot, kit.AreaList(areas()))
    with qtbot.waitSignal(rail.chosen) as told:
        QTest.keyClick(rail, KEY.Key_Down)
    assert told.args == ["1"]
    rail.set_state("1", "attention")
    said = rail.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert said == "Werk en leren, aandacht"
    assert rail.state_of("1") == "attention"


def test_that_alt_and_a_number_scores_and_zero_takes_it_away(qtbot: QtBot) -> None:
    row = _shown(qtbot, kit.ScoreRow("Financiën"))
    told: list[int] = []
    row.changed.connect(told.append)
    row.focus_row()
    alt = Qt.KeyboardModifier.AltModifier
    QTest.keyClick(row.button(5), KEY.Key_2, alt)
    assert row.value() == 2
    QTest.keyClick(row.button(2), KEY.Key_0, alt)
    QTest.keyClick(row.button(5), KEY.Key_3)
    assert (told, row.value()) == ([2, 0], 0)
    assert "niet zelfredzaam" in row.button(2).accessibleName()


def test_that_a_date_field_writes_the_day_in_full_or_says_what_to_do(qtbot: QtBot) -> None:
    field = _shown(qtbot, kit.DateField("Hulp stopt", today=date(2026, 3, 12)))
    field.resize(500, 90)
    QTest.keyClicks(field.line, "vr")
    with qtbot.waitSignal(field.changed) as told:
        QTest.keyClick(field.line, KEY.Key_Return)
    assert told.args == [date(2026, 3, 13)]
    assert field.text() == "vrijdag 13 maart 2026"
    field.line.selectAll()
    QTest.keyClicks(field.line, "ooit")
    QTest.keyClick(field.line, KEY.Key_Return)
    assert field.value() == date(2026, 3, 13)
    assert not field.problem.isHidden()


def test_that_steps_move_by_arrows_and_tell_once(qtbot: QtBot) -> None:
    steps = _shown(qtbot, kit.Segments([("a", "Gesprek"), ("b", "Afspraken")]))
    told: list[str] = []
    steps.changed.connect(told.append)
    QTest.keyClick(steps.button("a"), KEY.Key_Right)
    steps.set_current("a")
    assert told == ["b"]


def test_that_the_palette_goes_where_the_words_lead(qtbot: QtBot) -> None:
    window = _shown(qtbot, QWidget())
    window.resize(800, 600)

    def search(words: str) -> list[kit.Found]:
        return [kit.Found(str(n), f"{words} {n}") for n in range(3)] if words else []

    palette = kit.CommandPalette(window, search)
    palette.open()
    QTest.keyClicks(palette.line, "huur")
    QTest.keyClick(palette.line, KEY.Key_Down)
    with qtbot.waitSignal(palette.chosen) as told:
        QTest.keyClick(palette.line, KEY.Key_Return)
    assert told.args == ["1"]
    assert palette.isHidden()


def test_that_escape_closes_a_panel_and_gives_the_keyboard_back(qtbot: QtBot) -> None:
    window = _shown(qtbot, QWidget())
    window.resize(800, 600)
    before = QPushButton("Eerst", window)
    before.show()
    with qtbot.waitExposed(window):
        before.setFocus()
    panel = kit.Panel(window, "Nieuw contact")
    panel.add(kit.Field("Wie"))
    panel.open()
    with qtbot.waitSignal(panel.closed):
        QTest.keyClick(panel, KEY.Key_Escape)
    assert QApplication.focusWidget() is before


def test_that_fifty_thousand_rows_are_asked_for_only_in_sight(qtbot: QtBot) -> None:
    asked: set[int] = set()

    class Source:
        def __len__(self) -> int:
            return 50_000

        def row(self, index: int) -> kit.ListRow:
            asked.add(index)
            return kit.ListRow(str(index), f"Familie {index}")

    rows = kit.FastList(name="Huishoudens")
    rows.set_source(Source())
    rows.resize(600, 500)
    _shown(qtbot, rows).grab()
    assert 0 < len(asked) < 50
    with qtbot.waitSignal(rows.opened) as told:
        QTest.keyClick(rows, KEY.Key_Return)
    assert told.args == ["0"]


def test_that_no_label_of_the_spider_is_cut_or_covered(qtbot: QtBot) -> None:
    spider = _shown(qtbot, kit.SpiderChart())
    spider.set_chart(DOMAINS, [kit.Series("nu", [3, None, *[4] * 11])])
    spider.resize(460, 380)
    boxes = spider.label_boxes()
    assert all(spider.rect().contains(box.toAlignedRect()) for box in boxes)
    pairs = [(a, b) for n, a in enumerate(boxes) for b in boxes[n + 1 :]]
    assert not any(a.adjusted(1, 1, -1, -1).intersects(b) for a, b in pairs)
    assert "Werk & opleiding niet beoordeeld" in spider.accessibleDescription()


def test_that_columns_stack_where_text_is_large(qtbot: QtBot, qapp: QApplication) -> None:
    columns = _shown(qtbot, kit.Columns([(QWidget(), 1), (QWidget(), 1)]))
    columns.resize(1000, 400)
    assert not columns.stacked()
    apply_theme(qapp, "light", 2.0)
    columns.resize(1001, 400)
    assert columns.stacked()


def test_that_signs_grow_with_the_letters_while_they_are_in_sight(
    qtbot: QtBot, qapp: QApplication
) -> None:
    holder = QWidget()
    row = QVBoxLayout(holder)
    glyph = kit.Glyph("lock-simple", pixels=20)
    row.addWidget(glyph)
    search = kit.SearchField(name="Zoek")
    row.addWidget(search)
    _shown(qtbot, holder)
    glass = search.findChild(kit.Glyph)
    assert glass is not None
    assert glyph.size() == QSize(20, 20)
    before = glass.height()
    apply_theme(qapp, "light", 2.0)
    qtbot.waitUntil(lambda: glyph.size() == QSize(40, 40))
    qtbot.waitUntil(lambda: glass.height() == 2 * before)


def test_that_undo_is_offered_and_taken(qtbot: QtBot) -> None:
    window = _shown(qtbot, QWidget())
    bar = kit.UndoBar(window)
    bar.offer("Actie afgevinkt.")
    with qtbot.waitSignal(bar.undone):
        QTest.mouseClick(bar.button, Qt.MouseButton.LeftButton)
    assert bar.isHidden()


def test_that_an_offer_in_sight_grows_with_the_letters(qtbot: QtBot, qapp: QApplication) -> None:
    window = _shown(qtbot, QWidget())
    window.resize(900, 300)
    bar = kit.UndoBar(window)
    bar.offer("Actie afgevinkt.")
    before = bar.width()
    apply_theme(qapp, "light", 2.0)
    qtbot.waitUntil(lambda: bar.width() > 1.5 * before)
    assert bar.rect().contains(bar.button.geometry())


def test_that_a_step_back_offers_the_next_and_nothing_offers_nothing(qtbot: QtBot) -> None:
    window = _shown(qtbot, QWidget())
    bar = kit.UndoBar(window)
    bar.offer("Ongedaan gemaakt: notitie", further=True)
    assert bar.button.text() == "Nog een stap terug"
    bar.say("Er is niets om ongedaan te maken")
    assert bar.button.isHidden()
    bar.offer("Actie afgevinkt")
    assert bar.button.isVisible()
    assert bar.button.text() == "Ongedaan maken"


def test_that_the_navigation_is_walked_by_arrows_and_says_what_waits(qtbot: QtBot) -> None:
    rail = _shown(qtbot, kit.NavRail(ENTRIES))
    QTest.keyClick(rail.button("today"), KEY.Key_Down)
    with qtbot.waitSignal(rail.chosen) as told:
        QTest.keyClick(rail.button("today"), KEY.Key_Return)
    assert told.args
    assert rail.button("referrals").accessibleName() == "Meldingen, 3 wachten"


def test_that_a_row_ticks_by_space_and_opens_by_enter(qtbot: QtBot) -> None:
    row = _shown(qtbot, kit.CheckRow("Bellen", detail="Yıldırım", aside="di 10 mrt"))
    with qtbot.waitSignal(row.toggled) as told:
        QTest.keyClick(row.box, KEY.Key_Space)
    assert told.args == [True]
    with qtbot.waitSignal(row.opened):
        QTest.keyClick(row.box, KEY.Key_Return)


def test_that_the_ring_goes_around_what_has_the_keyboard(qtbot: QtBot) -> None:
    window = QWidget()
    button = kit.Button("Klaar")
    column = QVBoxLayout(window)
    column.addWidget(button)
    _shown(qtbot, window)
    QTest.keyClick(window, KEY.Key_Shift)
    with qtbot.waitExposed(window):
        button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: window.findChild(QWidget, "focusRing") is not None)
    ring = window.findChild(QWidget, "focusRing")
    assert ring is not None
    assert ring.geometry() == button.geometry().adjusted(-4, -4, 4, 4)


def test_that_the_ring_leaves_the_word_of_a_tab_room(qtbot: QtBot) -> None:
    window = QWidget()
    tabs = kit.Tabs([("plan", "Plan"), ("zrm", "ZRM")])
    column = QVBoxLayout(window)
    column.setContentsMargins(40, 40, 40, 40)
    column.addWidget(tabs)
    _shown(qtbot, window)
    QTest.keyClick(window, KEY.Key_Shift)
    with qtbot.waitExposed(window):
        tabs.button("plan").setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: window.findChild(QWidget, "focusRing") is not None)
    ring = window.findChild(QWidget, "focusRing")
    word = tabs.button("plan")
    assert ring is not None
    assert ring.width() >= word.width() + 2 * 8
    assert ring.height() == word.height() + 2 * 4


def test_that_the_ring_is_seen_whole_where_there_is_no_room_around(qtbot: QtBot) -> None:
    window = QWidget()
    button = kit.Button("Klaar", window)
    button.resize(120, 44)
    _shown(qtbot, window)
    window.resize(120, 44)
    QTest.keyClick(window, KEY.Key_Shift)
    with qtbot.waitExposed(window):
        button.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: window.findChild(QWidget, "focusRing") is not None)
    ring = window.findChild(QWidget, "focusRing")
    assert ring is not None
    assert ring.geometry() == window.rect()


def test_that_each_line_of_what_is_known_begins_anew(qtbot: QtBot) -> None:
    apart, together = (
        kit.KnownNote("Sanne", "Stapel post.\nWens: rust."),
        kit.KnownNote("Sanne", "Stapel"),
    )
    qtbot.addWidget(apart)
    qtbot.addWidget(together)
    assert apart.heightForWidth(600) > together.heightForWidth(600)


def test_that_a_long_sentence_beside_buttons_is_shortened_and_still_told_whole(
    qtbot: QtBot,
) -> None:
    saved = _shown(qtbot, kit.SavedIndicator())
    sentence = "De schijf neemt niets meer aan: vol, losgeraakt of kapot. " * 3
    saved.failed(sentence)
    assert saved.width() < 300
    assert (saved.text(), saved.accessibleName()) == (sentence, sentence)
    saved.saved("14:03")
    assert saved.text() == "Opgeslagen 14:03"


def test_that_enter_presses_a_button_once_and_not_with_ctrl(qtbot: QtBot) -> None:
    window = _shown(qtbot, QWidget())
    button = kit.Button("Afdrukken", window)
    button.show()
    pressed: list[bool] = []
    button.clicked.connect(lambda: pressed.append(True))
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    QTest.keyClick(button, Qt.Key.Key_Enter, Qt.KeyboardModifier.KeypadModifier)
    QTest.keyClick(button, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    held = QKeyEvent(
        QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "", True
    )
    QApplication.sendEvent(button, held)
    assert len(pressed) == 2


def test_that_what_flows_in_one_row_stands_on_one_line(qtbot: QtBot) -> None:
    tall, low = kit.Button("Print", touch=True), kit.Chip("Grote letters", touch=True)
    holder = _shown(qtbot, kit.flowing(tall, low))
    holder.resize(900, 80)
    qtbot.waitUntil(lambda: tall.height() > low.height() > 0)
    assert abs(tall.geometry().center().y() - low.geometry().center().y()) <= 1


def test_that_a_badge_is_seen_whole_where_the_rail_has_little_air(
    qtbot: QtBot, qapp: QApplication
) -> None:
    rail = _shown(qtbot, kit.NavRail([kit.NavEntry("a", "Meldingen", "tray", badge=3)]))
    apply_theme(qapp, "light", 2.0)
    button = rail.button("a")
    button.set_tight(True)
    button.resize(button.sizeHint())
    picture = button.grab().toImage()
    care = theme().colour("care").rgb()
    wide = [sum(picture.pixel(x, y) == care for x in range(picture.width())) for y in range(30)]
    assert max(wide) > 0
    assert wide[0] == 0


def test_that_what_fills_its_row_begins_where_its_neighbours_begin(qtbot: QtBot) -> None:
    holder = QWidget()
    row = kit.FlowLayout(holder, fills=True)
    low, high = QWidget(), QWidget()
    for one, tall in ((low, 20), (high, 50)):
        one.setMinimumSize(30, tall)
        row.addWidget(one)
    qtbot.addWidget(holder)
    holder.resize(200, 50)
    holder.show()
    assert (low.y(), low.height()) == (high.y(), high.height()) == (0, 50)
