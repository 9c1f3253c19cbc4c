"""What people read, in their language: catalogues of texts, right plurals, numbers and dates.

A room that speaks has a folder `words/` with one TOML file a language, all with the keys and the {places} of the English one.
A library says what it has to say as a `Sentence` (`veche.words.sentence`); whoever shows it picks the language.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path

Text = str | Mapping[str, str]
"""A sentence, or its plural forms by the names of Unicode's plural rules."""


class Language(StrEnum):
    """The languages of the house, by their codes in ISO 639-1."""

    BE = "be"
    RU = "ru"
    UK = "uk"
    PL = "pl"
    EN = "en"


class Words:
    """All texts of one room in one language. A text that is missing is a KeyError: no other language steps in unseen."""

    def __init__(self, language: Language, texts: Mapping[str, Mapping[str, Text]]) -> None:
        self.language, self.texts = language, texts

    def text(self, key: str, count: int | None = None, /, **places: object) -> str:
        """The text at "section.name" with its {places} filled; `count` picks the plural form and fills {count}."""
        section, _, name = key.partition(".")
        found = self.texts[section][name]
        if isinstance(found, str):
            return found.format(**places)
        if count is None:
            raise KeyError(f"{key} has plural forms and needs a count")
        return found[plural(self.language, count)].format(**{"count": count} | places)


@cache
def catalogue(folder: Path, language: Language) -> Words:
    """The texts of the room whose `words` folder this is, read once."""
    return Words(language, tomllib.loads((folder / f"{language}.toml").read_text(encoding="utf-8")))


def plural(language: Language, count: int) -> str:
    """The name of the plural form, by Unicode's rules (CLDR) for whole numbers."""
    if language is Language.EN:
        return "one" if count == 1 else "other"
    tens, ones = count % 100, count % 10
    if count == 1 or (ones == 1 and tens != 11 and language is not Language.PL):
        return "one"
    return "few" if ones in (2, 3, 4) and tens not in (12, 13, 14) else "many"


def language_of(environment: Mapping[str, str]) -> Language:
    """What the system speaks (POSIX: the first of three variables that is set); English if we do not."""
    names = ("LC_ALL", "LC_MESSAGES", "LANG")
    locale = next((environment[name] for name in names if environment.get(name)), "")
    code = locale.replace(".", "_").partition("_")[0]
    return next((language for language in Language if language == code), Language.EN)
