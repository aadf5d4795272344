"""The one stylesheet, made from the tokens."""

from __future__ import annotations

from string import Template
from typing import Final

from app.ui.theme import tokens
from app.ui.theme.tokens import LETTERS, Colours

_SHEET: Final = Template("""
QWidget { color: $ink; }
QMainWindow, QDialog, QWidget[ground="paper"] { background: $paper; }
QWidget[ground="sunk"] { background: $sunk; }
QWidget[ground="surface"] { background: $surface; }
QWidget[edge="right"] { border-right: 1px solid $line; }
QWidget[edge="left"] { border-left: 1px solid $line; }
QWidget[edge="bottom"] { border-bottom: 1px solid $line; }
QLabel { background: transparent; border: none; }
QLabel[letter="title"] { font-size: $title_px; font-weight: $title_weight; }
QLabel[letter="large"] { font-size: $large_px; font-weight: $large_weight; }
QLabel[letter="heading"] { font-size: $heading_px; font-weight: $heading_weight; }
QLabel[letter="note"] { font-size: $note_px; }
QLabel[letter="strong"] { font-weight: $strong_weight; }
QLabel[letter="small"] { font-size: $small_px; }
QLabel[letter="small_strong"] { font-size: $small_px; font-weight: $small_strong_weight; }
QLabel[letter="tiny"] { font-size: $tiny_px; }
QLabel[ink="ink"] { color: $ink; }
QLabel[ink="ink2"] { color: $ink2; }
QLabel[ink="accent"] { color: $accent; }
QLabel[ink="care"] { color: $care; }
QLabel[ink="good"] { color: $good; }
QLabel[ink="info"] { color: $info; }
QFrame[kit="card"] { background: $surface; border: 1px solid $line; border-radius: ${card}px; }
QFrame[kit="card"][tone="accent"] { background: $accent_soft; border: none; }
QFrame[kit="card"][tone="care"] { background: $care_soft; border: none; }
QFrame[kit="card"][tone="plain"] { background: transparent; border: 1px solid $line; }
QFrame[kit="line"] { background: $line; border: none; max-height: 1px; min-height: 1px; }
QFrame[kit="known"] { border: none; border-left: 3px solid $control; background: transparent; }
QFrame[kit="known"][tone="good"] { border-left-color: $good; }
QFrame[kit="known"][tone="care"] { border-left-color: $care; }
QLineEdit, QPlainTextEdit, QTextEdit {
  background: $surface; color: $ink; border: 1px solid $control; border-radius: ${control_r}px;
  padding: ${pad_v}px ${pad_h}px; selection-background-color: $accent;
  selection-color: $on_accent; placeholder-text-color: $ink2;
}
QPlainTextEdit, QTextEdit { border-radius: ${field}px; font-size: $note_px; }
QTextEdit[bare="true"] { border: none; background: transparent; padding: 0; border-radius: 0; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus { border-color: $accent; }
QLineEdit:disabled, QPlainTextEdit:disabled { color: $ink2; background: $paper; }
QLineEdit[bare="true"] { border: none; background: transparent; padding: 0; }
QFrame[kit="fieldBox"] {
  background: $surface; border: 1px solid $control; border-radius: ${field}px; }
QFrame[kit="fieldBox"][pill="true"] { border-radius: ${pill}px; }
QListView, QTableView, QTreeView { background: transparent; border: none; outline: none;
  selection-background-color: $accent_soft; selection-color: $ink; }
QTableView { gridline-color: $line; alternate-background-color: $paper; }
QHeaderView::section { background: transparent; color: $ink2; border: none; font-size: $small_px;
  border-bottom: 1px solid $line; padding: 6px 8px; font-weight: $strong_weight; }
QTableCornerButton::section { background: transparent; border: none; }
QTableView::item { padding: 4px 8px; }
QScrollArea { background: transparent; border: none; }
QScrollArea > QWidget > QWidget[clear="true"] { background: transparent; }
QScrollBar:vertical { background: transparent; width: ${bar}px; margin: 0; }
QScrollBar:horizontal { background: transparent; height: ${bar}px; margin: 0; }
QScrollBar::handle { background: $control; border-radius: 2px; }
QScrollBar::handle:vertical { min-height: 36px; margin: 2px 4px; }
QScrollBar::handle:horizontal { min-width: 36px; margin: 4px 2px; }
QScrollBar::handle:hover { background: $ink2; border-radius: 4px; margin: 2px; }
QScrollBar::handle:disabled { background: transparent; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QProgressBar { background: $line; border: none; border-radius: 2px; }
QProgressBar::chunk { background: $accent; border-radius: 2px; }
QProgressBar[tone="care"]::chunk { background: $care; }
QProgressBar[tone="good"]::chunk { background: $good; }
QToolTip { background: $ink; color: $paper; border: none; padding: 6px 10px;
  font-size: $small_px; }
QMenu { background: $surface; border: 1px solid $line; border-radius: ${control_r}px;
  padding: 6px; }
QMenu::item { padding: 8px 20px; border-radius: 6px; }
QMenu::item:selected { background: $accent_soft; color: $ink; }
QMenu::item:disabled { color: $control; background: transparent; }
QMenu::separator { background: $line; height: 1px; margin: 4px 10px; }
QFrame[kit="popup"] { background: $surface; border: 1px solid $control;
  border-radius: ${card}px; }
QFrame[kit="panel"] { background: $surface; border: none; border-left: 1px solid $line; }
QFrame[kit="undoBar"] { background: $ink; border-radius: ${field}px; }
QFrame[kit="undoBar"] QLabel { color: $paper; }
QCheckBox { spacing: ${pad_v}px; }
QCalendarWidget QAbstractItemView { background: $surface; color: $ink; border: none;
  selection-background-color: $accent; selection-color: $on_accent; outline: none;
  alternate-background-color: $sunk; }
QCalendarWidget QWidget#qt_calendar_navigationbar { background: $surface; }
QCalendarWidget QToolButton { color: $ink; background: transparent; border: none;
  border-radius: 8px; padding: 6px 10px; font-weight: $strong_weight; }
QCalendarWidget QToolButton:hover { background: $accent_soft; }
QCalendarWidget QToolButton::menu-indicator { image: none; }
""")


def stylesheet(colours: Colours, scale: float) -> str:
    """The whole look as QSS; `scale` is the text scale, 1.0-2.0."""
    values: dict[str, object] = {
        name: getattr(colours, name)
        for name in Colours.__slots__
        if name not in {"zrm", "on_zrm", "name"}
    }
    for name, letter in LETTERS.items():
        values[f"{name}_px"] = f"{round(letter.pixels * scale)}px"
        values[f"{name}_weight"] = letter.weight
    values["card"] = tokens.RADIUS_CARD
    values["control_r"] = tokens.RADIUS_CONTROL
    values["field"] = tokens.RADIUS_FIELD
    values["bar"] = tokens.SCROLL_BAR
    values["pill"] = int(8 + 10 * scale)  # Qt draws square corners above half the height
    values["pad_v"] = round(9 * scale)
    values["pad_h"] = round(14 * scale)
    return _SHEET.substitute(values)
