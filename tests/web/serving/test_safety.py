"""Settings that would put people at risk are refused, and the page for operators lists every setting."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from veche.web.safety import Unsafe, check_address, check_database, check_hosts, check_key, switch
from veche.web.serving.address import Address

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize(
    ("hosts", "https"),
    [
        (["127.0.0.1", "localhost", "[::1]"], False),
        (["vote.example"], True),
        (["a" * 56 + ".onion"], False),
        (["vote.example", "a" * 56 + ".onion"], True),
    ],
)
def test_safe_names_are_taken(hosts: list[str], https: bool) -> None:
    check_hosts(hosts, https)


@pytest.mark.parametrize(
    ("refused", "where"),
    [
        (lambda: check_hosts(["vote.example"], False), "VECHE_HOSTS"),
        (lambda: check_hosts(["192.0.2.7"], False), "VECHE_HOSTS"),
        (lambda: check_hosts(["*"], True), "VECHE_HOSTS"),
        (lambda: check_hosts([".example"], True), "VECHE_HOSTS"),
        (lambda: check_hosts(["https://vote.example"], True), "VECHE_HOSTS"),
        (lambda: check_hosts(["vote.example", ""], True), "VECHE_HOSTS"),
        (lambda: check_hosts(["vote.example other.example"], True), "VECHE_HOSTS"),
        (lambda: check_address("0.0.0.0", False), "0.0.0.0"),
        (lambda: check_address("192.0.2.7", False), "192.0.2.7"),
        (lambda: check_database("postgresql://veche:word@db.example/veche"), "VECHE_DATABASE"),
        (lambda: check_database("postgresql:///veche?host=db.example&sslmode=prefer"), "VECHE_DATABASE"),
        (lambda: switch("VECHE_HTTPS", "yes"), "VECHE_HTTPS"),
    ],
)
def test_what_is_unsafe_is_refused_with_advice(refused: Callable[[], object], where: str) -> None:
    with pytest.raises(Unsafe) as caught:
        refused()
    assert caught.value.where == where
    assert caught.value.advice
    assert "word" not in str(caught.value)


def test_safe_databases_and_addresses_are_taken() -> None:
    check_database("")
    check_database("postgresql:///veche?host=/run/postgresql")
    check_database("postgresql://veche@127.0.0.1/veche")
    check_database("postgresql://veche@db.example/veche?sslmode=verify-full")
    check_address("0.0.0.0", True)
    check_address("::1", False)
    assert [switch("VECHE_HTTPS", value) for value in ("", "0", "1")] == [False, False, True]


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    key = tmp_path / "veche.key"
    check_key(key)
    key.touch(mode=0o600)
    check_key(key)
    key.chmod(0o640)
    with pytest.raises(Unsafe, match="chmod 600"):
        check_key(key)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("127.0.0.1:8000", "http://127.0.0.1:8000/"),
        ("[::1]:80", "http://[::1]:80/"),
        ("localhost:0", "http://localhost:0/"),
        ("unix:/run/veche/veche.sock", "unix:/run/veche/veche.sock"),
    ],
)
def test_an_address_is_read(text: str, written: str) -> None:
    address = Address.read(text)
    assert address.written(address.port) == written


@pytest.mark.parametrize(
    "text", ["", "8000", "localhost", "localhost:70000", "unix:veche.sock", "a b:80", ":80"]
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="write HOST:PORT"):
        Address.read(text)


def test_the_page_for_operators_lists_every_setting_and_no_other() -> None:
    source = (ROOT / "src/veche/web/settings.py").read_text(encoding="utf-8")
    page = (ROOT / "docs/serving.md").read_text(encoding="utf-8")
    read = set(re.findall(r'environ\.get\("(VECHE_[A-Z_]+)"', source))
    assert "VECHE_DATA" in read
    assert set(re.findall(r"^\| `(VECHE_[A-Z_]+)` \|", page, re.MULTILINE)) == read
