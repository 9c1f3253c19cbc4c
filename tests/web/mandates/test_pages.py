"""Chains, federations and reports as pages: for whom they are, and what stands on them."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.http import Http404, HttpResponse
from django.test import Client
from web.delegates_making import link, make_delegate, make_seat
from web.mandates_making import Council, make_council, make_mandate, make_poll, own_poll, settle, vote

from veche.web.accounts.models import Account
from veche.web.assemblies import hooks
from veche.web.assemblies.models import Assembly, Item, Poll
from veche.web.bodies.access import today
from veche.web.bodies.models import Body, Membership
from veche.web.delegates.models import Statutes
from veche.web.house.language import Voice
from veche.web.mandates import access, actions
from veche.web.mandates.errors import Refused
from veche.web.mandates.models import Report
from veche.words import Language

MakeBody = Callable[..., Body]
MakeMember = Callable[..., Membership]
ClientOf = Callable[[Membership | Account | None], Client]


@pytest.fixture
def council(make_body: MakeBody, make_member: MakeMember) -> Council:
    return make_council(make_body, make_member)


def text_of(response: HttpResponse) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def decided(council: Council) -> Poll:
    home = own_poll(council.lower[0], 60, 40, question="Shall our delegates vote for it?")
    make_mandate(council, council.lower[0], {"vote": "yes"}, decided_in=home, resolution="", taken="")
    poll = make_poll(council)
    vote(poll, council.seats[0][0], 0, 1, 0)
    vote(poll, council.seats[1][0], 1, 0, 0)
    return settle(poll)


def test_what_was_voted_on_is_in_force_no_more(council: Council, client_of: ClientOf) -> None:
    reader, address = client_of(council.members[0]), f"/bodies/{council.lower[0].pk}/mandates/"
    earlier = Voice(Language.EN)("mandates:list.past")
    make_mandate(council, council.lower[0], {"vote": "no"})
    assert earlier not in text_of(reader.get(address))
    poll = make_poll(council)
    vote(poll, council.seats[0][0], 0, 1, 0)
    settle(poll)
    standing, _, past = text_of(reader.get(address)).partition(earlier)
    assert "Mandate 1" not in standing
    assert "Mandate 1" in past


def test_the_chain_is_a_picture_and_a_table(council: Council, client_of: ClientOf) -> None:
    poll = decided(council)
    response = client_of(council.members[0]).get(f"/polls/{poll.pk}/chain/")
    page = text_of(response)
    assert f'href="/bodies/{council.upper.pk}/federation/"' in page
    picture, _, table = page.partition("<table")
    for text in (
        "Shall we have a strike fund?",
        "Branch 1, seat 1: Branch 1 delegate 1",
        "Yes 60 · No 40",
        "Not kept",
    ):
        assert text in picture
        assert text in table
    assert "sha256-" in response.headers["Content-Security-Policy"]


def test_the_chain_is_for_the_body_and_all_below_it(
    council: Council, client_of: ClientOf, make_body: MakeBody, make_member: MakeMember
) -> None:
    poll = decided(council)
    deep = make_body("Workshop")
    link(council.lower[0], deep)
    for allowed in (
        council.members[1],
        council.seats[0][0].membership,
        make_member(council.upper),
        make_member(deep),
    ):
        assert client_of(allowed).get(f"/polls/{poll.pk}/chain/").status_code == 200
    stranger = make_member(make_body("Elsewhere"))
    above = make_body("Federation")
    link(above, council.upper)
    for outside in (stranger, make_member(above)):
        assert client_of(outside).get(f"/polls/{poll.pk}/chain/").status_code == 404
    assert Client().get(f"/polls/{poll.pk}/chain/").status_code == 302
    assert client_of(stranger).get(f"/polls/{uuid.uuid4()}/chain/").status_code == 404


def test_an_internal_point_is_for_the_body_alone(council: Council, client_of: ClientOf) -> None:
    poll = decided(council)
    Item.objects.filter(pk=poll.item_id).update(internal=True)
    assert client_of(council.members[0]).get(f"/polls/{poll.pk}/chain/").status_code == 404
    assert client_of(council.seats[0][0].membership).get(f"/polls/{poll.pk}/chain/").status_code == 200


def test_an_open_vote_has_no_chain(council: Council, client_of: ClientOf) -> None:
    poll = make_poll(council)
    assert client_of(council.members[0]).get(f"/polls/{poll.pk}/chain/").status_code == 404


def test_a_council_of_councils(
    council: Council, client_of: ClientOf, make_body: MakeBody, make_member: MakeMember
) -> None:
    """The council's own decision is what its delegate in the federation was bound by, and stands under it with all that stands under itself."""
    from web.assemblies_making import make_assembly

    below = decided(council)
    top = make_body("Federation", kind="federation")
    delegate = make_delegate(make_seat(top, council.upper), make_member(council.upper, name="Of the council"))
    congress = make_assembly(top, "open", of_delegates=True, title="Congress of councils")
    above = Council(top, [council.upper], [], [], [[delegate]], congress, council.motion)
    make_mandate(
        above,
        council.upper,
        {"vote": "yes"},
        motion=None,
        text=[],
        item=congress.item,
        decided_in=below,
        resolution="",
    )
    poll = make_poll(above, motion=None, about="free", question="A fund for all?")
    vote(poll, delegate, 1, 0, 0)
    settle(poll)
    rows = access.chain_of(council.members[0].account, poll.pk, _voice())[1]
    assert rows.seats[0].home is not None
    assert [seat.body for seat in rows.seats[0].home.seats] == ["Branch 1", "Branch 2"]
    page = text_of(client_of(council.members[0]).get(f"/polls/{poll.pk}/chain/"))
    assert ">1.1.1.1.1</th>" in page


def _voice() -> object:
    return Voice(Language.EN)


def test_the_federation_to_any_depth(
    council: Council, client_of: ClientOf, make_body: MakeBody, make_member: MakeMember
) -> None:
    deep = make_body("Workshop")
    make_seat(council.lower[0], deep, weight=40)
    found = access.federation(council.upper)
    assert found.tree.bodies == 3
    first = found.tree.below[0]
    assert (first.body.name, first.seats, first.filled, first.weight) == ("Branch 1", 1, 1, 1)
    assert (first.below[0].body.name, first.below[0].filled, first.below[0].weight) == ("Workshop", 0, 40)
    address = f"/bodies/{council.upper.pk}/federation/"
    page = text_of(client_of(make_member(deep)).get(address))
    assert "Workshop" in page
    assert f'/bodies/{council.upper.pk}/"' not in page  # it is not their body
    for name in ("Branch 1 delegate 1", council.members[0].name):
        assert name not in page
    assert client_of(make_member(make_body())).get(address).status_code == 404
    assert "Council" in text_of(
        client_of(council.members[0]).get(f"/bodies/{council.lower[0].pk}/federation/")
    )


def test_a_body_under_two_others_stands_in_whole_once(make_body: MakeBody) -> None:
    top, left, right, shared, last = (make_body(name) for name in ("Top", "A", "B", "Shared", "Last"))
    for upper, lower in ((top, left), (top, right), (left, shared), (right, shared), (shared, last)):
        link(upper, lower)
    tree = access.federation(top).tree
    whole, again = tree.below[0].below[0], tree.below[1].below[0]
    assert (whole.again, len(whole.below)) == (False, 1)
    assert (again.again, again.below) == (True, ())


def closed(council: Council) -> list[Report]:
    hooks.assembly_closed.send(sender=Assembly, assembly=council.congress)
    hooks.assembly_closed.send(sender=Assembly, assembly=council.congress)
    return list(Report.objects.order_by("delegacy__name"))


def test_every_delegate_is_asked_for_a_report_with_a_day(council: Council) -> None:
    Statutes.objects.create(body=council.lower[1], report_days=3)
    reports = {one.delegacy.seat.lower.name: one for one in closed(council)}
    assert len(reports) == 2
    assert reports["Branch 1"].due == today() + timedelta(days=14)
    assert reports["Branch 2"].due == today() + timedelta(days=3)


def test_no_report_of_a_members_assembly(council: Council) -> None:
    council.congress.of_delegates = False
    assert closed(council) == []


def test_a_report_is_written_by_its_delegate_and_read_by_those_who_sent_them(
    council: Council, client_of: ClientOf
) -> None:
    closed(council)
    report = access.reports_of(council.lower[0])[0]
    address, delegate = f"/reports/{report.pk}/", council.seats[0][0].membership
    assert client_of(council.members[1]).get(address).status_code == 404
    assert "<textarea" not in text_of(client_of(council.members[0]).get(address))
    assert "asks you for a report" in text_of(client_of(delegate).get("/mandates/"))
    assert client_of(council.members[0]).post(address, {"text": "Not mine"}).status_code == 200
    assert 'role="alert"' in text_of(client_of(delegate).post(address, {"text": " "}))
    assert client_of(delegate).post(address, {"text": "We won <b>it</b>."}).status_code == 302
    report.refresh_from_db()
    assert (report.text, report.given) == ("We won <b>it</b>.", today())
    assert "We won &lt;b&gt;it&lt;/b&gt;." in text_of(client_of(council.members[0]).get(address))
    assert "Given on" in text_of(client_of(council.members[0]).get(f"/bodies/{council.lower[0].pk}/reports/"))
    with pytest.raises(Http404):
        actions.report(council.members[0].account, report.pk, "x")
    with pytest.raises(Refused):
        actions.report(delegate.account, report.pk, "x" * 20_001)  # type: ignore[union-attr]


def test_a_late_report_is_shown(council: Council, client_of: ClientOf) -> None:
    closed(council)
    Report.objects.update(due=today() - timedelta(days=1))
    assert "it was due on" in text_of(
        client_of(council.members[0]).get(f"/bodies/{council.lower[0].pk}/reports/")
    )
    assert "owes a report" in text_of(
        client_of(council.members[0]).get(f"/bodies/{council.lower[0].pk}/mandates/")
    )


def test_mandates_of_a_body_are_for_its_members_and_its_delegates(
    council: Council, client_of: ClientOf
) -> None:
    make_mandate(council, council.lower[0], {"split": {"yes": 60, "no": 40}})
    make_mandate(council, council.lower[0], {"vote": "no"})
    address = f"/bodies/{council.lower[0].pk}/mandates/"
    page = text_of(client_of(council.members[0]).get(address))
    assert page.index("Mandate 2") < page.index("Mandate 1")
    assert "/mandates/new/" not in page
    assert "/mandates/new/" in text_of(client_of(council.secretaries[0]).get(address))
    assert "Mandate 2" in text_of(client_of(council.seats[0][0].membership).get(address))
    for outside in (council.members[1], council.seats[1][0].membership):
        assert client_of(outside).get(address).status_code == 404
    assert client_of(council.members[0]).get(f"{address}new/").status_code == 403


def test_a_delegate_sees_what_binds_them(council: Council, client_of: ClientOf) -> None:
    make_mandate(council, council.lower[0], {"vote": "no"})
    make_mandate(council, council.lower[0], {"vote": "yes"})
    page = text_of(client_of(council.seats[0][0].membership).get("/mandates/"))
    assert "Mandate 2" in page
    assert "Mandate 1" not in page
    assert "You decide freely" in text_of(client_of(council.members[0]).get("/mandates/"))


def test_what_changed_in_the_text_is_shown(council: Council, client_of: ClientOf) -> None:
    from veche.web.motions.actions.moving import write_version

    made = make_mandate(council, council.lower[0], {"vote": "yes"})
    write_version(council.motion, 2, ["We demand cold rooms.", "The committee reports in March."], "amended")
    page = text_of(client_of(council.members[0]).get(f"/mandates/{made.pk}/"))
    assert re.search(r"<del>[^<]*warm[^<]*</del>", page)
    assert re.search(r"<ins>[^<]*cold[^<]*</ins>", page)


def test_withdrawing_and_judging_through_pages(council: Council, client_of: ClientOf) -> None:
    secretary, member = client_of(council.secretaries[0]), client_of(council.members[0])
    first = make_mandate(council, council.lower[0], {"vote": "yes"})
    assert member.get(f"/mandates/{first.pk}/withdraw/").status_code == 403
    assert secretary.get(f"/mandates/{first.pk}/withdraw/").status_code == 200
    assert secretary.post(f"/mandates/{first.pk}/withdraw/").status_code == 302
    assert "withdrew it" in text_of(member.get(f"/mandates/{first.pk}/"))
    make_mandate(council, council.lower[0], {"never": ["no"], "lines": ["Nothing below 8 %."]})
    poll = make_poll(council)
    vote(poll, council.seats[0][0], 1, 0, 0)
    settle(poll)
    kept = access.keepings_in(poll)[0]
    address = f"/keepings/{kept.pk}/judge/"
    assert member.get(address).status_code == 403
    judging = own_poll(council.lower[0], 3, 5, "lost", "Did our delegate keep the mandate?")
    assert "Did our delegate keep the mandate?" in text_of(secretary.get(address))
    assert secretary.post(address, {"decided": f"poll:{judging.pk}"}).status_code == 302
    page = text_of(member.get(f"/keepings/{kept.pk}/"))
    assert "Mandate: Not kept" in page
    assert "People must judge" in page  # what was computed stays visible
    assert f"/polls/{judging.pk}/chain/" in page
