"""Where a team begins: the one folder that a command makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.commands.desk import Desk


def test_that_a_team_begins_in_a_folder_that_is_made_and_nothing_else_makes_one(
    desk: Desk,
) -> None:
    first, other = desk.laptop("Şevgi Yılmaz"), desk.laptop("Zeynep Öz")
    made, away = desk.folder / "nieuw", desk.folder / "weg" / "dieper"
    for words in (("request",), ("start", "--name", "West")):
        assert "niet te bereiken" in other.may_not("team", *words, "--share", away)
    assert "niet te bereiken" in other.may_not("team", "request", "--share", made)
    assert not made.exists()
    first.says("team", "start", "--name", "Team Oost", "--share", made)
    other.asks("--share", made)
    (waiting,) = first.says("team", "requests")
    assert waiting["name"] == "Zeynep Öz"
