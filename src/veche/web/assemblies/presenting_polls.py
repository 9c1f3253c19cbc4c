"""How a vote and its result are said, in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from veche.rules import find
from veche.rules.model import Text
from veche.web.ballots.drawing.countings import name_of
from veche.web.ballots.drawing.rules import words_of
from veche.web.house.language import Voice
from veche.words.sentence import Sentence

from .models import Poll

YES_NO = ("yes", "no", "abstain")


def answers(poll: Poll, voice: Voice) -> list[str]:
    """What can be chosen, in words: the keys of a vote that a rule decides are said, everything else is its own text."""
    if poll.rule and poll.about != "election":
        return [voice(f"assemblies:poll_answer.{one}") for one in poll.answers]
    return list(poll.answers)


def counted_as(poll: Poll, voice: Voice) -> list[str]:
    """The same where they are counted: for, against, abstained."""
    if poll.rule and poll.about != "election":
        return [voice(f"assemblies:poll_counted.{one}") for one in poll.answers]
    return list(poll.answers)


def rule_name(poll: Poll, voice: Voice) -> str:
    if not poll.rule:
        return ""
    if poll.about == "election":
        return name_of(poll.rule, voice.language)
    return find(poll.rule).name.say(words_of(voice.language))


@dataclass(frozen=True)
class Row:
    """An answer, its votes, and of which parts they are."""

    label: str
    votes: int
    parts: tuple[tuple[str, int], ...]
    first: bool = False


@dataclass(frozen=True)
class Told:
    """A result. Everything but `headline` is what it was computed from."""

    headline: str
    good: bool | None
    rows: tuple[Row, ...]
    reasons: tuple[str, ...]
    warnings: tuple[str, ...]
    rule: str
    names: tuple[str, ...]
    sure: tuple[str, ...]
    """Elected, whoever wins the tie between `names`."""
    hidden: bool
    parts: tuple[str, ...]


def told(poll: Poll, voice: Voice) -> Told:
    """Of a vote that is decided."""
    result = poll.result
    decision = result.get("decision", {})
    names = [poll.answers[one - 1] for one in result.get("winners") or result.get("tied") or []]
    return Told(
        _headline(poll, voice),
        {"carried": True, "elected": True, "counted": None}.get(result["outcome"], False),
        tuple(_rows(poll, voice)),
        tuple(_said(decision.get("reasons", []), voice)),
        tuple(_said(decision.get("warnings", []), voice)),
        rule_name(poll, voice),
        tuple(names),
        tuple(poll.answers[one - 1] for one in result.get("sure", ())),
        result["hidden"],
        tuple(voice(f"assemblies:poll_part.{one}") for one in result.get("parts", {})),
    )


def _headline(poll: Poll, voice: Voice) -> str:
    key = poll.result.get("headline")
    if key:
        return Sentence(key).say(words_of(voice.language))
    return voice(f"assemblies:poll_outcome.{poll.result['outcome']}")


def _rows(poll: Poll, voice: Voice) -> Iterator[Row]:
    result = poll.result
    winners = {*result.get("winners", ()), *result.get("sure", ())}
    for place, (label, votes) in enumerate(zip(counted_as(poll, voice), result["counts"], strict=False)):
        parts = [
            (voice(f"assemblies:poll_part.{name}"), counts[place])
            for name, counts in result.get("parts", {}).items()
            if len(counts) > place
        ]
        yield Row(label, votes, tuple(parts), place + 1 in winners)


def _said(sentences: Iterable[dict[str, Any]], voice: Voice) -> Iterator[str]:
    words = words_of(voice.language)
    for one in sentences:
        if "texts" in one:  # of the rule's own file
            yield Text(one["key"], texts=one["texts"]).say(words)
            continue
        plain = {name: value for name, value in one.items() if name in ("key", "places", "count")}
        yield Sentence.from_json(plain).say(words)
