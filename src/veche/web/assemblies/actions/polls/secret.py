"""A secret vote in an assembly is a round of the verifiable ballot: its box, its keys and its proof are those of any other vote. Here stands its shadow."""

from __future__ import annotations

import logging
from datetime import timedelta

from django.db import transaction
from django.http import Http404
from django.utils import timezone

from veche.assembly.tally import Counts, unite
from veche.election.questions import HomomorphicQuestion, NonHomomorphicQuestion, Question
from veche.rules import decide as decide_by
from veche.rules.small_groups import SMALLEST
from veche.web.ballots.access import rounds
from veche.web.ballots.actions.holding import BadTime
from veche.web.ballots.actions.roll import CannotBeHeld
from veche.web.ballots.actions.rounds import NoRoundLeft, begin_round
from veche.web.ballots.drawing.countings import RANKS
from veche.web.ballots.drawing.rules import EXAMPLE, chosen
from veche.web.ballots.drawing.templates import YES_NO, answers
from veche.web.ballots.models import Stage as VoteStage
from veche.web.ballots.models import StandingRoll
from veche.web.ballots.public.outcome import Outcome, outcomes, result_of
from veche.web.house.language import Voice
from veche.words import Language
from veche.words.answers import roles

from ...access import polls
from ...access.hall import Viewer
from ...access.presence import attendance, roll_of
from ...errors import Refused
from ...models import Assembly, Poll, Stage, Way
from ..locking import RUNNING, lock, lock_for
from ..pulse import beat
from .deciding import Counted, settle
from .holding import fresh
from .opening import Wanted, begun, called_off, check, overfull

log = logging.getLogger(__name__)

LONGEST = 7 * 24 * 60
"""Minutes that a secret vote of an assembly is open at most."""


def open_secret(viewer: Viewer, wanted: Wanted) -> Poll:
    """Begin it on the next round of the body's standing roll. Never call it inside a transaction: an archive is written. Cut off in between, the same
    poll goes on with `finish_opening`.

    Raises PermissionDenied, Refused("no_standing_roll", "no_round_left", "cannot_be_held", "ranks_need_shuffles", "secret_running", "delegates_open", "no_answers",
    "papers_add_up", "not_now").
    """
    if viewer.assembly.of_delegates:
        raise Refused("delegates_open")
    roll = standing_roll(viewer.assembly)
    poll = _row(viewer, wanted)
    return finish_opening(poll, roll, wanted.minutes)


def standing_roll(assembly: Assembly) -> StandingRoll:
    roll = rounds.standing_roll(assembly.body)
    if roll is None:
        raise Refused("no_standing_roll")
    return roll


@transaction.atomic
def _row(viewer: Viewer, wanted: Wanted) -> Poll:
    assembly = lock_for(viewer, Stage.OPEN)
    check(assembly, wanted)
    for one in Poll.objects.filter(assembly=assembly, way=Way.SECRET, state=Poll.State.OPEN):
        if one.question == wanted.question:
            if one.round_id is None:  # cut off before it began: the same click again
                return one
            raise Refused("secret_running")
    poll = begun(assembly, wanted)
    poll.present, poll.roll_size = attendance(assembly).here, roll_of(assembly)
    poll.parts = ["paper"] if "paper" in wanted.parts else []
    poll.save()
    return poll


def finish_opening(poll: Poll, roll: StandingRoll, minutes: int) -> Poll:
    """The round, begun once however often this is called: its key is the poll."""
    language = Language(poll.assembly.language)
    try:
        vote = begin_round(
            roll,
            kind="other",
            title=poll.question,
            questions=[question_of(poll, language)],
            counting=[counting_of(poll)],
            closes=timezone.now() + timedelta(minutes=min(max(minutes, 1), LONGEST)),
            language=language,
            rule=_rule_of_round(poll),
            variant=poll.variant if _rule_of_round(poll) else "",
            key=f"poll {poll.pk}",
        )
    except (CannotBeHeld, BadTime, NoRoundLeft) as no:
        _undo(poll)
        raise Refused(_why(no)) from no
    with transaction.atomic():
        lock(poll.assembly_id)
        now = fresh(poll)
        now.round = vote
        now.save(update_fields=["round"])
        beat(poll.assembly_id)
    return now


def _why(no: Exception) -> str:
    """Rankings are shuffled, which a browser cannot do: the roll's trustees must work on machines of their own."""
    if isinstance(no, CannotBeHeld) and "fault_shuffles" in no.found:
        return "ranks_need_shuffles"
    return "no_round_left" if isinstance(no, NoRoundLeft) else "cannot_be_held"


@transaction.atomic
def _undo(poll: Poll) -> None:
    """A vote that could not begin was none: it was called off at once."""
    lock(poll.assembly_id)
    Poll.objects.filter(pk=poll.pk).update(state=Poll.State.CALLED_OFF)
    beat(poll.assembly_id)


def question_of(poll: Poll, language: Language) -> Question:
    """As the ballot asks it, in the language of the assembly."""
    if poll.about == "election" and poll.rule in RANKS:
        return NonHomomorphicQuestion(tuple(poll.answers), poll.question)
    if poll.about == "election":
        return HomomorphicQuestion(tuple(poll.answers), True, 1, poll.most, poll.question)
    if poll.rule:
        return HomomorphicQuestion(
            answers(Voice(language), "abstain" in poll.answers), None, 1, 1, poll.question
        )
    return HomomorphicQuestion(tuple(poll.answers), None, 1, 1, poll.question)


def counting_of(poll: Poll) -> dict[str, object] | None:
    if poll.about == "election":
        return {"rule": poll.rule, "seats": poll.seats}
    return dict(YES_NO) if poll.rule else {"rule": "plurality", "seats": 1}


def _rule_of_round(poll: Poll) -> str:
    """A rule that asks who is present is applied here, where that is known: the archive of the round cannot tell."""
    if poll.about == "election" or not poll.rule:
        return ""
    return "" if decide_by(chosen(poll.rule), EXAMPLE, variant=poll.variant or None).missing else poll.rule


@transaction.atomic
def take_result(viewer: Viewer, poll: Poll) -> Poll:
    """Once its round is published: what its archive proves is the result here, with the papers that were counted beside it.

    Taken already, or called off: nothing happens. Also after the assembly was closed. Raises PermissionDenied, Refused("not_published", "parts_missing").
    """
    lock_for(viewer)
    one = fresh(poll)
    if one.state == Poll.State.OPEN:
        _take(one)
    return one


def take_results() -> None:
    """Everything that was published since: called by whatever keeps the time. Where papers are counted and the assembly goes on, its chair says when
    all of them are there."""
    ended = (VoteStage.PUBLISHED, VoteStage.CALLED_OFF)
    for poll in Poll.objects.filter(way=Way.SECRET, state=Poll.State.OPEN, round__stage__in=ended):
        try:
            _take_when_due(poll)
        except Refused:
            continue  # away on a laptop, or a pile waits for its second person
        except Exception:  # an archive that cannot be read keeps no other from being taken
            log.exception("the result of a secret vote in an assembly was not taken over")


@transaction.atomic
def _take_when_due(poll: Poll) -> None:
    assembly, one = lock(poll.assembly_id), fresh(poll)
    papers_may_come = "paper" in one.parts and assembly.stage in RUNNING
    if one.state == Poll.State.OPEN and not papers_may_come and not overfull(one):
        _take(one)


def _take(poll: Poll) -> None:
    """The assembly is locked. Whoever voted counts as present: codes serve those on the roll, wherever they are."""
    if poll.way != Way.SECRET or poll.round is None:
        raise Http404
    if poll.round.stage == VoteStage.CALLED_OFF:
        called_off(poll, "poll_called_off")
        return
    if poll.round.stage != VoteStage.PUBLISHED:
        raise Refused("not_published")
    if polls.state_of(poll).open_piles:
        raise Refused("parts_missing")
    found, result = outcomes(poll.round)[0], result_of(poll.round.uuid)
    papers = papers_of(poll)
    people = result.voters + sum(papers)
    if sum(papers) and people > (poll.roll_size or 0):
        poll.result = {"overfull": people}
        poll.save(update_fields=["result"])
        beat(poll.assembly_id)
        return
    poll.present = max(poll.present or 0, people)
    poll.roll_size = max(poll.roll_size or 0, poll.present)
    _settle(poll, found, result.sums[0], result.voters, papers)


def papers_of(poll: Poll) -> Counts:
    """For each answer of the poll, then blank and spoiled ones: what two people counted."""
    return unite((one.counts for one in polls.state_of(poll).agreed_papers), len(poll.answers) + 2)


def _settle(poll: Poll, found: Outcome, sums: object, voters: int, papers: Counts) -> None:
    """The numbers of the round are public: a sum with few papers would tell what those few papers say, so it is not told."""
    votes, blank = _votes(poll, found, sums, voters)
    parts, on_paper = {"secret": votes}, sum(papers)
    if on_paper:
        parts["paper"] = papers[:-2]
    hidden = found.hidden or 0 < on_paper < SMALLEST
    more: dict[str, object] = {
        "parts": {name: [] if hidden else list(part) for name, part in parts.items()},
        "voted": voters + on_paper,
    }
    winners = None
    if found.count is not None and poll.about == "election" and not on_paper:
        winners = found.count.winners
    whole = unite(parts.values(), len(poll.answers))
    settle(poll, Counted(whole, blank + papers[-2], papers[-1], hidden, winners), more)


def _votes(poll: Poll, found: Outcome, sums: object, voters: int) -> tuple[Counts, int]:
    """For each answer of the poll, and blank ones. The archive has the answers in the same order."""
    question = found.question
    if not isinstance(question, HomomorphicQuestion) or not isinstance(sums, list | tuple):
        return (0,) * len(poll.answers), 0
    numbers = tuple(sums[1:] if question.blank else sums)
    assert roles(question.answers) is not None or not poll.rule or poll.about == "election"  # noqa: S101 - we wrote the answers
    blank = voters - sum(numbers) if question.maximum == 1 else 0
    return numbers, max(0, blank)


__all__ = ["finish_opening", "open_secret", "polls", "standing_roll", "take_result", "take_results"]
