"""Statutes as data: who changes them, what is written down, and what waits a month."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from web.delegates.conftest import Branch, founder

from veche.web.bodies.access import today
from veche.web.bodies.models import Body
from veche.web.delegates import access, actions
from veche.web.delegates.models import Statutes, StatutesChange


def test_a_body_without_a_row_goes_by_the_defaults(branch: Branch) -> None:
    said = access.statutes(branch.lower)
    assert (said.method, said.recall_share, said.term_days) == ("equal", "1/5", 365)
    assert not Statutes.objects.exists()


def test_each_change_is_written_down(branch: Branch) -> None:
    actions.change_statutes(branch.head, method="dhondt", seats=9, incompatible=["trustee", "secretary"])
    actions.change_statutes(branch.head, method="dhondt", seats=9, incompatible=["trustee", "secretary"])
    changes = access.changes_of(branch.upper)
    assert [(one.number, one.field, one.before, one.after, one.by) for one in changes] == [
        (3, "incompatible", "", "secretary trustee", "Founder"),
        (2, "seats", "0", "9", "Founder"),
        (1, "method", "equal", "dhondt", "Founder"),
    ]
    assert access.statutes(branch.upper).seats == 9


def test_members_do_not_change_them(branch: Branch) -> None:
    with pytest.raises(PermissionDenied):
        actions.change_statutes(branch.member, seats=3)


def test_rules_of_recall_wait_a_month_where_somebody_could_be_shielded(branch: Branch) -> None:
    actions.change_statutes(branch.steward, recall_share="1/2", report_days=7)
    said = access.statutes(branch.lower)
    assert (said.recall_share, said.coming, said.report_days) == ("1/5", {"recall_share": "1/2"}, 7)
    assert said.coming_from == today() + timedelta(days=30)
    (change,) = StatutesChange.objects.filter(field="recall_share")
    assert change.holds_from == said.coming_from
    Statutes.objects.update(coming_from=today())
    said = access.statutes(branch.lower)
    assert (said.recall_share, said.coming, said.coming_from) == ("1/2", {}, None)


def test_the_same_form_again_does_not_begin_the_month_anew(branch: Branch) -> None:
    actions.change_statutes(branch.steward, recall_share="1/2")
    Statutes.objects.update(coming_from=today() + timedelta(days=3))
    actions.change_statutes(branch.steward, recall_share="1/2")
    assert access.statutes(branch.lower).coming_from == today() + timedelta(days=3)
    assert StatutesChange.objects.count() == 1


def test_a_change_to_come_is_taken_back_and_that_is_written_down_too(branch: Branch) -> None:
    actions.change_statutes(branch.steward, recall_share="1/2")
    actions.change_statutes(branch.steward, recall_share="1/5")
    said = access.statutes(branch.lower)
    assert (said.recall_share, said.coming, said.coming_from) == ("1/5", {}, None)
    assert [(one.before, one.after) for one in access.changes_of(branch.lower)] == [
        ("1/2", "1/5"),
        ("1/5", "1/2"),
    ]


def test_another_change_begins_the_month_anew(branch: Branch) -> None:
    actions.change_statutes(branch.steward, recall_share="1/2")
    Statutes.objects.update(coming_from=today() + timedelta(days=1))
    actions.change_statutes(branch.steward, recall_share="1/3")
    assert access.statutes(branch.lower).coming_from == today() + timedelta(days=30)


def test_before_there_is_a_delegate_they_hold_at_once(make_body: Callable[..., Body]) -> None:
    body = make_body("Mill", "branch")
    actions.change_statutes(founder(body), recall_share="1/10")
    assert access.statutes(body).recall_share == "1/10"
