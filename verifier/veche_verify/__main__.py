"""The command `veche-verify`, for archives and petitions: 0 accepted, 1 refused, 2 the file cannot be read or the command was misused."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict
from pathlib import Path

from .opened import verify_opened
from .petition import verify_petition
from .refused import Refused
from .verify import Report, verify

PETITION = b'{"statement":'


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the command and returns its exit status."""
    options = _parser().parse_args(arguments)
    try:
        text, parts = _checked(options)
    except Refused as refusal:
        print(_refusal_as_json(refusal) if options.json else f"REFUSED {printable(str(refusal))}")
        return 1
    except OSError as error:
        name, reason = printable(str(error.filename or options.archive)), error.strerror or error
        print(f"veche-verify: {name}: {reason}; give a file that can be read", file=sys.stderr)
        return 2
    except (BrokenProcessPool, MemoryError):
        print("veche-verify: there is not enough memory; free some and run it again", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        print("veche-verify: interrupted; nothing was decided, run it again", file=sys.stderr)
        return 130
    print(json.dumps(parts) if options.json else text)
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="veche-verify",
        description="Checks the public archive of an election, as far as it goes, and prints its result; or a petition.",
        epilog="Exit status: 0 accepted, 1 refused, 2 the file cannot be read.",
    )
    archive = "the archive, a .bel file; or the file petition.json of a petition"
    parser.add_argument("archive", metavar="ARCHIVE", type=Path, help=archive)
    extends = "also check that ARCHIVE extends this older one"
    either = parser.add_mutually_exclusive_group()
    either.add_argument("--extends", metavar="OLDER", type=Path, help=extends)
    opened = "check this ballot that was opened instead of cast; ARCHIVE may then be the bare election"
    either.add_argument("--opened", metavar="AUDIT", type=Path, help=opened)
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--plain", action="store_true", help="no progress line")
    return parser


def _checked(options: argparse.Namespace) -> tuple[str, dict[str, object]]:
    """An archive, an opened ballot, or a petition: a petition begins as no archive does."""
    if options.opened:
        return _opened(options)
    with options.archive.open("rb") as file:
        petition = file.read(len(PETITION)) == PETITION
    return _petition(options) if petition and not options.extends else _verified(options)


def _petition(options: argparse.Namespace) -> tuple[str, dict[str, object]]:
    found = verify_petition(options.archive)
    enough = "enough" if found.signed >= found.needed else "not enough"
    lines = [
        f"PETITION {printable(found.body)}",
        *(f"  {printable(line)}" for line in found.text.splitlines()),
        f"petition: {found.uuid}, fingerprint {found.fingerprint}",
        f"signed: {found.signed} of {found.listed}, {enough} ({found.needed} needed until {found.until})",
        f"taken back: {found.withdrawn}",
    ]
    return "\n".join(lines), {"ok": True} | asdict(found)


def _verified(options: argparse.Namespace) -> tuple[str, dict[str, object]]:
    report = _verify(options)
    return _report_as_text(report), _report_as_parts(report)


def _opened(options: argparse.Namespace) -> tuple[str, dict[str, object]]:
    opened = verify_opened(options.archive, options.opened)
    election = opened.election
    lines = [
        f"OPENED {printable(election.name)}",
        f"election: {election.uuid}, fingerprint {election.fingerprint}",
        f"seal: {opened.seal}",
        *(f"question {i}: {json.dumps(part)}" for i, part in enumerate(opened.choices, start=1)),
    ]
    names = {"name": election.name, "uuid": election.uuid, "fingerprint": election.fingerprint}
    return "\n".join(lines), {"ok": True, "choices": opened.choices, "seal": opened.seal, "election": names}


def _verify(options: argparse.Namespace) -> Report:
    """Shows a progress line on a terminal, and clears it whatever comes."""
    if options.plain or not sys.stderr.isatty():
        return verify(options.archive, options.extends)
    try:
        return verify(options.archive, options.extends, _show_progress)
    finally:
        print("\r\033[K", end="", file=sys.stderr, flush=True)


def _show_progress(stage: str) -> None:
    print(f"\r\033[Kchecking: {stage}", end="", file=sys.stderr, flush=True)


def _refusal_as_json(refusal: Refused) -> str:
    names = ("check", "object", "section", "detail")
    return json.dumps({"ok": False} | {name: getattr(refusal, name) for name in names})


def _report_as_parts(report: Report) -> dict[str, object]:
    return {
        "ok": True,
        "result": report.result,
        "checked": report.checked,
        "set_aside": report.set_aside,
        "election": {"name": report.name, "uuid": report.uuid, "fingerprint": report.fingerprint},
        "last_event": {"type": report.last_event, "hash": report.last_event_hash},
    }


def _report_as_text(report: Report) -> str:
    checked = ", ".join(f"{count} {what.replace('_', ' ')}" for what, count in report.checked.items())
    lines = [
        f"ACCEPTED {printable(report.name)}",
        f"election: {report.uuid}, fingerprint {report.fingerprint}",
        f"last event: {report.last_event}, {report.last_event_hash}",
        f"checked: {checked}",
        *(
            f"set aside: the decryption of trustee {one['owner']}, {one['detail']}"
            for one in report.set_aside
        ),
    ]
    if report.result is None:
        lines.append("result: none yet")
    else:
        lines += [
            f"result of question {i}: {json.dumps(part)}" for i, part in enumerate(report.result, start=1)
        ]
    return "\n".join(lines)


def printable(text: str) -> str:
    """Text from the archive as the screen can show it, without what could write over the screen."""
    shown = "".join(c if c.isprintable() else "?" for c in text)
    encoding = sys.stdout.encoding or "ascii"
    return shown.encode(encoding, "replace").decode(encoding)


if __name__ == "__main__":
    sys.exit(main())
