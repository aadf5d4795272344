"""The look: contrast, sizes, fonts, words."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.ui.kit import Button, Field, NoteBox
from app.ui.text import catalogue, set_language, tr
from app.ui.theme import apply_theme, icon, theme, tokens
from app.ui.theme.fonts import load_fonts
from app.ui.theme.icons import icon_names
from tests.helpers.contrast import contrast, pairs

UI = Path(__file__).parents[2] / "app" / "ui"
PAIRS = [(c.name, *pair) for c in tokens.PALETTES.values() for pair in pairs(c)]


@pytest.mark.parametrize(("look", "what", "fore", "back", "least"), PAIRS)
def test_that_every_pair_of_colours_can_be_read(
    look: str, what: str, fore: str, back: str, least: float
) -> None:
    assert contrast(fore, back) >= least, f"{look}: {what}"


def test_that_black_on_white_is_twenty_one_to_one() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)


def test_that_no_colour_stands_outside_the_tokens() -> None:
    for folder in ("kit", "theme"):
        for file in (UI / folder).glob("*.py"):
            if file.name == "tokens.py":
                continue
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    value = node.value
                    assert not (len(value) == 7 and value.startswith("#")), f"{file}: {value}"


def test_that_the_shipped_letters_are_used() -> None:
    assert tokens.FAMILY in load_fonts()


def test_that_an_unknown_icon_is_an_error_and_not_an_empty_square() -> None:
    assert not icon("house").isNull()
    with pytest.raises(KeyError):
        icon("no-such-icon")


def _named_icons(file: Path) -> set[str]:
    """What a file gives as `icon=` or `trailing=`, or draws as a `Glyph`."""
    named: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if not isinstance(node, ast.Call):
            continue
        asked = [word.value for word in node.keywords if word.arg in {"icon", "trailing"}]
        if isinstance(node.func, ast.Name) and node.func.id == "Glyph":
            asked += node.args[:1]
        named |= {one.value for one in asked if isinstance(one, ast.Constant)}  # type: ignore[misc]
    return named - {""}


def test_that_every_icon_that_a_screen_names_is_in_the_set() -> None:
    missing = {file.name: _named_icons(file) - icon_names() for file in UI.rglob("*.py")}
    assert not {name: icons for name, icons in missing.items() if icons}


def test_that_the_look_switches_while_the_program_runs(qtbot: QtBot, qapp: QApplication) -> None:
    field = Field("Naam")
    qtbot.addWidget(field)
    field.show()
    before = field.line.palette().text().color().name()
    with qtbot.waitSignal(theme().changed):
        apply_theme(qapp, "dark", 2.0)
    assert theme().colours is tokens.DARK
    assert field.line.palette().text().color().name() != before


def test_that_text_of_two_hundred_per_cent_makes_room(qtbot: QtBot, qapp: QApplication) -> None:
    button, note = Button("Ander onderwerp", shortcut="Ctrl+K"), NoteBox()
    for widget in (button, note):
        qtbot.addWidget(widget)
        widget.show()
    small, low = button.sizeHint(), note.sizeHint().height()
    apply_theme(qapp, "light", 2.0)
    assert button.sizeHint().width() > 1.8 * small.width()
    assert button.sizeHint().height() == 2 * small.height()
    assert note.sizeHint().height() > 1.8 * low


def test_that_a_text_scale_stays_between_one_and_two(qapp: QApplication) -> None:
    apply_theme(qapp, "light", 5.0)
    assert theme().scale == tokens.MAX_SCALE


def literals(folder: Path) -> set[str]:
    """Every Dutch text given to `tr` in the Python files of a folder."""
    found = set()
    for file in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "tr":
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    found.add(first.value)
    return found


def test_that_every_text_of_the_kit_has_its_english() -> None:
    assert literals(UI / "kit") <= set(catalogue("en"))


def test_that_a_translation_fills_its_places() -> None:
    assert tr("Opgeslagen {time}", time="14:03") == "Opgeslagen 14:03"
    set_language("en")
    assert tr("Opgeslagen {time}", time="14:03") == "Saved 14:03"
    assert tr("Geen vertaling bekend") == "Geen vertaling bekend"
