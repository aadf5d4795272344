"""Embedding of the letters that a document uses, so that what is drawn can also be read."""

from __future__ import annotations

from typing import Any, Final

import uharfbuzz as hb
from reportlab.pdfbase import pdfdoc

from app.reports.fonts import Face, Glyph, face

_DROP: Final = ("GSUB", "GPOS", "GDEF", "BASE", "STAT", "name", "post", "OS/2", "kern", "DSIG")
_BLOCK: Final = 100
"""A CMap section holds at most so many entries (PDF reference, 9.10.3)."""


class UsedFont:
    """The codes of one face in one document: one code per glyph and what it stands for."""

    def __init__(self, name: str, tag: int) -> None:
        self.face: Face = face(name)
        self.tag = f"{chr(65 + tag)}RPTAA"
        self.resource = f"T{tag}"
        self._codes: dict[tuple[int, str], int] = {}

    def code(self, glyph: Glyph) -> int:
        """Return the two-byte code of a glyph, given out on first use."""
        return self._codes.setdefault((glyph.gid, glyph.text), len(self._codes) + 1)

    def add_to(self, document: Any) -> None:  # noqa: ANN401  (reportlab has no types)
        """Write the font program, its widths, glyph map and text map into the document."""
        base = f"{self.tag}+{self.face.name}"
        cid_font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("CIDFontType2"),
                "BaseFont": pdfdoc.PDFName(base),
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "FontDescriptor": self._descriptor(document, base),
                "DW": 0,
                "W": pdfdoc.PDFArray([1, pdfdoc.PDFArray(self._widths())]),
                "CIDToGIDMap": _stream(document, self._glyph_map(), f"{self.resource}map"),
            }
        )
        font = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("Font"),
                "Subtype": pdfdoc.PDFName("Type0"),
                "BaseFont": pdfdoc.PDFName(base),
                "Encoding": pdfdoc.PDFName("Identity-H"),
                "DescendantFonts": pdfdoc.PDFArray(
                    [document.Reference(cid_font, f"{self.resource}cid")]
                ),
                "ToUnicode": _stream(document, self._text_map(), f"{self.resource}text"),
            }
        )
        document.idToObject["BasicFonts"].dict[self.resource] = document.Reference(
            font, f"{self.resource}font"
        )

    def _widths(self) -> list[int]:
        return [self.face.advance(gid) for gid, _ in self._codes]

    def _glyph_map(self) -> bytes:
        return b"\0\0" + b"".join(gid.to_bytes(2, "big") for gid, _ in self._codes)

    def _text_map(self) -> bytes:
        entries = [
            f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>"
            for (_, text), code in self._codes.items()
        ]
        lines = [
            "/CIDInit /ProcSet findresource begin 12 dict begin begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def /CMapType 2 def",
            "1 begincodespacerange <0000> <FFFF> endcodespacerange",
        ]
        for start in range(0, len(entries), _BLOCK):
            block = entries[start : start + _BLOCK]
            lines += [f"{len(block)} beginbfchar", *block, "endbfchar"]
        lines.append("endcmap CMapName currentdict /CMap defineresource pop end end")
        return "\n".join(lines).encode("ascii")

    def _descriptor(self, document: Any, base: str) -> Any:  # noqa: ANN401
        extents = self.face.hb_font.get_font_extents("ltr")
        program = self._program()
        stream = _stream(document, program, f"{self.resource}file")
        document.idToObject[f"{self.resource}file"].dictionary["Length1"] = len(program)
        descriptor = pdfdoc.PDFDictionary(
            {
                "Type": pdfdoc.PDFName("FontDescriptor"),
                "FontName": pdfdoc.PDFName(base),
                "Flags": 4,
                "FontBBox": pdfdoc.PDFArray([-500, extents.descender, 2000, extents.ascender]),
                "ItalicAngle": 0,
                "Ascent": extents.ascender,
                "Descent": extents.descender,
                "CapHeight": 668,
                "StemV": 90,
                "FontFile2": stream,
            }
        )
        return document.Reference(descriptor, f"{self.resource}descriptor")

    def _program(self) -> bytes:
        request: Any = hb.SubsetInput()
        request.glyph_set.update({0, *(gid for gid, _ in self._codes)})
        request.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROP)
        request.flags = (
            hb.SubsetFlags.RETAIN_GIDS
            | hb.SubsetFlags.NOTDEF_OUTLINE
            | hb.SubsetFlags.NO_LAYOUT_CLOSURE
            | hb.SubsetFlags.NO_HINTING
        )
        return bytes(hb.subset(self.face.hb_face, request).blob.data)


def _stream(document: Any, content: bytes, name: str) -> Any:  # noqa: ANN401
    stream = pdfdoc.PDFStream(content=content, filters=[pdfdoc.PDFZCompress])
    return document.Reference(stream, name)
