"""The building blocks of a document: headings, paragraphs, lists, tables and boxes as rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.reports import symbols
from app.reports.fonts import Weight
from app.reports.layout import Cell, Figure, Row, paginate
from app.reports.pages import draw_rows
from app.reports.pen import Meta, Pen
from app.reports.style import A4, ACCENT, INK_2, LINE, Colour, Sizes
from app.reports.tags import Node
from app.reports.text import Line, Look, Span, Typesetter, clean, paragraphs
from app.reports.words import Language, words

_COLUMN_GAP = 11.0
_FOOT_GAP = 16.0


@dataclass(frozen=True)
class Column:
    """A box column: a bold head and plain paragraphs under it."""

    head: str
    texts: tuple[str, ...]


class Sheet:
    """Collects rows and the structure of one document, then draws it."""

    def __init__(self, sizes: Sizes, language: Language) -> None:
        self.sizes = sizes
        self.language = language
        self.setter = Typesetter(sizes.leading)
        self.root = Node("Document")
        self.width = A4[0] - 2 * sizes.margin_x
        self._rows: list[Row] = []

    def look(
        self, size: float = 0, weight: Weight = Weight.REGULAR, colour: Colour | None = None
    ) -> Look:
        """Return a look in this document's body size unless another is given."""
        plain = Look(size or self.sizes.body, weight)
        return plain if colour is None else replace(plain, colour=colour)

    def say(self, key: str, **values: object) -> str:
        """Return a fixed sentence in the document's language."""
        return words(key, self.language, **values)

    def add(self, row: Row) -> None:
        """Append a row as it is."""
        self._rows.append(row)

    def lines(self, spans: Sequence[Span], width: float) -> tuple[Line, ...]:
        """Return measured lines of spans."""
        return tuple(self.setter.lines(spans, width))

    def text_lines(self, text: str, look: Look, width: float) -> tuple[Line, ...]:
        """Return measured lines of a text that may hold several paragraphs."""
        return tuple(
            line
            for part in paragraphs(text)
            for line in self.setter.lines([Span(f"{part} ", look)], width)
        )

    def title(self, text: str, below: str = "") -> None:
        """Add the one title of the document and a line in secondary ink under it."""
        self._heading(text, "H1", self.sizes.title, Weight.BOLD, self.sizes.section)
        if clean(below):
            self.paragraph(below, self.look(colour=INK_2), gap=self.sizes.gap * 0.6)

    def heading(self, text: str, role: str = "H2") -> None:
        """Add a heading that stays with what follows it."""
        self._heading(text, role, self.sizes.heading, Weight.SEMIBOLD, self.sizes.section)

    def subheading(self, text: str, gap: float | None = None) -> None:
        """Add a heading of the third rank, in body size."""
        self._heading(text, "H3", self.sizes.body, Weight.BOLD,
                      self.sizes.gap * 2 if gap is None else gap)  # fmt: skip

    def _heading(self, text: str, role: str, size: float, weight: Weight, gap: float) -> None:
        label = clean(text)
        node = Node(role, self.root)
        lines = self.lines([Span(label, self.look(size, weight))], self.width)
        cell = Cell(0, self.width, lines, node)
        outline = label if role in {"H1", "H2"} else ""
        self.add(Row((cell,), gap=gap, keep=True, whole=True, outline=outline))

    def paragraph(
        self,
        text: str,
        look: Look | None = None,
        *,
        gap: float | None = None,
        lead: str = "",
        keep: bool = False,
    ) -> None:
        """Add a text, one paragraph per line of it; `lead` stands bold before the first."""
        look = look or self.look()
        parts = paragraphs(text) or ([""] if clean(lead) else [])
        for index, part in enumerate(parts):
            spans = [Span(part, look)]
            if index == 0 and clean(lead):
                bold = replace(look, weight=Weight.BOLD)
                spans = [Span(clean(lead), bold), Span(f" {part}" if part else "", look)]
            cell = Cell(0, self.width, self.lines(spans, self.width), Node("P", self.root))
            self.add(Row((cell,), gap=self.sizes.gap if gap is None else gap, keep=keep))

    def spans(self, spans: Sequence[Span], *, gap: float = 0.0, keep: bool = False) -> None:
        """Add one paragraph of spans."""
        cell = Cell(0, self.width, self.lines(spans, self.width), Node("P", self.root))
        self.add(Row((cell,), gap=gap or self.sizes.gap, keep=keep))

    def quotes(self, texts: Sequence[str]) -> None:
        """Add own words, each set off by a bar."""
        indent = 16.0
        first = True
        for text in texts:
            parts = paragraphs(text)
            if not parts:
                continue
            parts[0] = f"“{parts[0]}" if parts[0][0] not in "“\"'‘„«" else parts[0]
            parts[-1] = f"{parts[-1]}”" if parts[-1][-1] not in "”\"'’»" else parts[-1]
            look = self.look(self.sizes.quote)
            lines = tuple(
                line
                for part in parts
                for line in self.lines([Span(f"{part} ", look)], self.width - indent)
            )
            x = 0.0 if lines[0].rtl else indent
            cell = Cell(x, self.width - indent, lines, Node("BlockQuote", self.root))
            gap = self.sizes.section * 0.7 if first else self.sizes.gap * 1.6
            self.add(Row((cell,), gap=gap, pad=1.5, bar=ACCENT))
            first = False

    def bullets(self, texts: Sequence[str]) -> None:
        """Add a list; empty texts are left out."""
        indent = self.sizes.body * 1.3
        parent: Node | None = None
        for text in texts:
            lines = self.text_lines(text, self.look(), self.width - indent)
            if not lines:
                continue
            parent = parent or Node("L", self.root)
            item = Node("LI", parent)
            mark = self.lines([Span("•", self.look(), symbols.BULLET)], indent)
            label, body = Node("Lbl", item), Node("LBody", item)
            self.add(
                Row(
                    (
                        Cell(2, indent, mark, label),
                        Cell(indent, self.width - indent, lines, body),
                    ),
                    gap=self.sizes.gap * 0.7,
                )
            )

    def table(
        self,
        heads: Sequence[str],
        shares: Sequence[float],
        rows: Sequence[Sequence[Sequence[Span]]],
        *,
        pad: float = 6.0,
    ) -> None:
        """Add a table; `shares` are parts of the width. In large print it becomes a list."""
        if self.sizes.stacked_tables:
            self._stacked(heads, rows)
            return
        table = Node("Table", self.root)
        edges = [sum(shares[:index]) * self.width for index in range(len(shares))]
        widths = [share * self.width - _COLUMN_GAP for share in shares]
        widths[-1] += _COLUMN_GAP
        small = self.look(self.sizes.small, Weight.SEMIBOLD, INK_2)
        top = Node("TR", table)
        cells = []
        for head, x, width in zip(heads, edges, widths, strict=True):
            node = Node("TH", top)
            node.scope = "Column"
            cells.append(Cell(x, width, self.lines([Span(head, small)], width), node))
        header = Row(tuple(cells), gap=self.sizes.gap, pad=4, keep=True, whole=True, rule=LINE)
        self.add(header)
        for row in rows:
            line = Node("TR", table)
            cells = [
                Cell(x, width, self.lines(spans, width), Node("TD", line))
                for spans, x, width in zip(row, edges, widths, strict=True)
            ]
            self.add(Row(tuple(cells), pad=pad, whole=True, rule=LINE, header=header))

    def _stacked(self, heads: Sequence[str], rows: Sequence[Sequence[Sequence[Span]]]) -> None:
        parent = Node("L", self.root)
        for row in rows:
            lines: list[Line] = []
            for index, (head, spans) in enumerate(zip(heads, row, strict=True)):
                if not any(span.text for span in spans):
                    continue
                label = [] if index == 0 else [Span(f"{head}: ", self.look(colour=INK_2))]
                if index == 0:
                    spans = [replace(s, look=replace(s.look, weight=Weight.BOLD)) for s in spans]  # noqa: PLW2901
                lines += self.lines([*label, *spans, Span(" ", self.look())], self.width)
            body = Node("LBody", Node("LI", parent))
            cell = Cell(0, self.width, tuple(lines), body)
            self.add(Row((cell,), pad=7, whole=True, rule=LINE))

    def box(self, columns: Sequence[Column], fill: Colour, *, gap: float | None = None) -> None:
        """Add a coloured box with its columns side by side, under each other in large print."""
        inset = 14.0
        groups = [[column] for column in columns] if self.sizes.stacked_tables else [list(columns)]
        for group in groups:
            width = (self.width - inset) / len(group) - inset
            cells = []
            for index, column in enumerate(group):
                bold = self.look(weight=Weight.SEMIBOLD)
                lines = self.text_lines(column.head, bold, width)
                for text in column.texts:
                    lines += self.text_lines(text, self.look(), width)
                x = inset + index * (width + inset)
                cells.append(Cell(x, width, lines, Node("P", self.root)))
            space = self.sizes.section * 0.9 if gap is None else gap
            self.add(Row(tuple(cells), gap=space, pad=11, whole=True, background=fill))

    def figure(self, figure: Figure, *, gap: float = 0.0, keep: bool = False) -> None:
        """Add a drawing."""
        self.add(Row(figure=figure, gap=gap, keep=keep))

    def space(self, height: float) -> None:
        """Add empty room that vanishes at a page's foot."""
        self.figure(Figure(height, lambda _pen, _x, _y: None))

    def finish(self, meta: Meta, footer: str = "", *, numbered: bool = True) -> bytes:
        """Lay out, draw and return the document."""
        sizes = self.sizes
        look = self.look(sizes.small, colour=INK_2)
        label = self.say("page", page=88, pages=88) if numbered else ""
        taken = self.setter.width([Span(label, look)]) + 24 if label else 0.0
        foot = self.text_lines(footer, look, self.width - taken)
        height = max(len(foot), 1) * look.size * sizes.leading
        bottom = A4[1] - sizes.foot - height
        pages = paginate(self._rows, sizes.margin_top, bottom - _FOOT_GAP)
        pen = Pen(meta)
        for number, page in enumerate(pages, start=1):
            draw_rows(pen, page, sizes.margin_x, self.width)
            last = number == len(pages)
            if foot:
                node = Node("P", self.root) if last else None
                pen.block(node, foot, sizes.margin_x, bottom)
            if numbered:
                text = self.say("page", page=number, pages=len(pages))
                right = self.lines([Span(text, look)], self.width)
                pen.block(None, right, A4[0] - sizes.margin_x - right[0].width, bottom)
            pen.next_page()
        return pen.bytes(self.root)
