"""Votes and what is known of them. Read through `access`, written through `actions`.

What an archive holds is not trusted to the database: `rebuild` makes the rows of `CastBallot` and the stage of an opened vote again from it.
"""

from __future__ import annotations

import uuid

from django.db import models

from veche.web.bodies.models import Body, Membership, Turnout
from veche.web.house.sealed import SealedBytes, SealedJSON, SealedText


class Stage(models.TextChoices):
    """Where a vote stands. From `open` on the archive says the same, and decides."""

    DRAFT = "draft"
    ROLL = "roll"
    """The roll is frozen: credentials and keys are being made, in any order."""
    READY = "ready"
    """Credentials and keys are there; the returning officer may open."""
    OPEN = "open"
    CLOSED = "closed"
    """No ballot is accepted any more; ballots are being added up."""
    SHUFFLING = "shuffling"
    DECRYPTING = "decrypting"
    PUBLISHED = "published"
    CALLED_OFF = "called_off"


class Vote(models.Model):
    """`uuid` is the identifier of the election in the archive and in addresses: public, and says nothing."""

    uuid = models.CharField(primary_key=True, max_length=24)
    body = models.ForeignKey(Body, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    """Of the template: strike, settlement, committee, officers, rule_change, recall, standing, other."""
    language = models.CharField(max_length=2, default="en")
    """The language of its texts, which is that of its ballots and its report."""
    title = SealedText()
    description = SealedText()
    questions = SealedJSON()
    """As the specification writes them (4.9), until the archive holds them."""
    counting = models.JSONField(default=list)
    """For each question null, or {"rule": name, "seats": number} of veche.counting."""
    rule = models.CharField(max_length=80, blank=True)
    """The decision rule by its id in veche.rules, for the first question; empty where nothing is decided by yes or no."""
    variant = models.CharField(max_length=80, blank=True)
    stage = models.CharField(max_length=12, choices=Stage.choices, default=Stage.DRAFT, db_index=True)
    opens = models.DateTimeField(null=True)
    closes = models.DateTimeField(null=True)
    roll_size = models.PositiveIntegerField(null=True)
    turnout = models.CharField(max_length=10, choices=Turnout.choices, default=Turnout.NOTHING)
    """The body's setting when the vote was drawn up, or what its returning officer chose instead."""
    serious = models.BooleanField(default=True)
    """Trustees work on their own machines; otherwise in the browser, and the public page says so."""
    threshold = models.PositiveSmallIntegerField(null=True)
    public_credentials = models.BinaryField(null=True)
    """The registrar's public list, until the archive holds it."""
    trustees = SealedBytes(null=True)
    """The message `trustees`, until the archive holds it."""


class Post(models.TextChoices):
    """Who does what in one vote."""

    RETURNING_OFFICER = "returning_officer"
    REGISTRAR = "registrar"
    TRUSTEE = "trustee"


class Officer(models.Model):
    """A member with a post in a vote: public, by the name that they chose."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vote = models.ForeignKey(Vote, models.CASCADE, related_name="+")
    membership = models.ForeignKey(Membership, models.SET_NULL, null=True, related_name="+")
    name = SealedText()
    """As they were called when they took the post."""
    post = models.CharField(max_length=20, choices=Post.choices)
    number = models.PositiveSmallIntegerField(default=1)
    """Of a trustee, from 1: the owner's number in the archive."""
    public_key = SealedBytes(null=True)
    """Of a trustee: the message, which holds the name."""
    certificate = models.BinaryField(null=True)
    """Of a trustee of a threshold: the messages of the three steps of the ceremony, all of them public."""
    polynomial = models.BinaryField(null=True)
    share = models.BinaryField(null=True)
    lot = models.CharField(max_length=64, blank=True)
    """The commitment to a lot that this officer sealed before the vote opened, in hexadecimal."""
    seed = models.CharField(max_length=64, blank=True)
    """The seed that it bound, given when a tie asks for it, and public from then on."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("vote", "post", "number"), name="one_post"),)


class Extension(models.Model):
    """An open vote was given more time, or was closed before its time: shown to everybody, never deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vote = models.ForeignKey(Vote, models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    """From 1, in the vote."""
    closed_before = models.DateTimeField()
    closes = models.DateTimeField()
    by = SealedText()
    day = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("vote", "number"), name="one_extension"),)


class Entitled(models.Model):
    """A member on the frozen roll. No role can list these; all are deleted when the vote is closed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vote = models.ForeignKey(Vote, models.CASCADE, related_name="+")
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    key = models.CharField(max_length=64, blank=True)
    """Public key that only the member's browser can open: to hand a credential over through the member's own page."""
    sealed = models.TextField(blank=True)
    """A credential sealed to it."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("vote", "membership"), name="on_the_roll_once"),)


class CastBallot(models.Model):
    """A ballot in the archive, to find it and to count turnout. No time: the archive has an order, and nothing more is known."""

    tracker = models.CharField(primary_key=True, max_length=43)
    vote = models.ForeignKey(Vote, models.CASCADE, related_name="+")
    credential = models.CharField(max_length=1024)
    """The public credential, as the archive shows it to everybody."""
    shown = models.BooleanField(default=False)
    """It was there and counted when the day began: see `Followed.day`."""
    replaced = models.BooleanField(default=False)
    """The same voter cast a later one, which counts instead."""

    class Meta:
        indexes = (models.Index(fields=("vote", "credential")),)


class Followed(models.Model):
    """How far the rows of `CastBallot` follow the archive of a vote: where they stop, the next cast or step goes on."""

    vote = models.OneToOneField(Vote, models.CASCADE, primary_key=True, related_name="+")
    end = models.BigIntegerField(default=0)
    """Offset behind the last event that was read."""
    last = models.CharField(max_length=64, blank=True)
    """The hash of that event."""
    day = models.DateField(null=True)
    """The last day (UTC) on which a ballot was cast, and `day_end` the end of the archive when it began: what turnout and lists
    show until the next day begins, where they show a day at a time."""
    day_end = models.BigIntegerField(default=0)


class StandingRoll(models.Model):
    """One set of codes and keys for many votes of a body: rounds in its assemblies, petitions, recalls.

    It is prepared as any vote is, by a vote of the kind `standing`, which itself never opens. Its registrar makes the public list of every
    round from the same codes at once, and can then forget the codes; its trustees use one key in all rounds.
    """

    vote = models.OneToOneField(Vote, models.CASCADE, primary_key=True, related_name="+")
    body = models.ForeignKey(Body, models.CASCADE, related_name="+")
    rounds = models.PositiveSmallIntegerField(default=30)
    """How many are made when its roll is frozen."""
    until = models.DateField(null=True)
    """The last day on which a round may begin: what the slips say."""
    ended = models.DateField(null=True)
    """Since when nothing begins on it: a newer one took its place, or an officer ended it."""
    ended_by = SealedText(default="")
    """The officer who ended it before its time, by name: shown to everybody."""


class Round(models.Model):
    """A vote to come of a standing roll: an identifier, and the public credentials that the codes give under it."""

    uuid = models.CharField(primary_key=True, max_length=24)
    roll = models.ForeignKey(StandingRoll, models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    """From 1; used in this order."""
    credentials = models.BinaryField(null=True)
    """The message `public_credentials`, until an archive holds it or the roll has ended."""
    used = models.BooleanField(default=False)
    taken_for = models.CharField(max_length=80, blank=True)
    """What for, as whoever took it calls it (`poll …`): asked for again, it is the same round."""
    runs_until = models.DateField(null=True)
    """The last day of something that is no vote (a petition): until then members still need their codes."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("roll", "number"), name="one_round"),)


class Job(models.Model):
    """Long work for a vote (adding up, the report), and how far it is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    vote = models.ForeignKey(Vote, models.CASCADE, related_name="+")
    work = models.CharField(max_length=20)
    done = models.PositiveBigIntegerField(default=0)
    total = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=10, default="waiting")
    """waiting, running, done, failed"""
    failure = models.CharField(max_length=80, blank=True)
    """The name of the check that failed."""
    seen = models.DateTimeField(null=True)
    """When it last said that it goes on: work that was cut off is begun again."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("vote", "work"), name="one_job"),)
