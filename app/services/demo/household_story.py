"""One household of the story: card, persons, visits, ZRM, plan, contacts."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from app.model import rules
from app.model.assessment import AGREED
from app.model.words import Paper
from app.services.demo.story import address
from app.services.demo.team_story import COORDINATOR, tell_referral

if TYPE_CHECKING:
    from datetime import datetime

    from app.services.demo.story import Story

VISIT_MINUTES: Final = 90
READ_BACK_MINUTES: Final = 80
DAYS_TO_ASSIGN: Final = 1
PLANNED_AHEAD_DAYS: Final = 5


class HouseholdTale:
    """Tells one household, from melding to where it stands today."""

    def __init__(self, story: Story, book: dict[str, Any]) -> None:
        self.story = story
        self.book = book
        self.name: str = book["name"]
        self.id = story.key("household", self.name)
        self.lead: str = book["lead"] or COORDINATOR
        self.visits: list[str] = []

    def person(self, key: str) -> str:
        """Id of a person of this household."""
        return self.story.key("person", self.name, key) if key else ""

    def tell(self) -> None:
        """Adds every act of this household to the story."""
        self._card()
        self._persons()
        self._circle()
        for number, visit in enumerate(self.book.get("visits", [])):
            self._visit(number, visit)
        for zrm in self.book.get("zrm", []):
            self._assessment(zrm)
        self._plan()
        self._contacts()

    def _stand_in(self) -> str:
        """Who of the two laptops that read every dossier would not do so by the card."""
        named = {self.book["lead"], *self.book["pair"]}
        if not self.book["pair"]:
            return ""
        missing = [key for key in self.story.book["laptops"][1::-1] if key not in named]
        return self.story.member(missing[0]) if missing else ""

    def _card(self) -> None:
        book, story = self.book, self.story
        days = book["referral"]["days"]
        pair = [story.member(key) for key in book["pair"]]
        card: dict[str, Any] = {
            "name": self.name,
            "address": address(book["address"]),
            "neighbourhood": book["neighbourhood"],
            "phone": book["phone"],
            "status": book["status"],
            "case_lead": story.member(book["lead"]),
            "pair": pair,
            "stand_in": self._stand_in(),
            "opened_on": story.day(days),
            "retention": {"regime": "wmo", "since": story.day(days)},
        }
        if "help_ends" in book:
            ahead, reason = book["help_ends"]
            card["help_ends"] = {"on": story.day(-ahead), "reason": reason}
        if "evaluation" in book:
            card["evaluation_on"] = story.day(-book["evaluation"])
        story.tell(story.at(days, "09:10"), COORDINATOR, "household", self.id, **card)
        tell_referral(
            story,
            story.key("referral", self.name),
            book["referral"] | {"name": self.name, "address": book["address"]},
            household=self.id,
            pair=pair,
            status="niet_opgepakt" if "not_taken" in book["referral"] else "toegewezen",
            assigned_on=story.day(max(days - DAYS_TO_ASSIGN, 0)),
            neighbourhood=book["neighbourhood"],
        )

    def _add(self, when: datetime, author: str, kind: str, entity: str, /, **fields: object) -> str:
        return self.story.tell(when, author, kind, entity, household=self.id, **fields)

    def _persons(self) -> None:
        when = self.story.at(self.book["referral"]["days"], "09:20")
        for person in self.book["persons"]:
            self._add(
                when, self.lead, "person", self.person(person["key"]),
                name=person["name"], call_name=person["call"], position=person["position"],
                born=person["born"], language=person.get("language"),
                interpreter=person.get("interpreter"), informal=person.get("informal"),
                safe_contact=person.get("safe"), safety_note=person.get("safety"),
            )  # fmt: skip
        for child, holder, held, source in self.book.get("custody", []):
            child_id, holder_id = self.person(child), self.person(holder)
            self._add(
                when, self.lead, "custody", rules.custody_id(child_id, holder_id),
                child=child_id, holder=holder_id,
                custody={"held": held, "source": source, "on": when.date().isoformat()},
            )  # fmt: skip

    def _circle(self) -> None:
        story, when = self.story, self.story.at(self.book["referral"]["days"], "09:30")
        for name, relation, closeness, strength, harmful, may in self.book.get("network", []):
            self._add(
                when, self.lead, "network_member", story.key("network", self.name, name),
                name=name, relation=relation, may_be_asked=may,
                tie={"closeness": closeness, "strength": strength, "harmful": harmful},
            )  # fmt: skip
        for name, organisation, does, inner in self.book.get("parties", []):
            self._add(
                when, self.lead, "involved_party", story.key("party", self.name, name),
                name=name, organisation=organisation, does=does, inner_ring=inner,
            )  # fmt: skip
        for person, purpose, with_whom, days in self.book.get("consent", []):
            self._add(
                story.at(days), self.lead, "consent", story.key("consent", self.name, purpose),
                person=self.person(person), purpose=purpose, with_whom=with_whom,
                given={"on": story.day(days), "how": "mondeling, aan tafel"},
            )  # fmt: skip

    def _visit(self, number: int, book: dict[str, Any]) -> None:
        story = self.story
        planned = bool(book.get("planned"))
        begin = story.at(book["days"], book["time"])
        known = begin - timedelta(days=PLANNED_AHEAD_DAYS)
        day = story.day(book["days"])
        members = [story.member(key) for key in book["members"]]
        fields: dict[str, Any] = {"planned": {"on": day, "at": book["time"]}, "members": members}
        if not planned:
            end = begin + timedelta(minutes=VISIT_MINUTES)
            fields |= {
                "present": [self.person(key) for key in book["present"]],
                "speaker": self.person(book["speaker"]),
                "started_at": begin.isoformat(timespec="minutes"),
                "content": "leefgebieden-1",
            }
            if not book.get("ongoing"):
                fields |= {"status": "gehouden", "ended_at": end.isoformat(timespec="minutes")}
            if "return" in book:
                back = story.day(book["days"] - book["return"])
                fields["return_on"] = {"on": back, "at": book["time"]}
        told = min(known, story.at(0)) if planned else begin
        visit = story.key("visit", self.name, str(number))
        self.visits.append(self._add(told, self.lead, "visit", visit, **fields))
        for minute, area in enumerate(book.get("areas", [])):
            self._area(begin + timedelta(minutes=5 * minute + 3), self.visits[-1], area)
        for paper in book.get("papers", []):
            self._paper(begin + timedelta(minutes=READ_BACK_MINUTES), self.visits[-1], paper)
        if self.book.get("closed", [None])[0] == number:
            _, area, about, text = self.book["closed"]
            author = story.member(self.lead)
            self._add(
                begin, self.lead, "closed_note", story.key("closed", self.name), visit=visit,
                area=area, author=author, about=self.person(about), text=text,
                readers=[story.member(key) for key in self.book["pair"]],
            )  # fmt: skip

    def _area(self, when: datetime, visit: str, book: list[Any]) -> None:
        area, state, author, about, text, own_words, own_circle, wish, themes = book
        self._add(when, author, "visit_area", rules.visit_area_id(visit, area),
                  visit=visit, area=area, state=state)  # fmt: skip
        if not any((text, own_words, own_circle, wish)):
            return
        writer, person = self.story.member(author), self.person(about)
        self._add(
            when, author, "domain_note", rules.note_id(visit, area, writer, person),
            visit=visit, area=area, author=writer, about=person, text=text,
            own_words=own_words, own_circle=own_circle, wish=wish, themes=themes,
        )  # fmt: skip

    def _paper(self, when: datetime, visit: str, book: list[Any]) -> None:
        key, yes, because, paper = book
        person = self.person(key)
        stays = paper == Paper.STAYS
        self._add(
            when, self.lead, "visit_summary", rules.summary_id(visit, person),
            visit=visit, person=person, agreed={"yes": yes, "no_because": because}, paper=paper,
            printed_at=when.isoformat(timespec="minutes") if stays else "",
        )  # fmt: skip

    def _assessment(self, book: dict[str, Any]) -> None:
        story, told = self.story, self.book["visits"][book["visit"]]
        visit, person = self.visits[book["visit"]], self.person(book["person"])
        when = story.at(told["days"], told["time"]) + timedelta(minutes=VISIT_MINUTES + 20)
        entity = rules.assessment_id(visit, person)
        self._add(
            when, self.lead, "assessment", entity, visit=visit, person=person,
            on=when.date().isoformat(), instrument="zrm2017", content="zrm2017-1",
        )  # fmt: skip
        first, second = told["members"]
        for domain, levels in book["scores"].items():
            scorers = (story.member(first), story.member(second), AGREED)
            for author, scorer, level in zip((first, second, first), scorers, levels, strict=True):
                if not level:
                    continue
                self._add(
                    when, author, "assessment_score", rules.score_id(entity, domain, scorer),
                    assessment=entity, domain=domain, scorer=scorer, score={"level": level},
                )  # fmt: skip
        for domain, figure in book.get("own", {}).items():
            self._add(when, self.lead, "own_figure", rules.own_figure_id(entity, domain),
                      assessment=entity, domain=domain, figure=figure)  # fmt: skip

    def _plan(self) -> None:
        if not self.book.get("goals"):
            return
        story, first = self.story, self.book["visits"][0]
        when = story.at(first["days"], first["time"]) + timedelta(minutes=70)
        evaluation = story.day(-self.book["evaluation"]) if "evaluation" in self.book else ""
        ends = story.day(-self.book["help_ends"][0]) if "help_ends" in self.book else ""
        plan = self._add(
            when, self.lead, "plan", rules.plan_id(self.id), evaluation_on=evaluation, ends_on=ends,
            agreed={"on": story.day(first["days"]), "how": "samen gelezen aan tafel"},
        )  # fmt: skip
        for order, goal in enumerate(self.book["goals"]):
            entity = self._add(
                when, self.lead, "goal", story.key("goal", self.name, goal["title"]), plan=plan,
                title=goal["title"], area=goal["area"], person=self.person(goal["person"]),
                order=order, status=goal.get("status"),
            )  # fmt: skip
            for place, action in enumerate(goal["actions"]):
                self._action(when, entity, place, action)

    def _action(self, when: datetime, goal: str, order: int, book: list[Any]) -> None:
        what, resort, who, ahead, status, worked, person, member = book
        done = status == "gedaan"
        self._add(
            when, member, "action", self.story.key("action", self.name, what), goal=goal,
            visit=self.visits[0], what=what, resort=resort, who=who, due=self.story.day(-ahead),
            status=status, worked=worked, person=self.person(person), order=order,
            member=self.story.member(member),
            done_on=self.story.day(max(-ahead, 0)) if done else "",
        )  # fmt: skip

    def _contacts(self) -> None:
        for number, (days, how, person, line, following) in enumerate(
            self.book.get("contacts", [])
        ):
            when = self.story.at(days, "16:20")
            self._add(
                when, self.lead, "contact", self.story.key("contact", self.name, str(number)),
                person=self.person(person), how=how, line=line,
                at=when.isoformat(timespec="minutes"),
                next={"what": following, "member": self.story.member(self.lead),
                      "due": self.story.day(days - 7)} if following else None,
            )  # fmt: skip
