"""The rules that Veche knows: decision rules, and rules that count votes."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from veche.cli.arguments import AsJson, Speaking
from veche.cli.terminal import done, next_step, terminal
from veche.election.new_files import must_be_new, write_new


def list_rules(language: Speaking = None, as_json: AsJson = False) -> None:
    """List every decision rule and every counting rule.

    A decision rule says who may vote, what quorum and what majority carry, and what notice to give. A counting rule says who
    is elected.
    """
    from veche.cli.rules_text import list_all

    if language is not None:
        terminal.speak(language)
    list_all(as_json=as_json)


def show_rule(
    rule: Annotated[
        str,
        typer.Argument(
            metavar="RULE", help="A rule, a family of versions, or a file of your own.", show_default=False
        ),
    ],
    date: Annotated[
        datetime | None,
        typer.Option(
            "--date",
            metavar="DAY",
            formats=["%Y-%m-%d"],
            help="Which version of a family: that of this day.",
            show_default=False,
        ),
    ] = None,
    language: Speaking = None,
    as_json: AsJson = False,
) -> None:
    """Show a rule: what it requires, where that stands, and how sure we are of it.

    What nobody confirmed is shown as not known.
    """
    from veche.cli.rules_text import show_one

    if language is not None:
        terminal.speak(language)
    show_one(rule, None if date is None else date.date(), as_json=as_json)


def template(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help="The new file, a .yaml text.", show_default=False),
    ],
) -> None:
    """Write a decision rule to begin with, with a note on every line.

    It can be used as it is, and works wherever a shipped rule does. docs/own-rule.md says how to write your own.
    """
    must_be_new(file)
    from veche.rules.shelf import TEMPLATE

    write_new(file, TEMPLATE.read_bytes())
    done(f"wrote {file}")
    next_step(f"write your own rule into it, then look at it with: veche rules show {file}")
