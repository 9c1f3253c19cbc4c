"""Where the command starts and ends: one line for every error, and the exit code (rules 2 and 10 of the voice)."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

from typer.exceptions import Abort, TyperException
from typer.main import get_command

from veche.cli.commands import build
from veche.cli.terminal import error, terminal, wording
from veche.election.errors import ArchiveBusy, ElectionError, MalformedInput, VerificationError, WrongMoment

DONE, REFUSED, UNUSABLE, INTERRUPTED = 0, 1, 2, 130


def main() -> NoReturn:
    """The console script `veche`."""
    sys.exit(run(sys.argv[1:]))


@cache
def command() -> Callable[..., Any]:
    """All commands put together, once: whoever runs several in one process waits for it once."""
    return get_command(build())


def run(arguments: list[str]) -> int:
    """Run one command and return its exit code. `--plain` may stand anywhere."""
    words = [word for word in arguments if word != "--plain"]
    terminal.configure(plain=len(words) < len(arguments))
    try:
        code = command()(words, prog_name="veche", standalone_mode=False)
    except (Abort, KeyboardInterrupt):
        return interrupted()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    except Exception as failure:
        code = code_of(failure)
        if code is not None:
            error(sentence(failure))
            return code
        if os.environ.get("VECHE_TRACE"):
            raise
        error(
            f"a mistake in veche itself: {place_of(failure)}: please report it, with the command that you ran"
        )
        return UNUSABLE
    if code == INTERRUPTED:  # how typer passes Ctrl-C on
        return interrupted()
    return code if isinstance(code, int) else DONE


def code_of(failure: Exception) -> int | None:
    """The exit code of an error that is meant for people; None for a mistake of ours."""
    unusable = (
        *errors_of("counting", "CannotCount"),
        *errors_of("report", "NoPrinter"),
        *errors_of("rules", "BadRule"),
        *errors_of("rules", "UnknownRule"),
        OSError,
        TyperException,
    )
    refused = (
        *errors_of("counting", "CountingError"),
        *errors_of("report", "ReportError"),
        *errors_of("rules", "BadFigures"),
    )
    if isinstance(failure, ElectionError):
        return REFUSED
    if isinstance(failure, unusable):
        return UNUSABLE
    return REFUSED if isinstance(failure, refused) else None


def errors_of(room: str, name: str) -> tuple[type[Exception], ...]:
    """An error of a room that takes its time to load; none where nobody has loaded it, and so nobody can have raised it."""
    module = sys.modules.get(f"veche.{room}.errors")
    return () if module is None else (getattr(module, name),)


def place_of(bug: Exception) -> str:
    """The kind of a bug and the last line of ours that it went through; what it quotes may be a secret."""
    ours = [frame for frame in traceback.extract_tb(bug.__traceback__) if "veche" in frame.filename]
    return f"{type(bug).__name__} in {Path(ours[-1].filename).name}, line {ours[-1].lineno}"


def interrupted() -> int:
    if terminal.err.is_terminal:
        terminal.err.print()  # the cursor stands behind a question
    error(wording("screen.interrupted"))
    return INTERRUPTED


def sentence(failure: Exception) -> str:
    """What is wrong, where, and what to do next, on one line."""
    match failure:
        case VerificationError():
            return f"{failure}"
        case MalformedInput():
            return f"{lower(failure.what)}: {failure.where}: {lower(failure.advice)}"
        case WrongMoment():
            return wording("screen.wrong_moment", what=lower(str(failure)))
        case ArchiveBusy():
            return f"{lower(str(failure))}: wait until the other command has ended, then run this one again"
        case FileExistsError():
            return wording("screen.exists", file=failure.filename)
        case FileNotFoundError():
            return wording("screen.no_file", file=failure.filename)
        case IsADirectoryError():
            return wording("screen.folder", file=failure.filename)
        case PermissionError():
            return wording("screen.permission", file=failure.filename)
        case OSError():
            return f"{lower(failure.strerror or str(failure))}: {failure.filename or 'standard input'}: check the disk and try again"
        case TyperException():
            return usage(failure)
    return str(failure)


def usage(failure: TyperException) -> str:
    context = getattr(failure, "ctx", None)
    command = context.command_path if context else "veche"
    return f"{lower(failure.format_message())}: {command}: see '{command} --help'"


def lower(text: str) -> str:
    """No capital at the start and no full stop at the end; names in capitals stay."""
    text = " ".join(text.split()).rstrip(".")
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
