"""What a schema finds wrong, told to people: one place and one sentence."""

from __future__ import annotations

import json
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

from jsonschema.exceptions import ValidationError

from .reading import Path

EXTRA = ("additionalProperties", "unevaluatedProperties")


def complaint(errors: Iterable[ValidationError]) -> tuple[Path, str] | None:
    """Where the first thing to put right stands, and what it is; None where nothing is wrong."""
    found = sorted(errors, key=_weight)
    if not found:
        return None
    error = _innermost(found[0])
    path = tuple(error.absolute_path)
    if error.validator in EXTRA:
        return _unknown_field(error, path)
    return path, _reason(error)


def _weight(error: ValidationError) -> tuple[bool, int]:
    """A field that nobody knows is told first: it is why another one is missing."""
    return error.validator not in EXTRA, len(error.absolute_path)


def _innermost(error: ValidationError) -> ValidationError:
    """Where one of several forms was asked for: what is wrong by the form that the author had in mind."""
    while error.validator == "oneOf" and error.context:
        forms: dict[object, list[ValidationError]] = {}
        for inner in error.context:
            forms.setdefault(inner.relative_schema_path[0], []).append(inner)
        meant = [form for form in forms.values() if not any(_another_form(one) for one in form)]
        if len(meant) != 1:
            break
        error = min(meant[0], key=_weight)
    return error


def _another_form(error: ValidationError) -> bool:
    """Whether the value is of another kind altogether: a list for a word, `any_of` for one condition."""
    if error.relative_path:
        return False
    wanted, schema = _any(error.validator_value), _any(error.schema)
    if error.validator == "required":
        return "any_of" in wanted or (error.parent is not None and not error.parent.context)
    if error.validator in EXTRA and isinstance(error.instance, dict):
        return "any_of" in error.instance and "any_of" not in schema["properties"]
    return error.validator in ("type", "enum")


def _unknown_field(error: ValidationError, path: Path) -> tuple[Path, str]:
    schema, instance = _any(error.schema), _any(error.instance)
    known = [*schema["properties"], *(EVIDENCE if "$ref" in schema else ())]
    extra = next(name for name in instance if repr(name) in error.message)
    near = get_close_matches(extra, known, 1)
    return (*path, extra), "unknown field" + (f": do you mean {near[0]}?" if near else "")


def _reason(error: ValidationError) -> str:
    value, wanted = _short(error.instance), _any(error.validator_value)
    meaning = _any(error.schema).get("description", "see schema.json")
    match error.validator:
        case "required":
            return f"{next(name for name in wanted if name not in _any(error.instance))} is missing"
        case "enum":
            return f"{value} is not one of: {', '.join(wanted)}"
        case "type":
            return f"{value} is not what stands here: give {KINDS[wanted]}"
        case "pattern":
            return f"{value} is not written as it must be: {meaning}"
    if error.validator in SIZES:
        return f"{value} is too {SIZES[str(error.validator)]}: the bound is {wanted}"
    return f"{value} does not fit: {meaning}"


def _any(value: Any) -> Any:
    """Values of the schema that its library gives no type."""
    return value


EVIDENCE = ("confidence", "citation", "sources", "quote", "note")
KINDS = {
    "object": "names and values",
    "array": "a list",
    "string": "a text",
    "integer": "a whole number",
    "boolean": "true or false",
}
SIZES = {
    "maximum": "large",
    "minimum": "small",
    "maxItems": "long",
    "minItems": "short",
    "maxLength": "long",
    "minLength": "short",
}


def _short(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else f"{text[:57]}..."
