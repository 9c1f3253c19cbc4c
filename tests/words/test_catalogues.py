"""The texts of every room that speaks: the same in all languages, with right plurals, all translated, all used."""

from __future__ import annotations

import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

from veche.words import Language, Words, catalogue

SOURCE = Path(__file__).resolve().parents[2] / "src/veche"
ROOMS = sorted(
    str(folder.parent.relative_to(SOURCE)) for folder in SOURCE.rglob("words") if any(folder.glob("*.toml"))
)
FORMS = {
    Language.EN: {"one", "other"},
    **{Language(code): {"one", "few", "many"} for code in ("be", "ru", "uk", "pl")},
}

SAME = {("rules", Language.PL, "to.minister")}
"""Words that two languages share."""


def words_of(room: str, language: Language) -> Words:
    return catalogue(SOURCE / room / "words", language)


def texts_of(room: str, language: Language) -> dict[str, list[str]]:
    """Every key with its text, or with its plural forms in the order of their names."""
    found = {}
    for section, entries in words_of(room, language).texts.items():
        for name, text in entries.items():
            found[f"{section}.{name}"] = [text] if isinstance(text, str) else list(text.values())
    return found


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def test_every_room_that_speaks_is_heard() -> None:
    assert {"cli", "counting", "report", "rules"} <= set(ROOMS)


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("language", Language)
def test_every_language_has_every_text_and_no_other(room: str, language: Language) -> None:
    english, texts = texts_of(room, Language.EN), texts_of(room, language)
    assert texts.keys() == english.keys()
    for key, forms in texts.items():
        assert all(form.strip() for form in forms), key
        assert [places(form) for form in forms] == [places(english[key][0])] * len(forms), key


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("language", Language)
def test_plural_forms_are_complete(room: str, language: Language) -> None:
    for section, entries in words_of(room, language).texts.items():
        for name, text in entries.items():
            assert isinstance(text, str) or text.keys() == FORMS[language], f"{section}.{name}"


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("language", Language)
def test_a_text_has_plural_forms_in_all_languages_or_in_none(room: str, language: Language) -> None:
    english, texts = words_of(room, Language.EN).texts, words_of(room, language).texts
    for section, entries in english.items():
        for name, text in entries.items():
            assert isinstance(text, str) == isinstance(texts[section][name], str), f"{section}.{name}"


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("language", [one for one in Language if one is not Language.EN])
def test_nothing_was_left_in_english(room: str, language: Language) -> None:
    english, texts = texts_of(room, Language.EN), texts_of(room, language)
    same = {key for key in texts if set(texts[key]) & set(english[key]) and has_words(english[key][0])}
    assert {key for key in same if (room, language, key) not in SAME} == set()


def has_words(text: str) -> bool:
    """Not only places and signs between them."""
    return re.search(r"[^\W\d_]{2}", re.sub(r"\{\w+\}", " ", text)) is not None


NAMES = {"Laguë"}

ALPHABETS = {
    Language.BE: "абвгдеёжзійклмнопрстуўфхцчшыьэюя’",
    Language.RU: "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    Language.UK: "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’",
    Language.PL: "aąbcćdeęfghijklłmnńoóprsśtuwyzźż",
}


@pytest.mark.parametrize("room", ROOMS)
@pytest.mark.parametrize("language", ALPHABETS)
def test_a_language_is_written_with_its_own_letters(room: str, language: Language) -> None:
    """A Russian и in a Belarusian sentence, or a Latin i in it, is a slip that nobody sees on the screen."""
    for key, forms in texts_of(room, language).items():
        for word in re.findall(r"[^\W\d_’]+", " ".join(re.sub(r"\{\w+\}", " ", form) for form in forms)):
            cyrillic = re.search("[Ѐ-ӿ]", word) is not None
            if cyrillic:
                assert set(word.lower()) <= set(ALPHABETS[language]), f"{key}: {word}"
            elif language is Language.PL:
                assert word in NAMES or re.fullmatch(r"[A-Za-zĄąĆćĘęŁłŃńÓóŚśŹźŻż]+", word), f"{key}: {word}"


def source_of(room: str) -> Iterator[str]:
    """What may use the texts of a room: its own modules, and those of the rooms above that show what it says."""
    for path in sorted(SOURCE.rglob("*.py")):
        if room != "cli" or path.parts[len(SOURCE.parts)] == "cli":
            yield path.read_text(encoding="utf-8")
    if room.startswith("web/"):
        for path in sorted((SOURCE / "web").rglob("*.html")):
            yield path.read_text(encoding="utf-8")
    if room == "rules":
        yield (SOURCE / "rules/schema.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("room", ROOMS)
def test_every_text_is_used(room: str) -> None:
    """A key stands whole in the source, or its section is filled in ("roll.{name}") and its name stands there too."""
    source = "\n".join(source_of(room))
    if room.startswith("web/"):  # "bodies:invite.title" is the text invite.title of the app bodies
        source = source.replace(f"{room.removeprefix('web/')}:", "")
    filled = set(re.findall(r"[\"'](\w+)\.\w*\{", source))
    quoted = set(re.findall(r"[\"'](?:\w+\.)?([\w-]+)[\"']", source))
    quoted |= {name.replace("-", "_") for name in quoted} | set(re.findall(r"\b(\w+)=", source))
    # A field of a form has its label by its name.
    quoted |= set(re.findall(r"^ +(\w+) = (?:forms\.)?[A-Z]\w+\(", source, re.MULTILINE))
    quoted |= {start.rstrip("_") for start in re.findall(r"[\"'.](\w+_)\{", source)}
    if re.search(r"[\"']\{\w+\}\.\{", source):
        filled |= quoted
    for key in texts_of(room, Language.EN):
        section, _, name = key.removesuffix("_between").partition(".")
        whole = f'"{section}.{name}"' in source or f"'{section}.{name}'" in source
        assert whole or (section in filled and put_together(name, quoted)), key


def put_together(name: str, quoted: set[str]) -> bool:
    """The name stands in the source, or it is two that do: "more_{side}" with "yes" gives more_yes."""
    ends = [place for place, letter in enumerate(name) if letter == "_"]
    return name in quoted or any({name[:end], name[end + 1 :]} <= quoted for end in ends)


def test_a_text_that_is_missing_is_an_error() -> None:
    for room in ROOMS:
        with pytest.raises(KeyError):
            words_of(room, Language.BE).text("nothing.here")


def test_a_text_with_plural_forms_needs_a_number() -> None:
    with pytest.raises(KeyError, match="needs a count"):
        words_of("cli", Language.BE).text("paper.choose", total=3)
