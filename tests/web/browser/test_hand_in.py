"""A ballot that comes as a file, from a telephone without script: handed in, answered, found again."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from web.votes import make_vote

from veche.election.verify import verify_archive
from veche.web.ballots.models import Stage


def test_a_ballot_in_a_file_without_script(visit: Callable[..., Any], tmp_path: Path) -> None:
    made = make_vote(stage=Stage.OPEN, voters=3)
    file = tmp_path / "ballot-1.json"
    file.write_bytes(made.ballot(made.credentials[0], [[1, 0]]))
    window = visit(script=False)
    window.page.goto(f"/votes/{made.vote.uuid}/")
    window.page.click("text=Hand in a ballot that you kept as a file")
    for _ in range(2):  # the second time gives the same receipt
        window.page.goto(f"/votes/{made.vote.uuid}/cast/file/")
        window.page.set_input_files("input[type=file]", str(file))
        window.page.click("text=Hand it in")
        tracker = window.page.locator("main p.code").first.inner_text()
        assert re.fullmatch(r"[A-Za-z0-9+/]{43}", tracker)
    assert verify_archive(made.path, trackers=True).trackers == ((tracker, 1),)
    window.page.goto(f"/votes/{made.vote.uuid}/trackers/")
    window.page.fill("input[name=tracker]", tracker)
    window.page.click("text=Look for it")
    assert "it counts" in window.page.inner_text(".notice.good")
    assert tracker not in window.page.url
    assert {cookie["name"] for cookie in window.context.cookies()} <= {"form", "language"}


def test_a_file_that_is_no_ballot_is_refused_in_words(visit: Callable[..., Any], tmp_path: Path) -> None:
    made = make_vote(stage=Stage.OPEN, voters=3)
    (tmp_path / "holiday.jpg").write_bytes(b"\xff\xd8\xff" * 1000)
    window = visit(script=False, language="pl")
    window.page.goto(f"/votes/{made.vote.uuid}/cast/file/")
    window.page.set_input_files("input[type=file]", str(tmp_path / "holiday.jpg"))
    window.page.click("button.main:has-text('Oddaj')")
    assert "nie jest cała karta" in window.page.inner_text("[role=alert]")
