"""Every colour, size, distance and letter of the look, for light and dark."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Colours:
    """One palette, as `#RRGGBB`. `line` and `*_soft` are decoration; text never uses `line`."""

    name: str
    paper: str
    surface: str
    sunk: str
    ink: str
    ink2: str
    line: str
    control: str
    accent: str
    accent_soft: str
    on_accent: str
    care: str
    care_soft: str
    on_care: str
    good: str
    good_soft: str
    on_good: str
    info: str
    zrm: tuple[str, str, str, str, str]
    on_zrm: tuple[str, str, str, str, str]


LIGHT: Final = Colours(
    name="light",
    paper="#F6F3ED",
    surface="#FFFFFF",
    sunk="#EFEAE1",
    ink="#1E2A2C",
    ink2="#556266",
    line="#E2DBCF",
    control="#7E8986",
    accent="#0B655E",
    accent_soft="#DFEFEC",
    on_accent="#FFFFFF",
    care="#A34A07",
    care_soft="#FBE9D8",
    on_care="#FFFFFF",
    good="#2B6A3A",
    good_soft="#E3F0E3",
    on_good="#FFFFFF",
    info="#2C6E96",
    zrm=("#A6243A", "#D9764A", "#E9C46A", "#86B6C9", "#2C6E96"),
    on_zrm=("#FFFFFF", "#1E2A2C", "#1E2A2C", "#1E2A2C", "#FFFFFF"),
)

DARK: Final = Colours(
    name="dark",
    paper="#14191A",
    surface="#1D2426",
    sunk="#182022",
    ink="#ECE8E0",
    ink2="#A5B0B1",
    line="#313B3D",
    control="#7F8D8E",
    accent="#63C4B8",
    accent_soft="#1F3B39",
    on_accent="#0C1A19",
    care="#F0A36B",
    care_soft="#3A2A1E",
    on_care="#14191A",
    good="#8CCB97",
    good_soft="#203528",
    on_good="#14191A",
    info="#5FA3CB",
    zrm=("#E0637A", "#E9966B", "#E9C46A", "#86B6C9", "#5FA3CB"),
    on_zrm=("#0F1718", "#0F1718", "#0F1718", "#0F1718", "#0F1718"),
)

PALETTES: Final = {"light": LIGHT, "dark": DARK}

FAMILY: Final = "Atkinson Hyperlegible Next"
FALLBACK_FAMILIES: Final = ("Noto Sans", "Noto Sans Arabic", "Segoe UI", "DejaVu Sans")


@dataclass(frozen=True, slots=True)
class Letter:
    """One text style: pixels at 100 % and weight (400 regular to 700 bold)."""

    pixels: int
    weight: int


LETTERS: Final = {
    "title": Letter(26, 700),
    "large": Letter(32, 700),
    "heading": Letter(18, 600),
    "note": Letter(16, 400),
    "body": Letter(15, 400),
    "strong": Letter(15, 600),
    "small": Letter(13, 400),
    "small_strong": Letter(13, 600),
    "tiny": Letter(11, 400),
    "tiny_strong": Letter(11, 700),
}

GRID: Final = 8
GAP_SMALL: Final = 8
GAP: Final = 16
GAP_LARGE: Final = 24
PAGE_MARGIN: Final = 36

RADIUS_CONTROL: Final = 10
RADIUS_FIELD: Final = 14
RADIUS_CARD: Final = 16
RADIUS_BOX: Final = 6

FOCUS_WIDTH: Final = 2
FOCUS_OFF: Final = 2
LINE_WIDTH: Final = 1

TARGET: Final = 24
TARGET_TOUCH: Final = 44
CONTROL_HEIGHT: Final = 42
SCROLL_BAR: Final = 12
"""Wide, or high where it lies."""
ICON: Final = 18
ICON_LARGE: Final = 22

NAV_WIDTH: Final = 76
AREA_RAIL_WIDTH: Final = 276
SIDE_WIDTH: Final = 320
UNBOUNDED: Final = 16_777_215
"""What Qt means by no greatest width."""

MOTION_MS: Final = 140

MIN_SCALE: Final = 1.0
MAX_SCALE: Final = 2.0
