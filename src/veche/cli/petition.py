"""Petitions without a server: draw one up on a list of public credentials, sign it, gather signatures, count them."""

from __future__ import annotations

import secrets
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from veche.cli.arguments import AsJson, CredentialFile, Speaking, VoteFile
from veche.cli.asking import ask_secret
from veche.cli.auditor import print_json, refused
from veche.cli.files import LARGE, read, read_text
from veche.cli.terminal import done, facts, next_step, note, say, wording
from veche.cli.vote_file import read_vote
from veche.cli.voter import speak
from veche.election.credentials import check_credential, read_lists
from veche.election.errors import MalformedInput, VerificationError
from veche.election.new_files import must_be_new, write_new
from veche.election.petition import (
    Report,
    Signature,
    check_signature,
    open_file,
    open_petition,
    petition_file,
    sign_with,
    statement_message,
    verify_petition,
)

PetitionFile = Annotated[
    Path, typer.Argument(metavar="PETITION", help="The petition, a file petition.json.", show_default=False)
]


def draw(
    vote: VoteFile,
    petition: Annotated[
        Path, typer.Argument(metavar="PETITION", help="The petition to write.", show_default=False)
    ],
    credentials: Annotated[
        Path, typer.Option(metavar="FILE", help="The registrar's public list.", show_default=False)
    ],
    text: Annotated[Path, typer.Option(metavar="FILE", help="What is signed, as text.", show_default=False)],
    body: Annotated[str, typer.Option(metavar="NAME", help="Whose petition it is.", show_default=False)],
    needed: Annotated[int, typer.Option(min=1, help="How many signatures it takes.", show_default=False)],
    until: Annotated[
        datetime,
        typer.Option(formats=["%Y-%m-%d"], metavar="DAY", help="The last day to sign.", show_default=False),
    ],
) -> None:
    """Draw a petition up, for members who have a code of this vote file.

    Codes for a vote that nobody holds are enough: a petition has a list of its own. Give the file to everybody who may
    sign; its fingerprint is what they compare.
    """
    must_be_new(petition)
    found = read_vote(vote)
    listed = _list_of(read(credentials, LARGE), found.uuid)
    statement = statement_message(
        group=found.group,
        uuid=found.uuid,
        body=body,
        text=read_text(text).strip(),
        needed=needed,
        until=until.date(),
        credentials=listed,
    )
    drawn = open_petition(statement, listed)
    write_new(petition, petition_file(statement, listed, []))
    done(f"wrote {petition}: {len(drawn.roll)} may sign, {needed} are needed")
    say(f"Fingerprint  {drawn.fingerprint}")
    next_step(
        f"give {petition} to the members; each signs with: veche petition sign {petition} signature.json"
    )


def _list_of(data: bytes, uuid: str) -> bytes:
    """A public list, or the one of this vote out of a file of many."""
    if not data.startswith(b"{"):
        return data
    lists = read_lists(data)
    if uuid not in lists:
        raise MalformedInput(
            "this file has no list for this vote", "public lists", "take the right vote file"
        )
    return lists[uuid]


def sign(
    petition: PetitionFile,
    signature: Annotated[
        Path, typer.Argument(metavar="SIGNATURE", help="The signature to write.", show_default=False)
    ],
    take_back: Annotated[bool, typer.Option("--take-back", help="Take your signature back instead.")] = False,
    credential_file: CredentialFile = None,
    language: Speaking = None,
) -> None:
    """Sign a petition with your credential, or take your signature back.

    The file that is written says neither your name nor your credential, and whoever collects signatures can check it. It
    counts once, however often it is handed in.
    """
    speak(language)
    must_be_new(signature)
    opened, turns = open_file(read(petition, LARGE))
    say(opened.statement.body, "bold")
    say(opened.statement.text)
    say(wording("petition.fingerprint", fingerprint=opened.fingerprint))
    code = read_text(credential_file).strip() if credential_file else ask_secret(wording("cast.credential"))
    _check_code(code)
    write_new(
        signature, sign_with(opened, code, lambda credential: _next_turn(turns.get(credential), take_back))
    )
    done(wording("petition.taken_back" if take_back else "petition.signed", signature=signature))
    next_step(wording("petition.send", signature=signature))


def _check_code(code: str) -> None:
    try:
        check_credential(code)
    except MalformedInput as mistake:
        what, advice = wording("cast.not_a_credential"), wording("cast.credential_form")
        raise MalformedInput(what, mistake.where, advice) from None


def _next_turn(last: Signature | None, take_back: bool) -> int:
    """Odd signs, even takes back. A file that shows no signatures yet says nothing of the one that is to be taken back."""
    turn = 0 if last is None else last.turn
    if last is not None and last.signs != take_back:
        what = wording("petition.already_back" if take_back else "petition.already_signed")
        raise MalformedInput(what, "petition", wording("petition.nothing_to_do"))
    return 2 if take_back and turn == 0 else turn + 1


def add(
    petition: PetitionFile,
    signatures: Annotated[
        list[Path], typer.Argument(metavar="SIGNATURE...", help="Signatures to take in.", show_default=False)
    ],
) -> None:
    """Take signatures into a petition's file, each checked. Of one credential the latest turn counts.

    One that does not hold is refused, and the file is left as it is. Afterwards it is sorted, so that nobody can tell who
    signed when.
    """
    data = read(petition, LARGE)
    opened, turns = open_file(data)
    for path in signatures:
        found = check_signature(opened, read(path), str(path))
        if (before := turns.get(found.credential)) is None or before.turn < found.turn:
            turns[found.credential] = found
    _replace(petition, opened.file(turns.values()))
    report = verify_petition(read(petition, LARGE))
    done(f"{petition}: signed {report.signed}, needed {opened.statement.needed}")


def _replace(path: Path, data: bytes) -> None:
    """Whole, or as it was."""
    temporary = path.with_name(f".{path.name}.{secrets.token_hex(8)}.part")
    write_new(temporary, data)
    temporary.replace(path)


def verify(petition: PetitionFile, as_json: AsJson = False) -> None:
    """Count the signatures of a petition again: each is one of the list, signs this very text, and counts once.

    Exits 0 when all of them hold, whether there are enough or not; 1 when one does not, naming the check.
    """
    try:
        report = verify_petition(read(petition, LARGE))
    except VerificationError as refusal:
        if not as_json:
            raise
        print_json(refused(refusal))
        raise typer.Exit(1) from None
    if as_json:
        print_json(_as_json(report))
    else:
        _show(petition, report)


def _as_json(report: Report) -> dict[str, object]:
    """The object that both verifiers print."""
    stated = report.petition.statement
    return {
        "ok": True,
        "uuid": report.petition.uuid,
        "fingerprint": report.petition.fingerprint,
        "body": stated.body,
        "text": stated.text,
        "needed": stated.needed,
        "until": stated.until.decode(),
        "listed": len(report.petition.roll),
        "signed": report.signed,
        "withdrawn": report.withdrawn,
    }


def _show(path: Path, report: Report) -> None:
    stated, opened = report.petition.statement, report.petition
    done(f"{path}: every signature in it holds")
    say(stated.text)
    enough = "enough" if report.filled else "not enough yet"
    facts(
        [
            ("Petition of", stated.body),
            ("Signed", f"{report.signed} of {len(opened.roll)}: {enough}, {stated.needed} are needed"),
            ("Taken back", str(report.withdrawn)),
            ("Until", date.fromisoformat(stated.until.decode()).isoformat()),
            ("Fingerprint", opened.fingerprint),
        ]
    )
    note("whether the list holds the right people, each once, no program can tell")
