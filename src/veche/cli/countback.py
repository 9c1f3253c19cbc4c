"""A casual vacancy: the papers of the election say who takes the seat of a member who leaves."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from veche.cli.arguments import AsJson, Speaking
from veche.cli.count import tell
from veche.cli.count_options import Commitments, Forms, Kept, Lots, Pictures, Record, Settings, option
from veche.cli.terminal import progress
from veche.election.new_files import must_be_new


def countback(
    file: Annotated[
        Path,
        typer.Argument(
            metavar="FILE",
            help="The ballots of the election, or its archive (.bel).",
            show_default=False,
        ),
    ],
    leaving: Annotated[str, option("NUMBERS", "Candidates who give up their seat, such as 3.")],
    sitting: Annotated[str, option("NUMBERS", "The other members whom it elected, such as 1,4,7.")],
    unavailable: Annotated[str | None, option("NUMBERS", "Candidates who do not stand any more.")] = None,
    rule: Annotated[str | None, option("RULE", "The rule of the election, a transferable vote.")] = None,
    seats: Annotated[int | None, option("NUMBER", "Seats of the election, whatever the file says.")] = None,
    question: Annotated[int | None, option("NUMBER", "The question of the archive.")] = None,
    form: Forms = None,
    setting: Settings = None,
    reserved: Kept = None,
    lot: Lots = None,
    commitment: Commitments = None,
    overvote: Annotated[str | None, option("POLICY", "As in the count of the election.")] = None,
    skipped: Annotated[str | None, option("POLICY", "As in the count of the election.")] = None,
    duplicate: Annotated[str | None, option("POLICY", "As in the count of the election.")] = None,
    pictures: Pictures = None,
    record: Record = None,
    language: Speaking = None,
    as_json: AsJson = False,
) -> None:
    """Fill a vacant seat from the papers of the election, and say how.

    All papers are counted again without the member who leaves and without those who do not stand any more. The other
    members cannot lose their seats by it. Give rule, seats and policies as they were in the election.
    """
    from veche.cli import count_order as asked
    from veche.cli.vacancy import Vacancy

    must_be_new(*([record] if record else []))
    order = Vacancy(
        rule,
        seats,
        question,
        settings=asked.settings_in(setting),
        reserved=reserved,
        lot=asked.lot_in(lot, commitment),
        policy=asked.policy_in(overvote, skipped, duplicate),
        form=asked.form_in(form),
        leaving=asked.numbers_in(leaving, "--leaving"),
        sitting=asked.numbers_in(sitting, "--sitting"),
        unavailable=asked.numbers_in(unavailable, "--unavailable"),
    )
    with progress(quiet=as_json) as report:
        counts = list(order.counts(file, report))
    tell(counts, record, pictures, language, as_json=as_json)
