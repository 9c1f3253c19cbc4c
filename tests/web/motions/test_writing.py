"""Writing, changing, supporting, handing in: what is kept, what is shown, what goes."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client
from web.amendments_making import make_amendment
from web.motions_making import TEXT, fresh, make_motion, place_of, steward_of, wording

from veche.assembly import orders
from veche.web.accounts.models import Account
from veche.web.bodies.models import Body, Membership
from veche.web.bodies.once import new_once
from veche.web.motions import access, actions, hooks
from veche.web.motions.access.coming import deadline_of
from veche.web.motions.errors import Refused
from veche.web.motions.hooks import Coming
from veche.web.motions.models import Motion, Proposal, Support

from .helping import text_of

pytestmark = pytest.mark.django_db
MakeBody, MakeMember = Callable[..., Body], Callable[..., Membership]
ClientOf = Callable[[Membership | Account], Client]
BEGINS = datetime(2027, 3, 1, 18, tzinfo=UTC)
ANSWERS = {
    "sort": "motion",
    "title": "Warm rooms",
    "paragraphs": "We demand warm rooms.\r\n\r\nThe committee reports in March.",
    "reason": "It is cold.",
    "movers": "Shop 4\r\nNight shift\r\nShop 4\r\n",
}


@pytest.fixture
def strict(monkeypatch: pytest.MonkeyPatch) -> None:
    """An assembly is called whose orders want two supporters, and amendments 48 hours before."""
    ours = orders.find("plain").with_({"supporters_motion": 2, "amendments_until_hours": 48})
    monkeypatch.setattr(hooks, "coming", [lambda body: Coming(ours, BEGINS)])


def test_a_motion_is_written_on_its_page(make_body: MakeBody, client_of: ClientOf) -> None:
    body = make_body()
    client, path = client_of(steward_of(body)), f"/bodies/{body.pk}/motions/new/"
    once = re.search(r'name="once" value="([^"]+)"', text_of(client.get(path)))
    assert once is not None
    places = [client.post(path, ANSWERS | {"once": once[1]}).headers["Location"] for _ in range(2)]
    assert places[0] == places[1]
    motion = Motion.objects.get()
    assert (motion.title, motion.movers, motion.state) == ("Warm rooms", ["Shop 4", "Night shift"], "draft")
    assert access.text_of(motion).paragraphs == list(TEXT)
    page = text_of(client.get(places[0]))
    assert "Nobody but you sees it yet." in page
    for _ in range(2):
        assert client.post(f"/motions/{motion.pk}/submit/").status_code == 302
    assert "Motion 1: Warm rooms" in text_of(client.get(places[0]))


@pytest.mark.parametrize("missing", ["title", "paragraphs", "movers"])
def test_what_is_missing_is_said_beside_the_field(
    make_body: MakeBody, client_of: ClientOf, missing: str
) -> None:
    body = make_body()
    answers = ANSWERS | {missing: " \u200b ", "once": new_once()}
    answer = client_of(steward_of(body)).post(f"/bodies/{body.pk}/motions/new/", answers)
    assert answer.status_code == 422
    assert f'id="id_{missing}_error"' in text_of(answer)
    assert not Motion.objects.exists()


def test_a_form_too_old_or_not_ours_changes_nothing(make_body: MakeBody, client_of: ClientOf) -> None:
    body = make_body()
    answer = client_of(steward_of(body)).post(f"/bodies/{body.pk}/motions/new/", ANSWERS | {"once": "x"})
    assert "open for too long" in text_of(answer)
    assert not Motion.objects.exists()


def test_somebody_elses_form_gives_no_motion(make_body: MakeBody, make_member: MakeMember) -> None:
    member = make_member(make_body())
    once = secrets.token_bytes(16)
    actions.write(place_of(member), wording(), once)
    with pytest.raises(Http404):
        actions.write(place_of(make_member(member.body)), wording(), once)


def test_a_changed_text_is_a_new_version(make_body: MakeBody, client_of: ClientOf) -> None:
    motion = make_motion(make_body(), state="draft")
    client, path = client_of(steward_of(motion.body)), f"/motions/{motion.pk}/edit/"
    answers = {name: text for name, text in ANSWERS.items() if name != "sort"}
    client.post(path, answers | {"title": "Warmer rooms", "base": 1})
    assert len(access.versions(motion)) == 1  # the text stayed
    for _ in range(2):
        client.post(path, answers | {"paragraphs": "All new.", "base": 1})
    assert [one.paragraphs for one in access.versions(motion)] == [list(TEXT), ["All new."]]
    answer = client.post(path, answers | {"paragraphs": "Newer still.", "base": 1})
    assert "The text was changed meanwhile" in text_of(answer)
    page = text_of(client.get(f"/motions/{motion.pk}/texts/2/"))
    assert "<del>" in page
    assert "All new." in page
    assert client.get(f"/motions/{motion.pk}/texts/3/").status_code == 404


def test_once_submitted_it_is_changed_no_more(make_body: MakeBody, make_member: MakeMember) -> None:
    author = make_member(make_body())
    motion = make_motion(author.body, author=author)
    with pytest.raises(Refused, match="no_edit"):
        actions.edit(place_of(author), motion.pk, wording(paragraphs=("Other",)), 1)
    with pytest.raises(PermissionDenied):
        actions.edit(place_of(steward_of(author.body)), motion.pk, wording(), 1)
    with pytest.raises(Refused, match="no_draft"):
        actions.throw_away(place_of(author), motion.pk)
    for _ in range(2):
        actions.withdraw(place_of(author), motion.pk) if fresh(motion.pk).state == "submitted" else None
    assert fresh(motion.pk).state == "withdrawn"


@pytest.mark.usefixtures("strict")
def test_supporters_first(make_body: MakeBody, make_member: MakeMember, client_of: ClientOf) -> None:
    author = make_member(make_body(), name="Authoress")
    motion = make_motion(author.body, author=author, state="draft")
    place = place_of(author)
    actions.submit(place, motion.pk)
    assert (fresh(motion.pk).state, fresh(motion.pk).number) == ("collecting", None)
    with pytest.raises(Refused, match="supporters"):
        actions.submit(place, motion.pk)
    first, second = make_member(author.body, name="Supportress"), make_member(author.body)
    client = client_of(first)
    for _ in range(2):
        client.post(f"/motions/{motion.pk}/support/", {"do": "give"})
    assert access.supporters(motion) == 1
    client.post(f"/motions/{motion.pk}/support/", {"do": "back"})
    client.post(f"/motions/{motion.pk}/support/", {"do": "back"})
    assert access.supporters(motion) == 0
    for one in (first, second):
        actions.support(place_of(one), motion.pk)
    for member in (author, second, steward_of(author.body)):
        page = text_of(client_of(member).get(f"/motions/{motion.pk}/"))
        assert "2 members support it; 2 needed." in page
        assert "Supportress" not in page
        assert "Authoress" not in page
    actions.submit(place, motion.pk)
    assert (fresh(motion.pk).state, fresh(motion.pk).number) == ("submitted", 1)
    assert not Support.objects.exists()
    with pytest.raises(Refused, match="no_support"):
        actions.support(place_of(first), motion.pk)


@pytest.mark.usefixtures("strict")
def test_the_deadline_comes_from_the_orders(make_body: MakeBody) -> None:
    deadline = deadline_of(make_body())
    assert deadline == datetime(2027, 2, 27, 18, tzinfo=UTC)


def test_a_deadline_by_hand(make_body: MakeBody, client_of: ClientOf) -> None:
    motion = make_motion(make_body())
    client, path = client_of(steward_of(motion.body)), f"/motions/{motion.pk}/prepare/"
    for _ in range(2):
        client.post(path, {"do": "deadline", "deadline-day": "2027-02-27", "deadline-hour": "18"})
    assert fresh(motion.pk).deadline == datetime(2027, 2, 27, 18, tzinfo=UTC)
    page = text_of(client.get(f"/motions/{motion.pk}/"))
    assert page.count("Amendments until 27 February 2027, 18:00 UTC") == 1
    client.post(path, {"do": "deadline", "deadline-day": "", "deadline-hour": "18"})
    assert fresh(motion.pk).deadline is None


def test_a_recommendation_points_to_a_state(make_body: MakeBody, client_of: ClientOf) -> None:
    motion = make_motion(make_body())
    client, path = client_of(steward_of(motion.body)), f"/motions/{motion.pk}/prepare/"
    answer = client.post(path, {"do": "recommend", "recommend-state": "draft", "recommend-note": ""})
    assert answer.status_code == 422
    client.post(path, {"do": "recommend", "recommend-state": "rejected", "recommend-note": "Too dear."})
    page = text_of(client.get(f"/motions/{motion.pk}/"))
    assert "Recommended: Reject" in page
    assert "Too dear." in page


def test_the_proposed_procedure(make_body: MakeBody, make_member: MakeMember, client_of: ClientOf) -> None:
    author = make_member(make_body())
    reader = make_member(author.body)
    motion = make_motion(author.body, author=author)
    steward = client_of(steward_of(author.body))
    answers = {
        "state": "accepted",
        "paragraphs": f"{TEXT[0]}\n\nThe committee reports in May.",
        "comment": "So?",
    }
    answers |= {"once": new_once()}
    for _ in range(2):
        assert steward.post(f"/motions/{motion.pk}/propose/", answers).status_code == 302
    one = Proposal.objects.get()
    path = f"/motions/{motion.pk}/proposals/{one.pk}/"
    assert client_of(reader).get(path).status_code == 404
    assert "Waits for your answer" in text_of(client_of(author).get(f"/motions/{motion.pk}/"))
    assert client_of(author).post(path, {"do": "show"}).status_code == 403
    for _ in range(2):
        steward.post(path, {"do": "show"})
    assert client_of(reader).get(path).status_code == 200
    for member in (reader, steward_of(author.body)):
        assert client_of(member).post(path, {"do": "answer", "answer": "accepted"}).status_code == 403
    for _ in range(2):
        client_of(author).post(path, {"do": "answer", "answer": "accepted", "comment": "Gladly."})
    assert fresh(motion.pk).recommendation == "accepted"
    assert access.text_of(motion).paragraphs == [TEXT[0], "The committee reports in May."]
    assert "It was answered otherwise already" in text_of(
        client_of(author).post(path, {"do": "answer", "answer": "refused", "comment": ""})
    )


def test_drafts_and_versions_have_a_bound(make_body: MakeBody, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("veche.web.motions.actions.moving.MOST_DRAFTS", 2)
    monkeypatch.setattr("veche.web.motions.actions.moving.MOST_VERSIONS", 2)
    place = place_of(steward_of(make_body()))
    drafts = [actions.write(place, wording(), secrets.token_bytes(16)) for _ in range(2)]
    with pytest.raises(Refused, match="many_drafts"):
        actions.write(place, wording(), secrets.token_bytes(16))
    actions.edit(place, drafts[0].pk, wording(paragraphs=("Two",)), 1)
    with pytest.raises(Refused, match="many_versions"):
        actions.edit(place, drafts[0].pk, wording(paragraphs=("Three",)), 2)


@pytest.mark.usefixtures("strict")
def test_what_an_author_leaves_behind_goes(make_body: MakeBody, make_member: MakeMember) -> None:
    author = make_member(make_body())
    draft = make_motion(author.body, "Draft", author=author, state="draft")
    collecting = make_motion(author.body, "Collecting", author=author, state="draft")
    actions.submit(place_of(author), collecting.pk)
    kept = make_motion(author.body, "Another’s", state="draft")
    actions.support(place_of(make_member(author.body)), collecting.pk)
    actions.forget_what_was_left()
    assert Motion.objects.count() == 3
    author.delete()
    for _ in range(2):
        actions.forget_what_was_left()
    assert not Motion.objects.filter(pk=draft.pk).exists()
    assert fresh(collecting.pk).state == "withdrawn"
    assert fresh(kept.pk).state == "draft"
    assert not Support.objects.exists()


def test_a_proposal_to_the_movers_of_an_amendment(
    make_body: MakeBody, make_member: MakeMember, client_of: ClientOf
) -> None:
    author = make_member(make_body())
    reader, steward = make_member(author.body), client_of(steward_of(author.body))
    motion = make_motion(author.body)
    amendment = make_amendment(motion, place_of(author), {1: "We demand warmer rooms."})
    answers = {"state": "rejected", "comment": "Too warm.", "once": new_once()}
    assert client_of(reader).post(f"/amendments/{amendment.pk}/propose/", answers).status_code == 403
    assert (
        steward.post(f"/amendments/{amendment.pk}/propose/", answers | {"state": "draft"}).status_code == 422
    )
    for _ in range(2):
        assert steward.post(f"/amendments/{amendment.pk}/propose/", answers).status_code == 302
    path = f"/motions/{motion.pk}/proposals/{Proposal.objects.get().pk}/"
    assert path not in text_of(client_of(reader).get(f"/amendments/{amendment.pk}/"))
    assert path in text_of(client_of(author).get(f"/amendments/{amendment.pk}/"))
    steward.post(path, {"do": "show"})
    page = text_of(client_of(reader).get(path))
    assert "Proposed: Reject" in page
    assert steward.post(path, {"do": "answer", "answer": "accepted"}).status_code == 403
    client_of(author).post(path, {"do": "answer", "answer": "accepted", "comment": ""})
    page = text_of(client_of(reader).get(f"/motions/{motion.pk}/"))
    assert "Amendment 1: The movers accepted proposal 1" in page
    assert "Recommended: Reject" in text_of(client_of(reader).get(f"/amendments/{amendment.pk}/"))


def test_a_refused_proposal_leaves_the_text_and_a_stale_one_is_not_taken(
    make_body: MakeBody, make_member: MakeMember
) -> None:
    author = make_member(make_body())
    motion = make_motion(author.body, author=author)
    steward = place_of(steward_of(author.body))

    def propose(text: str) -> Proposal:
        return actions.propose(
            steward, motion.pk, secrets.token_bytes(16), state="", paragraphs=[text], comment=""
        )

    first, second = propose("Other."), propose("Another.")
    with pytest.raises(PermissionDenied):  # only the last one is answered
        actions.answer_proposal(place_of(author), motion.pk, first.pk, True, "")
    actions.answer_proposal(place_of(author), motion.pk, second.pk, False, "No.")
    assert access.text_of(motion).paragraphs == list(TEXT)
    with pytest.raises(Refused, match="empty_proposal"):
        actions.propose(
            steward, motion.pk, secrets.token_bytes(16), state="", paragraphs=list(TEXT), comment=""
        )
    third = propose("A third.")
    actions.set_state(motion.pk, "rejected")
    with pytest.raises(Refused, match="decided"):
        actions.answer_proposal(place_of(author), motion.pk, third.pk, True, "")


def test_a_proposal_to_a_text_that_changed_is_not_taken(make_body: MakeBody, make_member: MakeMember) -> None:
    """In the full workflow a mover may still change what is submitted."""
    author = make_member(make_body())
    motion = make_motion(author.body, author=author)
    Motion.objects.filter(pk=motion.pk).update(workflow="full")
    one = actions.propose(
        place_of(steward_of(author.body)),
        motion.pk,
        secrets.token_bytes(16),
        state="",
        paragraphs=["Theirs."],
        comment="",
    )
    actions.edit(place_of(author), motion.pk, wording(paragraphs=("Ours.",)), 1)
    with pytest.raises(Refused, match="changed"):
        actions.answer_proposal(place_of(author), motion.pk, one.pk, True, "")
    assert access.text_of(motion).paragraphs == ["Ours."]
    assert Proposal.objects.get().answer == "waiting"
