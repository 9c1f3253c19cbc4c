"""Scottish STV against a second, naive reading of the same text, on small contests with many ties."""

from __future__ import annotations

from counting.literal_scottish import Literal
from counting.made import Made, contest, elections
from hypothesis import given, settings

from veche.counting import Lot, count

SEED = bytes(range(32))


@given(elections())
@settings(max_examples=400, deadline=None)
def test_every_stage_is_as_the_text_says(made: Made) -> None:
    one = contest(*made)
    expected = Literal({who.number: who.name for who in one.candidates}, one.seats, made[2], SEED)
    expected.count()
    found = count(one, "scottish-stv", lot=Lot(SEED))
    assert found.quota == expected.quota
    assert set(found.winners) == expected.elected
    assert [
        (dict(stage.standing), stage.exhausted, set(stage.elected), set(stage.excluded))
        for stage in found.stages
    ] == expected.stages
    assert found.vacant == one.seats - len(found.winners)
