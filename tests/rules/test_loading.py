"""A rule file is read without surprises, and what is wrong with it is told in one line with its place."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from rules.making import HEAD, MAJORITY, rule

from veche.rules import BadRule, load, parse
from veche.rules.loading import SCHEMA
from veche.rules.reading import LARGEST, read
from veche.rules.shelf import TEMPLATE

GOOD = HEAD + "quorum: none\n" + MAJORITY


def refused(text: str | bytes) -> str:
    with pytest.raises(BadRule) as caught:
        parse(text.encode() if isinstance(text, str) else text, "my.yaml")
    message = str(caught.value)
    assert message.startswith("my.yaml")
    assert "\n" not in message
    assert len(message) < 400
    return message.removeprefix("my.yaml").lstrip(", :")


def test_the_schema_is_one_and_describes_every_field() -> None:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    named = dict(schema["properties"])
    for name, one in schema["$defs"].items():
        assert one.get("description"), name
        named |= one.get("properties", {})
    for name, one in named.items():
        told = one.get("description") or schema["$defs"][one["$ref"].rpartition("/")[2]]["description"]
        assert told, name


def test_a_file_of_ones_own_needs_little() -> None:
    made = parse(GOOD.encode(), "my.yaml")
    assert (made.id, made.family, made.made_by) == ("made-up", "made-up", "own")
    assert made.name.texts == {"": "A made-up rule"}
    assert made.notice == made.validity == made.retention == ()


def test_what_a_law_leaves_out_is_not_known() -> None:
    law = HEAD.replace("own", "law") + (
        "country: no\nin_force: {from: unknown}\ntext_version: x\nread_on: 2026-11-24\ncitation: x\n"
        "sources: [https://example.org]\nquorum: none\n"
    )
    made = parse((law + MAJORITY + "retention: none\n").encode(), "my.yaml")
    assert made.country == "no"
    assert made.calendar is not None
    assert made.calendar.country == "NO"
    assert (made.notice, made.validity, made.retention) == (None, None, ())


@pytest.mark.parametrize("word", ["yes", "no", "on", "off", "y", "n", "True", "NO"])
def test_a_word_is_a_word(word: str) -> None:
    assert read(f"name: {word}\n".encode(), "my.yaml").value == {"name": word}


def test_a_day_and_a_fraction_are_texts_and_a_number_is_a_number() -> None:
    found = read(b"a: 2026-02-18\nb: 2/3\nc: 12\nd: true\ne: '12'\nf: 0x1A\ng: 1_000\nh: 12:30\n", "x").value
    assert found == {
        "a": "2026-02-18", "b": "2/3", "c": 12, "d": True, "e": "12", "f": "0x1A", "g": "1_000", "h": "12:30",
    }  # fmt: skip


@pytest.mark.parametrize("number", ["0.5", ".5", "5.", "-0.5", "1e3", "1.5e-3"])
def test_a_decimal_is_refused(number: str) -> None:
    assert refused(GOOD.replace("1/2", number)) == (
        f"line 6, majority[1].more_than: {number} is a decimal: write a fraction such as 1/2, or put text in quotes"
    )


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ("1/2", '"0.5"', "line 6, majority[1].more_than: 0.5 is not written as it must be: a fraction such as 1/2"),
        ("1/2", "3/2", "line 6, majority[1].more_than: 3/2 is more than the whole"),
        ("1/2", "1/0", "line 6, majority[1].more_than: 1/0 is not written as it must be: a fraction such as 1/2"),
        ("1/2", "12", "line 6, majority[1].of: a number of people is no share of anything: leave `of` out"),
        ("of: yes_plus_no, ", "", "line 6, majority[1].more_than: 1/2 of what: add `of`"),
        ("count: yes, of: yes_plus_no", "count: yes, of: units", "line 6, majority[1].of: units are a share of units alone"),
        ("more_than", "morethan", "line 6, majority[1].morethan: unknown field: do you mean more_than?"),
        ("count: yes", "count: ja", "line 6, majority[1].count: ja is not one of: yes, no, present, papers_returned, "),
        ("kind: ballot", "kind: balot", "line 4, kind: balot is not one of: ballot, consent, veto, none"),
        ("quorum", "qourum", "line 5, qourum: unknown field: do you mean quorum?"),
        ("quorum: none\n", "", "line 1: quorum is missing"),
        ("quorum: none", "quorum: nothing", "line 5, quorum: nothing does not fit: All of these must hold."),
        ("id: made-up", "id: Made Up", "line 1, id: Made Up is not written as it must be: Small letters, digits and hyphens."),
        ("id: made-up", "id: made-up\nid: again", "line 2, id: stands here twice: keep one"),
        ("quorum: none", "quorum:", "line 5, quorum: empty: leave the field out, or write unknown"),
        ("quorum: none", "quorum: ~", "line 5, quorum: empty: leave the field out, or write unknown"),
        ("name: A made-up rule", "name: [A, B]", 'line 2, name: ["A", "B"] does not fit: A text for people: one string'),
        ("quorum: none", "quorum: &q none", "line 5: anchors and aliases are not read: write it out"),
        ("quorum: none", "quorum: *q", "line 5: anchors and aliases are not read: write it out"),
        ("quorum: none", "quorum: none\n\tx: 1", "line 6: not YAML: found a tab character that violates indentation"),
        ("quorum: none", "quorum: none\n---", "line 6: not YAML: but found another document"),
        ("quorum: none", "quorum: none\n? [a]\n: b", "line 1: a name before the colon must be a word"),
        ("made_by: own", "made_by: law", "line 1: country is missing"),
        ("made_by: own", "made_by: union", "line 1: read_on is missing"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_place(before: str, after: str, message: str) -> None:
    assert before in GOOD
    assert refused(GOOD.replace(before, after)).startswith(message)


@pytest.mark.parametrize(
    ("field", "message"),
    [
        ("read_on: 2026-02-30", "line 7, read_on: 2026-02-30 is no day of the calendar"),
        ("in_force: {from: 2026-02-02, to: 2026-02-01}", "line 7, in_force.to: 2026-02-01 is before 2026-02-02"),
        ("notice: [{when: before_start, period: {value: 0, unit: days}}]", "line 7, notice[1].period.value: 0 is too small: the bound is 1"),
        ("notice: [{when: before_start, period: {value: ten, unit: days}}]", "line 7, notice[1].period.value: ten is not what stands here: give a whole number"),
        ("notice: [{period: {value: 1, unit: days}}]", "line 7, notice[1]: when is missing"),
        ("notice: [{when: before_start, to: employer}]", "line 7, notice[1].to: employer is not what stands here: give a list"),
        ("secrecy: {is: maybe}", "line 7, secrecy.is: maybe is not one of: required, silent, union_rules"),
        ("units: {is: each}", "line 7, units.is: unknown field"),
        ("sources: [www.example.org]", "line 7, sources[1]: www.example.org is not written as it must be: A web address."),
        ("settings: {blank_is: yes}", "line 7, settings.blank_is: yes is not one of: abstain, invalid"),
        ("variants: [{id: a, name: A}, {id: a, name: B}]", "line 7, variants[2].id: a stands here twice: give each its own id"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_field_is_told_with_its_place(field: str, message: str) -> None:
    assert refused(GOOD + field + "\n") == message


def test_a_variant_lacks_nothing() -> None:
    text = HEAD + "majority: none\nvariants: [{id: a, name: A, quorum: none}, {id: b, name: B}]\n"
    assert refused(text) == "line 6, variants[2]: quorum is missing here and in the whole rule"


def test_deep_large_and_foreign_files_are_refused() -> None:
    assert "within each other" in refused("a: " + "[" * 5000)
    assert refused(b"a: 1\n" * LARGEST).startswith("larger than 256 KiB")
    assert refused(b"\xff\xfe") == "not text in UTF-8: save it as UTF-8"
    assert refused("").startswith("empty")
    assert "line 1" in refused("- a\n- b\n")


def test_a_tag_makes_no_object() -> None:
    assert "does not fit" in refused(GOOD.replace("A made-up rule", "!!python/object/apply:os.system [id]"))


def test_unconfirmed_values_are_switched_off_and_named() -> None:
    made = rule(
        """
        quorum: [{count: present, of: roll, at_least: 1/2, confidence: unconfirmed}]
        secrecy: {is: required, confidence: unconfirmed}
        notice:
          - {when: before_start, period: {value: 3, unit: days}, confidence: unconfirmed}
          - {when: before_ballot, period: {value: 7, unit: days}, confidence: secondary}
        retention: [{period: {value: 3, unit: years}, since: result, confidence: unconfirmed}]
        """
    )
    assert made.ways[0].quorum is None
    assert made.secrecy is None
    assert made.notice is not None
    assert [one.when for one in made.notice] == ["before_ballot"]
    assert made.unconfirmed == ("quorum", "secrecy", "notice", "retention")
    assert made.secondary == ("notice",)


def test_a_list_that_lost_everything_is_not_known() -> None:
    law = (
        HEAD.replace("own", "law") + "country: pl\nin_force: {from: unknown}\ntext_version: x\nread_on: 2026-11-24\n"
        "citation: x\nsources: [https://example.org]\nquorum: none\n" + MAJORITY
        + "notice: [{when: before_start, period: {value: 5, unit: days}, confidence: unconfirmed}]\n"
    )  # fmt: skip
    assert parse(law.encode(), "my.yaml").notice is None


def test_a_file_is_named_as_it_was_given(tmp_path: Path) -> None:
    file = tmp_path / "ours.yaml"
    file.write_text(GOOD.replace("1/2", "0.5"), encoding="utf-8")
    with pytest.raises(BadRule, match=r"ours\.yaml, line 6"):
        load(file)
    with pytest.raises(FileNotFoundError):
        load(tmp_path / "nothing.yaml")


@given(st.binary(max_size=200) | st.text(max_size=200).map(str.encode))
def test_any_bytes_are_a_rule_or_refused(data: bytes) -> None:
    _read_or_refuse(data)


def test_an_unknown_field_is_named_whatever_its_letters() -> None:
    with pytest.raises(BadRule, match="unknown field") as caught:
        parse(b"it's: 1\n" + TEMPLATE.read_bytes(), "my.yaml")
    assert "it's" in str(caught.value)


@given(st.integers(0, len(TEMPLATE.read_bytes())), st.integers(0, 40), st.binary(max_size=20))
def test_a_rule_with_a_hole_is_a_rule_or_refused(place: int, length: int, filling: bytes) -> None:
    whole = TEMPLATE.read_bytes()
    _read_or_refuse(whole[:place] + filling + whole[place + length :])


def _read_or_refuse(data: bytes) -> None:
    with suppress(BadRule):
        assert parse(data, "my.yaml").id
