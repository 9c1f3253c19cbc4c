"""From state to state: as the data allow and not otherwise, asked twice or whatever is posted, with all that follows."""

from __future__ import annotations

import secrets
from collections.abc import Callable

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from web.motions_making import fresh, make_motion, place_of, steward_of, wording

from veche.assembly import workflow
from veche.web.accounts.models import Account
from veche.web.bodies.models import Body, Membership, Office
from veche.web.motions import access, actions
from veche.web.motions.errors import Refused
from veche.web.motions.models import Demand, Motion, Sort, Step

pytestmark = pytest.mark.django_db
MakeBody, MakeMember = Callable[..., Body], Callable[..., Membership]
ClientOf = Callable[[Membership | Account], Client]


def whats(motion: Motion) -> list[str]:
    return [one.what for one in Step.objects.filter(motion=motion).order_by("number")]


def test_asked_twice_it_is_decided_once(make_body: MakeBody) -> None:
    motion = make_motion(make_body())
    for _ in range(2):
        actions.set_state(motion.pk, "rejected", "voted", assembly="Spring", vote=3)
    assert fresh(motion.pk).state == "rejected"
    assert whats(motion) == ["submitted", "voted"]
    with pytest.raises(Refused, match="no_such_step"):
        actions.set_state(motion.pk, "accepted")


def test_the_adopted_text_is_produced_once(make_body: MakeBody) -> None:
    motion = make_motion(make_body())
    for _ in range(2):
        actions.set_state(motion.pk, "accepted")
    versions = access.versions(motion)
    assert [one.why for one in versions] == ["first", "adopted"]
    assert versions[0].paragraphs == versions[1].paragraphs
    assert whats(motion) == ["submitted", "state", "adopted"]
    assert not Demand.objects.exists()


def test_an_adopted_demand_begins_its_life(make_body: MakeBody) -> None:
    motion = make_motion(make_body(), sort=Sort.DEMAND)
    for _ in range(2):
        actions.set_state(motion.pk, "accepted")
    assert Demand.objects.get().stage == "raised"


NAMES = sorted({state.name for one in workflow.shipped() for state in one} | {"", "accepted ", "x" * 300})


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(workflow_id=st.sampled_from(["plain", "full"]), posted=st.lists(st.sampled_from(NAMES), max_size=6))
def test_no_step_outside_the_data_whatever_is_posted(
    make_body: MakeBody, client_of: ClientOf, workflow_id: str, posted: list[str]
) -> None:
    """Two states that follow each other in the history of a motion follow each other in the data."""
    motion = make_motion(make_body())
    Motion.objects.filter(pk=motion.pk).update(workflow=workflow_id)
    client = client_of(steward_of(motion.body))
    for name in posted:
        before = fresh(motion.pk)
        client.post(f"/motions/{motion.pk}/prepare/", {"do": "move", "move-state": name})
        after = fresh(motion.pk)
        allowed = workflow.find(workflow_id).state(before.state).next
        assert after.state == (name if name in allowed else before.state)


@pytest.mark.parametrize("state", ["accepted", "rejected", "withdrawn", "draft", "collecting"])
def test_only_those_who_prepare_move_it(
    make_body: MakeBody, make_member: MakeMember, client_of: ClientOf, state: str
) -> None:
    author = make_member(make_body(), Office.TRUSTEE)
    motion = make_motion(author.body, author=author)
    for member in (author, make_member(author.body)):
        answer = client_of(member).post(f"/motions/{motion.pk}/prepare/", {"do": "move", "move-state": state})
        assert answer.status_code == 403
    assert fresh(motion.pk).state == "submitted"


def test_nobody_moves_a_draft_but_its_author(make_body: MakeBody, make_member: MakeMember) -> None:
    author = make_member(make_body())
    motion = make_motion(author.body, author=author, state="draft")
    with pytest.raises(Refused, match="no_such_step"):
        actions.withdraw(place_of(author), motion.pk)
    actions.throw_away(place_of(author), motion.pk)
    assert not Motion.objects.exists()


def test_a_block_goes_by_its_recommendations(make_body: MakeBody) -> None:
    steward = place_of(steward_of(make_body()))
    block = actions.make_block(steward, "Wages", secrets.token_bytes(16))
    motions = [make_motion(steward.body, str(number)) for number in range(4)]
    for motion, state in zip(motions, ("accepted", "rejected", "", "accepted"), strict=True):
        actions.put_in_block(steward, motion.pk, block.pk)
        actions.recommend(steward, motion.pk, state, "")
    actions.move(steward, motions[3].pk, "withdrawn")
    for _ in range(2):
        actions.apply_block(block.pk, "carried", assembly="Spring", vote=1)
    assert [fresh(one.pk).state for one in motions] == ["accepted", "rejected", "submitted", "withdrawn"]
    assert whats(motions[0]) == ["submitted", "block_in", "recommended", "voted", "adopted"]


def test_a_block_voted_down_falls_apart(make_body: MakeBody) -> None:
    steward = place_of(steward_of(make_body()))
    block = actions.make_block(steward, "Wages", secrets.token_bytes(16))
    motion = make_motion(steward.body)
    actions.put_in_block(steward, motion.pk, block.pk)
    for _ in range(2):
        actions.apply_block(block.pk, "lost")
    assert fresh(motion.pk).block is None
    assert whats(motion)[-2:] == ["block_in", "block_lost"]
    actions.drop_block(steward, block.pk)
    assert access.blocks_of(steward) == []


@pytest.mark.parametrize("state", ["accepted", "rejected", "withdrawn"])
def test_parts_fall_or_revive_with_the_composite(make_body: MakeBody, state: str) -> None:
    steward = place_of(steward_of(make_body()))
    parts = [make_motion(steward.body, name, movers=(name, "Shop 4")) for name in ("One", "Two")]
    once = secrets.token_bytes(16)
    whole = [actions.compose(steward, [one.pk for one in parts], wording("Both"), once) for _ in range(2)]
    assert whole[0].pk == whole[1].pk
    assert (whole[0].movers, whole[0].number) == (["One", "Shop 4", "Two"], 3)
    for act in (actions.move, lambda *args: actions.set_state(*args[1:])):
        with pytest.raises(Refused, match="part"):
            act(steward, parts[0].pk, "accepted")
    for _ in range(2):
        actions.set_state(whole[0].pk, state)
    alive = [fresh(one.pk).part_of_id is None for one in parts]
    assert alive == [state != "accepted"] * 2
    assert whats(parts[0])[-1] == ("fell" if state == "accepted" else "revived")
    if state != "accepted":
        actions.set_state(parts[0].pk, "accepted")


def test_what_is_decided_or_drafted_is_no_part(make_body: MakeBody, make_member: MakeMember) -> None:
    steward = place_of(steward_of(make_body()))
    free, other = (make_motion(steward.body) for _ in range(2))
    decided = make_motion(steward.body, state="rejected")
    draft = make_motion(steward.body, author=make_member(steward.body), state="draft")
    elsewhere = make_motion(make_body("Other"))
    for wrong, why in ((decided, "decided"), (draft, "part"), (elsewhere, "few_parts")):
        with pytest.raises(Refused, match=why):
            actions.compose(steward, [free.pk, wrong.pk], wording(), secrets.token_bytes(16))
    whole = actions.compose(steward, [free.pk, other.pk], wording(), secrets.token_bytes(16))
    for already in (free, whole):
        rest = make_motion(steward.body)
        with pytest.raises(Refused, match="part"):
            actions.compose(steward, [already.pk, rest.pk], wording(), secrets.token_bytes(16))


@pytest.mark.parametrize("state", ["draft", "collecting", "submitted ", "", "nothing"])
def test_the_action_itself_goes_nowhere_else(make_body: MakeBody, state: str) -> None:
    motion = make_motion(make_body())
    with pytest.raises(Refused, match="no_such_step"):
        actions.move(place_of(steward_of(motion.body)), motion.pk, state)


def test_motions_that_say_the_same(make_body: MakeBody) -> None:
    steward = place_of(steward_of(make_body()))
    one, two, three = (make_motion(steward.body, str(number)) for number in range(3))
    for _ in range(2):
        actions.identical(steward, one.pk, two.number or 0)
    actions.identical(steward, three.pk, two.number or 0)
    assert [each.number for each in access.identical(fresh(one.pk))] == [2, 3]
    assert whats(one).count("same") == 1
    for number in (1, 99):
        with pytest.raises(Refused, match="no_such_motion"):
            actions.identical(steward, one.pk, number)
