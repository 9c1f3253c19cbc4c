"""Questions to a person, and secrets that are typed unseen. The end of input ends the command."""

from __future__ import annotations

import getpass
import sys

from typer.exceptions import Abort

from veche.cli.terminal import clean, note, wording
from veche.cli.words import words
from veche.words import Language


def ask(prompt: str, default: str = "") -> str:
    """One line from the person at the keyboard, or from a pipe."""
    hint = f" ({default})" if default else ""
    print(f"{clean(prompt)}{hint}: ", end="", file=sys.stderr, flush=True)
    line = sys.stdin.readline(65536)
    if not line:
        print(file=sys.stderr)
        raise Abort
    return line.strip() or default


def confirm(prompt: str) -> bool:
    """yes or no, in the language of the question or in English; anything else is asked again."""
    while True:
        word = ask(wording("ask.yes_or_no", question=prompt)).lower()
        if word in _words_for("ask.yes"):
            return True
        if word in _words_for("ask.no"):
            return False
        note(wording("ask.write_yes_or_no"))


def _words_for(key: str) -> list[str]:
    """English ones too: the keyboard is set to Latin letters for the credential."""
    return [*wording(key).split(), *words(Language.EN).text(key).split()]


def ask_number(prompt: str, lowest: int, highest: int, default: str = "") -> int:
    """A whole number between two others."""
    while True:
        number = number_in(ask(prompt, default))
        if lowest <= number <= highest:
            return number
        note(wording("ask.write_number", lowest=lowest, highest=highest))


def number_in(word: str) -> int:
    """The number that was typed; -1 for anything else, and for more digits than any number asked for has."""
    return int(word) if word.isdecimal() and len(word) < 10 else -1


def ask_secret(prompt: str) -> str:
    """A secret: unseen at a keyboard, the first line of a pipe."""
    if sys.stdin.isatty():
        return getpass.getpass(f"{prompt}: ", stream=sys.stderr).strip()
    return ask(prompt)
