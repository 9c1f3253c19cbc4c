"""Motions, amendments, what is proposed about them, and demands. Read through `access`, written through `actions`."""

from __future__ import annotations

import uuid

from django.db import models

from veche.web.ballots.models import Vote
from veche.web.bodies.models import Body, Membership
from veche.web.house.sealed import SealedJSON, SealedText


class Sort(models.TextChoices):
    MOTION = "motion"
    DEMAND = "demand"
    """A motion with a life after adoption."""
    COMPOSITE = "composite"
    """One text made of several motions, which it takes the place of."""


class Block(models.Model):
    """Motions that are voted on together: each by its recommendation."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, models.CASCADE, related_name="+")
    title = SealedText()


class Motion(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, models.CASCADE, related_name="+")
    """Where it is decided."""
    sort = models.CharField(max_length=10, choices=Sort.choices, default=Sort.MOTION)
    number = models.PositiveIntegerField(null=True)
    """From 1 in the body, given when it is submitted."""
    title = SealedText()
    reason = SealedText(default="")
    """Why, in the movers' words. It is not voted on, so it has no versions."""
    workflow = models.CharField(max_length=40, default="plain")
    state = models.CharField(max_length=40)
    """A state of the workflow: see veche.assembly.workflow."""
    recommendation = models.CharField(max_length=40, blank=True)
    """A state of the workflow to which those who prepare the assembly point; empty: none."""
    recommendation_note = SealedText(default="")
    movers = SealedJSON()
    """Names of people or bodies, as they wish to be called: public with the motion."""
    author = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    """Who may edit and withdraw it. Not shown."""
    block = models.ForeignKey(Block, models.SET_NULL, null=True, related_name="+")
    deadline = models.DateTimeField(null=True)
    """Until when amendments are taken."""
    came_from = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    """The motion of another body from which this one was forwarded."""
    provenance = SealedJSON(default=list)
    """Each body through which it came, the first first: {"body": name, "number": n, "day": date, "workflow": id, "state": name}. A copy, so that
    it stays when that body is gone."""
    same = models.UUIDField(null=True, db_index=True)
    """Motions of a body with the same value say the same: see `actions.identical`."""
    part_of = models.ForeignKey("self", models.SET_NULL, null=True, related_name="+")
    """The composite that takes its place."""
    submitted = models.DateField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("body", "number"), name="one_motion_number"),)


class Version(models.Model):
    """A text of a motion. No version is ever changed or deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    motion = models.ForeignKey(Motion, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    paragraphs = SealedJSON()
    """A list of texts."""
    why = models.CharField(max_length=20)
    """first, edited, proposed, amended (with adopted amendments), adopted, composed, forwarded."""
    merged = SealedJSON(default=list)
    """The numbers of the amendments that it took up."""
    day = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("motion", "number"), name="one_version"),)


class Amendment(models.Model):
    """Changes to paragraphs of a version of a motion, or of another amendment's text."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    motion = models.ForeignKey(Motion, models.CASCADE, related_name="+")
    to = models.ForeignKey("self", models.CASCADE, null=True, related_name="+")
    """The amendment that it amends; none: the motion itself."""
    number = models.PositiveIntegerField(null=True)
    """From 1 in the motion."""
    base = models.PositiveIntegerField()
    """The number of the version to which `changes` refer."""
    changes = SealedJSON()
    """As veche.assembly.text writes them."""
    reason = SealedText(default="")
    workflow = models.CharField(max_length=40, default="amendment")
    state = models.CharField(max_length=40)
    recommendation = models.CharField(max_length=40, blank=True)
    movers = SealedJSON()
    author = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    submitted = models.DateField(null=True)
    place = models.IntegerField(null=True)
    """In the voting order, where the chair changed it; none: as computed."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("motion", "number"), name="one_amendment_number"),)


class Support(models.Model):
    """A member supports a motion or an amendment that needs supporters. How many is shown, who is not; deleted when it is submitted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    motion = models.ForeignKey(Motion, models.CASCADE, null=True, related_name="+")
    amendment = models.ForeignKey(Amendment, models.CASCADE, null=True, related_name="+")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("motion", "membership"), name="supports_motion_once"),
            models.UniqueConstraint(fields=("amendment", "membership"), name="supports_amendment_once"),
        )


class Proposal(models.Model):
    """What those who prepare the assembly propose to the movers, who accept or refuse it. Versions are kept."""

    class Answer(models.TextChoices):
        WAITING = "waiting"
        ACCEPTED = "accepted"
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    motion = models.ForeignKey(Motion, models.CASCADE, related_name="+")
    amendment = models.ForeignKey(Amendment, models.CASCADE, null=True, related_name="+")
    """What it is about; none: the motion itself."""
    number = models.PositiveIntegerField()
    state = models.CharField(max_length=40, blank=True)
    """To which it points."""
    base = models.PositiveIntegerField(null=True)
    """The number of the version to which `changes` refer."""
    changes = SealedJSON(default=list)
    """A text of its own, as an amendment would have it; empty: none."""
    comment = SealedText(default="")
    shown = models.BooleanField(default=False)
    """To everybody, not to the movers alone."""
    answer = models.CharField(max_length=10, choices=Answer.choices, default=Answer.WAITING)
    answered_with = SealedText(default="")
    day = models.DateField()


class Forwarding(models.Model):
    """A motion is offered to another body: it is a motion there once those who prepare that body's assemblies take it."""

    class State(models.TextChoices):
        WAITING = "waiting"
        TAKEN = "taken"
        REFUSED = "refused"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    motion = models.ForeignKey(Motion, models.CASCADE, related_name="+")
    to = models.ForeignKey(Body, models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    taken_as = models.ForeignKey(Motion, models.SET_NULL, null=True, related_name="+")
    """The motion that it became."""
    day = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("motion", "to"), name="forwarded_once"),)


class Demand(models.Model):
    """The life of a demand after it was adopted."""

    class Stage(models.TextChoices):
        RAISED = "raised"
        TALKS = "talks"
        OFFERED = "offered"
        SETTLED = "settled"
        DROPPED = "dropped"

    motion = models.OneToOneField(Motion, models.CASCADE, primary_key=True, related_name="+")
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.RAISED)
    rank = models.PositiveIntegerField(null=True)
    """Among the body's demands, by the members' ranking; none: not ranked."""
    ranked_by = models.ForeignKey(Vote, models.SET_NULL, null=True, related_name="+")


class Offer(models.Model):
    """What the other side offers for some demands, and the vote on it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    text = SealedText()
    demands = models.JSONField(default=list)
    """Identifiers of motions."""
    day = models.DateField()
    vote = models.ForeignKey(Vote, models.SET_NULL, null=True, related_name="+")
    state = models.CharField(max_length=10, default="open")
    """open, voting, accepted, rejected, withdrawn"""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("body", "number"), name="one_offer"),)


class What(models.TextChoices):
    """What can become of a motion. Each has a text `step.<value>`; what fills it stands in the step's `places`."""

    SUBMITTED = "submitted"
    EDITED = "edited"
    STATE = "state"
    VOTED = "voted"
    """By an assembly."""
    AMENDMENT_SUBMITTED = "amendment_submitted"
    AMENDMENT_STATE = "amendment_state"
    AMENDMENT_VOTED = "amendment_voted"
    AMENDMENT_FELL = "amendment_fell"
    """Another one was decided, beside which it cannot stand."""
    ORDER = "order"
    ORDER_BACK = "order_back"
    LEFT_OUT = "left_out"
    """An adopted amendment that could not hold beside another adopted one."""
    ADOPTED = "adopted"
    RECOMMENDED = "recommended"
    NOT_RECOMMENDED = "not_recommended"
    DEADLINE = "deadline"
    NO_DEADLINE = "no_deadline"
    PROPOSAL_SHOWN = "proposal_shown"
    PROPOSAL_ACCEPTED = "proposal_accepted"
    PROPOSAL_REFUSED = "proposal_refused"
    BLOCK_IN = "block_in"
    BLOCK_OUT = "block_out"
    BLOCK_LOST = "block_lost"
    PART = "part"
    FELL = "fell"
    REVIVED = "revived"
    SAME = "same"
    FORWARDED = "forwarded"
    TAKEN = "taken"
    TURNED_AWAY = "turned_away"
    CAME = "came"
    STAGE = "stage"
    RANKED = "ranked"
    OFFER = "offer"
    OFFER_VOTE = "offer_vote"
    OFFER_ACCEPTED = "offer_accepted"
    OFFER_REJECTED = "offer_rejected"
    OFFER_WITHDRAWN = "offer_withdrawn"


class Step(models.Model):
    """What became of a motion, an amendment or a demand, and when: shown with it, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    motion = models.ForeignKey(Motion, models.CASCADE, related_name="+")
    amendment = models.ForeignKey(Amendment, models.CASCADE, null=True, related_name="+")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=40, choices=What.choices)
    places = SealedJSON(default=dict)
    day = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("motion", "number"), name="one_step"),)
