"""Opening a vote, and calling it off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.db.models import Max

from veche.counting import find as find_counting
from veche.counting.errors import CannotCount
from veche.rules import UnknownRule
from veche.web.ballots.drawing.countings import RANKS
from veche.web.ballots.drawing.rules import chosen
from veche.web.bodies.access import today
from veche.web.motions.models import Amendment, Block, Motion

from ...access import polls
from ...access.hall import Viewer
from ...access.presence import attendance
from ...errors import Refused
from ...models import Assembly, Item, Poll, Stage, Way
from ..happening import note
from ..locking import lock_for
from .holding import ballots, held

MOST_ANSWERS = 100
LONGEST_ANSWER = 200
OPEN_RULES = ("plurality", "block", "approval")
"""Rules of veche.counting that count sums of open votes."""


@dataclass(frozen=True)
class Wanted:
    """What the chair puts to the vote. `answers`: the keys yes, no, abstain where `rule` is a rule of decision; texts in an election, and in a free
    question that has no rule."""

    about: str
    way: str
    question: str
    answers: Sequence[str]
    rule: str = ""
    variant: str = ""
    parts: Sequence[str] = ("phones",)
    changeable: bool = True
    seats: int = 1
    most: int = 1
    motion: Motion | None = None
    amendment: Amendment | None = None
    block: Block | None = None
    target: str = ""
    otherwise: str = ""
    minutes: int = field(default=15)
    """Of a secret vote: how long it is open."""


@transaction.atomic
def open_poll(viewer: Viewer, wanted: Wanted) -> Poll:
    """In the open. Raises PermissionDenied, Refused("poll_running", "cards_of_delegates", "secret_demanded", "no_answers", "no_weights", "not_now")."""
    assembly = lock_for(viewer, Stage.OPEN)
    if polls.running(assembly) is not None:
        raise Refused("poll_running")
    check(assembly, wanted)
    if polls.must_be_secret(assembly, _item(assembly)) and wanted.about != "procedure":
        raise Refused("secret_demanded")
    return begun(assembly, wanted)


def check(assembly: Assembly, wanted: Wanted) -> None:
    """What holds for every vote. Raises Refused."""
    if wanted.way == Way.CARDS and not assembly.of_delegates:
        raise Refused("cards_of_delegates")
    if wanted.way == Way.SECRET and assembly.of_delegates:
        raise Refused("delegates_open")
    answers = [one.strip() for one in wanted.answers]
    wrong = not all(answers) or any(len(one) > LONGEST_ANSWER for one in answers)
    if wrong or not 2 <= len(set(answers)) == len(answers) <= MOST_ANSWERS:
        raise Refused("no_answers")
    if not wanted.way == Way.SECRET and not set(wanted.parts) & {"phones", "hands", "paper"}:
        raise Refused("no_parts")
    if wanted.way == Way.SECRET and "paper" in wanted.parts and (wanted.most > 1 or wanted.rule in RANKS):
        raise Refused("papers_add_up")
    _check_rule(wanted)


def _check_rule(wanted: Wanted) -> None:
    try:
        if wanted.about == "election":
            find_counting(wanted.rule)
            if wanted.way != Way.SECRET and wanted.rule not in OPEN_RULES:
                raise Refused("rule_needs_papers")
        elif wanted.rule:
            chosen(wanted.rule).way(wanted.variant or None)
    except (UnknownRule, CannotCount):
        raise Refused("no_such_rule") from None


def begun(assembly: Assembly, wanted: Wanted) -> Poll:
    """The row of a vote that is open now. The assembly is locked."""
    last = Poll.objects.filter(assembly=assembly).aggregate(last=Max("number"))["last"]
    cards = wanted.way == Way.CARDS
    weights = polls.weights(assembly) if cards else {}
    if cards and not sum(weights.values()):
        raise Refused("no_weights")
    poll = Poll.objects.create(
        assembly=assembly,
        number=1 + (last or 0),
        item=_item(assembly),
        motion=wanted.motion,
        amendment=wanted.amendment,
        block=wanted.block,
        about=wanted.about,
        question=wanted.question,
        answers=list(wanted.answers),
        target=wanted.target,
        otherwise=wanted.otherwise,
        way=Way(wanted.way),
        rule=wanted.rule,
        variant=wanted.variant,
        parts=[one for one in ("phones", "hands", "paper") if one in wanted.parts],
        changeable=wanted.changeable,
        seats=wanted.seats,
        most=wanted.most,
        weighed=_day(assembly) if cards else None,
        weights=weights,
    )
    Assembly.objects.filter(pk=assembly.pk).update(screen="poll")
    here = attendance(assembly).here
    note(
        assembly.pk,
        "poll_opened",
        item=poll.item,
        poll=poll,
        number=poll.number,
        question=poll.question,
        present=here,
    )
    return poll


def _item(assembly: Assembly) -> Item | None:
    return Item.objects.filter(pk=assembly.item_id).first() if assembly.item_id else None


def _day(assembly: Assembly) -> date:
    weighed = polls.weighed(assembly)
    return weighed[0].weighed or today() if weighed else today()


@transaction.atomic
def call_off(viewer: Viewer, poll: Poll) -> None:
    """Before it is decided. What was voted goes. Called off already: nothing happens. Raises Refused("poll_over", "secret_runs")."""
    one = held(viewer, poll, *polls.UNDECIDED, Poll.State.CALLED_OFF)
    if one.state == Poll.State.CALLED_OFF:
        return
    # Otherwise whoever leads could wait for its result, and call off what does not suit them.
    if one.round_id is not None and not overfull(one):
        raise Refused("secret_runs")
    called_off(one, "poll_called_off")


def overfull(poll: Poll) -> bool:
    """Whether more voted in secret, by code and on paper together, than are on the roll: somebody voted twice, and nothing can be said."""
    return "overfull" in poll.result


def called_off(poll: Poll, what: str) -> None:
    """The assembly is locked."""
    ballots(poll).delete()
    poll.state = Poll.State.CALLED_OFF
    poll.save(update_fields=["state"])
    note(poll.assembly_id, what, item=poll.item, poll=poll, number=poll.number, question=poll.question)
