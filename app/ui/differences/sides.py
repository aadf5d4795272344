"""The values beside each other: who wrote it, the words, and the button that takes them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.ui.differences import phrases
from app.ui.differences.labels import field_label
from app.ui.differences.marked import MarkedText
from app.ui.differences.sentences import LONGEST_MAIN, Told, free_words, tell, tell_value
from app.ui.differences.worddiff import gone, marked
from app.ui.kinds import kind_label
from app.ui.kit import (
    Button,
    Caption,
    Card,
    KnownNote,
    LevelBadge,
    Secondary,
    SectionTitle,
    Text,
    level_name,
)
from app.ui.text import tr

if TYPE_CHECKING:
    from datetime import date

    from app.services.differences import Later, OpenDifference, Side
    from app.ui.differences.worddiff import Pieces
    from app.ui.kit.buttons import Kind

LEVELS: Final = range(1, 6)
LONGEST_OPEN: Final = 320
"""Letters of what stood there before that are shown without asking."""


class KeyButton(Button):
    """A button that says by which key it is pressed; the screen around it hears the key."""

    def __init__(
        self, text: str, key: str, *, icon: str = "", name: str = "", quiet: bool = False
    ) -> None:
        kind: Kind = "quiet" if quiet else "secondary"
        super().__init__(text, touch=True, icon=icon, name=name, kind=kind)
        self.key = key
        self._hint = key.upper()
        self.setAccessibleDescription(tr("toets {key}", key=self._hint))


class SideCard(Card):
    """One value; `button` takes it."""

    def __init__(self, one: OpenDifference, number: int, today: date) -> None:
        super().__init__(tone="plain", margin=16)
        side = one.sides[number]
        told = tell(one, side.value)
        signs = [phrases.signed(writer, today) for writer in side.writers]
        self.setAccessibleName(f"{'; '.join(signs)}: {told.whole()}")
        for sign in signs:
            self.add(Secondary(sign, wrap=True))
        self.words: MarkedText | None = None
        if told.words:
            others = [_text(one, other) for other in one.sides if other is not side]
            short = len(told.main) <= LONGEST_MAIN and free_words(one.kind, one.field) == "line"
            self.words = MarkedText(marked(told.main, others), letter="body" if short else "note")
            self.add(self.words)
        elif isinstance(side.value, list):
            self.words = MarkedText(_list_pieces(one, side), letter="note")
            self.add(self.words)
        elif one.field == "score" and isinstance(side.value, dict):
            self._add_score(side.value, told)
        else:
            self._add_value(told)
        self.body.addStretch(1)
        self.body.addSpacing(4)
        self.button = KeyButton(
            phrases.take_words(one, number), str(number + 1), name=phrases.take_name(one, number)
        )
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_score(self, score: dict[str, Any], told: Told) -> None:
        level = score.get("level")
        if not isinstance(level, int) or level not in LEVELS:
            self._add_value(told)
            return
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(LevelBadge(level))
        row.addWidget(SectionTitle(level_name(level), wrap=True), 1)
        self.body.addLayout(row)
        if told.more:
            self.add(Text(told.more, wrap=True))

    def _add_value(self, told: Told) -> None:
        long = len(told.main) > LONGEST_MAIN
        self.add(Text(told.main, letter="note", wrap=True) if long else
                 SectionTitle(told.main, wrap=True))  # fmt: skip
        if told.more:
            self.add(Text(told.more, wrap=True))


class AgreedSide(Card):
    """What everyone wrote the same; `button` says that it is good so."""

    def __init__(self, one: OpenDifference, today: date) -> None:
        super().__init__(tone="plain", margin=16)
        side = one.sides[0]
        told = tell(one, side.value)
        for writer in side.writers:
            self.add(Secondary(phrases.signed(writer, today), wrap=True))
        self.add(Text(told.whole(), letter="note", wrap=True))
        self.button = KeyButton(tr("Goed zo"), "1", icon="check")
        self.button.setAccessibleName(tr("Goed zo: {value}", value=told.whole()))
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)


class AwaySide(Card):
    """Who took it away, when and where."""

    def __init__(self, one: OpenDifference, today: date) -> None:
        super().__init__(tone="plain", margin=16)
        self.add(Caption(tr("Verwijderd")))
        for side in one.sides:
            for writer in side.writers:
                self.add(Text(phrases.signed(writer, today), wrap=True))
        self.body.addStretch(1)
        self.button = KeyButton(tr("Toch weg"), "2", icon="trash")
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)


class AfterSide(Card):
    """What was written that the delete did not see."""

    def __init__(self, one: OpenDifference, today: date) -> None:
        super().__init__(tone="plain", margin=16)
        kept = one.stays and not one.later
        self.add(Caption(tr("Blijft staan") if kept else tr("Daarna nog geschreven")))
        for later in one.later:
            self._add(one, later, today)
        if kept:
            why = tr("Anderen schreven ook aan deze kaart. Weg kan het dan alleen samen.")
            self.add(Text(why, wrap=True))
        elif not one.later:
            self.add(Text(tr("Teruggehaald door een ander."), wrap=True))
        self.body.addStretch(1)
        said = tr("Laat staan") if kept else tr("Terughalen")
        self.button = KeyButton(said, "1", icon="arrow-counter-clockwise")
        self.body.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)

    def _add(self, one: OpenDifference, later: Later, today: date) -> None:
        what = field_label(later.kind, later.field) if later.field else kind_label(later.kind)
        told = tell_value(later.kind, later.field, later.value, one.names) if later.field else None
        words = told.whole() if told else tr("begonnen, nog zonder woorden")
        meta = f"{what} · {phrases.signed(later.writer, today)}"
        self.add(KnownNote(meta, words))


class BeforeNote(QWidget):
    """What stood there before people began to differ; of long texts only when asked."""

    def __init__(self, one: OpenDifference, today: date) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(6)
        self.toggle: Button | None = None
        self.words: MarkedText | None = None
        before = one.before
        told = tell(one, before.value) if before is not None else None
        if before is None or told is None or not told.words:
            box.addWidget(Secondary(phrases.before_words(one, today), wrap=True))
            return
        meta = Secondary(phrases.before_meta(one, today), wrap=True)
        others = [_text(one, side) for side in one.sides]
        self.words = MarkedText(gone(told.main, others), mark="gone", letter="body")
        box.addWidget(meta)
        if len(told.main) > LONGEST_OPEN:
            self.toggle = Button(tr("Toon wat er stond"), kind="quiet", touch=True)
            self.toggle.clicked.connect(self._turn)
            box.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeft)
            self.words.hide()
        box.addWidget(self.words)

    def _turn(self) -> None:
        if self.words is not None and self.toggle is not None:
            shown = self.words.isHidden()
            self.words.setVisible(shown)
            self.toggle.setText(tr("Verberg wat er stond") if shown else tr("Toon wat er stond"))
            self.toggle.setAccessibleName(self.toggle.text())


def _list_pieces(one: OpenDifference, side: Side) -> Pieces:
    """What not every side lists, marked."""
    others = [other.value or [] for other in one.sides if other is not side]
    pieces: Pieces = []
    for number, item in enumerate(side.value):
        word = tell_value(one.kind, one.field, [item], one.names).main
        pieces += [(", ", False)] if number else []
        pieces.append((word, any(item not in other for other in others)))
    return pieces or [(tr("niets ingevuld"), False)]


def _text(one: OpenDifference, side: Side) -> str:
    return tell(one, side.value).main if side.value else ""
