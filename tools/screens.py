"""`make screens`: every screen of the demo team as a picture, light and dark, both sizes."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from app.ui.kit.panel import Panel
from tools import screens_sharing
from tools.apart import write_apart, write_unfit
from tools.attached import write_attachments
from tools.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from app.ui.differences.screen import DifferencesScreen
    from app.ui.theme.apply import Mode
    from app.ui.workbench import Workbench

FOLDER: Final = Path("docs/screens")
SIZES: Final = {"1366": (1366, 768), "1920": (1920, 1080)}
LARGE: Final = 2.0
APART: Final = "verschillen-meer"
UNFIT: Final = "verschillen-past-niet"
BACKUP: Final = "reservekopie"


def main() -> None:
    """Makes the pictures that are asked for; all of them without words."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="only these screens")
    parser.add_argument("--folder", type=Path, default=FOLDER)
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    for size, (width, height) in SIZES.items():
        with tempfile.TemporaryDirectory() as folder:
            stage = Stage(Path(folder))
            write_attachments(Path(folder), stage.clock)
            _shoot(stage, (width, height), size, asked)
        if _wanted(asked, APART):
            with tempfile.TemporaryDirectory() as folder:
                _shoot_apart(Path(folder), (width, height), size, asked)
        if _wanted(asked, UNFIT):
            with tempfile.TemporaryDirectory() as folder:
                _shoot_unfit(Path(folder), (width, height), size, asked)
        if not asked.names or set(asked.names) & set(screens_sharing.NAMES):
            with tempfile.TemporaryDirectory() as folder:
                screens_sharing.shoot(
                    Path(folder),
                    (width, height),
                    _looks(size),
                    lambda scene, look, size=size: asked.folder / f"{scene}-{look}-{size}.png",  # type: ignore[misc]
                )


def _looks(size: str) -> list[tuple[str, Mode, float]]:
    looks: list[tuple[str, Mode, float]] = [("light", "light", 1.0), ("dark", "dark", 1.0)]
    return [*looks, ("200", "light", LARGE)] if size == "1366" else looks


def _shoot_apart(folder: Path, size: tuple[int, int], name: str, asked: argparse.Namespace) -> None:
    """Texts, a list, a score and a delete that two people wrote apart, in sight together."""
    stage = Stage(folder)
    write_apart(folder, stage.clock)
    for look, page in _differences(stage, size, name):
        page.cards[-1].focus_first()
        stage.settle()
        page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
        stage.picture(asked.folder / f"{APART}-{look}-{name}.png")
        page.cards[-1].open_combine()
        stage.picture(asked.folder / f"verschillen-samen-{look}-{name}.png")
        page.cards[-1].close_combine()


def _shoot_unfit(folder: Path, size: tuple[int, int], name: str, asked: argparse.Namespace) -> None:
    """What does not fit together after people worked apart, from its first line."""
    stage = Stage(folder)
    write_unfit(folder, stage.clock)
    for look, page in _differences(stage, size, name):
        if page.attention is None:
            raise RuntimeError
        page.attention.buttons[0].setFocus()
        stage.settle()
        page.verticalScrollBar().setValue(page.verticalScrollBar().maximum())
        stage.picture(asked.folder / f"{UNFIT}-{look}-{name}.png")


def _differences(
    stage: Stage, size: tuple[int, int], name: str
) -> Iterator[tuple[str, DifferencesScreen]]:
    """Verschillen in each look; at the end the program closes."""
    stage.open(*size)
    bench = stage.unlock()
    for look, mode, scale in _looks(name):
        stage.look(mode, scale)
        bench.open_differences()
        stage.settle()
        yield look, bench.differences
    stage.close()


def _shoot(stage: Stage, size: tuple[int, int], name: str, asked: argparse.Namespace) -> None:
    """Every screen in one look before the next look: changing it redraws the whole program."""
    stage.open(*size)
    looks = _looks(name)
    window = stage.program.window
    for look, mode, scale in looks:
        stage.look(mode, scale)
        if _wanted(asked, "start"):
            stage.picture(asked.folder / f"start-{look}-{name}.png")
        if _wanted(asked, BACKUP):
            stage.program.start.put_back(Path("drempel-reservekopie-2026-03-06.drempel"))
            stage.picture(asked.folder / f"{BACKUP}-{look}-{name}.png")
            stage.program.start.ask_passphrase(locked=False)
    bench = stage.unlock()
    for look, mode, scale in looks:
        stage.look(mode, scale)
        for screen, show in _scenes(stage, bench).items():
            if _wanted(asked, screen):
                show()
                stage.picture(asked.folder / f"{screen}-{look}-{name}.png")
                for panel in window.findChildren(Panel):
                    panel.close_panel()
        if bench.in_visit():
            bench.gesprek.done.emit()
            stage.settle()
    stage.close()


def _wanted(asked: argparse.Namespace, screen: str) -> bool:
    return not asked.names or screen in asked.names


def _scenes(stage: Stage, bench: Workbench) -> dict[str, Callable[[], None]]:
    """How to come to each screen, in an order that a person could take."""
    household = _household(stage)
    go = bench._navigated  # noqa: SLF001 - as a press on the rail

    def dossier(tab: str) -> Callable[[], None]:
        def show() -> None:
            bench.open_household(household)
            stage.settle()
            bench.dossier.show_tab(tab)

        return show

    def attachment() -> None:
        dossier("attachments")()
        stage.settle()
        shown = bench.dossier.desk.dossier
        if shown is not None:
            bench.dossier.attachment.open(shown.attachments[0])

    def settings() -> None:
        go("today")
        go("settings")

    return {
        "vandaag": lambda: go("today"),
        "meldingen": lambda: go("referrals"),
        "nieuwe-melding": bench.new_referral,
        "huishoudens": lambda: go("households"),
        "verschillen": lambda: go("differences"),
        "contact": bench.new_contact,
        "zoeken": bench.open_find,
        "instellingen": settings,
        "dossier": dossier("overview"),
        **{f"dossier-{tab}": dossier(tab) for tab in DOSSIER_TABS},
        "bijlage": attachment,
        **_visit_scenes(stage, bench, household),
    }


def _visit_scenes(stage: Stage, bench: Workbench, household: str) -> dict[str, Callable[[], None]]:
    """The steps of one visit."""

    def step(name: str) -> Callable[[], None]:
        def show() -> None:
            if not bench.in_visit():
                bench.start_visit(household)
                stage.settle()
            bench.gesprek.show_step(name)

        return show

    def talk() -> None:
        """The PIN is chosen, and the last sign has just been typed anew: it is saved."""
        step("gesprek")()
        stage.settle()
        stage.type_digits(bench.gesprek)
        stage.type_last_anew()

    return {
        "gesprek-pincode": step("gesprek"),
        "gesprek": talk,
        "afspraken": step("afspraken"),
        "teruglezen": step("teruglezen"),
        "na-afloop": step("na_afloop"),
    }


DOSSIER_TABS: Final = (
    "visits", "zrm", "plan", "network", "parties", "attachments", "details",
)  # fmt: skip


def _household(stage: Stage) -> str:
    found: list[str] = []
    from app.services import households  # noqa: PLC0415 - after the platform is chosen

    stage.program._worker.run(  # noqa: SLF001 - behind the scenes
        lambda session: households.lines(session, "Yıldırım")[0].id, then=found.append
    )
    stage.wait(lambda: bool(found))
    return found[0]


if __name__ == "__main__":
    main()
