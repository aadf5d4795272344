"""What happened reads whole at every width, also where it was laid out at another one before."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from app.ui.kit.timeline import Moment, Timeline

MOMENTS = (
    Moment("Gesprek 12", "zo 14 feb 2027 · Sevgi en Łukasz", "“Ik durf de post niet open.”", "v"),
    Moment("Melding", "vr 2 okt 2026 · huisarts", "Maakt zich zorgen over de huur en het eten."),
    Moment("Besproken in overleg", "do 1 okt 2026"),
    Moment("Gebeld", "ma 4 jan 2027 · Müşerref, Ñandú, هدى", "De huur is betaald. " * 8, "c"),
)


@pytest.mark.parametrize("widths", [range(520, 130, -7), range(130, 520, 11)])
def test_that_it_is_as_high_at_each_width_as_if_it_was_never_shown_at_another(
    qtbot: QtBot, widths: range
) -> None:
    timeline = Timeline(MOMENTS)
    qtbot.addWidget(timeline)
    for width in widths:
        fresh = Timeline(MOMENTS)
        qtbot.addWidget(fresh)
        assert timeline.heightForWidth(width) == fresh.heightForWidth(width)


def test_that_rows_follow_each_other_and_end_with_the_timeline(qtbot: QtBot) -> None:
    timeline = Timeline(rows=6)
    qtbot.addWidget(timeline)
    timeline.resize(300, timeline.height())
    timeline.set_moments(MOMENTS)
    timeline.resize(300, timeline.heightForWidth(300))
    timeline.show()
    shown = [row for row in timeline._rows if row.isVisible()]  # noqa: SLF001
    assert len(shown) == len(MOMENTS)
    ends = [0]
    for row in shown:
        assert (row.y(), row.width()) == (ends[-1], 300)
        ends.append(row.y() + row.height())
    assert ends[-1] == timeline.height()


def test_that_nothing_stays_of_the_moments_before(qtbot: QtBot) -> None:
    timeline = Timeline(MOMENTS)
    qtbot.addWidget(timeline)
    timeline.show()
    timeline.set_moments(())
    assert timeline.isHidden()
    assert not any(row.accessibleName() for row in timeline._rows)  # noqa: SLF001
    timeline.set_moments(MOMENTS[:1])
    assert [row.isVisible() for row in timeline._rows] == [True, False, False, False]  # noqa: SLF001
