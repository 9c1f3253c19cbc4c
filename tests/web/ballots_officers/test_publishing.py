"""From the last ballot to the report, as jobs do it."""

from __future__ import annotations

import json

import pytest
from web.votes import PLACES, STRIKE, make_vote

from veche.counting import Lot
from veche.counting.archive import Polls
from veche.counting.errors import TieNeedsLot
from veche.election.questions import HomomorphicQuestion, ListsQuestion
from veche.web.ballots import jobs
from veche.web.ballots.access.officers import current, job
from veche.web.ballots.actions import counting, keys, publishing
from veche.web.ballots.counted.counts import counted
from veche.web.ballots.drawing.countings import fitting, most_seats
from veche.web.ballots.files import REPORTS, count_file, report_file
from veche.web.ballots.models import Officer, Stage

pytestmark = pytest.mark.django_db
YES_NO = {"rule": "yes-no", "seats": 1}


def test_a_finished_vote_is_counted_decided_and_reported_and_the_same_again() -> None:
    made = make_vote(stage=Stage.PUBLISHED, voters=12, counting=[YES_NO])
    jobs.report.call(made.vote.uuid)
    paths = [report_file(made.vote.uuid, kind) for kind in REPORTS] + [count_file(made.vote.uuid)]
    first = [path.read_bytes() for path in paths]
    told = json.loads(first[REPORTS.index("json")])
    assert told["decision"]["outcome"] == "carried"
    assert "Trustee 2" in first[REPORTS.index("html")].decode()
    assert json.loads(first[-1])["method"]["id"] == "yes-no"
    found = job(made.vote, "report")
    assert found is not None
    assert found.state == "done"
    publishing.publish(made.vote.uuid)
    assert [path.read_bytes() for path in paths] == first


def test_ranks_are_counted_by_the_rule_that_was_chosen() -> None:
    chosen = {"rule": "schulze", "seats": 1}
    made = make_vote(stage=Stage.PUBLISHED, questions=(STRIKE, PLACES), voters=3, counting=[YES_NO, chosen])
    publishing.publish(made.vote.uuid)
    assert json.loads(count_file(made.vote.uuid, 2).read_bytes())["winners"] == [1]
    assert report_file(made.vote.uuid, "pdf", 2).read_bytes().startswith(b"%PDF")


SOME = HomomorphicQuestion(("Ana", "Bo", "Cy"), True, 1, 2, "Who shall sit on the committee?")
LISTS = ListsQuestion((("North", "Ana", "Bo"), ("South", "Cy", "Di")), "Which list?")


def test_every_rule_that_is_offered_counts_its_question() -> None:
    asked = (STRIKE, SOME, PLACES, LISTS)
    made = make_vote(stage=Stage.PUBLISHED, questions=asked, voters=4, rule="")
    polls, lot = Polls.read(made.path), Lot.seal()
    for number, question in enumerate(asked, 1):
        for rule in fitting(question):
            for seats in range(1, min(2, most_seats(question, rule)) + 1):
                found = counted(polls, number, {"rule": rule, "seats": seats}, lot)
                assert found.method.id == rule
                assert rule == "yes-no" or len(found.winners) + found.vacant == seats


SEAT = HomomorphicQuestion(("Ana", "Bo"), None, 1, 1, "Who shall chair?")


def test_a_tie_waits_for_every_lot_that_was_sealed_and_falls_by_all_of_them() -> None:
    made = make_vote(
        stage=Stage.DECRYPTING,
        questions=(SEAT,),
        voters=2,
        rule="",
        counting=[{"rule": "plurality", "seats": 1}],
    )
    uuid, lots = made.vote.uuid, [Lot.seal(), Lot.seal()]
    officers = list(Officer.objects.filter(vote=made.vote))[:2]
    for officer, lot in zip(officers, lots, strict=True):
        Officer.objects.filter(pk=officer.pk).update(lot=lot.commitment)
    for number in (1, 2):
        counting.take_decryption(uuid, number, made.decryption(number))
    with pytest.raises(TieNeedsLot):
        jobs.report.call(uuid)
    assert not count_file(uuid).exists()
    assert report_file(uuid, "json").exists()
    keys.open_lot(uuid, officers[0].pk, lots[0].seed.hex())
    with pytest.raises(TieNeedsLot):
        publishing.publish(uuid)
    keys.open_lot(uuid, officers[1].pk, lots[1].seed.hex())
    publishing.publish(uuid)
    shown = json.loads(count_file(uuid).read_bytes())["lot"]
    assert shown["commitment"] == Lot.joint(lots).commitment


def test_adding_up_is_done_once_and_the_stage_follows_the_archive() -> None:
    made = make_vote(stage=Stage.CLOSED)
    jobs.tally.call(made.vote.uuid)
    before = made.path.read_bytes()
    jobs.tally.call(made.vote.uuid)
    assert made.path.read_bytes() == before
    assert current(made.vote.uuid).stage == Stage.DECRYPTING
    assert counting.acted(made.vote.uuid) == ((), ())
