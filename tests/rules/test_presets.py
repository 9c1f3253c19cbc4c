"""The shipped rules as files: each obeys the schema, says where it was read, and ships nothing that nobody checked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from veche import rules
from veche.rules import Figures, Outcome, Rule, UnknownRule, choose, decide, find, opened_under, shipped
from veche.rules.loading import load
from veche.rules.reading import read
from veche.rules.sense import every
from veche.rules.shelf import PRESETS, TEMPLATE
from veche.words import Language, catalogue

WORDS = Path(rules.__file__).parent / "words"
LANGUAGES = ["en", "be", "ru", "uk", "pl"]
FILES = sorted(PRESETS.iterdir())
DOCUMENTS = {file.stem: read(file.read_bytes(), file.name).value for file in FILES}

each_file = pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
each_document = pytest.mark.parametrize("document", DOCUMENTS.values(), ids=DOCUMENTS)


def mappings(document: Any) -> Iterator[tuple[Any, dict[str, Any]]]:
    """Every mapping in a file, with its path."""
    for path, value in every(document, ()):
        if isinstance(value, dict):
            yield path, value


@each_file
def test_the_file_obeys_the_schema_and_is_named_for_its_rule(file: Path) -> None:
    assert file.name == f"{load(file).id}.yaml"


@each_document
def test_a_value_with_a_confidence_says_where_it_was_read(document: dict[str, Any]) -> None:
    for path, value in mappings(document):
        if "confidence" in value:
            assert value.get("sources") or document.get("sources"), path


@each_document
def test_a_value_of_a_law_or_a_union_says_how_sure_we_are(document: dict[str, Any]) -> None:
    if document["made_by"] == "plain":
        return
    known = ("count", "who", "is", "only", "are", "what", "when", "since", "figures")
    for path, value in mappings(document):
        about_a_value = any(key in value for key in known)
        if about_a_value and path != ():
            assert "confidence" in value, path


@each_document
def test_nothing_ships_that_nobody_checked(document: dict[str, Any]) -> None:
    for path, value in mappings(document):
        assert value.get("confidence") != "unconfirmed", path


@each_document
def test_days_are_sane(document: dict[str, Any]) -> None:
    if document["made_by"] == "plain":
        assert "read_on" not in document
        return
    read_on = date.fromisoformat(document["read_on"])
    assert read_on >= date(2026, 1, 1)
    start = document.get("in_force", {}).get("from", "unknown")
    assert start == "unknown" or date.fromisoformat(start) <= read_on


@each_document
def test_shares_are_exact_fractions_of_at_most_the_whole(document: dict[str, Any]) -> None:
    for path, value in mappings(document):
        if "count" in value:
            bar = value.get("at_least", value.get("more_than"))
            assert isinstance(bar, str), path
            assert 0 < Fraction(bar) < 1, path
    for path, value in every(document, ()):
        assert not isinstance(value, float), path


@each_document
def test_words_of_a_law_have_a_citation_and_a_licence(document: dict[str, Any]) -> None:
    for path, value in mappings(document):
        if "quote" in value:
            assert value.get("citation") or document.get("citation"), path
            assert value["quote"]["licence"], path
            assert len(value["quote"]["text"]) < 500, "keep quotes short"
            assert document["made_by"] == "law", "rule books of unions are theirs"


@each_document
def test_texts_stand_in_all_five_languages(document: dict[str, Any]) -> None:
    for path, value in mappings(document):
        for key in ("name", "note", "off", "purpose", "by", "warnings", "contents"):
            for text in (
                value[key] if isinstance(value.get(key), list) else [value[key]] if key in value else []
            ):
                assert isinstance(text, dict), (path, key)
        if "en" in value:
            assert list(value) == LANGUAGES, path
            assert len({value["en"], value["ru"], value["pl"]}) == 3, path
            assert value["en"] not in (value["be"], value["uk"]), path


@each_document
def test_every_rule_has_something_to_say_to_its_reader(document: dict[str, Any]) -> None:
    assert document["warnings"]


def test_ids_and_families_fit_together() -> None:
    rules = shipped()
    assert len({rule.id for rule in rules}) == len(rules)
    families = {rule.id: rule.family for rule in rules}
    for rule in rules:
        assert rule.family == rule.id or rule.family not in families, rule.id
        for other in rule.stricter_than:
            assert families[other] == rule.family, rule.id


def test_every_country_that_we_promise_is_there() -> None:
    promised = {
        "by",
        "ru",
        "ua",
        "pl",
        "lt",
        "lv",
        "de",
        "gb",
        "ie",
        "au",
        "ca",
        "za",
        "sk",
        "hu",
        "bg",
        "ro",
        "tr",
        "in",
        "kr",
        "jp",
    }
    assert promised == {rule.country for rule in shipped() if rule.country}


@pytest.mark.parametrize(
    ("day", "name"),
    [
        (date(2017, 3, 1), "gb-2017-03-01"),
        (date(2026, 2, 17), "gb-2017-03-01"),
        (date(2026, 2, 18), "gb-2026-02-18"),
        (date(2026, 11, 24), "gb-2026-02-18"),
    ],
)
def test_great_britain_is_strict_until_the_repeal_is_known(day: date, name: str) -> None:
    assert find("gb", day).id == name


def test_a_vote_that_opened_under_another_version_is_told_so() -> None:
    """The Act of 2025 leaves ballots that had opened before 18 February 2026 under the old text."""
    chosen = choose("gb", date(2026, 2, 20))
    assert [one.key for one in opened_under(chosen, "gb", date(2026, 2, 2)).why] == [
        "version.in_force",
        "version.opened",
    ]
    assert opened_under(chosen, "gb", date(2026, 2, 18)) == chosen
    assert opened_under(chosen, "gb-2026-02-18", date(2026, 2, 2)) == chosen


def test_where_two_versions_may_be_in_force_the_choice_is_explained() -> None:
    keys = [[one.key for one in choose("gb", date(2026, 4, day)).why] for day in (7, 8)]
    assert keys == [["version.in_force"], ["version.stricter"]], (
        "the text of 7 April 2026 still has the threshold"
    )


def test_no_version_is_guessed_without_a_day() -> None:
    with pytest.raises(UnknownRule):
        find("gb")


def unit(name: str, **numbers: int) -> Figures:
    return Figures(name=name, abstain=0, blank=0, spoiled=0, **numbers)


def test_in_poland_each_establishment_must_reach_the_turnout() -> None:
    strong, weak = unit("Gdańsk", roll=100, yes=90, no=0), unit("Gdynia", roll=100, yes=49, no=0)
    assert decide(find("pl-1991-20"), [strong, weak]).outcome is Outcome.NO_QUORUM
    assert (
        decide(find("pl-1991-20"), [strong, unit("Gdynia", roll=100, yes=50, no=0)]).outcome
        is Outcome.CARRIED
    )


def test_in_ireland_the_votes_of_all_unions_are_added_up() -> None:
    units = [unit("A", roll=30, yes=10, no=20), unit("B", roll=30, yes=15, no=4)]
    assert decide(find("ie-1990-14"), units).outcome is Outcome.CARRIED


def test_in_korea_the_members_of_all_unions_are_the_base() -> None:
    units = [unit("A", roll=60, yes=40, no=0), unit("B", roll=40, yes=10, no=0)]
    assert decide(find("kr-41"), units).outcome is Outcome.LOST


def test_in_great_britain_each_workplace_decides_for_itself() -> None:
    units = [unit("depot", roll=100, yes=60, no=0), unit("office", roll=100, yes=49, no=0)]
    decision = decide(find("gb-2026-02-18"), units)
    assert decision.outcome is Outcome.APART
    assert [one.outcome for one in decision.units] == [Outcome.CARRIED, Outcome.NO_QUORUM]


SAID = {
    "of": {
        "roll",
        "roll_minus_prevented",
        "present",
        "papers_returned",
        "papers_returned_without_spoiled",
        "valid_votes",
        "voting",
        "yes_plus_no",
    },
    "are": {"together", "each", "apart"},
    "kind": {"ballot", "consent", "veto", "none", "start_within", "ballot_within", "mandate"},
    "is": {"required", "silent", "union_rules"},
    "unit": {"hours", "days", "working_days", "weeks", "months", "years"},
    "when": {"before_start", "before_ballot", "after_result"},
    "confidence": {"confirmed", "secondary"},
}
"""What a rule must be able to say, by the field that says it."""

FIELDS = {
    "quorum", "majority", "at_least", "more_than", "end_ballot", "secrecy", "notice", "to", "contents", "validity", "retention",
    "in_force", "from", "text_version", "citation", "quote", "excluded_from_base", "called_by", "publish", "off", "stricter_than",
}  # fmt: skip


def test_everything_that_a_rule_can_say_is_said_by_one() -> None:
    """What no rule uses, nobody has tried."""
    whole = [*DOCUMENTS.values(), read(TEMPLATE.read_bytes(), TEMPLATE.name).value]
    found = [mapping for document in whole for _, mapping in mappings(document)]
    used = {name: {str(one[name]) for one in found if name in one} for name in SAID}
    missing = {name: values - used[name] for name, values in SAID.items()}
    assert not [name for name, values in missing.items() if values], missing
    assert not FIELDS - {name for one in found for name in one}


@pytest.mark.parametrize("rule", shipped(), ids=lambda rule: rule.id)
def test_every_decision_says_that_it_is_no_legal_advice(rule: Rule) -> None:
    for way in rule.ways:
        first = decide(rule, Figures(), variant=way.id or None).standing[0]
        assert first.key in ("standing.no_advice", "standing.own")
        for language in Language:
            said = first.say(catalogue(WORDS, language))
            assert any(
                word in said
                for word in ("legal advice", "юрыдычная", "юридическая", "юридична", "porada prawna")
            )


ADVICE = r"\b(we advise|we recommend|we suggest|you should|should strike|better not|your lawyer|sue)\b"


@each_document
def test_no_text_tells_anybody_what_to_do_with_the_law(document: dict[str, Any]) -> None:
    for path, value in every(document, ()):
        if isinstance(value, str):
            assert not re.search(ADVICE, value, re.IGNORECASE), path
