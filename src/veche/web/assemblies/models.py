"""Assemblies: who is called, what is dealt with, who is there, who speaks, what is voted on. Read through `access`, written through `actions`."""

from __future__ import annotations

import uuid

from django.db import models

from veche.web.ballots.models import Vote
from veche.web.bodies.models import Body, Membership
from veche.web.delegates.models import Delegacy
from veche.web.house.sealed import SealedJSON, SealedText
from veche.web.motions.models import Amendment, Block, Motion


class Stage(models.TextChoices):
    DRAFT = "draft"
    CALLED = "called"
    OPEN = "open"
    PAUSED = "paused"
    CLOSED = "closed"
    CALLED_OFF = "called_off"


class How(models.TextChoices):
    HALL = "hall"
    DISTANCE = "distance"
    BOTH = "both"


class Assembly(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, models.CASCADE, related_name="+")
    of_delegates = models.BooleanField(default=False)
    """A congress: those who hold seats in the body take part, not its members."""
    title = SealedText()
    place = SealedText(default="")
    about = SealedText(default="")
    """What whoever calls it writes into the notice."""
    how = models.CharField(max_length=10, choices=How.choices, default=How.HALL)
    language = models.CharField(max_length=2, default="en")
    begins = models.DateTimeField()
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.DRAFT)
    called = models.DateField(null=True)
    called_by = SealedText(default="")
    """By which name they are known in the body."""
    urgent = models.BooleanField(default=False)
    """Called with the shorter notice of the standing orders: everybody reads it."""
    orders = models.CharField(max_length=60, default="plain")
    """The standing orders by their id in veche.assembly.orders."""
    changed = models.JSONField(default=dict)
    """What the body's statutes have otherwise: values of the standing orders by their names."""
    roll_size = models.PositiveIntegerField(null=True)
    """Members (or seats) when it was opened: the base of quorums."""
    quorate = models.BooleanField(null=True)
    """Whether there was a quorum when somebody last came or went while it was open: a change of it is written down."""
    item = models.ForeignKey("Item", models.SET_NULL, null=True, related_name="+")
    """What is being dealt with."""
    screen = models.CharField(max_length=20, default="item")
    """What the projector shows: item, poll, speakers, agenda, quorum, nothing."""
    pulse = models.PositiveBigIntegerField(default=0)
    """Grows with every change that somebody may be looking at: see the live stream."""
    away = models.UUIDField(null=True)
    """The copy that holds the assembly now, on a laptop without a network; none: this server does."""


class Duty(models.TextChoices):
    CHAIR = "chair"
    SECRETARY = "secretary"
    TELLER = "teller"
    DOOR = "door"


class Officer(models.Model):
    """Who does what in an assembly: known to everybody in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="+")
    membership = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    name = SealedText()
    duty = models.CharField(max_length=10, choices=Duty.choices)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("assembly", "membership", "duty"), name="one_duty"),)


class Item(models.Model):
    """A point of the agenda, in a tree."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="+")
    above = models.ForeignKey("self", models.CASCADE, null=True, related_name="+")
    place = models.PositiveIntegerField()
    """From 1, among those with the same `above`."""
    title = SealedText()
    text = SealedText(default="")
    minutes = models.PositiveSmallIntegerField(null=True)
    """How long it is thought to take."""
    internal = models.BooleanField(default=False)
    """Not in the public minutes."""
    done = models.BooleanField(default=False)
    motion = models.ForeignKey(Motion, models.SET_NULL, null=True, related_name="+")
    block = models.ForeignKey(Block, models.SET_NULL, null=True, related_name="+")
    list_open = models.BooleanField(default=True)
    """Whether one may still ask to speak."""


class Where(models.TextChoices):
    HALL = "hall"
    DISTANCE = "distance"


class Token(models.Model):
    """A slip for the door: lets one person in, once. Nothing says whom. Also for a screen on the wall, which counts as nobody."""

    found_by = models.BinaryField(primary_key=True, max_length=32)
    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="+")
    where = models.CharField(max_length=10, choices=Where.choices, default=Where.HALL)
    screen = models.BooleanField(default=False)
    used = models.BooleanField(default=False)


class Presence(models.Model):
    """Somebody who is there, or was: a phone with a cookie of its own, or somebody whom the door counted. Deleted when the assembly is closed,
    but for delegates', who are public."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="+")
    found_by = models.BinaryField(max_length=32, null=True, unique=True)
    """The cookie; none for somebody without a phone, whom the door counted."""
    where = models.CharField(max_length=10, choices=Where.choices, default=Where.HALL)
    here = models.BooleanField(default=True)
    screen = models.BooleanField(default=False)
    delegacy = models.ForeignKey(Delegacy, models.CASCADE, null=True, related_name="+")
    """In a congress: of the seat. Whoever is elected to it, though an alternate may sit in it."""
    stands_in = models.ForeignKey(Delegacy, models.SET_NULL, null=True, related_name="+")
    """The alternate who sits there while the delegate is absent."""
    once = models.BinaryField(max_length=32, null=True, unique=True)
    """At a distance, a member comes in by themselves: HMAC of assembly and membership, so that nobody is there twice. The database alone does not show who."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("assembly", "delegacy"), name="one_presence_a_delegacy"),
        )

    @property
    def sits(self) -> str:
        """By which name whoever sits in the seat is known; empty where nobody is named."""
        who = self.stands_in or self.delegacy
        return "" if who is None else str(who.name)


class Side(models.TextChoices):
    NEUTRAL = "neutral"
    PRO = "pro"
    CONTRA = "contra"
    ORDER = "order"


class Turn(models.Model):
    """Somebody asks to speak. The name goes when the assembly is closed; what stays says nobody's name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="+")
    item = models.ForeignKey(Item, models.CASCADE, related_name="+")
    presence = models.ForeignKey(Presence, models.SET_NULL, null=True, related_name="+")
    name = SealedText(default="")
    side = models.CharField(max_length=10, choices=Side.choices, default=Side.NEUTRAL)
    order_kind = models.CharField(max_length=40, blank=True)
    """Of a point of order: a kind of the standing orders, which rank them."""
    groups = models.JSONField(default=list)
    """Names of the quotas of the standing orders to which the speaker says that they belong."""
    number = models.PositiveIntegerField()
    """From 1, in the assembly, as they asked."""
    moved = models.IntegerField(null=True)
    """Where the chair put it instead."""
    state = models.CharField(max_length=10, default="waiting")
    """waiting, speaking, done, withdrawn"""
    began = models.DateTimeField(null=True)
    seconds = models.PositiveIntegerField(default=0)


class Way(models.TextChoices):
    HANDS = "hands"
    NAMED = "named"
    CARDS = "cards"
    SECRET = "secret"  # noqa: S105 - a way of voting


class Poll(models.Model):
    """A vote in the assembly. A secret one is a round of the verifiable ballot, and this its shadow."""

    class State(models.TextChoices):
        OPEN = "open"
        CLOSED = "closed"
        """Nobody votes any more; tellers disagree, or paper is being counted."""
        DECIDED = "decided"
        CALLED_OFF = "called_off"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    """From 1, in the assembly."""
    item = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="+")
    motion = models.ForeignKey(Motion, models.SET_NULL, null=True, related_name="+")
    amendment = models.ForeignKey(Amendment, models.SET_NULL, null=True, related_name="+")
    block = models.ForeignKey(Block, models.SET_NULL, null=True, related_name="+")
    about = models.CharField(max_length=20, default="free")
    """free, motion, amendment, alternatives, block, procedure, minutes, election"""
    question = SealedText()
    answers = SealedJSON()
    """Texts. Where a rule decides by yes and no: ["yes", "no", "abstain"] as keys, not words."""
    target = models.CharField(max_length=40, blank=True)
    """The state into which motion, amendment or block goes when it carries; `otherwise` when not."""
    otherwise = models.CharField(max_length=40, blank=True)
    way = models.CharField(max_length=10, choices=Way.choices)
    rule = models.CharField(max_length=80)
    variant = models.CharField(max_length=80, blank=True)
    state = models.CharField(max_length=12, choices=State.choices, default=State.OPEN)
    parts = models.JSONField(default=list)
    """What is counted together: phones, hands, paper."""
    changeable = models.BooleanField(default=True)
    """Whether somebody who voted on the phone may still vote otherwise, until it is closed."""
    seats = models.PositiveSmallIntegerField(default=1)
    """Of an election, which `rule` (of veche.counting) fills."""
    most = models.PositiveSmallIntegerField(default=1)
    """How many answers one may choose."""
    present = models.PositiveIntegerField(null=True)
    """How many were there when it was closed: the quorum of that moment. Of a card vote: their weight."""
    roll_size = models.PositiveIntegerField(null=True)
    """Members, or seats; of a card vote the weight of all seats."""
    weighed = models.DateField(null=True)
    """Of a card vote: the day of the weights."""
    weights = models.JSONField(default=dict)
    """Of a card vote: for each seat, by its identifier, the weight of that day."""
    round = models.ForeignKey(Vote, models.SET_NULL, null=True, related_name="+")
    result = SealedJSON(default=dict)
    """Once decided: {"counts": {answer: number}, "outcome": …, "decision": as veche.rules tells it, "parts": {"hands": …, "paper": …, "phones": …}}"""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("assembly", "number"), name="one_poll_number"),)


class SecretDemand(models.Model):
    """Somebody present asks that what is dealt with be decided in secret. How many is shown; the row goes with the presence."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    item = models.ForeignKey(Item, models.CASCADE, related_name="+")
    presence = models.ForeignKey(Presence, models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("item", "presence"), name="demanded_once"),)


class HandCount(models.Model):
    """What one teller counted. Two tellers must agree."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="+")
    officer = models.ForeignKey(Officer, models.CASCADE, related_name="+")
    counts = models.JSONField()
    """For each answer in its order a number."""
    take = models.PositiveSmallIntegerField(default=1)
    """Tellers who disagree count again: 2, 3, …"""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("poll", "officer", "take"), name="counted_once"),)


class OpenBallot(models.Model):
    """A vote that is not secret: by hand on a phone (without a name), by name, or a delegate's card."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="+")
    presence = models.ForeignKey(Presence, models.SET_NULL, null=True, related_name="+")
    delegacy = models.ForeignKey(Delegacy, models.SET_NULL, null=True, related_name="+")
    name = SealedText(default="")
    """Of a vote by name."""
    weight = models.PositiveIntegerField(default=1)
    choice = models.JSONField()
    """For each answer in its order a number; together they are the weight (a split vote), or 0."""
    typed = models.BooleanField(default=False)
    """By an officer, as it was called out. What somebody voted on a phone no officer writes over."""

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("poll", "presence"), name="one_vote_a_presence"),
            models.UniqueConstraint(fields=("poll", "delegacy"), name="one_vote_a_delegacy"),
        )


class PaperCount(models.Model):
    """Papers that were counted by two people and typed in: a pile with a number of its own, so that none is typed in twice."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="+")
    pile = models.CharField(max_length=20)
    counts = models.JSONField()
    """For each answer in its order a number, then blank papers, then spoiled ones."""
    typed_by = models.ForeignKey(Officer, models.SET_NULL, null=True, related_name="+")
    agreed_by = models.ForeignKey(Officer, models.SET_NULL, null=True, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("poll", "pile"), name="one_pile"),)


class Happening(models.Model):
    """What happened, for the minutes. Nothing changes or deletes it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    what = models.CharField(max_length=40)
    """A key of `happening.*` in the words."""
    places = SealedJSON(default=dict)
    item = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="+")
    poll = models.ForeignKey(Poll, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    """To the minute."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("assembly", "number"), name="one_happening"),)
