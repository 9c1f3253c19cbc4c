"""Mandates that delegates carry, whether they were kept, and reports. Read through `access`, written through `actions`."""

from __future__ import annotations

import uuid

from django.db import models

from veche.web.assemblies.models import Item, Poll
from veche.web.ballots.models import Vote
from veche.web.bodies.models import Body
from veche.web.delegates.models import Delegacy, Seat
from veche.web.house.sealed import SealedJSON, SealedText
from veche.web.motions.models import Motion


class Kind(models.TextChoices):
    IMPERATIVE = "imperative"
    BOUNDED = "bounded"
    FREE = "free"


class IfAmended(models.TextChoices):
    """What a delegate with an imperative mandate does when the text was changed since."""

    REFER_BACK = "refer_back"
    BOUNDS = "bounds"
    ABSTAIN = "abstain"
    FREE = "free"


class Mandate(models.Model):
    """What a body tells its seats in an upper body about one question. The last one that holds for a question counts; none is changed or deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    number = models.PositiveIntegerField()
    """From 1, in the lower body: a later one takes the place of an earlier one about the same question."""
    lower = models.ForeignKey(Body, models.CASCADE, related_name="+")
    upper = models.ForeignKey(Body, models.CASCADE, related_name="+")
    seat = models.ForeignKey(Seat, models.CASCADE, null=True, related_name="+")
    """One seat; none: all seats of the body."""
    motion = models.ForeignKey(Motion, models.CASCADE, null=True, related_name="+")
    item = models.ForeignKey(Item, models.CASCADE, null=True, related_name="+")
    """What it is about: a motion of the upper body, or an item of an agenda; none of both: whatever `topic` says."""
    topic = SealedText(default="")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    instruction = SealedJSON(default=dict)
    """As veche.assembly.mandate writes it: {"vote": "yes"}, {"split": {"yes": 60, "no": 40}}, {"never": ["yes"], "lines": [texts]}."""
    if_amended = models.CharField(max_length=12, choices=IfAmended.choices, default=IfAmended.REFER_BACK)
    version = models.PositiveIntegerField(null=True)
    """The version of the motion's text that the body had before it."""
    text = SealedJSON(default=list)
    """Its paragraphs, with the amendments that were adopted by then: what this mandate is about, whatever becomes of it."""
    decided_by = models.ForeignKey(Vote, models.SET_NULL, null=True, related_name="+")
    question = models.PositiveSmallIntegerField(default=1)
    """Which question of that vote, from 1."""
    decided_in = models.ForeignKey(Poll, models.SET_NULL, null=True, related_name="+")
    resolution = SealedText(default="")
    """The words of the decision at home, where it was taken outside of this software."""
    taken = SealedText(default="")
    """Where and when that was."""
    by = SealedText()
    """Who entered it: an officer, by the name that all members know."""
    digest = models.CharField(max_length=64)
    """SHA-256 of the mandate's words, which the delegate and the body can compare."""
    given = models.DateField()
    until = models.DateField(null=True)
    withdrawn = models.DateField(null=True)
    withdrawn_by = SealedText(default="")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("lower", "number"), name="one_mandate_number"),)


class Verdict(models.TextChoices):
    KEPT = "kept"
    BROKEN = "broken"
    ABSENT = "absent"
    """There was a mandate, and no vote."""
    OPEN = "open"
    """A red line that only people can judge, or a text that was amended: the body decides."""
    FREE = "free"


class Keeping(models.Model):
    """Whether a mandate was kept in one vote of the upper body: computed when the vote is decided, shown to the body below."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    mandate = models.ForeignKey(Mandate, models.CASCADE, null=True, related_name="+")
    poll = models.ForeignKey(Poll, models.CASCADE, related_name="+")
    delegacy = models.ForeignKey(Delegacy, models.CASCADE, related_name="+")
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    why = models.CharField(max_length=40)
    """A name of veche.assembly.mandate.Why: the reason of what was computed."""
    computed = models.CharField(max_length=10, blank=True)
    """What it was before people judged; empty: nobody did."""
    weight = models.PositiveIntegerField(default=1)
    """Of the seat in this vote."""
    card = models.JSONField(null=True)
    """What the delegate put on each answer; none: no vote, or nobody knows. Delegates vote in the open."""
    changed = models.BooleanField(default=False)
    """Whether the text was another than the one that the body had before it."""
    judged_by = models.ForeignKey(Vote, models.SET_NULL, null=True, related_name="+")
    judged_in = models.ForeignKey(Poll, models.SET_NULL, null=True, related_name="+")
    """The vote of the body below that judged it."""
    judged = models.DateField(null=True)
    judged_name = SealedText(default="")
    """The officer who led from here to that vote."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("poll", "delegacy"), name="one_keeping"),)


class Report(models.Model):
    """A delegate's report to the body below, asked for by itself after an assembly."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    delegacy = models.ForeignKey(Delegacy, models.CASCADE, related_name="+")
    assembly = models.ForeignKey("assemblies.Assembly", models.CASCADE, related_name="+")
    due = models.DateField()
    text = SealedText(default="")
    given = models.DateField(null=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("delegacy", "assembly"), name="one_report"),)
