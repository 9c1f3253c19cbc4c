"""Help: every command says what it does, with examples that can be copied, at every width."""

from __future__ import annotations

import inspect
import shlex
from pathlib import Path

import pytest
from cli.console import at_terminal, run

from veche.cli import entry
from veche.cli.commands import COMMANDS, FIRST_STEPS

NAMES = [name for name, *_ in COMMANDS]
EXAMPLES = [example for *_, examples in COMMANDS for example in examples]


@pytest.mark.parametrize("name", ["", "election", "credentials", "trustee", *NAMES])
@pytest.mark.parametrize("width", [60, 100])
def test_help_fits_the_width(name: str, width: int, tmp_path: Path) -> None:
    ran = run(f"veche {name} --help", tmp_path, columns=width)
    assert ran.returncode == 0, ran.stderr
    assert ran.stderr == ""
    assert [line for line in ran.stdout.splitlines() if len(line) > width and "$ veche " not in line] == []


@pytest.mark.parametrize("name", NAMES)
def test_help_shows_every_example_and_the_first_sentence(name: str, tmp_path: Path) -> None:
    function, examples = next((command[1], command[3]) for command in COMMANDS if command[0] == name)
    shown = " ".join(run(f"veche {name} --help", tmp_path, columns=200).stdout.split())
    assert examples
    for example in examples:
        assert example in shown
    assert " ".join((inspect.getdoc(function) or "").split("\n\n")[0].split()) in shown


@pytest.mark.parametrize("name", NAMES)
def test_only_an_option_that_takes_a_number_shows_number(name: str) -> None:
    command = entry.command()
    for word in name.split():
        command = command.commands[word]
    options = [p for p in command.params if p.param_type_name == "option" and not p.is_flag]
    assert [p.name for p in options if not p.metavar and p.type_descriptor.annotation is not int] == []


@pytest.mark.parametrize("example", [*FIRST_STEPS, *EXAMPLES])
def test_an_example_uses_the_command_as_it_is(example: str) -> None:
    """The parser takes it; only what it would then do is left out."""
    words = shlex.split(example)
    assert words.pop(0) == "veche"
    command = entry.command()
    context = command.make_context("veche", words[:])
    while hasattr(command, "resolve_command") and words:
        _, command, words = command.resolve_command(context, words)
        context = command.make_context(command.name, list(words), parent=context)
    assert command.callback is not None


def test_without_a_command_the_help_is_shown(tmp_path: Path) -> None:
    shown = at_terminal("veche", tmp_path)
    assert "Returning officer" in shown.stdout + shown.stderr
