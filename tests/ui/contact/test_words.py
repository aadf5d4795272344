"""How one may be reached, in the words of the screen."""

from __future__ import annotations

import pytest

from app.model.dossier import SafeContact
from app.ui.contact.words import safe_warning
from app.ui.text import set_language


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("nl", "niet bellen, geen voicemail, na vijf uur"),
        ("en", "no calls, no voicemail, na vijf uur"),
    ],
)
def test_that_safe_contact_says_only_what_one_must_not_do_in_the_language_of_the_screen(
    language: str, said: str
) -> None:
    set_language(language)
    safe = SafeContact(call=False, voicemail=False, app=True, when="na vijf uur")
    assert safe_warning(safe) == said
    assert safe_warning(None) == ""
