"""Stages, and the strip that every page of a vote wears."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from web.votes import make_vote

from veche.election.chain import State
from veche.web.ballots.models import Post, Stage
from veche.web.ballots.stages import PATH, WrongStage, must_be, of_archive, waits_for
from veche.web.house.language import Voice
from veche.words import Language

NOON = datetime(2026, 12, 1, 12, tzinfo=UTC)


def test_the_archive_says_where_an_opened_vote_stands() -> None:
    for shuffled in (False, True):
        never = {State.EMPTY} | (set() if shuffled else {State.SHUFFLING, State.SHUFFLED})
        found = [of_archive(state, shuffled) for state in State if state not in never]
        assert [PATH.index(stage) for stage in found] == sorted(PATH.index(stage) for stage in found)
        assert (found[0], found[-1]) == (Stage.OPEN, Stage.PUBLISHED)
        assert of_archive(State.TALLIED, shuffled) == (Stage.SHUFFLING if shuffled else Stage.DECRYPTING)


def test_what_is_done_out_of_turn_says_where_the_vote_stands() -> None:
    must_be("open", Stage.OPEN, Stage.CLOSED)
    with pytest.raises(WrongStage) as wrong:
        must_be("open", Stage.DRAFT)
    assert wrong.value.now == "open"


@pytest.mark.parametrize(
    ("credentials", "keys", "who"),
    [
        (False, False, [Post.REGISTRAR, Post.TRUSTEE]),
        (True, False, [Post.TRUSTEE]),
        (False, True, [Post.REGISTRAR]),
    ],
)
def test_while_codes_and_keys_are_made_those_are_waited_for_who_are_late(
    credentials: bool, keys: bool, who: list[Post]
) -> None:
    assert [one.who for one in waits_for(Stage.ROLL, NOON, NOON, credentials, keys)] == who


@pytest.mark.django_db
@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("stage", [*PATH, Stage.CALLED_OFF])
def test_the_strip_says_where_a_vote_stands_who_acts_and_until_when(stage: Stage, language: Language) -> None:
    vote = make_vote(stage=Stage.DRAFT, opens=NOON, closes=NOON).vote
    vote.stage = stage
    voice = Voice(language)
    strip = Template('{% include "ballots/strip.html" %}').render(Context({"vote": vote, "voice": voice}))
    assert voice(f"ballots:stage.{stage}") in strip
    assert strip.count('aria-current="step"') == (stage != Stage.CALLED_OFF)
    for waiting in waits_for(stage, NOON, NOON, credentials=False, keys=False):
        name = {"returning_officer": "Returning officer", "registrar": "Registrar", "trustee": "Trustee 2"}
        assert waiting.who is None or name[waiting.who] in strip
        assert (waiting.until is None) or voice.moment(NOON) in strip


@pytest.mark.django_db
def test_the_texts_of_a_vote_are_marked_with_its_language(client) -> None:  # type: ignore[no-untyped-def]
    """A screen reader speaks them as they are written, whatever language the page is read in."""
    made = make_vote(stage=Stage.OPEN, language="pl", title="Strajk", description="Po co")
    page = client.get(f"/votes/{made.vote.uuid}/", headers={"Accept-Language": "be"}).content.decode()
    for text in ('<html lang="be"', '<h1 lang="pl">Strajk', '<p lang="pl">Po co', '<h3 lang="pl">'):
        assert text in page
