"""The parts of the main job, each as a person would do it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QApplication, QWidget

from app.services import zrm
from app.ui.kit import Button
from app.ui.referrals.assign import CandidateRow
from tests.helpers.vaults import PASSPHRASE

if TYPE_CHECKING:
    from pathlib import Path

    from app.ui.gesprek.paper_side import PaperSide
    from tests.journey.conftest import Laptop
    from tests.journey.hand import Hand

HOUSEHOLD: Final = "Familie Kowalczyk-Şahin"
ANJA: Final = "Anja Kowalczyk"
MEHMET: Final = "Mehmet Şahin"
OWN_WORDS_ANJA: Final = "Ik durf de post niet meer open te maken"
OWN_WORDS_MEHMET: Final = "Sinds mijn broer weg is, zie ik niemand"
OWN_WORDS_FEELING: Final = "Ik lig uren wakker"
NOTE_MONEY: Final = "Drie maanden achter bij de verhuurder"
NOTE_SLEEP: Final = "Ligt tot twaalf uur op bed"
NOTE_NETWORK: Final = "Broer verhuisd naar Gdańsk"
GOALS: Final = ("De post weer durven openmaken", "Elke week iemand zien")
ACTIONS: Final = ("De post sorteren", "De verhuurder bellen", "Naar de koffie in het buurthuis")


def unlock(hand: Hand, laptop: Laptop) -> None:
    program = laptop.program
    hand.until(program.start.unlock_page.passphrase.line.hasFocus)
    hand.type(PASSPHRASE)
    hand.press("Enter")
    hand.until(lambda: program.workbench is not None)
    hand.until(lambda: program.window.current_screen() != "start")


def take_the_melding(hand: Hand, laptop: Laptop) -> None:
    hand.press("Ctrl+Shift+N")
    panel = laptop.bench.referral
    hand.until(panel.name.line.hasFocus)
    for text in (HOUSEHOLD, "Korenstraat", "41"):
        hand.type(text)
        hand.press("Tab") if text != "41" else None
    hand.click(panel.source.chip("huisarts"))
    hand.click(panel.reason)
    hand.type("Post blijft liggen, huur loopt achter")
    hand.press("Ctrl+Enter")
    hand.until(lambda: laptop.program.window.current_screen() == "referrals")


def choose_the_duo(hand: Hand, laptop: Laptop) -> None:
    detail = laptop.bench.referrals.detail
    hand.until(lambda: len(candidates(laptop)) == 2)
    for row in candidates(laptop):
        hand.click(row)
    hand.click(detail.assign.button)
    hand.until(lambda: dossier_button(laptop) is not None)


def candidates(laptop: Laptop) -> list[CandidateRow]:
    rows = laptop.bench.referrals.detail.assign.rows()
    return [row for row in rows if isinstance(row, CandidateRow) and row.isVisible()]


def dossier_button(laptop: Laptop) -> Button | None:
    buttons = laptop.bench.referrals.detail.findChildren(Button)
    return next((b for b in buttons if b.text() == "Naar het dossier" and b.isVisible()), None)


def begin_the_visit(hand: Hand, laptop: Laptop) -> None:
    button = dossier_button(laptop)
    assert button is not None
    hand.click(button)
    header = laptop.bench.dossier.header
    hand.until(lambda: header.isVisible() and header.title.text() == HOUSEHOLD)
    hand.click(header.line_start if header.folded() else header.start_button)
    hand.until(laptop.talk.people_bar.line.line.hasFocus)
    hand.type(f"{ANJA}, {MEHMET}")
    hand.press("Enter")
    hand.until(lambda: laptop.talk.visit is not None and len(laptop.talk.visit.persons) == 2)


def at(laptop: Laptop, area: str) -> bool:
    page = laptop.talk.talk.page
    return laptop.talk.talk.area == area and page.detail is not None and page.detail.area == area


def say(hand: Hand, laptop: Laptop, area: str, key: str, note: str = "", own: str = "") -> None:
    """Write about the leefgebied on the screen, say how it stands, and on to the next."""
    hand.until(lambda: at(laptop, area) and laptop.talk.talk.page.note.hasFocus())
    if note:
        hand.type(note)
    if own:
        hand.press("Tab")
        hand.type(own)
    hand.press(f"Alt+Shift+{key}")


def jump(hand: Hand, words: str) -> None:
    hand.press("Ctrl+K")
    hand.type(words)
    hand.press("Enter")


def talk_about_everything(hand: Hand, laptop: Laptop) -> None:
    talk = laptop.talk.talk
    hand.until(lambda: speaker(laptop) == ANJA)
    hand.until(lambda: about(laptop) == person_id(laptop, ANJA))
    say(hand, laptop, "geld", "A", NOTE_MONEY, OWN_WORDS_ANJA)
    jump(hand, "slapen")
    say(hand, laptop, "dag", "A", NOTE_SLEEP)
    say(hand, laptop, "huis", "G")
    hand.click_area(talk.rail, "justitie")
    hand.until(lambda: at(laptop, "justitie"))
    hand.press("Alt+Shift+L")
    hand.until(lambda: at(laptop, "zingeving"))
    assert talk.page.speakers is not None
    hand.click(talk.page.speakers.chip(person_id(laptop, MEHMET)))
    hand.until(lambda: speaker(laptop) == MEHMET)
    hand.until(lambda: about(laptop) == person_id(laptop, MEHMET))
    say(hand, laptop, "zingeving", "G")
    say(hand, laptop, "werk", "G")
    jump(hand, "eenzaam")
    say(hand, laptop, "netwerk", "A", NOTE_NETWORK, OWN_WORDS_MEHMET)
    say(hand, laptop, "meedoen", "G")
    say(hand, laptop, "thuis", "L")
    hand.click_area(talk.rail, "gezondheid")
    hand.until(lambda: at(laptop, "gezondheid"))
    hand.press("Alt+Shift+G")
    for area, key in (("middelen", "L"), ("zelfzorg", "G"), ("huishouden", "G"), ("kinderen", "G")):
        say(hand, laptop, area, key)
    say(hand, laptop, "gevoel", "A", "", OWN_WORDS_FEELING)
    hand.until(lambda: laptop.talk.visit and all(area.state for area in laptop.talk.visit.areas))


def speaker(laptop: Laptop) -> str:
    visit = laptop.talk.visit
    people = visit.persons if visit is not None else ()
    return next((p.name for p in people if visit is not None and p.id == visit.speaker), "")


def about(laptop: Laptop) -> str:
    """Whom the box is about, as it stands beside it."""
    detail = laptop.talk.talk.page.detail
    return detail.about if detail is not None else ""


def person_id(laptop: Laptop, name: str) -> str:
    visit = laptop.talk.visit
    assert visit is not None
    return next(person.id for person in visit.persons if person.name == name)


def add_goal(hand: Hand, laptop: Laptop, title: str) -> None:
    step = laptop.talk.agreements
    before = set(step.lines)
    if not step.goal_line.line.hasFocus():
        hand.click(step.goal_line.line)
    hand.type(title)
    hand.press("Enter")
    hand.until(lambda: any(step.lines[key].line.hasFocus() for key in set(step.lines) - before))


def add_action(
    hand: Hand, laptop: Laptop, what: str, who: str, when: str, resort: str = ""
) -> None:
    step = laptop.talk.agreements
    hand.type(what)
    hand.press("Enter")
    hand.until(
        lambda: (
            step.editor is not None
            and step.editor.what.text() == what
            and step.editor.resort.chip("zelf").hasFocus()
        )
    )
    assert step.editor is not None
    if resort:
        hand.click(step.editor.resort.chip(resort))
    else:
        hand.press("Space")
    for text in (who, when):
        hand.press("Tab")
        hand.type(text)


def agree_on_what_to_do(hand: Hand, laptop: Laptop) -> None:
    hand.press("Ctrl+2")
    step = laptop.talk.agreements
    hand.until(lambda: "" in step.lines and step.goal_line.line.hasFocus())
    add_goal(hand, laptop, GOALS[0])
    add_action(hand, laptop, ACTIONS[0], "Anja", "ma")
    hand.press("Enter")
    hand.until(lambda: step.editor is None and any(f.line.hasFocus() for f in step.lines.values()))
    add_action(hand, laptop, ACTIONS[1], "Elif, de zus van Mehmet", "di", "netwerk")
    add_goal(hand, laptop, GOALS[1])
    add_action(hand, laptop, ACTIONS[2], "Mehmet", "+1w")
    hand.click(step.until.back_on.line)
    hand.type("+2w")
    hand.click(step.until.ends.line)
    hand.type("1 jul")


def read_back(hand: Hand, laptop: Laptop, folder: Path) -> dict[str, bytes]:
    """Both papers, by name of the person: as it was saved, as it stands on the screen."""
    hand.press("Ctrl+3")
    step, paper = laptop.talk.readback, laptop.talk.paper
    hand.until(lambda: step.rows and step.people is not None)
    papers: dict[str, bytes] = {}
    for name in (MEHMET, ANJA):
        if step.person != person_id(laptop, name):
            assert step.people is not None
            hand.click(step.people.chip(person_id(laptop, name)))
        hand.until(partial(stands_beside, step.side, person_id(laptop, name)))
        hand.click(step.side.agreed.chip("yes"))
        hand.click(step.side.stays.chip("ja"))
        hand.press("Ctrl+P")
        hand.until(paper.print_button.hasFocus)
        if name == MEHMET:
            file = folder / "mehmet.pdf"
            hand.click(paper.save_button)
            hand.save_as(paper.sure, file)
            papers[name] = file.read_bytes()
        else:
            papers[name] = paper._pdf  # noqa: SLF001 - what stands on the screen
        hand.press("Esc")
        hand.until(lambda: not paper.isVisible())
    return papers


def stands_beside(side: PaperSide, person: str) -> bool:
    return side.shown() == person


def score_blind(hand: Hand, laptop: Laptop) -> list[str]:
    """Sanne's own level for every domain that was discussed; which those were."""
    hand.press("Ctrl+4")
    table = laptop.talk.aftermath.table
    hand.until(lambda: table.lines and has_keyboard(table.lines[table.first()].mine))
    opened = [key for key, line in table.lines.items() if line.open]
    for domain in opened:
        hand.until(partial(has_keyboard, table.lines[domain].mine))
        hand.press("Alt+4")
    hand.until(lambda: all(table.lines[key].mine.value() == 4 for key in opened))
    assert all(line.theirs() is None for line in table.lines.values())
    return opened


def has_keyboard(widget: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and widget.isAncestorOf(focus)


def fenna_scores(laptop: Laptop, domains: list[str], differs: str) -> None:
    """On her own laptop; she sees nothing of Sanne's levels before her own."""
    visit = laptop.talk.visit
    assert visit is not None
    laptop.to_fenna()
    person = person_id(laptop, MEHMET)
    rows = zrm.table(laptop.fenna, visit.visit, person).rows
    assert all(row.colleague is None for row in rows)
    for domain in domains:
        level = 2 if domain == differs else 4
        zrm.score(laptop.fenna, visit.visit, person, domain, level)
    laptop.from_fenna()


def settle(hand: Hand, laptop: Laptop, domains: list[str], differs: str) -> None:
    table = laptop.talk.aftermath.table
    hand.until(lambda: all(table.lines[key].theirs() for key in domains))
    hand.press("Ctrl+Enter")
    hand.until(lambda: len(agreed(laptop)) == len(domains) - 1)
    hand.until(lambda: len(table.lines[differs].choices()) == 2)
    hand.click(table.lines[differs].choices()[1])
    hand.until(lambda: len(agreed(laptop)) == len(domains))


def agreed(laptop: Laptop) -> dict[str, int | None]:
    visit = laptop.talk.visit
    assert visit is not None
    rows = laptop.ask(zrm.table, visit.visit, person_id(laptop, MEHMET)).rows
    return {row.domain: row.agreed.level for row in rows if row.agreed is not None}


def finish(hand: Hand, laptop: Laptop) -> None:
    hand.click(laptop.talk.bar.back)
    hand.until(lambda: laptop.program.window.current_screen() == "dossier")
    hand.press("Ctrl+L")
    hand.until(lambda: laptop.program.window.current_screen() == "start")
    unlock(hand, laptop)
