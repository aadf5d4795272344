"""The focus ring: a solid ring around whatever has the keyboard, a little off it."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from app.ui.theme import tokens
from app.ui.theme.current import theme
from app.ui.theme.sight import bring_in_sight, in_sight, too_high
from app.ui.touch import touch

NO_RING: Final = "none"
_FOLLOWED: Final = frozenset(
    {
        QEvent.Type.Move,
        QEvent.Type.Resize,
        QEvent.Type.Show,
        QEvent.Type.Hide,
        QEvent.Type.ParentChange,
        QEvent.Type.ZOrderChange,
    }
)


class FocusRing(QObject):
    """Follows the application's focus; one overlay that never takes mouse or keys.

    A widget steers it with properties: `ring` = "none" (it draws its own), `ringRadius` and
    `ringAside` (more room left and right) in pixels, `ringTarget` = the widget to go around.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._overlay: _Overlay | None = None
        self._target: QWidget | None = None
        self._chain: list[QWidget] = []
        self._by_mouse = False
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(0)
        self._settle.timeout.connect(self._follow)
        app.focusChanged.connect(self._moved)
        hands = touch()
        hands.point.connect(self._pointed)
        hands.key.connect(self._keyed)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() in _FOLLOWED:
            self._place()
        return False

    def _pointed(self) -> None:
        self._by_mouse = True

    def _keyed(self) -> None:
        if self._by_mouse:
            self._by_mouse = False
            self._moved()

    def _moved(self, _old: QWidget | None = None, _new: QWidget | None = None) -> None:
        # Focus also moves while a window is being taken apart; look again when that is over.
        self._drop()
        self._settle.start()

    def _follow(self) -> None:
        self._drop()
        new = QApplication.focusWidget()
        if new is None or new.property("ring") == NO_RING:
            return
        if self._by_mouse and not isinstance(new, QLineEdit | QPlainTextEdit | QTextEdit):
            return
        target = new.property("ringTarget")
        self._target = target if isinstance(target, QWidget) else new
        _bring_in_view(self._target)
        self._chain = _ancestors(self._target)
        for widget in self._chain:
            widget.installEventFilter(self)
        self._overlay = _Overlay(
            self._chain[-1], _pixels(self._target, "ringRadius", tokens.RADIUS_CONTROL)
        )
        self._place()

    def _drop(self) -> None:
        overlay, self._overlay = self._overlay, None
        for widget in self._chain:
            if isValid(widget):
                widget.removeEventFilter(self)
        self._target, self._chain = None, []
        if overlay is not None and isValid(overlay):
            overlay.hide()
            overlay.deleteLater()

    def _place(self) -> None:
        target, overlay = self._target, self._overlay
        if target is None or overlay is None or not (isValid(target) and isValid(overlay)):
            return
        host = overlay.parentWidget()
        if host is None or not host.isAncestorOf(target):
            overlay.hide()
            return
        reach = tokens.FOCUS_WIDTH + tokens.FOCUS_OFF
        corner = target.mapTo(host, QPoint(0, 0))
        aside = reach + _pixels(target, "ringAside", 0)
        box = QRect(corner, target.size()).adjusted(-aside, -reach, aside, reach)
        overlay.setGeometry(box.intersected(host.rect()))  # all of it is seen
        overlay.setVisible(target.isVisibleTo(host))
        overlay.raise_()


class _Overlay(QWidget):
    def __init__(self, host: QWidget, radius: int) -> None:
        super().__init__(host)
        self._radius = radius
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setObjectName("focusRing")

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme().colour("accent"), tokens.FOCUS_WIDTH))
        half = tokens.FOCUS_WIDTH / 2
        box = QRectF(self.rect()).adjusted(half, half, -half, -half)
        radius = min(self._radius + tokens.FOCUS_OFF + half, box.height() / 2)
        painter.drawRoundedRect(box, radius, radius)


def _ancestors(widget: QWidget) -> list[QWidget]:
    """The widget and all around it, up to the window or the scroll area that clips it."""
    chain = [widget]
    while not chain[-1].isWindow():
        parent = chain[-1].parentWidget()
        if parent is None:
            break
        chain.append(parent)
        outer = parent.parentWidget()
        if isinstance(outer, QAbstractScrollArea) and outer.viewport() is parent:
            break
    return chain


def _bring_in_view(widget: QWidget) -> None:
    """Qt scrolls for Tab within a scroll area only, not when Tab comes in from outside."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea) and around.isAncestorOf(widget):
            _bring_on(around, widget)
        around = around.parentWidget()


def _bring_on(page: QScrollArea, widget: QWidget) -> None:
    if not (too_high(page, widget) and in_sight(page, widget)):
        bring_in_sight(page, widget)


def _pixels(widget: QWidget, name: str, otherwise: int) -> int:
    value = widget.property(name)
    return value if isinstance(value, int) else otherwise
