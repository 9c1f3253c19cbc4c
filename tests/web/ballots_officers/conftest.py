"""A body with people for every post, and a browser for each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from django.test import Client

from veche.web.ballots.models import Vote
from veche.web.bodies.models import Body, Membership, Office


@dataclass
class Union:
    """`clients` and `members` by name: officer, registrar, ana, bo, worker, stranger (of another body)."""

    body: Body
    members: dict[str, Membership] = field(default_factory=dict)
    clients: dict[str, Client] = field(default_factory=dict)

    def posts(self, **more: object) -> dict[str, object]:
        """The form of the posts, filled in."""
        ids = {name: str(member.id) for name, member in self.members.items()}
        return {
            "officer": ids["officer"],
            "registrar": ids["registrar"],
            "trustees": [ids["ana"], ids["bo"]],
            "way": "browser",
            **more,
        }


@pytest.fixture
def union(
    make_body: Callable[..., Body],
    make_member: Callable[..., Membership],
    client_of: Callable[[Membership], Client],
) -> Union:
    found = Union(make_body("Depot"))
    offices = {
        "officer": (Office.RETURNING_OFFICER,),
        "registrar": (Office.REGISTRAR,),
        "ana": (Office.TRUSTEE,),
        "bo": (Office.TRUSTEE,),
        "worker": (),
    }
    for name, held in offices.items():
        found.members[name] = make_member(found.body, *held, name=name.capitalize())
    found.members["stranger"] = make_member(make_body("Other"), Office.RETURNING_OFFICER, name="Stranger")
    found.clients = {name: client_of(member) for name, member in found.members.items()}
    return found


def only_vote() -> Vote:
    return Vote.objects.get()
