"""What anyone may do: check an archive, look into it, and find a ballot in it."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Any

import typer

from veche.cli.arguments import Archive, AsJson
from veche.cli.inspection import Inspection, look_into
from veche.cli.results import share, show_result
from veche.cli.terminal import done, facts, next_step, progress, say
from veche.election.errors import VerificationError
from veche.election.extends import check_extends
from veche.election.messages import ThresholdParameters
from veche.election.verify import Report, verify_archive

STATES = {
    "open": "open: ballots can be cast",
    "closed": "closed: the tally comes next",
    "tallied": "tallied: shuffles or decryptions come next",
    "shuffling": "shuffling: more shuffles, or their end, come next",
    "shuffled": "shuffled: decryptions come next",
    "decrypting": "decrypting: more decryptions, or the result, come next",
    "finished": "finished: the result is in it",
}
"""Where a vote stands, and what comes next."""


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
        with progress(quiet=as_json) as report:
            found = verify_archive(archive, progress=report)
            added = check_extends(extends, archive) if extends else None
    except VerificationError as refusal:
        if not as_json:
            raise
        print_json(refused(refusal))
        raise typer.Exit(1) from None
    if as_json:
        print_json(found.to_json() | ({} if added is None else {"added": added}))
    else:
        show_report(archive, found, added)


def refused(error: VerificationError) -> dict[str, Any]:
    """The object that both verifiers print with --json when they refuse."""
    return {
        "ok": False,
        "check": error.check,
        "object": error.object,
        "section": error.section,
        "detail": error.detail,
    }


def print_json(value: dict[str, Any]) -> None:
    print(json.dumps(value, separators=(",", ":")))


def show_report(archive: Path, report: Report, added: int | None) -> None:
    """What was checked, then what came of it."""
    done(f"{archive}: everything in it holds")
    rows = [("Vote", report.election.election.name), ("State", STATES[report.state])]
    rows += [(label(name), value) for name, value in report.fingerprints.items()]
    rows += [
        ("Checked", ", ".join(f"{name.replace('_', ' ')} {count}" for name, count in report.checked.items()))
    ]
    rows += [] if added is None else [("Continues", f"the older copy; events added: {added}")]
    rows += [
        ("Set aside", f"the decryption of trustee {one.owner}: {one.refusal}") for one in report.set_aside
    ]
    facts(rows)
    if report.result is None:
        next_step(f"no result yet; when more was added, check with --extends and a copy of {archive}")
    else:
        show_result(report.election.questions, report.result, report.total_weight)


def label(name: str) -> str:
    """The fingerprint of the election is the one that people compare, so it is called just that."""
    return "Fingerprint" if name == "election" else f"  {name.replace('_', ' ')}"


def inspect(
    archive: Archive,
    trackers: Annotated[
        bool, typer.Option("--trackers", help="List the tracker of every ballot that counts.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Look into an archive: where it stands, fingerprints, roll, turnout and trackers.

    Hashes and the order of events are checked. Proofs are not: that is what `veche verify` does.
    """
    with progress(quiet=as_json) as report:
        found = look_into(archive, report)
    if as_json:
        print_json(inspection_json(found, trackers))
        return
    election, voted, roll = found.contents.election, len(found.last), len(found.last.roll)
    say(election.election.name, "bold")
    facts(
        [
            ("Identifier", election.uuid),
            ("Group", election.group.name),
            ("Opened", datetime.fromtimestamp(found.contents.timestamp, UTC).strftime("%Y-%m-%d %H:%M UTC")),
            ("State", STATES[found.contents.state]),
            *((label(name), value) for name, value in found.fingerprints.items()),
            ("Trustees", trustees_line(found)),
            ("Roll", f"{roll} credentials{weight_note(found)}"),
            (
                "Turnout",
                f"{voted} have voted ({share(voted, roll)})" if roll else "nobody is on the roll",
            ),
            ("Ballots", f"{found.ballots}, of which {found.ballots - voted} were replaced by a later one"),
        ]
    )
    if trackers:
        say()
        for tracker, weight in found.trackers:
            say(tracker if found.last.roll.weights is None else f"{tracker} {weight}")
    next_step(f"check what it holds with: veche verify {archive}")


def weight_note(found: Inspection) -> str:
    return (
        ""
        if found.last.roll.weights is None
        else f" with a weight of {found.last.roll.total_weight} together"
    )


def trustees_line(found: Inspection) -> str:
    """Who holds the key, in one line: single keys by name, and thresholds."""
    return "; ".join(
        f"{item.threshold} of {len(item.verification_keys)}"
        if isinstance(item, ThresholdParameters)
        else item.name or "a key of one trustee"
        for item in found.contents.trustees.items
    )


def inspection_json(found: Inspection, trackers: bool) -> dict[str, Any]:
    contents = found.contents
    value: dict[str, Any] = {
        "state": str(contents.state),
        "uuid": contents.election.uuid,
        "name": contents.election.election.name,
        "group": contents.election.group.name,
        "timestamp": contents.timestamp,
        "fingerprints": found.fingerprints,
        "voters": len(found.last.roll),
        "ballots": found.ballots,
        "tallied": len(found.last),
        "total_weight": found.last.total_weight,
        "result": found.result,
    }
    return value | ({"trackers": [list(pair) for pair in found.trackers]} if trackers else {})
