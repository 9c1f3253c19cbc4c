"""Partial decryptions and results that ought to be refused (4.20, 4.21)."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from vectors.make.archive import Archive
from vectors.make.bad import Bad
from vectors.make.ballots import Poll
from vectors.make.elections import Holding, message, owned
from vectors.make.plans import MIXED, RANKED, REVOTE, THRESHOLD, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vectors.make.held import Plan


class Ending:
    """An election that waits for its partial decryptions."""

    def __init__(self, plan: Plan, name: str) -> None:
        self.name, self.holding = name, Holding(plan)
        for stage in (self.holding.setup, self.holding.vote):
            stage()
        self.holding.step("EndBallots")
        for stage in (self.holding.tally, self.holding.shuffle):
            stage()
        self.holding.dice.seed += f"|{name}"

    def decrypt(self, owner: int, secret: int | None = None, twist: Any = None) -> Ending:
        """A decryption by an owner, with its own secret or another."""
        own = self.holding.secrets.get(owner, 1) if secret is None else secret
        return self.add(owner, self.holding.decryption(own, twist))

    def add(self, owner: int, body: bytes) -> Ending:
        """A decryption as it is given."""
        named = (("partial_decryption", body), ("owned_partial_decryption", owned(owner, body)))
        self.holding.step("PartialDecryption", *named)
        return self

    def result(self) -> Ending:
        """The true result."""
        self.holding.result()
        return self

    def state(self, result: list[Any]) -> Ending:
        """Another result."""
        self.holding.step("Result", ("result", message({"result": result})))
        return self

    def bad(self, check: str, object_: str, about: str) -> Bad:
        """The archive as it stands."""
        archive = Archive(self.holding.head(), tuple(self.holding.steps))
        return Bad(f"{self.holding.plan.name}/{self.name}", archive.write(), check, object_, about)


def vectors() -> Iterator[Bad]:
    """All of them."""
    yield from owners()
    yield from forged()
    yield from missing()
    yield from results()


def owners() -> Iterator[Bad]:
    """Decryptions by nobody who may."""
    for owner in (0, -1, 3):
        ending = Ending(WEIGHTS, f"decryption.owner {owner}").decrypt(owner)
        yield ending.bad("decryption.owner", "owned_partial_decryption 1", f"There is no trustee {owner}.")
    ending = Ending(WEIGHTS, "decryption.owner again").decrypt(1).decrypt(1)
    yield ending.bad(
        "decryption.owner", "owned_partial_decryption 2", "A trustee decrypts for the second time."
    )
    ending = Ending(WEIGHTS, "decryption.by another").decrypt(1)
    ending.add(2, ending.holding.steps[-1].data[0].body)
    about = "A trustee's decryption is handed in as another's."
    yield ending.bad("decryption.proof", "partial_decryption 2", about)


def forged() -> Iterator[Bad]:
    """Decryptions with another secret, or for another election."""
    ending = Ending(REVOTE, "decryption.another secret").decrypt(1, 1234567)
    yield ending.bad("decryption.proof", "partial_decryption 1", "The trustee used another secret.")
    ending = Ending(REVOTE, "decryption.for another election")
    poll = ending.holding.poll
    ending.holding.poll = Poll(poll.message.replace(b"three times", b"six times"))
    ending.decrypt(1)
    about = "The proofs were made for another election with the same key and the same ballots."
    yield ending.bad("decryption.proof", "partial_decryption 1", about)
    for order in (2, 4, 8):
        ending = Ending(REVOTE, f"decryption.mixed order {order}")
        point = ending.holding.group.small[(2, 4, 8).index(order)]
        about = f"The first factor is multiplied by a point of order {order}; its proof holds."
        yield ending.decrypt(1, twist=point).bad("group.element", "partial_decryption 1", about)


def missing() -> Iterator[Bad]:
    """Too few trustees have decrypted."""
    ending = Ending(WEIGHTS, "result.without a trustee").decrypt(1).result()
    yield ending.bad("decryption.missing", "result", "One of two mandatory trustees has not decrypted.")
    ending = Ending(WEIGHTS, "result.without any trustee").result()
    yield ending.bad("decryption.missing", "result", "Nobody has decrypted.")
    ending = Ending(THRESHOLD, "result.below the threshold").decrypt(2).result()
    yield ending.bad("decryption.missing", "result", "One of the two trustees needed has decrypted.")
    ending = Ending(THRESHOLD, "result.with a forged share").decrypt(2).decrypt(1, 1234567).result()
    about = "Of two decryptions one is forged, which leaves too few."
    yield ending.bad("decryption.proof", "partial_decryption 2", about)
    ending = Ending(MIXED, "result.threshold without the mandatory").decrypt(2).decrypt(3).result()
    yield ending.bad(
        "decryption.missing", "result", "The threshold is met, but the mandatory trustee is missing."
    )
    ending = Ending(MIXED, "result.mandatory without the threshold").decrypt(1).decrypt(3).result()
    yield ending.bad(
        "decryption.missing", "result", "The mandatory trustee decrypted, but the threshold is not met."
    )


def results() -> Iterator[Bad]:
    """Results that the decryptions do not give."""
    wrong: list[tuple[Plan, str, list[Any], str, str]] = [
        (REVOTE, "winner swapped", [[0, 2]], "result.value", "A vote is moved to the other answer."),
        (REVOTE, "one vote more", [[2, 1]], "result.value", "One vote more than was cast."),
        (REVOTE, "negative", [[3, -1]], "json", "A negative number of votes."),
        (REVOTE, "votes as text", [["1", "1"]], "json", "Small numbers are written as strings."),
        (REVOTE, "as a ranking", [[[1], [1]]], "result.shape", "Lists where numbers are expected."),
        (REVOTE, "nothing", [], "result.shape", "No question."),
        (RANKED, "other ranks", [[[1, 2, 3], [3, 2, 1], [0, 0, 8]]], "result.value", "A rank is changed."),
        (RANKED, "counted", [[1, 2, 3]], "result.shape", "Numbers where rankings are expected."),
        (RANKED, "a vote left out", [[[1, 2, 3], [3, 2, 1]]], "result.shape", "A vote is left out."),
    ]
    for plan, name, result, check, about in wrong:
        ending = Ending(plan, f"result.{name}")
        for owner in plan.decrypters:
            ending.decrypt(owner)
        yield ending.state(result).bad(check, "result", about)
    ending = Ending(RANKED, "result.votes in another order")
    for owner in RANKED.decrypters:
        ending.decrypt(owner)
    true = json.loads(ending.result().holding.steps.pop().data[0].body)["result"][0]
    about = "The votes stand in another order than the shuffled ciphertexts."
    yield ending.state([[*true[1:], true[0]]]).bad("result.value", "result", about)
