"""The demonstration union: making it, and what to try, in the language of whoever tries it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from veche.cli.terminal import done, facts, note, say, waiting
from veche.election.errors import MalformedInput
from veche.web.house.language import Voice
from veche.web.serving.demonstration.folder import INSIDE, Made, read
from veche.words import Language

PROGRAM = "veche.web.serving.demonstration"
"""A program of its own, started and ended before the server begins."""


def fill(language: Language, folder: Path) -> None:
    """Make the union, unless it is there. It takes some seconds."""
    if read(folder) is not None:
        return
    with waiting("demonstration"):
        made = subprocess.run([sys.executable, "-m", PROGRAM, language], check=False)
    if made.returncode:
        raise MalformedInput("the demonstration could not be made", str(folder), "see what was said above")


def show(folder: Path, language: Language, address: str) -> None:
    """What to open and what to try."""
    made, voice = read(folder), Voice(language)
    if made is None:
        raise MalformedInput("the demonstration is gone", str(folder), "start it again")
    done(f"serving at {address}")
    say()
    say(voice("serving:demo.loud"), "bold")
    say()
    say(f"{voice('serving:demo.vote')}: {address}votes/{made.open_vote}/vote/")
    facts([(f"  {voice('serving:demo.code')}", made.credential)])
    say(f"{voice('serving:demo.result')}: {address}votes/{made.published_vote}/")
    say(f"{voice('serving:demo.meeting')}: {address}assemblies/come/")
    facts([("  ", made.slip)])
    say(f"{voice('serving:demo.minutes')}: {address}minutes/{made.minutes}/public/")
    for post, sentence in signing_in(made, voice).items():
        say(f"{sentence}: {address}sign-in/")
        facts([("  ", made.words[post])])
    say(f"{voice('serving:demo.chain')}: {address}polls/{made.decision}/chain/")
    say()
    note(voice("serving:demo.keys", folder=str(folder / INSIDE)))
    note(voice("serving:demo.again", folder=str(folder)))


def signing_in(made: Made, voice: Voice) -> dict[str, str]:
    """Each post with what to do."""
    return {
        "officer": voice("serving:demo.officer", name=made.names["officer"]),
        "registrar": voice("serving:demo.registrar", name=made.names["registrar"]),
        "trustee": voice("serving:demo.trustee", name=made.names["trustee"]),
        "delegate": voice("serving:demo.delegate", name=made.names["delegate"]),
        "member": voice("serving:demo.member", name=made.names["member"]),
    }
