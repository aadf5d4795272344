"""What is true of laptops that shared until nothing was new."""

from __future__ import annotations

from itertools import combinations
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

from app.model.base import TEAM_SPACE
from app.services import attention, differences, sharing_view, team
from app.storage.edits import Edit
from app.ui.workbench import DIFFERENCES, SHARING
from tests.sync.simulation import truths
from tests.ui.monkey import holds

if TYPE_CHECKING:
    from app.services.session import Session
    from tests.ui.sharing.hands import Hands


def looked(s: Session, name: str) -> truths.View:
    """All that a laptop holds and believes, read while the vault is at hand."""
    laptop: Any = SimpleNamespace(name=name, session=s, vault=s.vault, member=s.vault.member_id)
    view = truths.View(laptop)
    for part in ("team", "keys", "readers", "devices", "states", "_below", "changes", "export"):
        getattr(view, part)
    truths.outsiders_hold_nothing(view)
    truths.removed_count_no_more(view)
    truths.rows_follow_from_history(view)
    truths.what_is_shown_follows_from_the_changes(view)
    return view


def members(everyone: tuple[Hands, ...]) -> list[Hands]:
    """Who is in the team in the eyes of its own laptop."""
    return [
        one
        for one in everyone
        if one.ask(lambda s: s.vault.sharing.team() is not None and team.is_member(s))
    ]


def all_shared(everyone: tuple[Hands, ...]) -> None:
    """The last round of each went well; else nothing follows from it."""
    for one in members(everyone):
        trouble = one.desk.bench.sharing.trouble
        assert not trouble.isVisible(), f"{one.name}: {trouble.said.text()}"


def level(everyone: tuple[Hands, ...]) -> None:
    """Who is in a team holds the same as the others, in all that both may read."""
    views = [one.ask(looked, one.name) for one in members(everyone)]
    for one, other in combinations(views, 2):
        if one.team.id == other.team.id:
            truths.same_membership([one, other])
            truths.equals_are_equal([one, other])


def what_was_said_is_kept(everyone: tuple[Hands, ...]) -> None:
    """With who said it, unless two decided that it is gone."""
    for one in everyone:
        gone = one.ask(_erasures)
        for word, place in one.said.items():
            kept = one.ask(lambda s, word=word: holds(s, word))
            covered = any(erasure.covers(*place) for erasure in gone)
            dossier = one.about.get(word, place[0])
            assert kept or covered or dossier in _spaces(gone), f"{word} of {place} is lost"


def screens_say_what_is_so(everyone: tuple[Hands, ...]) -> None:
    """Delen and the badges, beside what the vault says now."""
    for one in everyone:
        screen = one.desk.bench.sharing
        one.to_sharing()
        one.settle_down()
        one.rest()
        found = one.ask(sharing_view.look)
        assert screen.view == found, f"shown {screen.view}, true {found}"
        assert screen._pages[found.standing].isVisible()  # noqa: SLF001
        assert not screen.going.isVisible()
        if found.standing == "member":
            assert {card.request for card in screen.requests()} == {one.id for one in found.asking}
        assert all(card.no.isEnabled() for card in screen.requests())
        badges = one.desk.program.window.nav._buttons  # noqa: SLF001
        wanted = one.ask(sharing_view.answers_wanted)
        assert badges[SHARING]._badge == wanted, (badges[SHARING]._badge, wanted)  # noqa: SLF001
        apart = one.ask(lambda s: differences.count(s) + attention.count(s))
        assert badges[DIFFERENCES]._badge == apart, (badges[DIFFERENCES]._badge, apart)  # noqa: SLF001


def nobody_else_reads_what_is_new(everyone: tuple[Hands, ...], share_all: Any) -> None:
    """A last word in each space; who does not read the space does not get it."""
    last: dict[str, tuple[str, Hands]] = {}
    for number, one in enumerate(members(everyone)):
        for space in one.ask(_writable):
            word = f"nawoord{number}{space[-6:]}"
            last[word] = (space, one)
            one.ask(lambda s, word=word, space=space: _write(s, word, space))
    share_all()
    inside = members(everyone)
    for word, (space, writer) in last.items():
        readers = writer.ask(lambda s, space=space: _devices(s, space))
        others = [one.ask(lambda s, space=space: _here_and_readers(s, space)) for one in inside]
        told = readers.union(*(theirs for device, theirs in others if device in readers))
        for one in everyone:
            mine = one.ask(lambda s: s.vault.device_id)
            if one.ask(lambda s, word=word: holds(s, word)):
                assert one is writer or mine in told, f"{one.name} holds {word} in {space}"
            elif mine in readers:
                assert _unsure(one, writer, space), f"{one.name} lacks {word} in {space}"


def _here_and_readers(s: Session, space: str) -> tuple[str, frozenset[str]]:
    """Who is taken out is not told whom the others let in since."""
    return s.vault.device_id, _devices(s, space)


def _unsure(one: Hands, writer: Hands, space: str) -> bool:
    """They do not both know who reads: who was taken out is not told what came after."""
    here = one.ask(lambda s: _devices(s, space))
    there = writer.ask(lambda s: _devices(s, space))
    return bool(here != there)


def _devices(s: Session, space: str) -> frozenset[str]:
    laptop: Any = SimpleNamespace(name="", session=s, vault=s.vault, member=s.vault.member_id)
    view = truths.View(laptop)
    return view.readers.devices(space) if space != TEAM_SPACE else frozenset(view.team.devices)


def _writable(s: Session) -> list[str]:
    laptop: Any = SimpleNamespace(name="", session=s, vault=s.vault, member=s.vault.member_id)
    view = truths.View(laptop)
    homes = s.vault.query("SELECT 'd:' || id AS space FROM v_household ORDER BY id")
    return [TEAM_SPACE] + [
        row["space"]
        for row in homes
        if row["space"] in view.keys and s.vault.member_id in view.readers.members(row["space"])
    ]


def _write(s: Session, word: str, space: str) -> None:
    if space == TEAM_SPACE:
        s.vault.record([Edit("agenda_item", f"A{word}", {"title": word})])
    else:
        s.vault.record([Edit("goal", f"G{word}", {"household": space[2:], "title": word})])


def mark(s: Session) -> tuple[object, ...]:
    """Another one whenever anything came in, or went out."""
    ledger = s.vault.sharing
    files = len(ledger.member_files())
    return s.vault.position(), len(ledger.segments()), files, sharing_view.look(s).waiting


def _erasures(s: Session) -> tuple[Any, ...]:
    if s.vault.sharing.team() is None:
        return ()
    return tuple(team.the_team(s).erasures)


def _spaces(gone: tuple[Any, ...]) -> set[str]:
    return {space for one in gone for space in one.spaces}
