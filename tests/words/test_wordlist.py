"""The words that people write on paper: enough of them, easy to write, hard to confuse."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from veche.words import Language
from veche.words.wordlist import SIZE, fold, folded, spoken, wordlist

LETTERS = {
    Language.BE: "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    Language.RU: "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    Language.UK: "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
    Language.PL: "aąbcćdeęfghijklłmnńoóprsśtuwyzźż",
    Language.EN: "abcdefghijklmnopqrstuvwxyz",
}
languages = st.sampled_from(Language)


@pytest.mark.parametrize("language", Language)
def test_a_list_has_words_of_three_to_eight_letters_of_its_language(language: Language) -> None:
    words = wordlist(language)
    assert len(words) == len(set(words)) == SIZE
    assert list(words) == sorted(words)
    for word in words:
        assert 3 <= len(word) <= 8, word
        assert set(word) <= set(LETTERS[language]), word
        assert word == unicodedata.normalize("NFC", word)


def slips(word: str) -> Iterator[str]:
    """What is left of a word without one letter, with a mark where it was or closed up."""
    for place in range(len(word)):
        yield f"{word[:place]}*{word[place + 1 :]}"
        yield word[:place] + word[place + 1 :]


@pytest.mark.parametrize("language", Language)
def test_one_wrong_letter_makes_no_other_word(language: Language) -> None:
    """Neither a letter too many, nor one missing, nor another one, even where accents are not written."""
    seen: dict[str, str] = {}
    words = {fold(word): word for word in wordlist(language)}
    assert len(words) == SIZE
    for plain, word in words.items():
        for slip in set(slips(plain)):
            assert slip not in words, f"{word}, {words.get(slip)}"
            if "*" in slip:
                assert slip not in seen, f"{word}, {seen.get(slip)}"
                seen[slip] = word


@given(languages, st.data())
def test_words_are_understood_however_they_are_typed(language: Language, data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(wordlist(language)), min_size=1, max_size=9))
    between = data.draw(
        st.sampled_from([" ", "  ", "-", " - ", "\n", ", ", "\t", "\N{NO-BREAK SPACE}", ". "])
    )
    change = data.draw(st.sampled_from([str.upper, str.capitalize, str.title, str]))
    form = data.draw(st.sampled_from(["NFC", "NFD"]))
    typed = unicodedata.normalize(form, f" {between.join(change(word) for word in words)}{between}")
    assert folded(typed) == tuple(fold(word) for word in words)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("елка", "ёлка"), ("ЁЛКА", "ёлка"), ("снiг", "сніг"), ("сниг", "сніг"), ("грунт", "ґрунт"),
        ("зелень", "зэлень"), ("воўна", "воуна"), ("zolty", "żółty"), ("labedz", "łabędź"), ("пам'ять", "памʼять"),
        ("пам’ять", "память"), ("їжак", "ижак"), ("мaма", "мама"),
    ],
)  # fmt: skip
def test_another_keyboard_writes_the_same_word(typed: str, meant: str) -> None:
    assert folded(typed) == folded(meant)


def test_numbers_of_a_list_on_paper_are_not_words() -> None:
    assert folded("1. сніг 2. вада\n3) дом") == folded("сніг вада дом")


@given(st.text(max_size=200))
def test_any_text_at_all_can_be_folded(text: str) -> None:
    once = folded(text)
    assert folded(" ".join(once)) == once


@given(languages, st.binary(min_size=10, max_size=40))
def test_a_value_is_spoken_ten_bits_a_word(language: Language, value: bytes) -> None:
    words = spoken(language, value, 8)
    bits = "".join(f"{wordlist(language).index(word):010b}" for word in words)
    assert int(bits, 2) == int.from_bytes(value[:10], "big")


def test_a_value_that_is_too_short_is_refused() -> None:
    with pytest.raises(ValueError, match="are not 8 words"):
        spoken(Language.EN, bytes(9), 8)
