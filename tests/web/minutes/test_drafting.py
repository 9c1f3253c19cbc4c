"""What the program writes of an assembly, and whose names it leaves out."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client, TestCase
from web.bodies.helping import founder_of
from web.delegates_making import make_delegate
from web.mandates_making import make_council, make_poll, settle, vote
from web.minutes.making import by_name, drafted, in_secret, make_held, seen, texts
from web.votes import make_vote

from veche.web.assemblies import hooks
from veche.web.assemblies.actions.happening import note
from veche.web.assemblies.models import Assembly, Presence, Stage
from veche.web.ballots.models import Stage as VoteStage
from veche.web.bodies.models import Body, Membership
from veche.web.mandates.fingerprints import archive_hash
from veche.web.minutes import access, actions
from veche.web.minutes.access.drafting import delegates_there
from veche.web.minutes.entries import Sort
from veche.web.minutes.models import Edition, Minutes
from veche.words import Language

MakeBody = Callable[..., Body]
MakeMember = Callable[..., Membership]


def test_the_course_stands_there_with_decisions_and_texts(
    make_body: MakeBody, make_member: MakeMember
) -> None:
    held = make_held(make_body, make_member)
    drafted(held)
    found = texts(held)
    whole = "\n".join(found)
    for text in (
        "Place: Canteen",
        "Secretary: Scribe",
        "Chair opened the assembly. In the hall 40, at a distance 2; entitled 60.",
        "1. Wages",
        "Vote 1 (by show of hands): Do we want warm rooms?",
        "Yes 30 · No 9. Present: 42",
        "Adopted text: Warm rooms",
        "At once.",
        "2. Strike fund",
        "The assembly was closed. Present: 39",
    ):
        assert text in whole, text
    entries = access.whole(seen(held, held.secretary).minutes)  # type: ignore[arg-type]
    assert [one.text for one in entries if one.sort is Sort.HEADING] == [
        "Beginning",
        "1. Wages",
        "2. Strike fund",
        "End",
    ]
    assert [one.internal for one in entries if one.sort is Sort.HEADING] == [False, False, True, False]
    assert any(one.sort is Sort.REASON for one in entries)
    assert next(one.text for one in entries if one.sort is Sort.LEAD).startswith("Carried")


@pytest.mark.parametrize("language", Language)
def test_it_is_written_in_the_language_of_the_assembly(
    make_body: MakeBody, make_member: MakeMember, language: Language
) -> None:
    held = make_held(make_body, make_member, language)
    drafted(held)
    english = {"Beginning", "End", "Place: Canteen"}
    assert (set(texts(held)) & english == english) == (language is Language.EN)


def test_no_member_is_named_who_did_not_ask_for_it(make_body: MakeBody, make_member: MakeMember) -> None:
    held = make_held(make_body, make_member)
    drafted(held)
    assert "Hidden member" not in "\n".join(texts(held))


def test_a_roll_call_of_members_is_internal(make_body: MakeBody, make_member: MakeMember) -> None:
    held = make_held(make_body, make_member)
    by_name(held.assembly, 3, Ana=0, Bo=1, Chipo=0)
    minutes = drafted(held).minutes
    assert minutes is not None
    found = {one.text: one.internal for one in access.whole(minutes)}
    assert found["Yes: Ana; Chipo"] is True
    assert found["No: Bo"] is True


def test_delegates_are_named_for_everybody(make_body: MakeBody, make_member: MakeMember) -> None:
    council = make_council(make_body, make_member)
    poll = make_poll(council)
    vote(poll, council.seats[0][0], 1, 0, 0)
    settle(poll)
    Assembly.objects.filter(pk=council.congress.pk).update(stage=Stage.CLOSED)
    found = access.draft(Assembly.objects.select_related("body", "item").get(pk=council.congress.pk))
    named = [one for one in found if one.text.startswith("Yes: Branch 1 delegate 1")]
    assert [one.internal for one in named] == [False]
    assert any("Present: 2 delegates." in one.text for one in found)


def test_a_secret_vote_has_its_fingerprint_and_where_to_verify(
    make_body: MakeBody, make_member: MakeMember
) -> None:
    held = make_held(make_body, make_member)
    made = make_vote(held.body, VoteStage.PUBLISHED, voters=3)
    in_secret(held.assembly, 3, made.vote)
    minutes = drafted(held).minutes
    assert minutes is not None
    found = {one.sort: one.text for one in access.whole(minutes)}
    assert found[Sort.FINGERPRINT].replace(" ", "") == archive_hash(made.vote)
    assert found[Sort.ADDRESS] == f"/votes/{made.vote.pk}/"


def test_too_few_voted_in_secret_to_tell(make_body: MakeBody, make_member: MakeMember) -> None:
    held = make_held(make_body, make_member)
    poll = by_name(held.assembly, 3)
    poll.way, poll.result = "secret", {"counts": [], "hidden": True, "outcome": "cannot-tell"}
    poll.save()
    drafted(held)
    assert "Too few voted in secret, so the numbers are not told." in texts(held)


def test_what_was_drawn_up_before_is_not_the_course(make_body: MakeBody, make_member: MakeMember) -> None:
    held = make_held(make_body, make_member)
    note(held.assembly.pk, "slips_made", number=50)
    note(held.assembly.pk, "item_renamed", before="Pay", title="Wages")
    drafted(held)
    assert not any("Slips" in text or "Pay" in text for text in texts(held))


def test_closing_drafts_once(make_body: MakeBody, make_member: MakeMember) -> None:
    held = make_held(make_body, make_member)
    with TestCase.captureOnCommitCallbacks(execute=True):
        hooks.assembly_closed.send(sender=Assembly, assembly=held.assembly)
        hooks.assembly_closed.send(sender=Assembly, assembly=held.assembly)
    assert Minutes.objects.count() == 1
    assert Edition.objects.get().number == 1
    drafted(held)
    assert Edition.objects.count() == 1


def test_whoever_sat_in_a_seat_is_named(make_body: MakeBody, make_member: MakeMember) -> None:
    council = make_council(make_body, make_member)
    delegate = council.seats[0][0]
    alternate = make_delegate(delegate.seat, make_member(council.lower[0], name="Vera"), rank=1)
    Presence.objects.filter(assembly=council.congress, delegacy=delegate).update(stands_in=alternate)
    there = delegates_there(council.congress)
    assert there == ["Vera (Branch 1)", "Branch 2 delegate 1 (Branch 2)"]


def test_what_a_secretary_types_is_never_an_address_to_follow(
    make_body: MakeBody, make_member: MakeMember
) -> None:
    held = make_held(make_body, make_member)
    in_secret(held.assembly, 3, make_vote(held.body, VoteStage.PUBLISHED, voters=3).vote)
    found = drafted(held)
    assert found.minutes is not None
    address = next(one for one in access.whole(found.minutes) if one.sort is Sort.ADDRESS)
    actions.edit(found, address.id, text="javascript:alert(1)", internal=False, gone=False, why="")
    actions.publish(access.seen(founder_of(held.body).account, held.assembly.pk))
    page = Client().get(f"/minutes/{held.assembly.pk}/public/").content.decode()
    assert "javascript:alert(1)" in page
    assert 'href="javascript:' not in page
