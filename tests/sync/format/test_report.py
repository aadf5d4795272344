"""What a round refused: named once, and never without end."""

from __future__ import annotations

from app.sync.report import MOST_NAMED, Refused, Report


def test_that_a_file_is_named_once_for_each_reason() -> None:
    report = Report()
    for reason in ("not_whole", "not_whole", "keys_do_not_open"):
        report.refuse("log/x", reason)
    assert report.refused == [Refused("log/x", "not_whole"), Refused("log/x", "keys_do_not_open")]
    assert report.waits()


def test_that_what_is_tried_again_is_forgotten_and_what_is_inside_a_kept_file_is_not() -> None:
    report = Report()
    report.refuse("log/x", "not_whole")
    report.refuse("log/x", "frame_does_not_open")
    report.look_again()
    assert report.refused == [Refused("log/x", "frame_does_not_open")]
    assert not report.waits()
    report.refuse("log/x", "not_whole")
    assert report.waits()


def test_that_a_hundred_thousand_planted_files_are_not_all_named() -> None:
    report = Report()
    for number in range(100_000):
        report.refuse(f"log/{number}", "not_whole")
    assert len(report.refused) == MOST_NAMED
