"""The ZRM of one person: web, table beside it, and how it changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.services import zrm
from app.services.text import first_name
from app.ui.dossier.words import carriers
from app.ui.gesprek.words import day_words
from app.ui.kit import (
    Button,
    ChipGroup,
    LevelBadge,
    Secondary,
    SectionTitle,
    Series,
    SpiderChart,
    Text,
    level_name,
)
from app.ui.parts import empty
from app.ui.text import joined, tr

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.services.dossiers import AssessmentLine
    from app.services.zrm import ZrmProfile
    from app.ui.dossier.desk import DossierDesk
    from app.ui.kit.labels import Ink


def latest(lines: Sequence[AssessmentLine]) -> dict[str, AssessmentLine]:
    """The newest measurement of each person, in the order of the persons' newest."""
    newest: dict[str, AssessmentLine] = {}
    for line in sorted(lines, key=lambda one: one.on, reverse=True):
        newest.setdefault(line.person, line)
    return newest


def series(profile: ZrmProfile, today_words: str, first_words: str) -> list[Series]:
    """What the web draws: now, and the first measurement dashed under it."""
    drawn = [Series(today_words, list(profile.levels))]
    if profile.baseline_on and profile.baseline_on != profile.on:
        drawn.append(Series(first_words, list(profile.baseline), "baseline"))
    return drawn


class LevelTable(QWidget):
    """Domain, level with its name, and the change since the first measurement."""

    def __init__(
        self, profile: ZrmProfile, before: Sequence[int | None] = (), *, full: bool = False
    ) -> None:
        super().__init__()
        self.setAccessibleName(tr("Tabel van de ZRM"))
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(7)
        grid.setColumnStretch(0, 1)
        for row, (_domain, _short, name) in enumerate(profile.axes):
            level = profile.levels[row]
            grid.addWidget(_named(profile, row, name, full=full), row, 0)
            badge = LevelBadge(level or 0)
            grid.addWidget(badge, row, 1)
            said = level_name(level) if level else tr("niet beoordeeld")
            grid.addWidget(Secondary(said, wrap=True), row, 2)
            old = before[row] if row < len(before) else None
            grid.addWidget(change_label(level, old), row, 3)


def _named(profile: ZrmProfile, row: int, name: str, *, full: bool) -> QWidget:
    """The domain; in full also who carries it, the resident's own figure and the reason."""
    told = ""
    if full:
        carried = [carriers().get(one, one) for one in profile.carriers[row]]
        figure = profile.own_figures[row]
        own = tr("eigen cijfer {figure}", figure=figure) if figure else ""
        told = joined(", ".join(carried), own, profile.reasons[row])
    if not told:
        return Text(name, wrap=True)
    holder = QWidget()
    box = QVBoxLayout(holder)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(0)
    box.addWidget(Text(name, wrap=True))
    box.addWidget(Secondary(told, wrap=True))
    return holder


def change_label(level: int | None, before: int | None) -> QLabel:
    """`+1` in words for who cannot see it; empty where there is nothing to compare."""
    if level is None or before is None:
        return Secondary("")
    step = level - before
    ink: Ink = "good" if step > 0 else "care" if step < 0 else "ink2"
    said = f"+{step}" if step > 0 else f"−{-step}" if step < 0 else "="
    label = Text(said, letter="small_strong", ink=ink)
    label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    label.setAccessibleName(
        tr("van {before} naar {level}", before=before, level=level)
        if step
        else tr("gebleven op {level}", level=level)
    )
    return label


class SpiderView(QWidget):
    """Web of one person, person chips where there are more; the table is one press away."""

    def __init__(
        self, desk: DossierDesk, lines: Sequence[AssessmentLine], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._newest = latest(lines)
        self.profile: ZrmProfile | None = None
        self.title = SectionTitle(tr("ZRM"), wrap=True)
        self.legend = Secondary()
        self.chart = SpiderChart()
        self.table_button = Button(tr("Laat de tabel zien"), kind="quiet", small=True, icon="table")
        self.table_button.setCheckable(True)
        self.table_button.toggled.connect(self._show_table)
        self._table = QVBoxLayout()
        self.persons = ChipGroup(
            [(line.person, first_name(line.person_name)) for line in self._newest.values()],
            clearable=False,
            small=True,
            name=tr("Van wie"),
        )
        self.persons.setVisible(len(self._newest) > 1)
        self.persons.changed.connect(lambda ids: self.show_person(ids[0]))
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.legend)
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(8)
        box.addLayout(head)
        box.addWidget(self.persons)
        box.addWidget(self.chart)
        box.addWidget(self.table_button, 0, Qt.AlignmentFlag.AlignRight)
        box.addLayout(self._table)
        self.show_person(next(iter(self._newest)))

    def show_person(self, person: str) -> None:
        """Ask for the newest measurement of a person."""
        self.persons.set_value(person)
        self._desk.ask(zrm.profile, self._newest[person].id, then=self._arrived)

    def _arrived(self, profile: ZrmProfile) -> None:
        self.profile = profile
        now, first = day_words(profile.on), day_words(profile.baseline_on)
        self.title.setText(tr("ZRM van {name}", name=first_name(profile.person_name)))
        several = bool(profile.baseline_on) and profile.baseline_on != profile.on
        # The legend shows the strokes themselves, as the web draws them.
        self.legend.setText(f"{first} - -  ·  {now} —" if several else now)
        self.chart.set_chart([axis[1] for axis in profile.axes], series(profile, now, first))
        self._show_table(self.table_button.isChecked())

    def _show_table(self, shown: bool) -> None:  # noqa: FBT001 (a Qt slot)
        empty(self._table)
        self.table_button.setText(tr("Verberg de tabel") if shown else tr("Laat de tabel zien"))
        if shown and self.profile is not None:
            self._table.addWidget(LevelTable(self.profile, self.profile.baseline))
