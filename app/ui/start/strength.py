"""How hard a passphrase is to guess, in words a person can act on."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Final

from app.services.passphrase import LEAST, too_short
from app.ui.text import tr

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ENOUGH: Final = 3
"""The lowest zxcvbn score (0-4) with which a vault may be made."""
LONGEST_WEIGHED: Final = 72
"""Characters that are weighed; what comes after only makes it stronger."""
_WORDS: Final = "dutch.txt"


@dataclass(frozen=True, slots=True)
class Strength:
    """`score` 0-4, what it is called, and the one thing that would help most."""

    score: int
    name: str
    advice: str
    short: bool = False

    @property
    def enough(self) -> bool:
        """Whether a vault may be sealed with it."""
        return self.score >= ENOUGH

    @property
    def refusal(self) -> str:
        """Why no vault may be sealed with it, in one sentence; empty when one may."""
        if self.short:
            return tr(
                "Een wachtzin heeft minstens {least} tekens. Zet er woorden bij.", least=LEAST
            )
        return "" if self.enough else tr("Deze wachtzin is te makkelijk te raden.")


@cache
def _judge() -> Callable[..., dict[str, Any]]:
    """The judge with the Dutch words added; loaded at first use, as it takes 0.1 s."""
    from zxcvbn import matching, zxcvbn  # noqa: PLC0415

    words = (files("resources") / "wordlists" / _WORDS).read_text(encoding="utf-8").split()
    matching.add_frequency_lists({"dutch": words})
    judge: Callable[..., dict[str, Any]] = zxcvbn
    return judge


def warm_up() -> None:
    """Load the word lists now, so that the first key press is not the one that waits."""
    _judge()


def strength(passphrase: str, own_words: Sequence[str] = ()) -> Strength:
    """The strength of `passphrase`; `own_words` (name, organisation) make it no stronger."""
    if not passphrase:
        first = tr("Neem vier of meer woorden die niets met elkaar te maken hebben.")
        return Strength(0, "", first, short=True)
    found = _judge()(passphrase[:LONGEST_WEIGHED], user_inputs=list(own_words))
    score, short = int(found["score"]), too_short(passphrase)
    if short:
        score = min(score, ENOUGH - 1)
    if passphrase.isalpha() and score >= ENOUGH:
        one_word = tr("Eén woord is niet genoeg. Neem er nog drie die er niet bij horen.")
        return Strength(ENOUGH - 1, _name(ENOUGH - 1), one_word)
    return Strength(score, _name(score), _advice(score, found["sequence"]), short=short)


def _name(score: int) -> str:
    names = (
        tr("heel makkelijk te raden"),
        tr("makkelijk te raden"),
        tr("bijna goed"),
        tr("sterk"),
        tr("heel sterk"),
    )
    return names[score]


def _advice(score: int, sequence: Sequence[dict[str, Any]]) -> str:
    if score >= ENOUGH:
        return tr("Schrijf hem nergens op waar een ander erbij kan.")
    patterns = {str(match["pattern"]) for match in sequence}
    if "date" in patterns or "regex" in patterns:
        return tr("Een datum of jaartal is zo geraden. Neem er woorden bij.")
    if patterns & {"sequence", "repeat", "spatial"}:
        return tr("Rijtjes en herhalingen zijn zo geraden. Neem er woorden bij.")
    if any(match.get("dictionary_name") == "user_inputs" for match in sequence):
        return tr("Je naam of organisatie helpt niet. Neem andere woorden.")
    return tr("Zet er nog een woord of twee bij dat niemand verwacht.")
