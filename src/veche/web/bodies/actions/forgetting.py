"""What is over is deleted, not kept."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from ..access import today
from ..models import Invitation, RegisterRequest, ShownCode


@transaction.atomic
def forget_what_ended() -> None:
    """Delete invitations, shown codes and requests whose time is over. A server's clock calls it; nothing depends on when."""
    Invitation.objects.filter(expires__lt=today()).delete()
    ShownCode.objects.filter(expires__lte=timezone.now()).delete()
    RegisterRequest.objects.filter(expires__lt=today()).delete()
