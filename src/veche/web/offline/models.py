"""Assemblies that go on without a network: copies that were taken away, and what they brought back. Read through `access`, written through `actions`."""

from __future__ import annotations

import uuid

from django.db import models

from veche.web.assemblies.models import Assembly, Officer
from veche.web.house.sealed import SealedBytes, SealedJSON, SealedText


class Copy(models.Model):
    """A copy of an assembly for a laptop. The server keeps what it must know to take it back."""

    class State(models.TextChoices):
        SPARE = "spare"
        """Taken in case the network fails: the server goes on as before."""
        OUT = "out"
        """The laptop leads, and the server refuses changes."""
        BACK = "back"
        GIVEN_UP = "given_up"
        """The server leads again. What the copy brings later is added where it contradicts nothing."""
        DROPPED = "dropped"
        """Nobody waits for it any more, and nothing is taken from it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    """From 1, in the assembly."""
    by = SealedText()
    day = models.DateField()
    key = SealedBytes()
    """32 bytes that the file holds, and this server: what comes back is sealed with it, and so known to be this copy's."""
    file = models.BinaryField(null=True)
    """The file to take away, sealed with words that were shown once. It goes after a day."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.SPARE)
    known = SealedJSON(default=dict)
    """{table: {row: [digest of it here, digest of it there]}} as they were when both last were together."""
    last = models.PositiveIntegerField(default=0)
    """The number of the last file that it brought: an older one tells nothing new."""
    brought = SealedJSON(default=dict)
    """What came back, all in all: numbers of rows added, changed, gone, and of those who voted in both places."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("assembly", "number"), name="one_copy"),)


class Contradiction(models.Model):
    """Something that the copy and the server both changed. The chair decides; until then the server's stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    copy = models.ForeignKey(Copy, models.CASCADE, related_name="+")
    table = models.CharField(max_length=40)
    row = models.CharField(max_length=64)
    """Here."""
    here = SealedJSON()
    there = SealedJSON()
    decided = models.CharField(max_length=10, blank=True)
    """here, there"""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("copy", "table", "row"), name="contradicts_once"),)


class Away(models.Model):
    """On the laptop: the copy that it serves. A server has no row here."""

    copy = models.UUIDField(primary_key=True)
    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="+")
    key = SealedBytes()
    brought = models.PositiveIntegerField(default=0)
    """How many files were made to be brought back: each has a number."""


class OfficerCode(models.Model):
    """On the laptop: a code with which an officer comes in, as often as they like. Kept as a keyed hash."""

    found_by = models.BinaryField(primary_key=True, max_length=32)
    officer = models.ForeignKey(Officer, models.CASCADE, related_name="+")


class TypedIn(models.Model):
    """A form with what was written on paper: typed in once, however often it is sent."""

    id = models.UUIDField(primary_key=True, editable=False)
    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="+")
