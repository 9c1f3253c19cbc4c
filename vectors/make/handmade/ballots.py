"""Ballots that ought not to be counted (4.11 to 4.17)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from vectors.make import ballots, wire
from vectors.make.archive import Record, Step
from vectors.make.bad import Bad, Base
from vectors.make.ballots import Poll, fingerprint, signed
from vectors.make.elections import hold
from vectors.make.plans import ALL, REVOTE
from vectors.make.wire import Object, text

if TYPE_CHECKING:
    from collections.abc import Iterator

GOOD: list[Any] = [[1, 0], [0, 1, 0, 1], [1, 2, 3], [[1, 1, 0], [0, 0]]]

# (name, question, vote, check, what it says): false votes whose other proofs hold.
LIES: list[tuple[str, int, Any, str, str]] = [
    ("two", 0, [2, 0], "proof.individual", "A choice counts twice."),
    ("two and minus one", 0, [2, -1], "proof.individual", "A choice counts twice and another is taken back."),
    ("both", 0, [1, 1], "proof.overall", "Two answers where one is allowed."),
    ("neither", 0, [0, 0], "proof.overall", "No answer where one is asked for."),
    ("three", 1, [0, 1, 1, 1], "proof.overall", "Three answers where two are allowed."),
    ("none", 1, [0, 0, 0, 0], "proof.overall", "Neither blank nor an answer."),
    ("blank and a choice", 1, [1, 1, 0, 0], "proof.blank", "Blank, and an answer besides."),
    ("blank twice", 1, [2, 0, 0, 0], "proof.individual", "Blank counts twice."),
    ("negative", 1, [0, -1, 1, 1], "proof.individual", "An answer is taken back so that two others fit."),
    ("two lists", 3, [[1, 1, 0], [1, 1]], "proof.overall", "Two lists are chosen."),
    ("no list", 3, [[0, 1, 0], [0, 0]], "proof.overall", "No list is chosen."),
    ("stray candidate", 3, [[1, 1, 0], [0, 1]], "proof.list", "A candidate of a list that is not chosen."),
    (
        "stray candidate first",
        3,
        [[0, 1, 0], [1, 1]],
        "proof.list",
        "A candidate of a list that is not chosen.",
    ),
    ("no candidate", 3, [[1, 0, 0], [0, 0]], "proof.nonzero", "A list without a candidate."),
    ("list twice", 3, [[2, 1, 0], [-1, 0]], "proof.individual", "A list counts twice."),
]

OTHERS: dict[int, Any] = {0: [0, 1], 1: [1, 0, 0, 0], 3: [[0, 0, 0], [1, 1]]}

# Those of them that are held to the end.
COUNTED = ("two", "both", "three", "blank and a choice", "two lists", "stray candidate", "no candidate")

# Ciphertexts of every kind of answer: (question, place...).
PLACES: dict[str, tuple[int, ...]] = {
    "homomorphic": (0, 1),
    "blank": (1, 0),
    "with blank": (1, 2),
    "non-homomorphic": (2,),
    "list": (3, 0, 0),
    "candidate": (3, 1, 1),
}


def vectors(base: Base) -> Iterator[Bad]:
    """All of them; the base is the election with every kind of question."""
    yield from lies(base)
    yield from twists(base)
    yield from commitments(base)
    yield from strangers(base)
    yield from copies(base)
    yield from counted()
    yield from large(base)
    yield from duplicates(base)


def cast(base: Base, name: str, ballot: bytes, check: str, about: str) -> Bad:
    """The altered ballot as the first of its election."""
    step = Step("Ballot", (Record("ballot", ballot),))
    archive = base.archive.upto(1)
    archive = replace(archive, steps=(*archive.steps, step))
    return base.bad(f"ballot.{name}", archive, check, "ballot 1", about)


def vote(base: Base, name: str, votes: list[Any], **how: Any) -> bytes:
    """A ballot of the first voter."""
    return ballots.ballot(base.held.poll, base.held.credentials[0], votes, f"{base.name}|{name}", **how)


def lies(base: Base) -> Iterator[Bad]:
    """Votes that the question does not allow."""
    for name, question, choice, check, about in LIES:
        votes = [*GOOD[:question], choice, *GOOD[question + 1 :]]
        yield cast(base, name, vote(base, name, votes), check, about)


def twists(base: Base) -> Iterator[Bad]:
    """Elements of mixed order under proofs that all hold: only the check of the element can refuse them."""
    group = base.held.group
    for where, place in PLACES.items():
        for side, order, point in (
            (s, o, p) for s in (0, 1) for o, p in zip((2, 4, 8), group.small, strict=True)
        ):
            twist = (place, (point, group.one) if side == 0 else (group.one, point))
            name = f"mixed order {order} {where} {('alpha', 'beta')[side]}"
            about = f"{('alpha', 'beta')[side]} is multiplied by a point of order {order}; every proof holds."
            yield cast(base, name, vote(base, name, GOOD, twist=twist), "group.element", about)


def commitments(base: Base) -> Iterator[Bad]:
    """4.15: a list without a candidate, and a commitment that is not 1 and proves nothing."""
    group, votes = base.held.group, [*GOOD[:3], [[1, 0, 0], [0, 0]]]
    for order, point in zip((2, 4, 8), group.small, strict=True):
        name = f"nonzero commitment of order {order}"
        about = (
            f"No candidate is chosen; the commitment is a point of order {order}, for which the proof holds."
        )
        yield cast(base, name, vote(base, name, votes, commitment=point), "group.element", about)
    name = "nonzero commitment of a generator"
    about = "No candidate is chosen; the commitment is g."
    yield cast(base, name, vote(base, name, votes, commitment=group.generator), "proof.nonzero", about)


def strangers(base: Base) -> Iterator[Bad]:
    """Ballots by somebody else, or for something else."""
    poll, credentials = base.held.poll, base.held.credentials
    stranger = "11111-111111-11111-111111"
    made = ballots.ballot(poll, stranger, GOOD, f"{base.name}|stranger")
    yield cast(
        base,
        "stranger",
        made,
        "ballot.credential",
        "A right ballot with a credential that is not on the roll.",
    )
    own = wire.read(vote(base, "signed by another", GOOD))
    assert isinstance(own, Object), "a ballot is an object"
    forged = wire.write(signed(poll, own, poll.secret(credentials[1]), "signed by another"))
    yield cast(
        base, "signed by another", forged, "ballot.signature", "Another voter signs in this voter's name."
    )
    for name, old, new in (
        ("another uuid", poll.word("uuid"), poll.word("uuid")[::-1]),
        ("another text", "Every kind", "Any kind"),
    ):
        other = Poll(poll.message.replace(old.encode(), new.encode()))
        made = ballots.ballot(other, credentials[0], GOOD, f"{base.name}|{name}")
        about = f"A right ballot of another election ({name})."
        yield cast(base, name, made, "ballot.election", about)
        claimed = wire.read(made)
        for field, value in (
            ("election_uuid", poll.word("uuid")),
            ("election_hash", fingerprint(poll.message)),
        ):
            claimed = wire.put(claimed, (field,), text(value))
        public = text(poll.group.power(poll.secret(credentials[0])))
        claimed = wire.put(claimed, ("credential",), public)
        assert isinstance(claimed, Object), "a ballot is an object"
        moved = wire.write(signed(poll, claimed, poll.secret(credentials[0]), name))
        about = f"The answers of another election ({name}), signed for this one."
        yield cast(base, f"{name}, signed for this", moved, "proof.individual", about)


def copies(base: Base) -> Iterator[Bad]:
    """A voter copies the answers of another, which would show how that other voted."""
    poll, credentials = base.held.poll, base.held.credentials
    theirs = wire.read(vote(base, "copied", GOOD))
    thief = poll.secret(credentials[2])
    copy = wire.put(theirs, ("credential",), text(poll.group.power(thief)))
    assert isinstance(copy, Object), "a ballot is an object"
    about = "Another voter's answers under this voter's credential and signature."
    yield cast(base, "copied", wire.write(signed(poll, copy, thief, "copied")), "proof.individual", about)
    own = wire.read(ballots.ballot(poll, credentials[2], GOOD, f"{base.name}|thief"))
    for question, check in ((1, "proof.individual"), (2, "proof.encryption"), (3, "proof.individual")):
        mixed = wire.put(own, ("answers", question), wire.get(theirs, ("answers", question)))
        assert isinstance(mixed, Object), "a ballot is an object"
        data = wire.write(signed(poll, mixed, thief, f"copied {question}"))
        about = f"Another voter's answer to question {question + 1} in this voter's ballot."
        yield cast(base, f"copied question {question}", data, check, about)


def counted() -> Iterator[Bad]:
    """A false vote that was let in, tallied, decrypted and stated in the result, all of it right but the vote."""
    for name, question, choice, check, about in LIES:
        if name in COUNTED:
            votes = [(0, [choice]), (1, [OTHERS[question]]), (2, [OTHERS[question]])]
            plan = replace(REVOTE, name=f"ed25519-counted-{name.replace(' ', '-')}", votes=votes)
            held = hold(replace(plan, questions=[ALL.questions[question]]))
            about = f"{about} The vote was counted, and the result agrees with it."
            yield Bad(f"{plan.name}/ballot.{name}", held.archive.write(), check, "ballot 1", about)


def large(base: Base) -> Iterator[Bad]:
    """A ballot of more than 8 MiB, which a server must not even read."""
    ballot = vote(base, "large", GOOD)
    at = ballot.index(b'"challenge":"') + 13
    grown = ballot[:at] + b"1" * (8 << 20) + ballot[at:]
    yield replace(
        cast(base, "large", grown, "archive.format", "A ballot has more than 8 MiB."), object="record 6"
    )


def duplicates(base: Base) -> Iterator[Bad]:
    """The same ballot again (which would let a server bring back a replaced vote)."""
    steps = base.archive.upto(3).steps
    for name, again in (("at once", (*steps[:2], steps[1])), ("later", (*steps, steps[1]))):
        archive = replace(base.archive, steps=again)
        object_ = f"ballot {len(again) - 1}"
        about = f"The first ballot stands again, {name}."
        yield base.bad(f"ballot.duplicate {name}", archive, "ballot.duplicate", object_, about)
