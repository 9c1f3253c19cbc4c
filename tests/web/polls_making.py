"""Votes in an assembly for tests: `Hall` is an assembly that goes on, with its chair, secretary, two tellers and as many phones as are asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.test import Client, RequestFactory
from web.assemblies_making import make_assembly, make_presence

from veche.web.accounts.models import Account
from veche.web.assemblies.access import hall as access
from veche.web.assemblies.access.hall import Viewer
from veche.web.assemblies.actions import polls
from veche.web.assemblies.models import Assembly, Officer, Poll, Presence
from veche.web.bodies.models import Body, Membership

YES, NO, ABSTAIN = [1, 0, 0], [0, 1, 0], [0, 0, 1]
MAJORITY = "plain-majority-of-votes"


class Hall:
    """`phones`: presences with their browsers."""

    def __init__(
        self,
        make_body: Callable[..., Body],
        make_member: Callable[..., Membership],
        phones: int = 5,
        **more: Any,
    ):
        self.body = make_body()
        self.chair, self.secretary = make_member(self.body), make_member(self.body)
        self.tellers = [make_member(self.body), make_member(self.body)]
        officers = {"chair": self.chair, "secretary": self.secretary, "teller": self.tellers}
        self.assembly = make_assembly(
            self.body, officers=officers, roll_size=20, **({"orders": "union"} | more)
        )
        self.phones = [make_presence(self.assembly) for _ in range(phones)]

    def as_(self, membership: Membership) -> Viewer:
        """As this member comes to it, with their duties."""
        return viewer_of(self.assembly, membership)

    def at(self, phone: int) -> Viewer:
        """As somebody whom the door let in."""
        return Viewer(self.now, Presence.objects.get(pk=self.phones[phone][0].pk))

    @property
    def now(self) -> Assembly:
        return access.assembly(self.assembly.pk)

    def open(self, way: str = "hands", rule: str = MAJORITY, **more: Any) -> Poll:
        wanted = polls.Wanted("free", way, "Shall we?", ["yes", "no", "abstain"], rule)
        return polls.open_poll(self.as_(self.chair), replace(wanted, **more))

    def vote(self, poll: Poll, *choices: list[int]) -> None:
        """Each phone one, the first first."""
        for (presence, _), choice in zip(self.phones, choices, strict=False):
            polls.cast_open(poll, presence, choice)

    def again(self, poll: Poll) -> Poll:
        return Poll.objects.select_related("assembly", "item").get(pk=poll.pk)


def viewer_of(assembly: Assembly, membership: Membership) -> Viewer:
    request = RequestFactory().get("/")
    request.account = membership.account  # type: ignore[attr-defined]
    return access.viewer(request, assembly.pk)


__all__ = [
    "ABSTAIN",
    "MAJORITY",
    "NO",
    "YES",
    "Account",
    "Client",
    "Hall",
    "Officer",
    "viewer_of",
]
