"""A lot for ties: sealed before the count, opened by it."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from veche.cli.terminal import done, next_step, note
from veche.election.new_files import write_together


def seal(
    secret: Annotated[
        Path, typer.Argument(metavar="SECRET", help="Where to write the seed.", show_default=False)
    ],
    public: Annotated[
        Path, typer.Argument(metavar="PUBLIC", help="Where to write the commitment.", show_default=False)
    ],
) -> None:
    """Seal a lot for ties, before anyone knows the votes.

    A rule may leave a tie to a lot. Whoever could draw it again until it suits them would choose who wins; so it is
    drawn now, and the commitment proves later that it was this one. When the names are known already, let two or more
    people seal one each: together they are one lot that none of them could choose.
    """
    from veche.counting import Lot

    lot = Lot.seal()
    write_together({secret: lot.secret_file, public: lot.public_file}, secret={secret})
    done(f"sealed a lot: wrote its commitment {public}")
    note(f"{secret}: the seed of the lot. Whoever reads it before the count knows how ties will fall.")
    next_step(
        f"publish {public} now, best before nominations close; keep {secret} until the count, then publish it with the "
        f"record: veche count FILE --rule RULE --lot {secret} --commitment {public}"
    )
