"""Reading PDFs back as a machine and a person would."""

from __future__ import annotations

import io
import unicodedata
from typing import Any

import pypdf

from app.reports.text import clean


def pages(data: bytes) -> int:
    """Return the number of pages."""
    return len(pypdf.PdfReader(io.BytesIO(data)).pages)


def text(data: bytes) -> str:
    """Return the text that a PDF reader finds, pages after each other."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    return "\n".join(page.extract_text() for page in reader.pages)


def heard(data: bytes) -> list[tuple[str, str]]:
    """Return role and text of every tagged element in reading order, as a screen reader walks."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    marks = {
        page.indirect_reference.idnum: _marks(page)
        for page in reader.pages
        if page.indirect_reference is not None
    }
    root: Any = reader.trailer["/Root"]
    found: list[tuple[str, str]] = []
    _walk(root["/StructTreeRoot"]["/K"][0].get_object(), marks, found)
    return found


def _walk(element: Any, marks: dict[int, dict[int, str]], found: list[tuple[str, str]]) -> None:
    place = len(found)
    found.append((str(element["/S"]), ""))
    words = ""
    for kid in element["/K"]:
        entry = kid.get_object()
        if entry.get("/Type") == "/MCR":
            page = entry.raw_get("/Pg").idnum
            words += marks[page][int(entry["/MCID"])]
        else:
            _walk(entry, marks, found)
    actual = element.get("/ActualText")
    found[place] = (str(element["/S"]), str(actual) if actual is not None else words)


def _marks(page: Any) -> dict[int, str]:
    """Return the text of each marked piece of a page, letters decoded by the font's own map."""
    maps = {name: _decoder(font.get_object()) for name, font in page["/Resources"]["/Font"].items()}
    content = pypdf.generic.ContentStream(page["/Contents"].get_object(), page.pdf)
    result: dict[int, str] = {}
    current: int | None = None
    decode: dict[int, str] = {}
    for operands, operator in content.operations:
        if operator == b"BDC":
            current = int(operands[1]["/MCID"])
            result[current] = ""
        elif operator in {b"EMC", b"BMC"}:
            current = None
        elif operator == b"Tf":
            decode = maps[operands[0]]
        elif operator == b"TJ" and current is not None:
            for part in operands[0]:
                raw = getattr(part, "original_bytes", part)
                if isinstance(raw, bytes):
                    result[current] += _decoded(raw, decode)
    return result


def _decoded(raw: bytes, decode: dict[int, str]) -> str:
    codes = [int.from_bytes(raw[index : index + 2], "big") for index in range(0, len(raw), 2)]
    return "".join(decode[code] for code in codes)


def _decoder(font: Any) -> dict[int, str]:
    if "/ToUnicode" not in font:
        return {}
    decode: dict[int, str] = {}
    for line in font["/ToUnicode"].get_object().get_data().decode("ascii").splitlines():
        if line.startswith("<") and line.count("<") == 2:
            code, words = line.replace("<", "").replace(">", "").split()
            decode[int(code, 16)] = bytes.fromhex(words).decode("utf-16-be")
    return decode


def squeezed(words: str) -> str:
    """Return the letters without spaces, so that a line break loses nothing."""
    return "".join(unicodedata.normalize("NFC", clean(words)).split())


def everything_heard(data: bytes) -> str:
    """Return every tagged text after each other, squeezed."""
    return squeezed(" ".join(words for _, words in heard(data)))
