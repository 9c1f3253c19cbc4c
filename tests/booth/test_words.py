"""What the booth says: the same rules as for the catalogues of the command and the web (tests/words), and each page has what it needs."""

from __future__ import annotations

import json
import re
import string
from pathlib import Path

import pytest

from veche.web.ballots.casting.refusal import CODES as SERVER
from veche.words import Language, Words, catalogue

BOOTH = Path(__file__).resolve().parents[2] / "booth"
PAGES = BOOTH / "src/pages"
FORMS = {
    Language.EN: {"one", "other"},
    **{Language(code): {"one", "few", "many"} for code in ("be", "ru", "uk", "pl")},
}
ALPHABETS = {
    Language.BE: "абвгдеёжзійклмнопрстуўфхцчшыьэюя’",
    Language.RU: "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    Language.UK: "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя’",
    Language.PL: "aąbcćdeęfghijklłmnńoóprsśtuwyzźż",
}
KEY = re.compile(r'"([a-z]+\.(?!txt"|json")[a-z_]+)"')
"""A text as the sources name it; names of files are none."""
CODES = re.compile(r'new Failure\("(\w+)"\)|new Refusal\("([a-z_]+)')


def words_in(language: Language) -> Words:
    return catalogue(BOOTH / "words", language)


def texts_in(language: Language) -> dict[str, list[str]]:
    """Every key with its text, or with its plural forms in the order of their names."""
    found = {}
    for section, entries in words_in(language).texts.items():
        for name, text in entries.items():
            found[f"{section}.{name}"] = [text] if isinstance(text, str) else list(text.values())
    return found


def places(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("language", Language)
def test_every_language_has_every_text_and_no_other(language: Language) -> None:
    english, texts = texts_in(Language.EN), texts_in(language)
    assert list(texts) == list(english)
    for key, forms in texts.items():
        assert all(form.strip() for form in forms), key
        assert [places(form) for form in forms] == [places(english[key][0])] * len(forms), key


@pytest.mark.parametrize("language", Language)
def test_plural_forms_are_complete(language: Language) -> None:
    english = words_in(Language.EN).texts
    for section, entries in words_in(language).texts.items():
        for name, text in entries.items():
            assert isinstance(text, str) == isinstance(english[section][name], str), f"{section}.{name}"
            assert isinstance(text, str) or text.keys() == FORMS[language], f"{section}.{name}"


@pytest.mark.parametrize("language", ALPHABETS)
def test_nothing_was_left_in_english(language: Language) -> None:
    english, texts = texts_in(Language.EN), texts_in(language)
    words = {
        key for key, forms in english.items() if re.search(r"[^\W\d_]{2}", re.sub(r"\{\w+\}", " ", forms[0]))
    }
    assert {key for key in words if set(texts[key]) & set(english[key])} == set()


@pytest.mark.parametrize("language", ALPHABETS)
def test_a_language_is_written_with_its_own_letters(language: Language) -> None:
    for key, forms in texts_in(language).items():
        for word in re.findall(r"[^\W\d_’]+", " ".join(re.sub(r"\{\w+\}", " ", form) for form in forms)):
            if re.search("[Ѐ-ӿ]", word):
                assert set(word.lower()) <= set(ALPHABETS[language]), f"{key}: {word}"
            elif language is Language.PL:
                assert re.fullmatch(r"[A-Za-zĄąĆćĘęŁłŃńÓóŚśŹźŻż]+", word), f"{key}: {word}"


def sources(page: Path, seen: set[Path] | None = None) -> set[Path]:
    """A page's script and everything of the pages that it imports; what the worker does speaks no language."""
    seen = set() if seen is None else seen
    if page in seen:
        return seen
    seen.add(page)
    for name in re.findall(r'from "(\.[^"]+)"', page.read_text(encoding="utf-8")):
        found = (page.parent / f"{name}.ts").resolve()
        if {"pages", "show"} & set(found.parts):
            sources(found, seen)
    return seen


def needed_by(page: Path) -> set[str]:
    """The keys that a page and its imports say."""
    return {key for file in sources(page) for key in KEY.findall(file.read_text(encoding="utf-8"))} | faults(
        page
    )


def faults(page: Path) -> set[str]:
    """Keys that a question's fault fills in."""
    if (PAGES / "voting/fillings.ts") not in sources(page):
        return set()
    text = (PAGES / "voting/fillings.ts").read_text(encoding="utf-8")
    found = re.search(r"function faultOf\((.*?) \{\n", text, re.DOTALL)
    assert found
    return {f"ask.{name}" for name in re.findall(r'"(\w+)"', found[1])}


def sections_of(page: Path) -> set[str]:
    if page.stem == "single":
        found = re.search(r'"veche:words/([\w+]+)"', page.read_text(encoding="utf-8"))
        assert found
        return set(found[1].split("+"))
    named: dict[str, list[str]] = json.loads((PAGES / "sections.json").read_text(encoding="utf-8"))
    return set(named[page.stem])


ENTRIES = [PAGES / f"{name}.ts" for name in ("vote", "registrar", "trustee", "credential", "sign", "single")]


@pytest.mark.parametrize("page", ENTRIES, ids=lambda page: str(page.stem))
def test_a_page_has_every_text_that_it_says(page: Path) -> None:
    texts = texts_in(Language.EN)
    needed = {key for key in needed_by(page) if key != "wordlist.all"}
    assert needed <= texts.keys()
    assert {key.partition(".")[0] for key in needed} <= sections_of(page)


def test_every_text_is_used() -> None:
    used = set().union(*(needed_by(page) for page in ENTRIES))
    refusals = {key for key in texts_in(Language.EN) if key.startswith(("refusal.", "refused."))}
    assert texts_in(Language.EN).keys() - refusals == used - refusals - {"wordlist.all"}


def test_every_refusal_of_the_contract_has_a_sentence() -> None:
    """Codes of the server and of the pages each have their own; a check of vectors/CHECKS.md has one of its own or is named in a
    common one; what the worker refuses beyond those has its own."""
    texts = texts_in(Language.EN).keys()
    checks = set(
        re.findall(r"^\| `(\w+)\.", (BOOTH.parent / "vectors/CHECKS.md").read_text(encoding="utf-8"), re.M)
    )
    assert {f"refusal.{code}" for code in SERVER} <= texts
    for file in sorted((BOOTH / "src").rglob("*.ts")):
        for failure, refusal in CODES.findall(file.read_text(encoding="utf-8")):
            assert not failure or f"refusal.{failure}" in texts, f"{file.name}: {failure}"
            assert not refusal or f"refused.{refusal}" in texts or refusal in checks, (
                f"{file.name}: {refusal}"
            )
