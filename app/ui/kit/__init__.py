"""The widgets that screens are made of; see docs/ui-kit.md."""

from app.ui.kit.area_list import Area, AreaList, paint_state, state_name
from app.ui.kit.buttons import Button
from app.ui.kit.card import Card, KnownNote, Line
from app.ui.kit.chips import Chip, ChipGroup, Option
from app.ui.kit.fields import Field, PassphraseField, SearchField
from app.ui.kit.flow import FlowLayout
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
from app.ui.kit.saved import Glyph, SavedIndicator, UndoBar
from app.ui.kit.scores import LevelBadge, ScoreRow, level_name
from app.ui.kit.tabs import Segments, Tabs

__all__ = [
    "Area",
    "AreaList",
    "Button",
    "Caption",
    "Card",
    "Chip",
    "ChipGroup",
    "ElidingLabel",
    "Field",
    "FlowLayout",
    "Glyph",
    "KnownNote",
    "LevelBadge",
    "Line",
    "NavEntry",
    "NavRail",
    "NoteBox",
    "Option",
    "PassphraseField",
    "ScoreRow",
    "SearchField",
    "Secondary",
    "SectionTitle",
    "Segments",
    "SavedIndicator",
    "Strong",
    "Tabs",
    "Text",
    "Title",
    "UndoBar",
    "WordsBox",
    "level_name",
    "paint_state",
    "state_name",
]
