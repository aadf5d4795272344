"""The shipped faces: which face has which letter, and shaping by HarfBuzz."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any, Final

import uharfbuzz as hb

UNITS_PER_EM: Final = 1000
"""Every shipped face has this many units; a test says so."""


class Weight(StrEnum):
    """The weights that the documents use."""

    REGULAR = "Regular"
    SEMIBOLD = "SemiBold"
    BOLD = "Bold"


_HEAVY: Final = frozenset({Weight.SEMIBOLD, Weight.BOLD})
_ATKINSON: Final = "AtkinsonHyperlegibleNext"
_FALLBACKS: Final = ("NotoSans", "NotoNaskhArabic")
_ARABIC: Final = ((0x0600, 0x06FF), (0x0750, 0x077F), (0x08A0, 0x08FF), (0xFB50, 0xFEFC))


@dataclass(frozen=True)
class Glyph:
    """One drawn glyph; `text` is what it stands for, empty when a neighbour carries it.

    Advance and offsets in font units.
    """

    gid: int
    text: str
    advance: int
    x_offset: int
    y_offset: int


@dataclass(frozen=True)
class Shaped:
    """Glyphs in visual order, left to right."""

    face: str
    text: str
    rtl: bool
    glyphs: tuple[Glyph, ...]
    units: int


class Face:
    """One font file, held for the life of the process."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.data = resources.files("resources").joinpath("fonts", f"{name}.ttf").read_bytes()
        self.hb_face: Any = hb.Face(hb.Blob(self.data))
        self.hb_font: Any = hb.Font(self.hb_face)
        self.letters: frozenset[int] = frozenset(self.hb_face.unicodes)
        self.units_per_em: int = self.hb_face.upem

    def advance(self, gid: int) -> int:
        """Return the width of a glyph in font units, before kerning."""
        return int(self.hb_font.get_glyph_h_advance(gid))

    def shape(self, text: str, *, rtl: bool) -> Shaped:
        """Return the glyphs of a run that lies wholly in this face and one direction."""
        buffer: Any = hb.Buffer()
        buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_codepoints([ord(letter) for letter in text])
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if rtl else "ltr"
        hb.shape(self.hb_font, buffer, None)
        infos, positions = buffer.glyph_infos, buffer.glyph_positions
        words = _cluster_words(text, [info.cluster for info in infos], rtl=rtl)
        glyphs = tuple(
            Glyph(info.codepoint, word, place.x_advance, place.x_offset, place.y_offset)
            for info, place, word in zip(infos, positions, words, strict=True)
        )
        return Shaped(self.name, text, rtl, glyphs, sum(g.advance for g in glyphs))


def _cluster_words(text: str, clusters: list[int], *, rtl: bool) -> list[str]:
    starts = sorted(set(clusters))
    ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
    seen: set[int] = set()
    words = [""] * len(clusters)
    order = range(len(clusters) - 1, -1, -1) if rtl else range(len(clusters))
    for index in order:
        start = clusters[index]
        if start not in seen:
            seen.add(start)
            words[index] = text[start : ends[start]]
    return words


@cache
def face(name: str) -> Face:
    """Return the face of that file name, read once."""
    return Face(name)


def _is_arabic(code: int) -> bool:
    return any(low <= code <= high for low, high in _ARABIC)


@cache
def face_for(letter: str, weight: Weight) -> str:
    """Return the name of the face that draws this letter in this weight.

    A letter that no shipped face has is drawn by Atkinson as a box; its text stays readable for
    machines.
    """
    first = f"{_ATKINSON}-{weight}"
    code = ord(letter)
    if code in face(first).letters and not _is_arabic(code):
        return first
    other = Weight.SEMIBOLD if weight in _HEAVY else Weight.REGULAR
    for family in _FALLBACKS:
        name = f"{family}-{other}"
        if code in face(name).letters:
            return name
    return first


def joins_previous(letter: str) -> bool:
    """Say whether a letter belongs to the one before it: a combining mark or a joiner."""
    return unicodedata.category(letter) in {"Mn", "Me", "Mc"} or letter in "\u200c\u200d"
