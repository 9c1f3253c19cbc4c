"""Amendments are written paragraph by paragraph, handed in, decided, and worked into the adopted text."""

from __future__ import annotations

import secrets
from datetime import timedelta
from uuid import uuid4

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.utils import timezone
from web.amendments_making import fresh_amendment, make_amendment
from web.motions_amending.making import TEXT, Hall
from web.motions_making import fresh, place_of

from veche.assembly.text import Kind
from veche.web.bodies.models import Membership
from veche.web.motions import actions
from veche.web.motions.access import amendments as access
from veche.web.motions.access import seen as seen_motion
from veche.web.motions.access import steps, text_of
from veche.web.motions.actions import amending, ordering
from veche.web.motions.actions.producing import Unmerged
from veche.web.motions.actions.versions import write_version
from veche.web.motions.errors import Refused
from veche.web.motions.models import Amendment, Motion

TUESDAY = TEXT[0].replace("Monday", "Tuesday")
FRIDAY = TEXT[0].replace("Monday", "Friday")
SHOP = TEXT[0].replace("hall", "shop")


def refused(code: str) -> object:
    return pytest.raises(Refused, match=f"^{code}$")


def done(motion: Motion) -> list[str]:
    return [step.what for step in steps(motion)]


def test_an_amendment_is_its_authors_alone_until_it_is_submitted(hall: Hall) -> None:
    draft = make_amendment(hall.motion, hall.at, {1: TUESDAY}, submit=False)
    with pytest.raises(Http404):
        access.seen_amendment(place_of(hall.other), draft.pk)
    assert access.of(hall.motion) == []
    amending.submit_amendment(hall.at, draft.pk)
    assert access.seen_amendment(place_of(hall.other), draft.pk).amendment.number == 1
    assert done(hall.motion)[-1] == "amendment_submitted"


def test_the_same_form_sent_twice_makes_one_draft(hall: Hall) -> None:
    once = secrets.token_bytes(16)
    one = amending.begin(hall.at, hall.motion.pk, once)
    assert amending.begin(hall.at, hall.motion.pk, once).pk == one.pk
    with pytest.raises(Http404):
        amending.begin(place_of(hall.other), hall.motion.pk, once)
    assert len(access.drafts(seen_motion(hall.at, hall.motion.pk))) == 1


def test_nobody_else_writes_in_a_draft_or_submits_it(hall: Hall) -> None:
    draft = make_amendment(hall.motion, hall.at, {1: TUESDAY})
    for act in (
        lambda: amending.write_paragraph(place_of(hall.other), draft.pk, 1, ["x"], 1),
        lambda: amending.submit_amendment(place_of(hall.other), draft.pk),
        lambda: amending.withdraw_amendment(place_of(hall.other), draft.pk),
        lambda: amending.decide_amendment(place_of(hall.other), draft.pk, "accepted"),
        lambda: amending.choose(place_of(hall.other), hall.motion.pk, ()),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_what_is_submitted_is_not_changed_any_more(hall: Hall) -> None:
    one = make_amendment(hall.motion, hall.at, {1: TUESDAY})
    with refused("no_edit"):
        amending.write_paragraph(hall.at, one.pk, 2, ["Otherwise."], one.base)


def test_each_paragraph_is_written_by_itself_and_again(hall: Hall) -> None:
    one = make_amendment(
        hall.motion, hall.at, {0: "First of all.", 1: f"Before.\n\n{TUESDAY}", 3: ""}, submit=False
    )
    assert access.amended(hall.motion, one).own_text(one) == ["First of all.", "Before.", TUESDAY, TEXT[1]]
    amending.write_paragraph(hall.at, one.pk, 1, [TEXT[0]], one.base)
    amending.write_paragraph(hall.at, one.pk, 0, [], one.base)
    kept = fresh_amendment(one.pk)
    assert [(shown.number, shown.kind) for shown in access.amended(hall.motion, kept).shown(kept)] == [
        (3, Kind.DELETE)
    ]


def test_an_amendment_that_changes_nothing_is_not_submitted(hall: Hall) -> None:
    one = make_amendment(hall.motion, hall.at, {1: TEXT[0]}, submit=False)
    with refused("nothing_changed"):
        amending.submit_amendment(hall.at, one.pk)


def test_bounds_are_said(hall: Hall) -> None:
    one = make_amendment(hall.motion, hall.at, {}, submit=False)
    with refused("no_paragraph"):
        amending.write_paragraph(hall.at, one.pk, 4, ["x"], one.base)
    with refused("too_long"):
        amending.write_paragraph(hall.at, one.pk, 1, ["x" * (amending.LONGEST + 1)], one.base)
    with refused("changed"):
        amending.write_paragraph(hall.at, one.pk, 1, ["x"], one.base + 1)
    for _ in range(amending.MOST_DRAFTS - 1):
        make_amendment(hall.motion, hall.at, {}, submit=False)
    with refused("too_many_drafts"):
        amending.begin(hall.at, hall.motion.pk, secrets.token_bytes(16))


def test_nobody_buries_a_motion(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(amending, "MOST_OWN", 2)
    for day in ("Tuesday", "Friday"):
        make_amendment(hall.motion, hall.at, {1: f"On {day}."})
    with refused("too_many_drafts"):
        make_amendment(hall.motion, hall.at, {1: "On Sunday."})
    make_amendment(hall.motion, place_of(hall.other), {1: "On Sunday."})


def test_after_the_deadline_none_is_taken(hall: Hall) -> None:
    draft = make_amendment(hall.motion, hall.at, {1: TUESDAY}, submit=False)
    actions.set_deadline(hall.prepares, hall.motion.pk, timezone.now() - timedelta(minutes=1))
    with refused("no_amend"):
        amending.submit_amendment(hall.at, draft.pk)
    with refused("no_amend"):
        amending.begin(hall.at, hall.motion.pk, secrets.token_bytes(16))


def test_an_amendment_to_an_amendment_is_worked_into_it(hall: Hall) -> None:
    main = make_amendment(hall.motion, hall.at, {1: TUESDAY})
    child = make_amendment(hall.motion, place_of(hall.other), {1: TUESDAY.replace("six", "noon")}, to=main)
    turns = [turn for group in access.voting_order(hall.motion) for turn in group.turns]
    assert [(turn.amendment.pk, turn.depth) for turn in turns] == [(child.pk, 1), (main.pk, 0)]
    amending.adopt(child.pk)
    amending.adopt(main.pk)
    actions.set_state(hall.motion.pk, "accepted")
    version = text_of(hall.motion)
    assert version.paragraphs == [TUESDAY.replace("six", "noon"), *TEXT[1:]]
    assert (version.why, version.merged) == ("adopted", [1, 2])


def test_what_amends_a_rejected_amendment_falls(hall: Hall) -> None:
    main = make_amendment(hall.motion, hall.at, {1: TUESDAY})
    child = make_amendment(hall.motion, hall.at, {1: FRIDAY}, to=main)
    grandchild = make_amendment(hall.motion, hall.at, {1: SHOP}, to=child)
    amending.decide_amendment(hall.prepares, main.pk, "rejected")
    assert {fresh_amendment(one.pk).state for one in (child, grandchild)} == {"fallen"}
    assert done(hall.motion).count("amendment_fell") == 2


def test_a_draft_does_not_fall_into_the_open(hall: Hall) -> None:
    main = make_amendment(hall.motion, hall.at, {1: TUESDAY})
    draft = make_amendment(hall.motion, hall.at, {1: FRIDAY}, to=main, submit=False)
    amending.adopt(main.pk)
    assert fresh_amendment(draft.pk).state == "draft"
    assert "amendment_fell" not in done(hall.motion)
    with pytest.raises(Http404):
        access.seen_amendment(place_of(hall.other), draft.pk)
    with refused("no_amend"):
        amending.submit_amendment(hall.at, draft.pk)


def test_a_carried_amendment_lets_those_fall_that_cannot_hold_beside_it(hall: Hall) -> None:
    first = make_amendment(hall.motion, hall.at, {1: TUESDAY})
    rival = make_amendment(hall.motion, hall.at, {1: FRIDAY})
    other_words = make_amendment(hall.motion, hall.at, {1: SHOP})
    the_same = make_amendment(hall.motion, hall.at, {1: TUESDAY})
    elsewhere = make_amendment(hall.motion, hall.at, {2: ""})
    amending.adopt(first.pk)
    states = {one: fresh_amendment(one.pk).state for one in (rival, other_words, the_same, elsewhere)}
    assert states == {
        rival: "fallen",
        other_words: "submitted",
        the_same: "fallen",
        elsewhere: "submitted",
    }
    amending.adopt(first.pk)
    assert done(hall.motion).count("amendment_fell") == 2


def test_the_adopted_text_has_all_adopted_amendments_and_nobody_typed_it(hall: Hall) -> None:
    for wordings in ({1: TUESDAY}, {1: SHOP}, {3: ""}, {2: f"{TEXT[1]}\n\nWe meet in May."}):
        amending.adopt(make_amendment(hall.motion, hall.at, wordings).pk)
    make_amendment(hall.motion, hall.at, {2: ""})
    actions.set_state(hall.motion.pk, "accepted")
    version = text_of(hall.motion)
    assert version.paragraphs == [
        "The strike begins on Tuesday at six in every shop.",
        TEXT[1],
        "We meet in May.",
    ]
    assert version.merged == [1, 2, 3, 4]
    assert amending.produce(hall.motion.pk).pk == version.pk


def both_adopted(hall: Hall) -> tuple[Amendment, Amendment]:
    """Two that cannot both hold: the second fell with the first, and was taken up again."""
    first, second = (make_amendment(hall.motion, hall.at, {1: wording}) for wording in (TUESDAY, FRIDAY))
    amending.adopt(first.pk)
    amending.decide_amendment(hall.prepares, second.pk, "submitted")
    amending.adopt(second.pk)
    return first, second


def test_where_adopted_amendments_cannot_all_hold_the_text_waits_for_somebody_to_choose(hall: Hall) -> None:
    first, second = both_adopted(hall)
    actions.set_state(hall.motion.pk, "accepted")
    motion = fresh(hall.motion.pk)
    assert (motion.state, text_of(motion).number) == ("accepted", 1)
    assert access.text_waits(motion)
    with pytest.raises(Unmerged):
        amending.choose(hall.prepares, motion.pk, ())
    version = amending.choose(hall.prepares, motion.pk, {first.pk})
    assert version.paragraphs[0] == FRIDAY
    assert version.merged == [second.number]
    assert done(motion)[-2:] == ["left_out", "adopted"]
    assert not access.text_waits(motion)
    with refused("no_choice"):
        amending.choose(hall.prepares, motion.pk, ())


def test_two_who_write_a_paragraph_anew_do_not_both_get_their_way(hall: Hall) -> None:
    one, other = (make_amendment(hall.motion, hall.at, {1: wording}) for wording in ("We talk.", "They pay."))
    amending.adopt(one.pk)
    assert fresh_amendment(other.pk).state == "fallen"


def edited_motion(hall: Hall, *paragraphs: str) -> None:
    """A newer text, as the movers accepted it."""
    write_version(hall.motion, text_of(hall.motion).number + 1, paragraphs, "proposed")


def test_an_amendment_goes_over_to_a_newer_text_where_it_fits(hall: Hall) -> None:
    one = make_amendment(hall.motion, hall.at, {1: TUESDAY})
    child = make_amendment(hall.motion, hall.at, {1: TUESDAY.replace("six", "noon")}, to=one)
    lost = make_amendment(hall.motion, hall.at, {3: "Nobody is dismissed or moved."})
    edited_motion(hall, "A preamble.", f"All shops: {TEXT[0]}", TEXT[1])
    whole = access.amended(hall.motion)
    assert whole.own_text(one)[1] == f"All shops: {TUESDAY}"
    assert whole.own_text(child)[1] == f"All shops: {TUESDAY.replace('six', 'noon')}"
    assert whole.stale == {lost.pk: 3}
    assert "".join(piece.text for piece in whole.shown(lost)[0].pieces if piece.kind != "new") == TEXT[2]


def test_a_draft_is_carried_over_by_its_author_or_says_that_it_cannot(hall: Hall) -> None:
    draft = make_amendment(hall.motion, hall.at, {1: TUESDAY}, submit=False)
    lost = make_amendment(hall.motion, hall.at, {3: "Nobody is dismissed or moved."}, submit=False)
    edited_motion(hall, "A preamble.", *TEXT[:2])
    amending.carry_over(hall.at, draft.pk)
    kept = fresh_amendment(draft.pk)
    assert (kept.base, kept.changes[0]["paragraph"]) == (2, 1)
    with refused("overtaken"):
        amending.carry_over(hall.at, lost.pk)


def test_an_adopted_amendment_that_no_longer_fits_stops_the_text(hall: Hall) -> None:
    one = make_amendment(hall.motion, hall.at, {3: "Nobody is dismissed or moved."})
    amending.adopt(one.pk)
    edited_motion(hall, *TEXT[:2])
    actions.set_state(hall.motion.pk, "accepted")
    assert access.text_waits(hall.motion.__class__.objects.get(pk=hall.motion.pk))
    assert amending.choose(hall.prepares, hall.motion.pk, {one.pk}).paragraphs == list(TEXT[:2])


def test_the_chair_puts_competing_amendments_in_another_order(hall: Hall) -> None:
    deletes = make_amendment(hall.motion, hall.at, {1: ""})
    words = make_amendment(hall.motion, hall.at, {1: TUESDAY})

    def order() -> list[int | None]:
        return [turn.amendment.number for group in access.voting_order(hall.motion) for turn in group.turns]

    assert order() == [1, 2]
    ordering.put(hall.motion.pk, words.pk, up=True)
    assert order() == [2, 1]
    ordering.put(hall.motion.pk, words.pk, up=True)
    assert (order(), done(hall.motion).count("order")) == ([2, 1], 1)
    falls = [turn.falls for group in access.voting_order(hall.motion) for turn in group.turns]
    assert falls == [(deletes,), ()]
    ordering.put_back(hall.motion.pk)
    ordering.put_back(hall.motion.pk)
    assert (order(), done(hall.motion)[-1], done(hall.motion).count("order_back")) == (
        [1, 2],
        "order_back",
        1,
    )
    with pytest.raises(Http404):
        ordering.put(hall.motion.pk, uuid4(), up=True)


def test_a_withdrawn_amendment_stays_to_be_read_and_a_draft_leaves_nothing(
    hall: Hall, make_member: object
) -> None:
    one = make_amendment(hall.motion, hall.at, {1: TUESDAY})
    amending.withdraw_amendment(hall.at, one.pk)
    assert fresh_amendment(one.pk).state == "withdrawn"
    assert access.voting_order(hall.motion) == []
    draft = make_amendment(hall.motion, hall.at, {1: TUESDAY}, submit=False)
    amending.withdraw_amendment(hall.at, draft.pk)
    assert not Amendment.objects.filter(pk=draft.pk).exists()


def test_who_left_the_body_leaves_the_amendment(hall: Hall) -> None:
    one = make_amendment(hall.motion, hall.at, {1: TUESDAY})
    Membership.objects.filter(pk=hall.member.pk).delete()
    assert fresh_amendment(one.pk).author_id is None
