"""Minutes. Read through `access`, written through `actions`."""

from __future__ import annotations

import uuid

from django.db import models

from veche.web.assemblies.models import Assembly, Item, Poll
from veche.web.house.sealed import SealedJSON, SealedText


class Minutes(models.Model):
    class Stage(models.TextChoices):
        DRAFT = "draft"
        """Being edited by the secretary."""
        PROPOSED = "proposed"
        """Before the next assembly."""
        APPROVED = "approved"

    assembly = models.OneToOneField(Assembly, models.CASCADE, primary_key=True, related_name="+")
    stage = models.CharField(max_length=10, choices=Stage.choices, default=Stage.DRAFT)
    approved_by = models.ForeignKey(Poll, models.SET_NULL, null=True, related_name="+")
    """The vote of a later assembly."""
    approved = models.DateField(null=True)
    proposed = models.DateField(null=True)
    item = models.ForeignKey(Item, models.SET_NULL, null=True, related_name="+")
    """Under which a later assembly deals with them; none: not said, so its vote on minutes is about the only ones that are proposed."""
    published = models.DateField(null=True)
    """Since when whoever has the address reads the public version; none: nobody but the body."""
    published_by = SealedText(default="")


class Edition(models.Model):
    """A state of the minutes. None is changed or deleted: what the secretary corrected is seen beside what was drafted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    entries = SealedJSON()
    """In order, each as `entries.Entry` writes it."""
    why = SealedText(default="")
    """What was corrected, in the secretary's words."""
    by = SealedText()
    day = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("minutes", "number"), name="one_edition"),)


class Remark(models.Model):
    """What somebody finds wrong or missing in minutes that are proposed. It says nobody's name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="+")
    edition = models.PositiveIntegerField()
    text = SealedText()
    day = models.DateField()
