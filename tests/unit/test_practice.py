"""The example team to practise with: made once, whole, and found again."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app.bootstrap import practice_team
from app.errors import UserError
from app.services.demo import make


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Each making, of files that are no vaults: those take seconds."""
    times: list[Path] = []

    def files(folder: Path, _clock: object) -> dict[str, Any]:
        folder.mkdir(parents=True)
        times.append(folder)
        file = folder / "sanne.drempel"
        for one in (file, file.with_suffix(".passphrase"), folder / "fenna.drempel"):
            one.write_text(str(len(times)), encoding="utf-8")
        return {"vaults": [{"file": str(file)}]}

    monkeypatch.setattr(make, "make_team", files)
    return times


def test_that_a_team_is_made_once_and_found_again(tmp_path: Path, made: list[Path]) -> None:
    first = practice_team(tmp_path / "team")
    assert practice_team(tmp_path / "team") == first
    assert first == (tmp_path / "team" / "sanne.drempel", make.PASSPHRASE)
    assert len(made) == 1


def test_that_a_team_that_was_cut_short_is_made_anew(tmp_path: Path, made: list[Path]) -> None:
    (tmp_path / "team").mkdir()
    for name in ("sanne.drempel", "sanne.drempel.key", "drempel.json"):
        (tmp_path / "team" / name).write_text("half", encoding="utf-8")
    found, _words = practice_team(tmp_path / "team")
    assert len(made) == 1
    assert found.read_text(encoding="utf-8") == "1"
    assert not (tmp_path / "team" / "sanne.drempel.key").exists()


def test_that_two_windows_that_begin_at_once_make_one_team(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: list[Path]
) -> None:
    """Half of the first is there when the second asks; it is not taken for one cut short."""
    make_team, second = make.make_team, list[UserError]()

    def meanwhile(folder: Path, clock: Any) -> dict[str, Any]:
        folder.mkdir()
        (folder / "sanne.drempel").write_text("half", encoding="utf-8")
        with pytest.raises(UserError) as told:
            practice_team(folder)
        second.append(told.value)
        (folder / "sanne.drempel").unlink()
        folder.rmdir()
        return make_team(folder, clock)

    monkeypatch.setattr(make, "make_team", meanwhile)
    found = practice_team(tmp_path / "team")
    assert [one.id for one in second] == ["vault_in_use"]
    assert practice_team(tmp_path / "team") == found
    assert len(made) == 1


def test_that_a_window_that_died_while_it_made_a_team_is_in_nobody_s_way(
    tmp_path: Path, made: list[Path]
) -> None:
    script = (
        "import os, sys; from pathlib import Path\n"
        "from app.bootstrap import practice_team; from app.services.demo import make\n"
        "make.make_team = lambda *_all: os._exit(9)\n"
        "practice_team(Path(sys.argv[1]))\n"
    )
    team = tmp_path / "team"
    assert subprocess.run([sys.executable, "-c", script, str(team)], check=False).returncode == 9
    assert practice_team(team)[0].read_text(encoding="utf-8") == "1"


def test_that_no_place_for_a_team_is_an_error_with_a_sentence(
    tmp_path: Path, made: list[Path]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UserError):
        practice_team(tmp_path / "file" / "team")
    assert not made
