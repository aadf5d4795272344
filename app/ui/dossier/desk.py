"""What the tabs of a dossier share: the household in sight and what a person may ask for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from app.clock import SystemClock
from app.ui.desk import Desk

if TYPE_CHECKING:
    from datetime import date

    from PySide6.QtCore import QObject

    from app.services.dossiers import Dossier
    from app.ui.worker import Worker


@dataclass(frozen=True, slots=True)
class Edit:
    """One record to open beside the page. `new` = just made, so the keyboard goes into it."""

    kind: str
    id: str
    title: str
    new: bool = False
    only: str = ""
    """One field to show instead of the whole record."""
    begin: str = ""
    """The field to begin in, of a record that is there from its first word on."""


class DossierDesk(Desk):
    """One per dossier screen; tabs ask here and never each other."""

    edit_wanted = Signal(object)
    print_wanted = Signal(object)
    visit_wanted = Signal(str)
    attachment_wanted = Signal(object)
    tab_wanted = Signal(str)
    differences_wanted = Signal()

    def __init__(self, worker: Worker, parent: QObject) -> None:
        super().__init__(worker, SystemClock(), parent)
        self.dossier: Dossier | None = None

    @property
    def household(self) -> str:
        """Id of the household in sight; empty when there is none."""
        return self.dossier.header.id if self.dossier else ""

    def day(self) -> date:
        """Today, as the vault's clock says it."""
        return self.dossier.today if self.dossier else self.today()

    def edit(
        self, kind: str, entity: str, title: str, *, new: bool = False, begin: str = ""
    ) -> None:
        """Open a record beside the page."""
        self.edit_wanted.emit(Edit(kind, entity, title, new, begin=begin))
