"""The fixed words of every document in both languages, and days and times in words."""

from __future__ import annotations

import datetime as dt
from typing import Final, Literal

from app.model.days import MONTHS, WEEKDAYS

Language = Literal["nl", "en"]

_DAYS: Final = {
    "nl": WEEKDAYS,
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_MONTHS: Final = {
    "nl": MONTHS,
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
_CLOCK: Final = {"nl": "{:02d}.{:02d} uur", "en": "{:02d}:{:02d}"}
_AND: Final = {"nl": "en", "en": "and"}

_WORDS: Final[dict[str, tuple[str, str]]] = {
    "page": ("bladzijde {page} van {pages}", "page {page} of {pages}"),
    "rights": (
        (
            "U mag zien wat wij over u opschrijven. Gratis hulp bij het gesprek? "
            "Vraag ons naar een cliëntondersteuner."
        ),
        (
            "You may see what we write about you. Free help with the talk? "
            "Ask us for an independent client supporter."
        ),
    ),
    "call": ("Bel {name}:", "Call {name}:"),
    "call_team": ("Bel ons:", "Call us:"),
    "visit.title": ("Ons gesprek", "Our conversation"),
    "visit.for": ("Voor {name}.", "For {name}."),
    "visit.home.1": ("{names} was bij u thuis.", "{names} visited you at home."),
    "visit.home.2": ("{names} waren bij u thuis.", "{names} visited you at home."),
    "visit.office.1": ("{names} sprak met u op ons kantoor.", "{names} met you at our office."),
    "visit.office.2": ("{names} spraken met u op ons kantoor.", "{names} met you at our office."),
    "visit.phone.1": ("{names} heeft u gebeld.", "{names} called you."),
    "visit.phone.2": ("{names} hebben u gebeld.", "{names} called you."),
    "visit.elsewhere.1": ("{names} sprak met u.", "{names} met you."),
    "visit.elsewhere.2": ("{names} spraken met u.", "{names} met you."),
    "quotes": ("In uw eigen woorden", "In your own words"),
    "good": ("Wat gaat goed", "What goes well"),
    "discussed": ("Dit hebben we besproken", "What we talked about"),
    "agreed": ("Dit hebben we afgesproken", "What we agreed"),
    "agreed.none": ("We hebben nu niets afgesproken.", "We have agreed nothing for now."),
    "what": ("Wat", "What"),
    "who": ("Wie", "Who"),
    "when": ("Wanneer", "When"),
    "when.none": ("nog geen dag", "no day yet"),
    "back": ("We komen terug", "We will be back"),
    "back.none": (
        "We hebben nog geen nieuwe dag afgesproken. Wilt u ons eerder spreken? Bel ons.",
        "We have not set a new day yet. Do you want to speak to us sooner? Call us.",
    ),
    "until": ("Wij helpen u tot en met {day}", "We will help you until {day}"),
    "until.text": (
        "Eerst kijken we samen of het goed gaat. Daarna kunt u altijd weer bellen.",
        "First we look together whether things go well. After that you can always call again.",
    ),
    "until.unknown": ("Tot wanneer helpen wij u?", "How long will we help you?"),
    "until.unknown.text": (
        "Dat weten we nog niet. We spreken samen een dag af. U hoort dit altijd vooraf.",
        "We do not know yet. We will set a day together. You will always hear it beforehand.",
    ),
    "right": ("Klopt dit?", "Is this right?"),
    "yes": ("ja", "yes"),
    "no": ("nee, want", "no, because"),
    "box": ("vakje", "box"),
    "ticked": ("aangekruist vakje", "ticked box"),
    "plan.title": ("Ons plan", "Our plan"),
    "plan.for": ("Van {names}. Dit plan is van u.", "Of {names}. This plan is yours."),
    "plan.goal": ("Doel {number}", "Goal {number}"),
    "plan.result": ("Wanneer is het gelukt?", "When has it worked?"),
    "plan.done": ("gedaan", "done"),
    "plan.open": ("nog doen", "to do"),
    "plan.share": (
        "{own} van {all} acties doet u zelf, met eigen kring of in de buurt.",
        "You do {own} of {all} actions yourself, with your own circle or nearby.",
    ),
    "plan.none": ("Er staan nog geen doelen in dit plan.", "This plan has no goals yet."),
    "plan.evaluation": ("We kijken samen hoe het gaat", "We look together how it goes"),
    "plan.end": ("Wij helpen u tot en met", "We will help you until"),
    "plan.unknown": ("Deze dag spreken we nog af.", "We will set this day together."),
    "plan.sign": ("Bent u het eens met dit plan?", "Do you agree with this plan?"),
    "plan.sign.text": (
        "Zet dan hier uw handtekening. U mag het plan altijd samen met ons veranderen.",
        "Then sign here. You may always change the plan together with us.",
    ),
    "plan.agreed": ("Afgesproken", "Agreed"),
    "name": ("Naam", "Name"),
    "signed": ("Handtekening en datum", "Signature and date"),
    "resort.0": ("U zelf", "Yourself"),
    "resort.resident": ("Bewoner zelf", "Resident"),
    "resort.1": ("Eigen kring", "Own circle"),
    "resort.2": ("Vrijwilliger of buurt", "Volunteer or neighbourhood"),
    "resort.3": ("Samen met anderen in de wijk", "Together with others nearby"),
    "resort.4": ("Wijkteam", "Neighbourhood team"),
    "resort.5": ("Huisarts of andere hulp dichtbij", "GP or other help nearby"),
    "resort.6": ("Specialist", "Specialist"),
    "dossier.title": ("Dossier {name}", "File {name}"),
    "dossier.mark": (
        "Vertrouwelijk. Afdruk voor de eigen organisatie, gemaakt op {day}.",
        "Confidential. Print for the own organisation, made on {day}.",
    ),
    "dossier.hold": (
        (
            "Niet op tafel laten liggen: er staan ZRM-scores in, en wat anderen over zichzelf "
            "vertelden. Haal dat eruit voordat je het meegeeft. Gesloten notities staan er niet in."
        ),
        (
            "Do not leave on the table: it holds ZRM scores, and what others told of themselves. "
            "Take that out before you hand it out. Closed notes are not in it."
        ),
    ),
    "dossier.by": ("Gemaakt door {name}.", "Made by {name}."),
    "dossier.to": ("Voor {name}.", "For {name}."),
    "dossier.facts": ("Gegevens", "Details"),
    "dossier.persons": ("Personen", "Persons"),
    "dossier.custody": ("Gezag", "Custody"),
    "dossier.circle": ("Eigen kring", "Own circle"),
    "dossier.parties": ("Wie er al helpen", "Who helps already"),
    "dossier.consents": ("Toestemming", "Consent"),
    "dossier.readers": ("Wie meelezen", "Who reads along"),
    "dossier.zrm": ("ZRM", "ZRM"),
    "dossier.files": ("Bijlagen", "Attachments"),
    "dossier.undated": ("Dag onbekend", "Day unknown"),
    "child": ("Kind", "Child"),
    "holder": ("Ouder of voogd", "Parent or guardian"),
    "held": ("Gezag", "Custody"),
    "held.yes": ("heeft gezag", "has custody"),
    "held.no": ("heeft geen gezag", "has no custody"),
    "held.unknown": ("nog niet bekend", "not known yet"),
    "source": ("Wie zegt dat", "Who says so"),
    "tie": ("Band", "Tie"),
    "near.1": ("dichtbij", "close"),
    "near.2": ("er tussenin", "in between"),
    "near.3": ("verder weg", "further away"),
    "strength.1": ("dunne band", "thin tie"),
    "strength.2": ("gewone band", "ordinary tie"),
    "strength.3": ("sterke band", "strong tie"),
    "harmful": ("schadelijk", "harmful"),
    "ask.yes": ("mogen we vragen", "we may ask"),
    "ask.no": ("niet vragen", "do not ask"),
    "does": ("Wat doet deze persoon", "What this person does"),
    "does.party": ("Wat doen zij hier", "What they do here"),
    "inner": ("zit mee aan tafel", "sits at the table"),
    "purpose": ("Waarvoor", "What for"),
    "with_whom": ("Met wie", "With whom"),
    "given": ("Gegeven", "Given"),
    "withdrawn": ("ingetrokken {day}", "withdrawn {day}"),
    "reader": ("Wie", "Who"),
    "role": ("Rol", "Role"),
    "since": ("Sinds", "Since"),
    "reason": ("Waarom", "Why"),
    "stopped": ("leest niet meer mee", "no longer reads along"),
    "zrm.score": ("Niveau", "Level"),
    "zrm.carried": ("gedragen door {names}", "carried by {names}"),
    "zrm.own": ("Eigen cijfer", "Own figure"),
    "zrm.reason": ("Toelichting", "Reason"),
    "zrm.rest": ("Niet beoordeeld: {names}.", "Not judged: {names}."),
    "zrm.scored": ("Beoordeeld door {names}.", "Scored by {names}."),
    "about": ("Over wie", "About whom"),
    "file": ("Naam", "Name"),
    "added": ("Toegevoegd", "Added"),
    "added.by": ("Door", "By"),
    "plan.agreed.on": ("Afgesproken", "Agreed"),
    "plan.looked": ("Terugkijken op", "Looking back on"),
    "plan.ends": ("Plan loopt tot", "Plan runs until"),
    "plan.changed": ("Wat is er veranderd", "What has changed"),
    "answer.yes": ("ja", "yes"),
    "answer.no": ("nee", "no"),
    "plan.heavier": ("Zwaardere hulp voorkomen", "Heavier help prevented"),
    "dossier.timeline": ("Wat er gebeurde", "What happened"),
    "dossier.plan": ("Plan", "Plan"),
    "dossier.empty": ("Nog niets vastgelegd.", "Nothing recorded yet."),
    "address": ("Adres", "Address"),
    "phone": ("Telefoon", "Phone"),
    "language": ("Taal", "Language"),
    "regisseur": ("Regisseur", "Coordinator"),
    "duo": ("Duo", "Duo"),
    "status": ("Status", "Status"),
    "help_until": ("Hulp tot en met", "Help until"),
    "neighbourhood": ("Buurt", "Neighbourhood"),
    "stand_in": ("Vervanger", "Stand-in"),
    "opened": ("Begonnen", "Began"),
    "help_reason": ("Waarom dan", "Why then"),
    "retention": ("Bewaren", "Kept under"),
    "call_name": ("Roepnaam", "Called"),
    "email": ("E-mail", "E-mail"),
    "interpreter": ("Tolk", "Interpreter"),
    "safety": ("Waar letten we op", "What to watch for"),
    "born": ("Geboren", "Born"),
    "relation": ("Rol", "Role"),
    "safe": ("Veilig bereiken", "Safe contact"),
    "zrm.title": ("ZRM van {name}", "ZRM of {name}"),
    "zrm.mark": (
        "Voor het eigen dossier. Niet op tafel laten liggen en niet meegeven.",
        "For the professional's own file. Do not leave on the table, do not hand out.",
    ),
    "zrm.by": ("{version}, {day}. Beoordeeld door {names}.", "{version}, {day}. By {names}."),
    "zrm.by.none": ("{version}, {day}.", "{version}, {day}."),
    "zrm.agreed": ("Samen vastgesteld.", "Agreed together."),
    "zrm.base": ("Vergeleken met {day}.", "Compared with {day}."),
    "zrm.domain": ("Domein", "Domain"),
    "zrm.level": ("Nu", "Now"),
    "zrm.before": ("Eerst", "First"),
    "zrm.change": ("Verschil", "Change"),
    "zrm.carriers": ("Gedragen door", "Carried by"),
    "zrm.not": ("niet beoordeeld", "not judged"),
    "zrm.same": ("gelijk", "same"),
    "zrm.1": ("acute problematiek", "acute problems"),
    "zrm.2": ("niet zelfredzaam", "not self-sufficient"),
    "zrm.3": ("beperkt zelfredzaam", "barely self-sufficient"),
    "zrm.4": ("voldoende zelfredzaam", "adequately self-sufficient"),
    "zrm.5": ("volledig zelfredzaam", "fully self-sufficient"),
    "zrm.alt": ("Spinnenweb met per domein het niveau: {levels}.", "Spider chart: {levels}."),
    "zrm.now": ("nu", "now"),
    "zrm.legend": ("eerste meting", "first measurement"),
    "zrm.note": (
        "Een niveau zegt iets over nu, niet over iemands waarde. Lees het altijd met het verhaal.",
        "A level says something about now, not about a person's worth. Read it with the story.",
    ),
    "card.title": ("Gesprekskaart", "Conversation card"),
    "card.lead": (
        "Elke volgorde is goed, leeg laten mag. Genummerd zoals op het scherm.",
        "Any order is fine, leaving parts empty too. Numbered as on the screen.",
    ),
    "card.date": ("Datum", "Date"),
    "card.case": ("Nummer (geen naam)", "Number (no name)"),
    "card.speaking": ("Wie vertelt (voorletters)", "Who is speaking (initials)"),
    "card.good": ("gaat goed", "goes well"),
    "card.care": ("aandacht", "attention"),
    "card.not": ("liever niet", "rather not"),
    "card.words": ("eigen woorden:", "own words:"),
    "card.end": ("Afspraken", "Agreements"),
    "card.until": ("Hulp tot en met", "Help until"),
    "card.keep": (
        "Laat deze kaart nergens liggen. Na het overtypen: versnipperen.",
        "Do not leave this card anywhere. Shred it after typing it in.",
    ),
    "contact.back": ("We komen terug op", "We will be back on"),
    "letter.subject": ("Onze hulp stopt", "Our help ends"),
    "letter.dear": ("Beste {name},", "Dear {name},"),
    "letter.ends": (
        "We hebben een tijd met u samengewerkt. Onze hulp stopt op {day}.",
        "We have worked with you for some time. Our help ends on {day}.",
    ),
    "letter.ends.unknown": (
        "We hebben een tijd met u samengewerkt. Onze hulp stopt. Samen spreken we de dag af.",
        "We have worked with you for some time. Our help ends. We will set the last day with you.",
    ),
    "letter.good": ("Dit is gelukt", "This has worked"),
    "letter.after": (
        "Op {day} bellen wij u nog een keer. Dan vragen we hoe het gaat.",
        "On {day} we will call you once more to ask how things are.",
    ),
    "letter.return": ("Wilt u later weer hulp?", "Do you want help again later?"),
    "letter.return.text": (
        "Dat kan altijd. U hoeft niet opnieuw te beginnen: u krijgt als het kan dezelfde persoon.",
        "You always can. You need not start over: if possible you get the same person.",
    ),
    "sheet.title": ("Herstelblad", "Recovery sheet"),
    "sheet.of": ("Van {team}.", "Of {team}."),
    "sheet.lead": (
        (
            "Met deze 24 woorden gaat het team verder als de coördinator of diens laptop wegvalt. "
            "Open dan Drempel op de laptop van een teamlid, kies Delen en daarna Leden en laptops, "
            "en typ de woorden over."
        ),
        (
            "With these 24 words the team goes on when the coordinator, or their laptop, is gone. "
            "Open Drempel on a member's laptop, choose Sharing and then Members and laptops, and "
            "type the words over."
        ),
    ),
    "sheet.words": ("De woorden, van links naar rechts", "The words, from left to right"),
    "sheet.keep": ("Waar bewaren?", "Where to keep it?"),
    "sheet.keep.text": (
        (
            "In de kluis van de organisatie, in een dichte envelop. Nooit bij een laptop, "
            "niet als foto en niet in de mail."
        ),
        (
            "In the organisation's safe, in a closed envelope. Never with a laptop, "
            "not as a photo and not by mail."
        ),
    ),
    "sheet.can": ("Wat kan wie dit blad heeft?", "What can its holder do?"),
    "sheet.can.text": (
        "Een nieuwe coördinator aanwijzen, en alles openen wat het team deelt.",
        "Name a new coordinator, and open everything that the team shares.",
    ),
    "sheet.check": ("Controleer het blad nu", "Check the sheet now"),
    "sheet.check.text": (
        (
            "Kies bij Delen “Ik heb het; controleer”. Drempel vraagt drie woorden; typ ze over "
            "vanaf dit papier. Pas daarna vergeet de laptop de woorden."
        ),
        (
            "Choose “I have it; check” under Sharing. Drempel asks for three words; type them over "
            "from this paper. Only then the laptop forgets the words."
        ),
    ),
    "sheet.lost": ("Kwijt, of gezien door een ander?", "Lost, or seen by somebody else?"),
    "sheet.lost.text": (
        "Zeg het dezelfde dag tegen de coördinator en tegen wie over de gegevens gaat.",
        "Tell the coordinator, and who is responsible for the data, on the same day.",
    ),
    "sheet.where": ("Bewaard in", "Kept in"),
    "sheet.checked": ("Gecontroleerd op", "Checked on"),
    "sheet.by": ("Door", "By"),
    "sheet.foot": (
        "Laat dit blad niet op de printer liggen. Maak geen kopie.",
        "Do not leave this sheet on the printer. Make no copy.",
    ),
    "letter.bye": ("Met vriendelijke groet,", "Kind regards,"),
}


def words(key: str, language: Language, **values: object) -> str:
    """Return a fixed sentence with its values filled in; braces in values stay as they are."""
    dutch, english = _WORDS[key]
    return (english if language == "en" else dutch).format(**values)


def day(date: dt.date, language: Language, *, weekday: bool = True, year: bool = False) -> str:
    """Return a day in words: `donderdag 9 april`, or with the year behind it."""
    parts = [_DAYS[language][date.weekday()]] if weekday else []
    parts += [str(date.day), _MONTHS[language][date.month - 1]]
    return " ".join([*parts, str(date.year)] if year else parts)


def day_near(date: dt.date, near: dt.date, language: Language) -> str:
    """Return a day with its weekday, and the year only when it is not that of `near`."""
    return day(date, language, year=date.year != near.year)


def clock(time: dt.time, language: Language) -> str:
    """Return a time of day: `15.30 uur`."""
    return _CLOCK[language].format(time.hour, time.minute)


def joined(names: tuple[str, ...], language: Language) -> str:
    """Return names as people list them: `Sanne, Fenna en Ömer`."""
    if len(names) <= 1:
        return "".join(names)
    return f"{', '.join(names[:-1])} {_AND[language]} {names[-1]}"
