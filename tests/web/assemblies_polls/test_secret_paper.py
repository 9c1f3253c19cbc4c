"""A secret vote that ends by the clock, and one in which some vote on paper."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from web.polls_making import MAJORITY, Hall
from web.rounds_making import make_standing_roll

from veche.web.assemblies.actions import polls, running
from veche.web.assemblies.errors import Refused
from veche.web.assemblies.models import Happening, PaperCount, Poll
from veche.web.ballots.models import Stage, Vote
from veche.web.serving.jobs import DUE

from .test_secret import open_secret, voted

pytestmark = pytest.mark.django_db(transaction=True)


def count(hall: Hall, poll: Poll, numbers: list[int], pile: str = "A") -> None:
    """One types a pile in, another confirms it."""
    paper = polls.type_paper(hall.as_(hall.tellers[0]), poll, pile, numbers)
    polls.confirm_paper(hall.as_(hall.tellers[1]), poll, paper.pk)


def test_a_published_result_is_taken_over_by_the_clock_though_everybody_went_home(hall: Hall) -> None:
    assert polls.take_results in DUE
    made = make_standing_roll(hall.body, voters=10)
    poll = open_secret(hall)
    polls.take_results()
    assert hall.again(poll).state == Poll.State.OPEN
    running.close(hall.as_(hall.chair))
    voted(poll, made, [[1, 0, 0]] * 9 + [[0, 1, 0]])
    for _ in range(2):
        polls.take_results()
    assert hall.again(poll).result["counts"] == [9, 1, 0]
    assert Happening.objects.filter(what="poll_carried").count() == 1


def test_one_that_cannot_be_read_keeps_no_other_from_being_taken(
    hall: Hall, monkeypatch: pytest.MonkeyPatch
) -> None:
    from veche.web.assemblies.actions.polls import secret

    made = make_standing_roll(hall.body, voters=10, rounds=2)
    first, second = open_secret(hall), open_secret(hall, question="And this?")
    for poll in (first, second):
        voted(poll, made, [[1, 0, 0]] * 10)
    real = secret.outcomes

    def broken(vote: Any) -> Any:
        if vote.uuid == hall.again(first).round.uuid:  # type: ignore[union-attr]
            raise OSError
        return real(vote)

    monkeypatch.setattr(secret, "outcomes", broken)
    polls.take_results()
    assert [hall.again(one).state for one in (first, second)] == [Poll.State.OPEN, Poll.State.DECIDED]


def test_a_round_that_was_called_off_is_written_down(hall: Hall) -> None:
    make_standing_roll(hall.body, voters=4)
    poll = open_secret(hall)
    assert poll.round is not None
    Vote.objects.filter(pk=poll.round.pk).update(stage=Stage.CALLED_OFF)
    polls.take_results()
    assert hall.again(poll).state == Poll.State.CALLED_OFF
    assert Happening.objects.filter(what="poll_called_off").count() == 1


def test_papers_are_added_to_the_sealed_ballots(hall: Hall, client_of: Callable[..., Client]) -> None:
    made = make_standing_roll(hall.body, voters=10)
    poll = open_secret(hall, parts=["paper"])
    text = client_of(hall.tellers[0]).get(reverse("poll_paper", args=[hall.assembly.pk, poll.number]))
    assert "closed envelope with the code" in text.content.decode()
    count(hall, poll, [2, 6, 0, 1, 1])
    voted(poll, made, [[1, 0, 0]] * 6 + [[0, 1, 0]] * 4)
    polls.take_results()  # another pile may come: the chair says when all are there
    assert hall.again(poll).state == Poll.State.OPEN
    waits = polls.type_paper(hall.as_(hall.tellers[0]), poll, "B", [0, 0, 0, 0, 0])
    with pytest.raises(Refused, match="parts_missing"):
        polls.take_result(hall.as_(hall.chair), poll)
    with pytest.raises(Refused, match="polls_open"):
        running.close(hall.as_(hall.chair))
    polls.drop_paper(hall.as_(hall.secretary), poll, waits.pk)
    polls.take_result(hall.as_(hall.chair), poll)
    found = hall.again(poll)
    assert (found.result["counts"], found.result["outcome"]) == ([8, 10, 0], "lost")
    assert found.result["parts"] == {"secret": [6, 4, 0], "paper": [2, 6, 0]}
    assert (found.result["blank"], found.result["spoiled"], found.present) == (1, 1, 20)
    shown = client_of(hall.chair).get(reverse("poll", args=[hall.assembly.pk, poll.number]))
    assert "On paper: 6" in shown.content.decode()


def test_after_the_closing_the_papers_that_are_there_are_all(hall: Hall) -> None:
    made = make_standing_roll(hall.body, voters=10)
    poll = open_secret(hall, parts=["paper"])
    count(hall, poll, [0, 10, 0, 0, 0])
    running.close(hall.as_(hall.chair))
    voted(poll, made, [[1, 0, 0]] * 10)
    polls.take_results()
    assert hall.again(poll).result["counts"] == [10, 10, 0]


def test_a_few_papers_are_not_told_for_the_round_is_public(
    hall: Hall, client_of: Callable[..., Client]
) -> None:
    made = make_standing_roll(hall.body, voters=10)
    poll = open_secret(hall, parts=["paper"])
    count(hall, poll, [0, 3, 0, 0, 0])
    voted(poll, made, [[1, 0, 0]] * 10)
    polls.take_result(hall.as_(hall.chair), poll)
    found = hall.again(poll)
    assert (found.result["outcome"], found.result["counts"], found.result["hidden"]) == ("carried", [], True)
    assert found.result["parts"] == {"secret": [], "paper": []}
    told = json.dumps(found.result["decision"]["reasons"])
    assert "76" not in told
    assert "10" not in told


def test_more_votes_than_the_roll_decide_nothing(hall: Hall, client_of: Callable[..., Client]) -> None:
    """Somebody voted by code and on paper: nobody can tell who, so it is held again."""
    made = make_standing_roll(hall.body, voters=10, rounds=2)
    poll = open_secret(hall, parts=["paper"])
    count(hall, poll, [0, 11, 0, 0, 0])
    voted(poll, made, [[1, 0, 0]] * 10)
    for _ in range(2):
        polls.take_result(hall.as_(hall.chair), poll)
    assert hall.again(poll).state == Poll.State.OPEN
    text = client_of(hall.chair).get(reverse("poll", args=[hall.assembly.pk, poll.number])).content.decode()
    assert "21 votes by code and on paper, but 20" in text
    assert 'value="call_off"' in text
    polls.call_off(hall.as_(hall.chair), poll)
    assert hall.again(poll).state == Poll.State.CALLED_OFF
    assert PaperCount.objects.count() == 1


@pytest.mark.parametrize("more", [{"most": 2}, {"rule": "scottish-stv"}])
def test_papers_are_added_only_where_each_has_one_answer(hall: Hall, more: dict[str, Any]) -> None:
    make_standing_roll(hall.body)
    election = {"about": "election", "answers": ["Ala", "Bo", "Cy"], "rule": "block", "parts": ["paper"]}
    with pytest.raises(Refused, match="papers_add_up"):
        open_secret(hall, **(election | more))


def test_people_are_elected_by_code_and_on_paper(hall: Hall) -> None:
    made = make_standing_roll(hall.body, voters=10)
    poll = open_secret(
        hall, about="election", answers=["Ala", "Bo"], rule="plurality", parts=["paper"], question="Who?"
    )
    count(hall, poll, [1, 9, 0, 0])
    voted(poll, made, [[0, 1, 0]] * 6 + [[0, 0, 1]] * 4)
    polls.take_result(hall.as_(hall.chair), poll)
    found = hall.again(poll)
    assert (found.result["counts"], found.result["winners"]) == ([7, 13], [2])


def test_the_form_offers_papers_for_a_secret_vote_alone(hall: Hall, client_of: Callable[..., Client]) -> None:
    make_standing_roll(hall.body, rounds=2)
    address = reverse("open_poll", args=[hall.assembly.pk, "free"])
    said = {"question": "Shall we?", "way": "secret", "rule": MAJORITY, "minutes": "5", "papers": "on"}
    assert client_of(hall.chair).post(address, said).status_code == 302
    assert Poll.objects.get().parts == ["paper"]
    election = reverse("open_poll", args=[hall.assembly.pk, "election"])
    wrong = said | {"answers": "Ala\nBo\nCy", "seats": "1", "rule": "approval"}
    text = client_of(hall.chair).post(election, wrong).content.decode()
    assert "only where each has one answer" in text
