"""All bad vectors, in one order."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from vectors.make.bad import Bad, Base
from vectors.make.elections import hold
from vectors.make.handmade import archives, ballots, ending, messages, mixes, setup, tally, thresholds
from vectors.make.plans import ALL, BELENIOS, PLANS, REVOTE, RFC, THRESHOLD, WEIGHTS
from vectors.make.walk import walk

if TYPE_CHECKING:
    from collections.abc import Iterator

    from vectors.make.held import Plan

# In the groups of 2048 bits everything is slow: elements and scalars of each kind of answer are altered, and nothing else.
FIELDS_OF_2048 = (
    r"(election\.public_key|ballot\.answers\[\](\.choices\.alpha|\.choices\[\]\.beta|\.proof\.response))$"
)
FACTORS = r"partial_decryption\.decryption_factors\[\]\[\]$"


@cache
def base(plan_name: str) -> Base:
    """The election of a plan, held once."""
    plans: dict[str, Plan] = {plan.name: plan for plan in PLANS}
    return Base(plan_name, hold(plans[plan_name]))


def bad_vectors() -> Iterator[Bad]:
    """Every one of them."""
    all_, revote, weights = base(ALL.name), base(REVOTE.name), base(WEIGHTS.name)
    yield from archives.vectors(revote)
    yield from archives.extending(revote, all_)
    yield from messages.vectors(all_)
    yield from walk(all_)
    yield from setup.vectors(weights)
    yield from walk(base(THRESHOLD.name), r"trustees\.")
    yield from thresholds.vectors(base(THRESHOLD.name))
    yield from ballots.vectors(all_)
    yield from tally.vectors()
    yield from mixes.vectors()
    yield from ending.vectors()
    for plan in (RFC, BELENIOS):
        yield from walk(base(plan.name), FIELDS_OF_2048)
    yield from walk(base(BELENIOS.name), FACTORS)
    yield unsigned_threshold()


def unsigned_threshold() -> Bad:
    """An election of release 2.0, whose threshold parameters had no signatures yet."""
    data = (Path(__file__).parent / "given" / "belenios-2.0-threshold.bel").read_bytes()
    about = "Threshold parameters without signatures, as belenios-tool 2.0 made them."
    return Bad("belenios-2.0/threshold.without signatures", data, "threshold.signature", "trustees", about)
