"""Petitions that members sign without being named: each signature is a credential's, and anybody can count them. Read through `access`, written through `actions`."""

from __future__ import annotations

import uuid

from django.db import models

from veche.web.ballots.models import Round
from veche.web.bodies.models import Body
from veche.web.house.sealed import SealedText


class Petition(models.Model):
    """`round` gives it an identifier, and the list of public credentials that may sign."""

    round = models.OneToOneField(Round, models.PROTECT, primary_key=True, related_name="+")
    body = models.ForeignKey(Body, models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    """recall; others may come."""
    statement = SealedText()
    """What is signed, to the letter."""
    language = models.CharField(max_length=2, default="en")
    needed = models.PositiveIntegerField()
    begun = models.DateField()
    until = models.DateField()
    ended = models.BooleanField(default=False)


class Signature(models.Model):
    """No time, and no order: they are shown sorted by credential."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    petition = models.ForeignKey(Petition, models.CASCADE, related_name="+")
    credential = models.CharField(max_length=1024)
    """The public credential, of the list."""
    signature = models.TextField()
    """As veche.election.petition writes it."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("petition", "credential"), name="signs_once"),)
