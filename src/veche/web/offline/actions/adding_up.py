"""A result that a laptop brings holds only where it is what the votes add up to that are here now."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from veche.assembly.tally import Agreed, unite
from veche.web.assemblies.access import polls
from veche.web.assemblies.actions.polls import deciding
from veche.web.assemblies.errors import Refused
from veche.web.assemblies.models import Assembly, HandCount, OpenBallot, PaperCount, Poll, Way

from .. import access

PARTS = (HandCount, OpenBallot, PaperCount)
"""Of what a result is added up."""
Parts = dict[str, Any]


def decided(assembly: Assembly, rows: access.Rows) -> dict[UUID, Parts]:
    """Votes that are decided here, with what was counted."""
    found = Poll.objects.filter(assembly=assembly, state=Poll.State.DECIDED)
    return {poll.pk: parts(poll, rows) for poll in found}


def parts(poll: Poll, rows: access.Rows) -> Parts:
    """What was counted, and what it says."""
    return {
        key: row.get("choice", row.get("counts"))
        for model in PARTS
        for key, row in rows[model._meta.label_lower].items()
        if row["poll_id"] == str(poll.pk)
    }


def check(rows: access.Rows) -> None:
    """Each part has a number for each answer, so that it can be added up. Raises ValueError, TypeError."""
    answers = {key: len(row["answers"]) for key, row in rows[Poll._meta.label_lower].items()}
    for model in PARTS:
        more = 2 if model is PaperCount else 0  # blank and spoiled ones
        for row in rows[model._meta.label_lower].values():
            numbers = list(row["choice"] if model is OpenBallot else row["counts"])
            natural = all(type(one) is int and one >= 0 for one in numbers)
            if len(numbers) != answers[row["poll_id"]] + more or not natural:
                raise ValueError(model._meta.label_lower)


def without_result(assembly: Assembly, before: dict[UUID, Parts], rows: access.Rows) -> list[Poll]:
    """Decided votes of which something came that was not counted, or of which the laptop says other numbers than it counted."""
    found = Poll.objects.filter(assembly=assembly, state=Poll.State.DECIDED).exclude(way=Way.SECRET)
    return [
        poll
        for poll in found.select_related("assembly")
        if (parts(poll, rows) != before[poll.pk] if poll.pk in before else not _adds_up(poll))
    ]


def _adds_up(poll: Poll) -> bool:
    answers, papers = len(poll.answers), PaperCount.objects.filter(poll=poll).exclude(agreed_by=None)
    piles = unite(papers.values_list("counts", flat=True), answers + 2)
    hands = polls.state_of(poll).hands
    told = [polls.added_up(poll), piles[:answers]]
    told += [hands.counts] if isinstance(hands, Agreed) else []
    said = [*poll.result["counts"], poll.result["blank"], poll.result["spoiled"]]
    votes = unite(told, answers)
    return said == [*votes, *piles[answers:]] and _follows(
        poll, deciding.Counted(votes, piles[-2], piles[-1])
    )


def _follows(poll: Poll, counted: deciding.Counted) -> bool:
    """Whether the laptop's conclusion is the one that the rule draws from these numbers, and from how many it says were there."""
    draw = deciding._elected if poll.about == "election" else deciding._decided
    try:
        drawn = draw(poll, counted) if poll.rule else {"outcome": "counted"}
    except Refused:
        return False
    return all(poll.result.get(name) == drawn.get(name) for name in ("outcome", "winners", "tied"))
