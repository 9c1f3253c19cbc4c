"""From one format of ballot files to another, for whoever counts with other software, or checks us with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from veche.cli.count_options import Duplicates, Forms, Overvotes, Skips, option
from veche.cli.terminal import done, progress, say
from veche.election.new_files import must_be_new
from veche.words import Language

if TYPE_CHECKING:
    from veche.counting import Contest
    from veche.counting.formats import Policy


def convert(
    source: Annotated[
        Path,
        typer.Argument(metavar="IN", help="A file of ballots, or an archive (.bel).", show_default=False),
    ],
    target: Annotated[
        Path,
        typer.Argument(
            metavar="OUT", help="A new file: .blt, .soi, .soc, .toi, .toc or .csv.", show_default=False
        ),
    ],
    seats: Annotated[int | None, option("NUMBER", "Seats, whatever the file says.")] = None,
    form: Forms = None,
    cells: Annotated[
        str | None,
        option("WHAT", "What the cells of a table are, where it does not say: ranks, scores or approval."),
    ] = None,
    question: Annotated[int | None, option("NUMBER", "The question of the archive.")] = None,
    rule: Annotated[
        str | None, option("RULE", "The rule for which the archive's votes are read, where they do not say.")
    ] = None,
    overvote: Overvotes = None,
    skipped: Skips = None,
    duplicate: Duplicates = None,
) -> None:
    """Write the ballots of a file in another format.

    The ends of the names tell the formats: .blt, .soi, .soc, .toi, .toc, .csv, and .txt for a tally sheet of devotee, which
    is only read. Papers that say the same are put together, in an order that does not tell who cast which. A paper that is
    not clear is refused, with its line, unless you name a policy; what OUT cannot hold is refused too.
    """
    from veche.cli.count_order import form_in, one_of, policy_in
    from veche.counting.formats import Cells, Policy, read, write

    must_be_new(target)
    policy = policy_in(overvote, skipped, duplicate)
    if source.suffix == ".bel":
        contest = of_archive(source, question, rule, seats, policy)
    elif question is not None or rule is not None:
        raise typer.BadParameter("only an archive has questions", param_hint="--question")
    else:
        meant = one_of(Cells, "--cells", cells) if cells else None
        contest = read(source, form=form_in(form), policy=policy or Policy(), seats=seats, cells=meant)
    write(contest, target)
    told(contest, target)
    if source.suffix == ".bel":
        from veche.cli.secrecy import warn_of_rankings

        warn_of_rankings(contest)


def of_archive(
    source: Path, question: int | None, rule: str | None, seats: int | None, policy: Policy | None
) -> Contest:
    """The votes of one question of an archive that is verified first."""
    from veche.counting.archive import Polls

    with progress() as report:
        polls = Polls.read(source, progress=report)
    if question is None and len(polls.questions) > 1:
        raise typer.BadParameter(
            f"the archive has {len(polls.questions)} questions: say which", param_hint="--question"
        )
    return polls.poll(question or 1, rule, seats=seats, policy=policy).contest


def told(contest: Contest, target: Path) -> None:
    """What was written, and what a policy did to it."""
    from veche.counting.showing.result_sheet import words_of

    done(f"wrote {target}: {len(contest.candidates)} candidates, {contest.ballots.total} ballots")
    said = words_of(Language.EN)
    for title, papers in (("invalid", contest.invalid), ("applied", contest.applied)):
        for key, number in sorted(papers.items()):
            say(f"{said.text(f'show.{title}')}: {number}: {said.text(f'policy.{key}')}")
