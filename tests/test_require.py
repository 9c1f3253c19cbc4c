"""What set-up cannot bring itself is named in one line, with how to get it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

REQUIRE = Path(__file__).resolve().parents[1] / "tools" / "require"
SHELL = shutil.which("bash") or "/bin/bash"


def require(what: str, programs: dict[str, str], tmp_path: Path) -> subprocess.CompletedProcess[str]:
    """Run the tool on a machine that has only these programs, each a line of shell, and the usual small tools."""
    for name in ("cut", "env"):
        (tmp_path / name).symlink_to(shutil.which(name) or "")
    (tmp_path / "bash").symlink_to(SHELL)
    for name, line in programs.items():
        (tmp_path / name).write_text(f"#!{SHELL}\n{line}\n")
        (tmp_path / name).chmod(0o755)
    return subprocess.run(
        [SHELL, REQUIRE, what], env={"PATH": str(tmp_path)}, text=True, capture_output=True, cwd=tmp_path
    )


GOOD_RUST = {"cargo": "exit 0", "cc": "exit 0", "rustc": "echo 'rustc 1.89.0 (abc 2025-08-04)'"}


@pytest.mark.parametrize(
    ("what", "programs", "said"),
    [
        ("python", {}, "Python 3.11 or newer is missing"),
        ("python", {"python3": "exit 1"}, "Python 3.11 or newer is missing"),
        ("python", {"python3": '[[ "$2" == *version_info* ]]'}, "cannot make a virtual environment"),
        ("rust", {}, "Rust is missing: get it from https://rustup.rs"),
        (
            "rust",
            GOOD_RUST | {"rustc": "echo 'rustc 1.85.0 (abc)'"},
            "Rust 1.85.0 is too old, 1.89 is needed",
        ),
        ("pango", {"python3": '[[ "$2" != *pango* ]]'}, "Pango is missing"),
        ("rust", {name: line for name, line in GOOD_RUST.items() if name != "cc"}, "a C linker is missing"),
    ],
)
def test_what_is_missing_is_named(what: str, programs: dict[str, str], said: str, tmp_path: Path) -> None:
    ran = require(what, programs, tmp_path)
    assert ran.returncode == 1
    assert ran.stdout == ""
    assert len(ran.stderr.splitlines()) == 1
    assert ran.stderr.startswith("veche: ")
    assert said in ran.stderr
    assert "make setup again" in ran.stderr


def test_what_is_there_is_found(tmp_path: Path) -> None:
    assert require("rust", GOOD_RUST, tmp_path).returncode == 0


def test_pango_is_looked_for(tmp_path: Path) -> None:
    assert require("pango", {"python3": "exit 0"}, tmp_path).returncode == 0


def test_a_newer_python_is_found_beside_an_old_one(tmp_path: Path) -> None:
    ran = require("python", {"python3": "exit 1", "python3.13": "exit 0"}, tmp_path)
    assert (ran.returncode, ran.stdout) == (0, "python3.13\n")


def test_setup_looks_for_them() -> None:
    makefile = (REQUIRE.parents[1] / "Makefile").read_text(encoding="utf-8")
    assert "tools/require python" in makefile
    assert "tools/require rust" in makefile
    assert "tools/require pango" in makefile
    assert os.access(REQUIRE, os.X_OK)
