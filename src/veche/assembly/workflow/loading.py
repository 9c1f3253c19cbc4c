"""From a file to a workflow: read within bounds, checked against the schema, then for what a schema cannot see."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator

from veche.rules.complaints import complaint
from veche.rules.errors import BadRule
from veche.rules.reading import LARGEST, Document, read

from .errors import BadWorkflow, UnknownWorkflow
from .model import Ends, Merge, State, Workflow, reachable

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

PRESETS = Path(__file__).with_name("presets")
SCHEMA = Path(__file__).with_name("schema.json")


@cache
def shipped() -> tuple[Workflow, ...]:
    """Every workflow that Veche ships, by id."""
    return tuple(load(path) for path in sorted(PRESETS.glob("*.yaml")))


@cache
def find(name: str) -> Workflow:
    """The shipped workflow with this id: plain, full, amendment. Raises UnknownWorkflow."""
    found = {one.id: one for one in shipped()}
    if name not in found:
        raise UnknownWorkflow(name, tuple(found))
    return found[name]


def load(path: Path) -> Workflow:
    """The workflow in a file. Raises BadWorkflow, OSError."""
    with path.open("rb") as file:
        return parse(file.read(LARGEST + 1), path.name)


def parse(data: bytes, file: str) -> Workflow:
    """The workflow in these bytes of YAML. Raises BadWorkflow, naming file, line and place."""
    try:
        document = read(data, file)
        if (found := complaint(_validator().iter_errors(document.value))) is not None:
            raise document.bad(*found)
        workflow = _build(document.value)
        _check_sense(document, workflow)
    except BadRule as bad:
        raise BadWorkflow(bad.file, bad.place, bad.reason) from None
    return workflow


@cache
def _validator() -> Validator:
    return Draft202012Validator(json.loads(SCHEMA.read_text(encoding="utf-8")))


def _build(raw: Any) -> Workflow:
    states = {name: _state(name, value) for name, value in raw["states"].items()}
    return Workflow(raw["id"], raw["name"], raw["start"], states)


def _state(name: str, raw: Any) -> State:
    fields = dict(raw)
    ends, merge = Ends(fields.pop("ends", "")), Merge(fields.pop("merge", "undecided"))
    return State(name=name, next=tuple(fields.pop("next", ())), ends=ends, merge=merge, **fields)


def _check_sense(document: Document, workflow: Workflow) -> None:
    """Raises BadRule for the first thing that makes no sense: a state that dangles, cannot be reached, or from which nothing leads out."""
    for path, reason in _nonsense(workflow):
        raise document.bad(path, reason)


def _nonsense(workflow: Workflow) -> Iterator[tuple[tuple[str | int, ...], str]]:
    states = workflow.states
    if workflow.start not in states:
        yield ("start",), f"no state is called {workflow.start}"
        return
    for state in workflow:
        for place, name in enumerate(state.next):
            if name not in states:
                yield ("states", state.name, "next", place), f"no state is called {name}"
        if state.withdraw_to and state.withdraw_to not in states:
            yield ("states", state.name, "withdraw_to"), f"no state is called {state.withdraw_to}"
    known = {workflow.start} | reachable(states, workflow.start)
    ends = {state.name for state in workflow if state.ends}
    if not ends:
        yield ("states",), "nothing ever ends: give a state ends: carried, rejected or none"
    for state in workflow:
        if state.name not in known:
            yield ("states", state.name), "cannot be reached from the start: name it in next of another state"
        elif state.name not in ends and not ends & reachable(states, state.name):
            yield ("states", state.name), "leads to no end: name a state in next, or say how it ends"
