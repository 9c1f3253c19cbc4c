"""An assembly from the door to its approved minutes, and then a search through everything that is left of it. Who took part is a member whom nobody may read."""

from __future__ import annotations

import io
import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test import Client
from web.assemblies_making import make_assembly
from web.ballots_officers.test_life import go
from web.motions_making import make_motion
from web.petitions_making import MadePetition, make_petition
from web.polls_making import MAJORITY, viewer_of
from web.rounds_making import make_standing_roll

from veche.web.assemblies import live
from veche.web.assemblies.actions import polls
from veche.web.assemblies.models import Assembly, OpenBallot, Presence, SecretDemand, Token, Turn
from veche.web.bodies.models import Body, Turnout
from veche.web.bodies.once import new_once
from veche.web.minutes import access as minutes_access
from veche.web.minutes import actions as minutes_actions
from veche.web.motions.models import Motion, Support
from veche.web.offline.sealing import open_away
from veche.web.petitions.models import Signature
from veche.web.serving.backup import write_backup

from .test_canaries import FOUNDER, TRACES, Journey, as_bytes, data_files, found_in, log, rows, unpacked

pytestmark = pytest.mark.django_db(transaction=True)
HIDDEN = "Zqlesia"
"""A member in no office, who comes, speaks, supports and signs."""
SPEAKER = "Zqspeaker"
OFFICERS = {FOUNDER, "Zqregistrar", "Zqana", "Zqbo"}
CODE = re.compile(r'<p class="secret">((?:[0-9A-Z]{4}-)+[0-9A-Z]{4})</p>')

__all__ = ["log"]


@dataclass
class Meeting:
    """The journey, with an assembly in its body, and phones that came in by the door."""

    journey: Journey
    body: Body = field(init=False)
    assembly: Assembly = field(init=False)
    phones: list[Client] = field(default_factory=list)
    petition: MadePetition = field(init=False)

    def __post_init__(self) -> None:
        self.journey.found_and_filled()
        self.body = Body.objects.get()
        self.body.turnout = Turnout.ALWAYS
        self.body.save()
        member = self.journey.member
        officers: dict[str, Any] = {
            "chair": member(FOUNDER),
            "secretary": member("Zqregistrar"),
            "teller": [member("Zqana"), member("Zqbo")],
        }
        self.assembly = make_assembly(self.body, officers=officers, how="both", title="Zqmeeting")

    @property
    def here(self) -> str:
        return f"/assemblies/{self.assembly.pk}/"

    def at(self, client: Client, page: str, form: dict[str, Any], status: int = 302) -> bytes:
        return bytes(go(client, f"{self.here}{page}", form, status).content)

    def come(self) -> None:
        """Two by the door, with slips; the hidden member by their account, from afar."""
        form = {"number": 2, "language": "en", "once": new_once()}
        slips = self.at(self.journey.browsers[FOUNDER], "door/slips/", form, 200)
        for number, code in enumerate(CODE.findall(slips.decode())):
            phone = self.journey.browser(f"phone {number}")
            go(phone, "/assemblies/come/", {"code": code})
            self.phones.append(phone)
            self.journey.keep(f"slip {number}", code)
            (cookie,) = phone.cookies.values()
            self.journey.keep(f"cookie of phone {number}", cookie.value)
        self.at(self.journey.browsers[HIDDEN], "attend/", {"do": "afar"})
        self.phones.append(self.journey.browsers[HIDDEN])

    def speak_and_vote(self) -> None:
        """By hand, on phones; and one by a name that somebody typed, which is not the hidden member's."""
        led = viewer_of(self.assembly, self.journey.member(FOUNDER))
        poll = polls.open_poll(
            led, polls.Wanted("free", "hands", "Zqask?", ["yes", "no", "abstain"], MAJORITY)
        )
        for phone in self.phones:
            self.at(phone, "speak/", {"name": SPEAKER, "side": "pro"})
            self.at(phone, f"polls/{poll.number}/vote/", {"choice": "0", "sure": "1"})
        assert OpenBallot.objects.exclude(presence=None).count() == len(self.phones)
        polls.close_poll(led, poll)
        assert not OpenBallot.objects.exclude(presence=None).exists(), "a hand is still tied to a phone"
        for phone in self.phones:
            self.at(phone, "polls/secret/", {"item": str(self.assembly.item_id), "do": "demand"})

    def support(self) -> None:
        """Until it is submitted somebody must know who supported; then nobody does."""
        motion = make_motion(self.body, "Zqmotion", state="draft")
        Motion.objects.filter(pk=motion.pk).update(state="collecting")
        go(self.journey.browsers[HIDDEN], f"/motions/{motion.pk}/support/", {"do": "support"})
        assert Support.objects.count() == 1
        go(self.journey.browsers[FOUNDER], f"/motions/{motion.pk}/submit/", {"sure": "1"})
        assert not Support.objects.exists()

    def sign(self) -> None:
        """In the browser in which the member is signed in: nothing may tie the signature to the account."""
        roll = make_standing_roll(self.body, voters=4)
        self.petition = make_petition(self.body, roll=roll, needed=3, turnout=Turnout.ALWAYS)
        for number, credential in enumerate(roll.credentials):
            self.journey.keep(f"code {number} of the standing roll", credential)
        client = self.journey.browsers[HIDDEN]
        sent = self.petition.signature(0)
        answer = client.post(
            f"/petitions/{self.petition.petition.pk}/sign/", sent, content_type="application/json"
        )
        assert answer.status_code == 200, answer.content
        self.journey.headers.append(str(answer.headers) + str(answer.cookies))

    def take_away(self) -> bytes:
        """The copy for a laptop, opened with its words, which are shown once."""
        client = self.journey.browsers[FOUNDER]
        shown = self.at(client, "away/take/", {"who": "spare"}, 200).decode()
        words = re.search(r'<p class="secret">([^<]+)</p>', shown)
        address = re.search(r'href="([^"]+/file/)"', shown)
        assert words
        assert address
        self.journey.keep("words of the copy", words[1])
        return json.dumps(open_away(client.get(address[1]).content, tuple(words[1].split()))).encode()

    def close(self) -> None:
        self.at(self.journey.browsers[FOUNDER], "run/", {"do": "close", "sure": "1"})

    def minutes(self) -> bytes:
        """Drafted, proposed, approved by a later assembly, published: as the body reads them, and as anybody does."""
        secretary = self.journey.member("Zqregistrar").account
        minutes_actions.draft(self.assembly)
        minutes_actions.propose(minutes_access.seen(secretary, self.assembly.pk), None)
        chair = self.journey.member(FOUNDER)
        later = make_assembly(self.body, officers={"chair": chair}, how="both")
        led = viewer_of(later, chair)
        wanted = polls.Wanted("minutes", "hands", "Zqminutes?", ["yes", "no", "abstain"], MAJORITY)
        poll = polls.open_poll(led, wanted)
        go(self.journey.browsers[HIDDEN], f"/assemblies/{later.pk}/attend/", {"do": "afar"})
        vote = f"/assemblies/{later.pk}/polls/{poll.number}/vote/"
        go(self.journey.browsers[HIDDEN], vote, {"choice": "0", "sure": "1"})
        polls.close_poll(led, poll)
        found = minutes_access.seen(chair.account, self.assembly.pk)
        assert found.minutes is not None
        assert found.minutes.stage == "approved"
        minutes_actions.publish(found)
        inside = self.journey.browsers[HIDDEN].get(f"/minutes/{self.assembly.pk}/minutes.html").content
        return bytes(inside + Client().get(f"/minutes/{self.assembly.pk}/public.html").content)


def test_an_assembly_leaves_nobody_behind(log: io.StringIO, tmp_path: Path) -> None:
    meeting = Meeting(Journey())
    meeting.come()
    meeting.speak_and_vote()
    meeting.support()
    meeting.sign()
    fragments = "".join(live.part(meeting.assembly.pk, kind, "en") for kind in live.KINDS).encode()
    copy = meeting.take_away()
    meeting.close()
    gone(meeting)
    minutes = meeting.minutes()
    backup = tmp_path / "kept.backup"
    write_backup(backup)
    secrets, names = meeting.journey.secrets, {one: one for one in (*OFFICERS, HIDDEN, SPEAKER)}
    places = {
        "database": rows(),
        "files": data_files(".bel", ".key"),
        "log": log.getvalue().encode(),
        "backup": unpacked(backup),
        "headers": "\n".join(meeting.journey.headers).encode(),
        "fragments": fragments,
        "copy": copy,
        "minutes": minutes,
    }
    assert all(places[place] for place in ("database", "backup", "fragments", "copy", "minutes"))
    for place, held in places.items():
        assert found_in(held, secrets) == set(), place
        assert found_in(held, {one: one for one in TRACES}) == set(), place
    for place in ("database", "files", "log", "headers"):
        assert found_in(places[place], names) == set(), place
    assert found_in(places["backup"], {HIDDEN: HIDDEN, SPEAKER: SPEAKER}) == set()
    assert found_in(places["fragments"], names) <= {SPEAKER}, "a fragment names somebody who did not speak"
    assert found_in(places["minutes"], names) <= OFFICERS
    assert found_in(places["copy"], names) <= OFFICERS | {SPEAKER}
    nobody_is_in(meeting, copy)
    nothing_ties(meeting)


def gone(meeting: Meeting) -> None:
    """What must not outlive the closing."""
    own = {"assembly": meeting.assembly}
    assert not Presence.objects.filter(**own).exists()
    assert not Token.objects.filter(**own).exists()
    assert not SecretDemand.objects.exists()
    turns = Turn.objects.filter(**own)
    assert turns.count() == len(meeting.phones)
    assert {(one.name, one.presence_id, tuple(one.groups)) for one in turns} == {("", None, ())}
    ballots = OpenBallot.objects.filter(poll__assembly=meeting.assembly)
    assert not ballots.filter(~Q(presence=None) | ~Q(delegacy=None)).exists()


def nobody_is_in(meeting: Meeting, copy: bytes) -> None:
    """The file for a laptop knows neither an account nor a membership but its officers'."""
    hidden = meeting.journey.member(HIDDEN)
    for one in (hidden.pk, hidden.account_id):
        assert str(one).encode() not in copy
        assert one.hex.encode() not in copy


def nothing_ties(meeting: Meeting) -> None:
    """A signature is a credential's: it stands in the list of its round and with its petition, and neither holds anything of the member's."""
    signature = Signature.objects.get()
    hidden = meeting.journey.member(HIDDEN)
    held = f"{signature.pk} {signature.credential} {signature.signature} {signature.turn}"
    assert not any(one in held for own in (hidden.pk, hidden.account_id) for one in (str(own), own.hex))
    assert tables_with(signature.credential) == {"ballots_round", "petitions_signature"}


def tables_with(text: str) -> set[str]:
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            if any(text.encode() in as_bytes(value) for row in cursor.fetchall() for value in row):
                found.add(table)
    return found
