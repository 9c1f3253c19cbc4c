"""What the answers on a paper mean: by their words alone, or as it is stated."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from veche.words.answers import added_up, meaning, roles


@pytest.mark.parametrize(
    ("answer", "role"),
    [
        ("Yes", "yes"), ("Так", "yes"), ("За", "yes"), ("Tak.", "yes"), ("«Против»", "no"), ("Nie", "no"), ("ні", "no"),
        ("Утримуюся", "abstain"), ("Wstrzymuję się", "abstain"), ("Yes, on Monday", None), ("Ana", None), ("", None),
    ],
)  # fmt: skip
def test_an_answer_means_what_it_says_and_nothing_is_read_into_it(answer: str, role: str | None) -> None:
    assert meaning(answer) == role


def test_letters_may_be_written_in_two_parts() -> None:
    assert meaning(normalize("NFD", "устрымаўся")) == "abstain"


@pytest.mark.parametrize(
    ("answers", "stated", "meant"),
    [
        (("No", "Yes"), (), ("no", "yes")),
        (("Tak", "Wstrzymuję się", "Nie"), (), ("yes", "abstain", "no")),
        (("Yes", "No"), ("no", " yes "), ("no", "yes")),
        (("From May", "From June", "Never"), ("yes", "yes", "no"), ("yes", "yes", "no")),
        (("Yes", "No", "In May"), (), None),
        (("Yes", "Abstain"), (), None),
        (("Ana", "Bo"), (), None),
        (("Yes", "No"), ("yes",), None),
        (("Yes", "No"), ("yes", "no", "abstain"), None),
        (("Yes", "No"), ("yes", "maybe"), None),
        (("Yes", "No"), ("yes", "yes"), None),
        (("Yes", "No"), ("Yes", "No"), None),
    ],
)
def test_what_each_answer_means(
    answers: tuple[str, ...], stated: tuple[str, ...], meant: tuple[str, ...] | None
) -> None:
    assert roles(answers, stated) == meant


def test_answers_with_the_same_meaning_are_added_up() -> None:
    assert added_up(("yes", "no", "yes"), (3, 4, 2)) == {"yes": 5, "no": 4}
