"""The folder that a team shares in, however a person or a file dialog writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.services import sharing_jobs
from tests.sync.rounds.conftest import Office, Patient

if TYPE_CHECKING:
    from pathlib import Path


FORMS = pytest.mark.parametrize("form", ["{}/", "file://{}", "{}/../gedeeld"])
"""On Windows a file dialog also writes `Z:/team` for `Z:\\team`."""


def nothing(_news: object) -> None:
    """Nobody listens."""


def typed(form: str, folder: Path) -> str:
    return form.format(folder)


@FORMS
def test_that_a_founder_shares_by_itself_in_the_folder_however_it_was_typed(
    office: Office, form: str
) -> None:
    laptop = office.laptop("Ayşe Ğazi")
    sharing_jobs.begin(laptop, Patient(), nothing, "Team Noorderhaven", typed(form, office.folder))
    assert sharing_jobs.shares_by_itself(laptop)


@FORMS
def test_that_who_was_let_in_or_moved_shares_by_itself_in_the_folder_however_it_was_typed(
    office: Office, form: str
) -> None:
    first, second = office.laptop("Ayşe Ğazi"), office.laptop("Łukasz Wójcik")
    office.found(first)
    words = sharing_jobs.ask_to_join(second, Patient(), nothing, typed(form, office.folder))
    office.sync(first)
    sharing_jobs.choose_place(first, str(office.folder))
    sharing_jobs.let_in(first, Patient(), nothing, words, None)
    assert sharing_jobs.look_for_answer(second, Patient(), nothing)
    assert sharing_jobs.shares_by_itself(second)
    sharing_jobs.move(first, Patient(), nothing, typed(form, office.folder))
    assert sharing_jobs.shares_by_itself(first)
