"""What members read: the right language, right plurals, and the guides show what the terminal shows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cli.console import at_terminal, matches, run
from cli.keyboard import converse

from veche.cli.words import words
from veche.words import Language, language_of, plural

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("languages", "form", "numbers"),
    [
        (("en",), "one", (1,)),
        (("en",), "other", (0, 2, 11, 21)),
        (("be", "ru", "uk"), "one", (1, 21, 101)),
        (("pl",), "one", (1,)),
        (("be", "ru", "uk", "pl"), "few", (2, 3, 4, 22, 104)),
        (("be", "ru", "uk", "pl"), "many", (0, 5, 10, 11, 12, 14, 20, 111, 112)),
        (("pl",), "many", (21, 101)),
    ],
)
def test_plurals_follow_the_rules_of_the_language(
    languages: tuple[str, ...], form: str, numbers: tuple[int, ...]
) -> None:
    for language in languages:
        assert {number: plural(Language(language), number) for number in numbers} == dict.fromkeys(
            numbers, form
        )


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({"LANG": "be_BY.UTF-8"}, "be"),
        ({"LANG": "en_GB.UTF-8", "LC_MESSAGES": "uk_UA.UTF-8"}, "uk"),
        ({"LANG": "be_BY", "LC_ALL": "pl"}, "pl"),
        ({"LANG": "ru_RU.KOI8-R", "LC_ALL": ""}, "ru"),
        ({"LANG": "be_BY.UTF-8", "LC_ALL": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_is_that_of_the_system(environment: dict[str, str], language: str) -> None:
    assert language_of(environment) is Language(language)


def test_the_command_speaks_the_language_of_the_system(at: Callable[[str], Path]) -> None:
    ran = at_terminal("veche tracker strike.bel AAAA", at("open"), LC_ALL="pl_PL.UTF-8")
    assert ran.returncode == 1
    assert "veche: nie ma karty o numerze kontrolnym AAAA: strike.bel: weź najnowsze archiwum" in ran.stderr


def guide(language: Language) -> tuple[str, str]:
    """The page for voters and the stage at which its reader begins."""
    if language is Language.EN:
        return "docs/voter.md", "open"
    return f"docs/voter.{language}.md", f"open.{language}"


def turns(session: list[str], language: Language, credential: str) -> Iterator[tuple[str, str]]:
    """The prompts of a written session with what is typed after each."""
    texts = words(language)
    question = texts.text("paper.is_this_it")
    prompts = (
        texts.text("cast.credential"),
        texts.text("paper.your_choice"),
        texts.text("ask.yes_or_no", question=question),
    )
    for line in session:
        for prompt in prompts:
            if line.strip().startswith(f"{prompt}:"):
                yield prompt, line.partition(f"{prompt}:")[2].strip() or credential


@pytest.mark.parametrize("language", Language)
def test_the_guide_shows_what_the_terminal_shows(language: Language, at: Callable[[str], Path]) -> None:
    page, stage = guide(language)
    folder = at(stage)
    written = re.search(
        r"^```text\n\$ veche (.*)\n([^`]*)^```$", (ROOT / page).read_text(encoding="utf-8"), re.M
    )
    assert written is not None
    session = re.sub(r"\w+…", "…", written[2]).splitlines()  # the page shows how a tracker begins
    credential = (folder / "slip.txt").read_text().strip()
    code, shown = converse(written[1].split(), folder, list(turns(session, language, credential)))
    assert code == 0, shown
    assert matches(session, [line.rstrip() for line in shown.splitlines()[: len(session)]]), shown
    assert "".join(words(language).text("cast.keep_tracker").split()) in "".join(shown.split())
    assert credential not in shown


@pytest.mark.parametrize("language", Language)
def test_a_wrong_answer_is_explained_in_the_language(language: Language, at: Callable[[str], Path]) -> None:
    say = words(language).text
    no = say("ask.no").split()[0].upper()
    lines = ["1 2", "1", "1 1 1", "0", "?", no, "1", "1 2 3", "y"]
    folder = at(guide(language)[1])
    typed = "\n".join([(folder / "slip.txt").read_text().strip(), *lines, ""])
    ran = run(f"veche cast strike.bel b.json --language {language}", folder, typed=typed)
    assert ran.returncode == 0, ran.stderr
    for explanation in (
        say("paper.write", 1, highest=2),
        f"{say('paper.write', 3, highest=6)} {say('paper.or_zero')}",
        say("ask.write_yes_or_no"),
        say("paper.choose_again"),
    ):
        assert explanation in ran.stderr
    assert f"  {say('paper.voted_blank')}\n" in ran.stdout


def test_a_wrong_credential_is_explained_and_asked_again(at: Callable[[str], Path]) -> None:
    say = words(Language.BE).text
    folder = at("open.be")
    wrong = ("abc", "11111-111111-11111-111111", (folder / "slip.txt").read_text().strip())
    typed = [(say("cast.credential"), credential) for credential in wrong]
    arguments = ["cast", "strike.bel", "b.json", "--choice", "choice.json", "--language", "be"]
    code, shown = converse(arguments, folder, typed)
    assert code == 0, shown
    told = "".join(shown.split())
    for key in ("not_a_credential", "credential_form", "not_on_roll", "check_the_slip"):
        assert "".join(say(f"cast.{key}").split()) in told
