"""The closed lists of the field: ids that are stored, never shown."""

from __future__ import annotations

from enum import StrEnum


class Status(StrEnum):
    """Where a household or melding stands (brief/content.md, Status)."""

    REFERRED = "melding"
    ASSIGNED = "toegewezen"
    APPOINTMENT = "afspraak"
    CONVERSATION = "gesprek"
    PLAN = "plan"
    RUNNING = "uitvoering"
    CLOSED = "afgesloten"
    AFTERCARE = "nazorg"
    REOPENED = "heropend"
    NOT_TAKEN = "niet_opgepakt"


class AreaState(StrEnum):
    """What the resident said of a leefgebied; absence means *niet besproken*."""

    GOOD = "goed"
    ATTENTION = "aandacht"
    RATHER_NOT = "liever_niet"


class Resort(StrEnum):
    """Who does it, in the order in which help is looked for."""

    SELF = "zelf"
    NETWORK = "netwerk"
    VOLUNTEER = "vrijwilliger"
    COLLECTIVE = "collectief"
    TEAM = "wijkteam"
    FIRST_LINE = "eerste_lijn"
    SECOND_LINE = "tweede_lijn"


NEAR_HOME = (Resort.SELF, Resort.NETWORK, Resort.VOLUNTEER, Resort.COLLECTIVE)
"""What counts as *zij zelf, met eigen kring of in de buurt*."""


class Carrier(StrEnum):
    """Who carries a domain now."""

    SELF = "eigen_kracht"
    NETWORK = "netwerk"
    PROFESSIONALS = "professionals"


class VisitStatus(StrEnum):
    """Life of a visit."""

    PLANNED = "gepland"
    HELD = "gehouden"
    NOT_HOME = "niet_thuis"
    CANCELLED = "afgezegd"


class Progress(StrEnum):
    """Life of an action or goal."""

    OPEN = "open"
    DONE = "gedaan"
    DROPPED = "vervallen"


class Worked(StrEnum):
    """Whether what was agreed helped."""

    YES = "gelukt"
    PARTLY = "deels"
    NO = "niet_gelukt"


class ContactKind(StrEnum):
    """How a household was reached."""

    PHONE = "telefoon"
    APP = "app"
    EMAIL = "e-mail"
    DOOR = "deur"
    NOT_HOME = "niet_thuis"


class Paper(StrEnum):
    """Whether the paper may stay in the house: *mag dit papier in huis blijven?*."""

    STAYS = "ja"
    NEUTRAL = "neutraal"
    NONE = "niets"


class Role(StrEnum):
    """What a member does in the team."""

    COORDINATOR = "coordinator"
    MEMBER = "teamlid"


class Source(StrEnum):
    """Who brought a melding."""

    RESIDENT = "bewoner"
    FAMILY = "familie"
    NEIGHBOUR = "buur"
    GP = "huisarts"
    HOUSING = "woningcorporatie"
    SCHOOL = "school"
    POLICE = "politie"
    DESK = "wmo-loket"
    VOLUNTEERS = "vrijwilligerspunt"
    HOTLINE = "meldpunt"
    OWN_EYES = "eigen_waarneming"


class Interpreter(StrEnum):
    """Who interprets; never a child (brief/content.md, Person)."""

    NONE = "geen"
    PHONE = "telefonisch"
    PRESENT = "aanwezig"
    ACQUAINTANCE = "bekende"


class Quadrant(StrEnum):
    """Kind of an offer on the sociale kaart."""

    FORMAL_INDIVIDUAL = "formeel_individueel"
    FORMAL_COLLECTIVE = "formeel_collectief"
    INFORMAL_INDIVIDUAL = "informeel_individueel"
    INFORMAL_COLLECTIVE = "informeel_collectief"
