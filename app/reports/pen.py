"""The pen that writes a tagged PDF whose bytes depend on what it is told alone."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from app.reports import outlines, symbols, tags
from app.reports.embed import UsedFont
from app.reports.fonts import UNITS_PER_EM, Shaped
from app.reports.style import A4, Colour
from app.reports.tags import Node
from app.reports.text import Line, Piece

_RADIUS = 9.0
_PDF_VERSION = (1, 7)


@dataclass(frozen=True)
class Meta:
    """What a viewer shows in the title bar and tells a screen reader."""

    title: str
    author: str
    language: str
    program: str = "Drempel"


class Pen:
    """Draws on the page at hand. Distances in points; y counts down from the page's top."""

    def __init__(self, meta: Meta) -> None:
        self._buffer = io.BytesIO()
        self.canvas: Any = Canvas(
            self._buffer,
            pagesize=A4,
            pageCompression=1,
            invariant=1,
            lang=meta.language,
            pdfVersion=_PDF_VERSION,
        )
        self.canvas.setTitle(meta.title)
        self.canvas.setAuthor(meta.author)
        self.canvas.setSubject("")
        self.canvas.setCreator(meta.program)
        self.canvas.setProducer(meta.program)
        self.canvas.setViewerPreference("DisplayDocTitle", "true")
        # The canvas opens every page in Helvetica, which is neither embedded nor ours.
        self.canvas._preamble = "1 0 0 1 0 0 cm"  # noqa: SLF001
        self.canvas._doc.idToObject["BasicFonts"].dict.clear()  # noqa: SLF001
        self._fonts: dict[str, UsedFont] = {}
        self._marks: list[list[Node]] = [[]]

    def emit(self, operators: str) -> None:
        """Append raw content operators."""
        self.canvas._code.append(operators)  # noqa: SLF001  (the one way to raw operators)

    def flip(self, y: float) -> float:
        """Return the PDF's own y for a distance from the page's top."""
        return A4[1] - y

    def marked(self, node: Node | None, draw: Callable[[], None]) -> None:
        """Draw as content of `node`, or as decoration that screen readers skip."""
        if node is None:
            self.emit("/Artifact BMC")
        else:
            page = len(self._marks) - 1
            number = len(self._marks[page])
            self._marks[page].append(node)
            node.kids.append((page, number))
            self.emit(f"/{node.role} <</MCID {number}>> BDC")
        draw()
        self.emit("EMC")

    def line(self, line: Line, x: float, y: float) -> None:
        """Draw one line of text whose top is at y."""
        baseline = self.flip(y + line.baseline)
        for offset, piece in line.pieces:
            if piece.shaped is None:
                symbols.draw(self.canvas, piece.symbol, x + offset, baseline, piece.look)
            else:
                self._run(piece, piece.shaped, x + offset, baseline)

    def block(self, node: Node | None, lines: Sequence[Line], x: float, y: float) -> None:
        """Draw lines under each other as content of `node`."""
        if node is not None:
            node.heard += "".join(line.text for line in lines)
            node.redrawn = node.redrawn or any(line.redrawn for line in lines)

        def draw() -> None:
            top = y
            for line in lines:
                self.line(line, x, top)
                top += line.height

        self.marked(node, draw)

    def _run(self, piece: Piece, shaped: Shaped, x: float, baseline: float) -> None:
        font = self._fonts.get(shaped.face)
        if font is None:
            font = self._fonts[shaped.face] = UsedFont(shaped.face, len(self._fonts))
        red, green, blue = piece.look.colour
        body = _operators(font, shaped, piece.look.size)
        self.emit(
            f"{red:.3f} {green:.3f} {blue:.3f} rg BT /{font.resource} {piece.look.size:g} Tf "
            f"1 0 0 1 {x:.2f} {baseline:.2f} Tm {body} ET"
        )
        if signs := _signs(shaped, piece.look.size, x, baseline):
            self.emit(signs)

    def box(self, x: float, y: float, width: float, height: float, fill: Colour) -> None:
        """Fill a rectangle with round corners."""
        self.canvas.setFillColorRGB(*fill)
        self.canvas.roundRect(
            x, self.flip(y + height), width, height, min(_RADIUS, height / 2), stroke=0, fill=1
        )

    def rule(self, start: tuple[float, float], end: tuple[float, float], colour: Colour,
             width: float = 0.75) -> None:  # fmt: skip
        """Draw a straight line."""
        self.canvas.setStrokeColorRGB(*colour)
        self.canvas.setLineWidth(width)
        self.canvas.line(start[0], self.flip(start[1]), end[0], self.flip(end[1]))

    def next_page(self) -> None:
        """Close the page at hand."""
        self.canvas.showPage()
        self._marks.append([])

    def bytes(self, root: Node) -> bytes:
        """Close the document and return it; call once."""
        self._marks.pop()
        document = self.canvas._doc  # noqa: SLF001
        for number in range(len(self._marks)):
            tags.page_attributes(document.idToObject[f"Page{number + 1}"], number)
        for font in self._fonts.values():
            font.add_to(document)
        tags.write_tree(document, root, self._marks)
        self.canvas.save()
        return self._buffer.getvalue()


def _operators(font: UsedFont, shaped: Shaped, size: float) -> str:
    """Return the show-text operators of a run; offsets become kerning and text rise."""
    parts: list[str] = []
    array: list[str] = []
    rise = 0
    for glyph in shaped.glyphs:
        if not glyph.text:
            if glyph.advance:
                array.append(str(-glyph.advance))
            continue
        if glyph.y_offset != rise:
            if array:
                parts.append(f"[{''.join(array)}] TJ")
            array, rise = [], glyph.y_offset
            parts.append(f"{rise * size / UNITS_PER_EM:.3f} Ts")
        if glyph.x_offset:
            array.append(str(-glyph.x_offset))
        array.append(f"<{font.code(glyph):04X}>")
        after = font.face.advance(glyph.gid) - glyph.advance + glyph.x_offset
        if after:
            array.append(str(after))
    parts.append(f"[{''.join(array)}] TJ")
    if rise:
        parts.append("0 Ts")
    return " ".join(parts)


def _signs(shaped: Shaped, size: float, x: float, baseline: float) -> str:
    """Return the outlines of glyphs that belong to a neighbour's letter: dots and vowel signs."""
    parts: list[str] = []
    units = 0
    for glyph in shaped.glyphs:
        if not glyph.text:
            left = x + (units + glyph.x_offset) * size / UNITS_PER_EM
            foot = baseline + glyph.y_offset * size / UNITS_PER_EM
            parts.append(outlines.path(shaped.face, glyph.gid, size, left, foot))
        units += glyph.advance
    return " ".join(part for part in parts if part)
