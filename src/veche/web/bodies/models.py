"""Bodies, their members, and what binds them. Read through `access`, written through `actions`."""

from __future__ import annotations

import uuid

from django.db import models

from veche.web.accounts.models import Account
from veche.web.house.sealed import SealedText


class Kind(models.TextChoices):
    """What a body is. On screen it has its own word in every language."""

    COLLECTIVE = "collective"
    BRANCH = "branch"
    UNION = "union"
    COMMITTEE = "committee"
    COUNCIL = "council"
    FEDERATION = "federation"


class Mode(models.TextChoices):
    """Whether the law obliges the body to keep a register of its members."""

    NAMES = "names"
    REGISTER = "register"


class Turnout(models.TextChoices):
    """What of the turnout is shown while a vote is open."""

    NOTHING = "nothing"
    DAILY = "daily"
    ALWAYS = "always"


class Body(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = SealedText()
    kind = models.CharField(max_length=20, choices=Kind.choices)
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.NAMES)
    vouchers = models.PositiveSmallIntegerField(default=1)
    """How many members must know a newcomer: 1 is whoever invited."""
    turnout = models.CharField(max_length=10, choices=Turnout.choices, default=Turnout.NOTHING)
    all_invite = models.BooleanField(default=False)
    """Whether every member may invite, or stewards alone."""
    register_key = models.BinaryField(max_length=32, null=True)
    """The secretary's public key (X25519), to which entries of the register are sealed."""


class Link(models.Model):
    """`lower` belongs to `upper`: a branch to a union, a committee to a branch. Bodies form a graph without circles."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    upper = models.ForeignKey(Body, models.CASCADE, related_name="+")
    lower = models.ForeignKey(Body, models.CASCADE, related_name="+")
    accepted = models.BooleanField(default=False)
    """By a steward of the other side."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("upper", "lower"), name="one_link"),)


class Standing(models.TextChoices):
    WAITING = "waiting"
    """Invited and joined, but not enough members have vouched yet."""
    MEMBER = "member"


class Membership(models.Model):
    """Somebody in a body, by the name that they chose there. Whoever leaves is deleted."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, models.CASCADE, related_name="+")
    name = SealedText()
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.WAITING)
    invited_by = models.BinaryField(max_length=32, null=True)
    """The tie to whoever invited them, which the database alone does not show: see `ties`."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("body", "account"), name="one_membership"),)


class Office(models.TextChoices):
    """The roles of a body. Who holds one is known to every member."""

    STEWARD = "steward"
    RETURNING_OFFICER = "returning_officer"
    REGISTRAR = "registrar"
    TRUSTEE = "trustee"
    SECRETARY = "secretary"


class Role(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    office = models.CharField(max_length=20, choices=Office.choices)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("membership", "office"), name="one_role"),)


class RoleChange(models.Model):
    """A role given or taken: shown to every member, and never deleted while the body stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    """From 1, in the body."""
    office = models.CharField(max_length=20, choices=Office.choices)
    given = models.BooleanField()
    name = SealedText()
    """Whose role it is, as they were called then."""
    by = SealedText()
    day = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("body", "number"), name="one_number"),)


class Record(models.Model):
    """What every member may know was done, and by whom. Nothing changes or deletes it while the body stands."""

    class Deed(models.TextChoices):
        SETTINGS = "settings"
        """Among them how many must know a newcomer: who lowers that for an hour is seen."""
        REMOVED = "removed"
        """A member, whose name is not kept, by the steward who had invited them."""
        KEY_SET = "key_set"
        """The register's key."""
        REGISTER_ASKED = "register_asked"
        REGISTER_AGREED = "register_agreed"
        REGISTER_TAKEN = "register_taken"
        """Downloaded, sealed as it is."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    body = models.ForeignKey(Body, models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    """From 1, in the body."""
    deed = models.CharField(max_length=20, choices=Deed.choices)
    by = SealedText()
    day = models.DateField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=("body", "number"), name="one_record"),)


class Invitation(models.Model):
    """A code that lets one person in, once. What is used or withdrawn stays closed until its day, so that a form sent twice cannot open it again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    found_by = models.BinaryField(max_length=32, unique=True)
    body = models.ForeignKey(Body, models.CASCADE, related_name="+")
    inviter = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    mark = models.CharField(max_length=4)
    """The first four letters of the code: its inviter can tell which of them to withdraw."""
    expires = models.DateField()
    """The last day on which it lets in."""
    open = models.BooleanField(default=True)


class ShownCode(models.Model):
    """A short-lived code that a member holds out in person. A new one for the same end takes the place of the old one."""

    class End(models.TextChoices):
        VOUCH = "vouch"
        """To be vouched for."""
        OFFICE = "office"
        """To be given an office."""
        LINK = "link"
        """For another body to propose that it belongs to this one."""
        FORWARD = "forward"
        """For another body to hand a motion on to this one."""

    found_by = models.BinaryField(primary_key=True, max_length=32)
    membership = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    end = models.CharField(max_length=10, choices=End.choices)
    expires = models.DateTimeField()
    """To the hour."""

    class Meta:
        constraints = (models.UniqueConstraint(fields=("membership", "end"), name="one_shown_code"),)


class Vouching(models.Model):
    """A member knows a newcomer. Deleted when the newcomer is let in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    newcomer = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    voucher = models.ForeignKey(Membership, models.CASCADE, related_name="+")

    class Meta:
        constraints = (models.UniqueConstraint(fields=("newcomer", "voucher"), name="vouched_once"),)


class RegisterEntry(models.Model):
    """A legal name and an address, sealed to the secretary's key. This server cannot open it; it goes when the member leaves."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    membership = models.OneToOneField(Membership, models.CASCADE, related_name="+")
    key = models.BinaryField(max_length=32)
    """The public key to which it is sealed."""
    sealed = models.BinaryField(max_length=2048)


class RegisterRequest(models.Model):
    """The secretary asks for the sealed register; a steward who is somebody else agrees; it can be taken once, and the request is gone."""

    body = models.OneToOneField(Body, models.CASCADE, primary_key=True, related_name="+")
    asked_by = models.ForeignKey(Membership, models.CASCADE, related_name="+")
    agreed_by = models.ForeignKey(Membership, models.CASCADE, null=True, related_name="+")
    expires = models.DateField()
