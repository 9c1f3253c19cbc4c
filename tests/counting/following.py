"""Following a count of transferable votes from stage to stage, as a reader with a pencil does."""

from __future__ import annotations

from itertools import pairwise

from veche.counting import Count


def follow(found: Count) -> None:
    """The transfers of each stage explain what everyone has after it, but for those whose papers moved."""
    for earlier, stage in pairwise(found.stages):
        gained = {number: stage.standing[number] - earlier.standing[number] for number in stage.standing}
        for transfer in stage.transfers:
            assert transfer.votes == transfer.papers * transfer.value
            if transfer.target is not None:
                gained[transfer.target] -= transfer.votes
        assert {number for number, votes in gained.items() if votes} <= set(stage.subjects)
        untargeted = sum(transfer.votes for transfer in stage.transfers if transfer.target is None)
        assert stage.exhausted - earlier.exhausted == untargeted
