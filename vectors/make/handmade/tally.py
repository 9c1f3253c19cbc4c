"""Encrypted tallies that are not the product of the last ballots (4.18)."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from typing import TYPE_CHECKING

from vectors.make import archive
from vectors.make.archive import Archive, sha256
from vectors.make.bad import Bad
from vectors.make.elections import Holding, message
from vectors.make.elections import weight as shown
from vectors.make.plans import ALL, RANKED, RANKING, REVOTE, WEIGHTS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vectors.make.held import Plan


def vectors() -> Iterator[Bad]:
    """All of them; each election is held by somebody who counts in a way of their own."""
    yield from miscounts()
    yield from orders()
    yield from weights()
    yield from rearranged()


def counted(plan: Plan, name: str, count: object, check: str, about: str) -> Bad:
    """The election held up to a tally that `count` makes of the state of things."""
    holding = Holding(replace(plan, stop="EncryptedTally"))
    holding.setup()
    holding.vote()
    holding.step("EndBallots")
    count(holding)  # type: ignore[operator]
    made = Archive(holding.head(), tuple(holding.steps))
    object_ = "sized_encrypted_tally" if check == "tally.count" else "encrypted_tally"
    return Bad(f"{plan.name}/tally.{name}", made.write(), check, object_, about)


def true_sizes(holding: Holding, count: int, weight: int) -> None:
    """States other sizes than those of the tally that was made."""
    step = holding.steps[-1]
    tally = step.data[0].body
    sized = message({"num_tallied": count, "total_weight": shown(weight), "encrypted_tally": sha256(tally)})
    holding.steps[-1] = replace(step, data=(step.data[0], replace(step.data[1], body=sized)))


def miscounts() -> Iterator[Bad]:
    """Ballots left out, brought back or counted twice, under sizes that look right."""

    def dropped(holding: Holding) -> None:
        del holding.last[1]
        holding.tally()
        true_sizes(holding, 2, 2)

    yield counted(ALL, "ballot left out", dropped, "tally.aggregate", "The last ballot is left out.")

    def emptied(holding: Holding) -> None:
        holding.last.clear()
        holding.tally()
        true_sizes(holding, 2, 2)

    yield counted(REVOTE, "all left out", emptied, "tally.aggregate", "No ballot is counted.")

    def first(holding: Holding) -> None:
        holding.last[0] = (holding.steps[1].data[0].body, [])
        holding.tally()

    yield counted(
        REVOTE,
        "first instead of last",
        first,
        "tally.aggregate",
        "A voter's first ballot counts, not the last.",
    )

    def middle(holding: Holding) -> None:
        holding.last[0] = (holding.steps[3].data[0].body, [])
        holding.tally()

    yield counted(
        REVOTE,
        "middle instead of last",
        middle,
        "tally.aggregate",
        "A voter's second ballot of three counts.",
    )

    def twice(holding: Holding) -> None:
        holding.last[9] = holding.last[1]
        holding.weight = lambda _: 1  # type: ignore[method-assign, assignment]
        holding.tally()
        true_sizes(holding, 2, 2)

    yield counted(REVOTE, "counted twice", twice, "tally.aggregate", "A ballot is counted twice.")

    def every(holding: Holding) -> None:
        holding.last = {i: (step.data[0].body, []) for i, step in enumerate(holding.steps[1:-1])}
        holding.weight = lambda _: 1  # type: ignore[method-assign, assignment]
        holding.tally()

    yield counted(
        REVOTE, "every ballot counted", every, "tally.count", "Replaced ballots are counted too, and say so."
    )


def orders() -> Iterator[Bad]:
    """4.18: the ciphertexts of a non-homomorphic question stand in the order of the ballots, or sorted."""
    about = "The ciphertexts stand neither in the order of the ballots nor sorted."

    honest = {
        True: Holding(replace(RANKED, stop="EncryptedTally")),
        False: Holding(replace(RANKED, stop="EncryptedTally", sort=False)),
    }
    taken = [holding.hold().archive.record(-1, "encrypted_tally") for holding in honest.values()]
    plan = replace(RANKED, sort=False)
    for order in permutations(range(3)):
        bad = counted(
            plan,
            "another order",
            lambda holding, order=order: turned(holding, order),
            "tally.aggregate",
            about,
        )
        if archive.read(bad.archive).record(-1, "encrypted_tally") not in taken:
            yield bad
            return


def turned(holding: Holding, order: tuple[int, ...]) -> None:
    """Counts the ballots in another order."""
    votes = list(holding.last.items())
    holding.last = dict(votes[i] for i in order)
    holding.tally()


def weights() -> Iterator[Bad]:
    """Weights that the tally does not follow."""

    def unweighted(holding: Holding) -> None:
        true = sum(holding.plan.weights or [])
        holding.weight = lambda _: 1  # type: ignore[method-assign, assignment]
        holding.tally()
        true_sizes(holding, 3, true)

    yield counted(WEIGHTS, "weights ignored", unweighted, "tally.aggregate", "Every ballot counts once.")

    def swapped(holding: Holding) -> None:
        given = [3, 0, 2_000_000_000]
        holding.weight = given.__getitem__  # type: ignore[method-assign, assignment]
        holding.tally()

    yield counted(
        WEIGHTS, "weights swapped", swapped, "tally.aggregate", "Two voters' weights change places."
    )
    plan = replace(ALL, name="ed25519-weighted-ranking", questions=[RANKING], weights=[1, 2, 1])
    plan = replace(plan, votes=[(voter, [votes[2]]) for voter, votes in ALL.votes])
    bad = counted(plan, "weight and ranking", Holding.tally, "tally.weight", "A weight of 2 meets a ranking.")
    yield replace(bad, object="encrypted_tally")


def rearranged() -> Iterator[Bad]:
    """A good tally over ballots that were changed afterwards, with a right chain."""
    good = Holding(replace(REVOTE, stop="EncryptedTally")).hold().archive
    s = good.steps
    stories = {
        "revotes swapped": (
            (s[0], s[3], s[2], s[4], s[1], *s[5:]),
            "tally.aggregate",
            "A voter's ballots change places.",
        ),
        "ballot removed": ((s[0], s[1], *s[3:]), "tally.count", "A voter's only ballot is gone."),
        "last revote removed": ((*s[:4], *s[5:]), "tally.aggregate", "A voter's last ballot is gone."),
    }
    for name, (steps, check, about) in stories.items():
        object_ = "sized_encrypted_tally" if check == "tally.count" else "encrypted_tally"
        data = replace(good, steps=steps).write()
        yield Bad(f"{REVOTE.name}/tally.{name}", data, check, object_, about)
