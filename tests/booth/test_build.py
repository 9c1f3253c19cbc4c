"""The booth's own tests, its types, and its build: the same bytes from every checkout, small enough for a bad line."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
import subprocess
from base64 import b64encode
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


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The output of two checkouts in two places."""
    base = tmp_path_factory.mktemp("build")
    outputs = []
    for place in ("here", "some/where/else"):
        folder = copy_of(base / place / "booth")
        done = run("node", folder / "build.mjs", base / place / "out", folder=base)
        assert done.returncode == 0, done.stderr
        outputs.append(base / place / "out")
    return outputs


def test_two_checkouts_give_the_same_bytes(built: list[Path]) -> None:
    here, elsewhere = ({path.name: path.read_bytes() for path in out.iterdir()} for out in built)
    assert here == elsewhere
    hashes = json.loads(here.pop("hashes.json"))
    assert hashes == {name: hashlib.sha256(content).hexdigest() for name, content in here.items()}
    assert hashes.keys() >= {
        "worker.js",
        "vote.js",
        "registrar.js",
        "trustee.js",
        "credential.js",
        "veche-booth.html",
    }


def test_no_path_of_this_machine_is_in_the_build(built: list[Path]) -> None:
    for path in built[0].iterdir():
        text = path.read_text()
        assert str(BOOTH.parent) not in text
        assert str(built[0].parent) not in text
    assert "noble-curves - MIT License" in (built[0] / "worker.js").read_text()


@pytest.mark.parametrize("word", ["eval(", "new Function", "WebAssembly", "innerHTML", "importScripts"])
def test_no_script_runs_text_as_code(built: list[Path], word: str) -> None:
    for path in built[0].glob("*.js"):
        assert word not in path.read_text(), path.name


def test_the_single_file_lets_its_own_script_run_and_nothing_else(built: list[Path]) -> None:
    page = (built[0] / "veche-booth.html").read_text()
    policy = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', page)
    script, style = (
        re.findall(r"<script>(.*?)</script>", page, re.S),
        re.findall(r"<style>(.*?)</style>", page, re.S),
    )
    assert len(policy) == len(script) == len(style) == 1
    assert page.index("Content-Security-Policy") < min(page.index("<script"), page.index("<style"))
    rules = dict(rule.split(" ", 1) for rule in policy[0].split("; "))
    assert rules["default-src"] == "'none'"
    assert rules["script-src"] == f"'sha256-{sha256_base64(script[0])}'"
    assert rules["style-src"] == f"'sha256-{sha256_base64(style[0])}'"
    assert "connect-src" not in rules
    assert not re.search(r"<(script|link|img|iframe)[^>]* (src|href)=", page)


def sha256_base64(text: str) -> str:
    return b64encode(hashlib.sha256(text.encode()).digest()).decode()


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
