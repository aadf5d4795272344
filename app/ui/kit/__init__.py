"""The widgets that screens are made of; see docs/ui-kit.md."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from app.ui.kit.area_list import Area, AreaList, paint_state, state_name
    from app.ui.kit.buttons import Button
    from app.ui.kit.card import Card, KnownNote, Line
    from app.ui.kit.check_row import CheckRow, TickBox
    from app.ui.kit.chips import Chip, ChipGroup, Option
    from app.ui.kit.date_field import DateField, TimeField
    from app.ui.kit.dates import full_date, parse_date, parse_time, short_date
    from app.ui.kit.fast_list import FastList, ListRow, RowSource
    from app.ui.kit.fields import Field, PassphraseField, SearchField
    from app.ui.kit.flow import FlowLayout, flowing
    from app.ui.kit.labels import (
        Caption,
        ElidingLabel,
        Secondary,
        SectionTitle,
        Strong,
        Text,
        Title,
    )
    from app.ui.kit.nav_rail import NavEntry, NavRail
    from app.ui.kit.note_box import NoteBox, WordsBox
    from app.ui.kit.palette import CommandPalette, Found
    from app.ui.kit.panel import Panel
    from app.ui.kit.saved import Glyph, SavedIndicator, UndoBar
    from app.ui.kit.scores import LevelBadge, ScoreRow, level_name
    from app.ui.kit.spider import Series, SpiderChart
    from app.ui.kit.states import Columns, EmptyState, ProgressBar, Scroll
    from app.ui.kit.tabs import Segments, Tabs
    from app.ui.kit.timeline import Moment, Timeline
    from app.ui.kit.trend import TrendChart, TrendLine

__all__ = [
    "Area",
    "AreaList",
    "Button",
    "Caption",
    "Card",
    "CheckRow",
    "Chip",
    "ChipGroup",
    "Columns",
    "CommandPalette",
    "DateField",
    "ElidingLabel",
    "EmptyState",
    "FastList",
    "Field",
    "FlowLayout",
    "Found",
    "Glyph",
    "KnownNote",
    "LevelBadge",
    "Line",
    "ListRow",
    "Moment",
    "NavEntry",
    "NavRail",
    "NoteBox",
    "Option",
    "Panel",
    "PassphraseField",
    "ProgressBar",
    "RowSource",
    "SavedIndicator",
    "ScoreRow",
    "Scroll",
    "SearchField",
    "Secondary",
    "SectionTitle",
    "Segments",
    "Series",
    "SpiderChart",
    "Strong",
    "Tabs",
    "Text",
    "TickBox",
    "TimeField",
    "Timeline",
    "Title",
    "TrendChart",
    "TrendLine",
    "UndoBar",
    "WordsBox",
    "flowing",
    "full_date",
    "level_name",
    "paint_state",
    "parse_date",
    "parse_time",
    "short_date",
    "state_name",
]

_HOMES: Final = {
    "area_list": ("Area", "AreaList", "paint_state", "state_name"),
    "buttons": ("Button",),
    "card": ("Card", "KnownNote", "Line"),
    "check_row": ("CheckRow", "TickBox"),
    "chips": ("Chip", "ChipGroup", "Option"),
    "date_field": ("DateField", "TimeField"),
    "dates": ("full_date", "parse_date", "parse_time", "short_date"),
    "fast_list": ("FastList", "ListRow", "RowSource"),
    "fields": ("Field", "PassphraseField", "SearchField"),
    "flow": ("FlowLayout", "flowing"),
    "labels": ("Caption", "ElidingLabel", "Secondary", "SectionTitle", "Strong", "Text", "Title"),
    "nav_rail": ("NavEntry", "NavRail"),
    "note_box": ("NoteBox", "WordsBox"),
    "palette": ("CommandPalette", "Found"),
    "panel": ("Panel",),
    "saved": ("Glyph", "SavedIndicator", "UndoBar"),
    "scores": ("LevelBadge", "ScoreRow", "level_name"),
    "spider": ("Series", "SpiderChart"),
    "states": ("Columns", "EmptyState", "ProgressBar", "Scroll"),
    "tabs": ("Segments", "Tabs"),
    "timeline": ("Moment", "Timeline"),
    "trend": ("TrendChart", "TrendLine"),
}
_HOME_OF: Final = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    """Loads a widget's module at first use, so that the start waits only for what it shows."""
    if name not in _HOME_OF:
        raise AttributeError(name)
    return getattr(import_module(f"{__name__}.{_HOME_OF[name]}"), name)
