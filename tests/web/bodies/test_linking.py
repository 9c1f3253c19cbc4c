"""Bodies above and below: by a code, accepted, and never in a circle."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from veche.web.accounts.models import Account
from veche.web.bodies import access, actions
from veche.web.bodies.codes import new_short_code
from veche.web.bodies.errors import Refused
from veche.web.bodies.models import Body, Link, Membership, Office, ShownCode

from .helping import codes_in, founder_of, text_of

MakeBody, MakeMember = Callable[..., Body], Callable[..., Membership]
ClientOf = Callable[[Membership | Account], Client]


def join_bodies(lower: Membership, upper: Membership) -> None:
    """`lower` belongs to `upper`: proposed by one steward, accepted by the other."""
    link = actions.propose(lower, actions.show_code(upper, ShownCode.End.LINK))
    actions.accept(upper, link.id)


def test_a_body_belongs_to_several_once_they_accept(make_body: MakeBody) -> None:
    branch, union, council = (founder_of(make_body(name)) for name in ("Branch", "Union", "Council"))
    code = actions.show_code(union, ShownCode.End.LINK)
    link = actions.propose(branch, code)
    assert not access.neighbours(branch).above
    assert [one.lower.name for one in access.proposals(union).below] == ["Branch"]
    assert [one.upper.name for one in access.proposals(branch).above] == ["Union"]
    for _ in range(2):
        actions.accept(union, link.id)
    join_bodies(branch, council)
    assert [one.upper.name for one in access.neighbours(branch).above] == ["Council", "Union"]
    assert [one.lower.name for one in access.neighbours(union).below] == ["Branch"]
    with pytest.raises(Http404):
        actions.propose(council, code)  # spent


def test_who_may_accept_and_cut(make_body: MakeBody, make_member: MakeMember) -> None:
    branch, union, stranger = (founder_of(make_body(name)) for name in ("Branch", "Union", "Stranger"))
    member = make_member(union.body, Office.TRUSTEE)
    link = actions.propose(branch, actions.show_code(union, ShownCode.End.LINK))
    for steward in (branch, stranger):
        with pytest.raises(Http404):
            actions.accept(steward, link.id)
    for act in (actions.accept, actions.cut):
        with pytest.raises(PermissionDenied):
            act(member, link.id)
    with pytest.raises(PermissionDenied):
        access.proposals(member)
    actions.cut(stranger, link.id)
    assert Link.objects.count() == 1
    for _ in range(2):
        actions.cut(union, link.id)
    assert Link.objects.count() == 0
    with pytest.raises(Http404):
        actions.accept(union, link.id)


def test_the_code_of_whoever_is_steward_no_more(make_body: MakeBody, make_member: MakeMember) -> None:
    branch, union = founder_of(make_body("Branch")), founder_of(make_body("Union"))
    other = make_member(union.body)
    code = actions.show_code(union, ShownCode.End.LINK)
    actions.give_role(union, other, Office.STEWARD)
    actions.take_role(other, union, Office.STEWARD)
    with pytest.raises(Http404):
        actions.propose(branch, code)


def test_proposals_that_together_make_a_circle(make_body: MakeBody) -> None:
    """Each alone is none, so both may be proposed; the second is refused when it is accepted."""
    one, other = founder_of(make_body("One")), founder_of(make_body("Other"))
    first = actions.propose(one, actions.show_code(other, ShownCode.End.LINK))
    second = actions.propose(other, actions.show_code(one, ShownCode.End.LINK))
    actions.accept(other, first.id)
    with pytest.raises(Refused, match="circle"):
        actions.accept(one, second.id)
    with pytest.raises(Refused, match="own_body"):
        actions.propose(one, actions.show_code(one, ShownCode.End.LINK))


SIZE = 5
edges = st.lists(st.tuples(st.integers(0, SIZE - 1), st.integers(0, SIZE - 1)), max_size=12)


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edges=edges)
def test_no_order_of_links_makes_a_circle(make_body: MakeBody, edges: list[tuple[int, int]]) -> None:
    """Against a reference that keeps for every body all that lies above it."""
    stewards = [founder_of(make_body(str(number))) for number in range(SIZE)]
    above: list[set[int]] = [{number} for number in range(SIZE)]
    for lower, upper in edges:
        refused = False
        try:
            join_bodies(stewards[lower], stewards[upper])
        except Refused:
            refused = True
        assert refused == (lower in above[upper])
        if not refused:
            for body in above:
                if lower in body:
                    body |= above[upper]


def test_linking_on_pages(make_body: MakeBody, make_member: MakeMember, client_of: ClientOf) -> None:
    branch, union = founder_of(make_body("The branch")), founder_of(make_body("The union"))
    member = make_member(branch.body)
    lower, upper = client_of(branch), client_of(union)
    below, above = f"/bodies/{branch.body_id}/bodies/", f"/bodies/{union.body_id}/bodies/"
    assert codes_in(text_of(upper.get(f"{above}code/"))) == []
    (code,) = codes_in(text_of(upper.post(f"{above}code/")))
    assert client_of(member).post(below, {"code": code}).status_code == 403
    wrong = new_short_code()
    page = text_of(lower.post(below, {"code": wrong}))
    assert wrong in page
    assert "does not hold" in page
    assert lower.post(below, {"code": code}).status_code == 302
    assert "You asked to belong to The union" in text_of(lower.get(below))
    assert "The union" not in text_of(client_of(member).get(below))
    assert "The branch wants to belong to you" in text_of(upper.get(above))
    assert "The branch wants to belong to you" in text_of(upper.get(f"/bodies/{union.body_id}/"))
    link = Link.objects.get()
    for _ in range(2):
        assert upper.post(f"{above}decide/", {"link": str(link.id), "do": "accept"}).status_code == 302
    assert "The union" in text_of(client_of(member).get(f"/bodies/{branch.body_id}/"))
    assert "The branch" in text_of(upper.get(f"/bodies/{union.body_id}/"))
    (code,) = codes_in(text_of(lower.post(f"{below}code/")))
    assert "That would be a circle" in text_of(upper.post(above, {"code": code}))
    for answer in ({"link": "x"}, {"link": str(uuid.uuid4()), "do": "accept"}):
        assert upper.post(f"{above}decide/", answer).status_code == 404
    for _ in range(2):
        assert lower.post(f"{below}decide/", {"link": str(link.id), "do": "cut"}).status_code == 302
    assert "The union" not in text_of(lower.get(below))
