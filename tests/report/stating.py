"""Report files for the tests, and what becomes of them."""

from __future__ import annotations

from pathlib import Path

from election.support import YES_NO, make_scene, tally

from veche.election.board import Board
from veche.report import Document, Facts, draw_up, gather, read_report
from veche.words import Language

STRIKE = """
layout = "general"
body = "Drivers' union, depot 3"
title = "Strike ballot"
question = "Shall we strike?"
signed = 2026-11-24
opened = 2026-11-10
closed = 2026-11-20
[roll]
entitled = 704
day = 2026-11-01
[[roll.change]]
what = "removed"
number = 2
reason = "left the depot"
[papers]
distributed = 706
replaced = 2
undeliverable = 4
returned = 326
[papers.spoiled]
unmarked = 1
too_many = 2
[votes]
yes = 305
no = 18
[decision]
rule = "gb-2026-02-18"
[people]
returning_officer = "Alesia"
scrutineer = "A. Scrutineer"
trustees = ["Ana", "Bo"]
"""
"""Turnout of 46.3 %, as at the RMT in 2024: under half of the roll."""

OFFICERS = """
layout = "us-election"
body = "Local 2865"
title = "Election of officers"
offices = ["President"]
signed = 2026-11-24
closed = 2026-11-20
[roll]
entitled = 1200
[papers]
printed = 1300
unused = 100
distributed = 1200
returned = 900
[papers.spoiled]
unmarked = 5
identifies_voter = 1
[votes]
seats = 1
[[candidate]]
name = "Ana Rivera"
votes = 500
elected = true
[[candidate]]
name = "Bo Lind"
votes = 394
[people]
returning_officer = "E. Official"
"""

SMALL = """
body = "The night shift"
title = "Strike ballot"
question = "Shall we strike?"
signed = 2026-11-24
[roll]
entitled = 9
[papers]
returned = 8
[papers.spoiled]
unmarked = 0
[votes]
yes = 6
no = 2
[decision]
rule = "plain-majority-of-votes"
"""
"""Fewer papers than the least number at which votes are published."""


def facts(text: str, folder: Path) -> Facts:
    """The facts of a report file that says this."""
    path = folder / "report.toml"
    path.write_text(text, encoding="utf-8")
    return gather(read_report(path))


def drawn(text: str, folder: Path, language: Language = Language.EN) -> Document:
    return draw_up(facts(text, folder), language)


def in_layout(layout: str, text: str = STRIKE) -> str:
    return text.replace('layout = "general"', f'layout = "{layout}"')


def archive(path: Path, yes: int, no: int, weights: list[int] | None = None) -> Path:
    """A finished vote of one question with so many votes for and against, and one member who did not vote."""
    scene = make_scene(path, YES_NO, voters=yes + no + 1, weights=weights)
    with Board.open(path) as board:
        board.add_ballots(scene.ballots(["[[1,0]]"] * yes + ["[[0,1]]"] * no))
    tally(scene, [1, 2])
    return path
