"""A body with its founder, who prepares the assemblies, two members, and a motion of three paragraphs."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.test import Client
from web.motions_making import place_of

from veche.web.bodies.models import Body, Membership
from veche.web.delegates.access import Place
from veche.web.motions.models import Motion

TEXT = (
    "The strike begins on Monday at six in every hall.",
    "Wages rise by ten per cent.",
    "Nobody is dismissed.",
)


@dataclass
class Hall:
    body: Body
    steward: Membership
    member: Membership
    other: Membership
    motion: Motion
    client_of: Callable[[Membership], Client]

    @property
    def at(self) -> Place:
        """The member's place."""
        return place_of(self.member)

    @property
    def prepares(self) -> Place:
        """The steward's."""
        return place_of(self.steward)
