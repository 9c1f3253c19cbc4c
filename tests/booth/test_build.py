"""The booth's own tests, its types, and its build: the same bytes from every checkout, small enough for a bad line."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from booth.station import BOOTH

SOURCES = ("src", "words", "build.mjs", "words.mjs", "package.json", "tsconfig.json")


def run(*command: str | Path, folder: Path = BOOTH) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)


def copy_of(booth: Path) -> Path:
    """Another checkout: the sources elsewhere, with the same packages."""
    booth.mkdir(parents=True)
    for name in SOURCES:
        source = BOOTH / name
        if source.is_dir():
            shutil.copytree(source, booth / name)
        elif source.exists():
            shutil.copy(source, booth / name)
    (booth / "node_modules").symlink_to(BOOTH / "node_modules")
    lists = "src/veche/words/wordlists"
    if not (booth.parent / lists).exists():
        shutil.copytree(BOOTH.parent / lists, booth.parent / lists)
    return booth


def test_the_tests_of_the_booth_pass() -> None:
    done = run("node", "test/run.mjs")
    assert done.returncode == 0, done.stdout[-5000:]
    assert "# fail 0" in done.stdout


def test_the_types_hold() -> None:
    done = run("node_modules/.bin/tsc", "--noEmit")
    assert done.returncode == 0, done.stdout


def test_two_checkouts_give_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for place in ("here", "some/where/else"):
        folder = copy_of(tmp_path / place / "booth")
        done = run("node", folder / "build.mjs", tmp_path / place / "out", folder=tmp_path)
        assert done.returncode == 0, done.stderr
        out = tmp_path / place / "out"
        made.append({path.name: path.read_bytes() for path in out.iterdir()})
    assert made[0] == made[1]
    hashes = json.loads(made[0].pop("hashes.json"))
    assert hashes == {name: hashlib.sha256(content).hexdigest() for name, content in made[0].items()}
    assert "worker.js" in hashes


def test_no_path_of_this_machine_is_in_the_build(tmp_path: Path) -> None:
    folder = copy_of(tmp_path / "booth")
    run("node", folder / "build.mjs", tmp_path / "out", folder=tmp_path)
    worker = (tmp_path / "out/worker.js").read_text()
    assert str(BOOTH.parent) not in worker
    assert str(tmp_path) not in worker
    assert "noble-curves - MIT License" in worker


@pytest.mark.parametrize("word", ["eval(", "new Function", "WebAssembly", "innerHTML", "importScripts"])
def test_the_worker_runs_no_text_as_code(tmp_path: Path, word: str) -> None:
    folder = copy_of(tmp_path / "booth")
    run("node", folder / "build.mjs", tmp_path / "out", folder=tmp_path)
    assert word not in (tmp_path / "out/worker.js").read_text()


def test_a_page_that_is_too_large_is_not_built(tmp_path: Path) -> None:
    folder = copy_of(tmp_path / "booth")
    (folder / "src/pages").mkdir(exist_ok=True)
    (folder / "src/pages/vote.ts").write_text(f"document.title = {'x' * 150_000!r};\n")
    done = run("node", folder / "build.mjs", tmp_path / "out", folder=tmp_path)
    assert done.returncode == 1
    assert "too many" in done.stderr
    assert not (tmp_path / "out").exists()


def test_the_lock_file_names_no_host() -> None:
    """It holds names, versions and hashes; where they come from is for whoever installs them."""
    packages = json.loads((BOOTH / "package-lock.json").read_text())["packages"]
    assert all("resolved" not in package for package in packages.values())
    assert all("integrity" in package for name, package in packages.items() if name)
    ours = packages[""]
    assert ours["dependencies"] == {"@noble/curves": "2.4.0", "@noble/hashes": "2.4.0"}
