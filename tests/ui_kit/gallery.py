"""Every widget of the kit on pages like the real screens, as pictures to look at.

`python -m tests.ui_kit.gallery FOLDER` writes light, dark and 200 % of each page.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from app.ui.kit import (
    Area,
    AreaList,
    Button,
    Caption,
    Card,
    CheckRow,
    Chip,
    ChipGroup,
    CommandPalette,
    DateField,
    ElidingLabel,
    EmptyState,
    FastList,
    Field,
    FlowLayout,
    Found,
    KnownNote,
    LevelBadge,
    Line,
    ListRow,
    Moment,
    NavEntry,
    NoteBox,
    Option,
    Panel,
    PassphraseField,
    ProgressBar,
    SavedIndicator,
    ScoreRow,
    Scroll,
    SearchField,
    Secondary,
    SectionTitle,
    Segments,
    Series,
    SpiderChart,
    Strong,
    Tabs,
    Text,
    TimeField,
    Timeline,
    Title,
    TrendChart,
    TrendLine,
    WordsBox,
)
from app.ui.kit.area_list import State
from app.ui.shell import MainWindow, PageHeader, page
from app.ui.theme import apply_theme
from app.ui.theme.apply import Mode

TODAY = date(2026, 3, 12)
ENTRIES = [
    NavEntry("today", "Vandaag", "sun"),
    NavEntry("referrals", "Meldingen", "tray", badge=3),
    NavEntry("households", "Huishoudens", "house-simple"),
    NavEntry("meeting", "Overleg", "users"),
    NavEntry("signals", "Signalen", "broadcast"),
    NavEntry("directory", "Sociale kaart", "map-trifold"),
    NavEntry("insight", "Inzicht", "chart-line-up"),
    NavEntry("share", "Delen", "arrows-clockwise", foot=True),
    NavEntry("lock", "Sluit af", "lock-simple", foot=True, action=True),
]
_AREAS: list[tuple[str, str, State]] = [
    ("Geld en rekeningen", "wallet", "attention"),
    ("Werk en leren", "briefcase", "good"),
    ("Uw dag", "calendar-blank", "empty"),
    ("Uw huis", "house-simple", "attention"),
    ("Samen thuis", "heart", "good"),
    ("Kinderen", "baby", "good"),
    ("Hoe u zich voelt", "smiley", "empty"),
    ("Uw gezondheid", "heartbeat", "empty"),
    ("Alcohol, drugs en gokken", "wine", "empty"),
    ("Zorgen voor uzelf", "shower", "empty"),
    ("Huishouden en papieren", "clipboard-text", "empty"),
    ("Familie, vrienden, buren", "users-three", "good"),
    ("Meedoen in de buurt", "handshake", "empty"),
    ("Politie en rechter", "scales", "rather_not"),
    ("Wat u belangrijk vindt", "sparkle", "empty"),
]
DOMAINS = [
    "Financiën",
    "Werk & opleiding",
    "Tijdsbesteding",
    "Huisvesting",
    "Huiselijke relaties",
    "Geestelijke gezondheid",
    "Lichamelijke gezondheid",
    "Middelengebruik",
    "Basale ADL",
    "Instrumentele ADL",
    "Sociaal netwerk",
    "Maatschappelijke participatie",
    "Justitie",
]


def areas() -> list[Area]:
    """The fifteen areas in several states."""
    return [Area(str(n), title, icon, state) for n, (title, icon, state) in enumerate(_AREAS)]


def _row(*widgets: QWidget | int, gap: int = 10) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(gap)
    for widget in widgets:
        if isinstance(widget, int):
            row.addStretch(widget)
        else:
            row.addWidget(widget)
    return row


def _ground(kind: str, value: str) -> QWidget:
    widget = QWidget()
    widget.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
    widget.setProperty(kind, value)
    return widget


def conversation() -> QWidget:
    """The conversation screen."""
    whole = _ground("ground", "paper")
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    top = _ground("edge", "bottom")
    saved = SavedIndicator()
    saved.saved("14:03")
    steps = [("a", "Gesprek"), ("b", "Afspraken"), ("c", "Teruglezen"), ("d", "Na afloop")]
    bar = _row(
        Button("Klaar", icon="arrow-left"),
        Strong("Familie Yıldırım-Bakker"),
        1,
        Segments(steps, name="Stappen"),
        1,
        saved,
        Button("Meelezen", icon="eye", small=True, pill=True),
        Button("Neutraal", icon="app-window", small=True, pill=True),
    )
    bar.setContentsMargins(24, 10, 24, 10)
    top.setLayout(bar)
    column.addWidget(top)
    middle = QHBoxLayout()
    middle.setSpacing(0)
    rail = _ground("edge", "right")
    inside = QVBoxLayout(rail)
    inside.setContentsMargins(6, 10, 6, 10)
    listed = AreaList(areas())
    inside.addWidget(listed)
    rail.setFixedWidth(listed.sizeHint().width())
    middle.addWidget(rail)
    centre = _conversation_centre()
    middle.addWidget(Scroll(centre), 1)
    middle.addWidget(_known())
    column.addLayout(middle, 1)
    return whole


def _conversation_centre() -> QWidget:
    centre = QWidget()
    column = QVBoxLayout(centre)
    column.setContentsMargins(44, 30, 44, 24)
    column.setSpacing(14)
    column.addWidget(Title("Wat lukt goed met geld, en wat is moeilijk?"))
    column.addWidget(Secondary("Geld en rekeningen", letter="note"))
    state = ChipGroup(
        [
            Option("good", "Gaat goed", "thumbs-up", "good"),
            Option("attention", "Aandacht", "flag", "care"),
            Option("rather_not", "Liever niet", "", "neutral"),
        ],
        touch=True,
        name="Hoe gaat het",
    )
    state.set_value("attention")
    column.addWidget(state)
    note = NoteBox("Schrijf hier mee", name="Notitie")
    note.set_text(
        "Achterstand zorgverzekering, 4 maanden. Brief van deurwaarder ligt ongeopend op de "
        "kast. Huur wordt altijd als eerste betaald. Elif (19) leest de brieven."
    )
    column.addWidget(note)
    words = WordsBox("In eigen woorden")
    words.set_text("“Ik wil gewoon weer de post durven openmaken.”")
    column.addWidget(words)
    more = QWidget()
    flow = FlowLayout(more)
    for text in ("Eigen kring", "Wens", "Over wie: Mehmet"):
        flow.addWidget(Chip(text, icon="plus", checkable=False, small=True, touch=True))
    flow.addWidget(
        Chip("Gesloten notitie", icon="lock-simple", checkable=False, small=True, touch=True)
    )
    flow.addWidget(
        Chip("geldzorgen", tone="care", soft=True, checkable=False, small=True, touch=True)
    )
    flow.addWidget(Chip("Thema", icon="plus", checkable=False, small=True, touch=True))
    column.addWidget(more)
    column.addStretch(1)
    find = Button("Ander onderwerp", icon="magnifying-glass", shortcut="Ctrl+K", touch=True)
    follow = Button("Werk en leren", kind="primary", trailing="arrow-right", touch=True)
    column.addLayout(_row(find, 1, follow))
    return centre


def _known() -> QWidget:
    side = _ground("ground", "sunk")
    side.setFixedWidth(320)
    column = QVBoxLayout(side)
    column.setContentsMargins(26, 30, 26, 24)
    column.setSpacing(14)
    column.addWidget(SectionTitle("Wat we al weten"))
    column.addWidget(
        KnownNote("26 feb · Ruud Slagter", "WW tot juli, toeslagen lopen. Geen bewind.")
    )
    column.addWidget(
        KnownNote("26 feb · afgesproken", "Hakan helpt zondags met de post.", outcome="gelukt")
    )
    column.addStretch(1)
    return side


def _framed(content: QWidget, here: str) -> QWidget:
    window = MainWindow(ENTRIES)
    window.add_screen(here, content)
    window.show_screen(here)
    return window


def today() -> QWidget:
    """Vandaag."""
    content, column = page()
    header = PageHeader("Goedemiddag, Sanne", "donderdag 12 maart · alles blijft op deze laptop")
    search = SearchField("Zoek in alles · Ctrl K")
    search.setMinimumWidth(300)
    header.add(search)
    header.add(Button("Nieuwe melding", kind="primary", icon="plus"))
    column.addWidget(header)
    halves = QHBoxLayout()
    halves.setSpacing(22)
    left, right = QVBoxLayout(), QVBoxLayout()
    left.setSpacing(18)
    right.setSpacing(18)
    visits = Card("Bezoeken", aside="vandaag en morgen")
    for hour, name, where in (
        ("15:30", "Familie Yıldırım-Bakker", "Korenstraat 41"),
        ("17:00", "Mevrouw Ó Brien", "Lage der A 12 · spreekt Engels"),
    ):
        visits.add(Line())
        words = QVBoxLayout()
        words.setSpacing(1)
        words.addWidget(Strong(name))
        words.addWidget(Secondary(where))
        row = _row(Text(hour, letter="strong", ink="accent"), gap=28)
        row.addLayout(words, 1)
        row.addWidget(Secondary("met Fenna"))
        row.addWidget(Button("Begin gesprek", small=True))
        visits.body.addLayout(row)
    left.addWidget(visits)
    tasks = Card("Mijn acties", aside="5 open, 1 te laat")
    tasks.add(Line())
    late = CheckRow(
        "Bellen met deurwaarder over betalingsregeling",
        detail="Yıldırım-Bakker · samen met Mehmet",
        aside="di 10 mrt",
        aside_ink="care",
    )
    tasks.add(late)
    tasks.add(Line())
    tasks.add(CheckRow("Aanmelden repaircafé", detail="Jurre de Boer", aside="vandaag"))
    tasks.add(Line())
    tasks.add(CheckRow("Vragen hoe het gaat", aside="ma 16 mrt", checked=True))
    left.addWidget(tasks)
    left.addStretch(1)
    _beside(right)
    halves.addLayout(left, 7)
    halves.addLayout(right, 3)
    column.addLayout(halves)
    column.addStretch(1)
    return _framed(Scroll(content), "today")


def _beside(right: QVBoxLayout) -> None:
    new = Card("Nieuwe meldingen", aside="3")
    for name, share in (("Korreweg 88", 0.66), ("Mevrouw El Amrani", 0.33)):
        new.add(Line())
        new.add(Strong(name))
        new.add(Secondary("woningcorporatie · overlast"))
        bar = ProgressBar(tone="care", name=name)
        bar.set_share(share, "dag 2 van 3")
        new.add(bar)
        new.add(Secondary("dag 2 van 3 · nog geen duo"))
    right.addWidget(new)
    join = Card(tone="accent")
    join.add(Strong("Iemand wil meedoen"))
    join.add(SectionTitle("molen – kade – peper – zon – ladder – riet", wrap=True))
    join.body.addLayout(_row(Button("Gelijk, toelaten", kind="primary"), Button("Weigeren"), 1))
    right.addWidget(join)
    right.addStretch(1)


def dossier() -> QWidget:
    """A dossier with plan, spider and timeline."""
    content = _ground("ground", "paper")
    column = QVBoxLayout(content)
    column.setContentsMargins(0, 0, 0, 0)
    head = _ground("ground", "surface")
    top = QVBoxLayout(head)
    top.setContentsMargins(36, 24, 36, 0)
    header = PageHeader("Familie Yıldırım-Bakker", "Korenstraat 41, Groningen   050 555 01 23")
    header.add(Button("Afdrukken", icon="printer"))
    header.add(Button("Nieuw gesprek", kind="primary", icon="chat-circle"))
    top.addWidget(header)
    entries = [
        ("a", "Overzicht"),
        ("b", "Gesprekken 2"),
        ("c", "ZRM"),
        ("d", "Plan"),
        ("e", "Netwerk"),
    ]
    top.addWidget(Tabs(entries, name="Delen van het dossier"))
    column.addWidget(head)
    body = QHBoxLayout()
    body.setContentsMargins(36, 16, 36, 24)
    body.setSpacing(40)
    left, right = QVBoxLayout(), QVBoxLayout()
    left.setSpacing(12)
    right.setSpacing(12)
    left.addLayout(_row(SectionTitle("Plan van het gezin"), 1, Secondary("evaluatie 9 april")))
    goal = Card()
    goal.add(Strong("De post weer zelf durven openen"))
    goal.add(Secondary("Geld en rekeningen"))
    goal.add(
        CheckRow(
            "Elke zondag samen de post",
            aside="eigen netwerk · Hakan",
            aside_ink="good",
            checked=True,
        )
    )
    goal.add(CheckRow("Betalingsregeling zorgverzekering", aside="bewoner, met Sanne"))
    goal.add(CheckRow("Cursus geld in huis", aside="collectief · buurthuis", aside_ink="info"))
    left.addWidget(goal)
    left.addWidget(Text("3 van 4 acties doen zij zelf, met eigen kring of in de buurt.", wrap=True))
    left.addStretch(1)
    right.addLayout(_row(SectionTitle("ZRM van Mehmet"), 1, Secondary("26 feb - -  · 12 mrt —")))
    spider = SpiderChart()
    spider.set_chart(
        DOMAINS,
        [
            Series("12 mrt", [3, 2, 3, 4, 4, 2, 4, 5, 5, 4, 4, 2, 5]),
            Series("26 feb", [2, 2, None, 3, 4, 2, 4, 5, 5, 3, 3, 2, 5], "baseline"),
        ],
    )
    right.addWidget(spider, 1)
    right.addWidget(SectionTitle("Tijdlijn"))
    right.addWidget(
        Timeline(
            [
                Moment(
                    "Gesprek 2", "do 12 mrt · Sanne en Fenna", "“Ik wil weer post openen.”", "a"
                ),
                Moment("Besproken in overleg", "di 3 mrt", "Sanne regisseur, plan voor 9 april"),
                Moment("Melding", "di 24 feb · woningcorporatie"),
            ]
        )
    )
    body.addLayout(left, 6)
    body.addLayout(right, 4)
    column.addLayout(body)
    return _framed(Scroll(content), "households")


def afterwards() -> QWidget:
    """The ZRM, apart and together."""
    whole = _ground("ground", "paper")
    column = QVBoxLayout(whole)
    column.setContentsMargins(36, 20, 36, 16)
    column.addWidget(Title("ZRM van Mehmet"))
    column.addWidget(
        Secondary("Ieder apart, daarna samen. Alleen wat besproken is.", letter="body")
    )
    grid = QGridLayout()
    grid.setVerticalSpacing(8)
    grid.setHorizontalSpacing(24)
    for number, name in enumerate(("Domein", "Jij", "Fenna", "Samen")):
        grid.addWidget(Caption(name), 0, number)
    for number, domain in enumerate(DOMAINS, start=1):
        score = ScoreRow(domain)
        score.set_value(number % 6)
        grid.addWidget(Strong(domain), number, 0)
        grid.addWidget(score, number, 1)
        grid.addWidget(LevelBadge((number + number % 2) % 6), number, 2)
        choice = _row(Button("Samen 2", small=True), Button("Samen 3", small=True), 1)
        if number % 5 == 1:
            grid.addLayout(choice, number, 3)
    grid.setColumnStretch(3, 1)
    column.addLayout(grid)
    column.addStretch(1)
    return _framed(Scroll(whole), "households")


def fields() -> QWidget:
    """Fields, states, trend."""
    content, column = page()
    row = QHBoxLayout()
    row.setSpacing(24)
    left, right = QVBoxLayout(), QVBoxLayout()
    left.setSpacing(12)
    for field in (Field("Naam", placeholder="Voor- en achternaam"), PassphraseField()):
        left.addWidget(field)
    when = DateField("Hulp stopt", today=TODAY)
    when.set_value(date(2026, 6, 12))
    wrong = DateField("Evaluatie", today=TODAY)
    wrong.set_problem("Dit is geen datum. Schrijf bijvoorbeeld 12 mrt, vr of +2w.")
    for field in (when, wrong, TimeField("Tijd")):
        left.addWidget(field)
    for kind in ("primary", "secondary", "quiet", "care"):
        left.addWidget(Button(f"Knop {kind}", kind=kind))
    off = Button("Kan nu niet", icon="lock-simple")
    off.setEnabled(False)
    left.addWidget(off)
    left.addWidget(ChipGroup([("a", "eigen kracht"), ("b", "netwerk"), ("c", "professionals")]))
    left.addStretch(1)
    trend = TrendChart()
    trend.set_chart(
        ["26 feb", "12 mrt", "9 apr"],
        [TrendLine(name, [n % 5 + 1, None if n == 3 else 3, 4]) for n, name in enumerate(DOMAINS)],
    )
    right.addWidget(SectionTitle("Verloop"))
    right.addWidget(trend)
    right.addWidget(ElidingLabel("Een heel lange regel die op een smal scherm niet past " * 3))
    right.addWidget(EmptyState("Nog geen plan", "Hier staan doelen.", icon="flag", action="Maak"))
    row.addLayout(left, 1)
    row.addLayout(right, 2)
    column.addLayout(row)
    return _framed(Scroll(content), "insight")


def lists() -> QWidget:
    """A long list, the palette over it, a panel beside it."""
    content, column = page()
    column.addWidget(PageHeader("Huishoudens", "50.000 in dit team"))
    column.addWidget(SearchField("Naam, straat of woord"))
    rows = FastList(name="Huishoudens")
    rows.set_rows(
        [
            ListRow(
                str(n),
                f"Familie Wiśniewska-{n}",
                f"Korreweg {n} · Łódź, Şırnak, ñandú",
                "evaluatie te laat" if n % 7 == 3 else "uitvoering",
                "care" if n % 7 == 3 else "ink2",
            )
            for n in range(50_000)
        ]
    )
    column.addWidget(rows, 1)
    window = _framed(content, "households")
    assert isinstance(window, MainWindow)
    middle = window.centralWidget()
    assert middle is not None
    panel = Panel(middle, "Nieuw contact")
    panel.add(Field("Wie"))
    panel.add(ChipGroup([("phone", "gebeld"), ("door", "aan de deur"), ("out", "niet thuis")]))
    panel.add(NoteBox("Eén regel is genoeg", name="Wat", min_lines=3))
    panel.add(Button("Klaar", kind="primary"))
    panel.open()
    palette = CommandPalette(middle, _find)
    palette.open("huur")
    window.undo_bar.offer("Actie afgevinkt.", 0)
    return window


def _find(words: str) -> list[Found]:
    return [
        Found("4", "Uw huis", f"gevonden op {words}", "house-simple", "leefgebied"),
        Found("1", "Geld en rekeningen", "huurtoeslag", "wallet", "leefgebied"),
    ]


PAGES: dict[str, Callable[[], QWidget]] = {
    "gesprek": conversation,
    "vandaag": today,
    "dossier": dossier,
    "na-afloop": afterwards,
    "velden": fields,
    "lijst": lists,
}


def render(name: str, folder: Path, mode: Mode, scale: float) -> Path:
    """One page as a picture of 1366x768."""
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    apply_theme(app, mode, scale)
    widget = PAGES[name]()
    widget.resize(1366, 768)
    widget.show()
    for _ in range(3):
        app.processEvents()
    focus = widget.findChild(NoteBox)
    if focus is not None and name == "gesprek":
        focus.setFocus()
    for slide in widget.findChildren(Panel):
        slide._slide.setCurrentTime(10_000)  # noqa: SLF001 (a still picture)
    app.processEvents()
    file = folder / f"{name}-{mode}-{round(scale * 100)}.png"
    widget.grab().save(str(file))
    widget.close()
    widget.deleteLater()
    return file


def main() -> None:
    """Write all pictures."""
    QApplication(sys.argv)
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    looks: list[tuple[Mode, float]] = [("light", 1.0), ("dark", 1.0), ("light", 2.0)]
    wanted = sys.argv[2:] or list(PAGES)
    for mode, scale in looks:
        for name in wanted:
            render(name, folder, mode, scale)


if __name__ == "__main__":
    main()
