"""Seats of lower bodies in an upper one, who holds them, and how they are called back. Read through `access`, written through `actions`.

Delegates are public by the name that they chose: they vote in the open. Members who elect them and sign for a recall are not.
"""

from __future__ import annotations

import uuid

from django.db import models

from veche.web.ballots.models import Vote
from veche.web.bodies.models import Body, Membership
from veche.web.house.sealed import SealedJSON, SealedText


class Strictness(models.TextChoices):
    """What happens when a delegate is about to vote against the mandate."""

    WARN = "warn"
    REFUSE = "refuse"
    """Where the statutes say so."""


class Counts(models.TextChoices):
    """Whom a body stands for when seats above it are shared."""

    OWN = "own"
    """Its own members."""
    BELOW = "below"
    """Those whom the bodies below it stand for, each body once."""
    BOTH = "both"


class Statutes(models.Model):
    """What a body's statutes say of its delegates and councils, as data. A body without a row goes by the defaults.

    Seats, terms and offices are those of delegates who sit *in* this body; mandates, reports and recalls those of delegates whom it *sends*.
    """

    body = models.OneToOneField(Body, models.CASCADE, primary_key=True, related_name="+")
    method = models.CharField(max_length=20, default="equal")
    """How seats in this body are shared among the bodies below it: a name of veche.assembly.seats (equal, dhondt, sainte_lague, square_root, threshold)."""
    seats = models.PositiveIntegerField(default=0)
    """To be shared; for `equal` so many for each body, for `threshold` one for so many members begun."""
    least = models.PositiveIntegerField(default=1)
    """Seats that each body has at least."""
    most = models.PositiveIntegerField(default=0)
    """Seats that no body has more of; 0: without a limit."""
    counts = models.CharField(max_length=10, choices=Counts.choices, default="", blank=True)
    """Whom this body stands for; empty: below for councils, unions and federations, its own for all others."""
    term_days = models.PositiveIntegerField(default=365)
    most_terms = models.PositiveSmallIntegerField(default=0)
    """One after the other in the same upper body; 0: without a limit."""
    pause_days = models.PositiveIntegerField(default=0)
    """Rotation: how long somebody waits after the last of these terms."""
    incompatible = models.JSONField(default=list)
    """Offices that nobody holds beside a seat: names of bodies.Office, and "seat" for a seat in another upper body."""
    recall_share = models.CharField(max_length=20, default="1/5")
    """Of the standing roll: whose signatures open a vote on a recall. An exact fraction."""
    recall_sign_days = models.PositiveSmallIntegerField(default=30)
    """Within which these must come."""
    recall_rule = models.CharField(max_length=80, default="plain-majority-of-votes")
    """By which rule of veche.rules that vote is decided."""
    recall_days = models.PositiveSmallIntegerField(default=7)
    """How long it is open."""
    recall_pause_days = models.PositiveSmallIntegerField(default=90)
    """After a vote that was lost, before the next recall of the same delegate begins."""
    mandates = models.CharField(max_length=10, choices=Strictness.choices, default=Strictness.WARN)
    report_days = models.PositiveSmallIntegerField(default=14)
    """Within which a delegate reports back."""
    coming = models.JSONField(default=dict)
    """What of a recall was changed, and does not hold yet: who fears one cannot make it harder overnight."""
    coming_from = models.DateField(null=True)


class StatutesChange(models.Model):
    """A change of the statutes: shown to every member, and never deleted while the body stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    """From 1, in the body."""
    field = models.CharField(max_length=20)
    before = models.CharField(max_length=200)
    after = models.CharField(max_length=200)
    by = SealedText()
    day = models.DateField()
    holds_from = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("body", "number"), name="one_change"),)


class Sharing(models.Model):
    """How the seats in a body were shared, with everything that it was computed from. A new one takes its place; this one stays."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    upper = models.ForeignKey(Body, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    """From 1, in the upper body."""
    record = SealedJSON()
    """As `veche.assembly.seats` writes it: names of bodies stand in it."""
    seed = models.CharField(max_length=64)
    """Of the lot between equals, in hexadecimal: one a day, however often seats are shared on it."""
    by = SealedText()
    day = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("upper", "number"), name="one_sharing"),)


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
    DECLINED = "declined"
    """Elected, or to move up, and did not accept in time."""


class Delegacy(models.Model):
    """Somebody elected to a seat, as its delegate or as an alternate, for a term."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    seat = models.ForeignKey(Seat, models.CASCADE, related_name="+")
    membership = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    """In the lower body."""
    name = SealedText()
    """As they were called when they were elected: public."""
    rank = models.PositiveSmallIntegerField(default=0)
    """0: the delegate. 1, 2, …: alternates, who move up into any seat of their body, the lowest first."""
    begins = models.DateField()
    ends = models.DateField()
    """The last day of the term."""
    elected = models.DateField()
    moved_up = models.DateField(null=True)
    """Since when an alternate has had the seat. None for whoever was elected to it."""
    accepted = models.DateField(null=True)
    """None: asked, and not answered yet. Nobody sits before."""
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
    asked = models.BooleanField(default=False)
    """By a colleague, who is not named."""
    vote = models.ForeignKey(Vote, models.SET_NULL, null=True, related_name="+")
    """In which they stand, once it is drawn up."""
    day = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("upper", "membership"), name="one_nomination"),)


class Asking(models.Model):
    """A code with which somebody asks a colleague to stand. Kept as a keyed hash; it goes when it is used, or too old."""

    found_by = models.BinaryField(primary_key=True, max_length=32)
    upper = models.ForeignKey(Body, models.CASCADE, related_name="+")
    lower = models.ForeignKey(Body, models.CASCADE, related_name="+")
    expires = models.DateField()


class Election(models.Model):
    """What a vote elects: so many delegates, and after them so many alternates."""

    vote = models.OneToOneField(Vote, models.CASCADE, primary_key=True, related_name="+")
    upper = models.ForeignKey(Body, models.CASCADE, related_name="+")
    lower = models.ForeignKey(Body, models.CASCADE, related_name="+")
    delegates = models.PositiveSmallIntegerField()
    alternates = models.PositiveSmallIntegerField()
    begins = models.DateField()
    """The first day of the term."""
    taken = models.DateField(null=True)
    """When its result was taken over."""


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
    answer = SealedText(default="")
    """What the delegate says to it."""
    petition = models.CharField(max_length=24, unique=True)
    """The uuid of the petition in `petitions`, which holds roll, statement and signatures."""
    needed = models.PositiveIntegerField()
    """Signatures, from the share of the statutes and the size of the standing roll, when it began."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.SIGNING)
    begun = models.DateField()
    until = models.DateField()
    vote = models.ForeignKey(Vote, models.SET_NULL, null=True, related_name="+")
    rule = models.CharField(max_length=80)
    """As the statutes had it on the day on which it began, like `needed` and `days`: what changes later does not touch it."""
    days = models.PositiveSmallIntegerField()
    ended = models.DateField(null=True)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=("delegacy",), condition=models.Q(state__in=("signing", "voting")), name="one_recall"
            ),
        )


class RollWanted(models.Model):
    """Some member asked for a standing roll, so that delegates can be called back: everybody sees it, nobody sees who."""

    body = models.OneToOneField(Body, models.CASCADE, primary_key=True, related_name="+")
    since = models.DateField()
