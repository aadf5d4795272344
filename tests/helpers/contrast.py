"""WCAG 2.2 contrast of two colours, and which pairs the look uses."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.ui.theme.tokens import Colours

TEXT: Final = 4.5
CONTROL: Final = 3.0

_LINEAR_LIMIT: Final = 0.04045


def luminance(colour: str) -> float:
    """Relative luminance of `#RRGGBB`, 0 (black) to 1 (white); WCAG 2.2 definition."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (
        p / 12.92 if p <= _LINEAR_LIMIT else ((p + 0.055) / 1.055) ** 2.4 for p in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two `#RRGGBB` colours, 1 to 21, in either order."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def pairs(colours: Colours) -> Iterator[tuple[str, str, str, float]]:
    """Every (what, foreground, background, least ratio) that the widgets draw."""
    grounds = {"paper": colours.paper, "surface": colours.surface, "sunk": colours.sunk}
    texts = {
        "ink": colours.ink,
        "ink2": colours.ink2,
        "accent": colours.accent,
        "care": colours.care,
        "good": colours.good,
        "info": colours.info,
    }
    for ground, back in grounds.items():
        for name, fore in texts.items():
            yield f"{name} on {ground}", fore, back, TEXT
        yield f"control on {ground}", colours.control, back, CONTROL
    for name in ("ink", "ink2", "care"):
        yield f"{name} on care_soft", getattr(colours, name), colours.care_soft, TEXT
    for name in ("ink", "ink2", "accent"):
        yield f"{name} on accent_soft", getattr(colours, name), colours.accent_soft, TEXT
    for name in ("ink", "good"):
        yield f"{name} on good_soft", getattr(colours, name), colours.good_soft, TEXT
    yield "on_accent", colours.on_accent, colours.accent, TEXT
    yield "on_care", colours.on_care, colours.care, TEXT
    yield "on_good", colours.on_good, colours.good, TEXT
    for level, (fore, back) in enumerate(zip(colours.on_zrm, colours.zrm, strict=True), start=1):
        yield f"on ZRM {level}", fore, back, TEXT
