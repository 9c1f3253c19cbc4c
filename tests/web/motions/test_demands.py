"""Demands after adoption: talks, offers, the vote on them, the members' order."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client
from web.motions_making import make_motion, place_of, steward_of
from web.votes import make_vote

from veche.rules.decision import Outcome
from veche.web.accounts.models import Account
from veche.web.ballots.actions.publishing import publish
from veche.web.ballots.drawing.questions import of_json
from veche.web.ballots.models import Stage, Vote
from veche.web.bodies.models import Body, Membership, Office
from veche.web.bodies.once import new_once
from veche.web.house.language import Voice
from veche.web.motions import actions
from veche.web.motions.actions import offering
from veche.web.motions.actions.offering import take_result
from veche.web.motions.errors import Refused
from veche.web.motions.models import Demand, Motion, Offer, Sort, Step
from veche.words import Language

from .helping import text_of

pytestmark = pytest.mark.django_db
MakeBody, MakeMember = Callable[..., Body], Callable[..., Membership]
ClientOf = Callable[[Membership | Account], Client]
VOICE = Voice(Language.EN)


def demands(body: Body, *titles: str) -> list[Motion]:
    return [make_motion(body, title, sort=Sort.DEMAND, state="accepted") for title in titles]


def stages(*motions: Motion) -> list[str]:
    return [Demand.objects.get(motion=one).stage for one in motions]


def decided(body: Body, choices: list[list[list[int]]]) -> Vote:
    """A published vote on an offer, decided by the rule for settlements."""
    made = make_vote(
        body, Stage.PUBLISHED, voters=6, choices=choices, kind="settlement", rule="plain-settlement"
    )
    return made.vote


def test_talks_are_written_down(make_body: MakeBody, make_member: MakeMember, client_of: ClientOf) -> None:
    (demand,) = demands(make_body(), "Warm rooms")
    path = f"/motions/{demand.pk}/demand/"
    answers = {"stage": "talks", "note": "They want to think about it."}
    assert client_of(make_member(demand.body)).post(path, answers).status_code == 403
    secretary = client_of(make_member(demand.body, Office.SECRETARY))
    assert secretary.post(path, answers).status_code == 302
    assert secretary.post(path, {"stage": "settled", "note": "So they say."}).status_code == 422
    page = text_of(client_of(make_member(demand.body)).get(path))
    assert "Talks are going on. They want to think about it." in page
    assert "<form" not in page.partition("<main")[2]


def test_a_demand_is_settled_by_a_vote_alone(make_body: MakeBody) -> None:
    (demand,) = demands(make_body(), "Warm rooms")
    with pytest.raises(Refused, match="settled_by_vote"):
        actions.negotiate(place_of(steward_of(demand.body)), demand.pk, "settled", "")


def test_an_offer_is_made_once(make_body: MakeBody, make_member: MakeMember) -> None:
    steward = place_of(steward_of(make_body()))
    one, two, dropped = demands(steward.body, "One", "Two", "Dropped")
    actions.negotiate(steward, dropped.pk, "dropped", "")
    once = secrets.token_bytes(16)
    offers = [actions.make_offer(steward, "Half", [one.pk, two.pk], once) for _ in range(2)]
    assert offers[0].pk == offers[1].pk
    assert stages(one, two, dropped) == ["offered", "offered", "dropped"]
    assert Step.objects.filter(motion=one, what="offer").count() == 1
    elsewhere = demands(make_body("Other"), "Elsewhere")[0]
    for wrong in (dropped, elsewhere):
        with pytest.raises(Http404):
            actions.make_offer(steward, "Half", [one.pk, wrong.pk], secrets.token_bytes(16))
    with pytest.raises(Refused, match="no_demands"):
        actions.make_offer(steward, "Half", [], secrets.token_bytes(16))
    with pytest.raises(PermissionDenied):
        actions.make_offer(place_of(make_member(steward.body)), "Half", [one.pk], secrets.token_bytes(16))


@pytest.mark.parametrize(("yes", "state", "stage"), [(5, "accepted", "settled"), (1, "rejected", "talks")])
def test_the_vote_settles_the_demands(make_body: MakeBody, yes: int, state: str, stage: str) -> None:
    steward = place_of(steward_of(make_body()))
    one, dropped = demands(steward.body, "One", "Dropped")
    offer = actions.make_offer(steward, "Half", [one.pk, dropped.pk], secrets.token_bytes(16))
    vote = actions.put_to_vote(steward, offer.pk, VOICE, secrets.token_bytes(16))
    assert actions.put_to_vote(steward, offer.pk, VOICE, secrets.token_bytes(16)).pk == vote.pk
    assert (vote.kind, vote.stage) == ("settlement", Stage.DRAFT)
    assert "Half" in vote.description
    assert "1. One" in vote.description
    with pytest.raises(Refused, match="offer_over"):
        actions.withdraw_offer(steward, offer.pk)
    actions.take_results()
    assert Offer.objects.get().state == "voting"
    actions.negotiate(steward, dropped.pk, "dropped", "Not ours any more.")
    choices = [[[1, 0]]] * yes + [[[0, 1]]] * (6 - yes)
    Offer.objects.update(vote=decided(steward.body, choices))
    for _ in range(2):
        take_result(offer.pk)
        actions.take_results()
    assert Offer.objects.get().state == state
    assert stages(one, dropped) == [stage, "dropped"]
    assert Step.objects.filter(motion=one, what=f"offer_{state}").count() == 1


def test_what_was_decided_a_minute_ago_is_not_withdrawn(make_body: MakeBody) -> None:
    steward = place_of(steward_of(make_body()))
    (one,) = demands(steward.body, "One")
    offer = actions.make_offer(steward, "Half", [one.pk], secrets.token_bytes(16))
    actions.put_to_vote(steward, offer.pk, VOICE, secrets.token_bytes(16))
    Offer.objects.update(vote=decided(steward.body, [[[1, 0]]] * 6))
    with pytest.raises(Refused, match="offer_over"):
        actions.withdraw_offer(steward, offer.pk)
    actions.take_results()
    assert Offer.objects.get().state == "accepted"


def test_an_offer_whose_vote_cannot_tell_is_withdrawn_on_its_page(
    make_body: MakeBody, client_of: Callable[[Membership], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    founder = steward_of(make_body())
    steward, client = place_of(founder), client_of(founder)
    (one,) = demands(steward.body, "One")
    offer = actions.make_offer(steward, "Half", [one.pk], secrets.token_bytes(16))
    page = f"/bodies/{steward.body.pk}/offers/{offer.pk}/"
    actions.put_to_vote(steward, offer.pk, VOICE, secrets.token_bytes(16))
    assert 'value="withdraw"' not in client.get(page).content.decode()
    Offer.objects.update(vote=decided(steward.body, [[[1, 0]]] * 6))
    told = [SimpleNamespace(decision=SimpleNamespace(outcome=Outcome.CANNOT_TELL))]
    monkeypatch.setattr(offering, "outcomes", lambda vote: told)
    actions.take_results()
    assert 'value="withdraw"' in client.get(page).content.decode()
    assert client.post(page, {"do": "withdraw"}).status_code == 302
    assert (Offer.objects.get().state, stages(one)) == ("withdrawn", ["talks"])


def test_a_vote_thrown_away_leaves_the_offer_open(make_body: MakeBody) -> None:
    steward = place_of(steward_of(make_body()))
    (one,) = demands(steward.body, "One")
    offer = actions.make_offer(steward, "Half", [one.pk], secrets.token_bytes(16))
    actions.put_to_vote(steward, offer.pk, VOICE, secrets.token_bytes(16)).delete()
    actions.take_results()
    assert Offer.objects.get().state == "open"
    for _ in range(2):
        actions.withdraw_offer(steward, offer.pk)
    assert stages(one) == ["talks"]
    with pytest.raises(Refused, match="offer_over"):
        actions.put_to_vote(steward, offer.pk, VOICE, secrets.token_bytes(16))


def test_another_offer_that_stands_keeps_the_demand_offered(make_body: MakeBody) -> None:
    steward = place_of(steward_of(make_body()))
    (one,) = demands(steward.body, "One")
    first, _ = (actions.make_offer(steward, "Half", [one.pk], secrets.token_bytes(16)) for _ in range(2))
    actions.withdraw_offer(steward, first.pk)
    assert stages(one) == ["offered"]


def test_members_put_demands_in_order(make_body: MakeBody) -> None:
    steward = place_of(steward_of(make_body()))
    motions = demands(steward.body, "Wages", "Warmth", "Shifts")
    vote = actions.put_in_order(steward, VOICE, secrets.token_bytes(16))
    assert actions.put_in_order(steward, VOICE, secrets.token_bytes(16)).pk == vote.pk
    assert of_json(vote.questions[0]).answers == ("1. Wages", "2. Warmth", "3. Shifts")
    assert vote.counting == [{"rule": "borda", "seats": 3}]
    made = make_vote(
        steward.body,
        Stage.PUBLISHED,
        questions=[of_json(vote.questions[0])],
        voters=3,
        choices=[[[3, 1, 2]], [[3, 1, 2]], [[2, 1, 3]]],
        counting=vote.counting,
        rule="",
    )
    Demand.objects.update(ranked_by=made.vote)
    actions.take_results()
    assert Demand.objects.filter(rank=None).count() == 3  # it is not counted yet
    publish(made.vote.uuid)
    for _ in range(2):
        actions.take_results()
    assert [Demand.objects.get(motion=one).rank for one in motions] == [3, 1, 2]
    assert Step.objects.filter(what="ranked").count() == 3


def test_only_those_who_may_draw_up_votes_have_them_ranked(
    make_body: MakeBody, make_member: MakeMember, client_of: ClientOf
) -> None:
    steward = steward_of(make_body())
    demands(steward.body, "One")
    path = f"/bodies/{steward.body_id}/demands/order/"
    secretary = client_of(make_member(steward.body, Office.SECRETARY))
    assert secretary.post(path, {"once": new_once()}).status_code == 403
    assert "At least two demands" in text_of(client_of(steward).post(path, {"once": new_once()}))
    assert "open for too long" in text_of(client_of(steward).post(path, {}))
    demands(steward.body, "Two")
    assert client_of(steward).post(path, {"once": new_once()}).headers["Location"].endswith("/manage/")
    for member in (steward, make_member(steward.body)):
        assert "A vote on their order is on its way" in text_of(
            client_of(member).get(f"/bodies/{steward.body_id}/demands/")
        )


def test_an_offer_on_its_pages(make_body: MakeBody, make_member: MakeMember, client_of: ClientOf) -> None:
    steward = steward_of(make_body())
    (one,) = demands(steward.body, "One")
    client = client_of(steward)
    answers = {"text": "Half of it", "demands": [str(one.pk)], "once": new_once()}
    places = [
        client.post(f"/bodies/{steward.body_id}/offers/new/", answers).headers["Location"] for _ in "12"
    ]
    assert places[0] == places[1]
    reader = client_of(make_member(steward.body))
    assert "Half of it" in text_of(reader.get(places[0]))
    assert reader.post(places[0], {"do": "vote", "once": new_once()}).status_code == 403
    assert reader.post(places[0], {"do": "withdraw"}).status_code == 403
    assert client.post(places[0], {"do": "vote", "once": new_once()}).headers["Location"].endswith("/manage/")
    elsewhere = f"/bodies/{make_body('Other').pk}/offers/{Offer.objects.get().pk}/"
    assert client.get(elsewhere).status_code == 404
