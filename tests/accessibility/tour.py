"""The way along every screen, tab, panel and step of the program."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from app.services import households
from app.ui.dossier.details import DetailsTab
from app.ui.program import Program

if TYPE_CHECKING:
    from pathlib import Path

    from PySide6.QtWidgets import QWidget

    from app.ui.workbench import Workbench
    from tools.stage import Stage

TABS: Final = ("overview", "visits", "zrm", "plan", "network", "parties", "attachments", "details")
STEPS: Final = ("gesprek", "afspraken", "teruglezen", "na_afloop")


@dataclass(frozen=True, slots=True)
class Stop:
    """A place to look at: how to come there, and what then lies on top."""

    name: str
    show: Callable[[], object]
    cover: Callable[[], QWidget]
    touch: bool = False
    """Whether a finger works here."""
    alone: bool = False
    """Whether it covers all else, so that Tab must stay."""


def a_household(stage: Stage) -> str:
    """The family whose story the demo tells furthest."""
    found: list[str] = []
    worker = stage.program._worker  # noqa: SLF001 - the tour stands behind the scenes
    worker.run(lambda s: households.lines(s, "Yıldırım")[0].id, then=found.append)
    stage.wait(lambda: bool(found))
    return found[0]


def stops(stage: Stage, bench: Workbench, household: str) -> list[Stop]:
    """Every place behind the lock, in an order that a person could take."""
    window = stage.program.window
    go = bench._navigated  # noqa: SLF001 - as a press on the rail

    def whole() -> QWidget:
        return window.middle

    def open_settings() -> None:
        bench.find.close()
        stage.program.open_settings()

    def settings() -> QWidget:
        panel = stage.program._panel  # noqa: SLF001
        assert panel is not None
        return panel

    def passphrase() -> QWidget:
        panel = stage.program._passphrase  # noqa: SLF001
        assert panel is not None
        return panel

    places = [
        Stop("vandaag", lambda: go("today"), whole),
        Stop("meldingen", lambda: go("referrals"), whole),
        Stop("huishoudens", lambda: go("households"), whole),
        Stop("verschillen", lambda: go("differences"), lambda: bench.differences, touch=True),
        *_sharing_stops(stage, bench),
        Stop("nieuwe melding", bench.referral.open_new, lambda: bench.referral),
        Stop("contact", bench.new_contact, lambda: bench.contact),
        Stop("zoeken", lambda: bench.find.open("meld"), lambda: bench.find, alone=True),
        Stop("instellingen", open_settings, settings),
        Stop("wachtzin", stage.program.open_passphrase, passphrase),
    ]
    places += _dossier_stops(stage, bench, household)
    return places + _visit_stops(stage, bench, household)


def _dossier_stops(stage: Stage, bench: Workbench, household: str) -> list[Stop]:
    def whole() -> QWidget:
        return stage.program.window.middle

    def attachment() -> None:
        bench.dossier.show_tab("attachments")
        stage.settle()
        shown = bench.dossier.desk.dossier
        assert shown is not None
        bench.dossier.attachment.open(shown.attachments[0])

    def again() -> None:
        bench.dossier.attachment.close_view()
        bench.dossier.show_tab("details")
        stage.settle()
        page = bench.dossier.pages["details"]
        assert isinstance(page, DetailsTab)
        assert page.circle is not None
        page.circle.others[0].click()

    return [
        *(Stop(f"dossier {tab}", _tab(stage, bench, household, tab), whole) for tab in TABS),
        Stop("bijlage", attachment, lambda: bench.dossier.attachment, alone=True),
        Stop("wie leest mee", again, whole),
    ]


def _sharing_stops(stage: Stage, bench: Workbench) -> list[Stop]:
    screen = bench.sharing

    def sharing() -> None:
        bench.automatic.set_on(False)
        bench.open_sharing()
        stage.settle()
        stage.wait(lambda: not bench.sharer.busy)

    def check() -> None:
        sharing()
        screen.sheet.ask()

    def place() -> None:
        screen.members_panel.close_panel()
        screen.share_elsewhere()
        screen.places.panel.place.set_url("webdavs://cloud.example.org/team")

    def again() -> None:
        screen.places.panel.close_panel()

    return [
        Stop("delen", sharing, lambda: screen),
        Stop("herstelblad", check, lambda: screen),
        Stop("leden en laptops", screen.manage, lambda: screen.members_panel),
        Stop("plek", place, lambda: screen.places.panel),
        Stop("delen weer", again, lambda: screen),
    ]


def _visit_stops(stage: Stage, bench: Workbench, household: str) -> list[Stop]:
    visit = bench.gesprek

    def along() -> None:
        visit.show_step("gesprek")
        visit.bar.look_along.setChecked(True)

    def paper() -> None:
        visit.bar.look_along.setChecked(False)
        visit.show_step("teruglezen")
        stage.settle()
        visit.readback.side.paper_wanted.emit(False)

    def neutral() -> None:
        visit.paper.close_view()
        visit.cover()

    places = [
        Stop(step, _step(stage, bench, household, step), lambda: visit, touch=True)
        for step in STEPS
    ]
    return [
        *places,
        Stop("meelezen", along, lambda: visit, touch=True),
        Stop("mag het papier blijven", paper, lambda: visit.paper, touch=True, alone=True),
        Stop("printvoorbeeld", visit.paper.make, lambda: visit.paper, touch=True, alone=True),
        Stop("neutraal", neutral, lambda: visit.curtain, touch=True, alone=True),
    ]


def leave(stage: Stage, bench: Workbench) -> None:
    """Out of the visit, so that the tour can begin again."""
    bench.gesprek.curtain.hide()
    bench.gesprek.done.emit()
    stage.settle()


def _tab(stage: Stage, bench: Workbench, household: str, tab: str) -> Callable[[], object]:
    def show() -> None:
        for panel in (stage.program._panel, stage.program._passphrase):  # noqa: SLF001
            if panel is not None:
                panel.close_panel()
        if tab == TABS[0]:
            bench.open_household(household)
            stage.settle()
        bench.dossier.show_tab(tab)

    return show


def _step(stage: Stage, bench: Workbench, household: str, step: str) -> Callable[[], object]:
    def show() -> None:
        if not bench.in_visit():
            bench.start_visit(household)
            stage.settle()
        bench.gesprek.show_step(step)

    return show


def first_run(folder: Path, build: Callable[[Path, Path], Program]) -> Program:
    """A program that has no vault yet."""
    return build(folder / "geen" / "kluis.drempel", folder / "instellingen.json")
