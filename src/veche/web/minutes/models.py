"""Minutes. Read through `access`, written through `actions`."""

from __future__ import annotations

import uuid

from django.db import models

from veche.web.assemblies.models import Assembly, Poll
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


class Edition(models.Model):
    """A state of the minutes. None is changed or deleted: what the secretary corrected is seen beside what was drafted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    entries = SealedJSON()
    """In order: {"id", "item", "at", "text" | "what" + "places", "internal", "by_hand"}."""
    why = SealedText(default="")
    """What was corrected, in the secretary's words."""
    by = SealedText()
    day = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("minutes", "number"), name="one_edition"),)
