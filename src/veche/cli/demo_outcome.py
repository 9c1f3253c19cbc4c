"""The last chapter of the demonstration: what the result means by the rules of the union, and the report."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from veche.cli import count, lot, report
from veche.cli.terminal import heading, say
from veche.words import Language

Run = Callable[..., None]
"""Shows a command as its role would type it, and does what it does: (line, command, *arguments, **options)."""

RULE = "plain-half-turnout-majority-of-votes"
SECRET, COMMITMENT = Path("lot.secret"), Path("lot.json")
REPORT = Path("report.toml")
STATED = """\
body = "Drivers’ union, depot 3"
signed = {day}

[sources]
archive = "strike.bel"
question = 1

[decision]
rule = "{rule}"
"""


def seal_lot(run: Run) -> None:
    """Before the vote opens, and so before anyone knows between whom a tie will be."""
    run("veche lot seal lot.secret lot.json", lot.seal, SECRET, COMMITMENT)


def say_what_it_means(run: Run, archive: Path) -> None:
    # The rooms above the election are loaded when the story comes to them: every other command starts sooner without.
    from veche.cli.decision_case import Case, judged
    from veche.cli.decision_text import show

    heading(
        "9  By the rules of the union",
        "Is the strike carried, and why? Who sits on the committee? Ties would fall by the lot that was sealed before the vote "
        "opened. The report is what the officers sign.",
    )
    run(
        f"veche decide {RULE} --archive {archive} --question 1",
        lambda: show(judged(Case(RULE, {}, archive=archive, question=1)), as_json=False),
    )
    say()
    run(
        f"veche count {archive} --question 2 --lot {SECRET} --commitment {COMMITMENT}",
        count.count,
        archive,
        question=2,
        lot=[SECRET],
        commitment=[COMMITMENT],
        language=Language.EN,
    )
    say()
    REPORT.write_text(STATED.format(day=date.today(), rule=RULE), encoding="utf-8")
    run(f"veche report make {REPORT} report.pdf", report.make, REPORT, Path("report.pdf"), Language.EN)
