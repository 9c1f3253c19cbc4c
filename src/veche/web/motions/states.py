"""The state in which a motion or an amendment stands, as the data of its workflow have it."""

from __future__ import annotations

from veche.assembly import workflow
from veche.assembly.workflow import State, UnknownWorkflow, Workflow

from .errors import Refused
from .models import Amendment, Motion


def state_of(one: Motion | Amendment) -> State:
    return workflow.find(one.workflow).state(one.state)


def is_draft(one: Motion | Amendment) -> bool:
    """Nobody but its author knows of it yet."""
    return one.submitted is None and not state_of(one).public


def named(workflow_id: str, name: str) -> State | None:
    """A state by its name; None where no workflow has it (any more)."""
    try:
        return workflow.find(workflow_id).state(name)
    except UnknownWorkflow:
        return None


def handed_in(chosen: Workflow) -> str:
    """The first numbered state after the start: where something stands that is submitted at once. Raises Refused("no_such_step")."""
    for name in chosen.state(chosen.start).next:
        if chosen.state(name).numbered:
            return name
    raise Refused("no_such_step")
