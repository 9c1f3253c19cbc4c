"""The vote at home, as a mandate reads it: a published vote from its verified record, or a poll of the body's own assembly.

Nothing is typed in here, so nobody can be mistaken, or mislead. Where too few voted to say how, no split is read, as it would tell how they voted.
"""

from __future__ import annotations

from dataclasses import dataclass

from veche.assembly.mandate.model import ABSTAIN
from veche.rules import Outcome as Decided
from veche.web.assemblies.models import Poll
from veche.web.ballots.models import Vote
from veche.web.ballots.public.outcome import Outcome, outcomes
from veche.words.answers import meaning

from .errors import Refused


@dataclass(frozen=True)
class Home:
    """`given`: votes by answer, where an answer that is nothing but yes, no or abstain is its key; empty where they are not shown.
    `outcome`: of veche.rules, or the answer with the most votes; empty where none has."""

    title: str
    given: tuple[tuple[str, int], ...]
    outcome: str

    def won(self) -> str:
        """The answer that was decided. Raises Refused("undecided")."""
        ways = {str(Decided.CARRIED): "yes", str(Decided.LOST): "no"}
        if not self.outcome or (self.outcome in set(Decided) and self.outcome not in ways):
            raise Refused("undecided", "decided")
        return ways.get(self.outcome, self.outcome)

    def split(self) -> dict[str, int]:
        """Raises Refused("no_numbers")."""
        if not sum(votes for _, votes in self.given):
            raise Refused("no_numbers", "decided")
        return dict(self.given)


def of_vote(vote: Vote, number: int) -> Home:
    """Question `number` of a published vote. Raises Refused("no_record"), and what verifying an archive raises."""
    try:
        found = outcomes(vote)
    except OSError:
        raise Refused("no_record", "decided") from None
    if not 0 < number <= len(found):
        raise Refused("no_record", "decided")
    return _of_outcome(vote, found[number - 1])


def _of_outcome(vote: Vote, one: Outcome) -> Home:
    given = [(key_of(answer), votes) for answer, votes in one.answers]
    if one.blank:
        given.append((ABSTAIN, one.blank + dict(given).get(ABSTAIN, 0)))
    shown = tuple(dict(given).items())
    outcome = str(one.decision.outcome) if one.decision is not None else _most(shown)
    question = getattr(one.question, "question", "")
    return Home(str(question or vote.title), shown, outcome)


def of_poll(poll: Poll) -> Home:
    """A decided vote of an assembly. Of an election the outcome is who was elected, where that is one."""
    keys = [key_of(answer) for answer in poll.answers]
    counts = poll.result.get("counts", [])
    given = tuple(zip(keys, counts, strict=True)) if counts else ()
    outcome = str(poll.result.get("outcome", ""))
    if outcome in set(Decided):
        return Home(poll.question, given, outcome)
    if outcome == "elected":
        won = poll.result.get("winners", [])
        return Home(poll.question, given, keys[won[0] - 1] if len(won) == 1 else "")
    return Home(poll.question, given, "" if outcome == "tie" else _most(given))


def key_of(answer: str) -> str:
    """ "yes", "no", "abstain" for an answer that is nothing but that in one of our languages; any other is its own text."""
    return meaning(answer) or answer


def _most(given: tuple[tuple[str, int], ...]) -> str:
    """The answer with the most votes, abstentions aside; "" where several have."""
    votes = sorted(((number, answer) for answer, number in given if answer != ABSTAIN), reverse=True)
    if not votes or not votes[0][0] or (len(votes) > 1 and votes[0][0] == votes[1][0]):
        return ""
    return votes[0][1]
