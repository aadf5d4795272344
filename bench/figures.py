"""What a measurement says: a figure, its floor, its goal, and a table of them."""

from __future__ import annotations

from dataclasses import dataclass
from time import perf_counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(frozen=True, slots=True)
class Line:
    """`value` and `floor` in `unit`; goals are upper bounds, None = there is none."""

    what: str
    value: float
    floor: float
    floor_is: str
    unit: str = "ms"
    goal: float | None = None
    goal_ratio: float | None = None

    @property
    def ratio(self) -> float:
        return self.value / self.floor if self.floor else float("inf")

    @property
    def met(self) -> bool:
        """Whether every goal that there is was reached."""
        return (self.goal is None or self.value <= self.goal) and (
            self.goal_ratio is None or self.ratio <= self.goal_ratio
        )

    def cells(self) -> tuple[str, ...]:
        """As the table shows it."""
        goals = [f"≤ {self.goal:g} {self.unit}"] if self.goal is not None else []
        goals += [f"≤ {self.goal_ratio:g}×"] if self.goal_ratio is not None else []
        verdict = "" if not goals else "yes" if self.met else "**no**"
        return (
            self.what, _number(self.value, self.unit), _number(self.floor, self.unit),
            f"{self.ratio:.1f}×", " and ".join(goals) or "–", verdict, self.floor_is,
        )  # fmt: skip


HEADINGS = ("Line", "Measured", "Floor", "Ratio", "Goal", "Met", "The floor is")


def table(lines: Iterable[Line]) -> str:
    """Markdown that reads well as plain text too."""
    rows = [HEADINGS, *(line.cells() for line in lines)]
    widths = [max(len(row[n]) for row in rows) for n in range(len(HEADINGS))]
    drawn = [_row(row, widths) for row in rows]
    rule = "|" + "|".join("-" * (width + 2) for width in widths) + "|"
    return "\n".join([drawn[0], rule, *drawn[1:]])


def percentile(values: Iterable[float], share: float) -> float:
    """The value that `share` (0–1) of the measurements do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def timed(work: Callable[[], object]) -> float:
    """Milliseconds that one call takes."""
    start = perf_counter()
    work()
    return (perf_counter() - start) * 1000


def _number(value: float, unit: str) -> str:
    digits = 0 if value >= 100 or unit == "requests" else 1 if value >= 10 else 2
    return f"{value:.{digits}f} {unit}"


def _row(cells: Iterable[str], widths: Iterable[int]) -> str:
    padded = (f" {cell:<{width}} " for cell, width in zip(cells, widths, strict=True))
    return "|" + "|".join(padded) + "|"
