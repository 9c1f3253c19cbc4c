"""Petitions that members sign without being named: each signature is a credential's, and anybody can count them. Read through `access`, written through `actions`."""

from __future__ import annotations

import uuid

from django.db import models

from veche.web.ballots.models import Round
from veche.web.bodies.models import Body, Turnout
from veche.web.house.sealed import SealedText

KINDS = ("recall", "assembly", "other")


class Petition(models.Model):
    """`round` gives it an identifier, and the list of public credentials that may sign."""

    round = models.OneToOneField(Round, models.PROTECT, primary_key=True, related_name="+")
    body = models.ForeignKey(Body, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    """One of `KINDS`."""
    named = SealedText()
    """The body's name when it was begun: it is signed along."""
    statement = SealedText()
    """What is signed, to the letter."""
    language = models.CharField(max_length=2, default="en")
    needed = models.PositiveIntegerField()
    begun = models.DateField()
    until = models.DateField()
    """The last day on which it can be signed (UTC)."""
    turnout = models.CharField(max_length=10, choices=Turnout.choices, default=Turnout.NOTHING)
    """The body's setting when it was begun: how much of the number is shown while it runs."""
    ended = models.BooleanField(default=False)
    """Nothing is taken any more, and all signatures are shown."""
    filled = models.BooleanField(default=False)
    """It ended because enough had signed."""
    told = models.BooleanField(default=True)
    """False from its end on until everybody who waits for it was told: see `hooks`."""
    counted = models.PositiveIntegerField(default=0)
    counted_on = models.DateField(null=True)
    """How many had signed when this day began: what is shown where the number is shown a day at a time."""


class Signature(models.Model):
    """No time, and no order: they are shown sorted by credential."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    petition = models.ForeignKey(Petition, models.CASCADE, related_name="+")
    credential = models.CharField(max_length=1024)
    """The public credential, of the list."""
    turn = models.PositiveSmallIntegerField(default=1)
    """Odd where it signs, even where it takes the signature back; a later turn takes the place of the one before."""
    signature = models.TextField()
    """As veche.election.petition writes it."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("petition", "credential"), name="signs_once"),)
