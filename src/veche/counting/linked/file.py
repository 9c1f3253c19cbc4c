"""Files of linked contests, in TOML, the contests in the order in which they are counted:

    stays = ["Re-open nominations"]     # names on the papers that are no persons; may be left out

    [[holds]]                           # offices that are held already; may be left out
    office = "President"
    name = "Ann Lee"

    [[contest]]
    title = "Trustee"                   # in place of the title in the file of ballots
    file = "trustee.blt"                # beside this file
    rule = "scottish-stv"
    seats = 1                           # in place of the seats in the file

    [[contest]]
    title = "Members for the north"
    file = "north.csv"
    rule = "meek"
    seats = 4
    reserved = "north-women.toml"       # see `veche.counting.reserved.file`
    settings = {}                       # of the rule, as texts
    overvote = "stop"                   # policies for papers that are not clear; what is not named is refused
    skipped = "close-up"
    duplicate = "first"

One lot, sealed before the first count, serves all contests. `read_linked(path).counts(lot)` gives the records.
"""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from veche.words.sentence import Sentence

from .. import formats
from ..formats import Duplicate, Overvote, Policy, Skipped
from ..formats.lines import shown
from ..reserved.file import read_reserved
from ..terms_file import Part
from . import Holder, Link, Linked

KEYS = ("title", "file", "rule", "seats", "reserved", "settings", "overvote", "skipped", "duplicate")
MOST_CONTESTS = 200

Choice = TypeVar("Choice", bound=StrEnum)


def read_linked(path: Path) -> Linked:
    """The contests in a file, with their ballots, checked. Raises BadTerms, BadBallots, CannotCount, CannotReserve, OSError."""
    whole = Part.of_file(path, ("stays", "holds", "contest"))
    holders = [
        Holder(part.get("office", str), part.get("name", str))
        for part in whole.parts("holds", ("office", "name"), MOST_CONTESTS)
    ]
    links = [link(part) for part in whole.parts("contest", KEYS, MOST_CONTESTS)]
    if not links:
        raise whole.bad("it states no [[contest]]: there is nothing to count")
    stays = whole.get("stays", list, [])
    if not all(isinstance(name, str) for name in stays):
        raise whole.bad("stays must be a list of names")
    linked = Linked(tuple(links), tuple(holders), frozenset(stays))
    linked.check()
    return linked


def link(part: Part) -> Link:
    """One contest; files are looked for beside the file that names them."""
    beside = part.file.parent
    file = beside / part.get("file", str)
    policy = Policy(
        choice(part, Overvote, "overvote") if "overvote" in part.values else None,
        choice(part, Skipped, "skipped"),
        choice(part, Duplicate, "duplicate"),
    )
    rule = part.get("rule", str)
    contest = formats.read(file, policy=policy.by(rule))
    seats = part.get("seats", int, contest.seats)
    notes: tuple[Sentence, ...] = ()
    if seats != contest.seats:
        notes = (Sentence("show.seats_given", {"given": seats, "stated": contest.seats}),)
    contest = replace(contest, title=part.get("title", str, contest.title), seats=seats)
    reserved = None
    if "reserved" in part.values:
        reserved = read_reserved(beside / part.get("reserved", str), contest.candidates)
    return Link(contest, rule, reserved, settings(part), notes)


def choice(part: Part, kind: type[Choice], key: str) -> Choice:
    """A policy, by default to refuse."""
    text = part.get(key, str, "refuse")
    try:
        return kind(text)
    except ValueError:
        raise part.bad(f"{key} is {shown(text)}: choose one of {', '.join(kind)}") from None


def settings(part: Part) -> dict[str, str]:
    found = part.get("settings", dict, {})
    for key, value in found.items():
        if not isinstance(value, str):
            raise part.bad(f"the setting {shown(key)} must be a text, in quotation marks")
    return found
