"""The command `veche-verify`: 0 accepted, 1 refused, 2 the file cannot be read or the command was misused."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from .refused import Refused
from .verify import Report, verify


def main(arguments: Sequence[str] | None = None) -> int:
    options = _parser().parse_args(arguments)
    terminal = sys.stderr.isatty() and not options.plain
    try:
        report = verify(options.archive, options.extends, _show_progress if terminal else lambda _: None)
    except Refused as refusal:
        _print_refusal(refusal, options.json)
        return 1
    except OSError as error:
        name = printable(str(error.filename or options.archive))
        print(
            f"veche-verify: {name}: {error.strerror or error}; give a file that can be read", file=sys.stderr
        )
        return 2
    finally:
        if terminal:
            print("\r\033[K", end="", file=sys.stderr)
    print(_as_json(report) if options.json else _as_text(report))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="veche-verify",
        description="Checks the public archive of an election, as far as it goes, and prints its result.",
        epilog="Exit status: 0 accepted, 1 refused, 2 the file cannot be read.",
    )
    parser.add_argument("archive", metavar="ARCHIVE", type=Path, help="the archive, a .bel file")
    parser.add_argument(
        "--extends", metavar="OLDER", type=Path, help="also check that ARCHIVE extends this older one"
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--plain", action="store_true", help="no progress line")
    return parser


def _show_progress(stage: str) -> None:
    print(f"\r\033[Kchecking: {stage}", end="", file=sys.stderr, flush=True)


def _print_refusal(refusal: Refused, as_json: bool) -> None:
    if as_json:
        parts = {
            "check": refusal.check,
            "object": refusal.object,
            "section": refusal.section,
            "detail": refusal.detail,
        }
        print(json.dumps({"ok": False} | parts))
    else:
        print(f"REFUSED {printable(str(refusal))}")


def _as_json(report: Report) -> str:
    election = {"name": report.name, "uuid": report.uuid, "fingerprint": report.fingerprint}
    last = {"type": report.last_event, "hash": report.last_event_hash}
    return json.dumps(
        {
            "ok": True,
            "result": report.result,
            "checked": report.checked,
            "set_aside": report.set_aside,
            "election": election,
            "last_event": last,
        }
    )


def _as_text(report: Report) -> str:
    lines = [
        f"ACCEPTED {printable(report.name)}",
        f"election: {report.uuid}, fingerprint {report.fingerprint}",
        f"last event: {report.last_event}, {report.last_event_hash}",
        "checked: "
        + ", ".join(f"{count} {what.replace('_', ' ')}" for what, count in report.checked.items()),
        *(f"set aside: {printable(refusal)}" for refusal in report.set_aside),
    ]
    if report.result is None:
        lines.append("result: none yet")
    else:
        lines.append(f"result: {json.dumps(report.result)}")
    return "\n".join(lines)


def printable(text: str) -> str:
    """Text from the archive without the control characters that could write over the screen."""
    return "".join(c if c.isprintable() else "?" for c in text)


if __name__ == "__main__":
    sys.exit(main())
