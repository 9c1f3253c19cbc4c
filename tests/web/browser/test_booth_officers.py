"""The pages of registrar, member and trustee in a real browser: what leaves it, what is saved, and that the command reads it."""

from __future__ import annotations

import base64
import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from veche.cli.credential_list import Entry, read_secret, secret_text
from veche.election.ballots import make_ballot
from veche.election.board import Board
from veche.election.credentials import public_credentials
from veche.election.election import open_election
from veche.election.trustees import check_public_key, read_private_key
from veche.words import Language, catalogue

from .booth_stand import COMMITTEE, GROUP, ROOT, STRIKE, Stand, built_in, make_election, standing
from .test_booth_vote import check, main, open_page

__all__ = ["open_page"]

WORDS = catalogue(ROOT / "booth/words", Language.EN)
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built_in(tmp_path_factory.getbasetemp())


@pytest.fixture
def stand(built: Path, tmp_path: Path) -> Iterator[Stand]:
    with standing(Stand(make_election(tmp_path, (STRIKE, COMMITTEE)), built)) as found:
        yield found


def save(page: Page, folder: Path, selector: str = "#save") -> Path:
    with page.expect_download() as download:
        page.locator(selector).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


def state(stand: Stand, made: bool, roll: int, *requests: tuple[str, str]) -> None:
    asked = [{"id": name, "key": key} for name, key in requests]
    stand.given["/registrar_state/"] = {
        "roll": roll,
        "uuid": stand.election.uuid,
        "made": made,
        "requests": asked,
    }


def of(path: Path) -> list[str]:
    return [entry.credential for entry in read_secret(path)]


def test_codes_are_made_here_and_the_server_gets_the_public_list_alone(
    stand: Stand, open_page: Open, tmp_path: Path
) -> None:
    state(stand, False, 7)
    page = open_page(f"{stand.address}/page/registrar/")
    check(page)
    main(page)
    page.wait_for_selector("#save")
    check(page)
    assert page.locator("#send").count() == 0
    secret = save(page, tmp_path)
    page.locator("#send").click()
    page.wait_for_selector("#count")
    check(page)
    ((path, sent),) = stand.posted
    codes = of(secret)
    assert (path, sent) == (
        "/registrar_roll/",
        public_credentials(GROUP, stand.election.uuid, [(one, None) for one in codes]),
    )
    assert secret.read_text() == secret_text(read_secret(secret))
    page.fill("#count", "6")
    main(page)
    marked = save(page, tmp_path)
    page.locator("#go-on").click()
    page.wait_for_selector(".slips")
    check(page)
    assert page.locator(".slip code").all_text_contents() == codes[:6]
    assert [entry.name for entry in read_secret(marked)] == ["[paper]"] * 6 + [""]
    page.emulate_media(media="print")
    assert page.locator(".slips").is_visible()
    assert not page.locator("h1").is_visible()


def ask(stand: Stand, open_page: Open) -> tuple[Page, str, str]:
    """A member asks on their own page: the page, the key that was sent, the words to be read out."""
    stand.given["/credential_sealed/"] = {"sealed": None}
    page = open_page(f"{stand.address}/page/credential/")
    check(page)
    main(page)
    page.wait_for_selector("#key")
    check(page)
    secret = page.locator("#key").text_content() or ""
    page.locator("#send").click()
    page.wait_for_selector("#print")
    path, body = stand.posted.pop()
    assert path == "/credential_request/"
    assert base64.b64encode(base64.b32decode(secret.replace(" ", "") + "====")).decode() not in body.decode()
    return page, json.loads(body)["key"], page.locator("#print").text_content() or ""


def test_a_code_is_handed_over_to_the_member_who_was_compared_and_never_twice(
    stand: Stand, open_page: Open, tmp_path: Path
) -> None:
    member, key, words = ask(stand, open_page)
    secret = tmp_path / "credentials.secret.csv"
    codes = stand.election.credentials
    secret.write_text(secret_text([Entry(n, "", None, code) for n, code in enumerate(codes, 1)]))
    state(stand, True, 2, ("one", key), ("two", "A" * 43 + "="))
    page = open_page(f"{stand.address}/page/registrar/")
    page.set_input_files("#secret", secret)
    page.wait_for_selector("#asked-1")
    check(page)
    texts = [page.locator(f"label[for=asked-{n}]").text_content() for n in (0, 1)]
    assert words in texts
    page.check(f"#asked-{texts.index(words)}")
    page.locator("#hand-over").click()
    page.wait_for_selector("#save")
    assert stand.posted == []
    marked = save(page, tmp_path)
    page.locator("#go-on").click()
    expect(page.locator("[role=status].notice")).to_be_visible()
    ((path, body),) = stand.posted
    assert path == "/registrar_sealed/"
    assert json.loads(body)["id"] == "one"
    stand.given["/credential_sealed/"] = {"sealed": json.loads(body)["sealed"]}
    member.reload()
    expect(member.locator("#credential")).to_have_text(codes[0])
    check(member)
    assert member.locator("a.main").get_attribute("href") == f"{stand.address}/booth/#{codes[0]}"
    assert [entry.name for entry in read_secret(marked)] == ["[sent]", ""]
    state(stand, True, 2, ("two", key), ("three", key))
    page.reload()
    page.set_input_files("#secret", marked)
    page.wait_for_selector("#asked-1")
    page.check("#asked-0")
    page.check("#asked-1")
    page.locator("#hand-over").click()
    expect(page.locator("[role=alert]")).to_have_text(WORDS.text("registrar.none_free"))
    assert len(stand.posted) == 1


def test_a_member_whose_browser_forgot_the_key_types_it(
    stand: Stand, open_page: Open, tmp_path: Path
) -> None:
    page = open_page(f"{stand.address}/page/credential/")
    stand.given["/credential_sealed/"] = {"sealed": None}
    page.reload()
    main(page)
    page.wait_for_selector("#key")
    secret = page.locator("#key").text_content() or ""
    page.locator("#send").click()
    page.wait_for_selector("#print")
    key = json.loads(stand.posted.pop()[1])["key"]
    source = f'import{{sealTo}}from"./src/protocol/index.ts";console.log(sealTo({json.dumps(key)},{json.dumps(stand.election.uuid)},"a code"))'
    stand.given["/credential_sealed/"] = {"sealed": run(source, tmp_path)}
    other = open_page(f"{stand.address}/page/credential/")
    check(other)
    other.fill("#typed", "AAAA")
    main(other)
    expect(other.locator("[role=alert]")).to_be_visible()
    other.fill("#typed", secret.lower().replace("o", "0").replace("i", "1"))
    main(other)
    expect(other.locator("#credential")).to_have_text("a code")


def run(source: str, folder: Path) -> str:
    """What a line of the booth's own TypeScript prints."""
    script = folder / "line.mjs"
    bundler = [
        ROOT / "booth/node_modules/.bin/esbuild",
        "--bundle",
        "--platform=node",
        "--format=esm",
        f"--outfile={script}",
    ]
    subprocess.run([*bundler, "--log-level=warning"], cwd=ROOT / "booth", input=source.encode(), check=True)
    return subprocess.run(["node", script], capture_output=True, check=True).stdout.decode().strip()


def test_a_trustees_key_is_saved_before_its_public_part_is_sent(
    stand: Stand, open_page: Open, tmp_path: Path
) -> None:
    stand.values = {"step": "key", "own.name": "Bo", "vote.uuid": stand.election.uuid}
    page = open_page(f"{stand.address}/page/trustee/")
    check(page)
    main(page)
    key = save(page, tmp_path)
    check(page)
    other = tmp_path / "other.key"
    other.write_bytes(stand.election.keys[0])
    page.set_input_files("#check", other)
    expect(page.locator("[role=alert]")).to_have_text(WORDS.text("refused.private_key"))
    assert stand.posted == []
    page.set_input_files("#check", key)
    page.wait_for_selector(".fingerprint")
    ((path, public),) = stand.posted
    assert path == "/trustee_key/"
    checked = check_public_key(GROUP, public)
    assert (checked.name, checked.public_key) == ("Bo", read_private_key(GROUP, key.read_bytes()).public())


def closed(stand: Stand, voters: int = 2) -> dict[str, Any]:
    """So many votes, closed and added up."""
    opened = open_election(stand.election.message)
    with Board.open(stand.election.path) as board:
        choices = (b"[[1,0],[0,1,1,0,0]]", b"[[0,1],[1,0,0,0,0]]")
        for credential, choice in zip(stand.election.credentials[:voters], choices[:voters], strict=True):
            board.add_ballot(make_ballot(opened, credential, choice))
        board.end_ballots()
        board.add_encrypted_tally()
    return {"/archive/": stand.election.path.read_bytes()}


def test_a_trustee_decrypts_a_part_that_the_archive_accepts(
    stand: Stand, open_page: Open, tmp_path: Path
) -> None:
    stand.given |= closed(stand)
    own = read_private_key(GROUP, stand.election.keys[0]).public().decode()
    stand.values = {"step": "decrypt", "own.name": "Bo", "public_key": own}
    page = open_page(f"{stand.address}/page/trustee/")
    check(page)
    key = tmp_path / "bo.key"
    key.write_bytes(b'"12345"')
    page.set_input_files("#key", key)
    expect(page.locator("[role=alert]")).to_have_text(WORDS.text("refused.private_key"))
    key.write_bytes(stand.election.keys[0])
    page.set_input_files("#key", key)
    page.wait_for_selector("#send")
    check(page)
    page.locator("#send").click()
    expect(page.locator("h1")).to_have_text(WORDS.text("trustee.done"))
    ((path, decryption),) = stand.posted
    assert path == "/trustee_decryption/"
    with Board.open(stand.election.path) as board:
        board.add_partial_decryption(1, decryption)
        assert json.loads(board.add_result()) == {"result": [[1, 1], [1, 1, 1, 0, 0]]}


def test_a_sum_of_one_ballot_is_decrypted_only_after_a_warning(
    stand: Stand, open_page: Open, tmp_path: Path
) -> None:
    stand.given |= closed(stand, voters=1)
    stand.values = {"step": "decrypt", "own.name": "Bo"}
    page = open_page(f"{stand.address}/page/trustee/")
    key = tmp_path / "bo.key"
    key.write_bytes(stand.election.keys[0])
    page.set_input_files("#key", key)
    page.wait_for_selector("#even-one")
    check(page)
    expect(page.locator(".notice.stop")).to_have_text(WORDS.text("refused.few"))
    page.locator("#even-one").click()
    page.wait_for_selector("#send")
    assert stand.posted == []


def test_an_archive_in_which_something_is_wrong_is_not_decrypted(
    stand: Stand, open_page: Open, tmp_path: Path
) -> None:
    stand.given |= closed(stand)
    archive = bytearray(stand.given["/archive/"])
    archive[-700] ^= 1
    stand.given["/archive/"] = bytes(archive)
    stand.values = {"step": "decrypt", "own.name": "Bo"}
    page = open_page(f"{stand.address}/page/trustee/")
    key = tmp_path / "bo.key"
    key.write_bytes(stand.election.keys[0])
    page.set_input_files("#key", key)
    expect(page.locator("[role=alert]")).to_have_text(WORDS.text("trustee.unsound", check="archive.format"))
    assert page.locator("#send").count() == 0


def test_a_trustee_can_stop_what_takes_too_long(stand: Stand, open_page: Open, tmp_path: Path) -> None:
    stand.given |= closed(stand)
    stand.values = {"step": "decrypt", "own.name": "Bo"}
    page = open_page(f"{stand.address}/page/trustee/")
    key = tmp_path / "bo.key"
    key.write_bytes(stand.election.keys[0])
    held: list[Any] = []
    page.route("**/archive/", lambda route: held.append(route))
    page.set_input_files("#key", key)
    page.locator("#stop").click()
    page.wait_for_selector("#key")
    for route in held:
        route.continue_()
    page.unroute("**/archive/")
    expect(page.locator("[role=alert]")).to_have_count(0)
    page.set_input_files("#key", key)
    page.wait_for_selector("#send")
