"""The tokens of everything printed: colours, sizes and distances, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, NamedTuple


class Colour(NamedTuple):
    """Red, green and blue, each 0 to 1."""

    red: float
    green: float
    blue: float


def _hex(value: str) -> Colour:
    return Colour(*(int(value[i : i + 2], 16) / 255 for i in (1, 3, 5)))


INK: Final = _hex("#1E2A2C")
INK_2: Final = _hex("#556266")
LINE: Final = _hex("#E2DBCF")
CONTROL: Final = _hex("#7E8986")
ACCENT: Final = _hex("#0B655E")
ACCENT_SOFT: Final = _hex("#DFEFEC")
CARE_SOFT: Final = _hex("#FBE9D8")
GOOD: Final = _hex("#2B6A3A")
SUNK: Final = _hex("#EFEAE1")
WHITE: Final = _hex("#FFFFFF")
ZRM: Final = {
    1: _hex("#A6243A"),
    2: _hex("#D9764A"),
    3: _hex("#E9C46A"),
    4: _hex("#86B6C9"),
    5: _hex("#2C6E96"),
}
ON_ZRM: Final = {1: WHITE, 2: INK, 3: INK, 4: INK, 5: WHITE}

POINTS_PER_MM: Final = 72 / 25.4
A4: Final = (595.28, 841.89)
"""Width and height in points."""


def mm(value: float) -> float:
    """Points in so many millimetres."""
    return value * POINTS_PER_MM


@dataclass(frozen=True)
class Sizes:
    """Type sizes and distances in points; `gap` is the distance between paragraphs.

    `foot` is the white under the footer.
    """

    small: float
    body: float
    quote: float
    heading: float
    title: float
    number: float
    leading: float
    gap: float
    section: float
    margin_x: float
    margin_top: float
    foot: float
    stacked_tables: bool


NORMAL: Final = Sizes(
    small=9.25,
    body=12,
    quote=14,
    heading=13.25,
    title=21,
    number=19,
    leading=1.4,
    gap=5,
    section=20,
    margin_x=mm(19),
    margin_top=mm(17),
    foot=mm(11),
    stacked_tables=False,
)
LARGE: Final = Sizes(
    small=18,
    body=19,
    quote=21,
    heading=22,
    title=30,
    number=32,
    leading=1.38,
    gap=8,
    section=24,
    margin_x=mm(16),
    margin_top=mm(15),
    foot=mm(11),
    stacked_tables=True,
)
