"""The command: exit statuses, texts, --json, --extends."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest
from forge import Datum, Forgery, Step

from veche_verify import __main__
from veche_verify.__main__ import main
from veche_verify.refused import SECTION


def write(path: Path, forgery: Forgery) -> str:
    path.write_bytes(forgery.write())
    return str(path)


@pytest.fixture
def good(tmp_path: Path) -> str:
    return write(tmp_path / "good.bel", Forgery.of("ed25519"))


@pytest.fixture
def refused(tmp_path: Path) -> str:
    forgery = Forgery.of("ed25519").alter("Result", 0, 0, lambda tree: {"result": tree["result"][:1]})
    return write(tmp_path / "refused.bel", forgery)


def test_accepted(good: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([good]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("ACCEPTED Test\n")
    assert "result of question 2: [1, 1, 1, 1]\n" in out
    assert "4 ballots, 3 tallied" in out
    assert err == ""


def test_accepted_as_json(good: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([good, "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["ok"] is True
    assert report["result"][0] == [2, 1]
    assert report["checked"]["ballots"] == 4


def test_a_large_weight_is_stated_as_in_the_archive(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([write(tmp_path / "a.bel", Forgery.of("belenios2048")), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["result"] == [[1, 5, 5, 0]]


def test_refused(refused: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([refused]) == 1
    out, _ = capsys.readouterr()
    assert out == "REFUSED result.shape: result: result: 4 items are expected (section 4.21)\n"


def test_refused_as_json(refused: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([refused, "--json"]) == 1
    report = json.loads(capsys.readouterr().out)
    assert report == {
        "ok": False,
        "check": "result.shape",
        "object": "result: result",
        "section": "4.21",
        "detail": "4 items are expected",
    }


@pytest.mark.parametrize("name", ["nowhere.bel", "."])
def test_a_file_that_cannot_be_read(name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / name)]) == 2
    assert capsys.readouterr().err.startswith("veche-verify: ")


def test_wrong_usage() -> None:
    with pytest.raises(SystemExit) as left:
        main(["--no-such-option"])
    assert left.value.code == 2


def test_garbage_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "garbage"
    for contents in (b"", b"garbage", bytes(512), b"\xff" * 2048):
        path.write_bytes(contents)
        assert main([str(path)]) == 1


def test_an_archive_that_extends_another(
    good: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forgery = Forgery.of("ed25519")
    for event in ("Setup", "Ballot", "EndShuffles", "Result"):
        older = write(tmp_path / "older.bel", Forgery.of("ed25519").upto(event))
        assert main([good, "--extends", older]) == 0
    del forgery.steps[2]
    other = write(tmp_path / "other.bel", forgery.upto("EndBallots"))
    longer = Path(good).read_bytes() + bytes(512)
    cut = Path(good).read_bytes()[:5000]
    for name, contents in (
        ("other", Path(other).read_bytes()),
        ("longer", longer),
        ("cut", cut),
        ("empty", b""),
    ):
        older = str(tmp_path / name)
        Path(older).write_bytes(contents)
        capsys.readouterr()
        assert main([good, "--extends", older]) == 1
        assert "archive.extends" in capsys.readouterr().out
    assert main([good, "--extends", str(tmp_path / "nowhere.bel")]) == 2


def test_control_characters_of_the_archive_do_not_reach_the_screen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    forgery = (
        Forgery.of("ed25519").upto("Setup").alter("Setup", 0, 0, lambda tree: tree | {"name": "a\x1b[2Jb"})
    )
    assert main([write(tmp_path / "a.bel", forgery)]) == 0
    assert "ACCEPTED a?[2Jb\n" in capsys.readouterr().out


def test_many_ballots_are_checked_by_several_processes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A bad ballot is named, whichever process finds it."""
    forgery = Forgery.of("ed25519").upto("Ballot")
    first = forgery.steps[1].data[0].contents
    for nonce in range(1, 17):
        forgery.steps.append(Step("Ballot", [Datum(forgery.signed(first, 0, nonce), b"")]))
    path = write(tmp_path / "many.bel", forgery)
    assert main([path]) == 0
    forgery.steps[12].data[0].contents = forgery.signed(first, 1)
    write(tmp_path / "many.bel", forgery)
    assert main([path]) == 1
    assert "ballot.signature: ballot 12: signature.proof" in capsys.readouterr().out


@pytest.mark.parametrize("failure", [MemoryError, BrokenProcessPool])
def test_a_machine_without_memory_is_no_refusal(
    failure: type[Exception], good: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*arguments: object) -> None:
        raise failure

    monkeypatch.setattr(__main__, "verify", fail)
    assert main([good]) == 2
    assert "memory" in capsys.readouterr().err


def test_it_runs_as_a_module(good: str) -> None:
    command = [sys.executable, "-m", "veche_verify", good, "--plain"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[1])
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("ACCEPTED")


def test_the_checks_are_those_of_the_house() -> None:
    """The rows of vectors/CHECKS.md, but for those of key generation, of which the second verifier sees nothing."""
    text = (Path(__file__).parents[2] / "vectors" / "CHECKS.md").read_text()
    rows = re.findall(r"^\| `([a-z._]+)` \| ([0-9.]+) \| (.*) \|$", text, re.MULTILINE)
    assert {check: section for check, section, when in rows if "key generation only" not in when} == SECTION


def test_every_check_that_is_named_is_known() -> None:
    """A misspelt name would show only when its check fails."""
    package = Path(__file__).parents[1] / "veche_verify"
    sources = "".join(path.read_text() for path in package.glob("*.py"))
    named = set(re.findall(r'"((?:[a-z]+\.[a-z_]+)|json)"', sources)) - {"utf-8"}
    assert {
        name for name in named if name.partition(".")[0] in {c.partition(".")[0] for c in SECTION}
    } == set(SECTION)
