"""Where a team shares: a folder, or the address of a server with what it asks."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QDir, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QVBoxLayout, QWidget

from app.ui.kit import Button, Field, PassphraseField, Secondary, Segments
from app.ui.text import tr

if TYPE_CHECKING:
    from collections.abc import Mapping

FOLDER: Final = "folder"
SERVER: Final = "server"


def choose_folder(parent: QWidget, start: str = "") -> str:
    """A folder that a person points at, as this system writes it; empty when they did not."""
    found = QFileDialog.getExistingDirectory(parent, tr("Kies een map of USB-stick"), start)
    return QDir.toNativeSeparators(found)


class PlaceForm(QWidget):
    """`url` and `secrets` are what the services ask for; what is missing is said by them."""

    changed = Signal()
    entered = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        kinds = [(FOLDER, tr("Map of USB-stick")), (SERVER, tr("Server"))]
        self.kind = Segments(kinds, name=tr("Waar het team deelt"))
        self.kind.changed.connect(self._show_kind)
        column.addWidget(self.kind, 0, Qt.AlignmentFlag.AlignLeft)
        self.folder = Field(tr("Map"), placeholder=tr("Kies een map, of plak het pad"))
        self.pick = Button(tr("Kies een map"), icon="folder-open", small=True)
        self.pick.clicked.connect(self._pick)
        self._folder_part = _part(
            self.folder,
            self.pick,
            Secondary(
                tr("Een netwerkmap, een map van OneDrive of Nextcloud, of een USB-stick."),
                wrap=True,
            ),
        )
        column.addWidget(self._folder_part)
        self._make_server(column)
        for field in (self.folder, self.address, *self.logins.values()):
            field.edited.connect(lambda _text: self._changed())
            field.line.returnPressed.connect(self.entered)
        self._show_kind(FOLDER)

    def _make_server(self, column: QVBoxLayout) -> None:
        self.address = Field(tr("Adres"), placeholder="webdavs://cloud.example.org/team")
        self.logins: dict[str, Field | PassphraseField] = {
            "username": Field(tr("Gebruikersnaam")),
            "password": PassphraseField(tr("Wachtwoord")),
            "access_key_id": Field(tr("Toegangssleutel (access key)")),
            "secret_access_key": PassphraseField(tr("Geheime sleutel")),
            "region": Field(tr("Regio")),
            "account": Field(tr("Account")),
            "key": PassphraseField(tr("Sleutel van het account")),
            "endpoint": Field(tr("Eigen adres van de opslag (mag leeg)")),
            "file": Field(tr("Of: een bestand waar dit alles in staat")),
        }
        self.where = Secondary(
            tr(
                "Nextcloud en andere WebDAV: webdavs://… · S3: s3://… · Azure: az://…"
                " Wat je hier invult, bewaart de sleutelbos van deze laptop."
            ),
            wrap=True,
        )
        self._server_part = _part(self.address, *self.logins.values(), self.where)
        column.addWidget(self._server_part)

    def set_url(self, url: str) -> None:
        """Begin with a place that is known."""
        server = "://" in url and not url.startswith("file://")
        self.kind.set_current(SERVER if server else FOLDER)
        self._show_kind(SERVER if server else FOLDER)
        (self.address if server else self.folder).set_text(url)
        self._show_logins()

    def url(self) -> str:
        """The address, empty when nothing was filled in."""
        if self.kind.current() == SERVER:
            return self.address.text().strip()
        return self.folder.text().strip()

    def first(self) -> QLineEdit:
        """The field that says which place."""
        return (self.address if self.kind.current() == SERVER else self.folder).line

    def wrong(self) -> str:
        """Why this cannot be a place, in one sentence; empty when it may be one."""
        url = self.url()
        if self.kind.current() == SERVER:
            if not url:
                return tr("Vul eerst het adres van de server in.")
            if not _asked(url):
                return tr(
                    "Het adres van een server begint met webdavs://, s3:// of az://. Vraag het"
                    " aan wie de server beheert."
                )
        elif not url:
            return tr("Kies eerst een map, of vul het adres van de server in.")
        elif "://" not in url and not Path(url).is_absolute():
            return tr("Dit is niet het hele pad. Kies de map met de knop, of plak het hele pad.")
        return ""

    def secrets(self) -> dict[str, str]:
        """What was filled in for the server of this address; empty for a folder."""
        if self.kind.current() != SERVER:
            return {}
        filled = {name: self.logins[name].text().strip() for name in _asked(self.url())}
        return {name: text for name, text in filled.items() if text}

    def forget(self) -> None:
        """No secret stays in these fields."""
        for field in self.logins.values():
            field.line.clear()

    def fields(self) -> Mapping[str, QWidget]:
        """By name, for who looks for one."""
        return {"folder": self.folder, "address": self.address, **self.logins}

    def _pick(self) -> None:
        found = choose_folder(self, self.folder.text() or str(Path.home()))
        if found:
            self.folder.set_text(found)
            self._changed()

    def _changed(self) -> None:
        self._show_logins()
        self.changed.emit()

    def _show_kind(self, kind: str) -> None:
        self._folder_part.setVisible(kind == FOLDER)
        self._server_part.setVisible(kind == SERVER)
        self._show_logins()
        self.changed.emit()

    def _show_logins(self) -> None:
        asked = _asked(self.address.text())
        for name, field in self.logins.items():
            field.setVisible(name in asked)


def _asked(address: str) -> tuple[str, ...]:
    scheme = address.strip().partition("://")[0]
    return {
        "webdav": ("username", "password", "file"),
        "webdavs": ("username", "password", "file"),
        "s3": ("access_key_id", "secret_access_key", "region", "endpoint", "file"),
        "az": ("account", "key", "endpoint", "file"),
    }.get(scheme, ())


def _part(*widgets: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(10)
    for widget in widgets:
        if isinstance(widget, Button):
            column.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
        else:
            column.addWidget(widget)
    return holder
