"""The tab *Bijlagen*: files of the dossier, where each is, and adding one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from app.errors import STOPPED, UserError
from app.services import attachments, undoing
from app.ui.dates import short_day
from app.ui.dossier.parts import TabPage, adder, heading, list_card
from app.ui.dossier.rows import plain, tag
from app.ui.kit import Button, CheckRow, EmptyState, Glyph, Secondary
from app.ui.parts import PressRow, empty
from app.ui.text import file_size, joined, tr

if TYPE_CHECKING:
    from PySide6.QtCore import QMimeData
    from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent

    from app.services.attachments import AttachmentLine, State
    from app.services.dossiers import Dossier
    from app.ui.dossier.desk import DossierDesk
    from app.ui.kit.chips import Tone

_ICONS: Final = {"image": "image", "pdf": "file-pdf", "text": "file-text"}


class AttachmentRow(QWidget):
    """One file: pressing it opens it, the pencil opens its name and what else is known."""

    def __init__(self, desk: DossierDesk, line: AttachmentLine) -> None:
        super().__init__()
        self.line = line
        words, tone = _states()[line.state]
        about = joined(
            file_size(line.size),
            short_day(line.on, desk.day()) if line.on else "",
            tr("door {name}", name=line.by) if line.by else "",
        )
        self.open = PressRow(joined(line.name, about, words))
        self.open.add(Glyph(_icon(line.media_type), ink="accent", pixels=22))
        self.open.add_words(line.name or tr("Zonder naam"), about)
        self.state = plain(tag(words, tone))
        self.open.add(self.state)
        self.open.clicked.connect(lambda: desk.attachment_wanted.emit(line))
        self.edit = Button(icon="pencil-simple", kind="quiet", small=True,
                           name=tr("Aanpassen: {what}", what=line.name))  # fmt: skip
        self.edit.clicked.connect(lambda: desk.edit("attachment", line.id, line.name))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 14, 0)
        row.setSpacing(4)
        row.addWidget(self.open, 1)
        row.addWidget(self.edit)


class AttachmentsTab(TabPage):
    """Files are dropped here or chosen; they are sealed at once, the original stays."""

    def __init__(self, desk: DossierDesk, parent: QWidget | None = None) -> None:
        super().__init__(tr("Bijlagen"), desk, parent)
        self.rows: list[AttachmentRow] = []
        self.add_button: Button | None = None
        self.takes_all: CheckRow | None = None
        self._adding: list[str] = []
        self.adding: Secondary | None = None
        self.setAcceptDrops(True)

    def clear(self) -> None:
        super().clear()
        self._adding, self.adding = [], None

    def part(self, dossier: Dossier) -> object:
        return dossier.header.id, dossier.attachments, dossier.circle.shared

    def draw(self, dossier: Dossier) -> None:
        empty(self.body)
        self.adding = Secondary(wrap=True)
        self.body.addWidget(self.adding)
        self._show_adding()
        self.rows = [AttachmentRow(self.desk, line) for line in dossier.attachments]
        if not self.rows:
            none = EmptyState(
                tr("Foto’s, scans en brieven"),
                joined(tr("Sleep een bestand hierheen, of kies er een."), *_explained(), sign=" "),
                icon="paperclip",
                action=tr("Kies een bestand"),
            )
            none.acted.connect(self.choose)
            self.add_button = none.button
            self.body.addWidget(none)
            return
        self.add_button = adder(tr("Bestand erbij"))
        self.add_button.clicked.connect(self.choose)
        drop = tr("of sleep het hierheen")
        self.body.addWidget(heading(tr("Bijlagen"), drop, self.add_button))
        self.body.addWidget(Secondary(" ".join(_explained()), wrap=True))
        self.body.addWidget(list_card([*self.rows]))
        if dossier.circle.shared:
            self._offer_all()
        self.body.addStretch(1)

    def choose(self) -> None:
        """Ask for files in the system's own window."""
        chosen, _kind = QFileDialog.getOpenFileNames(self, tr("Kies een bestand"))
        self.add_files([Path(one) for one in chosen])

    def add_files(self, paths: list[Path]) -> None:
        """Seal these files into the dossier, one after the other."""
        household = self.desk.household
        for path in paths:
            self._adding.append(path.name)
            self.desk.do_long(
                attachments.add, household, path,
                then=partial(self._added, household, path.name),
                failed=partial(self._not_added, household, path.name),
            )  # fmt: skip
        self._show_adding()

    def _added(self, household: str, name: str, attachment: str) -> None:
        self._no_longer_adding(household, name)
        if self._in_sight(household):
            said = tr("Bijlage erbij: {name}", name=name)
            offer = partial(self.desk.undo_offered.emit, said)
            self.desk.ask(undoing.whole, "attachment", attachment, then=offer)

    def _not_added(self, household: str, name: str, error: Exception) -> None:
        self._no_longer_adding(household, name)
        stopped = isinstance(error, UserError) and error.id == STOPPED
        if self._in_sight(household) and not stopped:
            self.desk.show_error(error)
        else:
            # Without its name, which is not for whoever reads this elsewhere.
            self.desk.problem.emit(tr("Een bestand is niet toegevoegd. Voeg het nog eens toe."))

    def _no_longer_adding(self, household: str, name: str) -> None:
        if self.desk.household == household:
            self._show_adding(without=name)

    def _in_sight(self, household: str) -> bool:
        """Whether this dossier is on the screen: no lock, no other household, no talk."""
        around = self.parentWidget()
        return (
            self.desk.is_open
            and self.desk.household == household
            and around is not None
            and around.isVisible()
        )

    def _show_adding(self, without: str = "") -> None:
        """Which files are on their way in: sealing a large one takes a while."""
        if without in self._adding:
            self._adding.remove(without)
        if self.adding is not None:
            names = ", ".join(self._adding)
            self.adding.setText(tr("Komt erbij: {names} …", names=names))
            self.adding.setVisible(bool(names))

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files(event.mimeData()):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if _files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        if files := _files(event.mimeData()):
            event.acceptProposedAction()
            self.add_files(files)

    def _offer_all(self) -> None:
        row = CheckRow(
            tr("Haal alle bijlagen op bij het delen"),
            detail=tr("Op deze laptop. Anders komt een bestand pas als je het opent."),
        )
        self.takes_all = row
        self.desk.ask(attachments.takes_all, then=row.set_checked)
        row.toggled.connect(lambda on: self.desk.do(attachments.set_takes_all, on))
        self.body.addWidget(row)


def _explained() -> tuple[str, ...]:
    most = attachments.MOST_BYTES // attachments.MEGABYTE
    return (
        tr("Tot {most} MB per bestand.", most=most),
        tr(
            "Het staat verzegeld op deze laptop en gaat bij het delen mee, na de notities. Het "
            "bestand dat je toevoegt, blijft ook staan waar het stond: haal het daar zelf weg."
        ),
    )


def _states() -> dict[State, tuple[str, Tone]]:
    return {
        "here": (tr("staat op deze laptop"), "good"),
        "unshared": (tr("nog niet gedeeld"), "accent"),
        "to_fetch": (tr("nog ophalen"), "accent"),
        "missing": (tr("niet gevonden"), "care"),
    }


def _icon(media_type: str) -> str:
    first, _slash, second = media_type.partition("/")
    return _ICONS.get(first) or _ICONS.get(second) or "file"


def _files(data: QMimeData) -> list[Path]:
    # Whether they are there the service sees: a place that never answers would hang the screen.
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
