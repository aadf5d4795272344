"""From words to measured lines: cleaning, runs of one face and direction, line breaking."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from app.reports import bidi
from app.reports.fonts import UNITS_PER_EM, Shaped, Weight, face, face_for, joins_previous
from app.reports.style import INK, Colour

_DROPPED: Final = frozenset({"Cc", "Cs", "Cf", "Co", "Cn", "Zl", "Zp"})
_KEPT: Final = frozenset("\u200c\u200d")
SYMBOL_WIDTH: Final = 0.95
"""Width of a drawn sign with the room behind it, in parts of the letter size."""
_SIGN: Final = "\ufffc"
_HYPHENS: Final = frozenset("-\u2010\u2013\u2014/")
_SPACE_FOR: Final = frozenset("\t\u2003\u2002\u2009\u3000")


def clean(text: str) -> str:
    """Return the text composed (NFC), on one line, without control and direction marks."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    kept: list[str] = []
    for letter in unicodedata.normalize("NFC", text):
        if letter.isspace() or letter in _SPACE_FOR:
            kept.append(letter if letter == "\u00a0" else " ")
        elif letter in _KEPT or unicodedata.category(letter) not in _DROPPED:
            kept.append(letter)
    return " ".join("".join(kept).split(" ")).strip(" ") if kept else ""


def paragraphs(text: str) -> list[str]:
    """Return the cleaned, non-empty paragraphs of a text that may hold line ends."""
    return [line for line in (clean(part) for part in text.splitlines()) if line]


@dataclass(frozen=True)
class Look:
    """How letters look; size in points."""

    size: float
    weight: Weight = Weight.REGULAR
    colour: Colour = INK


@dataclass(frozen=True)
class Span:
    """Cleaned text in one look, or (with `symbol`) a drawn sign that stands for the text."""

    text: str
    look: Look
    symbol: str = ""


@dataclass(frozen=True)
class Piece:
    """A run of one look, face and direction inside a word; width in points."""

    look: Look
    level: int
    width: float
    shaped: Shaped | None = None
    symbol: str = ""
    symbol_text: str = ""

    @property
    def text(self) -> str:
        """What the piece stands for, in logical order."""
        return self.symbol_text if self.shaped is None else self.shaped.text


@dataclass(frozen=True)
class Line:
    """Pieces in visual order with the left edge of each; all in points.

    `text` is what a reader should hear, in logical order; `redrawn` says that the drawn letters do
    not give it by themselves (right to left, or a drawn sign).
    """

    pieces: tuple[tuple[float, Piece], ...]
    width: float
    height: float
    baseline: float
    text: str = ""
    rtl: bool = False
    redrawn: bool = False


class _Letter(NamedTuple):
    letter: str
    look: Look
    level: int
    symbol: str
    stands_for: str


@dataclass
class _Word:
    pieces: list[Piece] = field(default_factory=list)
    space: list[Piece] = field(default_factory=list)
    letters: list[_Letter] = field(default_factory=list)

    @property
    def width(self) -> float:
        return sum(piece.width for piece in self.pieces)

    @property
    def space_width(self) -> float:
        return sum(piece.width for piece in self.space)


class Typesetter:
    """Breaks spans into lines; remembers shaped words for one document only."""

    def __init__(self, leading: float) -> None:
        self._leading = leading
        self._known: dict[tuple[str, str, bool], Shaped] = {}

    def lines(self, spans: Sequence[Span], width: float) -> list[Line]:
        """Return the lines of a paragraph, each at most `width` points where letters allow."""
        flat = "".join(_SIGN if span.symbol else span.text for span in spans)
        base, levels = bidi.levels(flat)
        words = [part for word in self._words(spans, levels) for part in self._split(word, width)]
        rows: list[list[_Word]] = []
        used = 0.0
        for word in words:
            if rows and used + word.width <= width + 0.01:
                rows[-1].append(word)
                used += word.width + word.space_width
            else:
                rows.append([word])
                used = word.width + word.space_width
        return [self._line(row, width if base else None) for row in rows]

    def width(self, spans: Sequence[Span]) -> float:
        """Return the width of the spans on one endless line, in points."""
        return max((line.width for line in self.lines(spans, 1e9)), default=0.0)

    def _words(self, spans: Iterable[Span], levels: Sequence[int]) -> list[_Word]:
        words: list[_Word] = [_Word()]
        at = 0
        for span in spans:
            for letter in _SIGN if span.symbol else span.text:
                word = words[-1]
                entry = _Letter(letter, span.look, levels[at], span.symbol, span.text)
                at += 1
                if letter == " ":
                    self._finish(word)
                    word.space.append(self._pieces([entry])[0])
                    words.append(_Word())
                    continue
                word.letters.append(entry)
                if letter in _HYPHENS and len(word.letters) > 1:
                    self._finish(word)
                    words.append(_Word())
        self._finish(words[-1])
        return [word for word in words if word.pieces or word.space]

    def _finish(self, word: _Word) -> None:
        word.pieces.extend(self._pieces(word.letters))

    def _pieces(self, letters: Sequence[_Letter]) -> list[Piece]:
        pieces: list[Piece] = []
        run: list[_Letter] = []
        run_face = ""
        for entry in letters:
            name = entry.symbol or face_for(entry.letter, entry.look.weight)
            together = bool(run) and run[0][1:3] == entry[1:3] and not run[0].symbol
            if together and joins_previous(entry.letter):
                name = run_face if ord(entry.letter) in face(run_face).letters else name
            if together and name == run_face:
                run.append(entry)
                continue
            if run:
                pieces.append(self._piece(run_face, run))
            run, run_face = [entry], name
        return [*pieces, self._piece(run_face, run)] if run else pieces

    def _piece(self, name: str, run: Sequence[_Letter]) -> Piece:
        first = run[0]
        look, level = first.look, first.level
        if first.symbol:
            width = look.size * SYMBOL_WIDTH
            return Piece(look, level, width, symbol=first.symbol, symbol_text=first.stands_for)
        text = "".join(entry.letter for entry in run)
        key = (name, text, bool(level % 2))
        shaped = self._known.get(key)
        if shaped is None:
            shaped = self._known[key] = face(name).shape(text, rtl=key[2])
        return Piece(look, level, shaped.units * look.size / UNITS_PER_EM, shaped)

    def _split(self, word: _Word, width: float) -> list[_Word]:
        """Break a word that is wider than a whole line between letters; others stay whole."""
        if word.width <= width or len(word.letters) <= 1:
            return [word]
        parts: list[_Word] = []
        letters = word.letters
        start = 0
        while start < len(letters):
            end = self._fitting(letters, start, width)
            parts.append(_Word(self._pieces(letters[start:end])))
            start = end
        parts[-1].space = word.space
        return parts

    def _fitting(self, letters: Sequence[_Letter], start: int, width: float) -> int:
        low, high = start + 1, len(letters)
        while low < high:
            middle = (low + high + 1) // 2
            if sum(piece.width for piece in self._pieces(letters[start:middle])) <= width:
                low = middle
            else:
                high = middle - 1
        while low < len(letters) and joins_previous(letters[low].letter):
            low += 1
        return low

    def _line(self, row: Sequence[_Word], right_edge: float | None) -> Line:
        pieces = [piece for word in row for piece in (*word.pieces, *word.space)]
        trailing = row[-1].space_width
        order = bidi.visual_order([piece.level for piece in pieces])
        total = sum(piece.width for piece in pieces)
        x = 0.0
        if right_edge is not None:
            x = max(right_edge - total + trailing, 0.0) - trailing
        placed: list[tuple[float, Piece]] = []
        for index in order:
            placed.append((x, pieces[index]))
            x += pieces[index].width
        size = max(piece.look.size for piece in pieces)
        height = size * self._leading
        return Line(
            tuple(placed),
            total - trailing,
            height,
            height / 2 + size * 0.34,
            text="".join(piece.text for piece in pieces),
            rtl=right_edge is not None,
            redrawn=any(piece.symbol or piece.level % 2 for piece in pieces),
        )
