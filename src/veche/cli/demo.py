"""A whole vote in the terminal, told as a story: who does what, with the command that each would type."""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import chdir
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any

import typer

from veche.cli import ceremony, demo_outcome, registrar, returning_officer, trustee
from veche.cli.ballot_paper import show_paper
from veche.cli.credential_list import read_secret
from veche.cli.terminal import done, facts, heading, progress, say, show_command, silence, waiting
from veche.cli.vote_file import read_vote
from veche.election.ballots import make_ballots
from veche.election.board import Board
from veche.election.contents import read_contents
from veche.election.errors import MalformedInput, VerificationError
from veche.election.result import read_result
from veche.election.verify import verify_archive

TRUSTEES, THRESHOLD, DECRYPTING = 5, 3, (1, 3, 4)
TURNOUT, REVOTES, AGREE, BLANK = 0.87, 0.06, 0.83, 0.05
COMMITTEE = (6, 5, 4, 3, 2, 1)
"""How likely each candidate is to be chosen, one against the other."""
BATCH = 50
VOTE, ARCHIVE = Path("vote.toml"), Path("strike.bel")


@dataclass
class Story:
    """The vote's files, and what the members chose: the demonstration made the votes, so it can count them in the open."""

    members: int
    chance: random.Random
    choices: dict[str, list[list[int]]] = field(default_factory=dict)

    def play(self) -> None:
        self.draw_up()
        self.hold_ceremony()
        self.make_credentials()
        self.open_vote()
        self.vote()
        self.refuse_a_forgery()
        self.count()
        self.declare()
        self.check()
        demo_outcome.say_what_it_means(self.run, ARCHIVE)

    def draw_up(self) -> None:
        heading(
            "1  The returning officer draws the vote up",
            "Two questions: to stop work or not, and a committee of three.",
        )
        self.run("veche election template vote.toml", returning_officer.template, VOTE)
        show_paper(read_vote(VOTE).template.questions)

    def hold_ceremony(self) -> None:
        heading(
            f"2  {TRUSTEES} trustees make the key",
            f"Any {THRESHOLD} of them can open the tally together; {THRESHOLD - 1} learn nothing. No one ever holds the whole key.",
        )
        vote, folder = VOTE, Path("ceremony")
        invite = f"veche trustee invite vote.toml ceremony --trustees {TRUSTEES} --threshold {THRESHOLD}"
        self.run(invite, ceremony.invite, vote, folder, TRUSTEES, THRESHOLD)
        show_command("veche trustee certificate ceremony --number 1 --key trustee-1.key")
        show_command("veche trustee polynomial ceremony --key trustee-1.key")
        show_command("veche trustee share ceremony --key trustee-1.key")
        with progress(lasting=True) as report, silence(everything=True):
            for number in range(1, TRUSTEES + 1):
                ceremony.certificate(folder, self.key(number), number)
                report("certificates", number, TRUSTEES)
            for name, step in (("polynomials", ceremony.polynomial), ("shares", ceremony.share)):
                for number in range(1, TRUSTEES + 1):
                    step(folder, self.key(number))
                    report(name, number, TRUSTEES)
        self.run(
            "veche trustee combine ceremony trustees.json", ceremony.combine, folder, Path("trustees.json")
        )

    def key(self, number: int) -> Path:
        return Path(f"trustee-{number}.key")

    def make_credentials(self) -> None:
        heading(
            f"3  The registrar makes {self.members} credentials",
            "One for each member, on slips of paper. The registrar knows who may vote, and cannot read a vote.",
        )
        public, secret = Path("roll.json"), Path("roll.secret.csv")
        line = f"veche credentials make vote.toml --count {self.members} --public roll.json --secret roll.secret.csv"
        self.run(line, registrar.make, VOTE, public, secret, self.members)
        line = "veche credentials sheet vote.toml roll.secret.csv sheet.html"
        self.run(line, registrar.sheet, VOTE, secret, Path("sheet.html"))

    def open_vote(self) -> None:
        heading(
            "4  The returning officer opens the vote",
            "Questions, trustees and roll now stand fixed in the archive, for all to see. A lot for ties is sealed first.",
        )
        demo_outcome.seal_lot(self.run)
        self.run(
            "veche open vote.toml strike.bel --credentials roll.json --trustee trustees.json",
            returning_officer.open_vote,
            VOTE,
            ARCHIVE,
            Path("roll.json"),
            [Path("trustees.json")],
        )

    def vote(self) -> None:
        heading(
            "5  The members vote",
            "Each ballot is sealed on the voter's own machine. The choices are drawn at random here; some members stay away, and "
            "some change their mind and vote again.",
        )
        show_command("veche cast strike.bel ballot.json")
        show_command("veche accept strike.bel ballot.json")
        slips = [entry.credential for entry in read_secret(Path("roll.secret.csv"))]
        voters = self.chance.sample(slips, round(TURNOUT * len(slips)))
        cast = [
            (slip, self.choose())
            for slip in voters + self.chance.sample(voters, round(REVOTES * len(voters)))
        ]
        with progress(lasting=True) as report, Board.open(ARCHIVE) as board:
            for start in range(0, len(cast), BATCH):
                batch = cast[start : start + BATCH]
                choices = [json.dumps(choice).replace(" ", "").encode() for _, choice in batch]
                board.add_ballots(make_ballots(board.election, [slip for slip, _ in batch], choices))
                report("ballots", start + len(batch), len(cast))
        self.choices = dict(cast)
        done(
            f"{len(cast)} ballots accepted: {len(voters)} of {self.members} members voted, {len(cast) - len(voters)} of them twice"
        )

    def choose(self) -> list[list[int]]:
        """One member's random choice: yes or no, and three of six or blank."""
        yes = int(self.chance.random() < AGREE)
        if self.chance.random() < BLANK:
            return [[yes, 1 - yes], [1, *([0] * len(COMMITTEE))]]
        liked = sorted(
            range(len(COMMITTEE)), key=lambda i: self.chance.random() ** (1 / COMMITTEE[i]), reverse=True
        )[:3]
        return [[yes, 1 - yes], [0, *(int(i in liked) for i in range(len(COMMITTEE)))]]

    def refuse_a_forgery(self) -> None:
        """One digit of a ballot is altered on its way: the ballot box says what is wrong with it."""
        with Board.open(ARCHIVE) as board:
            slip, choice = next(iter(self.choices.items()))
            (ballot,) = make_ballots(board.election, [slip], [json.dumps(choice).replace(" ", "").encode()])
            place = ballot.index(b'"response":"') + len(b'"response":"') + 5
            forged = (
                ballot[:place] + (b"1" if ballot[place : place + 1] != b"1" else b"2") + ballot[place + 1 :]
            )
            try:
                board.add_ballots([forged])
            except VerificationError as refusal:
                done(
                    f"a ballot with one altered digit was refused: {refusal.check}, section {refusal.section}"
                )

    def count(self) -> None:
        heading(
            "6  The vote is closed and counted",
            "All last ballots are multiplied into one sealed sum. Nobody opens a ballot: only the sum is decrypted, by three of "
            "the five trustees.",
        )
        self.run("veche close strike.bel", returning_officer.close, ARCHIVE)
        self.run("veche tally strike.bel", returning_officer.tally, ARCHIVE)
        for number in DECRYPTING:
            self.run(
                f"veche decrypt strike.bel --key trustee-{number}.key --into",
                trustee.decrypt,
                ARCHIVE,
                self.key(number),
                None,
                True,
            )

    def declare(self) -> None:
        heading("7  The result", "Three decryptions together open the sum, and nothing but the sum.")
        self.run("veche result strike.bel", returning_officer.result, ARCHIVE)
        stated = read_result(read_contents(ARCHIVE).result or b"")
        counted = [
            [sum(column) for column in zip(*answers, strict=True)]
            for answers in zip(*self.choices.values(), strict=True)
        ]
        if counted != stated:
            raise MalformedInput(
                "the result is not what the members chose", str(ARCHIVE), "please report this"
            )
        done("the same as a count of the choices in the open, which only a demonstration can do")

    def check(self) -> None:
        heading(
            "8  Anyone checks it",
            "Two verifiers that share no code read the archive and nothing else. The second is slow, short and meant to be read.",
        )
        show_command("veche verify strike.bel")
        started = time.monotonic()
        with progress(lasting=True) as report:
            first = verify_archive(ARCHIVE, progress=report)
        done(
            f"the first verifier agrees: {first.checked['ballots']} ballots and everything else, in {time.monotonic() - started:.1f} s"
        )
        show_command("veche-verify strike.bel")
        started = time.monotonic()
        answer = second_verifier(ARCHIVE)
        if answer["result"] != first.result:
            raise MalformedInput(
                "the second verifier reads another result", str(ARCHIVE), "please report this"
            )
        done(f"the second verifier agrees, in {time.monotonic() - started:.1f} s")

    def run(self, line: str, command: Callable[..., None], *arguments: object, **options: object) -> None:
        """Show a command as its role would type it, and do what it does."""
        show_command(line)
        with silence(everything=False):
            command(*arguments, **options)


def second_verifier(archive: Path) -> dict[str, Any]:
    """Run `veche-verify` as anyone would, as a program of its own."""
    program = [sys.executable, "-m", "veche_verify", "--json", str(archive)]
    with waiting("second verifier"):
        answer = subprocess.run(program, capture_output=True, text=True, check=False)
    found = json.loads(answer.stdout or "{}")
    if answer.returncode or not isinstance(found, dict):
        said = answer.stdout or answer.stderr
        raise MalformedInput(f"the second verifier refuses: {said}", str(archive), "please report this")
    return found


def demo(
    members: Annotated[int, typer.Option(min=10, max=100_000, help="How many members the union has.")] = 500,
    folder: Annotated[
        Path | None,
        typer.Option(
            metavar="FOLDER", help="Where to leave the files; must not exist.", show_default="demo/DATE-TIME"
        ),
    ] = None,
    seed: Annotated[
        int | None,
        typer.Option(help="Draw the same choices as another run with this number.", show_default=False),
    ] = None,
) -> None:
    """Hold a whole strike ballot in this terminal, from the first draft to a result that two verifiers have checked, and to the
    report.

    Keys, credentials and ballots are real; the members' choices are drawn at random. Every file stays in the folder, so
    that each role's commands can be tried on them.
    """
    started = time.monotonic()
    folder = folder or Path("demo") / time.strftime("%Y-%m-%d-%H%M%S")
    folder.mkdir(parents=True)
    with chdir(folder):
        Story(members, random.Random(seed)).play()  # noqa: S311 - the choices of a demonstration are no secret
    heading(
        "The record",
        "Everything that was made lies in one folder, the secrets too: this is only a demonstration.",
    )
    facts(
        [
            ("Folder", str(folder)),
            ("Archive", str(folder / "strike.bel")),
            ("Report", str(folder / "report.pdf")),
            ("Took", f"{time.monotonic() - started:.0f} s"),
        ]
    )
    say("\nAnyone can check the archive with one of these:")
    show_command(f"{program('veche')} verify {folder / 'strike.bel'}")
    show_command(f"{program('veche-verify')} {folder / 'strike.bel'}")


def program(name: str) -> str:
    """How to call one of our programs from here: by its name where its environment is active, else by its path."""
    path = Path(sys.executable).parent / name
    if os.environ.get("VIRTUAL_ENV") or not path.exists():
        return name
    return str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
