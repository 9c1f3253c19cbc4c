"""Every page in every language; who sees which; forms and their buttons."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from web.delegates.conftest import Branch
from web.delegates_making import make_delegate, make_seat
from web.rounds_making import make_standing_roll

from veche.web.bodies.access import today
from veche.web.bodies.models import Body, Membership
from veche.web.delegates import access, actions
from veche.web.delegates.models import Delegacy, Nomination, Recall, RollWanted, Statutes
from veche.web.house.language import COOKIE
from veche.words import Language

Of = Callable[[Membership], Client]


def once_of(client: Client, address: str) -> str:
    found = re.search(r'name="once" value="([^"]+)"', client.get(address).content.decode())
    assert found is not None
    return found[1]


@pytest.fixture
def whole(branch: Branch, make_member: Callable[..., Membership], client_of: Of) -> dict[str, str]:
    """Addresses of every page, with something to show on each."""
    make_standing_roll(branch.lower, voters=4, rounds=6)
    Statutes.objects.create(
        body=branch.upper, method="dhondt", seats=3, most=5, most_terms=2, incompatible=["seat"]
    )
    actions.change_statutes(branch.steward, recall_share="1/3", mandates="refuse")
    actions.share_seats(branch.head, {one.id: 7 for one in access.below(branch.upper)})
    actions.nominate(branch.member, branch.upper, "Shorter shifts")
    actions.nominate(make_member(branch.lower), branch.upper, "")
    steward = client_of(branch.steward)
    began = steward.post(
        reverse("begin_recall", args=[branch.delegate.pk]),
        {"reason": "Why", "once": once_of(steward, reverse("begin_recall", args=[branch.delegate.pk]))},
    )
    assert began.status_code == 302
    lower, upper = branch.lower.pk, branch.upper.pk
    return {
        "delegates": reverse("delegates", args=[lower]),
        "statutes": reverse("statutes", args=[lower]),
        "change_statutes": reverse("change_statutes", args=[lower]),
        "seats": reverse("seats", args=[lower]),
        "nominate": reverse("nominate", args=[lower, upper]),
        "ask": reverse("ask_to_stand", args=[lower, upper]),
        "vote": reverse("elect_delegates", args=[lower, upper]),
        "by_hand": reverse("elect_by_hand", args=[lower, upper]),
        "recalls": reverse("recalls", args=[lower]),
        "seat": reverse("seat", args=[branch.seats[0].pk]),
        "begin": reverse("begin_recall", args=[branch.alternate.pk]),
        "recall": began["Location"],
        "upper": reverse("delegates", args=[upper]),
        "upper_seats": reverse("seats", args=[upper]),
        "upper_statutes": reverse("statutes", args=[upper]),
        "share": reverse("share_seats", args=[upper]),
        "sharing": reverse("sharing", args=[upper, 1]),
    }


def who_sees(name: str, branch: Branch) -> Membership:
    return branch.head if name.startswith(("upper", "shar")) else branch.steward


@pytest.mark.parametrize("language", list(Language))
def test_every_page_in_every_language(
    whole: dict[str, str], branch: Branch, client_of: Of, language: Language
) -> None:
    for name, address in whole.items():
        client = client_of(who_sees(name, branch))
        client.cookies[COOKIE] = language
        page = client.get(address)
        text = page.content.decode()
        assert page.status_code == 200, name
        assert text.count("<h1") == 1, name
        assert f'lang="{language}"' in text, name
        assert "style=" not in text, name


def test_a_stranger_sees_nothing(
    whole: dict[str, str],
    client_of: Of,
    make_body: Callable[..., Body],
    make_member: Callable[..., Membership],
) -> None:
    stranger = client_of(make_member(make_body("Other")))
    for name, address in whole.items():
        assert stranger.get(address).status_code == 404, name
        assert Client().get(address).status_code == 302, name


def test_a_member_without_an_office(whole: dict[str, str], branch: Branch, client_of: Of) -> None:
    member = client_of(branch.member)
    seen = {name: member.get(address).status_code for name, address in whole.items()}
    assert {name for name, status in seen.items() if status == 403} == {
        "change_statutes",
        "vote",
        "by_hand",
    }
    assert {name for name, status in seen.items() if status == 404} == {
        "upper",
        "upper_seats",
        "upper_statutes",
        "share",
        "sharing",
    }


def test_a_delegate_reads_of_the_upper_body_and_changes_nothing(
    whole: dict[str, str], branch: Branch, client_of: Of
) -> None:
    assert branch.delegate.membership is not None
    delegate = client_of(branch.delegate.membership)
    for name in ("upper", "upper_seats", "upper_statutes", "sharing"):
        assert delegate.get(whole[name]).status_code == 200, name
    assert delegate.get(whole["share"]).status_code == 404


def test_members_of_the_upper_body_do_not_read_our_recalls(
    whole: dict[str, str], branch: Branch, client_of: Of
) -> None:
    head = client_of(branch.head)
    assert head.get(whole["seat"]).status_code == 200
    for name in ("recall", "recalls", "begin", "nominate", "delegates"):
        assert head.get(whole[name]).status_code == 404, name


def test_recall_by_its_pages(branch: Branch, client_of: Of) -> None:
    make_standing_roll(branch.lower, voters=3, rounds=4)
    client, address = client_of(branch.member), reverse("begin_recall", args=[branch.delegate.pk])
    once = once_of(client, address)
    for nothing in ("", "\u200b \u2800", "a" * 1001, "a\n" * 1501):
        assert client.post(address, {"reason": nothing, "once": once}).status_code == 422
    stale = client.post(address, {"reason": "Why", "once": "nothing"})
    assert stale.status_code == 422
    for _ in range(2):
        began = client.post(address, {"reason": "Voted <b>against</b>\u202e us", "once": once})
        assert began.status_code == 302
    recall = Recall.objects.get()
    page = client.get(began["Location"]).content.decode()
    assert "Voted &lt;b&gt;against&lt;/b&gt; us" in page
    assert branch.member.name not in page
    assert reverse("petition", args=[recall.petition]) in page
    assert "<textarea" not in page
    assert branch.delegate.membership is not None
    delegate = client_of(branch.delegate.membership)
    assert delegate.post(began["Location"], {"answer": "I was told otherwise"}).status_code == 302
    assert "I was told otherwise" in client.get(began["Location"]).content.decode()
    assert client.post(began["Location"], {"answer": "Forged"}).status_code in (200, 404)
    recall.refresh_from_db()
    assert recall.answer == "I was told otherwise"


def test_without_a_roll_the_page_says_what_to_do(branch: Branch, client_of: Of) -> None:
    client = client_of(branch.member)
    for address in (
        reverse("begin_recall", args=[branch.delegate.pk]),
        reverse("recalls", args=[branch.lower.pk]),
    ):
        page = client.get(address).content.decode()
        assert reverse("want_roll", args=[branch.lower.pk]) in page
        assert "<textarea" not in page
    assert client.get(reverse("want_roll", args=[branch.lower.pk])).status_code == 405
    client.post(reverse("want_roll", args=[branch.lower.pk]))
    assert RollWanted.objects.count() == 1
    page = client_of(branch.steward).get(reverse("recalls", args=[branch.lower.pk])).content.decode()
    assert "A member has asked for it" in page
    assert branch.member.name not in page


def test_accepting_and_laying_down(
    branch: Branch, client_of: Of, make_member: Callable[..., Membership]
) -> None:
    dana = make_member(branch.lower)
    one = make_delegate(branch.seats[1], dana, accepted=None)
    client, address = client_of(dana), reverse("answer_seat", args=[one.pk])
    assert address in client.get(reverse("delegates", args=[branch.lower.pk])).content.decode()
    assert client_of(branch.member).post(address, {"do": "accept"}).status_code == 404
    client.post(address, {"do": "accept"})
    assert access.delegate_of(branch.seats[1]) == one
    sure = client.post(address, {"do": "resign"})
    assert sure.status_code == 200
    assert access.delegate_of(branch.seats[1]) == one
    client.post(address, {"do": "resign", "sure": "1"})
    moved = access.delegate_of(branch.seats[1])
    assert moved is not None
    assert moved.name == "Bo"


def test_an_office_that_does_not_go_with_the_seat_is_said(
    branch: Branch, client_of: Of, make_member: Callable[..., Membership]
) -> None:
    Statutes.objects.create(body=branch.upper, incompatible=["secretary"])
    dana = make_member(branch.lower, "secretary")
    one = make_delegate(branch.seats[1], dana, accepted=None)
    page = client_of(dana).post(reverse("answer_seat", args=[one.pk]), {"do": "accept"})
    assert page.status_code == 409
    assert "Holds an office that does not go with a seat: secretary" in page.content.decode()


def test_sharing_by_its_page(branch: Branch, client_of: Of) -> None:
    Statutes.objects.create(body=branch.upper, method="threshold", seats=3)
    client, address = client_of(branch.head), reverse("share_seats", args=[branch.upper.pk])
    field = f"body {branch.lower.pk}"
    looked = client.post(address, {field: "7", "do": "look"})
    assert "3, 2 × 2" in looked.content.decode()
    assert [one.weight for one in access.seats_in(branch.upper)] == [1, 1]
    assert client.post(address, {field: "-1", "do": "share"}).status_code == 422
    done = client.post(address, {field: "7", "do": "share"})
    assert done.status_code == 302
    assert [one.weight for one in access.seats_in(branch.upper)] == [3, 2, 2]
    assert "as the steward entered" in client.get(done["Location"]).content.decode()


def test_statutes_by_their_form(branch: Branch, client_of: Of) -> None:
    client, address = client_of(branch.steward), reverse("change_statutes", args=[branch.lower.pk])
    given: dict[str, Any] = {
        "method": "dhondt", "seats": 9, "least": 1, "most": 0, "counts": "own", "term_days": 365, "most_terms": 2,
        "pause_days": 0, "incompatible": ["seat"], "mandates": "warn", "report_days": 14, "recall_share": "2/10",
        "recall_sign_days": 30, "recall_rule": "plain-majority-of-votes", "recall_days": 7, "recall_pause_days": 90,
    }  # fmt: skip
    for wrong in (
        {"recall_share": "3/4"},
        {"recall_share": "1/0"},
        {"recall_rule": "gb-2026-02-18"},
        {"recall_sign_days": 1},
        {"least": 5, "most": 2},
    ):
        assert client.post(address, given | wrong).status_code == 422, wrong
    assert not Statutes.objects.exists()
    assert client.post(address, given).status_code == 302
    said = access.statutes(branch.lower)
    assert (said.method, said.seats, said.recall_share, said.coming) == ("dhondt", 9, "1/5", {})
    page = client.get(reverse("statutes", args=[branch.lower.pk])).content.decode()
    assert "Nobody sits for more than 2 terms in a row." in page


def test_standing_by_the_page(branch: Branch, client_of: Of, make_member: Callable[..., Membership]) -> None:
    client, address = client_of(branch.member), reverse("nominate", args=[branch.lower.pk, branch.upper.pk])
    code = re.search(
        r'class="secret">([^<]+)<',
        client_of(branch.steward).post(address + "ask/").content.decode(),
    )
    assert code is not None
    assert client.post(address, {"do": "agree", "statement": "", "code": "nonsense"}).status_code == 422
    assert client.post(address, {"do": "agree", "statement": "", "code": code[1]}).status_code == 302
    assert Nomination.objects.get().asked
    assert client.post(address, {"do": "withdraw"}).status_code == 302
    assert not Nomination.objects.exists()
    for name in ("Xenia", "Yan"):
        assert (
            client_of(make_member(branch.lower, name=name)).post(address, {"do": "stand"}).status_code == 302
        )
    officer, drawing = client_of(branch.steward), address + "vote/"
    given = {"delegates": 1, "alternates": 1, "begins": str(today()), "rule": "block", "order": "lot"}
    drawn = officer.post(drawing, given | {"once": once_of(officer, drawing)})
    assert drawn.status_code == 302
    assert "manage" in drawn["Location"]
    assert officer.get(drawn["Location"]).status_code == 200
    assert Delegacy.objects.count() == 2


def test_a_gap_is_shown_to_both_bodies(branch: Branch, client_of: Of) -> None:
    for who, body in ((branch.member, branch.lower), (branch.head, branch.upper)):
        page = client_of(who).get(reverse("delegates", args=[body.pk])).content.decode()
        assert "Empty: nobody sits here now." in page


def test_a_seat_of_others_is_not_there(branch: Branch, client_of: Of, make_body: Callable[..., Body]) -> None:
    other = make_seat(make_body("Elsewhere", "union"), make_body("Mill"))
    assert client_of(branch.member).get(reverse("seat", args=[other.pk])).status_code == 404


def test_an_election_by_hands_by_its_page(
    branch: Branch, client_of: Of, make_member: Callable[..., Membership]
) -> None:
    yan, zoe = (
        actions.nominate(make_member(branch.lower, name=name), branch.upper, "") for name in ("Yan", "Zoe")
    )
    client, address = (
        client_of(branch.steward),
        reverse("elect_by_hand", args=[branch.lower.pk, branch.upper.pk]),
    )
    given = {"how": "Assembly of May", "delegates": 1, "begins": str(today())}
    assert client.get(address).status_code == 200
    assert client_of(branch.member).get(address).status_code == 403
    far = {f"place {yan.pk}": 1, "begins": "9999-12-31"}
    past = {f"place {yan.pk}": 1, "begins": "0001-01-01"}
    for wrong in ({f"place {yan.pk}": 2}, {f"place {yan.pk}": 1, f"place {zoe.pk}": 1}, {}, far, past):
        assert client.post(address, given | wrong).status_code == 422
    assert client.post(address, given | {f"place {yan.pk}": 2, f"place {zoe.pk}": 1}).status_code == 302
    assert {(one.name, one.rank) for one in Delegacy.objects.filter(accepted=None)} == {
        ("Zoe", 0),
        ("Yan", 2),
    }
