"""The four forms: what each law or guide asks for is there, and nothing is stated in anybody's name."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import jsonschema
import pytest
from report.stating import OFFICERS, SMALL, STRIKE, archive, drawn, facts, in_layout
from report.test_adding_up import COUNTED, FROM_ARCHIVE, recorded

from veche.report import Layout, draw_up, html_page, report_json
from veche.report.blocks import Block, Document, Facts, Grid, Paragraph, Signature, Statement, Steps
from veche.words import Language

SCHEMA = json.loads((Path(__file__).parents[2] / "src/veche/report/schema.json").read_text(encoding="utf-8"))
STATEMENTS = {Layout.GENERAL: 0, Layout.GB_ELECTION: 7, Layout.GB_ACTION: 3, Layout.US_ELECTION: 4}


def blocks(document: Document, heading: str = "") -> list[Block]:
    """All blocks, or those of the sections whose heading begins so."""
    found = list(document.opening) if not heading else []
    for section in document.sections:
        if section.heading.startswith(heading):
            found += section.blocks
    assert found, heading
    return found


def cells(document: Document, caption: str) -> dict[str, str]:
    """A table by the text before its last column."""
    for block in blocks(document):
        if isinstance(block, Grid) and block.caption == caption:
            return {" ".join(row[:-1]): row[-1] for row in block.rows}
        if isinstance(block, Facts) and block.caption == caption:
            return {fact.name: fact.value for fact in block.facts}
    raise AssertionError(f"no table {caption}")


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("language", Language)
def test_statements_are_left_to_people(tmp_path: Path, language: Language, layout: Layout) -> None:
    text = OFFICERS if layout is Layout.US_ELECTION else in_layout(layout)
    document = drawn(text, tmp_path, language)
    statements = [block for block in blocks(document) if isinstance(block, Statement)]
    assert len(statements) == STATEMENTS[layout]
    assert all(len(one.choices) in (0, 2) for one in statements)
    assert [block for block in blocks(document) if isinstance(block, Signature)]


def test_section_52_is_followed_paragraph_by_paragraph(tmp_path: Path) -> None:
    recorded(tmp_path)
    more = "[papers]\ndistributed = 30\n[papers.spoiled]\nunmarked = 1\n[people]\nindependent = ['Printers & Co']\n"
    document = drawn(COUNTED + more, tmp_path)
    found = cells(document, "Figures by provision")
    assert {key.split()[1]: value for key, value in found.items()} == {
        "52(1)(a)": "30",
        "52(1)(b)": "17",
        "52(1)(c)": "see “Votes”",
        "52(1)(d)": "1",
        "52(1)(e)": "Printers & Co",
    }
    assert cells(document, "Valid votes")["Ana 7 43.7\N{NO-BREAK SPACE}%"] == "elected"
    satisfied = [
        one for one in blocks(document, "Statements under section 52(2)") if isinstance(one, Statement)
    ]
    assert [one.text[:6] for one in satisfied] == ["(2)(a)", "(2)(b)", "(2)(c)"]
    assert all(one.prompt and one.lines for one in satisfied)
    register = [one.text[:7] for one in blocks(document, "Register of members") if isinstance(one, Statement)]
    assert register == ["(2A)(a)", "(2A)(b)", "(2A)(c)", "(2A)(d)"]
    (others,) = blocks(document, "Persons appointed under section 51A")
    assert isinstance(others, Statement)
    assert "Printers & Co" in others.text


def test_where_nobody_was_appointed_it_is_said(tmp_path: Path) -> None:
    document = drawn(in_layout("gb-election"), tmp_path)
    assert [value for key, value in cells(document, "Figures by provision").items() if "52(1)(e)" in key] == [
        "no person was so appointed"
    ]
    assert not [one for one in document.sections if "51A" in one.heading]


@pytest.mark.parametrize(
    ("entitled", "told"),
    [
        (704, "no (46.3\N{NO-BREAK SPACE}%)"),
        (652, "yes (50.0\N{NO-BREAK SPACE}%)"),
        (653, "no (49.9\N{NO-BREAK SPACE}%)"),
        (600, "yes (54.3\N{NO-BREAK SPACE}%)"),
    ],
)
def test_section_231_is_told_exactly(tmp_path: Path, entitled: int, told: str) -> None:
    assert Fraction(326, 652) == Fraction(1, 2)
    text = in_layout("gb-action").replace("entitled = 704", f"entitled = {entitled}")
    text = text.replace("distributed = 706\nreplaced = 2\n", "")
    found = cells(drawn(text, tmp_path), "Figures by provision")
    figures = {key.split()[1]: value for key, value in found.items()}
    assert figures == {
        "231(a)": str(entitled),
        "231(b)": "326",
        "231(c)": "305",
        "231(d)": "18",
        "231(e)": "3",
        "231(f)": told,
    }


def test_the_words_of_the_act_are_said_to_be_translated(tmp_path: Path) -> None:
    def said(language: Language) -> int:
        document = drawn(in_layout("gb-action"), tmp_path, language)
        section = next(one for one in document.sections if "231B(1)" in one.heading)
        return len([block for block in section.blocks if isinstance(block, Paragraph)])

    assert said(Language.BE) == said(Language.EN) + 1


def test_an_american_record_accounts_for_every_ballot(tmp_path: Path) -> None:
    document = drawn(OFFICERS, tmp_path)
    assert document.letter
    found = cells(document, "Account of voting papers")
    assert (found["Ballots printed"], found["Ballots not used"], found["Void ballots"]) == (
        "1,300",
        "100",
        "6",
    )
    assert found["Challenged ballots not resolved"] == "not stated"
    assert found["Valid ballots"] == "894"
    assert "one year" in str(blocks(document, "Preservation"))


def test_without_names_there_are_lines_to_write_them_on(tmp_path: Path) -> None:
    text = OFFICERS.replace('returning_officer = "E. Official"', "")
    signed = [block for block in blocks(drawn(text, tmp_path)) if isinstance(block, Signature)]
    assert [one.name for one in signed] == ["", "", ""]


def test_the_archive_is_named_by_all_its_fingerprints(tmp_path: Path) -> None:
    from hashlib import sha256

    from veche.election.verify import verify_archive

    path = archive(tmp_path / "strike.bel", 9, 3)
    document = drawn(FROM_ARCHIVE, tmp_path)
    told = cells(document, "Fingerprints (SHA-256, Base64)")
    assert set(told.values()) == set(verify_archive(path).fingerprints.values())
    assert (
        cells(document, "Archive of the vote")["SHA-256 of the file"] == sha256(path.read_bytes()).hexdigest()
    )
    assert document.mark == verify_archive(path).fingerprints["last_event"]
    (steps,) = [block for block in blocks(document, "How to check") if isinstance(block, Steps)]
    lines = [line for _, line in steps.steps]
    assert {"veche verify strike.bel", "veche-verify strike.bel", "belenios-tool election verify"} <= set(
        lines
    )


def test_the_lines_to_check_with_are_right(tmp_path: Path) -> None:
    """They are run by `tests/cli/scripts/report.txt`; here their numbers are held against the facts."""
    recorded(tmp_path)
    (steps,) = [
        block for block in blocks(drawn(COUNTED, tmp_path), "How to check") if isinstance(block, Steps)
    ]
    (line,) = [line for _, line in steps.steps if line.startswith("veche count")]
    assert line.startswith("veche count VOTES --rule scottish-stv --seats 1")


def test_small_groups_publish_the_outcome_alone(tmp_path: Path) -> None:
    found = facts(SMALL, tmp_path)
    assert not found.published
    for language in Language:
        document = draw_up(found, language)
        value = json.loads(report_json(found, document))
        assert value["published"] == "outcome"
        assert value["votes"] is None
        assert value["papers"]["spoiled"] is value["papers"]["valid"] is None
        assert value["decision"].keys() == {"rule", "citation", "outcome"}
        shown = html_page(document).partition("<body>")[2]
        assert not {"6", "2"} & set(numbers_in(shown)), language
        assert "10" in numbers_in(shown)


def numbers_in(shown: str) -> list[str]:
    """Numbers that stand by themselves in the text of a page, days left out."""
    import re

    text = re.sub(r"<[^>]*>|\d{1,2} \w+ 2026", " ", shown)
    return re.findall(r"(?<![\w.(-])\d+(?![\w.)])", text)


def test_a_count_of_few_papers_keeps_its_stages(tmp_path: Path) -> None:
    recorded(tmp_path)
    found = facts(COUNTED + "[privacy]\nminimum = 17", tmp_path)
    document = draw_up(found, Language.EN)
    value = json.loads(report_json(found, document))
    assert value["count"] is None
    assert len(value["winners"]) == 1
    assert not [one for one in document.sections if one.heading in ("The count", "Votes")]


def test_a_small_unit_publishes_its_outcome_alone(tmp_path: Path) -> None:
    """The machine's report had the votes of three members."""
    unit = '[[unit]]\nname = "{}"\nroll = {}\nreturned = {}\nspoiled = {}\nyes = {}\nno = {}\n'
    units = unit.format("Depot", 504, 250, 3, 235, 12) + unit.format("Garage", 197, 73, 0, 68, 5)
    text = STRIKE + units + unit.format("Night", 3, 3, 0, 2, 1)
    for minimum in (10, 80):
        found = facts(text + f"[privacy]\nminimum = {minimum}", tmp_path)
        told = json.loads(report_json(found, draw_up(found, Language.EN)))["decision"]["units"]
        shown = {one["figures"]["name"]: one["figures"].get("yes") for one in told}
        assert shown["Night"] is None
        assert shown["Garage"] is None or minimum == 10
        assert [one["outcome"] for one in told] == ["no-quorum", "no-quorum", "carried"]


def test_where_nothing_is_known_nothing_is_withheld(tmp_path: Path) -> None:
    """Not known is not few."""
    found = facts('body = "U"\ntitle = "T"\nquestion = "Q?"\nsigned = 2026-11-24', tmp_path)
    assert (found.hiding, found.published) == (None, True)
    assert "Fewer than" not in str(draw_up(found, Language.EN))
    none = facts(
        'body = "U"\ntitle = "T"\nquestion = "Q?"\nsigned = 2026-11-24\n[votes]\nyes = 0\nno = 0', tmp_path
    )
    assert (none.hiding, none.published) == (0, False)


def test_a_lower_minimum_is_said(tmp_path: Path) -> None:
    found = facts(SMALL + "[privacy]\nminimum = 8", tmp_path)
    assert found.published
    assert "was set to 8 for this report" in str(
        blocks(draw_up(found, Language.EN), "What this report does not")
    )


def test_unanimity_is_warned_of(tmp_path: Path) -> None:
    text = STRIKE.replace("yes = 305\nno = 18", "yes = 323\nno = 0").replace(
        '[decision]\nrule = "gb-2026-02-18"', ""
    )
    assert "all" in str(blocks(drawn(text, tmp_path), "What this report does not")).lower()


@pytest.mark.parametrize("layout", Layout)
@pytest.mark.parametrize("language", Language)
def test_the_report_for_machines_is_as_its_schema_says(
    tmp_path: Path, language: Language, layout: Layout
) -> None:
    found = facts(OFFICERS if layout is Layout.US_ELECTION else in_layout(layout), tmp_path)
    document = draw_up(found, language)
    value = json.loads(report_json(found, document))
    jsonschema.validate(value, SCHEMA)
    assert [one["heading"] for one in value["document"]["sections"]] == [
        one.heading for one in document.sections
    ]
    for section in value["document"]["sections"]:
        assert all(block["made"] is None for block in section["blocks"] if block["kind"] == "statement")


def test_a_report_of_a_count_and_one_of_an_archive_are_as_the_schema_says(tmp_path: Path) -> None:
    recorded(tmp_path)
    archive(tmp_path / "strike.bel", 9, 3)
    for text in (COUNTED, FROM_ARCHIVE, SMALL):
        found = facts(text, tmp_path)
        jsonschema.validate(json.loads(report_json(found, draw_up(found, Language.UK))), SCHEMA)


def test_a_schema_that_would_take_anything_would_be_found() -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"format": 1}, SCHEMA)


def test_the_outcome_stands_first_and_why_follows(tmp_path: Path) -> None:
    document = drawn(STRIKE, tmp_path)
    assert document.sections[0].heading == "Result"
    lead = document.sections[0].blocks[0]
    assert isinstance(lead, Paragraph)
    assert lead.kind == "lead"
    assert "quorum" in lead.text.lower()
    how = cells(document, "How it was met")
    assert list(how.values()) == ["no", "yes"]
    assert "46.3\N{NO-BREAK SPACE}%" in next(iter(how))
