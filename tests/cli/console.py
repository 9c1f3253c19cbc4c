"""Sessions at a terminal as text: `$ command`, then what it prints, then `[code]` where it does not exit with 0.

In an expected line `…` stands for any text; a line of three dots stands for any lines. Lines that begin with "veche: " or
"Next: " (in any language) are looked for on standard error, all others must be standard output, exactly.
"""

from __future__ import annotations

import io
import os
import re
import shlex
import subprocess
import sys
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from veche.cli import entry
from veche.cli.words import words
from veche.words import Language

ON_STDERR = ("veche: ", *(f"{words(language).text('screen.next')}: " for language in Language))


@dataclass
class Step:
    command: str
    line: int
    expected: list[str] = field(default_factory=list)
    code: int = 0


def steps_of(text: str, first_line: int = 1) -> list[Step]:
    """The commands of a session in order, each with what it must print."""
    steps: list[Step] = []
    for number, line in enumerate(text.splitlines(), first_line):
        code = re.fullmatch(r"\[(\d+)\]", line)
        if line.startswith("$ "):
            steps.append(Step(line[2:], number))
        elif code and steps:
            steps[-1].code = int(code[1])
        elif steps and steps[-1].command.endswith("\\"):
            steps[-1].command += "\n" + line
        elif steps:
            steps[-1].expected.append(line)
        else:
            assert not line.strip() or line.startswith("#"), (
                f"line {number} stands before any command: {line}"
            )
    return steps


def blocks_of(markdown: str) -> list[Step]:
    """The sessions of all ```console blocks of a page, as one."""
    steps = []
    for block in re.finditer(r"^```console\n(.*?)^```$", markdown, re.MULTILINE | re.DOTALL):
        steps += steps_of(block[1], markdown.count("\n", 0, block.start(1)) + 1)
    return steps


def play(steps: list[Step], folder: Path, name: str) -> None:
    """Run a session in a folder. Raises AssertionError that names page, line and command."""
    assert steps, f"{name} has no commands"
    said = ""
    for step in steps:
        ran = run(step.command, folder)
        told = f"{name}, line {step.line}: $ {step.command}\n--- stdout\n{ran.stdout}--- stderr\n{ran.stderr}"
        assert ran.returncode == step.code, f"{told}--- exit code {ran.returncode}, not {step.code}"
        errors = [line for line in step.expected if line.startswith(ON_STDERR)]
        output = [line.rstrip() for line in step.expected if not line.startswith(ON_STDERR)]
        assert matches(output, [line.rstrip() for line in ran.stdout.splitlines()]), told
        for line in errors:
            assert any(matches([line], [said]) for said in ran.stderr.splitlines()), (
                f"{told}--- missing: {line}"
            )
        assert "Traceback" not in ran.stderr, told
        said += ran.stdout + ran.stderr
    for secret in secrets_in(folder):
        assert secret not in said, f"{name}: a secret was printed"


def secrets_in(folder: Path) -> set[str]:
    """Every credential, key and seed in the files of a folder."""
    texts = [
        path.read_text(errors="replace")
        for path in folder.rglob("*")
        if path.suffix in (".csv", ".key", ".txt")
    ]
    credentials = {found for text in texts for found in re.findall(r"\b\w{5}-\w{6}-\w{5}-\w{6}\b", text)}
    return credentials | {
        text.strip().strip('"') for text in texts if re.fullmatch(r'"\d{20,}"|\w{22}\n', text)
    }


def run(command: str, folder: Path, columns: int = 110, typed: str = "") -> subprocess.CompletedProcess[str]:
    """A plain `veche` command runs in this process, which is faster; everything else in a shell."""
    if not command.startswith("veche ") or set(command) & set("|<>&;$`\n*"):
        return at_terminal(command, folder)
    out, errors = io.StringIO(), io.StringIO()
    with chdir(folder), redirect_stdout(out), redirect_stderr(errors), pytest.MonkeyPatch.context() as patch:
        patch.setenv("COLUMNS", str(columns))
        patch.setattr("sys.stdin", io.StringIO(typed))
        code = entry.run(shlex.split(command)[1:])
    return subprocess.CompletedProcess(command, code, out.getvalue(), errors.getvalue())


def at_terminal(command: str, folder: Path, **changed: str) -> subprocess.CompletedProcess[str]:
    """Run one line of shell with this Python's programs first on the path."""
    programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    environment = os.environ | {"PATH": programs, "COLUMNS": "110", "LC_ALL": "C.UTF-8"} | changed
    return subprocess.run(
        ["bash", "-c", command],
        cwd=folder,
        env=environment,
        text=True,
        capture_output=True,
        stdin=subprocess.DEVNULL,
    )


def matches(expected: list[str], lines: list[str]) -> bool:
    """Whether the lines are those expected; empty lines at the end do not matter."""
    pattern = "".join("(?:.*\n)*?" if line == "..." else _line(line) for line in _trimmed(expected))
    return re.fullmatch(pattern, "".join(f"{line}\n" for line in _trimmed(lines))) is not None


def _line(line: str) -> str:
    return ".*".join(re.escape(part) for part in line.split("…")) + "\n"


def _trimmed(lines: list[str]) -> list[str]:
    while lines and not lines[-1]:
        lines = lines[:-1]
    return lines
