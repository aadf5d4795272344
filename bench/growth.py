"""Pictures of growth, as SVG that any browser shows: one line a series."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

WIDTH: Final = 640
HEIGHT: Final = 376
LEFT: Final = 64
RIGHT: Final = 150
TOP: Final = 60
BOTTOM: Final = 52
STEPS: Final = 5
STYLES: Final = (("#1b5e9b", ""), ("#b3541e", "7 4"), ("#5b5b5b", "2 4"), ("#2e7d32", "12 3"))
"""(colour, dashes): lines can be told apart without colour."""


@dataclass(frozen=True, slots=True)
class Series:
    """`points`: (across, up), in order."""

    name: str
    points: list[tuple[float, float]]


def draw(
    name: str, title: str, across: str, up: str, series: Sequence[Series], folder: Path | None
) -> None:
    """Writes `growth-<name>.svg`; draws nothing where there is no folder for it."""
    if folder is not None:
        text = svg(title, across, up, series)
        (folder / f"growth-{name}.svg").write_text(text, encoding="utf-8")


def svg(title: str, across: str, up: str, series: Sequence[Series]) -> str:
    """Both axes begin at nothing."""
    far = _round_up(max(x for one in series for x, _ in one.points))
    high = _round_up(max(y for one in series for _, y in one.points))
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img"'
            f' font-family="sans-serif" font-size="13"><title>{escape(title)}</title>'
        ),
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="#ffffff"/>',
        _text(LEFT, 24, title, size=16),
        _text(_x(1.0), HEIGHT - 12, across, anchor="end"),
        _text(8, TOP - 14, up),
    ]
    for step in range(STEPS + 1):
        part = step / STEPS
        parts += [
            f'<path d="M{_x(0):.1f} {_y(part):.1f}H{_x(1):.1f}" stroke="#d9d9d9"/>',
            _text(LEFT - 8, _y(part) + 4, _figure(high * part), anchor="end"),
            _text(_x(part), HEIGHT - BOTTOM + 20, _figure(far * part), anchor="middle"),
        ]
    names = _apart([_y(one.points[-1][1] / high) for one in series])
    for one, (colour, dashes), name_y in zip(series, STYLES, names, strict=False):
        places = [(_x(x / far), _y(y / high)) for x, y in one.points]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in places)
        parts.append(
            f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2.5"'
            f' stroke-dasharray="{dashes}"/>'
        )
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3.5" fill="{colour}"/>' for x, y in places]
        parts.append(_text(places[-1][0] + 10, name_y + 4, one.name, colour=colour))
    return "\n".join([*parts, "</svg>", ""])


def _apart(heights: list[float]) -> list[float]:
    """The same heights, moved so that names stand under each other and do not meet."""
    found = list(heights)
    lowest = float("-inf")
    for place in sorted(range(len(found)), key=found.__getitem__):
        found[place] = lowest = max(found[place], lowest + 18)
    return found


def _x(part: float) -> float:
    return LEFT + part * (WIDTH - LEFT - RIGHT)


def _y(part: float) -> float:
    return HEIGHT - BOTTOM - part * (HEIGHT - TOP - BOTTOM)


def _round_up(value: float) -> float:
    """The next figure of 1, 2 or 5 with noughts that holds the value."""
    unit = 1e-6
    while True:
        for times in (1, 2, 5):
            if unit * times >= value:
                return unit * times
        unit *= 10


def _figure(value: float) -> str:
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"


def _text(
    x: float, y: float, text: str, *, anchor: str = "start", size: int = 13, colour: str = "#1f1f1f"
) -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-size="{size}"'
        f' fill="{colour}">{escape(text)}</text>'
    )
