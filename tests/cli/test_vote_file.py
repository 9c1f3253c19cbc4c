"""The vote file: what is written can be read back, and what is wrong is named with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.cli.vote_file import read_vote
from veche.cli.vote_text import example, vote_text
from veche.election.credentials import new_uuid
from veche.election.errors import ElectionError, MalformedInput
from veche.election.questions import HomomorphicQuestion, ListsQuestion, NonHomomorphicQuestion
from veche.election.setup import Template

words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
names = st.lists(words, min_size=1, max_size=5).map(tuple)


@st.composite
def choices(draw: st.DrawFn) -> HomomorphicQuestion:
    answers = draw(names)
    most = draw(st.integers(1, len(answers)))
    blank = draw(st.sampled_from([True, None]))
    return HomomorphicQuestion(answers, blank, draw(st.integers(0, most)), most, draw(words))


numbers = st.builds(
    NonHomomorphicQuestion, names, words, st.sampled_from([None, b'{"method":"Schulze"}', b'{"a":[1,2]}'])
)
lists = st.builds(
    ListsQuestion,
    st.lists(st.lists(words, min_size=2, max_size=4).map(tuple), min_size=1, max_size=3).map(tuple),
    words,
)
templates = st.builds(
    Template,
    words,
    words,
    st.lists(choices() | numbers | lists, min_size=1, max_size=4).map(tuple),
    st.none() | words,
)


@given(templates)
def test_a_vote_that_is_written_reads_back_the_same(
    tmp_path_factory: pytest.TempPathFactory, template: Template
) -> None:
    path = tmp_path_factory.mktemp("vote") / "vote.toml"
    uuid = new_uuid()
    path.write_text(vote_text(uuid, "Ed25519", template), encoding="utf-8")
    vote = read_vote(path)
    assert (vote.uuid, vote.group.name, vote.template) == (uuid, "Ed25519", template)


def test_the_example_can_be_used_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "vote.toml"
    path.write_text(example(new_uuid()))
    assert [question.kind for question in read_vote(path).template.questions] == ["H", "H"]


def test_the_example_with_every_note_turned_on_holds_all_kinds(tmp_path: Path) -> None:
    path = tmp_path / "vote.toml"
    lines = example(new_uuid()).splitlines()
    path.write_text(
        "\n".join(
            line.removeprefix("# ") if line.startswith(("# [", "# k", "# q", "# a", "# n", "# c")) else line
            for line in lines
        )
    )
    assert [question.kind for question in read_vote(path).template.questions] == ["H", "H", "NH", "L"]


GOOD = """
id = "12345678abcdef"
title = "t"
[[question]]
kind = "choice"
question = "q"
answers = ["a", "b"]
least = 1
most = 1
"""


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('title = "t"', "", "'title' is missing"),
        ('title = "t"', "title = 3", "'title' is missing or not a text"),
        ('title = "t"', 'title = "t"\ncolour = "red"', "unknown key 'colour'"),
        ('title = "t"', 'title = "t"\ngroup = "P-256"', "unknown group 'P-256'"),
        ("[[question]]", "[question]", "no questions"),
        ('kind = "choice"', 'kind = "guess"', "unknown kind 'guess'"),
        ("least = 1", "least = true", "'least' is missing or not a whole number"),
        ("least = 1", "least = -1", "'least' is missing or not a whole number"),
        ("least = 1", "", "'least' is missing"),
        ("most = 1", 'most = 1\nblank = "no"', "'blank' is neither true nor false"),
        ("most = 1", "most = 1\nmay = 1", "unknown key 'may'"),
        ('answers = ["a", "b"]', "answers = []", "'answers' is missing"),
        ('answers = ["a", "b"]', "answers = [1, 2]", "not a list of texts"),
        ('title = "t"', 'title = "t', "not a vote file"),
    ],
)
def test_a_mistake_is_named_with_its_place(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = tmp_path / "vote.toml"
    path.write_text(GOOD)
    read_vote(path)
    assert old in GOOD
    path.write_text(GOOD.replace(old, new, 1))
    with pytest.raises(MalformedInput) as caught:
        read_vote(path)
    assert said in caught.value.what
    assert str(path) in caught.value.where


@pytest.mark.parametrize(
    ("old", "new"), [("most = 1", "most = 3"), ("least = 1", "least = 2"), ("12345678abcdef", "short")]
)
def test_what_the_specification_forbids_is_refused_before_anyone_makes_credentials(
    tmp_path: Path, old: str, new: str
) -> None:
    path = tmp_path / "vote.toml"
    path.write_text(GOOD.replace(old, new))
    with pytest.raises(ElectionError):
        read_vote(path)
