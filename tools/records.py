"""Writes docs/records.md and its JSON Schema from the model; `--check` only compares."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from app.model import KINDS

if TYPE_CHECKING:
    from app.model.base import Record

DOCS: Final = Path(__file__).resolve().parent.parent / "docs"
SPACES: Final = {
    "team": "the whole team",
    "dossier": "the readers of one dossier",
    "closed": "the people named in it",
}
PLAIN: Final = {
    "string": "text",
    "integer": "whole number",
    "boolean": "true or false",
    "null": "nothing",
}
INTRO: Final = """# Records

Generated from `app/model` by `make generate`; `make check` fails when it is stale. The same in a
form for machines: [`records.schema.json`](records.schema.json) (JSON Schema, one record line).

`drempel import` and `drempel export` read and write one record a line, in UTF-8:

```json
{"kind": "household", "id": "01J0000000000000000000HH01", "fields": {"name": "Familie Yılmaz"}}
```

- An id is up to 64 of `0-9 A-Z a-z : _ . -` and never changes. Ids that Drempel makes are 26
  characters.
- A field that is left out is left alone; a field with `null` or an empty value is emptied.
- A day is `YYYY-MM-DD`, a moment `YYYY-MM-DDTHH:MM` in local time, a time `HH:MM`; empty is
  unknown.
- A *register* (an object) is one value: its parts only mean something together, so an import sets
  all of it, and a difference between laptops is about all of it.
- **Bold** fields must be there when the record is first made.
- No kind has a field for a BSN.
- Every kind here is exported. What is local to a laptop (settings, window state, drafts) is no
  record and is not exported.
"""


def main(arguments: list[str]) -> int:
    """0 when the files are (now) as the model says, 1 when `--check` found one that is not."""
    wanted = {"records.md": markdown(), "records.schema.json": schema_text()}
    stale = [name for name, text in wanted.items() if _current(name) != text]
    if "--check" in arguments:
        for name in stale:
            print(f"docs/{name} is not what the model says: run `make generate`", file=sys.stderr)
        return 1 if stale else 0
    for name in stale:
        (DOCS / name).write_text(wanted[name], encoding="utf-8", newline="\n")
    return 0


def markdown() -> str:
    return "\n".join([INTRO, *(_section(KINDS[kind]) for kind in sorted(KINDS))])


def schema_text() -> str:
    definitions: dict[str, Any] = {}
    lines = []
    for kind in sorted(KINDS):
        fields = _schema(KINDS[kind])
        definitions |= fields.pop("$defs", {})
        lines.append(
            {
                "title": kind,
                "type": "object",
                "properties": {
                    "kind": {"const": kind},
                    "id": KINDS[kind].model_json_schema()["properties"]["id"],
                    "fields": fields,
                },
                "required": ["kind", "id", "fields"],
                "additionalProperties": False,
            }
        )
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "One record line of Drempel",
        "oneOf": lines,
        "$defs": dict(sorted(definitions.items())),
    }
    return json.dumps(schema, indent=1, ensure_ascii=False, sort_keys=True) + "\n"


def _current(name: str) -> str:
    path = DOCS / name
    return path.read_text(encoding="utf-8") if path.exists() else ""


def _schema(record: type[Record]) -> dict[str, Any]:
    schema = record.model_json_schema()
    schema["properties"] = {
        name: {key: value for key, value in field.items() if key not in {"default", "title"}}
        for name, field in schema["properties"].items()
        if name != "id"
    }
    schema.pop("required", None)
    schema.pop("title", None)
    return schema


def _section(record: type[Record]) -> str:
    schema = _schema(record)
    below = f" Below: `{record.parent}`." if record.parent else ""
    rows = [
        f"| {_name(record, name)} | {_type(field, schema.get('$defs', {}))} |"
        for name, field in schema["properties"].items()
    ]
    head = [
        f"## {record.kind}",
        "",
        " ".join((record.__doc__ or "").split()),
        "",
        f"Read by {SPACES[record.space]}.{below}",
        "",
        "| field | value |",
        "| --- | --- |",
    ]
    return "\n".join([*head, *rows, ""])


def _name(record: type[Record], name: str) -> str:
    return f"**{name}**" if name in record.required else name


def _type(field: dict[str, Any], definitions: dict[str, Any]) -> str:
    if "$ref" in field:
        return _referred(definitions[field["$ref"].rpartition("/")[2]], definitions)
    if "allOf" in field and len(field["allOf"]) == 1:
        return _type(field["allOf"][0], definitions)
    if "anyOf" in field:
        return " or ".join(_type(option, definitions) for option in field["anyOf"])
    if field.get("type") == "array":
        return f"list of {_type(field.get('items', {}), definitions)}"
    return _plain(field)


def _referred(definition: dict[str, Any], definitions: dict[str, Any]) -> str:
    if "enum" in definition:
        return " · ".join(f"`{value}`" for value in definition["enum"])
    parts = (
        f"`{name}`: {_type(part, definitions)}" for name, part in definition["properties"].items()
    )
    return f"register {{ {', '.join(parts)} }}"


def _plain(field: dict[str, Any]) -> str:
    if "description" in field:
        return str(field["description"])
    json_type = str(field.get("type", "any value"))
    kind = PLAIN.get(json_type, json_type)
    if kind == "text" and "pattern" in field:
        kind = "id"
    elif "maxLength" in field:
        kind += f", at most {field['maxLength']:,} characters"
    if "minimum" in field and "maximum" in field:
        kind += f", {field['minimum']:,} to {field['maximum']:,}"
    return kind


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
