"""What the team shares: members, meldingen, agenda, sociale kaart, signals."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, Final

from app.services.demo.story import address

if TYPE_CHECKING:
    from app.services.demo.story import Story

FOUNDED_DAYS_AGO: Final = 400
COORDINATOR: Final = "sanne"


def tell_team(story: Story) -> None:
    """Adds everything of the team that does not belong to one household."""
    began = story.at(FOUNDED_DAYS_AGO)
    for member in story.book["members"]:
        fields = {name: value for name, value in member.items() if name != "key"}
        entity = story.member(member["key"])
        story.tell(began, COORDINATOR, "member", entity, **fields)
    for number, entry in enumerate(story.book["directory"]):
        name, offer, audience, place, quadrant, areas = entry
        story.tell(
            began, COORDINATOR, "directory_entry", story.key("offer", str(number)),
            name=name, offer=offer, audience=audience, place=place, quadrant=quadrant, areas=areas,
        )  # fmt: skip
    _tell_signals(story)
    _tell_meetings(story)
    for number, referral in enumerate(story.book["referrals"]):
        tell_referral(story, story.key("new referral", str(number)), referral)


def tell_referral(story: Story, entity: str, book: dict[str, Any], **more: object) -> None:
    """Adds one melding as the coordinator wrote it down."""
    fields: dict[str, Any] = {
        "name": book.get("name"),
        "phone": book.get("phone"),
        "neighbourhood": book.get("neighbourhood"),
        "received_on": story.day(book["days"]),
        "source": book["source"],
        "source_name": book["by"],
        "reason": book["reason"],
        "themes": book["themes"],
        "already_involved": book["involved"],
        "not_taken_reason": book.get("not_taken"),
        "legal": book.get("legal"),
    }
    if "address" in book:
        fields["address"] = address(book["address"])
    story.tell(story.at(book["days"]), COORDINATOR, "referral", entity, **(fields | more))


def _tell_signals(story: Story) -> None:
    initiatives = {}
    for title, description, quadrant, days, lead in story.book["initiatives"]:
        initiatives[title] = story.tell(
            story.at(days), lead, "initiative", story.key("initiative", title),
            title=title, description=description, quadrant=quadrant,
            started_on=story.day(days), lead=story.member(lead),
        )  # fmt: skip
    for number, (theme, neighbourhood, days, note) in enumerate(story.book["signals"]):
        story.tell(
            story.at(days), COORDINATOR, "signal", story.key("signal", str(number)),
            theme=theme, neighbourhood=neighbourhood, noted_on=story.day(days), note=note,
        )  # fmt: skip


def _tell_meetings(story: Story) -> None:
    everyone = [story.member(member["key"]) for member in story.book["members"]]
    for days, clock, place, cases in story.book["meetings"]:
        held = days > 0
        told = story.at(max(days, 0), clock)
        meeting = story.tell(
            told, COORDINATOR, "meeting", story.key("meeting", str(days)),
            on=story.day(days), at=clock, place=place, present=everyone if held else [],
        )  # fmt: skip
        for order, name in enumerate(cases):
            story.tell(
                told + timedelta(minutes=5 * order), COORDINATOR, "agenda_item",
                story.key("agenda", str(days), name), meeting=meeting, order=order,
                household=story.key("household", name), title=name,
                decision="Besproken, we gaan door zoals afgesproken." if held else "",
            )  # fmt: skip
