"""Whether the numbers can all be true at once. A report that does not add up is worse than none."""

from __future__ import annotations

from .errors import BadReport
from .facts import Facts, Layout

Sum = tuple[str, int | None]


def check(facts: Facts, file: str) -> None:
    """Raises BadReport for the first thing that cannot be."""
    _names(facts, file)
    _days(facts, file)
    for parts, whole in _bounds(facts):
        _within(parts, whole, file)
    _whole(facts, file)


def _names(facts: Facts, file: str) -> None:
    chosen = facts.votes.candidates or facts.count
    for place, text in (("title", facts.title), ("question", facts.question or chosen)):
        if not text:
            raise BadReport(file, place, f'missing, and no archive or count says it: write {place} = "..."')
    if facts.layout is Layout.US_ELECTION and not chosen:
        raise BadReport(file, "[[candidate]]", "a record of an election needs candidates, or a count")
    names = [one.name for one in facts.votes.candidates]
    for name in names:
        if names.count(name) > 1:
            raise BadReport(
                file, "[[candidate]]", f"{name!r} stands there twice: give each a name of their own"
            )


def _days(facts: Facts, file: str) -> None:
    days = [
        ("[roll], day", facts.roll.day, "closed", facts.closed),
        ("opened", facts.opened, "closed", facts.closed),
        ("closed", facts.closed, "signed", facts.signed),
        ("opened", facts.opened, "signed", facts.signed),
    ]
    for earlier, first, later, last in days:
        if first is not None and last is not None and first > last:
            raise BadReport(file, earlier, f"{first} is after {later}, {last}: correct one of them")


def _bounds(facts: Facts) -> list[tuple[tuple[Sum, ...], Sum]]:
    """What together can be no more than what."""
    roll, papers, votes = facts.roll, facts.papers, facts.votes
    entitled, distributed = ("entitled", roll.entitled), ("distributed", papers.distributed)
    returned, valid = ("returned", papers.returned), ("valid", papers.valid)
    weighed = facts.ledger is not None and facts.ledger.weighs
    said = (("yes", votes.yes), ("no", votes.no), ("abstain", votes.abstain), ("blank", votes.blank))
    bounds: list[tuple[tuple[Sum, ...], Sum]] = [
        ((("excluded", roll.excluded), ("prevented", roll.prevented)), entitled),
        ((("present", roll.present),), entitled),
        ((returned,), entitled),
        ((returned,), distributed),
        ((("replaced", papers.replaced),), distributed),
        ((("undeliverable", papers.undeliverable),), distributed),
        ((valid, ("spoiled", papers.all_spoiled)), returned),
        ((distributed, ("unused", papers.unused)), ("printed", papers.printed)),
    ]
    return bounds if weighed else [*bounds, (said, valid)]


def _within(parts: tuple[Sum, ...], whole: Sum, file: str) -> None:
    known = {name: number for name, number in parts if number is not None}
    name, most = whole
    if most is not None and sum(known.values()) > most:
        told = " and ".join(f"{part} ({number})" for part, number in known.items())
        raise BadReport(file, " and ".join(known), f"{told} cannot be more than {name} ({most}): count again")


def _whole(facts: Facts, file: str) -> None:
    """Totals that must be exactly right where everything is known."""
    papers, roll = facts.papers, facts.roll
    if None not in (papers.printed, papers.unused, papers.distributed):
        _equal(
            file, "printed", papers.printed, ("distributed", papers.distributed), ("unused", papers.unused)
        )
    if papers.distributed is not None and roll.entitled is not None:
        most = roll.entitled + (papers.replaced or 0)
        if papers.distributed > most:
            reason = (
                f"{papers.distributed} papers for {roll.entitled} members and {papers.replaced or 0} replacements: "
                "correct one of them; replaced = is how many papers were issued again"
            )
            raise BadReport(file, "[papers], distributed", reason)


def _equal(file: str, place: str, whole: int | None, *parts: Sum) -> None:
    total = sum(number or 0 for _, number in parts)
    if total != whole:
        told = " and ".join(f"{name} ({number})" for name, number in parts)
        raise BadReport(file, place, f"{told} make {total}, not {whole}: count again")
