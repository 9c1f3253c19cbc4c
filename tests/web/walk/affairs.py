"""The affairs of the first body: an assembly that goes on, one that is over, motions in every state, a delegate in an upper body, a recall.

Whoever only takes part (supports, signs, is present, asks to speak, holds no office) has a name like no other too: nobody may read it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.test import Client
from web.amendments_making import make_amendment
from web.assemblies_making import make_assembly, make_item, make_presence
from web.delegates_making import link, make_delegate
from web.mandates_making import Council, make_mandate
from web.motions_making import make_motion, place_of
from web.polls_making import MAJORITY as RULE
from web.polls_making import viewer_of
from web.rounds_making import MadeRoll, make_standing_roll

from veche.election.petition import sign
from veche.web.assemblies.actions import polls, running
from veche.web.assemblies.actions.happening import note
from veche.web.assemblies.models import (
    Assembly,
    How,
    Poll,
    Presence,
    Side,
    Stage,
    Turn,
    Way,
)
from veche.web.ballots.actions.rounds import begin_round
from veche.web.ballots.drawing.templates import YES_NO, yes_no
from veche.web.ballots.models import Vote
from veche.web.bodies.access import today
from veche.web.bodies.models import Body, Membership
from veche.web.delegates.actions import begin_recall, share_seats
from veche.web.delegates.models import Delegacy, Election, Nomination, Seat, Statutes
from veche.web.house.language import Voice
from veche.web.mandates.models import Keeping, Mandate, Report
from veche.web.minutes import access as minutes_access
from veche.web.minutes import actions as minutes_actions
from veche.web.motions.actions import proposing, supporting
from veche.web.motions.actions.gathering import make_block, put_in_block
from veche.web.motions.actions.offering import make_offer
from veche.web.motions.models import Amendment, Motion, Sort
from veche.web.offline.actions.taking import take
from veche.web.offline.models import Contradiction
from veche.web.petitions import access as petitions
from veche.web.petitions import actions as signing
from veche.words import Language

from .people import canary

SAID = ("speaker", "second_speaker", "voter_by_name")
"""Names that somebody typed on a phone in the hall."""
VOICE = Voice(Language.EN)


@dataclass
class Affairs:
    """What addresses lead to, and the phones that have no account."""

    upper: Body
    assembly: Assembly
    over: Assembly
    """Closed, with minutes that are proposed and published."""
    congress: Assembly
    phones: dict[str, Client]
    """`presence` and `screen`."""
    polls: dict[str, Poll]
    motions: dict[str, Motion]
    amendments: dict[str, Amendment]
    places: dict[str, Any]
    """What fills the places of addresses, unless `special` says otherwise for an address."""
    special: dict[str, dict[str, Any]]


def make_affairs(
    body: Body, other: Body, people: dict[str, Membership], quiet: list[Membership], vote: Vote
) -> Affairs:
    """`people`: everybody by role, these here among them; `quiet`: members who take part and are named nowhere."""
    roll = make_standing_roll(body, voters=6, rounds=6)
    motions = make_motions(body, people, quiet)
    amendments = make_amendments(motions, people, quiet)
    council = make_council(body, other, people)
    assembly = make_open_assembly(body, people, quiet, motions)
    phones = {
        "presence": speak(assembly),
        "screen": make_presence(assembly, screen=True)[1],
    }
    held = make_polls(assembly, people, roll)
    over = make_minutes(body, people, quiet)
    places = {
        "upper_id": council.upper.pk,
        "assembly_id": assembly.pk,
        "item_id": assembly.item_id,
        "about": "free",
        "what": motions["submitted"].pk,
        "motion_id": motions["submitted"].pk,
        "amendment_id": amendments["submitted"].pk,
        **make_papers(body, people, motions),
        **make_delegates_pages(body, council, people, quiet, roll, vote),
        **make_copy(assembly, people),
    }
    return Affairs(
        council.upper,
        assembly,
        over,
        council.congress,
        phones,
        held,
        motions,
        amendments,
        places,
        special_places(places, over, council, motions, amendments, held, roll, vote),
    )


def make_motions(body: Body, people: dict[str, Membership], quiet: list[Membership]) -> dict[str, Motion]:
    """A draft and one that collects supporters are the member's; the rest is of somebody whom nobody may read."""
    member, author = people["member"], quiet[0]
    made = {
        "draft": make_motion(body, "A draft", author=member, state="draft"),
        "collecting": make_motion(body, "Collecting", author=member, state="draft"),
        "submitted": make_motion(body, "Warm rooms", author=author, paragraphs=("One.", "Two.", "Three.")),
        "part": make_motion(body, "Warm rooms too", author=author),
        "accepted": make_motion(body, "Adopted", author=author, state="accepted"),
        "demand": make_motion(body, "Wages", author=author, sort=Sort.DEMAND, state="accepted"),
    }
    Motion.objects.filter(pk=made["collecting"].pk).update(state="collecting")
    for one in quiet:
        supporting.support(place_of(one), made["collecting"].pk)
    return {name: Motion.objects.get(pk=one.pk) for name, one in made.items()}


def make_amendments(
    motions: dict[str, Motion], people: dict[str, Membership], quiet: list[Membership]
) -> dict[str, Amendment]:
    motion, member = motions["submitted"], place_of(people["member"])
    made = {
        "draft": make_amendment(motion, member, {1: "A draft."}, submit=False),
        "collecting": make_amendment(motion, member, {2: "Collecting."}, submit=False),
        "submitted": make_amendment(motion, place_of(quiet[0]), {1: "Another one."}),
        "rival": make_amendment(motion, place_of(quiet[1]), {1: "A third one."}),
    }
    Amendment.objects.filter(pk=made["collecting"].pk).update(state="collecting")
    for one in quiet:
        supporting.support_amendment(place_of(one), made["collecting"].pk)
    return made


def make_papers(body: Body, people: dict[str, Membership], motions: dict[str, Motion]) -> dict[str, UUID]:
    """A block, an offer, a proposal to the movers."""
    officer = place_of(people["secretary"])
    block = make_block(officer, "Rooms", secrets.token_bytes(16))
    put_in_block(officer, motions["part"].pk, block.pk)
    offer = make_offer(officer, "Two per cent.", [motions["demand"].pk], secrets.token_bytes(16))
    once = secrets.token_bytes(16)
    proposal = proposing.propose(
        officer, motions["submitted"].pk, once, state="accepted", paragraphs=None, comment="Take it."
    )
    return {"block_id": block.pk, "offer_id": offer.pk, "proposal_id": proposal.pk}


def make_open_assembly(
    body: Body, people: dict[str, Membership], quiet: list[Membership], motions: dict[str, Motion]
) -> Assembly:
    officers = {
        "chair": people["chair"],
        "secretary": people["secretary"],
        "teller": [people["teller"], people["second_teller"]],
        "door": people["door"],
    }
    assembly = make_assembly(
        body, Stage.OPEN, officers, how=How.BOTH, title="Autumn meeting", called_by=people["steward"].name
    )
    make_item(assembly, "Warm rooms", motion=motions["submitted"])
    make_item(assembly, "Strike fund", internal=True)
    make_presence(assembly, "distance", membership=quiet[1])
    note(assembly.pk, "opened", by=people["chair"].name, hall=2, distance=1, roll=12)
    return assembly


def speak(assembly: Assembly) -> Client:
    """A phone in the hall that asked to speak; the second speaker has no phone. The phone's browser."""
    here, phone = make_presence(assembly)
    for number, (said, presence) in enumerate(zip(SAID, (here, None), strict=False), 1):
        Turn.objects.create(
            assembly=assembly,
            item=assembly.item,
            presence=presence,
            name=canary("A", said),
            side=Side.PRO,
            number=number,
        )
    return phone


def make_polls(assembly: Assembly, people: dict[str, Membership], roll: MadeRoll) -> dict[str, Poll]:
    """One that is decided, one in which people count, one by name, one in secret."""
    teller = viewer_of(assembly, people["teller"])
    made = {"decided": decided_by_hands(assembly, people["chair"], motion=None)}
    common = {
        "assembly": assembly,
        "item": assembly.item,
        "answers": ["yes", "no", "abstain"],
        "rule": RULE,
        "question": "Shall we?",
        "roll_size": 12,
    }
    made |= {  # both at once no chair can open; each has pages of its own
        "counted": Poll.objects.create(number=2, way=Way.HANDS, parts=["phones", "hands", "paper"], **common),
        "named": Poll.objects.create(number=3, way=Way.NAMED, parts=["phones"], **common),
    }
    polls.count_hands(teller, made["counted"], [30, 9, 0], 1)
    polls.type_paper(teller, made["counted"], "1", [5, 4, 0, 0, 0])
    polls.cast_for(teller, made["named"], [1, 0, 0], name=canary("A", "voter_by_name"))
    made["secret"] = make_secret(assembly, common, roll)
    return made


def decided_by_hands(assembly: Assembly, chair: Membership, **more: Any) -> Poll:
    """Every phone votes yes."""
    led = viewer_of(assembly, chair)
    wanted = polls.Wanted("free", "hands", "Shall we?", ["yes", "no", "abstain"], RULE)
    poll = polls.open_poll(led, replace(wanted, **more))
    for presence in Presence.objects.filter(assembly=assembly, here=True, screen=False):
        polls.cast_open(poll, presence, [1, 0, 0])
    return polls.close_poll(led, poll)


def make_secret(assembly: Assembly, common: dict[str, Any], roll: MadeRoll) -> Poll:
    poll = Poll.objects.create(number=4, way=Way.SECRET, **common)
    poll.round = begin_round(
        roll.roll,
        kind="other",
        title=poll.question,
        questions=[yes_no(poll.question, VOICE, abstain=True)],
        counting=[YES_NO],
        rule=poll.rule,
        closes=assembly.begins + timedelta(days=1),
        language=Language.EN,
        key=f"poll {poll.pk}",
    )
    poll.save()
    return poll


def make_minutes(body: Body, people: dict[str, Membership], quiet: list[Membership]) -> Assembly:
    """Of an assembly in which somebody spoke, was present and raised a hand: of them nothing is left."""
    officers = {"chair": people["chair"], "secretary": people["secretary"]}
    over = make_assembly(body, Stage.OPEN, officers, title="Summer meeting", how=How.BOTH)
    make_presence(over, "distance", membership=quiet[1])
    speak(over)
    decided_by_hands(over, people["chair"])
    running.close(viewer_of(over, people["chair"]))
    minutes_actions.draft(over)
    secretary = minutes_access.seen(people["secretary"].account, over.pk)
    minutes_actions.propose(secretary, None)
    minutes_actions.publish(secretary)
    minutes_actions.remark(secretary, uuid4(), "It was colder than that.")
    return over


def make_council(body: Body, other: Body, people: dict[str, Membership]) -> Council:
    """The upper body of the first and of the other one, its congress, a mandate, and a vote that broke it."""
    upper = people["upper_founder"].body
    for lower in (body, other):
        link(upper, lower)
    Statutes.objects.create(body=upper, method="equal", seats=1)
    share_seats(people["upper_founder"], {str(body.pk): 12, str(other.pk): 2})
    seats = {seat.lower_id: seat for seat in Seat.objects.filter(upper=upper)}
    sits = make_delegate(seats[body.pk], people["delegate"])
    make_delegate(seats[body.pk], people["alternate"], rank=1)
    motion = make_motion(upper, "A strike fund", author=people["upper_founder"])
    congress = make_assembly(
        upper, Stage.OPEN, {"chair": people["upper_founder"]}, of_delegates=True, title="Congress"
    )
    make_presence(congress, delegacy=sits)
    return Council(upper, [body], [people["secretary"]], [people["member"]], [[sits]], congress, motion)


def make_delegates_pages(
    body: Body,
    council: Council,
    people: dict[str, Membership],
    quiet: list[Membership],
    roll: MadeRoll,
    drawn_up: Vote,
) -> dict[str, Any]:
    sits = council.seats[0][0]
    make_mandate(council, body, {"vote": "no"})
    wanted = polls.Wanted(
        "motion", "named", "Shall we?", ["yes", "no", "abstain"], RULE, motion=council.motion
    )
    led = viewer_of(council.congress, people["upper_founder"])
    poll = polls.open_poll(led, wanted)
    polls.cast_open(poll, Presence.objects.get(delegacy=sits), [1, 0, 0], sure=True)
    polls.close_poll(led, poll)
    report = Report.objects.create(
        delegacy=sits, assembly=make_assembly(council.upper, Stage.CLOSED, of_delegates=True), due=today()
    )
    nominee = people["nominee"]
    Nomination.objects.create(
        upper=council.upper, lower=body, membership=nominee, name=nominee.name, vote=drawn_up, day=today()
    )
    Election.objects.create(
        vote=drawn_up, upper=council.upper, lower=body, delegates=1, alternates=1, begins=today()
    )
    recall = begin_recall(quiet[0], sits.pk, "They broke the mandate.", VOICE, uuid4())
    petition = petitions.petition(recall.petition)
    signing.sign(petition, sign(petitions.opened(petition), roll.credentials[0], 1))
    return {
        "seat_id": sits.seat_id,
        "delegacy_id": sits.pk,
        "recall_id": recall.pk,
        "petition": recall.petition,
        "poll_id": poll.pk,
        "mandate_id": Mandate.objects.get().pk,
        "keeping_id": Keeping.objects.get().pk,
        "report_id": report.pk,
    }


def make_copy(assembly: Assembly, people: dict[str, Membership]) -> dict[str, UUID]:
    """Taken in case, with something that the laptop and the server both changed."""
    copy, _ = take(viewer_of(assembly, people["chair"]), leads=False, language=Language.EN)
    contradiction = Contradiction.objects.create(
        copy=copy,
        table="assemblies.item",
        row=str(assembly.item_id),
        here={"title": "Wages"},
        there={"title": "Pay"},
    )
    return {"copy_id": copy.pk, "contradiction_id": contradiction.pk}


def special_places(
    places: dict[str, Any],
    over: Assembly,
    council: Council,
    motions: dict[str, Motion],
    amendments: dict[str, Amendment],
    held: dict[str, Poll],
    roll: MadeRoll,
    drawn_up: Vote,
) -> dict[str, dict[str, Any]]:
    """Addresses that lead elsewhere than the others with the same places."""
    alternate = Delegacy.objects.get(seat=places["seat_id"], rank=1)
    entry = minutes_access.whole(minutes_access.seen(council.secretaries[0].account, over.pk).minutes)[0]  # type: ignore[arg-type]
    of_minutes = {"assembly_id": over.pk, "entry_id": entry.id}
    minutes = (
        "minutes draft_minutes minutes_changes edit_minutes minutes_entry add_to_minutes propose_minutes remark_on_minutes "
        "publish_minutes minutes_pdf minutes_html public_minutes public_minutes_pdf public_minutes_html"
    )
    draft, collecting = {"motion_id": motions["draft"].pk}, {"motion_id": motions["collecting"].pk}
    amended, unamended = (
        {"amendment_id": amendments["draft"].pk},
        {"amendment_id": amendments["collecting"].pk},
    )
    petition = {"uuid": places["petition"]}
    return {
        **dict.fromkeys(minutes.split(), of_minutes),
        **dict.fromkeys(("edit_motion", "submit_motion", "throw_away_motion"), draft),
        **dict.fromkeys(("support_motion", "withdraw_motion"), collecting),
        "demand": {"motion_id": motions["demand"].pk},
        "forward": {"motion_id": motions["accepted"].pk},
        **dict.fromkeys(("write_amendment", "write_paragraph", "carry_over", "submit_amendment"), amended),
        **dict.fromkeys(("support_amendment", "withdraw_amendment"), unamended),
        **{name: {"body_id": council.upper.pk} for name in ("seats", "share_seats", "sharing")},
        "begin_recall": {"delegacy_id": alternate.pk},
        "open_poll_on": {"about": "motion"},
        "live": {"kind": "phone"},
        **{name: {"number": held["counted"].number} for name in ("poll_count", "poll_paper")},
        **{name: {"number": held["named"].number} for name in ("poll_names", "poll_vote")},
        **dict.fromkeys(("petition", "sign_petition", "petition_statement", "petition_file"), petition),
        "roll": {"uuid": roll.roll.pk},
        "elected": {"uuid": drawn_up.uuid},
    }
