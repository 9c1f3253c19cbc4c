"""Standing for a seat, being asked, the vote among those who stand, and its result."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from web.delegates.conftest import Branch
from web.delegates_making import make_delegate
from web.votes import STEPS, Made, cast

from veche.counting import Lot
from veche.web.ballots.actions import drawing, publishing
from veche.web.ballots.files import count_file
from veche.web.ballots.models import Officer, Post, Stage, Vote
from veche.web.bodies import actions as bodies
from veche.web.bodies.access import today
from veche.web.bodies.codes import Mistyped
from veche.web.bodies.models import Membership
from veche.web.delegates import access, actions
from veche.web.delegates.actions.voting import Wanted, ordered
from veche.web.delegates.clock import keep
from veche.web.delegates.errors import Objected, Refused
from veche.web.delegates.models import Asking, Delegacy, Nomination, Statutes
from veche.web.house.language import Voice
from veche.words import Language

VOICE = Voice(Language.EN)
Make = Callable[..., Membership]


def stand(branch: Branch, *people: Membership) -> list[Nomination]:
    return [actions.nominate(one, branch.upper, "I ask for more.") for one in people]


def test_one_stands_changes_the_words_and_stands_no_more(branch: Branch) -> None:
    (one,) = stand(branch, branch.member)
    actions.nominate(branch.member, branch.upper, "For shorter shifts.")
    assert [(n.pk, n.words) for n in access.nominations(branch.lower, branch.upper)] == [
        (one.pk, "For shorter shifts.")
    ]
    actions.withdraw(branch.member, branch.upper)
    actions.withdraw(branch.member, branch.upper)
    assert access.nominations(branch.lower, branch.upper) == []


def test_a_colleague_is_asked_with_a_code_that_holds_once(branch: Branch, make_member: Make) -> None:
    code = actions.ask_to_stand(branch.member, branch.upper)
    row = Asking.objects.get()
    assert code.replace("-", "").encode() not in bytes(row.found_by)
    asked = actions.nominate(make_member(branch.lower), branch.upper, "", code.lower())
    assert asked.asked
    with pytest.raises(Refused, match="code_gone"):
        actions.nominate(make_member(branch.lower), branch.upper, "", code)
    with pytest.raises(Mistyped):
        actions.nominate(make_member(branch.lower), branch.upper, "", "nonsense")


def test_a_code_is_for_one_body_and_a_week(branch: Branch) -> None:
    code = actions.ask_to_stand(branch.member, branch.upper)
    Asking.objects.update(expires=today() - timedelta(days=1))
    with pytest.raises(Refused, match="code_gone"):
        actions.nominate(branch.member, branch.upper, "", code)
    keep()
    assert not Asking.objects.exists()


def test_statutes_object_when_somebody_stands(branch: Branch, make_member: Make) -> None:
    Statutes.objects.create(body=branch.upper, most_terms=1, pause_days=100, incompatible=["secretary"])
    assert branch.delegate.membership is not None
    # A free seat is there, so the next term begins today, while this one still sits.
    with pytest.raises(Objected) as raised:
        stand(branch, branch.delegate.membership)
    assert {one.name for one in raised.value.objections} == {"sits", "terms"}
    assert stand(branch, make_member(branch.lower, "secretary"))  # an office can be laid down until then


def test_nobody_stands_under_a_name_that_stands(branch: Branch, make_member: Make) -> None:
    stand(branch, make_member(branch.lower, name="Nadzeya"))
    with pytest.raises(Refused, match="name_taken"):
        stand(branch, make_member(branch.lower, name="nadzeya "))


def draw(
    branch: Branch, rule: str = "block", by_lot: bool = True, alternates: int = 1, once: bytes = b""
) -> Vote:
    wanted = Wanted(1, alternates, rule, today(), by_lot)
    return actions.draw_up(branch.steward, branch.upper, wanted, VOICE, once or secrets.token_bytes(16))


def test_a_vote_among_those_who_stand(branch: Branch, make_member: Make) -> None:
    people = [make_member(branch.lower, name=name) for name in ("Zoe", "Yan", "Xenia")]
    stand(branch, *people)
    once = secrets.token_bytes(16)
    vote = draw(branch, once=once)
    assert draw(branch, once=once) == vote
    answers = vote.questions[0]["answers"]
    names, seed = ordered(access.nominations(branch.lower, branch.upper))
    assert answers == names
    assert sorted(answers) == ["Xenia", "Yan", "Zoe"]
    assert seed in vote.description
    assert list(Lot(bytes.fromhex(seed)).order(1, sorted(answers))) == answers
    assert vote.counting == [{"rule": "block", "seats": 2}]
    with pytest.raises(Refused, match="in_vote"):
        actions.withdraw(people[0], branch.upper)
    assert not access.left_out(access.election(branch.lower, vote.pk))


@pytest.mark.parametrize("rule", ["plurality", "approval", "scottish-stv", "meek", "schulze"])
def test_every_rule_has_a_question_that_fits(branch: Branch, make_member: Make, rule: str) -> None:
    stand(branch, *(make_member(branch.lower) for _ in range(3)))
    vote = draw(branch, rule, by_lot=False)
    assert vote.counting[0]["rule"] == rule
    asked = drawing.of_json(vote.questions[0])
    assert rule in drawing.fitting(asked)


def test_only_officers_draw_it_up_and_two_must_stand(branch: Branch) -> None:
    stand(branch, branch.member)
    with pytest.raises(Refused, match="few_nominees"):
        draw(branch)
    with pytest.raises(PermissionDenied):
        actions.draw_up(branch.member, branch.upper, Wanted(1, 1, "block", today(), True), VOICE, b"2" * 16)


def test_a_name_that_an_officer_leaves_out_is_missed(branch: Branch, make_member: Make) -> None:
    stand(branch, *(make_member(branch.lower, name=name) for name in ("Zoe", "Yan", "Xenia")))
    vote = draw(branch)
    vote.questions[0]["answers"].remove("Zoe")
    vote.save()
    assert access.left_out(access.election(branch.lower, vote.pk)) == ["Zoe"]


def held(branch: Branch, vote: Vote, choices: list[list[int]]) -> None:
    """The draft is held to its end by the real library, and its result published."""
    Officer.objects.create(vote=vote, name="Registrar", post=Post.REGISTRAR, number=1)
    for number in (1, 2):
        Officer.objects.create(vote=vote, name=f"Trustee {number}", post=Post.TRUSTEE, number=number)
    vote.opens, vote.closes = timezone.now() - timedelta(hours=1), timezone.now() + timedelta(days=1)
    made = Made(vote)
    for stage in (Stage.ROLL, Stage.READY, Stage.OPEN):
        STEPS[stage](made, len(choices), None)
    vote.stage = Stage.OPEN
    vote.save()
    cast(made, [[choice] for choice in choices])
    for stage in (Stage.CLOSED, Stage.SHUFFLING, Stage.PUBLISHED):
        STEPS[stage](made, 0, None)
    vote.stage = Stage.PUBLISHED
    vote.save()
    publishing.publish(vote.pk)


@pytest.fixture
def elected(branch: Branch, make_member: Make) -> Vote:
    """Yan with three votes, Xenia with two, Zoe with one; the ballot lists them by the alphabet: Xenia, Yan, Zoe."""
    stand(branch, *(make_member(branch.lower, name=name) for name in ("Zoe", "Yan", "Xenia")))
    vote = draw(branch, by_lot=False)
    held(branch, vote, [[0, 0, 1, 0], [0, 1, 1, 0], [0, 1, 1, 0], [0, 0, 0, 1]])
    return vote


def test_the_result_proposes_and_an_officer_confirms(branch: Branch, elected: Vote) -> None:
    election = access.election(branch.lower, elected.pk)
    proposed = access.proposed(election)
    assert proposed is not None
    assert ([one.name for one in proposed.delegates], [one.name for one in proposed.alternates]) == (
        ["Yan"],
        ["Xenia"],
    )
    with pytest.raises(PermissionDenied):
        actions.take_over(branch.member, elected.pk)
    with pytest.raises(Http404):
        actions.take_over(branch.head, elected.pk)
    actions.take_over(branch.steward, elected.pk)
    actions.take_over(branch.steward, elected.pk)
    made = Delegacy.objects.filter(elected_by=elected).order_by("rank")
    assert next((one.name, one.accepted, one.seat.number) for one in made) == ("Yan", None, 2)
    assert made[1].rank == 2  # behind the one who waits already
    assert access.nominations(branch.lower, branch.upper) == []
    yan = made[0].membership
    assert yan is not None
    actions.accept(yan.account, made[0].pk)
    assert access.delegate_of(branch.seats[1]) == made[0]


def test_whoever_writes_to_the_record_of_the_count_seats_nobody(branch: Branch, elected: Vote) -> None:
    path = count_file(elected.pk, 1)
    honest = path.read_bytes()
    path.write_bytes(
        honest.replace(b'"Yan"', b'"Yin"').replace(b'"Zoe"', b'"Yan"').replace(b'"Yin"', b'"Zoe"')
    )
    assert path.read_bytes() != honest
    actions.take_over(branch.steward, elected.pk)
    assert Delegacy.objects.get(elected_by=elected, rank=0).name == "Yan"
    assert path.read_bytes() == honest


def test_whoever_has_left_is_passed_over(branch: Branch, elected: Vote) -> None:
    bodies.leave(Membership.objects.get(pk=Nomination.objects.get(pk=_id("Yan")).membership_id))
    proposed = access.proposed(access.election(branch.lower, elected.pk))
    assert proposed is not None
    assert [one.name for one in proposed.delegates] == ["Xenia"]
    assert proposed.passed_over == ("Yan",)


def test_whom_the_statutes_forbid_meanwhile_is_passed_over(branch: Branch, elected: Vote) -> None:
    yan = Nomination.objects.get(pk=_id("Yan")).membership
    days = {"begins": today() - timedelta(days=200), "ends": today() - timedelta(days=1)}
    make_delegate(branch.seats[1], yan, **days)
    Statutes.objects.create(body=branch.upper, most_terms=1)
    proposed = access.proposed(access.election(branch.lower, elected.pk))
    assert proposed is not None
    assert proposed.passed_over == ("Yan",)


def _id(name: str) -> object:
    return next(one.pk for one in Nomination.objects.all() if one.name == name)


def test_no_officer_sits_on_a_result(branch: Branch, elected: Vote) -> None:
    keep()
    assert not Delegacy.objects.filter(elected_by=elected).exists()
    Vote.objects.filter(pk=elected.pk).update(closes=timezone.now() - timedelta(days=8))
    keep()
    keep()
    assert Delegacy.objects.filter(elected_by=elected).count() == 2


def test_before_the_result_nothing_is_taken_over(branch: Branch, make_member: Make) -> None:
    stand(branch, *(make_member(branch.lower) for _ in range(2)))
    vote = draw(branch)
    with pytest.raises(Refused, match="no_result"):
        actions.take_over(branch.steward, vote.pk)


def test_a_vote_called_off_frees_those_who_stand(branch: Branch, make_member: Make) -> None:
    stand(branch, *(make_member(branch.lower) for _ in range(2)))
    first = draw(branch)
    Vote.objects.filter(pk=first.pk).update(stage=Stage.CALLED_OFF)
    second = draw(branch)
    assert second != first
    assert access.elections_of(branch.lower, branch.upper)[0].vote == second


def test_an_election_by_hands_is_written_down_with_who_wrote_it(branch: Branch, make_member: Make) -> None:
    one, other = stand(branch, make_member(branch.lower, name="Yan"), make_member(branch.lower, name="Zoe"))
    with pytest.raises(PermissionDenied):
        actions.elect_by_hand(branch.member, branch.upper, [one.pk], 1, today(), "Assembly")
    with pytest.raises(Refused, match="nobody"):
        actions.elect_by_hand(
            branch.steward, branch.upper, [one.pk, branch.member.pk], 1, today(), "Assembly"
        )
    made = actions.elect_by_hand(
        branch.steward, branch.upper, [other.pk, one.pk], 1, today(), "Assembly of May"
    )
    assert [(d.name, d.rank, d.accepted, d.elected_how) for d in made] == [
        ("Zoe", 0, None, "Assembly of May (Founder)"),
        ("Yan", 2, None, "Assembly of May (Founder)"),
    ]
    assert access.nominations(branch.lower, branch.upper) == []


def test_nobody_is_elected_by_hands_out_of_a_vote_that_is_held(branch: Branch, make_member: Make) -> None:
    standing = stand(branch, make_member(branch.lower), make_member(branch.lower))
    draw(branch)
    with pytest.raises(Refused, match="in_vote"):
        actions.elect_by_hand(branch.steward, branch.upper, [standing[0].pk], 1, today(), "Assembly")
