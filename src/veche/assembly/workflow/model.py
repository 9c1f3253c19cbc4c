"""States and what may be done in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from .errors import UnknownWorkflow


class Ends(StrEnum):
    """How something ended that is in this state."""

    CARRIED = "carried"
    REJECTED = "rejected"
    NONE = "none"
    """Without a decision: withdrawn, not permitted."""
    NOT = ""
    """It goes on."""


class Merge(StrEnum):
    """Whether an amendment in this state goes into the text."""

    TAKE = "take"
    LEAVE = "leave"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class State:
    """One state. Labels are texts by the code of their language (be, ru, uk, pl, en)."""

    name: str
    label: Mapping[str, str]
    next: tuple[str, ...] = ()
    """Names of the states that may follow."""
    edit: bool = False
    """The mover may change the text."""
    support: bool = False
    """Supporters are collected."""
    amend: bool = False
    """Amendments may be moved."""
    public: bool = False
    """Everybody in the body may read it; otherwise the mover, and those who prepare the assembly once it was handed in."""
    numbered: bool = False
    """Whatever comes here has a number, or gets the next one."""
    withdraw_to: str = ""
    """The state into which the mover may take it back; empty: not from here."""
    ends: Ends = Ends.NOT
    recommendation_label: Mapping[str, str] | None = None
    """How one recommends this state ("accept"); none: nobody recommends it."""
    merge: Merge = Merge.UNDECIDED
    forward: bool = False
    """It may be handed on to another body."""


@dataclass(frozen=True)
class Workflow:
    """States by their names, in the order of the file. The loader has made sure that all can be reached and none dangles."""

    id: str
    name: Mapping[str, str]
    """By language."""
    start: str
    states: Mapping[str, State]

    def state(self, name: str) -> State:
        """Raises UnknownWorkflow."""
        if name not in self.states:
            raise UnknownWorkflow(name, tuple(self.states))
        return self.states[name]

    def __iter__(self) -> Iterator[State]:
        return iter(self.states.values())

    def may_follow(self, state: str, target: str) -> bool:
        """Whether `target` is next to `state`, or where its mover may withdraw it to."""
        here = self.state(state)
        return target in here.next or (target != "" and target == here.withdraw_to)

    @cached_property
    def _reach(self) -> Mapping[str, frozenset[str]]:
        return {name: frozenset(reachable(self.states, name)) for name in self.states}

    def reachable(self, state: str) -> tuple[State, ...]:
        """What may become of it, after one step or several."""
        self.state(state)
        return tuple(one for one in self if one.name in self._reach[state])

    def recommendations(self, state: str) -> tuple[State, ...]:
        """To which states a recommendation may point while it is in this one."""
        return tuple(one for one in self.reachable(state) if one.recommendation_label is not None)

    def ended(self, how: Ends) -> tuple[State, ...]:
        """The states that end so."""
        return tuple(one for one in self if one.ends == how)


def reachable(states: Mapping[str, State], start: str) -> set[str]:
    """Names of the states to which one comes from `start` in one step or more. Names that dangle are left out."""
    found: set[str] = set()
    waiting = [start]
    while waiting:
        here = states[waiting.pop()]
        for name in (*here.next, *([here.withdraw_to] if here.withdraw_to else [])):
            if name in states and name not in found:
                found.add(name)
                waiting.append(name)
    return found
