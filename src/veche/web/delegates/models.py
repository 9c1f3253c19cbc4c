"""Seats of lower bodies in an upper one, who holds them, and how they are called back. Read through `access`, written through `actions`.

Delegates are public by the name that they chose: they vote in the open. Members who elect them and sign for a recall are not.
"""

from __future__ import annotations

import uuid

from django.db import models

from veche.web.ballots.models import Vote
from veche.web.bodies.models import Body, Membership
from veche.web.house.sealed import SealedText


class Strictness(models.TextChoices):
    """What happens when a delegate is about to vote against the mandate."""

    WARN = "warn"
    REFUSE = "refuse"
    """Where the statutes say so."""


class Statutes(models.Model):
    """What a body's statutes say of its delegates and councils, as data. A body without a row goes by the defaults."""

    body = models.OneToOneField(Body, models.CASCADE, primary_key=True, related_name="+")
    method = models.CharField(max_length=20, default="equal")
    """How seats in this body are shared among the bodies below it: a name of veche.assembly.seats (equal, dhondt, sainte_lague, square_root, threshold)."""
    seats = models.PositiveIntegerField(default=0)
    """To be shared; for `equal`, so many for each body."""
    term_days = models.PositiveIntegerField(default=365)
    most_terms = models.PositiveSmallIntegerField(default=0)
    """One after the other in the same upper body; 0: without a limit."""
    pause_days = models.PositiveIntegerField(default=0)
    """Rotation: how long somebody waits after the last of these terms."""
    incompatible = models.JSONField(default=list)
    """Offices that nobody holds beside a seat: names of bodies.Office, and "seat" for a seat in another upper body."""
    recall_share = models.CharField(max_length=20, default="1/5")
    """Of the standing roll: whose signatures open a vote on a recall. An exact fraction."""
    recall_rule = models.CharField(max_length=80, default="plain-majority-of-votes")
    """By which rule of veche.rules that vote is decided."""
    recall_days = models.PositiveSmallIntegerField(default=7)
    """How long it is open."""
    mandates = models.CharField(max_length=10, choices=Strictness.choices, default=Strictness.WARN)
    report_days = models.PositiveSmallIntegerField(default=14)
    """Within which a delegate reports back."""


class Seat(models.Model):
    """One of the seats that `lower` has in `upper`. A delegate fills it; its alternates wait behind, in their order."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    upper = models.ForeignKey(Body, models.CASCADE, related_name="+")
    lower = models.ForeignKey(Body, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    """From 1, among the seats of `lower` in `upper`."""
    weight = models.PositiveIntegerField(default=1)
    """Members represented at the day of `weighed`, shared among the seats of the body; for card votes."""
    weighed = models.DateField(null=True)
    abolished = models.DateField(null=True)
    """The day on which a new sharing of seats took it away. It stays, as what was decided with it stays."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("upper", "lower", "number"), name="one_seat"),)


class Ending(models.TextChoices):
    TERM = "term"
    RECALLED = "recalled"
    RESIGNED = "resigned"
    LEFT = "left"
    """The body, and with it the seat."""
    SEAT_GONE = "seat_gone"


class Delegacy(models.Model):
    """Somebody elected to a seat, as its delegate or as an alternate, for a term."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="+")
    membership = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    """In the lower body."""
    name = SealedText()
    """As they were called when they were elected: public."""
    rank = models.PositiveSmallIntegerField(default=0)
    """0: the delegate. 1, 2, …: alternates, who move up."""
    begins = models.DateField()
    ends = models.DateField()
    ended = models.DateField(null=True)
    why = models.CharField(max_length=12, choices=Ending.choices, blank=True)
    elected_by = models.ForeignKey(Vote, models.SET_NULL, null=True, related_name="+")
    """The verifiable vote; none where an assembly elected by hand, which `elected_how` says."""
    elected_how = SealedText(default="")


class Nomination(models.Model):
    """Somebody stands for the seats of `lower` in `upper`: by themselves, or asked by another and agreed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    upper = models.ForeignKey(Body, models.CASCADE, related_name="+")
    lower = models.ForeignKey(Body, models.CASCADE, related_name="+")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    name = SealedText()
    words = SealedText(default="")
    """What they say of themselves."""
    vote = models.ForeignKey(Vote, models.SET_NULL, null=True, related_name="+")
    """In which they stand, once it is drawn up."""
    day = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("upper", "membership"), name="one_nomination"),)


class Recall(models.Model):
    """A petition to call a delegate back. Signatures are made with credentials of the standing roll: anybody counts them, nobody is named."""

    class State(models.TextChoices):
        SIGNING = "signing"
        VOTING = "voting"
        CARRIED = "carried"
        LOST = "lost"
        LAPSED = "lapsed"
        """Not enough signatures in its time, or the delegate was gone before."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    delegacy = models.ForeignKey(Delegacy, models.CASCADE, related_name="+")
    reason = SealedText()
    petition = models.CharField(max_length=24)
    """The uuid of the petition in `ballots`, which holds roll, statement and signatures."""
    needed = models.PositiveIntegerField()
    """Signatures, from the share of the statutes and the size of the standing roll, when it began."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.SIGNING)
    begun = models.DateField()
    until = models.DateField()
    vote = models.ForeignKey(Vote, models.SET_NULL, null=True, related_name="+")
