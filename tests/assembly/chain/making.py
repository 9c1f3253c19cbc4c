"""Trees for the tests of chains."""

from __future__ import annotations

from veche.assembly.chain import Decision, Given, How, Seat
from veche.assembly.mandate import Verdict, Why

HOME = Decision(
    "Foundry",
    "Shall our delegates vote for a strike fund?",
    How.SECRET,
    (Given("yes", 60), Given("no", 40)),
    "carried",
    "ab" * 32,
    "/votes/x/",
)
WHY = {
    Verdict.KEPT: Why.AS_TOLD,
    Verdict.BROKEN: Why.OTHERWISE,
    Verdict.ABSENT: Why.ABSENT,
    Verdict.OPEN: Why.LINES,
    Verdict.FREE: Why.NO_MANDATE,
}


def seat(number: int, card: tuple[int, ...] | None, verdict: Verdict, home: Decision | None = None) -> Seat:
    weight = sum(card) if card else 1
    mandate = "Yes" if verdict is not Verdict.FREE else ""
    return Seat(
        "Foundry",
        number,
        f"Delegate {number}",
        weight,
        card,
        verdict,
        WHY[verdict],
        mandate=mandate,
        home=home,
    )


def congress(seats: list[Seat], title: str = "A strike fund") -> Decision:
    sums = [sum(one.card[place] for one in seats if one.card) for place in range(3)]
    given = tuple(Given(answer, votes) for answer, votes in zip(("yes", "no", "abstain"), sums, strict=True))
    return Decision("Federation", title, How.OPEN, given, "carried", seats=tuple(seats))


def three() -> Decision:
    return congress(
        [
            seat(1, (60, 40, 0), Verdict.KEPT, HOME),
            seat(2, (0, 1, 0), Verdict.BROKEN, HOME),
            seat(3, None, Verdict.ABSENT),
        ]
    )


def many(number: int) -> Decision:
    kinds = [Verdict.KEPT] * 8 + [Verdict.FREE, Verdict.BROKEN]
    return congress(
        [
            seat(one, (0, 3, 0) if kinds[one % 10] is Verdict.BROKEN else (3, 0, 0), kinds[one % 10])
            for one in range(number)
        ]
    )
