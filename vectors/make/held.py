"""What is to be held, and an election that was held with all that its makers know."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from vectors.make import ballots

if TYPE_CHECKING:
    from vectors.make.archive import Archive
    from vectors.make.ballots import Poll
    from vectors.make.groups import Group
    from vectors.make.trustees import Pedersen


@dataclass
class Plan:
    """What is to be held. `trustees` has 1 for a single key and (threshold, size) for a threshold; `votes` are
    (voter, choices) in the order of casting; `decrypters` are owners."""

    name: str
    about: str
    group: str
    questions: list[Any]
    trustees: list[Any]
    votes: list[tuple[int, list[Any]]]
    decrypters: list[int]
    voters: int = 3
    weights: list[int] | None = None
    shufflers: tuple[int, ...] = ()
    title: str = "Strike ballot"
    sort: bool = True
    stop: str = "Result"


@dataclass
class Held:
    """An election with everything that its makers know."""

    plan: Plan
    archive: Archive
    poll: Poll
    credentials: list[str]
    secrets: dict[int, int]
    pedersen: dict[int, Pedersen] = field(default_factory=dict)

    @property
    def group(self) -> Group[Any]:
        """The group."""
        return self.poll.group

    @cached_property
    def voters(self) -> dict[str, int]:
        """The exponent of each public credential."""
        secrets = [self.poll.secret(c) for c in self.credentials]
        return {self.group.power(secret): secret for secret in secrets}

    def secret_file(self) -> bytes:
        """The secrets of the test, to be published with it."""
        order = self.group.order
        pairs = {
            self.group.power(ballots.credential_secret(c, self.poll.word("uuid"), order)): c
            for c in self.credentials
        }
        about = "Secrets of a test election, published on purpose: never use them for anything else."
        keys = {str(owner): str(secret) for owner, secret in self.secrets.items()}
        seeds = {str(item): p.seeds for item, p in self.pedersen.items()}
        body = {"about": about, "credentials": pairs, "private_keys": keys, "seeds": seeds}
        return json.dumps(body, indent=1).encode() + b"\n"
