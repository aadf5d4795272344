"""Words that became a record at a household that was chosen by mistake: say so, offer to erase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui.kit.labels import Secondary
from app.ui.parts import empty
from app.ui.text import tr

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.ui.sharing.erasures import EraseStart

KIND = "contact"


class LeftBehind(QWidget):
    """Stays until the vault is locked; out of sight while no words were taken away from anybody.

    `run` calls a service as `Worker.run` does.
    """

    def __init__(self, run: Callable[..., object]) -> None:
        super().__init__()
        self._run = run
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.erase: EraseStart | None = None
        self.hide()

    def offer(self, contact: str, household: str, recorded: bool) -> None:  # noqa: FBT001 - an answer
        """What was written at `household` (its name) under this id, if it was a record by then."""
        if not recorded:
            return
        from app.ui.sharing.erasures import EraseStart  # noqa: PLC0415 - rarely needed

        said = Secondary(
            tr(
                "Eerdere woorden waren al bewaard bij {name}. Daar staan ze niet meer, maar de"
                " lezers van dat dossier kunnen ze terughalen.",
                name=household,
            ),
            wrap=True,
        )
        said.set_ink("care")
        self.erase = EraseStart(self._run, KIND, contact)
        self._column.addWidget(said)
        self._column.addWidget(self.erase)
        self.show()

    def forget(self) -> None:
        """Nothing of any household stays here."""
        empty(self._column)
        self.erase = None
        self.hide()
