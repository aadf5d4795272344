"""A melding as it is taken down: fast, in any order, saving itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.clock import SystemClock
from app.model.days import day_of
from app.model.rules import bsn_like
from app.services import referrals as service
from app.services import undoing
from app.services.fields import FieldState
from app.services.target import Target
from app.ui.desk import Desk
from app.ui.kit.buttons import Button
from app.ui.kit.check_row import CheckRow
from app.ui.kit.chips import ChipGroup
from app.ui.kit.date_field import DateField
from app.ui.kit.fields import Field
from app.ui.kit.labels import Caption, Secondary
from app.ui.kit.note_box import NoteBox
from app.ui.kit.panel import Panel
from app.ui.kit.saved import SavedIndicator
from app.ui.latest import Latest
from app.ui.parts import PressRow
from app.ui.referrals.words import sources, status_word
from app.ui.saving import Binding
from app.ui.text import joined, tr

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from app.services.households import HouseholdLine
    from app.services.referrals import ReferralForm
    from app.services.undoing import Step
    from app.ui.worker import Worker

SIMILAR_AFTER_MS: Final = 200
SIMILAR_SHOWN: Final = 3
KIND: Final = "referral"


class ReferralPanel(Panel):
    """One melding, new or there already. Every field keeps itself; *Klaar* only closes."""

    finished = Signal(str)
    open_household = Signal(str)
    ready = Signal(str)
    """*Klaar* was pressed, with the melding's id: time to choose who goes."""
    undoable = Signal(str, object)
    """What was done, and the `Step` of all that was written while the panel was open."""

    def __init__(self, window: QWidget, worker: Worker) -> None:
        super().__init__(window, tr("Nieuwe melding"), width=520)
        self._worker = worker
        self._latest = Latest(worker)
        self._form: ReferralForm | None = None
        self._desk = Desk(worker, SystemClock(), self)
        self._bindings: dict[str, Binding] = {}
        self._made = self._then_assign = False
        self._asked = 0
        self._make_who()
        self._make_source()
        self._make_what()
        self._make_foot()
        self._make_bindings()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(SIMILAR_AFTER_MS)
        self._pause.timeout.connect(self._look_for_similar)
        self.closed.connect(self._left)

    def open_new(self) -> None:
        """An empty melding of today."""
        self._ask("")

    def open_existing(self, referral: str) -> None:
        """One that is there, to add to."""
        self._ask(referral)

    def close_panel(self) -> None:
        """As any panel; one that was asked for and did not come yet stays away."""
        self._asked += 1
        super().close_panel()

    def _ask(self, referral: str) -> None:
        self._asked += 1
        asked = self._asked

        def start(form: ReferralForm) -> None:
            if asked == self._asked:
                self._start(form)

        self._worker.run(service.form, referral, then=start)

    def _start(self, form: ReferralForm) -> None:
        self._form, self._made = form, form.exists
        self.problem.hide()
        self.set_title(tr("Melding aanvullen") if form.exists else tr("Nieuwe melding"))
        known = form.values
        self.source.set_value(str(known.get("source") or ""))
        self.legal.set_checked(bool(known.get("legal")))
        self.confirmed.today = self._desk.today()
        self.confirmed.set_value(day_of(str(known.get("confirmed_on") or "")))
        self.confirmed.setVisible(bool(known.get("legal")))
        self._fill_themes(form)
        self._show_similar(())
        self._bind(form)
        self.open()
        self.name.setFocus()

    def _texts(self) -> dict[str, Field | NoteBox]:
        return {
            "name": self.name,
            "phone": self.phone,
            "source_name": self.source_name,
            "reason": self.reason,
            "already_involved": self.involved,
        }

    def _make_who(self) -> None:
        self.name = Field(tr("Naam"), placeholder=tr("Of het adres, als er geen naam is"))
        self.name.edited.connect(lambda _text: self._pause.start())
        self.add(self.name)
        self._address = {
            "street": Field(tr("Straat")),
            "number": Field(tr("Nummer")),
            "postcode": Field(tr("Postcode")),
            "city": Field(tr("Plaats")),
        }
        for pair in (("street", "number"), ("postcode", "city")):
            row = QHBoxLayout()
            row.setSpacing(10)
            for key in pair:
                row.addWidget(self._address[key], 3 if key in {"street", "city"} else 1)
                self._address[key].edited.connect(lambda _text: self._pause.start())
            self.body.addLayout(row)
        self.similar = QWidget()
        self._similar_column = QVBoxLayout(self.similar)
        self._similar_column.setContentsMargins(0, 0, 0, 0)
        self._similar_column.setSpacing(0)
        self.similar.hide()
        self.add(self.similar)
        self.phone = Field(tr("Telefoon"))
        self.add(self.phone)

    def _make_source(self) -> None:
        self.add(Caption(tr("Wie meldt?")))
        self.source = ChipGroup(sources(), small=True, name=tr("Wie meldt?"))
        self.source.changed.connect(lambda _keys: self._put("source", self.source.value() or None))
        self.add(self.source)
        self.source_name = Field(tr("Naam van wie meldt"))
        self.add(self.source_name)

    def _make_what(self) -> None:
        self.add(Caption(tr("Wat is er aan de hand?")))
        self.reason = NoteBox(
            tr("Wat is gezien of gevraagd? Feiten, in gewone woorden."),
            name=tr("Wat is er aan de hand?"),
            min_lines=4,
        )
        self.reason.edited.connect(self._warn_of_number)
        self.add(self.reason)
        self.warning = Secondary(wrap=True)
        self.warning.set_ink("care")
        self.warning.hide()
        self.add(self.warning)
        self.themes_box = QWidget()
        self._themes_column = QVBoxLayout(self.themes_box)
        self._themes_column.setContentsMargins(0, 0, 0, 0)
        self._themes_column.addWidget(Caption(tr("Thema’s")))
        self.themes: ChipGroup | None = None
        self.add(self.themes_box)
        self.add(Caption(tr("Wie is er al bij betrokken?")))
        self.involved = NoteBox(
            tr("Huisarts, wijkagent, school, familie: wie helpt er al?"),
            name=tr("Wie is er al bij betrokken?"),
            min_lines=2,
        )
        self.add(self.involved)
        self.legal = CheckRow(
            tr("Melding volgens de Wmo"),
            detail=tr(
                "Dan telt Drempel: zeven dagen voor een persoonlijk plan, zes weken voor het"
                " onderzoek. Laat de termijnen nakijken door een jurist."
            ),
        )
        self.legal.toggled.connect(self._mark)
        self.legal.opened.connect(self.legal.box.click)
        self.add(self.legal)
        self.confirmed = DateField(tr("Ontvangst bevestigd op"), today=self._desk.today())
        self.confirmed.changed.connect(self._confirm)
        self.add(self.confirmed)

    def _make_foot(self) -> None:
        self.problem = Secondary(wrap=True)
        self.problem.set_ink("care")
        self.problem.hide()
        self.add(self.problem)
        self.saved = SavedIndicator()
        self.button = Button(tr("Klaar"), kind="primary", icon="check", shortcut="Ctrl+Return")
        self.button.clicked.connect(self._ready)
        row = QHBoxLayout()
        row.addWidget(self.button)
        row.addSpacing(12)
        row.addWidget(self.saved)
        row.addStretch(1)
        self.body.addLayout(row)

    def _fill_themes(self, form: ReferralForm) -> None:
        if self.themes is not None:
            self._themes_column.removeWidget(self.themes)
            self.themes.deleteLater()
        self.themes = ChipGroup(form.themes, multi=True, small=True, name=tr("Thema’s"))
        self.themes.set_value([str(one) for one in form.values.get("themes") or ()])
        self.themes.changed.connect(lambda keys: self._put("themes", list(keys)))
        self._themes_column.addWidget(self.themes)
        self.themes_box.setVisible(bool(form.themes))

    def _make_bindings(self) -> None:
        for key, field in {**self._texts(), **self._address}.items():
            self._bindings[key] = Binding(field.line if isinstance(field, Field) else field)
            field.edited.connect(self._begun)
        self._desk.saved_at.connect(self._say_saved)
        self._desk.problem.connect(self._say_problem)
        self._worker.locked.connect(self._desk.leave)

    def _bind(self, form: ReferralForm) -> None:
        for key in self._texts():
            state = FieldState(form.values.get(key), form.seen.get(key))
            self._bindings[key].show(self._desk.live(state, self._target(key)))
        address = FieldState(form.values.get("address"), form.seen.get("address"))
        for key in self._address:
            self._bindings[key].show(self._desk.live(address, self._target("address"), key))

    def _begun(self, text: str) -> None:
        self._made = self._made or bool(text.strip())

    def _target(self, field: str) -> Target:
        form = self._form
        if form is None:
            raise RuntimeError("a field is kept after the form is known")
        return Target(KIND, form.id, field, form.context)

    def _put(self, field: str, value: Any) -> None:  # noqa: ANN401 - a JSON value
        self._made = True
        self._desk.put(self._target(field), value)

    def _mark(self, on: bool) -> None:  # noqa: FBT001 - Qt's toggled
        self.confirmed.setVisible(on)
        self._put("legal", on)

    def _confirm(self, day: date | None) -> None:
        self._put("confirmed_on", day.isoformat() if day else "")

    def _say_problem(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.problem.show()

    def _say_saved(self, when: str) -> None:
        self.problem.hide()
        if self._made:
            self.saved.saved(when)

    def _warn_of_number(self, text: str) -> None:
        found = bsn_like(text) is not None
        self.warning.setVisible(found)
        if found:
            self.warning.setText(
                tr("Hier staat een getal dat op een BSN lijkt. Dat hoort hier niet; haal het weg.")
            )

    def _look_for_similar(self) -> None:
        name = self.name.text().strip()
        street = self._address["street"].text().strip()
        number = self._address["number"].text().strip()
        address = " ".join(part for part in (street, number) if part)
        if not name and not address:
            self._show_similar(())
            return
        self._latest.ask(lambda s: service.similar(s, name, address), self._show_similar)

    def _show_similar(self, lines: Sequence[HouseholdLine]) -> None:
        while self._similar_column.count():
            item = self._similar_column.takeAt(0)
            old = item.widget() if item else None
            if old is not None:
                old.hide()
                old.deleteLater()
        if lines:
            self._similar_column.addWidget(Caption(tr("Kennen we dit huishouden al?")))
        for line in lines[:SIMILAR_SHOWN]:
            where = joined(line.address, status_word(line.status), line.case_lead_name)
            row = PressRow(joined(line.name, where), margin=0)
            row.add_words(line.name, where)
            row.clicked.connect(lambda _on=False, key=line.id: self._go(key))
            self._similar_column.addWidget(row)
        self.similar.setVisible(bool(lines))

    def _go(self, household: str) -> None:
        self.close_panel()
        self.open_household.emit(household)

    def _ready(self) -> None:
        self._then_assign = True
        self.close_panel()

    def _left(self) -> None:
        """Everything typed becomes a change first: who goes on must find the melding there."""
        for binding in self._bindings.values():
            binding.show(None)
        assign, self._then_assign = self._then_assign, False
        if self._form is not None and self._made:
            form = self._form
            self._desk.when_settled(lambda: self._tell(form, assign=assign))

    def _tell(self, form: ReferralForm, *, assign: bool) -> None:
        self._worker.run(undoing.since, KIND, form.id, form.began, then=self._offer)
        self.finished.emit(form.id)
        if assign:
            self.ready.emit(form.id)

    def _offer(self, step: Step) -> None:
        if step.changes and self._worker.is_open:
            self.undoable.emit(tr("Melding opgeslagen"), step)
