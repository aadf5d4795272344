"""Settings of this laptop: light or dark, size of letters, language, when it closes itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.ui.kit.buttons import Button
from app.ui.kit.chips import ChipGroup, Option
from app.ui.kit.labels import Caption, Secondary
from app.ui.kit.panel import Panel
from app.ui.preferences import LOCK_MINUTES, TEXT_SCALES, Preferences
from app.ui.text import tr

if TYPE_CHECKING:
    from collections.abc import Sequence

YES: Final = "yes"
NO: Final = "no"


class SettingsPanel(Panel):
    """Every choice works at once; `chosen` carries the whole of the preferences."""

    chosen = Signal(object)
    passphrase_wanted = Signal()

    def __init__(self, window: QWidget, backup: QWidget | None = None) -> None:
        super().__init__(window, tr("Instellingen van deze laptop"), width=440)
        self.look = self._choice(
            tr("Licht of donker"),
            [
                Option("light", tr("Licht"), "sun"),
                Option("dark", tr("Donker"), "moon"),
                Option("system", tr("Zoals de laptop"), "desktop"),
            ],
        )
        sizes = [(str(size), tr("{number} %", number=round(size * 100))) for size in TEXT_SCALES]
        self.scale = self._choice(tr("Grootte van letters"), sizes)
        minutes = [(str(number), tr("{number} min", number=number)) for number in LOCK_MINUTES]
        self.lock = self._choice(tr("Sluit af als ik even weg ben"), minutes)
        self.add(Secondary(tr("Bij slaapstand en bij Ctrl L sluit hij altijd meteen."), wrap=True))
        by_itself = [(YES, tr("Vanzelf")), (NO, tr("Alleen als ik het zeg"))]
        self.share = self._choice(tr("Delen met het team"), by_itself)
        self.add(
            Secondary(
                tr("Vanzelf gaat stil, en alleen naar een plek waar je al eens deelde."), wrap=True
            )
        )
        self.add(Caption(tr("Wachtzin")))
        self.passphrase = Button(tr("Verander je wachtzin"), icon="key", small=True)
        self.passphrase.clicked.connect(self.passphrase_wanted)
        self.body.addWidget(self.passphrase, 0, Qt.AlignmentFlag.AlignLeft)
        if backup is not None:
            self.add(Caption(tr("Reservekopie")))
            self.add(backup)
        languages = [("nl", "Nederlands"), ("en", "English")]
        self.language = self._choice(tr("Taal"), languages)
        self.add(Secondary(tr("De taal verandert als je Drempel opnieuw opent."), wrap=True))

    def begin(self, now: Preferences) -> None:
        """Open with what holds now, at the first choice."""
        self.look.set_value(now.look)
        self.scale.set_value(str(now.text_scale))
        self.lock.set_value(str(now.lock_after_minutes))
        self.share.set_value(YES if now.share_by_itself else NO)
        self.language.set_value(now.language)
        self.open()
        self.look.chip(now.look).setFocus(Qt.FocusReason.TabFocusReason)

    def _choice(self, label: str, options: Sequence[Option | tuple[str, str]]) -> ChipGroup:
        self.add(Caption(label))
        group = ChipGroup(options, clearable=False, small=True, name=label)
        group.changed.connect(lambda _keys: self._tell())
        self.add(group)
        return group

    def _tell(self) -> None:
        look: Any = self.look.value()
        language: Any = self.language.value()
        now = Preferences(
            look=look,
            text_scale=float(str(self.scale.value())),
            language=language,
            lock_after_minutes=int(str(self.lock.value())),
            share_by_itself=self.share.value() == YES,
        )
        self.chosen.emit(now)
