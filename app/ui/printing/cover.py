"""A view of pages that covers the screen: Esc goes back, and a copy on the disk is warned of."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from app.ui.kit import Button, Card, FlowLayout, Scroll, Secondary, SectionTitle, Text
from app.ui.kit.keep import Held, give_back, held, tab_within
from app.ui.text import tr
from app.ui.theme.current import theme

if TYPE_CHECKING:
    from app.ui.worker import Worker

PAGE_EDGES: Final = 110
"""Width that stays free beside a page, in pixels."""


class CoverView(QWidget):
    """What is shown is in memory only, until someone saves it; `forget` lets go of it."""

    closed = Signal()
    said = Signal(str)
    """One sentence for the bar below."""

    def __init__(self, parent: QWidget, worker: Worker, save: str, *, touch: bool) -> None:
        """`save` is what the button says that writes a copy."""
        super().__init__(parent)
        self._worker = worker
        self._asked = 0
        self._before: Held | None = None
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("ground", "sunk")
        self.title = SectionTitle(wrap=True)
        self.back = Button(tr("Terug"), icon="arrow-left", touch=touch)
        self.back.clicked.connect(self.close_view)
        self.save_button = Button(save, icon="download-simple", touch=touch)
        self.save_button.clicked.connect(self._warn)
        self.sure = Button(tr("Bewaar toch"), kind="care", small=True, touch=touch)
        self.sure.clicked.connect(self.choose_file)
        self.not_sure = Button(tr("Niet bewaren"), kind="quiet", small=True, touch=touch)
        self.not_sure.clicked.connect(self.unwarn)
        self.warning = Card(tone="care", margin=14)
        self.column = QVBoxLayout()
        self.sheets = self._make_sheets()
        self.middle = QStackedWidget()
        parent.installEventFilter(self)
        self.hide()

    def forget(self) -> None:
        """Let go of what is shown."""
        raise NotImplementedError

    def choose_file(self) -> None:
        """Ask where the copy goes, and write it."""
        raise NotImplementedError

    def close_view(self) -> None:
        """Back to where the person was; what was shown is forgotten.

        Also while another screen is in sight: it must not lie over what is opened next.
        """
        self.forget()
        self.title.setText("")
        if self.isHidden():
            return
        self.hide()
        before, self._before = self._before, None
        around = self.parentWidget()
        if around is not None:
            give_back(before, around)
        self.closed.emit()

    def appear(self, title: str, name: str) -> None:
        """Cover the screen; `name` is for screen readers."""
        if self.isHidden():
            self._before = held()
        self.title.setText(title)
        self.setAccessibleName(name)
        self.warning.hide()
        self._cover()
        self.show()
        self.raise_()

    def unwarn(self) -> None:
        """The warning goes."""
        # First, because a hidden button hands the keyboard to what lies under this view.
        self.back.setFocus(Qt.FocusReason.OtherFocusReason)
        self.warning.hide()

    def room(self, width: int) -> int:
        """Pixels for a page that is `width` wide at 100 % text; narrower where it must."""
        return min(theme().px(width), max(self.width() - PAGE_EDGES, PAGE_EDGES))

    def add_sheet(self, image: QImage, name: str, words: str) -> QLabel:
        """One page with its name under it; `words` are what it says, for screen readers."""
        picture = QPixmap.fromImage(image)
        picture.setDevicePixelRatio(self.devicePixelRatioF())
        sheet = QLabel()
        sheet.setPixmap(picture)
        sheet.setAccessibleName(name)
        sheet.setAccessibleDescription(words)
        self.column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self.column.addWidget(Secondary(name), 0, Qt.AlignmentFlag.AlignHCenter)
        return sheet

    def lay_out(self, buttons: tuple[QWidget, ...], warning: str) -> None:
        """Title, buttons, the warning with its words, and what is shown."""
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 16, 28, 0)
        column.setSpacing(10)
        column.addWidget(self.title)
        strip = QWidget()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        strip.setSizePolicy(policy)
        row = FlowLayout(strip, gap=10)
        for button in buttons:
            row.addWidget(button)
        column.addWidget(strip)
        warned = QHBoxLayout()
        warned.addWidget(Text(warning, wrap=True), 1)
        warned.addWidget(self.not_sure)
        warned.addWidget(self.sure)
        self.warning.body.addLayout(warned)
        column.addWidget(self.warning)
        column.addWidget(self.middle, 1)

    def focusNextPrevChild(self, next: bool) -> bool:  # noqa: A002, FBT001 (Qt's own name)
        return tab_within(self, forward=next)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_view()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and watched is self.parent():
            self._cover()
        return False

    def _cover(self) -> None:
        around = self.parentWidget()
        if around is not None:
            self.setGeometry(around.rect())

    def _make_sheets(self) -> Scroll:
        inside = QWidget()
        inside.setLayout(self.column)
        self.column.setContentsMargins(0, 16, 0, 28)
        self.column.setSpacing(18)
        scroll = Scroll(inside)
        scroll.setAccessibleName(tr("Bladzijden"))
        scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return scroll

    def _warn(self) -> None:
        self.warning.show()
        self.not_sure.setFocus(Qt.FocusReason.TabFocusReason)
