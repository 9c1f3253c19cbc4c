"""A trustee's work besides the ceremony: a key of one's own, finding it in the vote, a shuffle, a decryption."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from veche._core import Secret
from veche.cli.arguments import Archive, Key, VoteFile
from veche.cli.ceremony import keep
from veche.cli.files import read
from veche.cli.terminal import done, next_step, progress
from veche.cli.vote_file import read_vote
from veche.election.board import Board
from veche.election.contents import Contents, read_contents
from veche.election.decryption import make_decryption
from veche.election.new_files import must_be_new, write_new, write_together
from veche.election.shuffle import make_shuffle
from veche.election.threshold import open_decryption_key
from veche.election.trustees import generate_trustee, read_private_key
from veche.election.verify import read_verified, verify_archive


def key(
    vote: VoteFile,
    key: Key,
    public: Annotated[
        Path,
        typer.Option("--public", metavar="FILE", help="Where to write the public key.", show_default=False),
    ],
    name: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Your name, to stand in the archive for all to read.", show_default=False
        ),
    ] = None,
) -> None:
    """Make a key of your own, without which nothing can be decrypted.

    With such keys every trustee is needed at the end. For so many out of so many, see `veche trustee invite`.
    """
    secret, message = generate_trustee(read_vote(vote).group, name)
    write_together({key: secret, public: message}, secret={key})
    done(f"wrote your public key {public}")
    keep(key)
    next_step(f"send {public}, and nothing else, to the returning officer")


Sealed = Annotated[
    Path | None,
    typer.Option(
        "--decryption-key",
        metavar="FILE",
        help="Your decryption key from step 3, if it does not lie beside your key.",
        show_default=False,
    ),
]


def check(archive: Archive, key: Key, sealed: Sealed = None) -> None:
    """Check that a vote stands on your key, and say which trustee you are in it.

    Do it as soon as the vote opens, and verify the archive: a vote without your key can be opened without you.
    """
    contents = read_contents(archive)
    owner = contents.trustees.owner_of(own_secret(contents, key, sealed).public())
    done(f"your key is in {archive}: you are trustee {owner} of {len(contents.trustees)}")
    next_step(f"check the rest of it with: veche verify {archive}")


def shuffle(
    archive: Archive,
    trustee: Annotated[
        int | None, typer.Option(min=1, help="The number of the trustee who shuffles.", show_default=False)
    ] = None,
    end: Annotated[bool, typer.Option("--end", help="No more shuffles: go on to decryption.")] = False,
) -> None:
    """Shuffle the ballots of questions with numbers, so that nobody can tell whose is whose.

    One trustee after another, in any order; the archive goes from hand to hand. One honest shuffle is enough for secrecy.
    Everything in the archive is verified first.
    """
    if (trustee is None) != end:
        raise typer.BadParameter("give either your number or --end", param_hint="--trustee")
    if trustee is None:
        with Board.open(archive) as board:
            board.end_shuffles()
        done(f"ended the shuffles in {archive}")
        next_step(
            f"give {archive} to the trustees, each of whom runs: veche decrypt {archive} FILE --key KEY"
        )
        return
    with progress() as report:
        verify_archive(archive, progress=report)
        with Board.open(archive) as board:
            ciphertexts = board.ciphertexts_to_shuffle()
            board.add_shuffle(trustee, make_shuffle(board.election, ciphertexts))
    done(f"added the shuffle of trustee {trustee} to {archive}")
    next_step(f"pass the archive to the next trustee; after the last one: veche shuffle {archive} --end")


def decrypt(
    archive: Archive,
    key: Key,
    decryption: Annotated[
        Path | None, typer.Argument(metavar="FILE", help="The decryption to write.", show_default=False)
    ] = None,
    into: Annotated[
        bool, typer.Option("--into", help="Add it to the archive yourself instead of writing a file.")
    ] = False,
    sealed: Sealed = None,
) -> None:
    """Decrypt your part of the tally. Your key never leaves this machine.

    Everything in the archive is verified first: a trustee decrypts only a tally that is the product of the ballots.
    """
    if (decryption is None) == (not into):
        raise typer.BadParameter("name a file to write, or use --into", param_hint="FILE")
    if decryption:
        must_be_new(decryption)
    with progress() as report:
        contents = read_verified(archive, progress=report)
        secret = own_secret(contents, key, sealed)
        owner = contents.trustees.owner_of(secret.public())
        message = make_decryption(contents.election, contents.ciphertexts_to_decrypt(), secret)
    if decryption:
        write_new(decryption, message)
        done(f"wrote the decryption of trustee {owner}: {decryption}")
        next_step(
            f"send {decryption} to the returning officer, who runs: veche accept {archive} {decryption}"
        )
        return
    with Board.open(archive) as board:
        board.add_partial_decryption(owner, message)
        missing = board.missing_decryptions()
    done(f"added the decryption of trustee {owner} to {archive}")
    next_step(
        missing[0]
        if missing
        else f"there are enough decryptions; the returning officer runs: veche result {archive}"
    )


def own_secret(contents: Contents, key: Path, sealed: Path | None) -> Secret:
    """A key of one's own stands in its file as it is; a key of the ceremony opens the decryption key beside it."""
    group = contents.election.group
    data = read(key)
    if data.startswith(b'"'):
        return read_private_key(group, data)
    return open_decryption_key(group, data.decode(errors="replace"), read(sealed or key.with_suffix(".dkey")))
