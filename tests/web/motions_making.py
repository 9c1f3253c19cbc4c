"""Motions for tests: `make_motion(body)`, in whatever state; who may do what is asked of nobody here."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from uuid import UUID

from veche.web.bodies.models import Body, Membership, Office, Role
from veche.web.delegates.access import Place
from veche.web.motions import actions
from veche.web.motions.actions import Wording
from veche.web.motions.models import Motion, Sort

TEXT = ("We demand warm rooms.", "The committee reports in March.")


def wording(
    title: str = "Warm rooms",
    paragraphs: Sequence[str] = TEXT,
    reason: str = "It is cold.",
    movers: Sequence[str] = ("Shop 4",),
) -> Wording:
    return Wording(title, tuple(paragraphs), reason, tuple(movers))


def place_of(membership: Membership) -> Place:
    """The place of a member in their own body."""
    return Place(membership.body, membership, ())


def steward_of(body: Body) -> Membership:
    """Who founded it: one of those who prepare its assemblies."""
    return (
        Role.objects.select_related("membership__body")
        .filter(membership__body=body, office=Office.STEWARD)[0]
        .membership
    )


def make_motion(
    body: Body,
    title: str = "Warm rooms",
    *,
    paragraphs: Sequence[str] = TEXT,
    movers: Sequence[str] = ("Shop 4",),
    reason: str = "It is cold.",
    sort: str = Sort.MOTION,
    author: Membership | None = None,
    state: str = "submitted",
) -> Motion:
    """A motion of this author (else the body's founder). `state`: draft, or one to which the workflow leads in one step from where it is submitted."""
    place = place_of(author or steward_of(body))
    motion = actions.write(place, wording(title, paragraphs, reason, movers), secrets.token_bytes(16), sort)
    if state != motion.state:
        actions.submit(place, motion.pk)
    actions.set_state(motion.pk, state)
    return fresh(motion.pk)


def fresh(motion_id: UUID) -> Motion:
    """As the database has it now."""
    return Motion.objects.select_related("body").get(pk=motion_id)
