"""Those who prepare an assembly recommend on amendments; while it votes on a motion, nobody changes that by hand; who deals with it hears of changes."""

from __future__ import annotations

import secrets
from uuid import UUID

import pytest
from django.core.exceptions import PermissionDenied
from django.test import TestCase
from web.amendments_making import fresh_amendment, make_amendment
from web.assemblies_making import make_assembly
from web.motions_amending.making import TEXT, Hall
from web.motions_making import fresh, place_of, wording

from veche.web.assemblies.models import Assembly, Poll, Stage
from veche.web.motions import actions
from veche.web.motions.access import text_of
from veche.web.motions.actions import amending, ordering
from veche.web.motions.errors import Refused
from veche.web.motions.models import Motion, Step

TUESDAY = TEXT[0].replace("Monday", "Tuesday")


def test_an_amendment_is_recommended_on_from_its_page(hall: Hall) -> None:
    one = make_amendment(hall.motion, hall.at, {1: TUESDAY})
    page, steward = f"/amendments/{one.pk}/", hall.client_of(hall.steward)
    assert 'name="recommend-state"' in steward.get(page).content.decode()
    steward.post(page, {"do": "recommend", "recommend-state": "rejected"})
    assert fresh_amendment(one.pk).recommendation == "rejected"
    shown = hall.client_of(hall.other).get(page).content.decode()
    assert "Recommended: Reject" in shown
    assert 'name="recommend-state"' not in shown
    assert (
        "Amendment 1: Recommended: Rejected"
        in hall.client_of(hall.other).get(f"/motions/{hall.motion.pk}/").content.decode()
    )
    steward.post(page, {"do": "recommend", "recommend-state": ""})
    assert fresh_amendment(one.pk).recommendation == ""
    assert steward.post(page, {"do": "recommend", "recommend-state": "elsewhere"}).status_code == 422
    assert (
        hall.client_of(hall.other).post(page, {"do": "recommend", "recommend-state": "rejected"}).status_code
        == 403
    )


def test_who_does_not_prepare_recommends_nothing(hall: Hall) -> None:
    one = make_amendment(hall.motion, hall.at, {1: TUESDAY})
    with pytest.raises(PermissionDenied):
        amending.recommend_amendment(place_of(hall.other), one.pk, "rejected")
    with pytest.raises(Refused, match="no_such_step"):
        amending.recommend_amendment(hall.prepares, one.pk, "submitted")
    for _ in range(2):
        amending.recommend_amendment(hall.prepares, one.pk, "rejected")
    assert Step.objects.filter(amendment=one, what="recommended").count() == 1


def test_a_draft_names_nobody_until_its_author_says_how(hall: Hall) -> None:
    draft = make_amendment(hall.motion, hall.at, {1: TUESDAY}, submit=False)
    assert draft.movers == []
    page = hall.client_of(hall.member).get(f"/amendments/{draft.pk}/submit/").content.decode()
    assert hall.member.name not in page
    sent = hall.client_of(hall.member).post(f"/amendments/{draft.pk}/submit/", {"movers": "", "do": "submit"})
    assert (sent.status_code, fresh_amendment(draft.pk).number) == (422, None)


def dealing_with(motion: Motion) -> Assembly:
    assembly = make_assembly(motion.body, Stage.OPEN)
    assembly.item.motion = motion  # type: ignore[union-attr]
    assembly.item.save()  # type: ignore[union-attr]
    return assembly


def voting_on(motion: Motion, assembly: Assembly) -> Poll:
    return Poll.objects.create(
        assembly=assembly, number=1, about="motion", motion=motion, question="?", answers=[], way="hands"
    )


def test_while_it_is_voted_on_nothing_of_it_changes(hall: Hall) -> None:
    one = make_amendment(hall.motion, hall.at, {1: TUESDAY})
    offered = actions.propose(
        hall.prepares,
        hall.motion.pk,
        secrets.token_bytes(16),
        state="",
        paragraphs=["We strike."],
        comment="",
    )
    poll = voting_on(hall.motion, dealing_with(hall.motion))
    for act in (
        lambda: amending.decide_amendment(hall.prepares, one.pk, "accepted"),
        lambda: actions.answer_proposal(hall.prepares, hall.motion.pk, offered.pk, True, ""),
        lambda: actions.move(hall.prepares, hall.motion.pk, "rejected"),
        lambda: actions.withdraw(hall.prepares, hall.motion.pk),
    ):
        with pytest.raises(Refused, match="voted_on"):
            act()
    assert text_of(hall.motion).paragraphs == list(TEXT)
    assert fresh_amendment(one.pk).state == "submitted"
    poll.state = Poll.State.DECIDED
    poll.save()
    amending.decide_amendment(hall.prepares, one.pk, "accepted")
    actions.answer_proposal(hall.prepares, hall.motion.pk, offered.pk, True, "")
    assert text_of(hall.motion).paragraphs == ["We strike."]


def test_a_motion_in_a_block_that_is_voted_on_rests_too(hall: Hall) -> None:
    block = actions.make_block(hall.prepares, "Together", secrets.token_bytes(16))
    actions.put_in_block(hall.prepares, hall.motion.pk, block.pk)
    poll = voting_on(hall.motion, dealing_with(hall.motion))
    Poll.objects.filter(pk=poll.pk).update(motion=None, block=block)
    with pytest.raises(Refused, match="voted_on"):
        actions.put_in_block(hall.prepares, hall.motion.pk, None)
    with pytest.raises(Refused, match="voted_on"):
        actions.move(hall.prepares, hall.motion.pk, "rejected")
    assert fresh(hall.motion.pk).block_id == block.pk


def pulse(assembly_id: UUID) -> int:
    return Assembly.objects.get(pk=assembly_id).pulse


def test_the_assembly_that_deals_with_it_hears_of_another_order(hall: Hall) -> None:
    one = make_amendment(hall.motion, hall.at, {1: TUESDAY})
    make_amendment(hall.motion, place_of(hall.other), {1: TEXT[0].replace("Monday", "Friday")})
    assembly, elsewhere = dealing_with(hall.motion), make_assembly(hall.body, Stage.OPEN)
    before, still = pulse(assembly.pk), pulse(elsewhere.pk)
    with TestCase.captureOnCommitCallbacks(execute=True):
        ordering.put(hall.motion.pk, one.pk, up=False)
    assert pulse(assembly.pk) == before + 1
    with TestCase.captureOnCommitCallbacks(execute=True):
        ordering.put_back(hall.motion.pk)
    assert (pulse(assembly.pk), pulse(elsewhere.pk)) == (before + 2, still)


def test_so_does_the_one_that_deals_with_its_block(hall: Hall) -> None:
    block = actions.make_block(hall.prepares, "Together", secrets.token_bytes(16))
    actions.put_in_block(hall.prepares, hall.motion.pk, block.pk)
    assembly = make_assembly(hall.body, Stage.OPEN)
    assembly.item.block = block  # type: ignore[union-attr]
    assembly.item.save()  # type: ignore[union-attr]
    before = pulse(assembly.pk)
    with TestCase.captureOnCommitCallbacks(execute=True):
        actions.recommend(hall.prepares, hall.motion.pk, "accepted", "")
    assert pulse(assembly.pk) == before + 1


def test_a_draft_is_heard_of_by_nobody(hall: Hall) -> None:
    assembly = dealing_with(hall.motion)
    before = pulse(assembly.pk)
    with TestCase.captureOnCommitCallbacks(execute=True):
        make_amendment(hall.motion, hall.at, {1: TUESDAY}, submit=False)
        actions.write(hall.at, wording(), secrets.token_bytes(16))
    assert pulse(assembly.pk) == before
