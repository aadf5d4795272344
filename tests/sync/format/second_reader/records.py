"""What changes add up to: heads, the value shown, what is deleted."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from tests.sync.format.second_reader.files import Body

DELETED = "_deleted"
LAST = 2**53 - 1
"""The highest counter: after it nothing can count higher, so it need not."""
PARENTS = {
    "action": "household",
    "agenda_item": "meeting",
    "assessment": "household",
    "assessment_score": "assessment",
    "attachment": "household",
    "closed_note": "visit",
    "consent": "household",
    "contact": "household",
    "custody": "child",
    "domain_note": "visit",
    "goal": "plan",
    "involved_party": "household",
    "network_member": "household",
    "own_figure": "assessment",
    "person": "household",
    "plan": "household",
    "summary_line": "visit",
    "visit": "household",
    "visit_area": "visit",
    "visit_summary": "visit",
}
"""The field of each kind that names what it lies below (docs/records.md)."""
Entity = tuple[str, str, str]


@dataclass
class Records:
    """The current state, by (space, kind, id)."""

    heads: dict[Entity, dict[str, list[Body]]] = field(default_factory=dict)
    writers: dict[Entity, set[str]] = field(default_factory=dict)
    """The devices that ever wrote of it."""

    def value(self, entity: Entity, name: str) -> Any:
        """The value of a field that is shown: of several heads the highest."""
        heads = self.heads.get(entity, {}).get(name)
        if not heads:
            return None
        shown = max(heads, key=lambda one: (one["counter"], one["device"], one["id"]))
        return shown["fields"][name]

    def deleted(self, entity: Entity) -> bool:
        """Whether all that it holds, and all that lies below, was seen by who deleted it."""
        if DELETED not in self.heads[entity]:
            return False
        reached = [entity]
        for here in reached:
            if not self._stands(here):
                return False
            reached += [child for child in self.children(here) if child not in reached]
        return True

    def _stands(self, entity: Entity) -> bool:
        """No delete at all, or deletes that nobody took back and that saw all that is there."""
        heads = self.heads[entity]
        said = [one["fields"][DELETED] for one in heads.get(DELETED, ())]
        if not said:
            return True
        if entity[1] == "household" and len(self.writers[entity]) > 1:
            return False
        if not all(isinstance(one, dict) for one in said):
            return False
        saw = {
            (name, id_)
            for one in said
            for name, ids in _dict(one.get("heads")).items()
            for id_ in _texts(ids)
        }
        named = {id_ for one in said for id_ in _texts(one.get("children"))}
        return all(
            (name, one["id"]) in saw for name in heads if name != DELETED for one in heads[name]
        ) and all(
            child[2] in named or DELETED in self.heads[child] for child in self.children(entity)
        )

    def children(self, entity: Entity) -> list[Entity]:
        """What names this one in the field that says what it lies below."""
        return self._below.get(entity[2], [])

    @cached_property
    def _below(self) -> dict[str, list[Entity]]:
        found: dict[str, list[Entity]] = defaultdict(list)
        for entity in self.heads:
            above = self.value(entity, PARENTS[entity[1]]) if entity[1] in PARENTS else None
            if isinstance(above, str):
                found[above].append(entity)
        return found

    def export(self) -> dict[tuple[str, str], Body]:
        """The current records, by kind and id."""
        return {
            entity[1:]: {name: self.value(entity, name) for name in fields if name != DELETED}
            for entity, fields in self.heads.items()
            if not self.deleted(entity)
        }

    def differences(self) -> list[tuple[Entity, str]]:
        """The fields with more than one head."""
        return sorted(
            (entity, name)
            for entity, fields in self.heads.items()
            for name, heads in fields.items()
            if len(heads) > 1
        )


def _dict(value: object) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _texts(value: object) -> list[str]:
    return [one for one in value if isinstance(one, str)] if isinstance(value, list) else []


def add_up(changes: Iterable[Body]) -> Records:
    """The state that these changes add up to, whatever their order."""
    by_id = {one["id"]: one for one in changes}
    replaced: dict[tuple[Entity, str], set[str]] = defaultdict(set)
    for change in by_id.values():
        entity = change["space"], change["kind"], change["entity"]
        for name in change["replaces"].keys() & change["fields"].keys():
            for old in change["replaces"][name]:
                before = by_id.get(old)
                counter = before["counter"] if before is not None else LAST
                if counter < change["counter"] or change["counter"] == LAST:
                    replaced[entity, name].add(old)
    found = Records()
    for change in by_id.values():
        entity = change["space"], change["kind"], change["entity"]
        found.writers.setdefault(entity, set()).add(change["device"])
        for name in change["fields"]:
            if change["id"] not in replaced[entity, name]:
                found.heads.setdefault(entity, {}).setdefault(name, []).append(change)
    return found
