"""Drawing a vote up: every form, what it refuses, and that what was typed is kept."""

from __future__ import annotations

from typing import Any

import pytest
from web.ballots_officers.conftest import Union, only_vote
from web.ballots_officers.test_life import begin, drawn_up, go, times

from veche.rules import shipped
from veche.web.ballots.actions.roll import faults_of
from veche.web.ballots.drawing import rules
from veche.web.ballots.drawing.checks import Plan, faults
from veche.web.ballots.drawing.countings import fitting
from veche.web.ballots.drawing.questions import of_json, questions_of
from veche.web.ballots.drawing.templates import KINDS, STANDING, draft
from veche.web.ballots.models import Officer, Stage, Vote
from veche.web.bodies.once import new_once
from veche.web.house.language import Voice
from veche.words import Language
from veche.words.answers import roles

pytestmark = pytest.mark.django_db


def begun(union: Union, kind: str = "strike") -> str:
    """The address of a draft."""
    return f"/votes/{begin(union.clients['officer'], union.body.id, kind, 'be')}/manage"


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind != STANDING])
def test_every_template_can_be_held_as_it_is_in_every_language(kind: str, language: Language) -> None:
    found = draft(kind, Voice(language))
    assert set(faults(Plan(
        found.title, found.description, found.questions, found.rule, None, None, False, None, 2, 1
    ), None)) == {"fault_no_times"}  # type: ignore[arg-type]  # fmt: skip
    for question, chosen in zip(found.questions, found.counting, strict=True):
        assert chosen is not None
        assert chosen["rule"] in fitting(question)
    assert bool(found.rule) == (roles(found.questions[0].answers) is not None)  # type: ignore[arg-type]


def test_a_draft_speaks_the_language_of_the_vote_whatever_its_officer_reads(union: Union) -> None:
    begun(union)
    vote = only_vote()
    assert questions_of(vote.questions)[0].answers == ("Так", "Не")
    assert vote.title == "Галасаванне аб страйку"


def test_only_returning_officers_and_stewards_draw_up(union: Union) -> None:
    for name, status in (("worker", 403), ("registrar", 403), ("stranger", 404)):
        address = f"/bodies/{union.body.id}/votes/new/"
        given = {"kind": "strike", "language": "en", "once": new_once()}
        go(union.clients[name], address, given, status)
    old = {"kind": "strike", "language": "en", "once": "made up"}
    go(union.clients["officer"], f"/bodies/{union.body.id}/votes/new/", old, 422)
    assert not Vote.objects.exists()


def test_nobody_else_knows_of_a_draft(union: Union) -> None:
    address = begun(union)
    for name in ("worker", "registrar", "stranger"):
        go(union.clients[name], f"{address}/", status=404)
        go(union.clients[name], f"{address}/text/", {"title": "Mine", "description": ""}, 404)
    assert only_vote().title != "Mine"


FAULTY: tuple[tuple[str, str, dict[str, Any], str], ...] = (
    ("strike", "text/", {"title": "", "description": "A long draft"}, "A long draft"),
    ("strike", "questions/new/choice/", {"question": "Who?", "answers": "Ana\nana", "least": 1, "most": 1}, "ana"),
    ("strike", "questions/new/choice/", {"question": "Who?", "answers": "Ana\nBo", "least": 2, "most": 1}, "Bo"),
    ("strike", "questions/new/choice/", {"question": "Who?", "answers": "Ana\nBo", "least": 1, "most": 3}, "Bo"),
    ("strike", "questions/new/numbers/", {"question": "In what order?", "answers": "One"}, "One"),
    ("strike", "questions/new/lists/", {"question": "Which?", "lists": "North\nAna\n\nSouth"}, "South"),
    ("strike", "questions/new/yes_no/", {"question": ""}, ""),
    ("committee", "questions/1/count/", {"rule": "block", "seats": 9}, "9"),
    ("strike", "times/", times(8, 1), "value=\"{closes}\""),
    ("strike", "times/", times(-9, -8), ""),
)  # fmt: skip


@pytest.mark.parametrize("number", range(len(FAULTY)))
def test_what_was_typed_is_kept_and_what_is_wrong_is_said_beside_it(union: Union, number: int) -> None:
    kind, page, data, kept = FAULTY[number]
    address = begun(union, kind)
    before = vars(only_vote())
    response = go(union.clients["officer"], f"{address}/{page}", data, 422)
    text = response.content.decode()
    assert 'role="alert"' in text
    assert kept.format(closes=data.get("closes_day")) in text
    assert vars(only_vote()) | {"_state": 0} == before | {"_state": 0}


QUESTIONS: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("yes_no", {"question": "Agreed?", "abstain": "on"}, "yes-no"),
    ("choice", {"question": "Who?", "answers": "Ana\nBo\nCy", "least": 1, "most": 2, "blank": "on"}, "block"),
    ("numbers", {"question": "In what order?", "answers": "Ana\nBo\nCy"}, "irv"),
    ("lists", {"question": "Which?", "lists": "North\nAna\nBo\n\nSouth\nCy"}, "dhondt"),
)


@pytest.mark.parametrize(("kind", "data", "rule"), QUESTIONS)
def test_a_question_is_added_changed_counted_and_taken_out(
    union: Union, kind: str, data: dict[str, Any], rule: str
) -> None:
    address, officer = begun(union), union.clients["officer"]
    for _ in range(2):
        go(officer, f"{address}/questions/new/{kind}/", data | {"place": 1})
    vote = only_vote()
    assert len(vote.questions) == 2
    question = of_json(vote.questions[1])
    assert question.question == data["question"]
    assert vote.counting[1] == {"rule": rule, "seats": 1}
    page = go(officer, f"{address}/questions/2/", status=200).content.decode()
    assert data["question"] in page
    go(officer, f"{address}/questions/2/", {**data, "question": "Otherwise?"})
    assert of_json(only_vote().questions[1]).question == "Otherwise?"
    for one in (*fitting(question), ""):
        more = {"grades": "Good\nBad"} if one == "majority-judgment" else {}
        go(officer, f"{address}/questions/2/count/", {"rule": one, "seats": 1, **more})
        assert (only_vote().counting[1] or {"rule": ""})["rule"] == one
    for _ in range(2):
        go(officer, f"{address}/questions/2/drop/", {"of": 2})
        go(officer, f"{address}/questions/1/drop/", {"of": 2})
    assert len(only_vote().questions) == 1


def test_what_cannot_be_seen_does_not_come_into_the_archive(union: Union) -> None:
    address, officer = begun(union), union.clients["officer"]
    hidden = "\u202eStrike\u200b\x07 \u00a0 now"
    go(officer, f"{address}/text/", {"title": hidden, "description": f"{hidden}\r\n\r\n{hidden}"})
    assert (only_vote().title, only_vote().description) == ("Strike now", "Strike now\n\nStrike now")
    data = {"question": f"{hidden}\n{hidden}", "answers": f"{hidden}\nNo", "least": 1, "most": 1, "place": 1}
    go(officer, f"{address}/questions/new/choice/", data)
    question = of_json(only_vote().questions[1])
    assert (question.question, question.answers) == ("Strike now Strike now", ("Strike now", "No"))
    go(officer, f"{address}/text/", {"title": "\u200b", "description": ""}, 422)
    twice = data | {"answers": "Ana\nA\u200bna"}
    go(officer, f"{address}/questions/new/choice/", twice, 422)


def test_grades_stand_in_the_question_for_the_booth(union: Union) -> None:
    address, officer = begun(union), union.clients["officer"]
    go(officer, f"{address}/questions/new/numbers/", QUESTIONS[2][1] | {"place": 1})
    given = {"rule": "majority-judgment", "seats": 1, "grades": "Good\nFair\nBad"}
    go(officer, f"{address}/questions/2/count/", given)
    assert only_vote().questions[1]["extra"] == {
        "method": "majority-judgment",
        "seats": 1,
        "grades": ["Good", "Fair", "Bad"],
    }
    assert "Fair" in go(officer, f"{address}/questions/2/count/", status=200).content.decode()


@pytest.mark.parametrize("language", Language)
def test_every_rule_can_be_read_in_every_language(language: Language) -> None:
    for rule in shipped():
        if rules.usable(rule):
            for way in rule.ways:
                assert rules.page(rule, way.id, language, None, None).rows


def test_a_rule_is_chosen_with_its_variant_and_left_again(union: Union) -> None:
    address, officer = begun(union), union.clients["officer"]
    assert "by-389" in go(officer, f"{address}/rule/", status=200).content.decode()
    page = go(officer, f"{address}/rule/by-389/", status=200).content.decode()
    assert "present" in page  # an online vote does not know who is present
    go(officer, f"{address}/rule/by-389/", {"variant": "meeting"})
    assert (only_vote().rule, only_vote().variant) == ("by-389", "meeting")
    go(officer, f"{address}/rule/", {})
    assert only_vote().rule == ""
    for name in ("ua-137", "nothing-such"):  # switched off; not there
        go(officer, f"{address}/rule/{name}/", status=404)


def test_rankings_ask_for_trustees_on_their_own_machines(union: Union) -> None:
    address, officer = begun(union), union.clients["officer"]
    go(officer, f"{address}/questions/new/numbers/", QUESTIONS[2][1] | {"place": 1})
    go(officer, f"{address}/times/", times(1, 8))
    go(officer, f"{address}/posts/", union.posts())
    assert faults_of(only_vote()) == ("fault_shuffles",)
    go(officer, f"{address}/freeze/", {"sure": "on"}, 422)
    go(officer, f"{address}/posts/", union.posts(way="machines"))
    go(officer, f"{address}/freeze/", {"sure": "on"})
    assert only_vote().stage == Stage.ROLL


@pytest.mark.parametrize(
    "posts", [{"trustees": []}, {"way": "threshold"}, {"way": "threshold", "threshold": 3}, {"officer": "x"}]
)
def test_posts_that_do_not_fit_are_refused(union: Union, posts: dict[str, Any]) -> None:
    address = begun(union)
    go(union.clients["officer"], f"{address}/posts/", union.posts(**posts), 422)
    assert Officer.objects.count() == 1


def test_a_member_without_an_office_cannot_be_put_into_a_post(union: Union) -> None:
    """Who could be chosen by a bare identifier could be found out by trying."""
    address = begun(union)
    worker = str(union.members["worker"].id)
    go(union.clients["officer"], f"{address}/posts/", union.posts(registrar=worker), 422)


def test_one_person_with_several_posts_is_said(union: Union) -> None:
    officer = str(union.members["officer"].id)
    address = begun(union)
    go(union.clients["officer"], f"{address}/posts/", union.posts(registrar=officer))
    page = union.clients["officer"].get(f"{address}/", headers={"Accept-Language": "en"}).content.decode()
    assert "returning officer and registrar" in page


def test_after_the_roll_is_frozen_nothing_can_be_changed(union: Union) -> None:
    vote = drawn_up(union, "strike")
    before = (vote.title, vote.questions, vote.rule, vote.closes)
    address, officer = f"/votes/{vote.uuid}/manage", union.clients["officer"]
    go(officer, f"{address}/text/", {"title": "Other", "description": ""}, 409)
    go(officer, f"{address}/questions/1/", {"question": "Other"}, 409)
    go(officer, f"{address}/questions/1/drop/", {"of": 1}, 409)
    go(officer, f"{address}/rule/", {}, 409)
    go(officer, f"{address}/times/", times(2, 9), 409)
    go(officer, f"{address}/posts/", union.posts(), 409)
    go(officer, f"{address}/freeze/", {"sure": "on"}, 409)
    go(officer, f"{address}/throw-away/", {"sure": "on"}, 409)
    now = only_vote()
    assert (now.title, now.questions, now.rule, now.closes) == before


def test_a_draft_is_thrown_away_and_leaves_nothing(union: Union) -> None:
    address = begun(union)
    go(union.clients["officer"], f"{address}/throw-away/", {}, 422)
    go(union.clients["officer"], f"{address}/throw-away/", {"sure": "on"})
    assert not Vote.objects.exists()
    assert not Officer.objects.exists()
