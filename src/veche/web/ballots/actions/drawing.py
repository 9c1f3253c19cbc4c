"""Drawing a vote up. Everything here can be done to a draft alone; the roll once frozen, nothing of it changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from veche.election.credentials import BASE58
from veche.election.questions import Question
from veche.web.ballots.drawing.countings import fitting, hinted
from veche.web.ballots.drawing.questions import of_json, stored, to_json
from veche.web.ballots.drawing.templates import STANDING, draft
from veche.web.ballots.models import Officer, Post, Stage, StandingRoll, Vote
from veche.web.bodies.access import require
from veche.web.bodies.models import Membership, Office
from veche.web.house.language import Voice
from veche.words import Language

from .locking import held


@dataclass(frozen=True)
class Posts:
    """Who does what. `serious`: trustees work on their own machines; `threshold`: so many of them are enough (None: all)."""

    officer: Membership
    registrar: Membership
    trustees: Sequence[Membership]
    serious: bool
    threshold: int | None


def uuid_from(once: bytes) -> str:
    """The identifier that 16 random bytes give: 14 digits in base 58."""
    number, digits = int.from_bytes(once, "big"), ""
    for _ in range(14):
        number, digit = divmod(number, len(BASE58))
        digits += BASE58[digit]
    return digits


def draw_up(membership: Membership, kind: str, language: Language, once: bytes) -> Vote:
    """A new draft from a template; whoever draws it up is its returning officer. Raises PermissionDenied.

    `once`: 16 random bytes that came with the form. The same form sent again gives the same draft, as it stands now.
    """
    require(membership, Office.RETURNING_OFFICER, Office.STEWARD)
    if (made := Vote.objects.filter(pk=uuid_from(once), body=membership.body).first()) is not None:
        return made
    begun = draft(kind, Voice(language))
    questions = [
        hinted(question, chosen) for question, chosen in zip(begun.questions, begun.counting, strict=True)
    ]
    with transaction.atomic():
        vote = Vote.objects.create(
            uuid=uuid_from(once),
            body=membership.body,
            kind=kind,
            language=language,
            title=begun.title,
            description=begun.description,
            questions=stored(questions),
            counting=list(begun.counting),
            rule=begun.rule,
            turnout=membership.body.turnout,
            serious=False,
        )
        Officer.objects.create(
            vote=vote, membership=membership, name=membership.name, post=Post.RETURNING_OFFICER
        )
        if kind == STANDING:
            StandingRoll.objects.create(vote=vote, body=membership.body)
    return vote


def write_text(uuid: str, title: str, description: str) -> None:
    with held(uuid, Stage.DRAFT) as vote:
        vote.title, vote.description = title, description


def add_question(uuid: str, place: int, question: Question) -> None:
    """Put a question behind the last. `place`: how many there were when the form was shown; sent again it adds nothing."""
    with held(uuid, Stage.DRAFT) as vote:
        rule = {"rule": fitting(question)[0], "seats": 1}
        added = to_json(hinted(question, rule))
        if added not in vote.questions[place:]:
            vote.questions.append(added)
            vote.counting.append(rule)


def write_question(uuid: str, number: int, question: Question) -> None:
    """Put a question in place `number`, from 1. Its count is kept where the rule still fits."""
    with held(uuid, Stage.DRAFT) as vote:
        chosen = vote.counting[number - 1]
        if chosen is not None and chosen["rule"] not in fitting(question):
            chosen = None
        old = vote.questions[number - 1]
        vote.counting[number - 1] = chosen
        vote.questions[number - 1] = to_json(hinted(question, chosen, _grades(old)))


def drop_question(uuid: str, number: int, of: int) -> None:
    """Take question `number` out, where there are still as many as when the page was shown: sent again it takes no other."""
    with held(uuid, Stage.DRAFT) as vote:
        if len(vote.questions) == of:
            del vote.questions[number - 1 : number], vote.counting[number - 1 : number]


def count_by(uuid: str, number: int, rule: str, seats: int, grades: Sequence[str] = ()) -> None:
    """Count question `number`, from 1, by a rule of `veche.counting`; an empty one leaves it uncounted."""
    with held(uuid, Stage.DRAFT) as vote:
        chosen = {"rule": rule, "seats": seats} if rule else None
        question = of_json(vote.questions[number - 1])
        vote.counting[number - 1] = chosen
        vote.questions[number - 1] = to_json(hinted(question, chosen, grades))


def decide_by(uuid: str, rule: str, variant: str) -> None:
    """Decide the first question by a rule of `veche.rules`; an empty one decides nothing."""
    with held(uuid, Stage.DRAFT) as vote:
        vote.rule, vote.variant = rule, variant


def set_service(uuid: str, rounds: int, until: date) -> None:
    """For how many votes and petitions a standing roll is made, and the last day on which one may begin."""
    with held(uuid, Stage.DRAFT) as vote:
        StandingRoll.objects.filter(vote=vote).update(rounds=rounds, until=until)


def set_times(uuid: str, opens: datetime, closes: datetime, turnout: str) -> None:
    with held(uuid, Stage.DRAFT) as vote:
        vote.opens, vote.closes, vote.turnout = opens, closes, turnout


def give_posts(uuid: str, posts: Posts) -> None:
    """In place of whoever had them."""
    with held(uuid, Stage.DRAFT) as vote:
        Officer.objects.filter(vote=vote).delete()
        vote.serious, vote.threshold = posts.serious, posts.threshold
        named = [(Post.RETURNING_OFFICER, 1, posts.officer), (Post.REGISTRAR, 1, posts.registrar)]
        named += [(Post.TRUSTEE, number, one) for number, one in enumerate(posts.trustees, 1)]
        for post, number, holder in named:
            Officer.objects.create(vote=vote, membership=holder, name=holder.name, post=post, number=number)


def throw_away(uuid: str) -> None:
    """A draft that nobody but its officers has seen leaves nothing behind."""
    with transaction.atomic():
        Vote.objects.filter(pk=uuid, stage=Stage.DRAFT).delete()


def _grades(question: Mapping[str, Any]) -> Sequence[str]:
    extra = question.get("extra")
    grades = extra.get("grades", ()) if isinstance(extra, dict) else ()
    return [str(grade) for grade in grades]
