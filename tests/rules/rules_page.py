"""The tables of docs/rules.md, made from the shipped rules. `python tests/rules/rules_page.py` writes them into the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from veche.rules import Rule, shipped
from veche.rules.model import AnyOf, Condition, Conditions, Confidence, Evidence, Kind, Period, Stated, Way

PAGE = Path(__file__).resolve().parents[2] / "docs" / "rules.md"
BLOCK = re.compile(r"(?<=<!-- rules: )([a-z0-9 -]+)( -->\n)(.*?)(?=<!-- end -->)", re.DOTALL)

WHO = {
    "members": "members of the union",
    "members_concerned": "members whom the demands concern",
    "members_called_upon": "members who would be called upon to act",
    "members_induced": "members whom the union would induce to take part, and no others",
    "members_all_unions": "members of every union that bargains together",
    "employees": "everybody who works there, members or not",
    "employees_covered": "employees whom the agreement would cover",
    "employees_represented": "employees on the roll that the order describes",
    "employees_in_unit": "employees of the bargaining unit, members or not",
    "delegates": "delegates",
    "members_or_delegates": "members, or delegates whom they elected",
}
COUNTED = {
    "yes": "yes votes",
    "no": "no votes",
    "present": "those present",
    "papers_returned": "papers returned",
    "petition": "those who ask for the vote",
}
BASES = {
    "roll": "everybody entitled",
    "roll_minus_prevented": "everybody entitled and not prevented from voting",
    "present": "those present",
    "voting": "those who vote, spoiled papers counted or not",
    "papers_returned": "the papers returned, spoiled ones too",
    "papers_returned_without_spoiled": "the valid papers",
    "valid_votes": "the valid votes",
    "yes_plus_no": "the yes and no votes",
}
UNITS = {
    "together": "votes of several {} are added up",
    "each": "must hold in each of several {}",
    "apart": "each of several {} decides for itself",
}
SECRECY = {
    "required": "required",
    "silent": "the law does not say",
    "union_rules": "the union's rules decide",
}
METHODS = {"postal": "by post only", "signatures": "in writing only"}
WHEN = {
    "before_start": "before the strike starts",
    "before_ballot": "before the vote opens",
    "after_result": "after the result",
}
ONLY_IF = {
    "essential_services": "essential services",
    "called_by_union": "a union calls the strike",
    "state_employer": "the state is the employer",
    "multi_enterprise": "several employers",
    "public_welfare": "undertakings of public welfare",
    "warning_strike": "a warning strike",
}
TOLD = {
    "employer": "the employer",
    "employers_association": "their association",
    "authority": "the authority",
    "minister": "the minister",
    "labour_inspectorate": "the labour inspectorate",
    "members": "the members",
}
VALIDITY = {
    "start_within": "the strike starts within {}",
    "ballot_within": "the vote was held within {} before",
    "mandate": "action may be taken for {}",
}
SINCE = {
    "ballot": "the vote",
    "decision": "the decision",
    "declaration": "the declaration of the result",
    "conciliation_failed": "the day on which conciliation failed",
    "dispute_recorded": "the record of the dispute",
}


def sure(evidence: Evidence) -> str:
    """Where it stands, and the mark of what was read in an account only."""
    mark = "°" if evidence.confidence is Confidence.SECONDARY else ""
    return mark + (f" ({evidence.citation})" if evidence.citation else "")


def period(length: Period) -> str:
    unit = length.unit.replace("_", " ")
    return f"{length.value} {unit.removesuffix('s') if length.value == 1 else unit}"


def condition(one: Condition | AnyOf) -> str:
    if isinstance(one, AnyOf):
        return ", or ".join(map(condition, one.conditions))
    over = "more than" if one.strict else "at least"
    base = BASES[one.of or ""]
    return f"{COUNTED[one.count]}: {over} {one.bar} of {base}{sure(one.evidence)}"


def asked(conditions: Conditions | None) -> str:
    if conditions is None:
        return "not known"
    return "; and ".join(map(condition, conditions)) or "nothing asked"


def by_way(rule: Rule, told: Callable[[Way], str]) -> str:
    """One sentence for all ways that agree, otherwise one for each."""
    found = {way.id: told(way) for way in rule.ways}
    if len(set(found.values())) == 1:
        return next(iter(found.values()))
    return "; ".join(f"*{way}*: {text}" for way, text in found.items())


def stated(one: Stated | None, names: dict[str, str]) -> str:
    return "not known" if one is None else names[one.value] + sure(one.evidence)


def notices(rule: Rule) -> Iterator[str]:
    for one in rule.notice or ():
        length = period(one.period) if one.period else "some time, we do not know how long,"
        if one.when == "after_result":
            length = f"within {length}"
        where = f" ({ONLY_IF[one.only_if]})" if one.only_if else ""
        to = ", to " + " and ".join(TOLD[name] for name in one.to) if one.to else ""
        not_earlier = f", not earlier than {period(one.not_earlier_than)}" if one.not_earlier_than else ""
        yield f"{length} {WHEN[one.when]}{not_earlier}{to}{where}{sure(one.evidence)}"


def limits(rule: Rule) -> Iterator[str]:
    for one in rule.validity or ():
        length = period(one.period) if one.period else "some time"
        longer = f", longer: {one.extendable.by.texts['en']}" if one.extendable else ""
        since = "" if one.kind == "ballot_within" else f" from {SINCE[one.since]}"
        yield VALIDITY[one.kind].format(length) + since + longer + sure(one.evidence)


def kept(rule: Rule) -> Iterator[str]:
    for one in rule.retention or ():
        length = period(one.period) if one.period else "some time"
        yield f"{one.what.texts['en'] if one.what else 'papers'}: {length}{sure(one.evidence)}"


def listed(known: object, texts: Iterable[str]) -> str:
    return "not known" if known is None else "; ".join(texts) or "nothing asked"


def rows(rule: Rule) -> Iterator[tuple[str, str]]:
    """The table of one rule. A row that says nothing is left out."""
    if rule.off:
        yield "Switched off", rule.off.texts["en"]
    if rule.kind is Kind.NONE:
        yield "Vote", "the law asks for none"
    else:
        yield from of_the_vote(rule)
    if rule.made_by == "law":
        yield "Notice", listed(rule.notice, notices(rule))
        yield "Good for", listed(rule.validity, limits(rule))
        yield "Papers kept", listed(rule.retention, kept(rule))
        yield "In force", in_force(rule)
    if rule.read_on:
        yield "Read", f"on {rule.read_on.isoformat()}: {rule.text_version}"
        links = dict.fromkeys((*rule.sources,))
        yield "Where", ", ".join(f"[{number}]({link})" for number, link in enumerate(links, 1))


def of_the_vote(rule: Rule) -> Iterator[tuple[str, str]]:
    yield "Who votes", by_way(rule, lambda way: stated(way.electorate, WHO))
    if rule.excluded_from_base:
        yield (
            "Left out",
            "; ".join(one.text.texts["en"] + sure(one.evidence) for one in rule.excluded_from_base),
        )
    if rule.called_by and rule.called_by.condition:
        yield "Held if", condition(rule.called_by.condition)
    yield "Valid if", by_way(rule, lambda way: asked(way.quorum))
    verdict = {Kind.VETO: "Strike stopped if", Kind.CONSENT: "Agreed if"}.get(rule.kind, "Carried if")
    yield verdict, by_way(rule, lambda way: asked(way.majority))
    if rule.end_ballot:
        yield "Strike ends if", asked(rule.end_ballot.majority)
    if rule.units.evidence.confidence:
        yield "Units", UNITS[rule.units.value].format(rule.unit_kind) + sure(rule.units.evidence)
    yield "Secret", stated(rule.secrecy, SECRECY)
    if rule.scrutineer:
        yield "Independent scrutineer", stated(rule.scrutineer, {"required": "required"})
    if rule.method_allowed:
        yield "How", ", ".join(METHODS[one] for one in rule.method_allowed)


def in_force(rule: Rule) -> str:
    days = rule.in_force
    start = (
        "since when is not known"
        if days.start_unknown or not days.start
        else f"from {days.start.isoformat()}"
    )
    if days.start_unknown and days.start:
        start += f", not before {days.start.isoformat()}"
    if days.end:
        return f"{start} to {days.end.isoformat()}"
    return start + (", until when is not known" if days.end_unknown else "")


def table(rule: Rule) -> str:
    lines = [f"| `{rule.id}` | {rule.name.texts['en']} |", "|---|---|"]
    lines += [f"| {name} | {text.replace('|', '¦')} |" for name, text in rows(rule)]
    return "\n".join(lines) + "\n"


def plain(rules: Iterable[Rule]) -> str:
    """One table for the rules that stand in many statutes."""
    lines = ["| rule | valid if | carried if |", "|---|---|---|"]
    lines += [
        f"| `{rule.id}` | {asked(rule.ways[0].quorum)} | {asked(rule.ways[0].majority)} |" for rule in rules
    ]
    return "\n".join(lines) + "\n"


def block(names: str) -> str:
    """What stands between the marks that name these rules; `plain` names all plain ones."""
    rules = {rule.id: rule for rule in shipped()}
    if names == "plain":
        return plain(rule for rule in rules.values() if rule.made_by == "plain")
    return "\n".join(table(rules[name]) for name in names.split())


def renewed(page: str) -> str:
    return BLOCK.sub(lambda found: found[1] + found[2] + block(found[1]), page)


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
