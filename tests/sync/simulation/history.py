"""The rules of history once more, in plain Python: what a vault must show follows from its log."""

from __future__ import annotations

import json
from collections import defaultdict
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from app.model import KINDS
from app.storage.changes import MAX_COUNTER

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.storage.changes import Change

    Entity = tuple[str, str, str]
    Fields = dict[str, list[Change]]

DELETED: Final = "_deleted"


class History:
    """What a set of changes adds up to, whatever the order in which they came."""

    def __init__(self, changes: Iterable[Change]) -> None:
        self.by_id = {change.id: change for change in changes}
        self.values = {change.id: change.values() for change in self.by_id.values()}

    @cached_property
    def heads(self) -> dict[Entity, Fields]:
        """Per entity and field the changes that none replaces, the one that is shown first."""
        replaced = {
            (name, target.id)
            for change in self.by_id.values()
            for name, target in self.named(change)
            if target.counter < change.counter or change.counter == MAX_COUNTER
        }
        found: dict[Entity, Fields] = defaultdict(lambda: defaultdict(list))
        for change in self.by_id.values():
            for name in self.values[change.id]:
                if (name, change.id) not in replaced:
                    found[entity_of(change)][name].append(change)
        for fields in found.values():
            for several in fields.values():
                several.sort(key=lambda one: (one.counter, one.device, one.id), reverse=True)
        return found

    def named(self, change: Change) -> list[tuple[str, Change]]:
        """(field, change of the same entity) that a change says that it replaces."""
        return [
            (name, self.by_id[target])
            for name, targets in json.loads(change.replaces).items()
            if name in self.values[change.id]
            for target in targets
            if target in self.by_id and entity_of(self.by_id[target]) == entity_of(change)
        ]

    def shown(self, entity: Entity) -> dict[str, Any]:
        """{field: value}, also of what counts as deleted."""
        return {
            name: self.values[several[0].id][name] for name, several in self.heads[entity].items()
        }

    @cached_property
    def _children(self) -> dict[str, list[Entity]]:
        """By the id of what they hang under."""
        found: dict[str, list[Entity]] = defaultdict(list)
        for entity in self.heads:
            model = KINDS.get(entity[1])
            above = self.shown(entity).get(model.parent) if model and model.parent else None
            if isinstance(above, str):
                found[above].append(entity)
        return found

    @cached_property
    def _writers(self) -> dict[Entity, set[str]]:
        """The devices that ever wrote of it."""
        found: dict[Entity, set[str]] = defaultdict(set)
        for change in self.by_id.values():
            found[entity_of(change)].add(change.device)
        return found

    def _deletes(self, entity: Entity) -> list[Any]:
        heads = self.heads[entity].get(DELETED, ())
        return [self.values[change.id][DELETED] for change in heads]

    def is_deleted(self, entity: Entity) -> bool:
        """Only while all that it holds, and all under it, was seen by who deleted it."""
        todo, seen = [entity], {entity}
        while todo and self._deletes(entity):
            here = todo.pop()
            children = self._children.get(here[2], [])
            if not self._covered(here, children):
                return False
            todo += [child for child in children if child not in seen]
            seen.update(children)
        return bool(self._deletes(entity))

    def _covered(self, entity: Entity, children: list[Entity]) -> bool:
        deletes = self._deletes(entity)
        if not deletes:
            return True
        if not all(isinstance(said, dict) for said in deletes):
            return False
        if entity[1] == "household" and len(self._writers[entity]) > 1:
            return False
        seen = {
            (name, one) for said in deletes for name in said["heads"] for one in said["heads"][name]
        }
        named = {child for said in deletes for child in said["children"]}
        heads = {
            (name, one.id)
            for name, several in self.heads[entity].items()
            for one in several
            if name != DELETED
        }
        return heads <= seen and all(
            child[2] in named or self._deletes(child) for child in children
        )


def entity_of(change: Change) -> Entity:
    """Space, kind and id."""
    return change.space, change.kind, change.entity
