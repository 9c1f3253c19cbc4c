"""What anyone may do: check an archive, look into it, and find a ballot in it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from veche.cli.results import show_result
from veche.cli.terminal import done, facts, next_step, progress, say
from veche.election.contents import read_contents
from veche.election.errors import VerificationError
from veche.election.extends import check_extends
from veche.election.verify import Report, verify_archive

Archive = Annotated[
    Path, typer.Argument(metavar="ARCHIVE", help="The archive of the vote, a .bel file.", show_default=False)
]
AsJson = Annotated[bool, typer.Option("--json", help="Print one JSON object for machines and nothing else.")]


def verify(
    archive: Archive,
    extends: Annotated[
        Path | None,
        typer.Option(
            "--extends",
            metavar="OLDER",
            help="Check too that it begins with this older copy.",
            show_default=False,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check everything in an archive and print the result.

    Checks every hash, every ballot's proofs and signature, the encrypted tally, the shuffles, the decryptions and the
    result, from public data alone. A vote that is still running is checked as far as it goes.

    Exits 0 when everything holds; 1 when something does not, naming the check, the object and the section of the
    specification; 2 when the file cannot be read.
    """
    try:
        with progress() as report:
            added = check_extends(extends, archive) if extends else None
            found = verify_archive(archive, progress=report)
    except VerificationError as refusal:
        if not as_json:
            raise
        print_json(refused(refusal))
        raise typer.Exit(1) from None
    if as_json:
        print_json(found.to_json())
    else:
        show_report(archive, found, added)


def refused(error: VerificationError) -> dict[str, Any]:
    """The object that both verifiers print with --json when they refuse."""
    named = {"check": error.check, "object": error.object, "section": error.section, "detail": error.detail}
    return {"ok": False, **named}


def print_json(value: dict[str, Any]) -> None:
    print(json.dumps(value, ensure_ascii=True, separators=(",", ":")))


def show_report(archive: Path, report: Report, added: int | None) -> None:
    """What was checked, then what came of it."""
    done(f"{archive}: everything in it holds")
    rows = [
        ("Vote", report.election.election.name),
        ("State", str(report.state)),
        ("Fingerprint", report.fingerprint),
    ]
    rows += [
        ("Checked", ", ".join(f"{count} {name.replace('_', ' ')}" for name, count in report.checked.items()))
    ]
    if added is not None:
        rows.append(("Continues", f"the older copy, with {added} events added"))
    for aside in report.set_aside:
        rows.append(("Set aside", f"the decryption of trustee {aside.owner}: {aside.check}: {aside.detail}"))
    facts(rows)
    if report.result is None:
        next_step(f"there is no result yet; check again after more was added, with --extends {archive}")
    else:
        say()
        show_result(report.election.election.questions, report.result, report.total_weight)


def inspect(
    archive: Archive,
    as_json: AsJson = False,
    trackers: Annotated[
        bool, typer.Option("--trackers", help="List the tracker of every ballot that counts.")
    ] = False,
) -> None:
    """Look into an archive: where it stands, its fingerprints, roll, turnout and trackers.

    The hashes and the order of events are checked. The proofs are not: that is what `veche verify` does.
    """
    with progress() as report:
        contents = read_contents(archive, progress=report)
