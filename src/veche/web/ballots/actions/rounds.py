"""Rounds of a standing roll: taking the next one, opening a vote on it at once, and what its registrar sends for it.

Who takes a round holds the vote that prepared the roll (`locking.held`): two at once never get the same one.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from veche.election.questions import Question
from veche.web.ballots.access.officers import current, officers_of
from veche.web.ballots.drawing.checks import Plan, faults
from veche.web.ballots.drawing.countings import hinted
from veche.web.ballots.drawing.questions import stored
from veche.web.ballots.files import archive_file
from veche.web.ballots.models import Officer, Post, Round, Stage, StandingRoll, Vote
from veche.words import Language

from .holding import minute, open_vote
from .locking import held
from .roll import CannotBeHeld


class NoRoundLeft(Exception):
    """All rounds of the roll are used, or it has ended: a new roll has to be prepared first."""


@dataclass(frozen=True)
class Asked:
    """What a round asks. `counting`: for each question None, or {"rule": name, "seats": number} of veche.counting."""

    kind: str
    title: str
    description: str
    questions: Sequence[Question]
    counting: Sequence[Mapping[str, Any] | None]
    rule: str
    variant: str
    closes: datetime
    language: Language


def begin_round(
    roll: StandingRoll,
    *,
    kind: str,
    title: str,
    questions: Sequence[Question],
    counting: Sequence[Mapping[str, Any] | None],
    closes: datetime,
    language: Language,
    description: str = "",
    rule: str = "",
    variant: str = "",
    key: str = "",
) -> Vote:
    """Open a vote at once, on the next round of the roll: its codes, its trustees and their keys serve it.

    `key`: what the vote is for, in at most 80 characters (`poll …`). The same key again gives the same vote, opened if that was cut off;
    without one, every call takes a round. Never call it inside a transaction: an archive is written. What is cut off between taking and
    opening, the clock opens. Raises CannotBeHeld, NoRoundLeft; BadTime where it should be closed already.
    """
    asked = Asked(kind, title, description, questions, counting, rule, variant, closes, language)
    with transaction.atomic(durable=True):
        taken = _take(roll, key)
        if not Vote.objects.filter(pk=taken.pk).exists():
            _must_be_askable(roll, asked)
            _draw_up(taken, asked)
            # From now on the vote has the list, and soon its archive; how long it runs, its stage says.
            taken.credentials = taken.runs_until = None
            taken.save()
    if Vote.objects.filter(pk=taken.pk, stage=Stage.READY).exists():
        open_vote(taken.pk, by_hand=True)
    return current(taken.pk)


def reserve_round(roll: StandingRoll, key: str = "", *, until: date | None = None) -> Round:
    """Take the next round for something that is no vote: a petition, which runs `until` a day. `key` as in `begin_round`. Raises NoRoundLeft."""
    with transaction.atomic():
        taken = _take(roll, key)
        taken.runs_until = until
        taken.save()
        return taken


def round_is_over(uuid: str) -> None:
    """What a round was reserved for has ended before its day: nobody needs a code for it any more."""
    Round.objects.filter(pk=uuid).update(runs_until=None)


def release_round(roll: StandingRoll, key: str) -> None:
    """Give back a round that was kept for a vote which will not be. Nothing happens once the vote is there: its identifier is spent."""
    with held(roll.pk, Stage.READY):
        kept = Round.objects.filter(roll=roll, taken_for=key).first()
        if kept is None or Vote.objects.filter(pk=kept.pk).exists() or archive_file(kept.pk).exists():
            return
        kept.used, kept.taken_for, kept.runs_until = False, "", None
        kept.save()


def _take(roll: StandingRoll, key: str) -> Round:
    with held(roll.pk, Stage.READY):
        if key and (mine := Round.objects.filter(roll__body=roll.body_id, taken_for=key).first()) is not None:
            return mine
        while (found := _next(roll)) is not None:
            found.used, found.taken_for = True, key
            found.save()
            # An archive without a vote: whoever wrote it was undone. Nothing was told of it, and nothing may follow it.
            if not archive_file(found.pk).exists():
                return found
            found.taken_for = ""
            found.save()
    raise NoRoundLeft


def _next(roll: StandingRoll) -> Round | None:
    now = StandingRoll.objects.get(pk=roll.pk)
    if now.ended is not None or (now.until is not None and now.until < timezone.now().date()):
        return None
    waiting = Round.objects.filter(roll=roll, used=False).exclude(credentials=None)
    return waiting.order_by("number").first()


def _must_be_askable(roll: StandingRoll, asked: Asked) -> None:
    """The same checks as of a draft. Raises CannotBeHeld."""
    standing = roll.vote
    trustees = sum(one.post == Post.TRUSTEE for one in officers_of(standing))
    plan = Plan(
        asked.title,
        asked.description,
        asked.questions,
        asked.rule,
        minute(timezone.now()),
        asked.closes,
        standing.serious,
        standing.threshold,
        trustees,
        registrars=1,
    )
    if found := tuple(faults(plan, timezone.now())):
        raise CannotBeHeld(found)


def _draw_up(taken: Round, asked: Asked) -> None:
    """A vote that is ready: what its roll was prepared with is its own."""
    standing = current(taken.roll_id)
    questions = [
        hinted(question, chosen) for question, chosen in zip(asked.questions, asked.counting, strict=True)
    ]
    vote = Vote.objects.create(
        uuid=taken.pk,
        body=standing.body,
        kind=asked.kind,
        language=asked.language,
        title=asked.title,
        description=asked.description,
        questions=stored(questions),
        counting=[None if chosen is None else dict(chosen) for chosen in asked.counting],
        rule=asked.rule,
        variant=asked.variant,
        stage=Stage.READY,
        opens=minute(timezone.now()),
        closes=asked.closes,
        roll_size=standing.roll_size,
        turnout=standing.body.turnout,
        serious=standing.serious,
        threshold=standing.threshold,
        public_credentials=taken.credentials,
        trustees=standing.trustees,
    )
    for officer in officers_of(standing):
        Officer.objects.create(
            vote=vote,
            membership_id=officer.membership_id,
            name=officer.name,
            post=officer.post,
            number=officer.number,
            public_key=officer.public_key,
            certificate=officer.certificate,
            polynomial=officer.polynomial,
            share=officer.share,
        )
