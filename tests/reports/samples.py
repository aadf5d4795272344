"""Fictional documents that the tests (and the eye) look at."""

from __future__ import annotations

import datetime as dt

from app.reports import (
    Agreement,
    CardArea,
    ClosingLetter,
    ContactCard,
    ConversationCard,
    Document,
    DossierAssessment,
    DossierConsent,
    DossierCustody,
    DossierDocument,
    DossierEntry,
    DossierFile,
    DossierFriend,
    DossierParty,
    DossierPerson,
    DossierPlan,
    DossierReader,
    DossierScore,
    NeutralCard,
    Organisation,
    PlanAction,
    PlanDocument,
    PlanGoal,
    RecoverySheet,
    Return,
    Topic,
    VisitSummary,
    ZrmDomain,
    ZrmProfile,
)

TEAM = Organisation(team="Wijkteam Oost", address="Korreweg 12, Groningen", phone="050 555 09 87")
DAY = dt.date(2026, 3, 12)

SUMMARY = VisitSummary(
    organisation=TEAM,
    date=DAY,
    person="Mehmet Yıldırım",
    visitors=("Sanne Visser", "Fenna Hoekstra"),
    quotes=("Ik wil gewoon weer de post durven openmaken.",),
    good=(
        "U betaalt de huur altijd als eerste.",
        "Elif helpt met brieven van de gemeente.",
        "U kunt goed computers repareren. Buren komen al bij u langs.",
    ),
    discussed=(
        Topic(
            title="Geld en rekeningen",
            text="U hebt vier maanden niet betaald voor de zorgverzekering. "
            "Daar ligt u wakker van.",
        ),
        Topic(
            title="Uw huis",
            text="De badkamer is vochtig. De verhuurder weet het, maar er komt niemand.",
        ),
    ),
    agreements=(
        Agreement(
            what="Elke zondag samen de post openen",
            who="Mehmet en Hakan",
            when=dt.date(2026, 3, 15),
            when_words="vanaf",
        ),
        Agreement(
            what="De verzekering bellen: in delen betalen",
            who="Mehmet, Sanne zit erbij",
            when=dt.date(2026, 3, 16),
        ),
        Agreement(what="Langsgaan bij het repaircafé", who="Mehmet", when=dt.date(2026, 3, 21)),
    ),
    comes_back=Return(day=dt.date(2026, 4, 9), time=dt.time(15, 30)),
    help_until=dt.date(2026, 6, 12),
    contact="Sanne",
    phone="050 555 09 87",
)

ARABIC = SUMMARY.model_copy(
    update={
        "person": "سلمى الحسيني (Salma)",
        "visitors": ("Łukasz Őry-Peña", "Ayşe Çağlayan", "Олена Коваль"),
        "quotes": (
            "أريد أن أفتح البريد من جديد، كل يوم أحد الساعة 10:30.",
            "Mijn moeder zegt altijd: الصبر مفتاح الفرج, en zo is het.",
        ),
        "comes_back": None,
        "help_until": None,
        "correct": False,
        "objection": "de huur is wel betaald, in februari én in maart",
    }
)

LONG = SUMMARY.model_copy(
    update={
        "good": tuple(
            f"Punt {n}: dit gaat al een tijd goed en daar bent u met recht trots op, ook al was "
            "het soms niet makkelijk om vol te houden."
            for n in range(1, 10)
        ),
        "discussed": tuple(
            Topic(
                title=f"Onderwerp {n}",
                text="We hebben hier lang over gepraat. U vertelde hoe het begon en wat u al hebt "
                "geprobeerd. Samen hebben we gekeken wat nu als eerste kan. " * 2,
            )
            for n in range(1, 8)
        ),
        "agreements": tuple(
            Agreement(
                what=f"Afspraak {n}: samen de papieren op volgorde leggen en bellen",
                who="Mehmet en Sanne",
                when=dt.date(2026, 3, 15 + n),
            )
            for n in range(1, 9)
        ),
    }
)

_GOALS = (
    PlanGoal(
        words="Ik wil weer de post durven openmaken",
        result="Er ligt geen ongeopende brief ouder dan een week.",
        actions=(
            PlanAction(
                what="Brieven van de gemeente uitleggen",
                who="Sanne",
                resort=4,
                when=dt.date(2026, 3, 27),
            ),
            PlanAction(
                what="Elke zondag samen de post openen",
                who="Mehmet",
                resort=0,
                when_words="vanaf",
                when=dt.date(2026, 3, 15),
                done=True,
            ),
            PlanAction(what="Meekijken bij moeilijke brieven", who="Hakan", resort=1),
        ),
    ),
    PlanGoal(
        words="Ik wil onder de mensen komen",
        actions=(
            PlanAction(
                what="Langsgaan bij het repaircafé",
                who="Mehmet",
                resort=2,
                when=dt.date(2026, 3, 21),
            ),
        ),
    ),
)

PLAN = PlanDocument(
    organisation=TEAM,
    date=DAY,
    persons=("Mehmet Yıldırım", "Elif Yıldırım"),
    goals=_GOALS,
    strengths=("U kunt goed computers repareren.", "Elif kent de weg bij de gemeente."),
    evaluation=dt.date(2026, 4, 30),
    end=dt.date(2026, 6, 12),
    contact="Sanne",
    phone="050 555 09 87",
    signers=("Mehmet Yıldırım", "Elif Yıldırım", "Sanne Visser (Wijkteam Oost)"),
    agreed="op donderdag 12 maart, samen aan tafel",
)

DOSSIER = DossierDocument(
    organisation=TEAM,
    date=DAY,
    household="Yıldırım",
    address="Zonnelaan 4, Groningen",
    phone="06 555 01 23",
    language="Turks; tolk per telefoon",
    regisseur="Sanne Visser",
    duo=("Sanne Visser", "Fenna Hoekstra"),
    status="uitvoering",
    help_until=dt.date(2026, 6, 12),
    made_by="Fenna Hoekstra",
    recipient="Humanitas",
    persons=(
        DossierPerson(
            name="Mehmet Yıldırım",
            relation="vader",
            born=dt.date(1974, 5, 3),
            phone="06 555 01 23",
            language="Turks",
            safe_contact="bellen mag, geen voicemail, na 16.00 uur",
        ),
        DossierPerson(name="Elif Yıldırım", relation="dochter", born=dt.date(2004, 9, 30)),
    ),
    timeline=(
        DossierEntry(
            date=dt.date(2026, 2, 20),
            kind="melding",
            authors=("Joke Bakker",),
            text="De woningcorporatie meldt een huurachterstand.",
        ),
        DossierEntry(
            date=DAY,
            kind="huisbezoek",
            authors=("Sanne Visser", "Fenna Hoekstra"),
            text="Rustig gesprek aan tafel.\nDe post ligt in een la. Mehmet schaamt zich ervoor.",
        ),
    ),
    plan=DossierPlan(
        agreed="donderdag 12 maart 2026, samen aan tafel",
        evaluation=dt.date(2026, 4, 30),
        ends=dt.date(2026, 6, 12),
        changed="De post ligt niet meer in de la.",
        prevented=True,
        why="Geen bewindvoerder nodig.",
        goals=_GOALS,
    ),
    custody=(
        DossierCustody(
            child="Elif Yıldırım", holder="Mehmet Yıldırım", held=True, source="register"
        ),
        DossierCustody(child="Elif Yıldırım", holder="Anja Bakker"),
    ),
    circle=(
        DossierFriend(
            name="Hakan Yıldırım",
            relation="broer van Mehmet",
            closeness=1,
            strength=3,
            may_be_asked=True,
            phone="06 555 04 04",
            note="Helpt met de post.",
        ),
        DossierFriend(name="Őze Łukasz", closeness=3, strength=1, harmful=True, may_be_asked=False),
    ),
    parties=(
        DossierParty(name="Dr. Peña", organisation="Huisartsenpraktijk Ñandú", does="huisarts"),
        DossierParty(name="Joke Bakker", organisation="Lefier", does="incasso loopt", inner=True),
    ),
    consents=(
        DossierConsent(
            purpose="bellen over de huurachterstand",
            person="Mehmet Yıldırım",
            with_whom="Lefier",
            on=DAY,
            how="gezegd aan tafel",
            withdrawn=dt.date(2026, 4, 2),
        ),
    ),
    readers=(
        DossierReader(name="Sanne Visser", role="regisseur", since=DAY),
        DossierReader(name="Gerlof Đorić", reason="werk overgedragen", active=False),
    ),
    assessments=(
        DossierAssessment(
            person="Mehmet Yıldırım",
            date=DAY,
            version="ZRM 2017",
            scorers=("Fenna Hoekstra", "Sanne Visser"),
            agreed=True,
            scores=(
                DossierScore(
                    name="Financiën",
                    level=2,
                    own_figure=4,
                    carriers=("eigen kracht",),
                    reason="Vier maanden premie open.",
                ),
                DossierScore(name="Justitie", reason="Daar wilde hij niet over praten."),
            ),
            rest=("Huisvesting", "Basale ADL"),
        ),
    ),
    files=(DossierFile(name="brief deurwaarder.pdf", on=DAY, by="Sanne Visser", about="Mehmet"),),
)

ZRM = ZrmProfile(
    organisation=TEAM,
    date=DAY,
    person="Mehmet Yıldırım",
    scorers=("Sanne Visser", "Fenna Hoekstra"),
    agreed=True,
    baseline_date=dt.date(2025, 9, 4),
    domains=tuple(
        ZrmDomain(
            name=name,
            level=level,
            baseline=first,
            carriers=carriers,
            not_judged="" if level else "niet besproken",
        )
        for name, level, first, carriers in (
            ("Financiën", 2, 1, ("eigen kracht", "professionals")),
            ("Werk & Opleiding", 3, 3, ("eigen kracht",)),
            ("Tijdsbesteding", 4, 3, ("eigen kracht",)),
            ("Huisvesting", 3, 4, ()),
            ("Huiselijke relaties", 4, 4, ("netwerk",)),
            ("Geestelijke gezondheid", 3, 2, ("netwerk", "professionals")),
            ("Lichamelijke gezondheid", 4, 4, ()),
            ("Middelengebruik", 5, 5, ()),
            ("Basale ADL", 5, 5, ()),
            ("Instrumentele ADL", 4, 3, ("netwerk",)),
            ("Sociaal netwerk", 3, 2, ("netwerk",)),
            ("Maatschappelijke participatie", 2, 1, ("eigen kracht",)),
            ("Justitie", None, 5, ()),
        )
    ),
)

_AREAS = (
    ("Geld en rekeningen", "Wat lukt goed met geld, en wat is moeilijk?"),
    ("Werk en leren", "Wat doet u nu: werken, leren, zoeken of iets anders?"),
    ("Uw dag", "Hoe ziet een gewone dag er voor u uit?"),
    ("Uw huis", "Wat is fijn aan uw huis, en wat niet?"),
    ("Samen thuis", "Hoe gaat het tussen de mensen in huis?"),
    ("Kinderen", "Wat gaat goed met uw kinderen?"),
    ("Hoe u zich voelt", "Hoe voelt u zich de laatste tijd?"),
    ("Uw gezondheid", "Wat kunt u goed met uw lichaam, en wat lukt minder?"),
    ("Alcohol, drugs en gokken", "Is er iets waar u moeilijk mee kunt stoppen?"),
    ("Zorgen voor uzelf", "Wat doet u zelf bij wassen, aankleden en eten?"),
    ("Huishouden en papieren", "Hoe gaat het met koken, schoonmaken en de post?"),
    ("Familie, vrienden, buren", "Wie ziet of belt u graag?"),
    ("Meedoen in de buurt", "Wat doet u graag samen met anderen?"),
    ("Politie en rechter", "Wilt u hulp met een boete, de politie of de rechter?"),
    ("Wat u belangrijk vindt", "Waar wordt u blij van, en waar bent u goed in?"),
)

CARD = ConversationCard(
    organisation=TEAM,
    areas=tuple(
        CardArea(number=number, title=title, question=question)
        for number, (title, question) in enumerate(_AREAS, start=1)
    ),
    version="leefgebieden 2026",
)

NEUTRAL = NeutralCard(phone="050 555 09 87")

CONTACT = ContactCard(
    organisation=TEAM,
    contact="Sanne Visser",
    phone="050 555 09 87",
    role="uw vaste gezicht",
    email="sanne@wijkteam-oost.example",
    reachable="maandag tot en met donderdag",
    comes_back=Return(day=dt.date(2026, 4, 9), time=dt.time(15, 30)),
)

LETTER = ClosingLetter(
    organisation=TEAM,
    date=dt.date(2026, 6, 1),
    person="Mehmet Yıldırım",
    address=("Zonnelaan 4", "9742 AB Groningen"),
    ends=dt.date(2026, 6, 12),
    good=("U opent de post elke week.", "U repareert elke zaterdag in het repaircafé."),
    remarks="We vonden het fijn om met u te werken.",
    aftercare=Return(day=dt.date(2026, 9, 10)),
    contact="Sanne",
    phone="050 555 09 87",
    signers=("Sanne Visser", "Fenna Hoekstra"),
)

RECOVERY = RecoverySheet(
    organisation=TEAM,
    date=DAY,
    team="Wijkteam Oost",
    words=(
        "molen", "tijger", "fontein", "kaarten", "venster", "olifant", "regenjas", "zolder",
        "pompoen", "dageraad", "kompas", "wandelen", "boterham", "vlinder", "accordeon", "sneeuw",
        "gordijn", "schommel", "kiezen", "museum", "lepel", "honing", "stuurman", "vrede",
    ),
)  # fmt: skip

ALL: dict[str, Document] = {
    "summary": SUMMARY,
    "arabic": ARABIC,
    "long": LONG,
    "plan": PLAN,
    "dossier": DOSSIER,
    "zrm": ZRM,
    "card": CARD,
    "neutral": NEUTRAL,
    "contact": CONTACT,
    "letter": LETTER,
    "recovery": RECOVERY,
}
