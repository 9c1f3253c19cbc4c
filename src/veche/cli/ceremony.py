"""The threshold ceremony, step by step: any `threshold` of the trustees can decrypt later, fewer cannot (4.6)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from veche.cli.arguments import Ceremony as Folder
from veche.cli.arguments import Key, VoteFile
from veche.cli.ceremony_folder import STEPS, Ceremony
from veche.cli.files import read_text
from veche.cli.terminal import done, facts, next_step, note, table
from veche.cli.vote_file import read_vote
from veche.election import threshold as protocol
from veche.election.canonical import read as read_message
from veche.election.messages import VERIFICATION_OUTPUT
from veche.election.new_files import must_be_new, write_new, write_together


def invite(
    vote: VoteFile,
    folder: Folder,
    trustees: Annotated[
        int, typer.Option(min=1, max=1000, help="How many trustees there are.", show_default=False)
    ],
    threshold: Annotated[
        int, typer.Option(min=1, max=1000, help="How many of them it takes to decrypt.", show_default=False)
    ],
) -> None:
    """Begin a threshold ceremony (returning officer): make the shared folder.

    Any so many of the trustees as the threshold says can decrypt the tally later; fewer learn nothing. Then every
    trustee does steps 1, 2 and 3, each once all have done the step before, and you do step 4.
    """
    if threshold > trustees:
        raise typer.BadParameter(
            f"a threshold of {threshold} among {trustees} trustees cannot be", param_hint="--threshold"
        )
    description = {"group": read_vote(vote).group.name, "trustees": trustees, "threshold": threshold}
    folder.mkdir(exist_ok=True)
    write_new(folder / "ceremony.json", json.dumps(description).encode())
    done(f"made the folder {folder} for {threshold} of {trustees} trustees")
    next_step(
        f"number the trustees from 1 to {trustees}, give them the folder; each runs: veche trustee certificate {folder} --number N --key FILE"
    )


def certificate(
    folder: Folder,
    key: Key,
    number: Annotated[int, typer.Option(min=1, help="Your number among the trustees.", show_default=False)],
) -> None:
    """Step 1 of 4 (each trustee): make your key and put your certificate into the folder.

    The key file is your secret and serves this vote to its end. Whoever has it can do your part of the decryption.
    """
    ceremony = Ceremony.open(folder)
    if number > ceremony.size:
        raise typer.BadParameter(f"there are {ceremony.size} trustees", param_hint="--number")
    public = ceremony.path(number, "cert")
    seed, message = protocol.certificate(ceremony.group, ceremony.threshold, ceremony.size, number)
    write_together({key: seed.encode() + b"\n", public: message}, secret={key})
    done(f"wrote your certificate {public}")
    keep(key)
    then(ceremony, "cert", "polynomial")


def polynomial(folder: Folder, key: Key) -> None:
    """Step 2 of 4 (each trustee): commit to your polynomial and seal a share of it to each trustee.

    First compare the fingerprint of the certificates with the other trustees, by voice: if all of you read the same,
    nobody has put a false trustee between you.
    """
    ceremony = Ceremony.open(folder)
    seed = read_text(key)
    number = ceremony.number_of(seed)
    must_be_new(ceremony.path(number, "polynomial"))
    facts([("Certificates", ceremony.fingerprint())])
    ceremony.write(number, "polynomial", protocol.polynomial(ceremony.group, ceremony.messages("cert"), seed))
    done(f"wrote {ceremony.path(number, 'polynomial')}")
    then(ceremony, "polynomial", "share")


def share(folder: Folder, key: Key) -> None:
    """Step 3 of 4 (each trustee): open the shares sealed to you, check them, and state your public key.

    Writes your decryption key beside your key file, sealed so that only your key file opens it. Keep both.
    """
    ceremony = Ceremony.open(folder)
    seed = read_text(key)
    number = ceremony.number_of(seed)
    certificates, polynomials = ceremony.messages("cert"), ceremony.messages("polynomial")
    sealed = protocol.vinputs(ceremony.group, certificates, polynomials)[number - 1]
    message = protocol.voutput(ceremony.group, certificates, seed, sealed)
    private = read_message(VERIFICATION_OUTPUT, message, "voutput").private_key.encode()
    public = ceremony.path(number, "voutput")
    write_together({key.with_suffix(".dkey"): private, public: message}, secret={key.with_suffix(".dkey")})
    done(f"checked all {ceremony.size} shares and wrote {public}")
    keep(key, key.with_suffix(".dkey"))
    then(ceremony, "voutput", None)


def combine(
    folder: Folder,
    public: Annotated[
        Path, typer.Argument(metavar="FILE", help="The threshold's public file to write.", show_default=False)
    ],
) -> None:
    """Step 4 of 4 (returning officer): check every step and write the threshold's public file."""
    ceremony = Ceremony.open(folder)
    steps = [ceremony.messages(kind) for kind in STEPS]
    parameters, _ = protocol.threshold_parameters(ceremony.group, *steps)
    write_new(public, parameters)
    done(f"every step holds: wrote {public} for {ceremony.threshold} of {ceremony.size} trustees")
    next_step(f"open the vote with: veche open VOTE ARCHIVE --credentials FILE --trustee {public}")


def status(folder: Folder) -> None:
    """Show who has done which step, and the fingerprint of the certificates."""
    ceremony = Ceremony.open(folder)
    missing = {kind: ceremony.missing(kind) for kind in STEPS}
    rows = [
        (f"Trustee {number}", *("waiting" if number in missing[kind] else "done" for kind in STEPS))
        for number in range(1, ceremony.size + 1)
    ]
    table(f"{ceremony.threshold} of {ceremony.size} trustees", ("", *STEPS.values()), rows)
    if not missing["cert"]:
        facts([("Certificates", ceremony.fingerprint())])
    kind = next((kind for kind in STEPS if missing[kind]), None)
    next_step(
        f"trustee {', '.join(map(str, missing[kind]))}: veche trustee {STEPS[kind]} {folder} --key FILE"
        if kind
        else f"the returning officer: veche trustee combine {folder} FILE"
    )


def keep(*secrets: Path) -> None:
    """Explain a secret in one sentence at the moment it is made."""
    names = " and ".join(str(path) for path in secrets)
    note(
        f"{names}: your secret. Nobody can make it again for you, and without it your part of the result cannot be decrypted."
    )


def then(ceremony: Ceremony, kind: str, following: str | None) -> None:
    """Who acts now: the trustees who are late with this step, or everyone with the next."""
    late = ceremony.missing(kind)
    if late:
        next_step(f"trustee {', '.join(map(str, late))} still has to do this step; then all go on")
    elif following:
        next_step(
            f"all have done this step; each trustee runs: veche trustee {following} {ceremony.folder} --key FILE"
        )
    else:
        next_step(
            f"all have done this step; the returning officer runs: veche trustee combine {ceremony.folder} FILE"
        )
