"""Rules made for a test from a few lines of YAML."""

from __future__ import annotations

from textwrap import dedent

from veche.rules import Rule, parse

HEAD = "id: made-up\nname: A made-up rule\nmade_by: own\nkind: ballot\n"
MAJORITY = "majority: [{count: yes, of: yes_plus_no, more_than: 1/2}]\n"


def rule(text: str = "", *, head: str = HEAD) -> Rule:
    """A ballot by default; what is required and not said is a plain majority without a quorum."""
    text = dedent(text).lstrip("\n")
    missing = "" if "quorum:" in text else "quorum: none\n"
    missing += "" if "majority:" in text else MAJORITY
    return parse((head + missing + text).encode(), "made-up.yaml")


def majority(of: str, bar: str, *, settings: str = "") -> Rule:
    """A rule of one condition: `bar` as "at_least: 2/3"."""
    return rule(f"majority: [{{count: yes, of: {of}, {bar}}}]\n{settings}")
