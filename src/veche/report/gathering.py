"""From what was stated to the facts: the archive verified, the count read, the rule applied, and all of it compared.

Where two sources say different things there is no report. Nobody should have to find out afterwards which was right.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from veche.counting.errors import BadRecord
from veche.counting.record import Count
from veche.counting.record_json import count_from_json
from veche.counting.showing.result_sheet import result_sheet
from veche.election.questions import HomomorphicQuestion, ListsQuestion, NonHomomorphicQuestion
from veche.election.tally import Progress
from veche.words import Language
from veche.words.answers import added_up, listed, roles

from .checks import check
from .errors import BadReport
from .facts import Facts, People, Standing, Votes
from .ledger import Ledger, read_ledger
from .reading import Stated
from .recount import counted_again, hold_together
from .ruling import OWN, rule_on

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
        decides = stated.ruling is not None
        facts = with_ledger(facts, ledger, stated.file, sources.answers, decides=decides)
    if count is not None:
        facts = with_count(facts, count, stated)
    facts = with_sums(facts, stated.file)
    check(facts, stated.file)
    decision = None if stated.ruling is None else rule_on(facts, stated.ruling, stated.units, stated.file)
    own = stated.ruling.rule if stated.ruling is not None and stated.ruling.rule.endswith(OWN) else ""
    return replace(facts, decision=decision, rule_file=own)


def read_count(path: Path) -> Count:
    """A record that `veche count --record` wrote. Raises OSError, BadReport."""
    with path.open("rb") as file:
        data = file.read(LARGEST_RECORD + 1)
    if len(data) > LARGEST_RECORD:
        raise BadReport(
            path, "", f"larger than {LARGEST_RECORD >> 20} MiB: check that it is the file you mean"
        )
    try:
        count = count_from_json(json.loads(data))
        result_sheet(count, Language.EN)
    except BadRecord as error:
        raise BadReport(path, "", str(error)) from None
    except KeyError as error:  # a sentence, a rule or a policy that no catalogue has
        raise BadReport(
            path, "", f"it says {error}, which is not known here: get a newer version of veche"
        ) from None
    except (ValueError, RecursionError):
        raise BadReport(path, "", "not the record of a count: write one with veche count --record") from None
    return count


def with_ledger(
    facts: Facts, ledger: Ledger, file: str, answers: Sequence[str] = (), *, decides: bool = False
) -> Facts:
    """Adds what the archive states; refuses what contradicts it. `answers`: what each answer means, where that is stated."""
    question = ledger.question
    entitled = agree(file, "[roll], entitled", facts.roll.entitled, ledger.voters)
    facts = replace(
        facts,
        title=facts.title or ledger.name,
        question=agree(file, "question", facts.question or None, question.question),
        roll=replace(facts.roll, entitled=entitled),
        votes=_votes(facts.votes, ledger, file, answers, decides),
        people=_named(facts.people, ledger),
    )
    if facts.papers.spoiled is not None:
        reason = "an archive holds no spoiled ballots, as each was checked: leave them out"
        raise BadReport(file, "[papers.spoiled]", reason)
    returned = agree(file, "[papers], returned", facts.papers.returned, ledger.counted)
    return replace(facts, papers=replace(facts.papers, returned=returned, spoiled={}))


def _named(people: People, ledger: Ledger) -> People:
    """Who held a role: as the report file says, otherwise as the archive does."""
    return replace(
        people,
        returning_officer=people.returning_officer or ledger.administrator,
        registrar=people.registrar or ledger.credential_authority,
        trustees=people.trustees or ledger.trustees,
    )


def _votes(votes: Votes, ledger: Ledger, file: str, stated: Sequence[str], decides: bool) -> Votes:
    """The sums of every answer or list, where the question has sums."""
    question, answer = ledger.question, ledger.answer
    if stated and (not isinstance(question, HomomorphicQuestion) or question.maximum != 1):
        reason = "the question is not answered with one of several answers: leave this out"
        raise BadReport(file, "[sources], answers", reason)
    if isinstance(question, NonHomomorphicQuestion):
        return votes
    if votes.candidates:
        raise BadReport(
            file, "[[candidate]]", "the archive says what each received: leave the candidates out"
        )
    if isinstance(question, ListsQuestion):
        lists = zip(question.answers, answer, strict=True)
        return replace(votes, candidates=tuple(Standing(name[0], row[0]) for name, row in lists))
    sums = answer[1:] if question.blank else answer
    candidates = tuple(Standing(name, number) for name, number in zip(question.answers, sums, strict=True))
    votes = replace(votes, candidates=candidates)
    if question.maximum != 1:
        return votes
    # whoever chose nothing voted blank, whether or not the paper had a place for it
    votes = replace(votes, blank=agree(file, "[votes], blank", votes.blank, ledger.weight - sum(sums)))
    return _yes_and_no(votes, sums, roles(question.answers, stated), file, asked=bool(stated) or decides)


def _yes_and_no(
    votes: Votes, sums: Sequence[int], meant: Sequence[str] | None, file: str, *, asked: bool
) -> Votes:
    """What was for and what against, where the answers have such a meaning; refused where it is asked for and they have none."""
    if meant is None:
        if asked or (votes.yes, votes.no, votes.abstain) != (None, None, None):
            named = listed([one.name for one in votes.candidates])
            reason = f'say what each answer means ({named}), for example answers = ["yes", "no"]'
            raise BadReport(file, "[sources], answers", reason)
        return votes
    found = added_up(meant, sums)
    for name in ("yes", "no", "abstain"):
        if name in found:
            votes = replace(
                votes, **{name: agree(file, f"[votes], {name}", getattr(votes, name), found[name])}
            )
    return votes


def with_count(facts: Facts, count: Count, stated: Stated) -> Facts:
    """Adds what the record of the count states; refuses one that the votes in the archive do not give."""
    file = stated.file
    hold_together(count, file)
    recounted = facts.ledger is not None and counted_again(count, facts.ledger, file)
    if count.method.id == "yes-no" and count.stages:
        facts = replace(facts, votes=_motion(facts.votes, count, file))
    valid = facts.papers.valid
    if facts.ledger is None or not facts.ledger.weighs:
        valid = agree(file, "[papers], valid", valid, count.valid)
    seats = agree(file, "[votes], seats", facts.votes.seats, count.seats)
    return replace(
        facts,
        title=facts.title or count.title,
        papers=replace(facts.papers, valid=valid, set_aside=sum(count.invalid.values())),
        votes=replace(facts.votes, seats=seats),
        recounted=recounted,
    )


def _motion(votes: Votes, count: Count, file: str) -> Votes:
    """Yes and no of a motion: the settings of its count say which answer is which, and all others abstain."""
    standing = {number: int(found) for number, found in count.stages[0].standing.items()}
    told = [count.method.settings.get(name, "") for name in ("yes", "no")]
    numbers = [int(number) if number.isdecimal() else 0 for number in told]
    if len(set(numbers)) < 2 or not set(numbers) <= standing.keys():
        raise BadReport(file, "[sources], count", "the record does not say which answer is yes: count again")
    yes, no = (standing.pop(number) for number in numbers)
    blank = count.valid - yes - no - sum(standing.values())
    return replace(
        votes,
        yes=agree(file, "[votes], yes", votes.yes, yes),
        no=agree(file, "[votes], no", votes.no, no),
        abstain=agree(file, "[votes], abstain", votes.abstain, sum(standing.values())),
        blank=agree(file, "[votes], blank", votes.blank, blank),
    )


def with_sums(facts: Facts, file: str) -> Facts:
    """Adds what follows from the rest: papers returned are those that are valid and those that are spoiled."""
    papers, votes = facts.papers, facts.votes
    if facts.ledger is not None and facts.ledger.weighs:
        return facts
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
