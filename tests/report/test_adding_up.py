"""Numbers that cannot all be true, and sources that say different things: no report is made of them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from election.support import RANKING, YES_NO, make_scene, tally
from report.stating import OFFICERS, STRIKE, archive, facts, in_layout

from veche.counting import Contest, Lot, count
from veche.counting.archive import Polls
from veche.counting.contest import Candidate
from veche.counting.formats import Duplicate, Overvote, Policy, Skipped
from veche.counting.papers import Rankings
from veche.counting.record_json import count_json
from veche.counting.reserved import Limit, Reserved
from veche.election.board import Board
from veche.election.questions import HomomorphicQuestion
from veche.report.errors import BadReport
from veche.report.facts import Facts, Papers, People, Votes
from veche.report.gathering import with_ledger
from veche.report.ledger import Ledger
from veche.rules import Outcome


def refusal(text: str, folder: Path) -> BadReport:
    with pytest.raises(BadReport) as caught:
        facts(text, folder)
    return caught.value


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        (
            "returned = 326",
            "returned = 327",
            "[papers], returned",
            "it says 327, but the other figures give 326",
        ),
        ("unmarked = 1", "unmarked = 2", "[papers], returned", "it says 326, but the other figures give 327"),
        ("yes = 305", "yes = 306", "[papers], returned", "but the other figures give 327"),
        (
            "returned = 326",
            "returned = 326\nvalid = 300",
            "[votes]",
            "are 323 together, but 300 papers are valid",
        ),
        ("entitled = 704", "entitled = 300", "returned", "returned (326) cannot be more than entitled (300)"),
        (
            "distributed = 706",
            "distributed = 310",
            "returned",
            "returned (326) cannot be more than distributed (310)",
        ),
        (
            "distributed = 706",
            "distributed = 707",
            "[papers], distributed",
            "707 papers for 704 members and 2 replac",
        ),
        ("replaced = 2", "", "[papers], distributed", "706 papers for 704 members and 0 replacements"),
        (
            "undeliverable = 4",
            "undeliverable = 707",
            "undeliverable",
            "cannot be more than distributed (706)",
        ),
        (
            "distributed = 706",
            "distributed = 706\nprinted = 800\nunused = 95",
            "unused",
            "cannot be more than printed",
        ),
        (
            "distributed = 706",
            "distributed = 706\nprinted = 800\nunused = 93",
            "printed",
            "make 799, not 800",
        ),
        (
            "entitled = 704",
            "entitled = 704\nprevented = 700\nexcluded = 5",
            "prevented",
            "cannot be more than ent",
        ),
        ("entitled = 704", "entitled = 704\npresent = 705", "present", "cannot be more than entitled"),
        ("closed = 2026-11-20", "closed = 2026-11-09", "opened", "2026-11-10 is after closed, 2026-11-09"),
        ("signed = 2026-11-24", "signed = 2026-11-19", "closed", "2026-11-20 is after signed"),
        ("day = 2026-11-01", "day = 2026-11-21", "[roll], day", "is after closed"),
        ('question = "Shall we strike?"', "", "question", "missing, and no archive or count says it"),
        ('title = "Strike ballot"', "", "title", "missing, and no archive or count says it"),
        ('rule = "gb-2026-02-18"', 'rule = "gb-1"', "[decision]", "no rule is called gb-1"),
        ('rule = "gb-2026-02-18"', 'rule = "by-389"', "[decision]", "decides in several ways"),
    ],
)
def test_what_does_not_add_up_is_refused(tmp_path: Path, old: str, new: str, place: str, said: str) -> None:
    facts(STRIKE, tmp_path)
    assert old in STRIKE
    error = refusal(STRIKE.replace(old, new, 1), tmp_path)
    assert place in error.place
    assert said in error.reason


def test_what_follows_is_filled_in(tmp_path: Path) -> None:
    found = facts(STRIKE.replace("returned = 326\n", ""), tmp_path)
    assert (found.papers.returned, found.papers.valid) == (326, 323)
    found = facts(STRIKE.replace("yes = 305\nno = 18", ""), tmp_path)
    assert (found.papers.valid, found.votes.yes) == (323, None)


def test_candidates_need_names_of_their_own(tmp_path: Path) -> None:
    assert "stands there twice" in refusal(OFFICERS.replace("Bo Lind", "Ana Rivera"), tmp_path).reason


def test_a_record_of_an_election_needs_candidates(tmp_path: Path) -> None:
    assert "needs candidates" in refusal(in_layout("us-election"), tmp_path).reason


def test_units_add_up_to_the_whole(tmp_path: Path) -> None:
    unit = '[[unit]]\nname = "{}"\nroll = {}\nreturned = {}\nspoiled = {}\nyes = {}\nno = {}\n'
    rest = unit.format("Depot", 404, 200, 3, 190, 7) + unit.format("Garage", 300, 126, 0, 115, 11)
    decision = facts(STRIKE + rest, tmp_path).decision
    assert decision is not None
    assert [one.outcome for one in decision.units] == [Outcome.NO_QUORUM, Outcome.NO_QUORUM]
    error = refusal(STRIKE + rest.replace("roll = 300", "roll = 299"), tmp_path)
    assert error.place == "[[unit]], roll"
    assert error.reason == "the units have 703 together, the whole has 704: count again"


FROM_ARCHIVE = """
body = "The depot"
signed = 2026-11-24
[sources]
archive = "strike.bel"
"""


@pytest.fixture(scope="module")
def vote(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return archive(tmp_path_factory.mktemp("vote") / "strike.bel", 9, 3)


def test_an_archive_says_what_it_knows(vote: Path) -> None:
    found = facts(FROM_ARCHIVE, vote.parent)
    assert (found.question, found.title) == ("Shall we strike?", "Test")
    assert (found.roll.entitled, found.papers.returned, found.papers.valid) == (13, 12, 12)
    assert (found.votes.yes, found.votes.no, found.votes.blank) == (9, 3, 0)


def test_an_archive_names_those_whom_the_report_does_not(vote: Path) -> None:
    found = facts(FROM_ARCHIVE + "[people]\nreturning_officer = 'Ana'\n", vote.parent)
    assert found.ledger is not None
    named = replace(found.ledger, administrator="Cy", credential_authority="Di", trustees=("Ed",))
    bare = replace(found, papers=Papers())
    people = with_ledger(replace(bare, votes=Votes()), named, "report.toml").people
    assert (people.returning_officer, people.registrar, people.trustees) == ("Ana", "Di", ("Ed",))
    bare = replace(bare, people=People(), votes=Votes())
    assert with_ledger(bare, named, "report.toml").people.returning_officer == "Cy"


@pytest.mark.parametrize(
    ("more", "place", "said"),
    [
        ("[roll]\nentitled = 14", "[roll], entitled", "it says 14, but the other figures give 13"),
        ("[papers]\nreturned = 11", "[papers], returned", "it says 11, but the other figures give 12"),
        ("[papers.spoiled]\nunmarked = 1", "[papers.spoiled]", "an archive holds no spoiled ballots"),
        ("[votes]\nyes = 8", "[votes], yes", "it says 8, but the other figures give 9"),
        ("[votes]\nblank = 1", "[votes], blank", "it says 1, but the other figures give 0"),
        ('[[candidate]]\nname = "Yes"\nvotes = 9', "[[candidate]]", "leave the candidates out"),
    ],
)
def test_what_contradicts_the_archive_is_refused(vote: Path, more: str, place: str, said: str) -> None:
    error = refusal(FROM_ARCHIVE + more, vote.parent)
    assert error.place == place
    assert said in error.reason


def test_a_report_says_why_this_version_of_a_rule_was_used(tmp_path: Path) -> None:
    found = facts(STRIKE.replace("gb-2026-02-18", "gb"), tmp_path)
    assert found.decision is not None
    assert found.decision.rule.id == "gb-2026-02-18"
    assert found.decision.warnings[0].key == "version.stricter"


def ledger_of(found: Facts, *answers: str, sums: tuple[int, ...]) -> Ledger:
    """The ledger of the archive, as if it had asked with these answers."""
    assert found.ledger is not None
    asked = HomomorphicQuestion(answers, None, 0, 1, found.ledger.question.question)
    return replace(found.ledger, question=asked, answer=list(sums))


def test_an_answer_is_yes_by_its_word_and_not_by_its_place(vote: Path) -> None:
    bare = replace(facts(FROM_ARCHIVE, vote.parent), papers=Papers(), votes=Votes())
    turned = ledger_of(facts(FROM_ARCHIVE, vote.parent), "Супраць", "Устрымаўся", "За", sums=(3, 1, 8))
    votes = with_ledger(bare, turned, "report.toml").votes
    assert (votes.yes, votes.no, votes.abstain, votes.blank) == (8, 3, 1, 0)
    candidates = ledger_of(facts(FROM_ARCHIVE, vote.parent), "Ana", "Bo", sums=(3, 9))
    assert with_ledger(bare, candidates, "report.toml").votes.yes is None


def test_what_no_word_says_must_be_stated(vote: Path) -> None:
    bare = replace(facts(FROM_ARCHIVE, vote.parent), papers=Papers(), votes=Votes())
    when = ledger_of(facts(FROM_ARCHIVE, vote.parent), "From May", "From June", "Never", sums=(3, 2, 7))
    for answers, decides in (((), True), (("yes", "no"), False), (("yes", "yes", "yes"), False)):
        with pytest.raises(BadReport, match="say what each answer means") as caught:
            with_ledger(bare, when, "report.toml", answers, decides=decides)
        assert caught.value.place == "[sources], answers"
    with pytest.raises(BadReport, match="say what each answer means"):
        with_ledger(replace(bare, votes=Votes(yes=5)), when, "report.toml")
    votes = with_ledger(bare, when, "report.toml", ("yes", "yes", "no"), decides=True).votes
    assert (votes.yes, votes.no, votes.abstain) == (5, 7, None)


def test_what_is_stated_wins_over_the_words(vote: Path) -> None:
    found = facts(FROM_ARCHIVE + 'answers = ["no", "yes"]', vote.parent)
    assert (found.votes.yes, found.votes.no) == (3, 9)
    alone = FROM_ARCHIVE.replace('archive = "strike.bel"', "") + 'answers = ["no", "yes"]'
    assert "there is no archive to take it from" in refusal(alone, vote.parent).reason


def test_another_question_than_the_archive_asks_is_refused(vote: Path) -> None:
    assert refusal('question = "Shall we work?"\n' + FROM_ARCHIVE, vote.parent).place == "question"


def test_there_is_one_question_in_it(vote: Path) -> None:
    assert "give a number from 1 to 1" in refusal(FROM_ARCHIVE + "question = 2", vote.parent).reason


def test_a_vote_that_is_not_finished_is_not_reported(tmp_path: Path) -> None:
    make_scene(tmp_path / "strike.bel", YES_NO)
    assert "there is no result yet, the vote is open" in refusal(FROM_ARCHIVE, tmp_path).reason


def test_votes_with_weights_are_not_numbers_of_papers(tmp_path: Path) -> None:
    archive(tmp_path / "strike.bel", 9, 3, weights=[10] + [1] * 12)
    found = facts(FROM_ARCHIVE, tmp_path)
    assert found.papers.returned == 12
    assert found.votes.yes is not None
    assert found.votes.no is not None
    assert found.votes.yes + found.votes.no > 12
    ruled = FROM_ARCHIVE + '[decision]\nrule = "plain-majority-of-votes"'
    assert "votes in this archive have weights" in refusal(ruled, tmp_path).reason


PAPERS = [(((1,), (2,), (3,)), 7), (((2,), (3,)), 5), (((3,),), 4)]
COUNTED = """
layout = "gb-election"
body = "The union"
signed = 2026-11-24
[sources]
count = "count.json"
"""


def recorded(folder: Path, seats: int = 1) -> None:
    names = tuple(Candidate(number, name) for number, name in enumerate(("Ana", "Bo", "Cy"), 1))
    contest = Contest("Chair", names, seats, Rankings.of(3, PAPERS))
    made = count(contest, "scottish-stv")
    (folder / "count.json").write_text(json.dumps(count_json(made)))


def test_a_count_says_what_it_knows(tmp_path: Path) -> None:
    recorded(tmp_path)
    found = facts(COUNTED, tmp_path)
    assert (found.title, found.papers.valid, found.votes.seats) == ("Chair", 16, 1)
    assert [(one.name, one.votes) for one in found.standings] == [("Ana", 7), ("Bo", 5), ("Cy", 4)]
    assert sum(one.elected for one in found.standings) == 1


@pytest.mark.parametrize(
    ("more", "place"),
    [("[papers]\nvalid = 15", "[papers], valid"), ("[votes]\nseats = 2", "[votes], seats")],
)
def test_what_contradicts_the_count_is_refused(tmp_path: Path, more: str, place: str) -> None:
    recorded(tmp_path)
    assert refusal(COUNTED + more, tmp_path).place == place


def test_papers_that_the_count_set_aside_are_spoiled(tmp_path: Path) -> None:
    recorded(tmp_path)
    record = json.loads((tmp_path / "count.json").read_text())
    record["invalid"] = {"overvote_invalid": 3}
    (tmp_path / "count.json").write_text(json.dumps(record))
    found = facts(COUNTED + "[papers.spoiled]\nunmarked = 1", tmp_path)
    assert (found.papers.all_spoiled, found.papers.returned) == (4, 20)


@pytest.mark.parametrize("text", ["{", "[]", '{"winners": []}', "\xff"])
def test_what_is_no_record_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "count.json").write_text(text, encoding="latin-1")
    error = refusal(COUNTED, tmp_path)
    assert error.file == str(tmp_path / "count.json")


def test_the_count_is_of_the_votes_in_the_archive(vote: Path) -> None:
    """The same archive counted, and the same with one vote moved."""
    polls = Polls.read(vote)
    made = count(polls.poll(1).contest, "yes-no")
    record = count_json(made)
    (vote.parent / "count.json").write_text(json.dumps(record))
    text = FROM_ARCHIVE + 'count = "count.json"'
    assert facts(text, vote.parent).count == made
    (vote.parent / "count.json").write_text(json.dumps(record | {"votes_hash": "0" * 64}))
    assert "not of the votes in the archive" in refusal(text, vote.parent).reason


@pytest.mark.parametrize("change", [{"outcome": [{"key": "nothing.here"}]}, {"invalid": {"nothing": 1}}])
def test_a_record_that_says_what_nobody_knows_is_refused(tmp_path: Path, change: dict[str, object]) -> None:
    recorded(tmp_path)
    record = json.loads((tmp_path / "count.json").read_text())
    (tmp_path / "count.json").write_text(json.dumps(record | change))
    assert "is not known here" in refusal(COUNTED, tmp_path).reason


@pytest.fixture(scope="module")
def ranked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Rankings of eleven members, one of which leaves ranks out."""
    path = tmp_path_factory.mktemp("ranked") / "strike.bel"
    scene = make_scene(path, RANKING, voters=12)
    with Board.open(path) as board:
        board.add_ballots(scene.ballots(["[[1,2,3]]"] * 7 + ["[[3,1,2]]"] * 3 + ["[[0,255,7]]"]))
    tally(scene, [1, 2])
    return path


@pytest.mark.parametrize("policy", [None, Policy(Overvote.STOP, Skipped.CLOSE_UP, Duplicate.FIRST)])
def test_rankings_in_an_archive_are_counted_by_a_record_of_them(ranked: Path, policy: Policy | None) -> None:
    contest = Polls.read(ranked).poll(1, "scottish-stv", policy=policy).contest
    made = count(contest, "scottish-stv")
    (ranked.parent / "count.json").write_text(json.dumps(count_json(made)))
    found = facts(FROM_ARCHIVE + 'count = "count.json"', ranked.parent)
    assert (found.papers.returned, found.papers.valid) == (11, made.valid)
    assert found.papers.set_aside == (1 if policy is None else 0)
    assert [one.name for one in found.standings if one.elected] == ["Ada"]
    fewer = replace(contest, ballots=Rankings.of(3, [(((1,),), made.valid)]))
    (ranked.parent / "count.json").write_text(json.dumps(count_json(count(fewer, "scottish-stv"))))
    assert "not of the votes" in refusal(FROM_ARCHIVE + 'count = "count.json"', ranked.parent).reason


def swapped(record: dict[str, Any]) -> None:
    record["winners"] = [2]
    record["stages"][-1]["elected"] = [2]


def untrue(record: dict[str, Any]) -> None:
    record["stages"][0]["reasons"] = []


def moved(record: dict[str, Any]) -> None:
    """One vote, so that all sums are right."""
    standing = record["stages"][0]["standing"]
    standing["1"], standing["2"] = standing["1"] - 1, standing["2"] + 1


def unpolicied(record: dict[str, Any]) -> None:
    record["invalid"] = {}


def drawn_by_lot(record: dict[str, Any]) -> None:
    record["lot"] = Lot(bytes(32)).shown().__dict__ | {"seed": "01" * 32}
    del record["lot"]["parts"]


@pytest.mark.parametrize("change", [swapped, untrue, moved, unpolicied])
def test_a_record_that_the_votes_do_not_give_is_refused(
    ranked: Path, change: Callable[[dict[str, Any]], None]
) -> None:
    """A record is a file that anyone can change; the votes are in the archive, so they are counted again."""
    record = count_json(count(Polls.read(ranked).poll(1, "scottish-stv").contest, "scottish-stv"))
    path, text = ranked.parent / "count.json", FROM_ARCHIVE + 'count = "count.json"'
    path.write_text(json.dumps(record))
    assert facts(text, ranked.parent).recounted
    change(record)
    path.write_text(json.dumps(record))
    assert "counted again, give another record" in refusal(text, ranked.parent).reason


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda record: record.update(winners=[2]), "not those whom its stages elect"),
        (lambda record: record.update(vacant=1), "are not all seats"),
        (lambda record: record["stages"][0]["standing"].update({"3": 5}), "votes of stage 1 are not all"),
        (drawn_by_lot, "the seed of its lot is not the one"),
    ],
)
def test_a_record_that_contradicts_itself_is_refused(
    tmp_path: Path, change: Callable[[dict[str, Any]], None], said: str
) -> None:
    """Without the votes, what is said twice must agree."""
    recorded(tmp_path)
    assert not facts(COUNTED, tmp_path).recounted
    record = json.loads((tmp_path / "count.json").read_text())
    change(record)
    (tmp_path / "count.json").write_text(json.dumps(record))
    assert said in refusal(COUNTED, tmp_path).reason


def test_reserved_seats_cannot_be_counted_again_from_the_record(ranked: Path) -> None:
    kept = Reserved((Limit("women", at_least=1),), {"women": frozenset({3})})
    contest = Polls.read(ranked).poll(1, "scottish-stv").contest
    made = count(contest, "scottish-stv", reserved=kept)
    (ranked.parent / "count.json").write_text(json.dumps(count_json(made)))
    found = facts(FROM_ARCHIVE + 'count = "count.json"', ranked.parent)
    assert (found.recounted, [one.name for one in found.standings if one.elected]) == (False, ["Cy"])
