"""From founding a body to the verified result: five people, five languages, on telephones."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from veche_verify.verify import verify as verify_again

from veche.election.verify import verify_archive
from veche.web.ballots.models import Stage

from .conftest import Visit
from .journey import PEOPLE, Journey, results

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_founding_to_the_verified_result(visit: Callable[..., Visit], tmp_path: Path) -> None:
    journey = Journey(visit, tmp_path)
    archive = journey.whole()
    assert results(journey.uuid).stage == Stage.PUBLISHED
    report = verify_archive(archive)
    assert report.result is not None
    assert report.result == [[2, 3]], "the last of two ballots counts"
    verify_again(archive)
    page = visit(language="be").page
    page.goto(f"{journey.vote}result/")
    page.locator("main .notice").first.wait_for()
    assert page.locator("main table").count() == 0, "of five ballots only the outcome is shown"
    page.goto(f"{journey.vote}trackers/")
    listed = set(page.locator(".codes li").all_inner_texts())
    assert {journey.trackers[name] for name in PEOPLE} == {one.replace(" ", "") for one in listed}
