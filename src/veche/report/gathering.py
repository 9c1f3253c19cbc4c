"""From what was stated to the facts: the archive verified, the count read, the rule applied, and all of it compared.

Where two sources say different things there is no report. Nobody should have to find out afterwards which was right.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from veche.counting.errors import BadRecord, CountingError
from veche.counting.record import Count
from veche.counting.record_json import count_from_json
from veche.election.questions import HomomorphicQuestion
from veche.election.tally import Progress

from .checks import check
from .errors import BadReport
from .facts import Facts, Standing, Votes
from .ledger import Ledger, read_ledger
from .reading import Stated
from .ruling import rule_on

Value = TypeVar("Value", int, str)

LARGEST_RECORD = 1 << 28
"""In bytes. A count of a million papers by twenty candidates is a few hundred kilobytes."""


def gather(stated: Stated, progress: Progress | None = None) -> Facts:
    """Everything that a report needs. Raises OSError, BadReport, and what verifying, counting and deciding raise."""
    sources = stated.sources
    ledger = read_ledger(sources.archive, sources.question, progress) if sources.archive else None
    count = read_count(sources.count) if sources.count else None
    facts = Facts(
        layout=stated.layout,
        body=stated.body,
        title=stated.title,
        question=stated.question,
        signed=stated.signed,
        opened=stated.opened,
        closed=stated.closed,
        place=stated.place,
        offices=stated.offices,
        roll=stated.roll,
        papers=stated.papers,
        votes=stated.votes,
        people=stated.people,
        ledger=ledger,
        count=count,
        minimum=stated.minimum,
    )
    if ledger is not None:
        facts = with_ledger(facts, ledger, stated.file)
    if count is not None:
        facts = with_count(facts, count, stated)
    facts = with_sums(facts, stated.file)
    check(facts, stated.file)
    decision = None if stated.ruling is None else rule_on(facts, stated.ruling, stated.units, stated.file)
    return replace(facts, decision=decision)


def read_count(path: Path) -> Count:
    """A record that `veche count --record` wrote. Raises OSError, BadReport."""
    with path.open("rb") as file:
        data = file.read(LARGEST_RECORD + 1)
    if len(data) > LARGEST_RECORD:
        raise BadReport(
            path, "", f"larger than {LARGEST_RECORD >> 20} MiB: check that it is the file you mean"
        )
    try:
        return count_from_json(json.loads(data))
    except BadRecord as error:
        raise BadReport(path, "", str(error)) from None
    except (ValueError, RecursionError):
        raise BadReport(path, "", "not the record of a count: write one with veche count --record") from None


def with_ledger(facts: Facts, ledger: Ledger, file: str) -> Facts:
    """Adds what the archive states; refuses what contradicts it."""
    question = ledger.question
    facts = replace(
        facts,
        title=facts.title or ledger.name,
        question=agree(file, "question", facts.question or None, question.question),
        roll=replace(
            facts.roll, entitled=agree(file, "[roll], entitled", facts.roll.entitled, ledger.voters)
        ),
    )
    if (
        ledger.weight != ledger.counted
    ):  # papers of members whose votes weigh more cannot be told from the sums
        return replace(facts, votes=_answers(facts.votes, ledger))
    returned = agree(file, "[papers], returned", facts.papers.returned, ledger.counted)
    spoiled = facts.papers.spoiled or {}
    if any(spoiled.values()):
        raise BadReport(
            file,
            "[papers.spoiled]",
            "an archive holds no spoiled ballots, as each was checked: leave them out",
        )
    papers = replace(facts.papers, returned=returned, spoiled={})
    return replace(facts, papers=papers, votes=_yes_or_no(_answers(facts.votes, ledger), ledger, file))


def _answers(votes: Votes, ledger: Ledger) -> Votes:
    """The sums of every answer, where the question has sums."""
    question = ledger.question
    if not isinstance(question, HomomorphicQuestion) or votes.candidates:
        return votes
    sums = ledger.answer[1:] if question.blank else ledger.answer
    candidates = tuple(Standing(name, number) for name, number in zip(question.answers, sums, strict=True))
    return replace(votes, candidates=candidates, blank=ledger.answer[0] if question.blank else votes.blank)


def _yes_or_no(votes: Votes, ledger: Ledger, file: str) -> Votes:
    """Of one answer out of two or three, the first is for, the second against, the third abstains (`counting`: yes-no)."""
    question = ledger.question
    if not isinstance(question, HomomorphicQuestion) or (question.minimum, question.maximum) != (1, 1):
        return votes
    if len(question.answers) not in (2, 3):
        return votes
    yes, no, *abstain = (one.votes for one in votes.candidates)
    return replace(
        votes,
        yes=agree(file, "[votes], yes", votes.yes, yes),
        no=agree(file, "[votes], no", votes.no, no),
        abstain=agree(file, "[votes], abstain", votes.abstain, abstain[0]) if abstain else votes.abstain,
    )


def with_count(facts: Facts, count: Count, stated: Stated) -> Facts:
    """Adds what the record of the count states; refuses a record of other votes."""
    if facts.ledger is not None:
        same_votes(count, stated)
    file = stated.file
    valid = agree(file, "[papers], valid", facts.papers.valid, count.valid)
    votes = replace(facts.votes, seats=agree(file, "[votes], seats", facts.votes.seats, count.seats))
    return replace(
        facts,
        title=facts.title or count.title,
        papers=replace(facts.papers, valid=valid),
        votes=votes,
    )


def same_votes(count: Count, stated: Stated) -> None:
    """The votes that were counted must be those of the archive, to the last paper."""
    from veche.counting.formats import archive

    assert stated.sources.archive is not None  # noqa: S101 - the caller holds its ledger
    try:
        contest = archive.read_question(stated.sources.archive, stated.sources.question or 1)
    except CountingError as error:
        raise BadReport(stated.file, "[sources], question", str(error)) from None
    if contest.votes_hash() != count.votes_hash:
        raise BadReport(
            stated.file,
            "[sources], count",
            "the record is not of the votes in the archive: count the archive again with veche count --record",
        )


def with_sums(facts: Facts, file: str) -> Facts:
    """Adds what follows from the rest: papers returned are those that are valid and those that are spoiled."""
    papers, votes = facts.papers, facts.votes
    if votes.yes is not None and votes.no is not None:
        said = sum(number or 0 for number in (votes.yes, votes.no, votes.abstain, votes.blank))
        papers = replace(papers, valid=_all_said(papers.valid, said, file))
    spoiled = papers.all_spoiled
    if spoiled is not None and papers.valid is not None:
        returned = agree(file, "[papers], returned", papers.returned, papers.valid + spoiled)
        papers = replace(papers, returned=returned)
    elif spoiled is not None and papers.returned is not None:
        if spoiled > papers.returned:
            raise BadReport(
                file,
                "[papers.spoiled]",
                f"{spoiled} papers are spoiled, but only {papers.returned} were returned: count again",
            )
        papers = replace(papers, valid=papers.returned - spoiled)
    return replace(facts, papers=papers)


def _all_said(valid: int | None, said: int, file: str) -> int:
    if valid is not None and valid != said:
        raise BadReport(
            file,
            "[votes]",
            f"yes, no, abstain and blank are {said} together, but {valid} papers are valid: count again",
        )
    return said


def agree(file: str, place: str, stated: Value | None, found: Value) -> Value:
    """What was found, where nothing or the same was stated."""
    if stated is not None and stated != found:
        raise BadReport(
            file, place, f"it says {stated!r}, but the other figures give {found!r}: correct one of them"
        )
    return found
