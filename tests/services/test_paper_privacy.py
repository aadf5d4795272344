"""Whatever was written by whom about whom: a paper holds only what its person may read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.clock import FixedClock
from app.services import agreements, fields, summaries, visits, zrm
from app.services.session import Session
from tests.helpers import homes
from tests.helpers.sessions import a_session
from tests.helpers.vaults import START
from tests.reports.reading import everything_heard, squeezed

AREAS = ("geld", "werk", "thuis", "kinderen", "justitie", "middelen")
SENSITIVE = {"thuis", "justitie", "middelen"}
"""What everybody said of these stands on nobody's paper: it may be what one must not read."""
PERSONS = ("anja", "mehmet", "")
STATES = (None, "goed", "aandacht", "liever_niet")


@dataclass(frozen=True)
class Said:
    """One note; every word in it is found back by its number."""

    area: str
    about: str
    quote: bool
    wish: bool


notes = st.lists(
    st.builds(Said, st.sampled_from(AREAS), st.sampled_from(PERSONS), st.booleans(), st.booleans()),
    max_size=6,
    unique_by=lambda said: (said.area, said.about),
)
states = st.dictionaries(st.sampled_from(AREAS), st.sampled_from(STATES), max_size=6)
actions = st.lists(st.tuples(st.sampled_from(PERSONS), st.booleans()), max_size=4)


def _begin(folder: Path) -> tuple[Session, str, str, dict[str, str]]:
    opened = a_session(folder / "oost.drempel", {"name": "Selin Yılmaz"}, FixedClock(START))
    household = homes.new_household(opened, "Huishouden", pair=[opened.vault.member_id])
    people = {"": ""} | {
        name: homes.add(opened, "person", household, {"name": name.title()})
        for name in ("anja", "mehmet")
    }
    return opened, household, visits.start(opened, household), people


def _write(s: Session, visit: str, number: int, said: Said, about: str) -> None:
    words = {"text": f"notitie{number}q", "own_circle": f"kring{number}q"}
    words |= {"own_words": f"woorden{number}q"} if said.quote else {}
    words |= {"wish": f"wens{number}q"} if said.wish else {}
    for name, text in words.items():
        target = visits.note_target(s, visit, said.area, about, name)
        fields.type(s, target, text)
    closed = visits.closed_note_target(s, visit, said.area, about, ())
    fields.type(s, closed, f"gesloten{number}q")
    s.vault.commit_drafts()


def _score(s: Session, visit: str, person: str) -> None:
    for row in zrm.table(s, visit, person).rows:
        if row.discussed:
            zrm.score(s, visit, person, row.domain, 2, reason="scoreredenq")


def _forbidden(
    given_notes: list[Said], stand: dict[str, str | None], person: str
) -> tuple[set[str], set[str]]:
    """Words that may not stand on this person's paper, and words that must."""
    never, must = {"scoreredenq", "nietzelfredzaam"}, set()
    for number, said in enumerate(given_notes):
        never |= {f"notitie{number}q", f"kring{number}q", f"gesloten{number}q"}
        words = {f"woorden{number}q"} if said.quote else set()
        words |= {f"wens{number}q"} if said.wish else set()
        own = said.about == person or (said.about == "" and said.area not in SENSITIVE)
        if own and stand.get(said.area) in {"goed", "aandacht"}:
            must |= words
        else:
            never |= words
    return never, must


@settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(notes, states, actions)
def test_that_a_paper_holds_only_what_its_person_may_read(
    said: list[Said], stand: dict[str, str | None], agreed: list[tuple[str, bool]]
) -> None:
    with TemporaryDirectory() as folder:
        s, household, visit, people = _begin(Path(folder))
        for area, state in stand.items():
            visits.set_state(s, visit, area, state)
        for number, one in enumerate(said):
            _write(s, visit, number, one, people[one.about])
        for number, (whose, own_step) in enumerate(agreed):
            what = f"actie{number}q"
            if own_step:
                me = s.vault.member_id
                agreements.add_action(s, household, what, "wijkteam", visit=visit, member=me)
            else:
                person = people[whose]
                agreements.add_action(s, household, what, who="ik", visit=visit, person=person)
        for name in ("anja", "mehmet"):
            _score(s, visit, people[name])
            printed = everything_heard(summaries.pdf(s, visit, people[name])).lower()
            never, must = _forbidden(said, stand, name)
            for number, (whose, own_step) in enumerate(agreed):
                on_paper = whose in {name, ""} and not own_step
                (must if on_paper else never).add(f"actie{number}q")
            assert not {word for word in never if word in printed}
            assert not {word for word in must if word not in printed}
            for known in s.areas.areas:
                title = squeezed(str(known.title)).lower()
                if stand.get(known.id) not in {"goed", "aandacht"}:
                    assert title not in printed
        s.lock()
