"""Assemblies that go on without a network: copies that were taken away, and what they brought back. Read through `access`, written through `actions`."""

from __future__ import annotations

import uuid

from django.db import models

from veche.web.assemblies.models import Assembly
from veche.web.house.sealed import SealedJSON, SealedText


class Copy(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    assembly = models.ForeignKey(Assembly, models.CASCADE, related_name="+")
    by = SealedText()
    day = models.DateField()
    key = models.BinaryField(max_length=32)
    """By which what comes back is known to be this copy's: an HMAC key that the file holds, and this server."""
    ends = models.CharField(max_length=10, default="out")
    """out, back, given_up (the server took the assembly back; what the copy brings later is added where it contradicts nothing)"""
    brought = SealedJSON(default=dict)
    """What came back: numbers of rows added, known already, and contradicting."""


class Contradiction(models.Model):
    """Something that the copy and the server both changed. The chair decides; until then the server's stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    copy = models.ForeignKey(Copy, models.CASCADE, related_name="+")
    table = models.CharField(max_length=40)
    row = models.CharField(max_length=64)
    here = SealedJSON()
    there = SealedJSON()
    decided = models.CharField(max_length=10, blank=True)
    """here, there"""
