"""What a decision rule makes of given figures."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from veche.cli.arguments import AsJson, Speaking
from veche.cli.terminal import terminal

RuleName = Annotated[
    str,
    typer.Argument(
        metavar="RULE",
        help="A rule or a family of versions from 'veche rules list', or a file of your own (.yaml).",
        show_default=False,
    ),
]


def number(name: str, what: str) -> typer.models.OptionInfo:
    """An option for one figure."""
    option: typer.models.OptionInfo = typer.Option(
        f"--{name}", metavar="N", min=0, help=what, show_default=False
    )
    return option


def day(name: str, what: str) -> typer.models.OptionInfo:
    """An option for one day."""
    option: typer.models.OptionInfo = typer.Option(
        f"--{name}", metavar="DAY", formats=["%Y-%m-%d"], help=what, show_default=False
    )
    return option


def decide(
    context: typer.Context,
    rule: RuleName,
    figures: Annotated[
        Path | None,
        typer.Option(
            "--figures",
            metavar="FILE",
            help="The figures in a TOML file: of several units, on several questions.",
            show_default=False,
        ),
    ] = None,
    archive: Annotated[
        Path | None,
        typer.Option(
            "--archive", metavar="FILE", help="Take the figures from a finished archive.", show_default=False
        ),
    ] = None,
    question: Annotated[
        int | None,
        typer.Option(
            "--question", metavar="N", min=1, help="Which question of the archive.", show_default=False
        ),
    ] = None,
    answers: Annotated[
        str | None,
        typer.Option(
            "--answers",
            metavar="yes,no,…",
            help="What each answer of the archive means, in order: yes, no or abstain.",
            show_default=False,
        ),
    ] = None,
    roll: Annotated[int | None, number("roll", "Everybody on the roll.")] = None,
    excluded: Annotated[int | None, number("excluded", "Of these, left out by the rule.")] = None,
    prevented: Annotated[int | None, number("prevented", "Of these, prevented from voting.")] = None,
    present: Annotated[int | None, number("present", "Who attends at the vote.")] = None,
    present_at_opening: Annotated[
        int | None, number("present-at-opening", "Who attends when the meeting opens.")
    ] = None,
    petition: Annotated[int | None, number("petition", "Who asked for the vote.")] = None,
    issued: Annotated[int | None, number("issued", "Papers given out.")] = None,
    returned: Annotated[int | None, number("returned", "All papers that came back.")] = None,
    spoiled: Annotated[int | None, number("spoiled", "Papers that are invalid.")] = None,
    blank: Annotated[int | None, number("blank", "Papers without a mark.")] = None,
    abstain: Annotated[int | None, number("abstain", "Abstentions.")] = None,
    yes: Annotated[int | None, number("yes", "Votes for, or consents.")] = None,
    no: Annotated[int | None, number("no", "Votes against.")] = None,
    date: Annotated[datetime | None, day("date", "The last day of the vote. It picks the version.")] = None,
    opens: Annotated[datetime | None, day("opens", "The day on which the vote opens.")] = None,
    start: Annotated[
        datetime | None,
        typer.Option(
            "--start",
            metavar="DAY",
            formats=["%Y-%m-%d", "%Y-%m-%dT%H:%M"],
            help="When the strike starts; with its hour as 2026-12-01T06:00.",
            show_default=False,
        ),
    ] = None,
    notice: Annotated[datetime | None, day("notice", "The day on which notice is given.")] = None,
    result: Annotated[datetime | None, day("result", "The day of the result.")] = None,
    decision: Annotated[datetime | None, day("decision", "The day of the decision.")] = None,
    declaration: Annotated[
        datetime | None, day("declaration", "The day on which an authority declared the result.")
    ] = None,
    conciliation_failed: Annotated[
        datetime | None, day("conciliation-failed", "The day on which conciliation failed.")
    ] = None,
    dispute_recorded: Annotated[
        datetime | None, day("dispute-recorded", "The day on which the dispute was put on record.")
    ] = None,
    variant: Annotated[
        str | None,
        typer.Option(
            "--variant",
            metavar="NAME",
            help="How it was decided, where the rule has several ways.",
            show_default=False,
        ),
    ] = None,
    ending: Annotated[bool, typer.Option("--ending", help="The vote was about ending a strike.")] = False,
    public: Annotated[
        bool, typer.Option("--public", help="The vote was not secret: by show of hands or by card.")
    ] = False,
    smallest: Annotated[
        int,
        typer.Option("--smallest", metavar="N", min=5, help="Units with fewer papers show no votes."),
    ] = 10,
    language: Speaking = None,
    as_json: AsJson = False,
) -> None:
    """Say whether a motion or a strike has carried by a rule, and why.

    The figures come from options, from a TOML file, or from a finished archive. What the rule needs and nobody gave is
    named, not guessed. Days are computed as far as the days that they are counted from are given.

    Exits 0 whatever the outcome; 2 when a file cannot be read, and 1 when figures contradict each other or there is no such
    rule. Nothing here is legal advice.
    """
    from veche.cli.decision_case import Case, judged
    from veche.cli.decision_text import show

    # Named above for the help; `Case` takes figures and days by name from `context.params`, so that none can be forgotten here.
    del date, opens, start, notice, result, decision, declaration, conciliation_failed, dispute_recorded
    del roll, excluded, prevented, present, present_at_opening, petition, issued, returned, spoiled, blank
    del abstain, yes, no
    if language is not None:
        terminal.speak(language)
    case = Case(
        rule=rule,
        given=context.params,
        figures=figures,
        archive=archive,
        question=question,
        answers=answers,
        variant=variant,
        ending=ending,
        secret=not public,
        smallest=smallest,
    )
    show(judged(case), as_json=as_json)
