"""A mandate is taken from a decision of the body, entered by an officer, and seen by everybody it concerns."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from web.mandates_making import Council, make_council, make_mandate, make_poll, own_poll, settle, vote
from web.votes import make_vote

from veche.rules.small_groups import SMALLEST
from veche.web.assemblies.models import Poll, Way
from veche.web.ballots.models import Stage
from veche.web.ballots.public.outcome import result_of
from veche.web.bodies.models import Body, Membership
from veche.web.delegates.models import Statutes, Strictness
from veche.web.mandates import access, actions
from veche.web.mandates.actions import Wanted
from veche.web.mandates.errors import Refused
from veche.web.mandates.fingerprints import archive_hash, words_hash
from veche.web.mandates.models import Mandate

MakeBody = Callable[..., Body]
MakeMember = Callable[..., Membership]
Client = Callable[..., object]


@pytest.fixture
def council(make_body: MakeBody, make_member: MakeMember) -> Council:
    return make_council(make_body, make_member, (2, 1))


def wanted(council: Council, way: str = "vote", decided: str = "resolution", **more: object) -> Wanted:
    given = (
        {"resolution": "We want it.", "taken": "Canteen", "answer": "yes"} if decided == "resolution" else {}
    )
    return Wanted(f"motion:{council.motion.pk}", way, decided, **(given | more))


def give(council: Council, what: Wanted, by: Membership | None = None) -> Mandate:
    return actions.give(by or council.secretaries[0], uuid.uuid4(), what)


def test_a_resolution_is_written_down_with_where_it_was_taken(council: Council) -> None:
    made = give(council, wanted(council))
    assert (made.kind, made.instruction, made.number, made.version) == ("imperative", {"vote": "yes"}, 1, 1)
    assert (made.resolution, made.taken, made.by) == ("We want it.", "Canteen", council.secretaries[0].name)
    assert made.text == list(access.standing(council.motion).paragraphs)
    assert made.digest == words_hash(Mandate.objects.get(pk=made.pk))


def test_the_same_form_twice_is_one_mandate(council: Council) -> None:
    once = uuid.uuid4()
    first = actions.give(council.secretaries[0], once, wanted(council))
    assert actions.give(council.secretaries[0], once, wanted(council, answer="no")) == first
    assert Mandate.objects.count() == 1


def test_a_poll_of_the_own_assembly_says_what_was_decided(council: Council) -> None:
    poll = own_poll(council.lower[0], 60, 40)
    assert give(council, wanted(council, "vote", f"poll:{poll.pk}")).instruction == {"vote": "yes"}
    split = give(council, wanted(council, "split", f"poll:{poll.pk}"))
    assert split.instruction == {"split": {"yes": 60, "no": 40, "abstain": 0}}
    assert (split.decided_in, split.resolution) == (poll, "")
    lost = own_poll(council.lower[0], 1, 9, "lost")
    assert give(council, wanted(council, "vote", f"poll:{lost.pk}")).instruction == {"vote": "no"}


def test_a_published_vote_says_what_was_decided_by_its_record(council: Council) -> None:
    ballots = [[[1, 0]]] * (SMALLEST - 2) + [[[0, 1]]] * 2
    made = make_vote(council.lower[0], Stage.PUBLISHED, voters=SMALLEST, choices=ballots)
    mandate = give(council, wanted(council, "vote", f"vote:{made.vote.pk}:1"))
    assert (mandate.instruction, mandate.decided_by, mandate.question) == ({"vote": "yes"}, made.vote, 1)
    split = give(council, wanted(council, "split", f"vote:{made.vote.pk}:1"))
    assert {key: votes for key, votes in split.instruction["split"].items() if votes} == {
        "yes": SMALLEST - 2,
        "no": 2,
    }
    with pytest.raises(Refused, match="no_record"):
        give(council, wanted(council, "vote", f"vote:{made.vote.pk}:2"))
    made.path.unlink()
    result_of.cache_clear()
    with pytest.raises(Refused, match="no_record"):
        give(council, wanted(council, "vote", f"vote:{made.vote.pk}:1"))


def test_too_few_voted_to_share_by(council: Council) -> None:
    made = make_vote(council.lower[0], Stage.PUBLISHED, voters=2)
    with pytest.raises(Refused, match="no_numbers"):
        give(council, wanted(council, "split", f"vote:{made.vote.pk}:1"))


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"resolution": ""}, "no_resolution"),
        ({"taken": ""}, "not_where"),
        ({"answer": ""}, "says_nothing"),
        ({"way": "split"}, "says_nothing"),
        ({"way": "split", "split": (("yes", 0), ("no", 0))}, "says_nothing"),
        ({"way": "bounded"}, "says_nothing"),
        ({"about": "motion:x"}, "decided_above"),
        ({"about": f"item:{uuid.uuid4()}"}, "decided_above"),
        ({"about": ""}, "decided_above"),
        ({"seat": str(uuid.uuid4())}, "other_seat"),
    ],
)
def test_what_is_no_mandate_is_not_entered(council: Council, more: dict[str, str], code: str) -> None:
    from dataclasses import replace

    with pytest.raises(Refused, match=code):
        give(council, replace(wanted(council), **more))
    assert not Mandate.objects.exists()


def test_a_seat_of_another_body_is_not_bound(council: Council) -> None:
    with pytest.raises(Refused, match="other_seat"):
        give(council, wanted(council, seat=str(council.seats[1][0].seat_id)))


def test_a_vote_of_another_body_is_nothing_here(council: Council) -> None:
    foreign = own_poll(council.lower[1], 5, 1)
    with pytest.raises(Http404):
        give(council, wanted(council, "vote", f"poll:{foreign.pk}"))
    vote_of_others = make_vote(council.lower[1], Stage.PUBLISHED, voters=3)
    with pytest.raises(Http404):
        give(council, wanted(council, "vote", f"vote:{vote_of_others.vote.pk}:1"))


def test_who_enters_mandates(council: Council) -> None:
    for nobody in (council.members[0], council.seats[0][0].membership):
        assert nobody is not None
        with pytest.raises(PermissionDenied):
            give(council, wanted(council), nobody)
    other = wanted(council)
    made = actions.give(council.secretaries[1], uuid.uuid4(), other)
    assert made.lower == council.lower[1]


def test_withdrawing(council: Council) -> None:
    made = give(council, wanted(council))
    with pytest.raises(PermissionDenied):
        actions.withdraw(council.members[0], made.pk)
    with pytest.raises(Http404):
        actions.withdraw(council.secretaries[1], made.pk)
    actions.withdraw(council.secretaries[0], made.pk)
    actions.withdraw(council.secretaries[0], made.pk)
    made.refresh_from_db()
    assert made.withdrawn is not None
    assert made.withdrawn_by == council.secretaries[0].name


# Beside and before the ballot


def beside(poll: Poll, council: Council, seat: int = 0) -> tuple[str, ...]:
    from veche.web.assemblies import hooks
    from veche.web.house.language import Voice
    from veche.words import Language

    said = [each(poll, council.seats[0][seat], Voice(Language.EN)) for each in hooks.beside_ballot]
    return next((one.paragraphs for one in said if one is not None), ())


def cast(poll: Poll, council: Council, *choice: int, seat: int = 0) -> None:
    from veche.web.assemblies import hooks

    for each in hooks.before_ballot:
        each(poll, council.seats[0][seat], choice)


def test_the_delegate_reads_the_mandate_beside_the_ballot(council: Council) -> None:
    poll = make_poll(council)
    assert beside(poll, council) == ()
    make_mandate(council, council.lower[0], {"vote": "yes"})
    assert beside(poll, council) == ("Your body decided how you vote here.", "Yes")
    make_mandate(council, council.lower[0], {"never": ["no"], "lines": ["Nothing below 8 %."]})
    assert beside(poll, council)[1:] == ("Never vote for: No", "Nothing below 8 %.")


def test_cards_of_a_split_are_told_seat_by_seat(make_body: MakeBody, make_member: MakeMember) -> None:
    council = make_council(make_body, make_member, (2,), weight=50)
    make_mandate(council, council.lower[0], {"split": {"yes": 60, "no": 40}})
    poll = make_poll(council, Way.CARDS)
    assert beside(poll, council)[1] == "Yes 50"
    assert beside(poll, council, 1)[1] == "Yes 10 · No 40"


def test_a_delegate_is_warned_or_stopped_as_the_statutes_say(council: Council) -> None:
    from veche.web.assemblies.hooks import AgainstMandate

    make_mandate(council, council.lower[0], {"vote": "yes"})
    poll = make_poll(council)
    cast(poll, council, 1, 0, 0)
    with pytest.raises(AgainstMandate) as warned:
        cast(poll, council, 0, 1, 0)
    assert (warned.value.sentence, warned.value.refused) == ("mandates:against.otherwise", False)
    Statutes.objects.create(body=council.lower[0], mandates=Strictness.REFUSE)
    with pytest.raises(AgainstMandate) as stopped:
        cast(poll, council, 0, 1, 0)
    assert stopped.value.refused


def test_the_other_seat_of_a_body_may_carry_the_rest(council: Council) -> None:
    from veche.web.assemblies.hooks import AgainstMandate

    make_mandate(council, council.lower[0], {"split": {"yes": 5, "no": 4}})
    poll = make_poll(council)
    cast(poll, council, 0, 1, 0)
    vote(poll, council.seats[0][1], 0, 1, 0)
    cast(poll, council, 1, 0, 0)
    with pytest.raises(AgainstMandate):
        cast(poll, council, 0, 1, 0)


# Pages


def text_of(response: HttpResponse) -> str:
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def once_in(page: str) -> str:
    found = re.search(r'name="once" value="([^"]+)"', page)
    assert found is not None
    return found[1]


def test_an_officer_enters_a_mandate_in_two_steps(council: Council, client_of: Callable[..., object]) -> None:
    client = client_of(council.secretaries[0])
    address = f"/bodies/{council.lower[0].pk}/mandates/new/"
    assert "Motion 1: A strike fund" in text_of(client.get(address))
    asked = {"about": f"motion:{council.motion.pk}", "way": "split", "decided": "resolution"}
    page = text_of(client.post(address, asked))
    assert 'name="yes"' in page
    assert 'name="topic"' not in page
    assert 'name="answer"' not in page
    filled = asked | {
        "once": once_in(page),
        "yes": "60",
        "no": "40",
        "abstain": "0",
        "if_amended": "abstain",
        "resolution": "Sixty to forty.",
        "taken": "Canteen, 3 November",
        "seat": "",
    }
    wrong = text_of(client.post(address, filled | {"taken": ""}))
    assert not Mandate.objects.exists()
    assert 'role="alert"' in wrong
    response = client.post(address, filled)
    made = Mandate.objects.get()
    assert response.headers["Location"] == f"/mandates/{made.pk}/"
    assert client.post(address, filled).headers["Location"] == f"/mandates/{made.pk}/"
    assert Mandate.objects.count() == 1
    assert (made.instruction, made.if_amended) == ({"split": {"yes": 60, "no": 40, "abstain": 0}}, "abstain")


def test_every_way_has_the_fields_that_it_needs(council: Council, client_of: Callable[..., object]) -> None:
    client = client_of(council.secretaries[0])
    address = f"/bodies/{council.lower[0].pk}/mandates/new/"
    poll = own_poll(council.lower[0], 6, 4)
    fields = {
        ("motion", "vote", "resolution"): {
            "resolution",
            "taken",
            "answer",
            "other",
            "if_amended",
            "never",
            "lines",
        },
        ("motion", "vote", f"poll:{poll.pk}"): {"if_amended", "never", "lines"},
        ("topic", "bounded", f"poll:{poll.pk}"): {"topic", "never", "lines"},
        ("topic", "free", "resolution"): {"topic", "resolution", "taken"},
    }
    about = {"motion": f"motion:{council.motion.pk}", "topic": f"topic:{council.upper.pk}"}
    for (sort, way, decided), names in fields.items():
        page = text_of(client.post(address, {"about": about[sort], "way": way, "decided": decided}))
        assert set(re.findall(r'name="(\w+)"', page)) >= names | {"seat", "until"}
        hidden = {"topic", "resolution", "answer", "yes", "if_amended", "lines"} - names
        assert not hidden & set(re.findall(r'name="(\w+)"', page))


def test_a_mandate_from_a_poll_through_the_page(council: Council, client_of: Callable[..., object]) -> None:
    client = client_of(council.secretaries[0])
    address = f"/bodies/{council.lower[0].pk}/mandates/new/"
    tied = own_poll(council.lower[0], 5, 5, "no-quorum")
    asked = {"about": f"motion:{council.motion.pk}", "way": "vote", "decided": f"poll:{tied.pk}"}
    page = text_of(client.post(address, asked))
    refused = text_of(
        client.post(address, asked | {"once": once_in(page), "if_amended": "refer_back", "seat": ""})
    )
    assert "decided neither yes nor no" in refused
    assert not Mandate.objects.exists()


def test_settling_shows_it_to_both_bodies(council: Council, client_of: Callable[..., object]) -> None:
    made = make_mandate(council, council.lower[0], {"vote": "yes"})
    delegate = council.seats[0][0]
    stranger, above = council.members[1], council.seats[1][0].membership
    assert client_of(stranger).get(f"/mandates/{made.pk}/").status_code == 404
    assert client_of(above).get(f"/mandates/{made.pk}/").status_code == 404  # not before its vote
    for insider in (council.members[0], delegate.membership):
        assert "Yes" in text_of(client_of(insider).get(f"/mandates/{made.pk}/"))
    poll = make_poll(council)
    vote(poll, delegate, 0, 1, 0)
    settle(poll)
    assert "Not kept" in text_of(client_of(above).get(f"/mandates/{made.pk}/"))
    kept = access.keepings_in(poll)[0]
    page = text_of(client_of(council.members[0]).get(f"/keepings/{kept.pk}/"))
    assert f"/delegacies/{delegate.pk}/recall/" in page
    assert "/recall/" not in text_of(client_of(above).get(f"/keepings/{kept.pk}/"))
    assert client_of(stranger).get(f"/keepings/{kept.pk}/").status_code == 404


def test_the_chain_tells_no_number_of_a_record_that_does_not_hold(
    council: Council, client_of: Callable[..., object]
) -> None:
    ballots = [[[1, 0]]] * (SMALLEST - 2) + [[[0, 1]]] * 2
    made = make_vote(council.lower[0], Stage.PUBLISHED, voters=SMALLEST, choices=ballots)
    give(council, wanted(council, "vote", f"vote:{made.vote.pk}:1"))
    poll = make_poll(council)
    vote(poll, council.seats[0][0], 1, 0, 0)
    settle(poll)
    address = f"/polls/{poll.pk}/chain/"
    page = text_of(client_of(council.members[0]).get(address))
    assert f"Yes {SMALLEST - 2} · No 2" in page
    assert archive_hash(made.vote) in page
    made.path.unlink()
    result_of.cache_clear()
    page = text_of(client_of(council.members[0]).get(address))
    assert "Cannot be told" in page
    assert f"Yes {SMALLEST - 2}" not in page
