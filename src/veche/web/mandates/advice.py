"""What a delegate reads beside the ballot, and what happens when it goes against the mandate."""

from __future__ import annotations

from collections.abc import Sequence

from django.urls import reverse

from veche.assembly.mandate import Duty
from veche.web.assemblies.hooks import AgainstMandate, Beside
from veche.web.assemblies.models import Poll
from veche.web.delegates.access import statutes
from veche.web.delegates.models import Delegacy, Strictness
from veche.web.house.language import Voice

from .access.advice import bound
from .saying import about, advice

NOT_BOUND = ("procedure", "minutes")
SAY_SO = (Duty.REFER_BACK, Duty.ABSTAIN)
"""What is to be done because the text has changed: their sentences say that it has."""


def before_ballot(poll: Poll, delegacy: Delegacy, choice: Sequence[int]) -> None:
    """Raises AgainstMandate; refused where the statutes of the body that gave the mandate say so."""
    if poll.about in NOT_BOUND:
        return
    against = bound(poll, delegacy).against(tuple(choice))
    if against is not None:
        refused = statutes(delegacy.seat.lower).mandates == Strictness.REFUSE
        raise AgainstMandate(f"mandates:against.{against.why}", refused=refused)


def beside_ballot(poll: Poll, delegacy: Delegacy, voice: Voice) -> Beside | None:
    """What the body decided about this question, and what it said of topics."""
    if poll.about in NOT_BOUND:
        return None
    found = bound(poll, delegacy)
    told = found.advice()
    if found.mandate is None and not found.topics:
        return None
    said = [voice("mandates:beside.changed")] if found.question.changed and told.duty not in SAY_SO else []
    if found.mandate is not None or told.duty is not Duty.FREE:
        said += advice(told, found.question.answers, voice)
    said += [voice("mandates:beside.topic", about=about(one, voice)) for one in found.topics]
    one = found.mandate or found.topics[0]
    return Beside(tuple(said), reverse("mandate", args=[one.pk]))
