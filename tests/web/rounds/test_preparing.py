"""A standing roll from its draft to its end: the ceremony of a vote, with a list for every vote to come."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from web.rounds_making import MadeRoll, make_standing_roll
from web.votes import GROUP, STRIKE

from veche.election.credentials import generate_credential, public_credentials, write_lists
from veche.election.trustees import generate_trustee
from veche.web.ballots import jobs
from veche.web.ballots.access import rounds as access
from veche.web.ballots.actions import credentials, keys, round_lists
from veche.web.ballots.actions.rounds import begin_round, reserve_round
from veche.web.ballots.files import archive_file
from veche.web.ballots.models import Entitled, Officer, Post, Round, Stage, StandingRoll, Vote
from veche.web.ballots.stages import WrongStage
from veche.web.bodies.models import Body, Membership
from veche.web.bodies.once import new_once
from veche.words import Language

pytestmark = pytest.mark.django_db
DAY = timezone.now().date() + timedelta(days=100)


@dataclass
class Union:
    """A body, and a browser for each of its officers."""

    body: Body
    clients: dict[str, Client]
    members: dict[str, Membership]


@pytest.fixture
def union(
    make_body: Callable[..., Body], make_member: Callable[..., Membership], client_of: Callable[..., Client]
) -> Union:
    body = make_body()
    founder = Membership.objects.get(body=body)
    members = {"officer": founder} | {
        name: make_member(body, name.split()[0]) for name in ("registrar", "trustee 1", "trustee 2")
    }
    return Union(body, {name: client_of(one) for name, one in members.items()}, members)


def draw_up(union: Union, rounds: int = 3) -> str:
    officer = union.clients["officer"]
    begun = {"kind": "standing", "language": "en", "once": new_once()}
    place = officer.post(f"/bodies/{union.body.id}/votes/new/", begun)["Location"]
    given = {"rounds": rounds, "until": DAY.isoformat()}
    assert officer.post(f"{place}service/", given).status_code == 302
    posts = {
        "officer": union.members["officer"].id,
        "registrar": union.members["registrar"].id,
        "trustees": [union.members["trustee 1"].id, union.members["trustee 2"].id],
        "way": "browser",
    }
    assert officer.post(f"{place}posts/", posts).status_code == 302
    return place.split("/")[2]


def freeze(union: Union, rounds: int = 3) -> str:
    uuid = draw_up(union, rounds)
    assert union.clients["officer"].post(f"/votes/{uuid}/manage/freeze/", {"sure": "on"}).status_code == 302
    return uuid


def lists(uuid: str, codes: list[str]) -> dict[str, bytes]:
    all_of = [uuid, *Round.objects.filter(roll=uuid).values_list("pk", flat=True)]
    return {one: public_credentials(GROUP, one, [(code, None) for code in codes]) for one in all_of}


def codes(number: int = 4) -> list[str]:
    return [generate_credential() for _ in range(number)]


def send_keys(union: Union, uuid: str) -> None:
    for name in ("trustee 1", "trustee 2"):
        _, public = generate_trustee(GROUP, union.members[name].name)
        client = union.clients[name]
        assert (
            client.post(f"/votes/{uuid}/trustee/key/", public, content_type="text/plain").status_code == 204
        )


def test_the_whole_ceremony_in_the_browser(union: Union) -> None:
    uuid = freeze(union)
    registrar = union.clients["registrar"]
    state = registrar.get(f"/votes/{uuid}/registrar/state/").json()
    assert [one["number"] for one in state["rounds"]] == [1, 2, 3]
    made = lists(uuid, codes())
    sent = registrar.post(f"/votes/{uuid}/registrar/roll/", made[uuid], content_type="text/plain")
    assert sent.status_code == 204
    send_keys(union, uuid)
    assert Vote.objects.get(pk=uuid).stage == Stage.ROLL
    for one in state["rounds"]:
        place = f"/votes/{uuid}/registrar/rounds/{one['number']}/"
        for _ in range(2):  # the same again changes nothing
            assert registrar.post(place, made[one["uuid"]], content_type="text/plain").status_code == 204
    assert Vote.objects.get(pk=uuid).stage == Stage.READY
    roll = access.standing_roll(union.body)
    assert roll is not None
    assert (roll.pk, access.size(roll), access.rounds_left(roll)) == (uuid, 4, 3)


def test_the_public_file_of_the_command_holds_all_lists(union: Union) -> None:
    uuid = freeze(union)
    made, registrar = lists(uuid, codes()), union.clients["registrar"]
    wrong = write_lists({one: made[one] for one in list(made)[:-1]})
    from django.core.files.uploadedfile import SimpleUploadedFile

    for content, status in ((b"[]", 422), (wrong, 422), (write_lists(made), 302), (write_lists(made), 302)):
        given = {"file": SimpleUploadedFile("roll.json", content)}
        assert registrar.post(f"/votes/{uuid}/registrar/upload/", given).status_code == status
    assert access.missing_lists(uuid) == []


@pytest.mark.parametrize(
    ("name", "code"), [("fewer", "roll_size"), ("another", "another"), ("repeated", "repeated")]
)
def test_a_list_that_cannot_be_is_refused(union: Union, name: str, code: str) -> None:
    uuid = freeze(union)
    made = lists(uuid, codes())
    first, second, _ = (one.pk for one in access.rounds_of(access.drafted(uuid)))
    round_lists.take_round_list(uuid, 1, made[first])
    wrong = {
        "fewer": (2, lists(uuid, codes(3))[second]),
        "another": (1, lists(uuid, codes())[first]),
        "repeated": (2, made[first]),
    }[name]
    with pytest.raises(credentials.BadList) as refused:
        round_lists.take_round_list(uuid, *wrong)
    assert refused.value.code == code
    assert access.lists_made(uuid) == 1


def test_the_draft_has_no_questions_and_no_hours(union: Union) -> None:
    uuid = draw_up(union)
    officer = union.clients["officer"]
    page = officer.get(f"/votes/{uuid}/manage/").content.decode()
    for absent in ("questions", "rule", "times"):
        assert f"/manage/{absent}/" not in page
    for path in ("questions/1/", "questions/new/yes_no/", "questions/1/count/", "rule/", "times/"):
        assert officer.get(f"/votes/{uuid}/manage/{path}").status_code == 404


@pytest.mark.parametrize("given", [{"rounds": 0}, {"rounds": 61}, {"until": "2020-01-01"}, {"until": ""}])
def test_how_long_it_serves_has_bounds(union: Union, given: dict[str, Any]) -> None:
    uuid = draw_up(union)
    wrong = {"rounds": 3, "until": DAY.isoformat()} | given
    assert union.clients["officer"].post(f"/votes/{uuid}/manage/service/", wrong).status_code == 422


def test_it_cannot_be_opened_and_has_no_lot(union: Union) -> None:
    made = make_standing_roll(union.body, officers={"returning_officer": union.members["officer"]})
    officer = union.clients["officer"]
    for path in ("manage/open/", "lot/"):
        assert officer.get(f"/votes/{made.roll.pk}/{path}").status_code == 404
    jobs.tick()
    assert Vote.objects.get(pk=made.roll.pk).stage == Stage.READY


def begin(made: MadeRoll) -> Vote:
    return begin_round(
        made.roll,
        kind="other",
        title="Shall we?",
        questions=[STRIKE],
        counting=[None],
        closes=timezone.now() + timedelta(hours=1),
        language=Language.EN,
    )


def test_from_its_first_round_on_keys_and_codes_stand_fixed(union: Union) -> None:
    made = make_standing_roll(union.body)
    begin(made)
    trustee = Officer.objects.get(vote=made.roll.pk, post=Post.TRUSTEE, number=1)
    for change in (
        lambda: keys.begin_again(made.roll.pk),
        lambda: keys.take_key(made.roll.pk, trustee.pk, generate_trustee(GROUP)[1]),
        lambda: credentials.forget_list(made.roll.pk),
    ):
        with pytest.raises(WrongStage):
            change()
    assert access.rounds_left(made.roll) == 4


def test_a_newer_roll_takes_the_place_of_the_older_one(union: Union) -> None:
    older = make_standing_roll(union.body)
    uuid = freeze(union)
    send_keys(union, uuid)
    round_lists.take_all_lists(uuid, lists(uuid, codes()))
    roll = access.standing_roll(union.body)
    assert roll is not None
    assert roll.pk == uuid
    assert StandingRoll.objects.get(pk=older.roll.pk).ended == timezone.now().date()


def test_who_was_on_it_is_forgotten_when_nothing_runs_any_more(union: Union) -> None:
    made = make_standing_roll(union.body, voters=4, rounds=2)
    assert Entitled.objects.filter(vote=made.roll.pk).count() == 4
    vote = begin(made)
    reserve_round(made.roll, until=date.today() + timedelta(days=3))
    jobs.tick()
    assert Entitled.objects.filter(vote=made.roll.pk).count() == 4  # both still run
    Vote.objects.filter(pk=vote.pk).update(stage=Stage.PUBLISHED)
    Round.objects.filter(number=2).update(runs_until=timezone.now().date() - timedelta(days=1))
    rounds_to_forget = access.to_forget()
    assert rounds_to_forget == [made.roll.pk]


def test_every_page_says_who_came_later_and_who_left(
    union: Union, make_member: Callable[..., Membership]
) -> None:
    made = make_standing_roll(union.body, voters=4)
    vote = begin(made)
    newcomer = make_member(union.body)
    union.members["trustee 2"].delete()
    officer = union.clients["officer"]
    for path in (f"/votes/{vote.uuid}/", f"/votes/{made.roll.pk}/"):
        page = officer.get(path).content.decode()
        assert "1 member joined later" in page, path
        assert "1 person on it has left" in page, path
    assert (access.newcomers(made.roll), access.gone(made.roll)) == (1, 1)
    assert newcomer.body == union.body


def test_the_code_of_a_round_is_that_of_its_roll(union: Union, client_of: Callable[..., Client]) -> None:
    made = make_standing_roll(union.body, voters=4)
    vote = begin(made)
    answer = union.clients["officer"].get(f"/votes/{vote.uuid}/credential/")
    assert answer["Location"] == f"/votes/{made.roll.pk}/credential/"
    page = union.clients["officer"].get(f"/votes/{made.roll.pk}/credential/").content.decode()
    assert f'data-booth="/votes/{made.roll.pk}/roll/"' in page


def test_the_page_of_a_roll_shows_what_is_open_to_whoever_has_its_address(union: Union) -> None:
    made = make_standing_roll(union.body)
    assert "Nothing is open" in Client().get(f"/votes/{made.roll.pk}/roll/").content.decode()
    vote = begin(made)
    page = Client().get(f"/votes/{made.roll.pk}/roll/").content.decode()
    assert f"/votes/{vote.uuid}/vote/" in page
    booth = Client().get(f"/votes/{vote.uuid}/vote/").content.decode()
    assert f'data-rolled="{made.roll.pk}"' in booth
    assert Client().get(f"/votes/{vote.uuid}/roll/").status_code == 404


def test_the_vote_file_names_every_round(union: Union) -> None:
    uuid = freeze(union)
    text = union.clients["registrar"].get(f"/votes/{uuid}/vote.toml").content.decode()
    assert "rounds = [" in text
    assert all(json.dumps(one.pk) in text for one in access.rounds_of(access.drafted(uuid)))


@pytest.mark.parametrize("language", Language)
def test_every_page_speaks_every_language(union: Union, language: Language) -> None:
    officer, ready = union.clients["officer"], make_standing_roll(union.body)
    officer.cookies["veche_language"] = str(language)
    draft, frozen = draw_up(union), freeze(union)
    for path in (
        f"/votes/{draft}/manage/",
        f"/votes/{draft}/manage/service/",
        f"/votes/{frozen}/manage/",
        f"/votes/{frozen}/",
        f"/votes/{ready.roll.pk}/",
        f"/votes/{ready.roll.pk}/roll/",
        f"/bodies/{union.body.id}/votes/",
    ):
        assert officer.get(path, headers={"accept-language": str(language)}).status_code == 200, path


def test_a_round_has_no_keys_and_codes_of_its_own_to_be_made_again(union: Union) -> None:
    made = make_standing_roll(union.body)
    vote = begin(made)
    Vote.objects.filter(pk=vote.pk).update(stage=Stage.READY)  # as if its opening had been cut off
    archive_file(vote.pk).unlink()
    for change in (lambda: keys.begin_again(vote.pk), lambda: credentials.forget_list(vote.pk)):
        with pytest.raises(WrongStage):
            change()
