"""The rules that Veche knows: decision rules, and rules that count votes."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

from veche.cli.arguments import AsJson, Speaking
from veche.cli.terminal import terminal


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
