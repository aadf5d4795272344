"""The words of what is stored as a choice; never the stored word itself."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from app.conversation import content
from app.model.words import AreaState, Paper, Role, Worked
from app.ui.contact.words import contact_kinds
from app.ui.dossier.words import (
    carriers,
    interpreters,
    progress,
    resorts,
    statuses,
    visit_states,
)
from app.ui.gesprek.words import worked_words
from app.ui.referrals.words import sources
from app.ui.text import language, tr

if TYPE_CHECKING:
    from collections.abc import Callable


def choice_word(kind: str, field: str, value: str) -> str | None:
    """`afspraak gemaakt` of what is stored; None where the field is no choice."""
    found = _choices(language()).get((kind, field)) or _choices(language()).get(("", field))
    return None if found is None else found(value)


@cache
def _choices(_language: str) -> dict[tuple[str, str], Callable[[str], str]]:
    """By kind and field; without a kind: in every kind."""
    held = {**visit_states(), "gehouden": tr("gehouden")}
    return {
        ("household", "status"): _of(statuses()),
        ("referral", "status"): _of(statuses()),
        ("visit", "status"): _of(held),
        ("goal", "status"): _of(progress()),
        ("action", "status"): _of(progress()),
        ("", "source"): _of(dict(sources())),
        ("", "interpreter"): _of(interpreters()),
        ("", "resort"): _of(resorts()),
        ("", "how"): _of(contact_kinds()),
        ("", "worked"): _of({one.value: worked_words(one.value) for one in Worked}),
        ("", "state"): _of(_states()),
        ("", "paper"): _of(_papers()),
        ("", "role"): _of(_roles()),
        ("", "carriers"): _of(carriers()),
        ("", "quadrant"): _listed("kwadranten"),
        ("", "themes"): _listed("themas"),
        ("", "theme"): _listed("themas"),
        ("", "media_type"): _file_kind,
        ("", "instrument"): _of({"zrm2017": tr("ZRM 2017"), "zrm2013": tr("ZRM 2013")}),
    }


def _listed(name: str) -> Callable[[str], str]:
    return lambda stored: content.choices(name).name(stored, language())


def _of(words: dict[str, str]) -> Callable[[str], str]:
    return lambda stored: words.get(stored, stored)


def _file_kind(media_type: str) -> str:
    if media_type == "application/pdf":
        return tr("PDF")
    return tr("foto of scan") if media_type.startswith("image/") else tr("bestand")


def _states() -> dict[str, str]:
    return {
        AreaState.GOOD.value: tr("gaat goed"),
        AreaState.ATTENTION.value: tr("aandacht"),
        AreaState.RATHER_NOT.value: tr("liever niet"),
    }


def _papers() -> dict[str, str]:
    return {
        Paper.STAYS.value: tr("ja, het mag blijven"),
        Paper.NEUTRAL.value: tr("liever een neutraal kaartje"),
        Paper.NONE.value: tr("nee, geen papier"),
    }


def _roles() -> dict[str, str]:
    return {Role.COORDINATOR.value: tr("coördinator"), Role.MEMBER.value: tr("teamlid")}
