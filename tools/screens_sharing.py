"""Pictures of Delen: a full team, a request, a place that is away, the first time, the words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QLabel

from app.bootstrap import build
from app.services import session
from app.services.demo.make import PASSPHRASE, SHARE
from tools import table
from tools.stage import Stage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from app.ui.theme.apply import Mode
    from app.ui.workbench import Workbench

    Looks = Iterable[tuple[str, Mode, float]]

PLACE: Final = "netwerkschijf"
DRIVE: Final = r"N:\Wijkteam Lindekwartier"
NAMES: Final = (
    "delen",
    "delen-verzoek",
    "delen-leden",
    "delen-weg",
    "delen-begin",
    "delen-woorden",
)


def shoot(
    folder: Path, size: tuple[int, int], looks: Looks, save: Callable[[str, str], Path]
) -> None:
    """`save(scene, look)` says where a picture goes."""
    stage = Stage(folder)
    table.gather(folder, stage.clock)
    stage.open(*size)
    bench = _bench(stage)
    share = (folder / SHARE).resolve()
    for scene, show in _scenes(stage, bench, share).items():
        show()
        stage.settle()
        for look, mode, scale in looks:
            stage.look(mode, scale)
            stage.settle()
            _say_a_usual_place(bench, share)
            stage.picture(save(scene, look))
    stage.close()
    _shoot_first_time(folder, size, looks, save, stage)


def _scenes(stage: Stage, bench: Workbench, share: Path) -> dict[str, Callable[[], object]]:
    screen = bench.sharing
    gone = share.with_name("even-weg")

    def wait() -> None:
        stage.wait(lambda: not bench.sharer.busy)
        stage.settle()

    def full() -> None:
        bench.open_sharing()
        stage.settle()
        wait()
        screen.share()
        wait()

    def request() -> None:
        if not screen.requests():
            table.ask(share.parent, stage.clock)
        screen.enter()
        stage.wait(screen.requests)

    def away() -> None:
        screen.members_panel.close_panel()
        share.rename(gone)
        screen.share()
        wait()
        gone.rename(share)

    return {
        "delen": full,
        "delen-verzoek": request,
        "delen-leden": screen.manage,
        "delen-weg": away,
    }


def _shoot_first_time(
    folder: Path,
    size: tuple[int, int],
    looks: Looks,
    save: Callable[[str, str], Path],
    before: Stage,
) -> None:
    file = folder / "nieuw" / "kluis.drempel"
    file.parent.mkdir()
    fields = {"name": "Tjitske Dijkstra", "organisation": "GGZ Oostermeer"}
    session.create(file, PASSPHRASE, fields, before.clock, table.QUICK).lock()
    before.program = build(file, folder / "nieuw.json", before.clock)
    before.open(*size)
    bench = _bench(before)
    bench.open_sharing()
    before.settle()
    for look, mode, scale in looks:
        before.look(mode, scale)
        before.picture(save("delen-begin", look))
    bench.sharing.join()
    panel = bench.sharing.places.panel
    panel.place.folder.set_text(str((folder / SHARE).resolve()))
    panel.button.click()
    before.wait(lambda: bench.sharing.view and bench.sharing.view.standing == "asking")
    before.settle()
    for look, mode, scale in looks:
        before.look(mode, scale)
        before.picture(save("delen-woorden", look))
    before.close()


def _say_a_usual_place(bench: Workbench, share: Path) -> None:
    """A team's drive, and not the folder that these pictures are made in."""
    for label in bench.sharing.findChildren(QLabel):
        label.setText(
            label.text().replace(str(share), DRIVE).replace(f" {share.name}", f" {PLACE}")
        )


def _bench(stage: Stage) -> Workbench:
    bench = stage.unlock()
    bench.automatic.set_on(False)
    return bench
