"""Questions come back from the database and from the vote file as they went in, whatever stands in them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from veche.cli.vote_file import read_vote
from veche.election.questions import HomomorphicQuestion, ListsQuestion, NonHomomorphicQuestion, Question
from veche.web.ballots.drawing.questions import compact, of_json, to_json
from veche.web.ballots.drawing.vote_file import vote_file
from veche.web.ballots.officers.question_forms import FORMS, YesNoForm, initial_of, kind_of
from veche.web.house.language import Voice
from veche.words import Language

texts = some.text(some.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=12)
lines = some.text("ab «»,:-яўї’0", min_size=1, max_size=8).map(str.strip).filter(bool)


@some.composite
def questions(draw: some.DrawFn, text: some.SearchStrategy[str] = texts) -> Question:
    names = some.lists(text, min_size=2, max_size=5, unique_by=str.casefold).map(tuple)
    kind, asked = draw(some.sampled_from(("H", "NH", "L"))), draw(text)
    if kind == "L":
        lists = draw(some.lists(names, min_size=2, max_size=3, unique_by=lambda one: one[0].casefold()))
        return ListsQuestion(tuple(lists), asked)
    answers = draw(names)
    if kind == "NH":
        hint = draw(
            some.none() | some.fixed_dictionaries({"method": some.just("irv"), "seats": some.just(1)})
        )
        return NonHomomorphicQuestion(answers, asked, None if hint is None else compact(hint))
    most = draw(some.integers(1, len(answers)))
    return HomomorphicQuestion(
        answers, draw(some.sampled_from((None, True))), draw(some.integers(0, most)), most, asked
    )


@given(questions())
def test_a_database_may_change_the_order_of_fields(question: Question) -> None:
    kept = json.loads(json.dumps(to_json(question), sort_keys=True))
    assert of_json(kept) == question
    assert of_json(dict(reversed(kept.items()))) == question


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("votes") / "vote.toml"


@given(questions(lines), texts)
def test_the_command_reads_the_vote_file_as_it_was_drawn_up(
    path: Path, question: Question, title: str
) -> None:
    path.write_text(vote_file("1" * 14, title, "", [question], "Ana", "Bo"), encoding="utf-8")
    found = read_vote(path).template
    assert (found.name, found.questions) == (title, (question,))


@given(questions(lines), some.sampled_from(list(Language)))
def test_a_form_that_is_sent_back_unchanged_asks_the_same(question: Question, language: Language) -> None:
    voice = Voice(language)
    kind, shown = kind_of(question, voice), initial_of(question)
    data = {name: value for name, value in shown.items() if value is not False}
    form = YesNoForm(data, voice=voice, spoken=voice) if kind == "yes_no" else FORMS[kind](data, voice=voice)
    assert form.is_valid(), form.errors
    asked = form.question_of()
    if isinstance(question, NonHomomorphicQuestion):
        question = NonHomomorphicQuestion(question.answers, question.question)
    assert squeezed(asked) == squeezed(question)


def squeezed(question: Question) -> object:
    """Spaces in a row are one."""
    return json.loads(" ".join(json.dumps(to_json(question), ensure_ascii=False).split()))
