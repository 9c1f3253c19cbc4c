"""A report file to begin with: every key, with a note in the reader's language. What is not needed stands behind a #."""

from __future__ import annotations

import json
import textwrap
from datetime import date, timedelta

from veche.rules.small_groups import FLOOR, SMALLEST
from veche.words import Language

from .facts import SPOILED, Layout
from .voice import Voice

WIDTH = 100
DAYS = 10
"""How long the vote of the example lasted, and how long ago it ended, half of it."""


def example(language: Language, layout: Layout, file: str, today: date) -> str:
    """The text of a report file that can be used as it is, and says what else can be in it."""
    say = Voice(language)
    closed, opened = today - timedelta(DAYS // 2), today - timedelta(DAYS + DAYS // 2)
    parts = [
        note(say("example.head")) + note(say("example.run", file=file)),
        note(say("example.layout")) + key("layout", layout),
        note(say("example.language")) + key("language", language),
        note(say("example.body")) + key("body", say("example.body_value")),
        note(say("example.title")) + key("title", say("example.title_value")),
        note(say("example.question")) + key("question", say("example.question_value")),
        note(say("example.days")) + key("signed", today) + key("opened", opened) + key("closed", closed),
        note(say("example.place"))
        + off(key("place", say("example.place_value")) + key("offices", [say("example.office_value")])),
        *_numbers(say, layout, closed),
        *_rest(say),
    ]
    return "\n".join(parts)


def _numbers(say: Voice, layout: Layout, closed: date) -> list[str]:
    """Sources and figures. An election has candidates where a question has yes and no."""
    spoiled = "".join(key(reason, 2 if reason == "unmarked" else 0) for reason in SPOILED)
    printed = key("printed", 510) + key("unused", 10)
    more = key("replaced", 0) + key("undeliverable", 3) + key("challenged", 0) + key("valid", 410)
    votes = "[votes]\n" + key("yes", 300) + key("no", 90) + key("abstain", 12) + key("blank", 8)
    candidate = (
        "[[candidate]]\n" + key("name", say("example.name_value")) + key("votes", 410) + key("elected", True)
    )
    chosen = layout in (Layout.GB_ELECTION, Layout.US_ELECTION)
    return [
        note(say("example.sources"))
        + off(
            "[sources]\n"
            + key("archive", "strike.bel")
            + key("question", 1)
            + key("answers", ["yes", "no"])
            + key("count", "count.json")
        ),
        note(say("example.roll"))
        + "[roll]\n"
        + key("entitled", 500)
        + off(
            key("day", closed - timedelta(DAYS))
            + key("excluded", 0)
            + key("prevented", 0)
            + key("present", 0)
        ),
        note(say("example.change"))
        + off(
            "[[roll.change]]\n"
            + key("what", "removed")
            + key("number", 2)
            + key("reason", say("example.reason_value"))
        ),
        note(say("example.papers"))
        + "[papers]\n"
        + (printed if layout is Layout.US_ELECTION else off(printed))
        + key("distributed", 500)
        + key("returned", 412)
        + off(more),
        note(say("example.spoiled")) + "[papers.spoiled]\n" + spoiled,
        note(say("example.votes")) + (off(votes) if chosen else votes),
        note(say("example.candidate")) + (candidate if chosen else off(candidate)),
    ]


def _rest(say: Voice) -> list[str]:
    person = say("example.person_value")
    people = "".join(key(role, person) for role in ("returning_officer", "registrar", "scrutineer"))
    several = "".join(
        key(role, [person, person]) for role in ("trustees", "independent", "tellers", "observers")
    )
    unit = key("name", say("example.unit_value")) + key("roll", 500) + key("returned", 412)
    return [
        note(say("example.decision")) + off("[decision]\n" + key("rule", "plain-majority-of-votes")),
        note(say("example.unit")) + off("[[unit]]\n" + unit),
        note(say("example.people")) + "[people]\n" + people + off(several),
        note(say("example.privacy", floor=FLOOR)) + off("[privacy]\n" + key("minimum", SMALLEST)),
    ]


def note(text: str) -> str:
    return "".join(f"# {line}\n" for line in textwrap.wrap(text, WIDTH, break_on_hyphens=False))


def key(name: str, value: object) -> str:
    """One line of TOML. JSON's strings, numbers, lists and truths are TOML's."""
    if isinstance(value, date):
        return f"{name} = {value.isoformat()}\n"
    return f"{name} = {json.dumps(value, ensure_ascii=False)}\n"


def off(lines: str) -> str:
    """The same lines, left out: "#" without a space, so that a note and a line can be told apart."""
    return "".join(f"#{line}\n" for line in lines.splitlines())
