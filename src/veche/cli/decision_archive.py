"""The figures of one question of a finished archive."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from veche.cli.terminal import progress
from veche.election.errors import MalformedInput
from veche.election.questions import HomomorphicQuestion
from veche.election.verify import Report, verify_archive
from veche.rules import BadFigures, Figures
from veche.words.answers import added_up, listed, roles


def figures_in(path: Path, question: int | None, answers: str | None) -> Figures:
    """Verify the archive, then add up what its question says. Raises OSError, ElectionError, BadFigures."""
    with progress() as report:
        verified = verify_archive(path, progress=report)
    if verified.result is None:
        raise MalformedInput("there is no result yet", str(path), "decide when the vote is finished")
    place = _place(verified, question, path)
    asked = verified.election.questions[place]
    if not isinstance(asked, HomomorphicQuestion) or asked.maximum != 1:
        raise BadFigures(f"{path}, question {place + 1}", "it is not answered with one of several answers")
    return tally(asked, verified.result[place], answers, verified, f"{path}, question {place + 1}")


def tally(
    asked: HomomorphicQuestion, sums: Sequence[int], answers: str | None, verified: Report, where: str
) -> Figures:
    """The sums by what each answer means; who chose nothing voted blank, whether or not the paper had a place for it.

    Votes may have weights: then all figures are sums of weights, and the roll is not known, because an archive states the
    weights of ballots alone.
    """
    sums = sums[1:] if asked.blank else sums
    meant = roles(asked.answers, answers.split(",") if answers else ())
    if meant is None:
        raise BadFigures(
            where,
            f"say what each of its answers means ({listed(asked.answers)}), for example --answers yes,no",
        )
    votes = added_up(meant, sums)
    unweighted = verified.total_weight == verified.checked["tallied"]
    return Figures(
        roll=verified.checked["voters"] if unweighted else None,
        returned=verified.total_weight,
        spoiled=0,
        blank=verified.total_weight - sum(sums),
        abstain=votes.get("abstain", 0),
        yes=votes["yes"],
        no=votes["no"],
    )


def _place(verified: Report, question: int | None, path: Path) -> int:
    number = len(verified.election.questions)
    if question is None and number > 1:
        raise BadFigures(str(path), f"it has {number} questions: say which with --question")
    if (question or 1) > number:
        raise BadFigures(str(path), f"it has no question {question}, only {number}")
    return (question or 1) - 1
