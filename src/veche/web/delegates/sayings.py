"""Statutes and what became of a delegate, in the reader's words."""

from __future__ import annotations

from collections.abc import Iterator

from veche.assembly.terms import Objection
from veche.web.ballots.drawing.rules import chosen, words_of
from veche.web.house.language import WEB, Voice
from veche.words import catalogue

from .access import usual
from .models import Statutes, StatutesChange

OBJECTIONS = WEB.parent / "assembly/terms/words"


def objected(objections: list[Objection] | tuple[Objection, ...], voice: Voice) -> list[str]:
    """Each as a sentence."""
    words = catalogue(OBJECTIONS, voice.language)
    return [one.sentence.say(words) for one in objections]


def clauses(said: Statutes, voice: Voice) -> Iterator[str]:
    """What the statutes mean, sentence by sentence."""
    yield from seat_clauses(said, voice)
    yield voice("delegates:says.term", said.term_days)
    if said.most_terms:
        yield voice("delegates:says.most_terms", said.most_terms)
        yield voice("delegates:says.pause", said.pause_days or said.term_days)
    if said.incompatible:
        offices = ", ".join(voice(f"delegates:office.{one}") for one in sorted(said.incompatible))
        yield voice("delegates:says.incompatible", offices=offices)


def seat_clauses(said: Statutes, voice: Voice) -> Iterator[str]:
    """How seats are shared, and for whom the body stands."""
    yield (
        voice(f"delegates:says.{said.method}", said.seats) if said.seats else voice("delegates:says.no_seats")
    )
    if said.least:
        yield voice("delegates:says.least", said.least)
    if said.most:
        yield voice("delegates:says.most", said.most)
    yield voice(f"delegates:says.counts_{said.counts or usual(said.body)}")


def sent_clauses(said: Statutes, voice: Voice) -> Iterator[str]:
    """Of delegates whom the body sends."""
    yield voice(f"delegates:says.mandates_{said.mandates}")
    yield voice("delegates:says.report", said.report_days)
    yield voice("delegates:says.recall_share", said.recall_sign_days, share=said.recall_share)
    yield voice("delegates:says.recall_vote", said.recall_days, rule=rule_name(said.recall_rule, voice))
    if said.recall_pause_days:
        yield voice("delegates:says.recall_pause", said.recall_pause_days)


def rule_name(rule: str, voice: Voice) -> str:
    return chosen(rule).name.say(words_of(voice.language))


def changed(change: StatutesChange, voice: Voice) -> tuple[str, str]:
    """One change: what, and from what to what."""
    what = voice(f"delegates:field.{change.field}")
    places = {
        "before": _value(change.field, change.before, voice),
        "after": _value(change.field, change.after, voice),
        "by": change.by,
    }
    if change.holds_from > change.day:
        return what, voice("delegates:changed.later", **places, day=change.holds_from)
    return what, voice("delegates:changed.now", **places)


def coming(said: Statutes, voice: Voice) -> list[tuple[str, str]]:
    """What of a recall will hold later: a heading and a value."""
    return [
        (voice(f"delegates:field.{name}"), _value(name, str(value), voice))
        for name, value in said.coming.items()
    ]


def _value(field: str, value: str, voice: Voice) -> str:
    if field in ("method", "counts", "mandates"):
        return voice(f"delegates:{field}.{value}") if value else voice("delegates:changed.nothing")
    if field == "recall_rule":
        return rule_name(value, voice)
    if field == "incompatible":
        offices = ", ".join(voice(f"delegates:office.{one}") for one in value.split())
        return offices or voice("delegates:changed.nothing")
    return value
