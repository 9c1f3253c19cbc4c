"""What everybody sees of a vote, in every stage and language, without script, account or cookie."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.test import Client
from web.votes import PLACES, STRIKE, Made, make_vote

from veche.counting.archive import Polls
from veche.election.questions import HomomorphicQuestion, ListsQuestion
from veche.web.ballots.access import public
from veche.web.ballots.actions import publishing
from veche.web.ballots.casting import box
from veche.web.ballots.counted.counts import counted, record
from veche.web.ballots.files import count_file, put
from veche.web.ballots.models import CastBallot, Stage
from veche.web.ballots.public import downloads
from veche.web.ballots.public.downloads import AT_ONCE, Download, TooManyDownloads
from veche.web.ballots.public.parts import STYLE
from veche.web.bodies.models import Body, Membership, Turnout
from veche.web.serving.asgi import THREADS
from veche.words import Language

pytestmark = pytest.mark.django_db
PAGES = ("", "vote/", "cast/", "cast/file/", "trackers/", "result/", "verify/")
PLURALITY = {"rule": "plurality", "seats": 1}
YES_NO = {"rule": "yes-no", "seats": 1}
COMMITTEE = HomomorphicQuestion(("Ada", "Bo", "Cy"), True, 0, 2, "Who sits on the committee?")
LISTS = ListsQuestion((("Red", "Ada", "Bo"), ("Green", "Cy")), "Which list?")


def get(made: Made, page: str = "", language: str = "en", client: Client | None = None) -> str:
    address = f"/votes/{made.vote.uuid}/{page}"
    response = (client or Client()).get(address, headers={"Accept-Language": language})
    assert response.status_code == 200, page
    return response.content.decode()


def plain(page: str) -> str:
    """Its words alone."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", re.sub(r"<(svg|style).*?</\1>", "", page, flags=re.S)))


def count(made: Made) -> None:
    """The counts alone, as `publishing.publish` leaves them: a report takes its time."""
    polls = Polls.read(made.path)
    for number, chosen in enumerate(made.vote.counting, 1):
        if chosen:
            put(count_file(made.vote.uuid, number), record(counted(polls, number, chosen, None)))


def search(made: Made, text: str) -> str:
    response = Client().post(f"/votes/{made.vote.uuid}/trackers/", {"tracker": text})
    assert response.status_code == 200
    return plain(response.content.decode())


@pytest.mark.parametrize("stage", [Stage.OPEN, Stage.PUBLISHED])
def test_every_page_speaks_every_language(stage: Stage) -> None:
    made = make_vote(stage=stage, questions=(STRIKE, COMMITTEE, LISTS), counting=[YES_NO, None, None])
    for page in PAGES:
        found = {plain(get(made, page, language)) for language in Language}
        assert len(found) == len(Language), page


def test_the_page_of_an_open_vote() -> None:
    made = make_vote(stage=Stage.OPEN, voters=4, turnout=Turnout.ALWAYS, counting=[YES_NO])
    box.cast(made.vote, made.ballot(made.credentials[0], [[1, 0]]))
    page = plain(get(made))
    for said in (
        "Strike ballot of the bus drivers",
        "Do you agree to stop work",
        "Choose 1 answer.",
        "4 people",
    ):
        assert said in page
    assert "1 person has voted." in page
    assert "Registrar" in page
    assert "veche.key" not in page
    assert f'href="/votes/{made.vote.uuid}/vote/"' in get(made)
    assert "keep their keys in their browsers" in page


def test_the_rule_is_cited_with_what_it_asks_for() -> None:
    page = plain(get(make_vote(stage=Stage.OPEN, rule="de-ig-metall")))
    assert "Rule of the decision" in page
    assert "at least three quarters of everybody entitled" in page


def test_before_it_is_open_a_vote_is_for_members(
    make_body: Callable[..., Body],
    make_member: Callable[..., Membership],
    client_of: Callable[[Membership], Client],
) -> None:
    body = make_body()
    made = make_vote(body, stage=Stage.READY)
    member, stranger = client_of(make_member(body)), client_of(make_member(make_body()))
    assert "Strike ballot" in get(made, client=member)
    assert Client().get(f"/votes/{made.vote.uuid}/").status_code == 404
    assert stranger.get(f"/votes/{made.vote.uuid}/").status_code == 404
    assert f"/votes/{made.vote.uuid}/credential/" in get(made, client=member)


def test_a_ballot_is_found_by_its_tracker_and_none_stands_in_an_address() -> None:
    made = make_vote(stage=Stage.OPEN, voters=3, turnout=Turnout.ALWAYS)
    first = box.cast(made.vote, made.ballot(made.credentials[0], [[1, 0]]))
    assert "and it counts" in search(made, f" {first[:20]} {first[20:]} ")
    assert first in search(made, first[:9].swapcase())
    second = box.cast(made.vote, made.ballot(made.credentials[0], [[0, 1]]))
    assert "cast a later one" in search(made, first)
    assert "and it counts" in search(made, second)
    for odd in ("x" * 43, "x" * 5000, "\0", "%", "_", "' OR 1=1 --", "ś"):
        assert "No such ballot" in search(made, odd)
    assert second in get(made, "trackers/")
    assert first not in get(made, "trackers/")
    assert not re.search(rf'(href|action)="[^"]*{re.escape(second[:12])}', get(made, "trackers/"))


def test_a_long_list_has_pages_and_no_order_of_time(monkeypatch: pytest.MonkeyPatch) -> None:
    made = make_vote(stage=Stage.OPEN, voters=7, turnout=Turnout.ALWAYS)
    told = [box.cast(made.vote, made.ballot(one, [[1, 0]])) for one in made.credentials]
    monkeypatch.setattr(public, "PAGE", 3)
    shown: list[str] = []
    for page in ("?page=1", "?page=2", "?page=3"):
        shown += re.findall(r'<li class="code">([^<]+)', get(made, f"trackers/{page}"))
    assert [one.replace("&#x27;", "'") for one in shown] == sorted(told)
    for odd in ("?page=0", "?page=99", "?page=x", "?page=" + "9" * 50):
        get(made, f"trackers/{odd}")


def result(made: Made, language: str = "en") -> str:
    return get(made, "result/", language)


def test_the_result_with_its_decision_its_picture_and_its_reports() -> None:
    made = make_vote(stage=Stage.PUBLISHED, voters=12, questions=(STRIKE, COMMITTEE), counting=[YES_NO, None])
    publishing.publish(made.vote.uuid)
    page = result(made)
    words = plain(page)
    assert "12 people have voted. 12 people may vote." in words
    assert "11 votes for" in words
    assert "question 1 of the archive" in words
    assert "veche decide plain-majority-of-votes" in words
    assert page.count("<svg") > 0
    assert not re.search(r"<[a-z]+[^>]* style=", page)
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    for number in (1, 2):
        for kind in ("pdf", "html", "json"):
            response = Client().get(f"/votes/{made.vote.uuid}/report-{number}.{kind}")
            assert response.status_code == 200
            assert "attachment" in response.headers["Content-Disposition"]
            assert b"".join(response.streaming_content)  # type: ignore[arg-type]
    assert b"".join(Client().get(f"/votes/{made.vote.uuid}/report.pdf").streaming_content).startswith(b"%PDF")  # type: ignore[arg-type]
    for wrong in (
        "report-0.pdf",
        "report-3.pdf",
        f"report-{'9' * 300}.pdf",
        "report.exe",
        "report-1.../veche.key",
    ):
        assert Client().get(f"/votes/{made.vote.uuid}/{wrong}").status_code == 404


CLOSED = datetime(2026, 12, 1, 18, 0, tzinfo=UTC)


def test_what_comes_next_by_the_rule_that_decided() -> None:
    """As `veche decide pl-1991-20 --date 2026-12-01 --notice 2026-12-01` counts; and notice of a vote that is over is none."""
    opens = CLOSED - timedelta(days=7)
    made = make_vote(stage=Stage.PUBLISHED, voters=12, rule="pl-1991-20", opens=opens, closes=CLOSED)
    words = plain(result(made))
    assert "What comes next First day on which the strike may start 7 December 2026 (5 days before" in words
    assert "on 1 December 2026, when the vote closed" in words
    before = make_vote(stage=Stage.PUBLISHED, voters=12, rule="ca-qc-20-2", opens=opens, closes=CLOSED)
    assert "Last day to tell the result" in plain(result(before))
    assert "Last day for notice of the vote" not in plain(result(before))
    lost = [[[0, 1]]] * 12
    made = make_vote(stage=Stage.PUBLISHED, voters=12, rule="pl-1991-20", choices=lost, closes=CLOSED)
    assert "What comes next" not in plain(result(made))


def test_the_policy_lets_a_picture_have_its_colours_and_nothing_else() -> None:
    made = make_vote(stage=Stage.PUBLISHED, voters=12, counting=[YES_NO])
    count(made)
    policies = Client().get(f"/votes/{made.vote.uuid}/result/").headers["Content-Security-Policy"]
    assert f"style-src 'self' {STYLE}" in policies
    assert "unsafe" not in policies
    assert STYLE not in Client().get(f"/votes/{made.vote.uuid}/").headers["Content-Security-Policy"]


def test_of_a_small_vote_the_outcome_alone_is_told() -> None:
    made = make_vote(stage=Stage.PUBLISHED, voters=5, counting=[YES_NO])
    count(made)
    page = plain(result(made))
    assert "Fewer than 10 people voted" in page
    assert "Carried" in page
    assert "<table" not in result(made)
    assert "<figure" not in result(made)
    assert not re.search(r"\b[14] votes?\b|80 ?%", page)


def test_of_a_small_election_those_elected_are_told_and_no_votes() -> None:
    chosen: list[Any] = [{"rule": "schulze", "seats": 1}]
    made = make_vote(stage=Stage.PUBLISHED, voters=5, questions=(PLACES,), counting=chosen, rule="")
    count(made)
    page = plain(result(made))
    assert "Depot" in page
    assert "Library" not in page


def test_shuffled_votes_are_shown_as_stages_of_a_count_alone() -> None:
    chosen: list[Any] = [{"rule": "schulze", "seats": 1}]
    made = make_vote(stage=Stage.PUBLISHED, voters=12, questions=(PLACES,), counting=chosen, rule="")
    assert "being counted" in plain(result(made))
    count(made)
    page = result(made)
    assert "Depot" in plain(page)
    assert "<figure" in page


def test_a_question_without_a_rule_of_counting_says_so() -> None:
    made = make_vote(stage=Stage.PUBLISHED, voters=12, questions=(PLACES,), rule="")
    assert "No rule of counting was chosen" in plain(result(made))


@pytest.mark.parametrize("stage", [Stage.OPEN, Stage.CLOSED, Stage.DECRYPTING])
def test_there_is_no_result_and_no_report_before_the_result(stage: Stage) -> None:
    made = make_vote(stage=stage)
    assert "no result yet" in plain(result(made))
    assert Client().get(f"/votes/{made.vote.uuid}/report.pdf").status_code == 404


def test_how_to_check_names_the_file_and_what_must_be_the_same() -> None:
    made = make_vote(stage=Stage.PUBLISHED, voters=12)
    page = plain(get(made, "verify/"))
    for command in ("veche verify", "veche-verify"):
        assert f"{command} {made.vote.uuid}.bel" in page
    assert "belenios-tool election verify" in page
    assert made.opened.fingerprint[:4] in page
    response = Client().get(f"/votes/{made.vote.uuid}/archive.bel")
    assert b"".join(response.streaming_content) == made.path.read_bytes()  # type: ignore[arg-type]
    assert f'filename="{made.vote.uuid}.bel"' in response.headers["Content-Disposition"]


def test_the_booth_as_one_file_has_the_hash_that_the_page_states() -> None:
    made = make_vote(stage=Stage.OPEN)
    page = get(made, "verify/")
    stated = re.search(r'<p class="code">([0-9a-f]{64})</p>', page)
    address = re.search(r'href="(/static/booth/veche-booth\.html)" download', page)
    assert stated
    assert address
    served = b"".join(Client().get(address[1]).streaming_content)  # type: ignore[arg-type]
    assert hashlib.sha256(served).hexdigest() == stated[1]
    assert f'"{stated[1]}"' in Path(finders.find("booth/hashes.json") or "").read_text()
    assert f'href="/votes/{made.vote.uuid}/verify/#single"' in get(made, "vote/")


@pytest.fixture
def free_places(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever other tests have not closed yet."""
    monkeypatch.setattr(downloads, "_places", BoundedSemaphore(AT_ONCE))


@pytest.mark.usefixtures("free_places")
def test_who_downloads_slowly_leaves_threads_for_voters() -> None:
    """A reader keeps a thread for as long as it likes: downloads have places of their own, given back whatever is read."""
    made = make_vote(stage=Stage.OPEN)
    address = f"/votes/{made.vote.uuid}/archive.bel"
    slow = [Client().get(address) for _ in range(AT_ONCE)]
    for one in ("archive.bel", "trackers.txt"):
        assert Client().get(f"/votes/{made.vote.uuid}/{one}").status_code == 503
    assert AT_ONCE < THREADS
    assert "Many are downloading" in plain(Client().get(address).content.decode())
    get(made, "vote/")
    b"".join(slow[0].streaming_content)  # type: ignore[arg-type]  # closes it
    assert Client().get(address).status_code == 200


@pytest.mark.usefixtures("free_places")
def test_a_download_gives_its_place_back_once() -> None:
    taken = [Download([b"part"]) for _ in range(AT_ONCE)]
    with pytest.raises(TooManyDownloads):
        Download([])
    assert list(taken[0]) == [b"part"]
    taken[0].close()
    taken[0].close()
    taken.append(Download([]))
    with pytest.raises(TooManyDownloads):
        Download([])


def test_texts_of_a_hostile_member_stay_texts() -> None:
    hostile = "<script>alert(1)</script>\"'&<b>"
    question = HomomorphicQuestion((f"{hostile}1", f"{hostile}2"), None, 1, 1, hostile)
    texts = {"title": hostile, "description": hostile, "rule": ""}
    made = make_vote(stage=Stage.PUBLISHED, voters=12, questions=(question,), counting=[PLURALITY], **texts)
    count(made)
    for page in PAGES:
        text = get(made, page)
        assert "<script>" not in text, page
        assert "<b>" not in text, page
    assert "&lt;script&gt;" in get(made, "result/")


def test_nothing_here_needs_a_cookie_or_names_a_voter() -> None:
    made = make_vote(stage=Stage.PUBLISHED, voters=12)
    credentials = list(CastBallot.objects.values_list("credential", flat=True))
    assert credentials
    for page in PAGES:
        text = get(made, page)
        assert not any(one in text for one in credentials), page
