"""Kinds of the ZRM: an assessment of a person, the scores, the resident's own figure."""

from typing import Annotated, ClassVar, Final, Self

from pydantic import Field, StrictBool, model_validator

from app.model.base import LOOSE, Day, Id, Line, Record, Register, SpaceRule, Text
from app.model.words import Carrier

AGREED: Final = "samen"
"""Scorer of the score that the duo agreed on after talking it through."""
LOWEST: Final = 1
HIGHEST: Final = 5


class Score(Register):
    """A whole level from 1 to 5, or why it could not be judged; never both, never neither."""

    level: Annotated[int, Field(ge=LOWEST, le=HIGHEST)] | None = None
    not_judged: StrictBool = False
    reason: Text = ""

    @model_validator(mode="after")
    def _one_of_two(self) -> Self:
        if (self.level is None) != self.not_judged:
            msg = "a score has a level, or says that it could not be judged"
            raise ValueError(msg)
        return self


class Assessment(Record):
    """A ZRM-meting of one person on one day; the situation of about the last 30 days."""

    kind: ClassVar = "assessment"
    space: ClassVar = SpaceRule.DOSSIER
    parent: ClassVar = "household"
    required: ClassVar = ("household", "person", "on")

    household: Id = ""
    visit: Id = ""
    person: Id = ""
    on: Day = ""
    instrument: Line = "zrm2017"
    content: Line = ""


class AssessmentScore(Record):
    """One domain by one scorer (derived id); the agreed score has scorer `samen`."""

    kind: ClassVar = "assessment_score"
    space: ClassVar = SpaceRule.DOSSIER
    parent: ClassVar = "assessment"
    required: ClassVar = ("household", "assessment", "domain", "scorer", "score")
    searchable: ClassVar = ("score",)

    household: Id = ""
    assessment: Id = ""
    domain: Id = ""
    scorer: Id = ""
    score: Score | None = None
    carriers: Annotated[tuple[Annotated[Carrier, LOOSE], ...], LOOSE] = ()


class OwnFigure(Record):
    """The resident's own figure for a domain, 1 to 10; theirs, not a ZRM score."""

    kind: ClassVar = "own_figure"
    space: ClassVar = SpaceRule.DOSSIER
    parent: ClassVar = "assessment"
    required: ClassVar = ("household", "assessment", "domain")

    household: Id = ""
    assessment: Id = ""
    domain: Id = ""
    figure: Annotated[int, Field(ge=1, le=10)] | None = None
