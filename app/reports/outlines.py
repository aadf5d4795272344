"""Outlines of glyphs as PDF paths.

The dots and vowel signs of Arabic letters are painted as shapes: as letters of their own they would
tear words apart for everybody who copies, searches or listens.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import uharfbuzz as hb

from app.reports.fonts import UNITS_PER_EM, face

_Step = tuple[str, tuple[float, ...]]


@cache
def _steps(face_name: str, gid: int) -> tuple[_Step, ...]:
    """Return path steps in font units; quadratic curves are raised to cubic ones."""
    steps: list[_Step] = []
    at = [0.0, 0.0]

    def go(operator: str, *numbers: float) -> None:
        steps.append((operator, numbers))
        at[:] = numbers[-2:]

    def move(x: float, y: float, _data: object) -> None:
        go("m", x, y)

    def line(x: float, y: float, _data: object) -> None:
        go("l", x, y)

    def quadratic(cx: float, cy: float, x: float, y: float, _data: object) -> None:
        x0, y0 = at
        go("c", x0 + 2 / 3 * (cx - x0), y0 + 2 / 3 * (cy - y0),
           x + 2 / 3 * (cx - x), y + 2 / 3 * (cy - y), x, y)  # fmt: skip

    def cubic(*numbers: Any) -> None:  # noqa: ANN401  (numbers, then the library's own data)
        go("c", *(float(number) for number in numbers[:6]))

    def close(_data: object) -> None:
        steps.append(("h", ()))

    functions: Any = hb.DrawFuncs()
    functions.set_move_to_func(move)
    functions.set_line_to_func(line)
    functions.set_quadratic_to_func(quadratic)
    functions.set_cubic_to_func(cubic)
    functions.set_close_path_func(close)
    face(face_name).hb_font.draw_glyph(gid, functions, None)
    return tuple(steps)


def path(face_name: str, gid: int, size: float, x: float, y: float) -> str:
    """Return operators that fill a glyph at `size` points with its origin at x, y."""
    scale = size / UNITS_PER_EM
    parts: list[str] = []
    for operator, numbers in _steps(face_name, gid):
        points = " ".join(
            f"{(y if index % 2 else x) + number * scale:.3f}"
            for index, number in enumerate(numbers)
        )
        parts.append(f"{points} {operator}".strip())
    return " ".join([*parts, "f"]) if parts else ""
