"""What every printed document keeps to, whatever is put into it."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Literal

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image
from pydantic import BaseModel, ValidationError

from app.reports import (
    Agreement,
    ClosingLetter,
    Document,
    DossierDocument,
    DossierEntry,
    DossierFriend,
    NeutralCard,
    PlanDocument,
    PlanGoal,
    Topic,
    VisitSummary,
    ZrmDomain,
    ZrmProfile,
    render,
)
from app.reports.fonts import UNITS_PER_EM, face
from app.reports.text import clean
from tests.reports import samples
from tests.reports.reading import everything_heard, heard, pages, sizes, squeezed, text
from tools.catalogue import ENGLISH

ROOT = Path(__file__).resolve().parents[2]
NAMES = sorted(samples.ALL)

LETTERS = st.text(max_size=120)
FANCY = st.text(alphabet="şğıİłőñçé ĳ-–'’\"ÀẞӘжЇΩلاאבגשב٣12🙂中", max_size=80)
WORDS = st.one_of(LETTERS, FANCY, st.text(alphabet="abcde", min_size=100, max_size=400))


def words_of(value: object) -> list[str]:
    """Return every text inside a document."""
    if isinstance(value, BaseModel):
        return [
            word for name in type(value).model_fields for word in words_of(getattr(value, name))
        ]
    if isinstance(value, tuple):
        return [word for part in value for word in words_of(part)]
    return [value] if isinstance(value, str) else []


def unprinted(document: Document) -> set[str]:
    """Return texts that steer the document and are not words of it."""
    place = getattr(document, "place", "")
    phone = document.organisation.phone if not isinstance(document, NeutralCard) else ""
    return {place, phone}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("large", [False, True])
def test_that_every_given_word_is_on_the_paper(name: str, large: bool) -> None:
    document = samples.ALL[name]
    found = everything_heard(render(document, large_print=large))
    for words in words_of(document):
        if words not in unprinted(document):
            assert squeezed(words) in found, words


@pytest.mark.parametrize("name", NAMES)
def test_that_the_same_input_gives_the_same_bytes(name: str) -> None:
    assert render(samples.ALL[name]) == render(samples.ALL[name])


def test_that_a_fresh_process_gives_the_same_bytes() -> None:
    script = (
        "import hashlib\n"
        "from app.reports import render\n"
        "from tests.reports import samples\n"
        "for name in sorted(samples.ALL):\n"
        "    print(hashlib.sha256(render(samples.ALL[name])).hexdigest())\n"
    )
    run = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True
    )
    here = [hashlib.sha256(render(samples.ALL[name])).hexdigest() for name in NAMES]
    assert run.stdout.split() == here


@pytest.mark.parametrize("name", NAMES)
def test_that_every_page_is_a4(name: str) -> None:
    for page in pypdf.PdfReader(io.BytesIO(render(samples.ALL[name]))).pages:
        assert float(page.mediabox.width) == pytest.approx(595.28, abs=0.01)
        assert float(page.mediabox.height) == pytest.approx(841.89, abs=0.01)


def test_that_an_ordinary_summary_takes_one_page_and_two_in_large_print() -> None:
    assert pages(render(samples.SUMMARY)) == 1
    assert pages(render(samples.SUMMARY, large_print=True)) == 2


def test_that_a_long_summary_flows_on_and_loses_nothing() -> None:
    data = render(samples.LONG)
    assert pages(data) == 3
    assert "bladzijde 3 van 3" in text(data)


def test_that_the_profile_and_the_blank_card_keep_to_their_pages() -> None:
    assert pages(render(samples.ZRM)) == 1
    assert pages(render(samples.CARD)) == 3


@settings(max_examples=25, deadline=None)
@given(texts=st.lists(WORDS, min_size=6, max_size=6), good=st.lists(WORDS, max_size=4),
       large=st.booleans())  # fmt: skip
def test_that_no_letters_of_any_script_are_lost_or_crash(
    texts: list[str], good: list[str], large: bool
) -> None:
    person, quote, title, body, what, objection = texts
    document = samples.SUMMARY.model_copy(
        update={
            "person": person,
            "quotes": (quote,),
            "good": tuple(good),
            "discussed": (Topic(title=title, text=body),),
            "agreements": (Agreement(what=what, who=person),),
            "objection": objection,
        }
    )
    found = everything_heard(render(document, large_print=large))
    for words in words_of(document):
        for line in words.splitlines():
            if words not in unprinted(document):
                assert squeezed(line) in found


@settings(max_examples=5, deadline=None)
@given(st.text(alphabet="abc şğ\n", min_size=60, max_size=150))
def test_that_a_text_longer_than_a_page_goes_on_over_the_page(part: str) -> None:
    story = "lang verhaal " + part * 25
    document = samples.DOSSIER.model_copy(
        update={
            "timeline": (DossierEntry(date=samples.DAY, kind="huisbezoek", text=story),),
            "goals": (PlanGoal(words=story),),
        }
    )
    found = everything_heard(render(document))
    assert all(squeezed(line) in found for line in story.splitlines())


def test_that_arabic_reads_in_its_own_order_aloud_and_when_copied() -> None:
    data = render(samples.ARABIC)
    spoken = [words for role, words in heard(data) if role == "/BlockQuote"]
    assert spoken[0].startswith("“أريد أن أفتح البريد")
    assert "الصبر مفتاح الفرج" in spoken[1]
    for word in ["سلمى", "الحسيني", "أريد", "أفتح", "البريد"]:
        assert word in text(data)


def test_that_a_summary_is_walked_in_reading_order() -> None:
    roles = [role for role, _ in heard(render(samples.SUMMARY))]
    assert roles[:6] == ["/Document", "/P", "/P", "/H1", "/P", "/BlockQuote"]
    headings = [words for role, words in heard(render(samples.SUMMARY)) if role == "/H2"]
    assert headings == ["Wat gaat goed", "Dit hebben we besproken", "Dit hebben we afgesproken"]
    assert roles.count("/TH") == 3
    assert roles.count("/TR") == 4


def test_that_a_viewer_learns_title_language_and_headings() -> None:
    reader = pypdf.PdfReader(io.BytesIO(render(samples.SUMMARY)))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "nl"  # type: ignore[index]
    assert root["/MarkInfo"]["/Marked"] is not None  # type: ignore[index]
    assert reader.metadata is not None
    assert reader.metadata.title == "Ons gesprek · Mehmet Yıldırım"
    titles = [entry.title for entry in reader.outline if not isinstance(entry, list)]
    assert titles[0] == "Ons gesprek"


def test_that_a_summary_has_no_place_for_levels_notes_or_other_people() -> None:
    assert set(VisitSummary.model_fields) == {
        "organisation", "date", "person", "visitors", "place", "quotes", "good", "discussed",
        "agreements", "comes_back", "help_until", "contact", "phone", "correct", "objection",
    }  # fmt: skip
    assert set(Topic.model_fields) == {"title", "text"}
    assert set(Agreement.model_fields) == {"what", "who", "when", "when_words"}


def test_that_a_summary_says_plainly_when_an_end_or_a_next_visit_is_unknown() -> None:
    found = text(render(samples.ARABIC))
    assert "Tot wanneer helpen wij u?" in found
    assert "nog geen nieuwe dag" in found


def test_that_the_neutral_card_and_its_file_hold_a_number_and_nothing_else() -> None:
    data = render(samples.NEUTRAL)
    assert squeezed(text(data)) == squeezed(samples.NEUTRAL.phone)
    assert b"Drempel" not in data
    metadata: dict[str, object] = pypdf.PdfReader(io.BytesIO(data)).metadata or {}
    assert {clean(str(value)) for key, value in metadata.items() if "Date" not in key} <= {
        "", "050 555 09 87", "/False",
    }  # fmt: skip


def test_that_large_print_has_no_letter_under_eighteen_points() -> None:
    for name in NAMES:
        assert min(sizes(render(samples.ALL[name], large_print=True))) >= 18, name


def test_that_english_is_spoken_on_request() -> None:
    assert "What we agreed" in text(render(samples.SUMMARY, language="en"))


def test_that_a_broken_logo_does_not_hold_up_the_paper() -> None:
    team = samples.TEAM.model_copy(update={"logo": b"not a picture"})
    assert pages(render(samples.SUMMARY.model_copy(update={"organisation": team}))) == 1


def test_that_a_logo_is_drawn_and_described() -> None:
    picture = io.BytesIO()
    Image.new("RGB", (120, 40), "#0B655E").save(picture, "PNG")
    team = samples.TEAM.model_copy(update={"logo": picture.getvalue()})
    document = samples.SUMMARY.model_copy(update={"organisation": team})
    data = render(document)
    assert data == render(document)
    assert "/Figure" in [role for role, _ in heard(data)]


@pytest.mark.parametrize(
    ("place", "visitors", "sentence"),
    [
        ("home", ("Ömer Şahin",), "Ömer Şahin was bij u thuis."),
        ("office", ("Ömer", "Anja"), "Ömer en Anja spraken met u op ons kantoor."),
        ("phone", ("Ömer",), "Ömer heeft u gebeld."),
        ("elsewhere", ("Ömer", "Anja", "Łucja"), "Ömer, Anja en Łucja spraken met u."),
    ],
)
def test_that_the_summary_says_who_came_and_where(
    place: str, visitors: tuple[str, ...], sentence: str
) -> None:
    document = samples.SUMMARY.model_copy(update={"place": place, "visitors": visitors})
    assert sentence in text(render(document))


def test_that_a_document_with_hardly_anything_in_it_still_prints_and_says_so() -> None:
    empty = VisitSummary(organisation=samples.TEAM, date=samples.DAY, person="")
    assert "niets afgesproken" in text(render(empty))
    plan = PlanDocument(organisation=samples.TEAM, date=samples.DAY, persons=())
    assert "nog geen doelen" in text(render(plan))
    dossier = DossierDocument(organisation=samples.TEAM, date=samples.DAY, household="x")
    assert text(render(dossier)).count("Nog niets vastgelegd") == 8
    letter = ClosingLetter(organisation=samples.TEAM, date=samples.DAY, person="Anja")
    assert "Samen spreken we de dag af" in text(render(letter))
    profile = ZrmProfile(organisation=samples.TEAM, date=samples.DAY, person="Anja")
    assert "ZRM van Anja" in text(render(profile))


@pytest.mark.parametrize("large", [False, True])
def test_that_long_lists_of_a_dossier_go_on_over_the_page_with_their_heads(large: bool) -> None:
    friends = tuple(
        DossierFriend(name=f"Łucja{n}", relation="nicht", note=f"belt {n} keer" * 9)
        for n in range(60)
    )
    endless = DossierFriend(name="Őze", note="kolibrie " * 900)
    document = samples.DOSSIER.model_copy(update={"circle": (*friends, endless)})
    data = render(document, large_print=large)
    assert data == render(document, large_print=large)
    told = text(data)
    assert all(f"Łucja{n}" in told for n in range(60))
    assert told.count("kolibrie") == 900
    if not large:
        assert told.count("Wat doet deze persoon") > 3


def test_that_a_domain_without_a_level_is_told_and_leaves_a_gap() -> None:
    domains = tuple(ZrmDomain(name=f"Domein {n}") for n in range(4))
    profile = samples.ZRM.model_copy(update={"domains": domains})
    assert text(render(profile)).count("niet beoordeeld") == 4
    whole = tuple(ZrmDomain(name=f"Domein {n}", level=n + 1) for n in range(5))
    assert pages(render(samples.ZRM.model_copy(update={"domains": whole}))) == 1


@pytest.mark.parametrize("level", [0, 6, 2.5, "3"])
def test_that_a_level_is_a_whole_number_from_one_to_five(level: object) -> None:
    with pytest.raises(ValidationError) as failure:
        ZrmDomain.model_validate({"name": "Financiën", "level": level})
    assert "Financiën" not in str(failure.value)


def test_that_the_recovery_sheet_is_one_page_whose_words_are_heard_in_their_order() -> None:
    data = render(samples.RECOVERY)
    items = [words.strip() for role, words in heard(data) if role in {"/Lbl", "/LBody"}]
    numbered = [(str(place), word) for place, word in enumerate(samples.RECOVERY.words, start=1)]
    assert list(zip(items[::2], items[1::2], strict=True)) == numbered
    assert pages(data) == 1
    assert pages(render(samples.RECOVERY, large_print=True)) == 3


@pytest.mark.parametrize("language", ["nl", "en"])
def test_that_the_recovery_sheet_says_where_its_words_are_asked(
    language: Literal["nl", "en"],
) -> None:
    """By the names of the buttons, on one page: who takes it out of the safe knows no other way."""
    words = json.loads(ENGLISH.read_text(encoding="utf-8"))
    said = everything_heard(render(samples.RECOVERY, language=language))
    for button in ("Delen", "Leden en laptops", "Ik heb het; controleer"):
        label = button if language == "nl" else words[button]
        assert squeezed(label) in said
    assert pages(render(samples.RECOVERY, language=language)) == 1


def test_that_a_day_in_another_year_says_its_year() -> None:
    document = samples.SUMMARY.model_copy(update={"help_until": dt.date(2027, 1, 8)})
    assert "totenmetvrijdag8januari2027" in squeezed(text(render(document)))


def test_that_no_word_of_a_document_reaches_a_repr() -> None:
    shown = repr(samples.ARABIC) + str(samples.PLAN) + repr(samples.ZRM.domains)
    assert not any(words in shown for words in ("Mehmet", "سلمى", "Wijkteam", "Financiën"))


def test_that_every_shipped_face_counts_in_thousandths() -> None:
    names = [path.stem for path in (ROOT / "resources" / "fonts").glob("*.ttf")]
    assert names
    assert all(face(name).units_per_em == UNITS_PER_EM for name in names)


def test_that_the_names_of_our_people_have_letters_in_the_main_face() -> None:
    letters = face("AtkinsonHyperlegibleNext-Regular").letters
    assert all(ord(letter) in letters for letter in "şŞğĞıİłŁőŐűñéëïßčćęążźț")


def test_that_an_agreement_stays_together_in_large_print() -> None:
    many = tuple(
        Agreement(what=f"{number}. De verzekering bellen en vragen of het in delen kan, "
                  "en daarna de brief bewaren", who="Łucja",
                  when=samples.DAY)
        for number in range(24)
    )  # fmt: skip
    made = render(samples.SUMMARY.model_copy(update={"agreements": many}), large_print=True)
    for page in pypdf.PdfReader(io.BytesIO(made)).pages:
        words = page.extract_text()
        assert words.count("De verzekering bellen") == words.count("Łucja")


def test_that_a_long_name_of_a_team_leaves_no_sentence_alone_on_a_second_page() -> None:
    team = samples.TEAM.model_copy(
        update={
            "team": "Sociaal wijkteam Korrewegwijk-De Hoogte en Oosterparkwijk-Noord",
            "address": "Multifunctioneel centrum De Oosterparkheem, Klaprooslaan 120-122",
        }
    )
    scorers = ("Müşerref Büyükçaylıoğlu-Szczepańska", "Łucja Źdźbłowska")
    profile = samples.ZRM.model_copy(update={"organisation": team, "scorers": scorers})
    assert pages(render(profile)) == 1


def test_that_a_first_zrm_has_no_columns_for_what_was_before() -> None:
    domains = tuple(one.model_copy(update={"baseline": None}) for one in samples.ZRM.domains)
    first = samples.ZRM.model_copy(update={"domains": domains, "baseline_date": None})
    assert "Verschil" in text(render(samples.ZRM))
    assert "Verschil" not in text(render(first))
