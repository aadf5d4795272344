"""Reading PDFs back as a machine and a person would."""

from __future__ import annotations

import io
import re
import unicodedata
from typing import Any, Final

import pypdf

from app.reports.text import clean

_STEP: Final = re.compile(
    rb"/MCID (?P<mark>\d+)[^>]*>> BDC|(?P<end>EMC|BMC)\b"
    rb"|(?P<font>/\w+) (?P<size>[\d.]+) Tf|\[(?P<text>[^]]*)] TJ"
)
"""What a page says on the way: a marked piece begins or ends, a font, letters."""
_HEX: Final = re.compile(rb"<(\w+)>")


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


def sizes(data: bytes) -> list[float]:
    """Return the size of every piece of text, in points."""
    reader = pypdf.PdfReader(io.BytesIO(data))
    steps = (step for page in reader.pages for step in _STEP.finditer(_content(page)))
    return [float(step["size"]) for step in steps if step["size"]]


def _content(page: Any) -> bytes:
    """Return how a page is drawn; all its text has to stand there as `<hex>`."""
    drawn: bytes = page["/Contents"].get_object().get_data()
    assert b"(" not in drawn
    return drawn


def _marks(page: Any) -> dict[int, str]:
    """Return the text of each marked piece of a page, letters decoded by the font's own map."""
    maps = {name: _decoder(font.get_object()) for name, font in page["/Resources"]["/Font"].items()}
    result: dict[int, str] = {}
    current: int | None = None
    decode: dict[int, str] = {}
    for step in _STEP.finditer(_content(page)):
        if step["mark"]:
            current = int(step["mark"])
            result[current] = ""
        elif step["end"]:
            current = None
        elif step["font"]:
            decode = maps[step["font"].decode()]
        elif current is not None:
            raw = bytes.fromhex(b"".join(_HEX.findall(step["text"])).decode())
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
