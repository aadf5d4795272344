"""The example team to practise with: made once, whole, and found again."""

from __future__ import annotations

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


def test_that_no_place_for_a_team_is_an_error_with_a_sentence(
    tmp_path: Path, made: list[Path]
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(UserError):
        practice_team(tmp_path / "file" / "team")
    assert not made
