"""The import rules of the house: an arrow may only point down, and the second verifier shares nothing with the first."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
STANDARD = sys.stdlib_module_names

LIBRARIES = {
    "veche.assembly",
    "veche.election",
    "veche.counting",
    "veche.rules",
    "veche.report",
    "veche.words",
}
SERVER = {
    "argon2", "cryptography", "csp", "django", "django_tasks", "django_tasks_db", "gunicorn", "segno", "uvicorn",
    "uvicorn_worker", "webauthn", "whitenoise",
}  # fmt: skip

# For each room, where it stands and what it may import besides the standard library and itself.
ROOMS = {
    "veche.words": ("src", {"babel"}),
    "veche.election": ("src", {"veche._core", "cryptography"}),
    "veche.counting": ("src", {"veche._core", "veche.election", "veche.words"}),
    "veche.rules": ("src", {"veche.words", "holidays", "jsonschema", "yaml"}),
    "veche.report": (
        "src",
        {"veche.counting", "veche.election", "veche.rules", "veche.words", "fontTools", "weasyprint"},
    ),
    "veche.assembly": ("src", {"veche.counting", "veche.rules", "veche.words", "jsonschema", "yaml"}),
    "veche.web": ("src", {"veche._core", *LIBRARIES, *SERVER}),
    "veche.cli": ("src", {"veche._core", *LIBRARIES, "veche.web", "typer", "rich", "segno"}),
    "veche_verify": ("verifier", {"nacl"}),
}


def modules(room: str) -> dict[str, Path]:
    """Every module of a room by its full name."""
    source = ROOT / ROOMS[room][0]
    found = {}
    for path in sorted((source / room.replace(".", "/")).rglob("*.py")):
        name = ".".join(path.relative_to(source).with_suffix("").parts)
        found[name.removesuffix(".__init__")] = path
    return found


def imports(name: str, path: Path) -> Iterator[str]:
    """The full names of what a module imports, wherever in the file it does so."""
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def within(name: str, room: str) -> bool:
    return name == room or name.startswith(f"{room}.")


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_imports_only_what_lies_below_it(room: str) -> None:
    found = modules(room)
    assert found, f"{room} has no modules"
    allowed = {room, *ROOMS[room][1]}
    for name, path in found.items():
        for imported in imports(name, path):
            if imported.split(".")[0] in STANDARD or imported == "veche":
                continue
            assert any(within(imported, room) for room in allowed), f"{name} imports {imported}"


@pytest.mark.parametrize("room", ROOMS)
def test_the_modules_of_a_room_form_no_circle(room: str) -> None:
    found = modules(room)
    graph = {
        name: {other for other in imports(name, path) if other in found and other not in (name, room)}
        for name, path in found.items()
    }
    while leaves := {name for name, needs in graph.items() if not needs & graph.keys()}:
        for name in leaves:
            del graph[name]
    assert not graph, f"these import each other in a circle: {sorted(graph)}"


def test_nothing_imports_the_command() -> None:
    rooms = [room for room in ROOMS if room != "veche.cli"]
    for name, path in (pair for room in rooms for pair in modules(room).items()):
        assert not [imported for imported in imports(name, path) if within(imported, "veche.cli")], name


def test_a_forbidden_import_would_be_found(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(
        "from ..cli import terminal\nfrom . import errors\n\ndef late():\n    import rich.table\n"
    )
    found = set(imports("veche.election.module", module))
    assert {"veche.cli", "veche.cli.terminal", "veche.election.errors", "rich.table"} <= found
