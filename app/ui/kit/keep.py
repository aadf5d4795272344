"""Where the keyboard goes: with Tab, back to where it was, or into a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from shiboken6 import isValid

Key = Qt.Key


def tab_within(cover: QWidget, *, forward: bool) -> bool:
    """Give the keyboard to the next (or previous) control of `cover`, round and round.

    For `focusNextPrevChild` of a widget that covers others. Always True: also where nothing
    in it can have the keyboard, Tab goes nowhere else.
    """
    start = QApplication.focusWidget()
    here = start if start is not None and cover.isAncestorOf(start) else cover
    other = _beside(here, forward=forward)
    while other is not here:
        if cover.isAncestorOf(other) and _takes_tab(other, cover):
            _give_keyboard(other, forward=forward)
            break
        other = _beside(other, forward=forward)
    return True


def tab_in_order(page: QWidget, parts: Iterable[QWidget], *, forward: bool) -> bool:
    """Give the keyboard to the next control of `parts`, whenever each of them was made.

    For `focusNextPrevChild` of a page of which parts are drawn again. After the last, and before
    the first, it goes out of the page; round and round where there is nothing else. False when the
    keyboard is in none of the parts.
    """
    every = [one for part in parts for one in (part, *part.findChildren(QWidget))]
    stops = [one for one in every if _takes_tab(one, page)]
    here = QApplication.focusWidget()
    if here not in stops:
        return False
    place = stops.index(here) + (1 if forward else -1)
    if 0 <= place < len(stops):
        other = stops[place]
    else:
        other = _beside(here, forward=forward)
        while other is not here and (page.isAncestorOf(other) or not _takes_tab(other)):
            other = _beside(other, forward=forward)
        if other is here:
            other = stops[0 if forward else -1]
    _give_keyboard(other, forward=forward)
    return True


def roved(
    event: QKeyEvent, keys: Sequence[str], here: int, back: Iterable[Key], forth: Iterable[Key]
) -> str:
    """Where a key press goes among `keys`, round and round from `here`; empty for another key."""
    places = {
        **dict.fromkeys(forth, here + 1),
        **dict.fromkeys(back, here - 1),
        Key.Key_Home: 0,
        Key.Key_End: len(keys) - 1,
    }
    if not keys or event.key() not in places:
        return ""
    return keys[places[Key(event.key())] % len(keys)]


@dataclass(frozen=True, slots=True)
class Held:
    """What had the keyboard, and by what to know it when the page was drawn again meanwhile."""

    widget: QWidget
    name: str
    kind: type[QWidget]


def held() -> Held | None:
    """What has the keyboard now."""
    here = QApplication.focusWidget()
    return None if here is None else Held(here, here.accessibleName(), type(here))


def give_back(
    before: Held | None, around: QWidget, otherwise: Callable[[], object] | None = None
) -> None:
    """Give the keyboard to where it was, or to what bears its name now within `around`.

    Where that is gone or out of sight `otherwise`, else `around` itself.
    """
    if before is not None and isValid(before.widget) and before.widget.isVisible():
        again: QWidget | None = before.widget
    else:
        again = _named(before, around)
    if again is not None and again.isEnabled():
        again.setFocus(Qt.FocusReason.OtherFocusReason)
    else:
        (otherwise or around.setFocus)()


def _named(before: Held | None, around: QWidget) -> QWidget | None:
    if before is None or not before.name:
        return None
    like = (one for one in around.findChildren(before.kind) if _takes_tab(one))
    return next((one for one in like if one.accessibleName() == before.name), None)


def enter(page: QWidget) -> None:
    """Give the keyboard to the first control of `page`, or to the page itself without one."""
    stops = (one for one in page.findChildren(QWidget) if _takes_tab(one))
    next(stops, page).setFocus(Qt.FocusReason.OtherFocusReason)


@contextmanager
def same_stop(page: QWidget) -> Iterator[None]:
    """While `page` is drawn again a button on it keeps the keyboard: by its name, else its place.

    Whoever types in a line or box is left to the page, which knows what is typed.
    """
    here = QApplication.focusWidget()
    stops = _stops(page)
    if not isinstance(here, QAbstractButton) or here not in stops:
        yield
        return
    at, name, kind = stops.index(here), here.accessibleName(), type(here)
    yield
    if isValid(here) and _on(here, page):
        return
    left = list(enumerate(_stops(page)))
    likest = min(
        left,
        key=lambda one: (
            one[1].accessibleName() != name,
            type(one[1]) is not kind,
            abs(one[0] - at),
        ),
        default=None,
    )
    if likest is not None:
        likest[1].setFocus(Qt.FocusReason.OtherFocusReason)


def _stops(page: QWidget) -> list[QWidget]:
    """What Tab comes to on a page, in the order of making; also what will be shown shortly."""
    return [one for one in page.findChildren(QWidget) if _stop(one) and _on(one, page)]


def _stop(widget: QWidget) -> bool:
    takes = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    return takes and widget.isEnabled()


def _on(widget: QWidget, page: QWidget) -> bool:
    """Whether neither it nor what it stands on was put out of sight by somebody."""
    one: QWidget | None = widget
    while one is not None and one is not page:
        if one.isHidden() and one.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide):
            return False
        one = one.parentWidget()
    return one is page


def _give_keyboard(widget: QWidget, *, forward: bool) -> None:
    reason = Qt.FocusReason
    widget.setFocus(reason.TabFocusReason if forward else reason.BacktabFocusReason)


def _beside(widget: QWidget, *, forward: bool) -> QWidget:
    beside = widget.nextInFocusChain() if forward else widget.previousInFocusChain()
    return beside or widget


def _takes_tab(widget: QWidget, cover: QWidget | None = None) -> bool:
    shown = widget.isVisible() if cover is None else widget.isVisibleTo(cover)
    return _stop(widget) and shown
