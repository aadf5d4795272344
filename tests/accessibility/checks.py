"""What is wrong with what is in sight, each fault in one line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QAccessible, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

from app.ui.kit.card import BESIDE_BAR, KnownNote
from app.ui.kit.labels import ElidingLabel
from app.ui.kit.nav_rail import NavButton
from app.ui.kit.painted import PaintedButton
from app.ui.theme import theme, tokens

ROUNDING: Final = 2
"""Pixels that rounding of letters may take; no letter is that narrow."""
MOST_STOPS: Final = 400
_NO_ROLE: Final = {
    QAccessible.Role.NoRole,
    QAccessible.Role.Client,
    QAccessible.Role.Window,
    QAccessible.Role.UserRole,
}


def in_sight(cover: QWidget) -> list[QWidget]:
    """Every shown widget of what lies on top, and of nothing behind it."""
    return [w for w in (cover, *cover.findChildren(QWidget)) if w.isVisible()]


def controls(cover: QWidget) -> list[QWidget]:
    """What a person can press, type in or walk through."""
    kinds = (QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit, QAbstractItemView)
    return [
        w
        for w in in_sight(cover)
        if w.isEnabled()
        and not isinstance(w, QAbstractSlider)
        and (isinstance(w, kinds) or _takes_tab(w))
    ]


def nameless(cover: QWidget) -> Iterator[str]:
    """Controls that a screen reader cannot say, and lists whose rows it cannot say."""
    for widget in controls(cover):
        told = QAccessible.queryAccessibleInterface(widget)
        if not told.isValid():
            yield f"{path(widget)} is unknown to screen readers"
            continue
        if told.role() in _NO_ROLE and not isinstance(widget, QScrollArea):
            yield f"{path(widget)} has no role ({told.role().name})"
        if not told.text(QAccessible.Text.Name).strip():
            yield f"{path(widget)} has no name"
        if isinstance(widget, QAbstractItemView):
            yield from _speechless_rows(widget)


def _speechless_rows(view: QAbstractItemView) -> Iterator[str]:
    model = view.model()
    for row in range(min(model.rowCount(), 20)):
        index = model.index(row, 0)
        spoken = index.data(Qt.ItemDataRole.AccessibleTextRole) or index.data()
        if not str(spoken or "").strip() and index.flags() & Qt.ItemFlag.ItemIsEnabled:
            yield f"row {row} of {path(view)} has no name"


def small_targets(cover: QWidget, least: int) -> Iterator[str]:
    """Buttons, chips and fields that a finger or a shaking hand misses."""
    for widget in controls(cover):
        pressed = isinstance(widget, QAbstractButton)
        wanted = least if pressed else tokens.TARGET
        if min(widget.width(), widget.height()) < wanted:
            size = f"{widget.width()}×{widget.height()}"
            yield f"{path(widget)} is {size}, less than {wanted}"


def lost_stops(cover: QWidget, *, alone: bool) -> Iterator[str]:
    """Tab from the first control until it is back: what it misses, where it stays.

    With `alone` nothing behind the cover may get the keyboard.
    """
    wanted = [w for w in controls(cover) if _takes_tab(w) and w.focusProxy() is None]
    if not wanted:
        return
    wanted[0].setFocus(Qt.FocusReason.TabFocusReason)
    start = QApplication.focusWidget()
    seen: list[QWidget] = []
    ringless: list[str] = []
    here = start
    for _stop in range(MOST_STOPS):
        if here is None:
            yield "the keyboard is nowhere"
            return
        seen.append(here)
        QApplication.processEvents()
        ringless += no_ring(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
        after = QApplication.focusWidget()
        if after is here and len(wanted) > 1:
            yield f"Tab stays in {path(here)}"
            return
        here = after
        if here is start:
            break
        if here in seen:
            yield f"Tab goes round without {path(wanted[0])}, from {path(seen[-1])}"
            break
    yield from ringless
    now = [w for w in controls(cover) if _takes_tab(w) and w.focusProxy() is None]
    yield from (f"Tab never comes to {path(w)}" for w in wanted if w not in seen and w in now)
    if alone:
        yield from (f"Tab leaves for {path(w)}" for w in seen if not _in(cover, w))


def no_ring(widget: QWidget) -> Iterator[str]:
    """Whether a person can see that this widget has the keyboard."""
    if widget.property("ring") == "none":
        if not _draws_focus(widget):
            yield f"{path(widget)} has the keyboard and does not show it"
        return
    rings = widget.window().findChildren(QWidget, "focusRing")
    shown = [r for r in rings if r.isVisible() and not r.visibleRegion().isEmpty()]
    if not shown:
        yield f"{path(widget)} has the keyboard without a ring"


def _draws_focus(widget: QWidget) -> bool:
    with_keyboard = widget.grab().toImage()
    widget.clearFocus()
    without = widget.grab().toImage()
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    return bool(with_keyboard != without)


def clipped(cover: QWidget) -> Iterator[str]:
    """Words that do not fit where they stand."""
    for widget in in_sight(cover):
        if isinstance(widget, ElidingLabel):
            metrics = QFontMetrics(widget.font())
            short = metrics.horizontalAdvance(widget.text()) > widget.width() + ROUNDING
            if short and widget.toolTip() != widget.text():
                yield f"{path(widget)} ends in … without saying the rest"
            continue
        needed = _needed(widget)
        if needed is None:
            continue
        if widget.width() + ROUNDING < needed.width():
            yield f"{path(widget)} needs {needed.width()} wide, has {widget.width()}"
        if widget.height() + ROUNDING < needed.height():
            yield f"{path(widget)} needs {needed.height()} high, has {widget.height()}"
        yield from _outside(widget)


def _needed(widget: QWidget) -> QSize | None:
    if isinstance(widget, KnownNote):
        longest = [
            theme().metrics(letter).horizontalAdvance(word)
            for words, letter, _ink in widget._parts  # noqa: SLF001
            for word in words.split()
        ]
        wide = BESIDE_BAR + max(longest, default=0)
        return QSize(wide, widget.heightForWidth(widget.width()))
    if isinstance(widget, QLabel) and widget.text():
        return _label_needs(widget)
    if isinstance(widget, NavButton):
        metrics = QFontMetrics(theme().font("tiny_strong"))
        return QSize(max(map(metrics.horizontalAdvance, widget.lines())), 2 * metrics.height())
    if isinstance(widget, PaintedButton) and widget.text():
        letters = widget.fontMetrics().height()
        return QSize(widget._content_width(widget.look().letter), letters)  # noqa: SLF001
    if isinstance(widget, QLineEdit):
        words = widget.placeholderText() if not widget.text() else ""
        metrics = QFontMetrics(widget.font())
        return QSize(metrics.horizontalAdvance(words) + 4, metrics.height())
    return None


def _label_needs(label: QLabel) -> QSize:
    metrics = QFontMetrics(label.font())
    edges = label.size() - label.contentsRect().size()
    if not label.wordWrap():
        return metrics.size(0, label.text()) + edges
    room = QRect(0, 0, max(1, label.contentsRect().width()), 100_000)
    flags = int(Qt.TextFlag.TextWordWrap)
    return metrics.boundingRect(room, flags, label.text()).size() + edges


def _outside(widget: QWidget) -> Iterator[str]:
    """Cut off by something around it that does not scroll."""
    parent = widget.parentWidget()
    while parent is not None and not parent.isWindow():
        outer = parent.parentWidget()
        corner = widget.mapTo(parent, QPoint(0, 0))
        if isinstance(outer, QAbstractScrollArea) and outer.viewport() is parent:
            content = parent.childAt(corner)
            sideways = outer.horizontalScrollBar().maximum() > 0
            if corner.x() + widget.width() > parent.width() + ROUNDING and not sideways:
                yield f"{path(widget)} stands beyond the edge of {path(outer)} ({content})"
            return
        box = QRect(corner, widget.size())
        if not parent.rect().adjusted(-2, -2, 2, 2).contains(box):
            yield f"{path(widget)} is cut off by {path(parent)}"
            return
        parent = outer


def path(widget: QWidget) -> str:
    """A widget as a person finds it in the source: its kind, words and the kinds around it."""
    words = widget.accessibleName() or getattr(widget, "text", str)()
    if not isinstance(words, str):
        words = ""
    around = widget.parentWidget()
    kinds: list[str] = []
    while around is not None and len(kinds) < 4:
        if type(around).__module__.startswith("app."):
            kinds.append(type(around).__name__)
        around = around.parentWidget()
    return f"{type(widget).__name__}({words[:40]!r}) in {'<'.join(kinds)}"


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.isEnabled()


def _in(cover: QWidget, widget: QWidget) -> bool:
    return widget is cover or cover.isAncestorOf(widget)
