"""Every page of votes and speakers, in every role, in every language; and what can be done on it without a script."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse
from web.polls_making import NO, YES, Hall

from veche.web.assemblies.access import hall as halls
from veche.web.assemblies.actions import polls
from veche.web.assemblies.models import OpenBallot, Poll, Turn
from veche.web.bodies.models import Membership

LANGUAGES = ("be", "ru", "uk", "pl", "en")
ABOUTS = ("free", "close_debate", "procedure", "minutes", "election")


def page(
    client: Client, name: str, hall: Hall, *more: object, language: str = "en", status: int = 200
) -> str:
    client.cookies["language"] = language
    answer = client.get(reverse(name, args=[hall.assembly.pk, *more]))
    assert answer.status_code == status, (name, answer.status_code)
    text = answer.content.decode()
    if status == 200:
        assert text.count("<h1") == 1
        assert "style=" not in text
    return text


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_page_speaks_every_language(
    hall: Hall, client_of: Callable[..., Client], language: str
) -> None:
    chair, teller, phone = client_of(hall.chair), client_of(hall.tellers[0]), hall.phones[0][1]
    phone.post(reverse("speak", args=[hall.assembly.pk]), {"name": "Ala", "side": "pro"})
    polls_open = hall.open(parts=["phones", "hands", "paper"])
    for name in ("speak", "speaking_statistics", "polls", "demand_secret"):
        page(phone, name, hall, language=language)
    for name in ("speakers", "speakers_add", "choose_poll", "desk"):
        page(chair, name, hall, language=language)
    for about in ABOUTS:
        page(chair, "open_poll", hall, about, language=language)
    page(phone, "poll_vote", hall, 1, language=language)
    page(teller, "poll_count", hall, 1, language=language)
    page(teller, "poll_paper", hall, 1, language=language)
    page(chair, "poll", hall, 1, language=language)
    page(phone, "assembly", hall, language=language)
    hall.vote(polls_open, YES, NO)
    for officer in hall.tellers:
        polls.count_hands(hall.as_(officer), polls_open, [1, 0, 0], 1)
    polls.close_poll(hall.as_(hall.chair), polls_open)
    shown = page(phone, "poll", hall, 1, language=language)
    assert "<details" in shown
    page(phone, "assembly", hall, language=language)
    page(client_of(hall.chair), "assembly_record", hall, language=language)


def test_nobody_without_a_duty_comes_to_the_desks(
    hall: Hall, client_of: Callable[..., Client], make_member: Callable[..., Membership]
) -> None:
    hall.open(parts=["phones", "hands", "paper"])
    member = client_of(make_member(hall.body))
    for client in (hall.phones[0][1], member):
        for name in ("speakers", "speakers_add", "choose_poll"):
            page(client, name, hall, status=404)
        for name in ("poll_count", "poll_paper", "poll_names"):
            page(client, name, hall, 1, status=404)
        page(client, "open_poll", hall, "free", status=404)
        address = reverse("poll_do", args=[hall.assembly.pk, 1])
        for do in ("close", "decide", "again", "call_off", "take"):
            assert client.post(address, {"do": do, "sure": "1"}).status_code == 403
    assert Client().get(reverse("poll", args=[hall.assembly.pk, 1])).status_code == 302
    page(client_of(hall.secretary), "choose_poll", hall, status=404)
    page(client_of(hall.secretary), "poll_count", hall, 1, status=404)


def test_a_vote_takes_two_presses_and_can_be_changed(hall: Hall) -> None:
    hall.open()
    client, address = hall.phones[0][1], reverse("poll_vote", args=[hall.assembly.pk, 1])
    first = client.post(address, {"choice": "0"})
    assert "Is this your vote?" in first.content.decode()
    assert not OpenBallot.objects.exists()
    hidden = dict(re.findall(r'name="(\w+)" value="(\w*)"', first.content.decode()))
    assert (
        client.post(
            address, {name: value for name, value in hidden.items() if name != "csrfmiddlewaretoken"}
        ).status_code
        == 302
    )
    assert OpenBallot.objects.get().choice == YES
    assert "You have voted: Yes" in page(client, "poll", hall, 1)
    client.post(address, {"choice": "1", "sure": "1"})
    assert OpenBallot.objects.get().choice == NO


@pytest.mark.parametrize(
    "sent", [{}, {"choice": "9"}, {"choice": "x"}, {"choice": "-1"}, {"split": "1", "part_0": "99999999999"}]
)
def test_what_is_no_answer_is_refused_on_the_same_page(hall: Hall, sent: dict[str, str]) -> None:
    hall.open()
    answer = hall.phones[0][1].post(reverse("poll_vote", args=[hall.assembly.pk, 1]), sent | {"sure": "1"})
    assert "Choose one answer" in answer.content.decode()
    assert not OpenBallot.objects.exists()


def test_the_chair_opens_closes_and_reads_what_it_was_computed_from(
    hall: Hall, client_of: Callable[..., Client]
) -> None:
    chair = client_of(hall.chair)
    sent = {
        "question": "Shall we strike?",
        "way": "hands",
        "parts": ["phones"],
        "rule": "plain-majority-of-votes",
        "changeable": "on",
        "minutes": "15",
    }
    answer = chair.post(reverse("open_poll", args=[hall.assembly.pk, "free"]), sent)
    assert answer.status_code == 302
    hall.vote(Poll.objects.get(), YES, YES, NO)
    chair.post(reverse("poll_do", args=[hall.assembly.pk, 1]), {"do": "close"})
    text = page(chair, "poll", hall, 1)
    assert "Carried" in text
    assert "What was it computed from?" in text
    assert "66.6" in text  # the share, as the rule tells it


def test_answers_of_ones_own_are_counted_and_need_no_rule(
    hall: Hall, client_of: Callable[..., Client]
) -> None:
    sent = {
        "question": "Which day?",
        "answers": "Monday\nTuesday",
        "way": "hands",
        "parts": ["phones"],
        "rule": "plain-majority-of-votes",
    }
    client_of(hall.chair).post(reverse("open_poll", args=[hall.assembly.pk, "free"]), sent)
    poll = Poll.objects.get()
    hall.vote(poll, [1, 0], [0, 1], [0, 1])
    polls.close_poll(hall.as_(hall.chair), poll)
    assert hall.again(poll).result["outcome"] == "counted"
    assert hall.again(poll).result["counts"] == [1, 2]


def test_an_election_in_the_open_fills_its_seats(hall: Hall, client_of: Callable[..., Client]) -> None:
    sent = {
        "question": "Who goes?",
        "answers": "Ala\nBo\nCy",
        "seats": "2",
        "way": "hands",
        "parts": ["phones"],
        "rule": "block",
    }
    answer = client_of(hall.chair).post(reverse("open_poll", args=[hall.assembly.pk, "election"]), sent)
    assert answer.status_code == 302
    poll = Poll.objects.get()
    hall.vote(poll, [1, 1, 0], [1, 0, 1], [1, 0, 1])
    polls.close_poll(hall.as_(hall.chair), poll)
    assert hall.again(poll).result["winners"] == [1, 3]
    assert "Cy" in page(hall.phones[0][1], "poll", hall, 1)


def test_a_tie_is_said_and_nobody_breaks_it(hall: Hall) -> None:
    poll = hall.open(about="election", answers=["Ala", "Bo"], rule="plurality")
    hall.vote(poll, [1, 0], [0, 1])
    polls.close_poll(hall.as_(hall.chair), poll)
    assert hall.again(poll).result["outcome"] == "tie"


def test_a_secret_vote_without_codes_says_what_to_do_first(
    hall: Hall, client_of: Callable[..., Client]
) -> None:
    chair = client_of(hall.chair)
    assert "standing roll" in page(chair, "open_poll", hall, "free")
    sent = {"question": "Who?", "way": "secret", "rule": "plain-majority-of-votes", "minutes": "10"}
    answer = chair.post(reverse("open_poll", args=[hall.assembly.pk, "free"]), sent)
    assert "Prepare a standing roll first" in answer.content.decode()
    assert not Poll.objects.exists()


def test_enough_may_demand_a_secret_vote(
    make_hall: Callable[..., Hall], client_of: Callable[..., Client]
) -> None:
    hall = make_hall(15)
    poll = hall.open()
    hall.vote(poll, YES)
    address = reverse("demand_secret", args=[hall.assembly.pk])
    hall.phones[0][1].post(address, {"do": "demand"})
    hall.phones[0][1].post(address, {"do": "demand"})
    assert hall.again(poll).state == Poll.State.OPEN
    hall.phones[0][1].post(address, {"do": "back"})
    hall.phones[1][1].post(address, {"do": "demand"})
    assert hall.again(poll).state == Poll.State.OPEN
    hall.phones[2][1].post(address, {"do": "demand"})
    assert hall.again(poll).state == Poll.State.CALLED_OFF
    assert not OpenBallot.objects.exists()
    text = page(client_of(hall.chair), "open_poll", hall, "free")
    assert 'value="hands"' not in text.partition("parts")[0]


def test_fragments_hold_no_form_and_no_token(hall: Hall) -> None:
    from veche.web.assemblies.live import KINDS, part

    poll = hall.open(way="named")
    polls.cast_open(poll, hall.phones[0][0], YES, name="Ala")
    hall.phones[0][1].post(reverse("speak", args=[hall.assembly.pk]), {"name": "Bo", "side": "contra"})
    for kind in KINDS:
        for language in LANGUAGES:
            text = part(hall.assembly.pk, kind, language)
            assert "<form" not in text
            assert "csrf" not in text
    assert "Ala" in part(hall.assembly.pk, "phone", "en")


def test_speaking_from_asking_to_the_end(hall: Hall, client_of: Callable[..., Client]) -> None:
    chair = client_of(hall.chair)
    speak, desk = (reverse(name, args=[hall.assembly.pk]) for name in ("speak", "speakers"))
    for phone, side in ((0, "pro"), (1, "pro"), (2, "contra")):
        sent = {"name": f"Speaker {phone}", "side": side, "groups": ["first_time"] if phone == 1 else []}
        assert hall.phones[phone][1].post(speak, sent).status_code == 302
    hall.phones[3][1].post(speak, {"name": "Order", "side": "order", "kind": "quorum"})
    assert hall.phones[3][1].post(speak, {"name": "Order", "side": "order"}).status_code == 200  # which kind?
    text = page(hall.phones[1][1], "speak", hall)
    assert "Before you:" in text
    assert "1 point of order" in text
    chair.post(reverse("speakers_add", args=[hall.assembly.pk]), {"name": "Without", "side": "neutral"})
    assert Turn.objects.count() == 5
    first = Turn.objects.get(side="order")
    chair.post(desk, {"do": "begin", "turn": first.pk})
    chair.post(desk, {"do": "begin", "turn": first.pk})
    pro = Turn.objects.filter(side="pro").order_by("number")[0]
    chair.post(desk, {"do": "begin", "turn": pro.pk})
    assert sorted(Turn.objects.values_list("state", flat=True)) == [
        "done",
        "speaking",
        "waiting",
        "waiting",
        "waiting",
    ]
    chair.post(desk, {"do": "close"})
    assert hall.phones[4][1].post(speak, {"name": "Late", "side": "pro"}).status_code == 200
    chair.post(desk, {"do": "reopen"})
    last = Turn.objects.get(number=5)
    chair.post(desk, {"do": "up", "turn": last.pk})
    last.refresh_from_db()
    assert last.moved is not None
    waiting = Turn.objects.get(side="contra")
    assert (
        hall.phones[0][1]
        .post(reverse("speak_withdraw", args=[hall.assembly.pk]), {"turn": waiting.pk})
        .status_code
        == 403
    )
    hall.phones[2][1].post(reverse("speak_withdraw", args=[hall.assembly.pk]), {"turn": waiting.pk})
    waiting.refresh_from_db()
    assert (waiting.state, waiting.name) == ("withdrawn", "")
    chair.post(desk, {"do": "end"})


def test_names_and_groups_go_at_the_closing_and_numbers_stay(hall: Hall) -> None:
    from veche.web.assemblies.actions import running, speaking
    from veche.web.assemblies.models import Happening

    for phone in range(4):
        turn = speaking.ask(hall.at(phone), f"Speaker {phone}", "pro", groups=["first_time"])
        speaking.begin(hall.as_(hall.chair), turn.pk)
    running.close(hall.as_(hall.chair))
    assert {(turn.name, turn.presence_id, tuple(turn.groups)) for turn in Turn.objects.all()} == {
        ("", None, ())
    }
    written = Happening.objects.filter(what__startswith="spoken")
    assert {one.what for one in written} == {"spoken", "spoken_pro", "spoken_group"}
    assert all("Speaker" not in str(one.places) for one in Happening.objects.all())
    assert halls.assembly(hall.assembly.pk).stage == "closed"


def test_procedure_goes_by_its_own_rules(hall: Hall, client_of: Callable[..., Client]) -> None:
    """Two thirds close a debate by these standing orders; anything else of procedure takes a majority."""
    chair = client_of(hall.chair)
    rules = {"close_debate": "plain-two-thirds-of-votes", "procedure": "plain-majority-of-votes"}
    for about, rule in rules.items():
        assert f'<option value="{rule}" selected' in page(chair, "open_poll", hall, about)
    sent = {"question": "Close it?", "way": "hands", "parts": ["phones"], "rule": rules["close_debate"]}
    chair.post(reverse("open_poll", args=[hall.assembly.pk, "close_debate"]), sent)
    poll = Poll.objects.get()
    assert (poll.about, poll.target) == ("procedure", "close_debate")


def test_the_debate_is_closed_by_a_vote(hall: Hall) -> None:
    from veche.web.assemblies.actions import speaking

    speaking.ask(hall.at(0), "Ala", "pro")
    poll = hall.open(about="procedure", target="close_debate", rule="plain-two-thirds-of-votes")
    hall.vote(poll, YES, YES, NO)
    polls.close_poll(hall.as_(hall.chair), poll)
    assert Turn.objects.get().state == "withdrawn"
    assert not Poll.objects.select_related("item").get().item.list_open  # type: ignore[union-attr]
