"""Pictures of growth: well-formed, named, and nothing drawn outside the frame."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from bench.growth import HEIGHT, WIDTH, Series, draw, svg

if TYPE_CHECKING:
    from pathlib import Path

LINES = [
    Series("Drempel", [(10_000, 1.4), (50_000, 7.2)]),
    Series("een & ander <b>", [(10_000, 2.2), (50_000, 11.0)]),
]


def test_that_a_picture_is_well_formed_whatever_its_names() -> None:
    root = ET.fromstring(svg("Samen", "records", "seconds", LINES))  # noqa: S314 - made here
    texts = [part.text for part in root.iter() if part.tag.endswith("text")]
    assert {"Drempel", "een & ander <b>", "Samen", "records", "seconds"} <= set(texts)


def test_that_every_point_lies_inside_the_picture() -> None:
    drawn = svg("Samen", "records", "seconds", LINES)
    points = re.findall(r'cx="([\d.]+)" cy="([\d.]+)"', drawn)
    assert len(points) == sum(len(one.points) for one in LINES)
    assert all(0 < float(x) < WIDTH and 0 < float(y) < HEIGHT for x, y in points)


def test_that_a_quick_run_leaves_the_pictures_alone(tmp_path: Path) -> None:
    draw("samen", "Samen", "records", "seconds", LINES, None)
    assert not list(tmp_path.iterdir())
    draw("samen", "Samen", "records", "seconds", LINES, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["growth-samen.svg"]
