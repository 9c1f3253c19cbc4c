"""How help is laid out: what a command does, its arguments and options, and examples that can be copied."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from rich.console import Group as Together
from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text
from typer.core import TyperCommand, TyperGroup

from veche.cli.terminal import terminal

Rows = Sequence[tuple[str, str]]


class Command(TyperCommand):
    """A command whose help is laid out here; `epilog` holds its examples, one a line."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(rendered(page(self, ctx)))


class Group(TyperGroup):
    """A group of commands, shown in the order of an election and under the role that each belongs to."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        formatter.write(rendered(page(self, ctx)))


def rendered(parts: Iterator[RenderableType]) -> str:
    with terminal.out.capture() as capture:
        terminal.out.print(Together(*parts), crop=False)
    return "\n".join(line.rstrip() for line in capture.get().splitlines()) + "\n"


def page(command: Any, ctx: Any) -> Iterator[RenderableType]:
    """The page from top to bottom."""
    parameters = command.get_params(ctx)
    arguments = [p for p in parameters if p.param_type_name == "argument"]
    yield Text.assemble(("Usage  ", "dim"), " ".join([ctx.command_path, *usage(command, arguments)]))
    for paragraph in (command.help or "").split("\n\n"):
        yield Padding(Text(paragraph), (1, 0, 0, 0))
    if isinstance(command, TyperGroup):
        yield from listing(command, ctx)
    yield from section("Arguments", [(name_of(p), text_of(p)) for p in arguments])
    options = [p for p in parameters if p.param_type_name == "option"]
    yield from section("Options", [(name_of(p), text_of(p)) for p in options])
    if command.epilog:
        yield title("Examples")
        for example in command.epilog.split("\n"):
            yield Text.assemble(("  $ ", "dim"), (example, "cyan"), no_wrap=True, overflow="ignore")


def usage(command: Any, arguments: Sequence[Any]) -> Iterator[str]:
    if isinstance(command, TyperGroup):
        yield "COMMAND"
    for parameter in arguments:
        yield name_of(parameter) if parameter.required else f"[{name_of(parameter)}]"
    yield "[options]"


def listing(group: TyperGroup, ctx: Any) -> Iterator[RenderableType]:
    """Commands with the first sentence of their help, under the role that each belongs to."""
    roles: dict[str, list[tuple[str, str]]] = {}
    for name in group.list_commands(ctx):
        command: Any = group.get_command(ctx, name)
        role = command.rich_help_panel if isinstance(command.rich_help_panel, str) else "Commands"
        roles.setdefault(role, []).append((name, (command.help or "").split("\n\n")[0]))
    for role, rows in sorted(roles.items(), key=lambda entry: ORDER.index(entry[0])):
        yield from section(role, rows)


ORDER = (
    "Returning officer",
    "Registrar",
    "Trustees",
    "Secretary",
    "Voters",
    "Anyone",
    "Whoever keeps a server",
    "Commands",
)
"""Roles in the order in which they come to act."""


def section(name: str, rows: Rows) -> Iterator[RenderableType]:
    if not rows:
        return
    grid = Table.grid(padding=(0, 2))
    grid.add_column(no_wrap=True, min_width=10)
    grid.add_column(overflow="fold")
    for left, right in rows:
        grid.add_row(Text(left, style="bold"), Text(right))
    yield title(name)
    yield Padding(grid, (0, 0, 0, 2))


def title(name: str) -> Text:
    return Text(f"\n{name}", style="bold underline" if terminal.out.color_system else "")


def name_of(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return str(parameter.metavar)
    value = "" if parameter.is_flag or parameter.name == "help" else f" {parameter.metavar or 'NUMBER'}"
    return f"{parameter.opts[-1]}{value}"


def text_of(parameter: Any) -> str:
    """What it is for; whether it must be given, and what holds where it is not."""
    text = parameter.help or ""
    if parameter.param_type_name == "option" and parameter.required:
        return f"{text} Must be given."
    default = parameter.show_default if isinstance(parameter.show_default, str) else parameter.default
    if parameter.param_type_name == "option" and parameter.show_default and default and not parameter.is_flag:
        return f"{text} Otherwise {default}."
    return text
