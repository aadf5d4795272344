"""A sheet that slides in from the right, where other programs open a dialog."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import (
    QEasingCurve,
    QEvent,
    QObject,
    QPoint,
    QPropertyAnimation,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.kit.buttons import Button
from app.ui.kit.keep import Held, give_back, held
from app.ui.kit.labels import SectionTitle
from app.ui.kit.states import Scroll
from app.ui.text import tr
from app.ui.theme import tokens
from app.ui.theme.current import theme

_RING: Final = 6
"""Room for the ring of what has the keyboard, in pixels: the title keeps it too."""


class Panel(QFrame):
    """Stands over the right side of `window`; the rest stays in sight and in use.

    `open` gives the keyboard to the first field, Esc or the cross closes and gives it back.
    """

    closed = Signal()

    def __init__(self, window: QWidget, title: str = "", *, width: int = 420) -> None:
        super().__init__(window)
        self._wide, self._around_it = width, window
        self._before: Held | None = None
        self.setProperty("kit", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = SectionTitle(title, wrap=True)
        self.close_button = Button(icon="x", kind="quiet", name=tr("Sluit dit paneel"))
        self.close_button.clicked.connect(self.close_panel)
        head = QHBoxLayout()
        head.setContentsMargins(_RING, 0, 0, 0)
        head.addWidget(self._title, 1)
        head.addWidget(self.close_button)
        content = QWidget()
        self._around = around = QVBoxLayout(content)
        around.setContentsMargins(_RING, _RING, _RING, tokens.GAP_LARGE)
        self.body = QVBoxLayout()
        self.body.setSpacing(tokens.GAP)
        around.addLayout(self.body)
        around.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 0)
        column.setSpacing(tokens.GAP_SMALL)
        column.addLayout(head)
        self._scroll = Scroll(content)
        column.addWidget(self._scroll, 1)
        self._slide = QPropertyAnimation(self, b"pos", self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)
        self.setAccessibleName(title)
        window.installEventFilter(self)
        theme().changed.connect(self._again)
        self.hide()

    def add(self, widget: QWidget) -> None:
        """Put a widget under the others."""
        self.body.addWidget(widget)

    def set_title(self, title: str) -> None:
        """Show another title."""
        self._title.setText(title)
        self.setAccessibleName(title)

    def open(self) -> None:
        """Slide in and take the keyboard; where it stands already nothing else changes."""
        if self.isHidden():
            self._before = held()
        end = self._placed()
        self.show()
        self.raise_()
        if theme().motion:
            self._slide.setDuration(tokens.MOTION_MS)
            self._slide.setStartValue(end + QPoint(self.width(), 0))
            self._slide.setEndValue(end)
            self._slide.start()
        else:
            self.move(end)
        first = self._first()
        first.setFocus(Qt.FocusReason.TabFocusReason)
        QTimer.singleShot(0, self, self._to_top)

    def close_panel(self) -> None:
        """Go away and give the keyboard back to where it was."""
        if self.isHidden():
            return
        self._slide.stop()
        self.hide()
        before, self._before = self._before, None
        give_back(before, self._around_it)
        self.closed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_panel()
            return
        super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self._slide.stop()
            self.move(self._placed())
        return super().eventFilter(watched, event)

    def show_part(self, widget: QWidget) -> None:
        """Scroll until a widget of the body stands at the top, or as high as it can."""
        QTimer.singleShot(0, widget, lambda: self._scroll_to(widget))

    def _scroll_to(self, widget: QWidget) -> None:
        content = self._scroll.widget()
        if content is not None and content.isAncestorOf(widget):
            self._around.activate()
            content.resize(content.width(), max(content.height(), content.sizeHint().height()))
            above = widget.mapTo(content, QPoint()).y() - tokens.GAP_LARGE
            self._scroll.verticalScrollBar().setValue(above)

    def _to_top(self) -> None:
        """What was scrolled before it was laid out; what has the keyboard stays in sight."""
        self._scroll.verticalScrollBar().setValue(0)
        focused = QApplication.focusWidget()
        if focused is not None and self._scroll.isAncestorOf(focused):
            self._scroll.ensureWidgetVisible(focused, 0, tokens.GRID)

    def _again(self) -> None:
        if not self.isHidden():
            self._slide.stop()
            self.move(self._placed())

    def _placed(self) -> QPoint:
        around = self.parentWidget()
        if around is None:
            return QPoint(0, 0)
        wide = min(theme().px(self._wide), around.width())
        self.resize(wide, around.height())
        return QPoint(around.width() - wide, 0)

    def _first(self) -> QWidget:
        for number in range(self.body.count()):
            item = self.body.itemAt(number)
            widget = item.widget() if item is not None else None
            if widget is not None and _takes_focus(widget):
                return widget
        return self.close_button


def _takes_focus(widget: QWidget) -> bool:
    proxied = widget.focusProxy() or widget
    return proxied.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isEnabled()
