"""Each step as each role, the wrong ones too; steps twice, out of turn, and cut off in the middle."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client
from web.ballots_officers.conftest import Union, only_vote
from web.ballots_officers.test_life import credentials_for, drawn_up, file, go, keys_for, opened, raw, times
from web.votes import make_vote

from veche._core import Group
from veche.election.credentials import generate_credential, public_credentials
from veche.election.trustees import generate_trustee
from veche.election.verify import verify_archive
from veche.web.ballots import jobs
from veche.web.ballots.access import officers as access
from veche.web.ballots.actions import counting, holding, roll
from veche.web.ballots.files import archive_file
from veche.web.ballots.models import Entitled, Extension, Job, Officer, Post, Stage, Vote
from veche.web.ballots.stages import PATH, WrongStage
from veche.words import Language

pytestmark = pytest.mark.django_db
GROUP = Group("Ed25519")
NOW = datetime.now(UTC)


def at(union: Union, stage: Stage, **more: object):  # type: ignore[no-untyped-def]
    """A vote of this body whose posts its people have."""
    people = union.members
    posts = {
        "returning_officer": people["officer"],
        "registrar": people["registrar"],
        "trustee": people["ana"],
        "trustee 2": people["bo"],
    }
    return make_vote(union.body, stage, officers=posts, **more)


PAGES = {
    "manage/": {"officer"},
    "manage/close/": {"officer"},
    "manage/extend/": {"officer"},
    "manage/open/": {"officer"},
    "manage/call-off/": {"officer"},
    "manage/keys/again/": {"officer"},
    "registrar/": {"registrar"},
    "registrar/state/": {"registrar"},
    "registrar/upload/": {"registrar"},
    "registrar/again/": {"registrar"},
    "trustee/": {"ana", "bo"},
    "trustee/upload/": {"ana", "bo"},
    "trustee/tally/": {"ana", "bo"},
    "lot/": {"officer", "registrar", "ana", "bo"},
    "credential/": {"officer", "registrar", "ana", "bo", "worker"},
    "vote.toml": {"officer", "registrar", "ana", "bo", "worker"},
}
"""Who may ask for each page. Others are refused, and who is no member of the body learns nothing."""


@pytest.mark.parametrize("stage", [Stage.ROLL, Stage.OPEN, Stage.DECRYPTING, Stage.PUBLISHED])
def test_each_page_is_for_its_role_alone_at_every_stage(union: Union, stage: Stage) -> None:
    made = at(union, stage)
    for page, roles in PAGES.items():
        for name, client in union.clients.items():
            status = client.get(f"/votes/{made.vote.uuid}/{page}").status_code
            if name == "stranger":
                assert status == 404, (page, name, status)
            elif name in roles:
                assert status in (200, 302, 409), (page, name, status)
            else:
                assert status == 403, (page, name, status)


@pytest.mark.parametrize("language", Language)
def test_every_page_speaks_every_language(union: Union, language: Language) -> None:
    for stage in PATH if language is Language.EN else (Stage.DRAFT, Stage.ROLL, Stage.OPEN):
        made = at(union, stage)
        head = {"Accept-Language": str(language)}
        drawing = {
            f"manage/{page}/": {"officer"} for page in ("posts", "times", "rule", "rule/gb-2017-03-01")
        }
        for page, roles in (PAGES | (drawing if stage == Stage.DRAFT else {})).items():
            response = union.clients[min(roles)].get(f"/votes/{made.vote.uuid}/{page}", headers=head)
            assert response.status_code < 500
            if response.headers["Content-Type"].startswith("text/html") and response.status_code == 200:
                assert f'<html lang="{language}">' in response.content.decode()
        listed = union.clients["worker"].get(f"/bodies/{union.body.id}/votes/", headers=head).content.decode()
        assert (made.vote.title in listed) == (stage != Stage.DRAFT)
        Vote.objects.all().delete()


def test_a_visitor_signs_in_first(union: Union, client) -> None:  # type: ignore[no-untyped-def]
    made = at(union, Stage.ROLL)
    assert client.get(f"/votes/{made.vote.uuid}/manage/").status_code == 302
    assert client.get(f"/votes/{made.vote.uuid}/registrar/state/").status_code == 401
    posted = client.post(f"/votes/{made.vote.uuid}/trustee/key/", b"", content_type="application/json")
    assert posted.status_code == 401


def test_the_roll_is_everybody_who_is_a_member_at_that_moment(union: Union, make_member) -> None:  # type: ignore[no-untyped-def]
    vote = drawn_up(union, "strike")
    assert vote.roll_size == access.size(union.body) == Entitled.objects.count()
    late = make_member(union.body)
    assert not Entitled.objects.filter(membership=late).exists()
    with pytest.raises(WrongStage):
        roll.freeze(vote.uuid)
    assert Entitled.objects.count() == vote.roll_size


def public_list(vote: Vote, number: int, weight: int | None = None) -> bytes:
    return public_credentials(GROUP, vote.uuid, [(generate_credential(), weight) for _ in range(number)])


def test_the_registrars_list_has_as_many_codes_as_the_roll_and_is_taken_once(union: Union) -> None:
    vote = at(union, Stage.ROLL, voters=3).vote
    client, address = union.clients["registrar"], f"/votes/{vote.uuid}/registrar/roll/"
    assert raw(client, address, public_list(vote, 2), 409).json() == {"refusal": "roll_size"}
    assert raw(client, address, public_list(vote, 3, 2), 409).json() == {"refusal": "stage"}
    assert raw(client, address, b'["nonsense"]', 400).json() == {"refusal": "form"}
    good = public_list(vote, 3)
    raw(client, address, good)
    raw(client, address, good)
    assert raw(client, address, public_list(vote, 3), 409).json() == {"refusal": "stage"}
    assert bytes(only_vote().public_credentials or b"") == good
    state = client.get(f"/votes/{vote.uuid}/registrar/state/").json()
    assert state == {"roll": 3, "uuid": vote.uuid, "made": True, "requests": [], "rounds": []}
    go(client, f"/votes/{vote.uuid}/registrar/again/", {"sure": "on"})
    assert only_vote().public_credentials is None
    raw(client, address, public_list(vote, 3))


def test_the_list_of_the_command_is_uploaded_without_a_script(union: Union) -> None:
    vote = at(union, Stage.ROLL, voters=3).vote
    client, address = union.clients["registrar"], f"/votes/{vote.uuid}/registrar/upload/"
    for wrong in (public_list(vote, 4), public_list(vote, 3, 5), b"nonsense", b"\xff"):
        go(client, address, file(wrong), 422)
    go(client, address, file(public_list(vote, 3) + b"\n"))
    assert only_vote().public_credentials is not None
    go(client, address, file(public_list(vote, 3)), 422)


def test_trustees_keys_are_checked_at_once_and_belong_to_one_alone(union: Union) -> None:
    vote = at(union, Stage.ROLL).vote
    ana, bo = union.clients["ana"], union.clients["bo"]
    address = f"/votes/{vote.uuid}/trustee/key/"
    _, key = generate_trustee(GROUP, "Ana")
    forged = key.replace(b'"response":"', b'"response":"1')
    assert raw(ana, address, forged, 400).json() == {"refusal": "key"}
    assert raw(ana, address, b"x" * 5000, 413).json() == {"refusal": "too_large"}
    assert raw(bo, address, key, 400).json() == {"refusal": "key"}  # under somebody else's name, for good
    raw(ana, address, key)
    assert raw(bo, address, key, 400).json() == {"refusal": "key"}
    go(bo, f"/votes/{vote.uuid}/trustee/upload/", file(key), 422)
    go(bo, f"/votes/{vote.uuid}/trustee/upload/", file(generate_trustee(GROUP)[1] + b"\n"))
    assert only_vote().trustees is not None
    go(union.clients["officer"], f"/votes/{vote.uuid}/manage/keys/again/", {"sure": "on"})
    assert only_vote().trustees is None
    assert not Officer.objects.filter(public_key__isnull=False).exists()


def test_a_request_without_the_token_of_a_form_is_refused(union: Union) -> None:
    vote = at(union, Stage.ROLL).vote
    client = Client(enforce_csrf_checks=True)
    client.cookies.update(union.clients["ana"].cookies)
    key = generate_trustee(GROUP)[1]
    raw(client, f"/votes/{vote.uuid}/trustee/key/", key, 403)
    assert not Officer.objects.filter(public_key__isnull=False).exists()


def test_opening_that_was_cut_off_behind_the_file_goes_on_from_there(
    union: Union, monkeypatch: pytest.MonkeyPatch
) -> None:
    vote = at(union, Stage.READY).vote

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(holding, "_must_be_this", killed)
        with pytest.raises(KeyboardInterrupt):
            holding.open_vote(vote.uuid, by_hand=True)
    assert only_vote().stage == Stage.READY
    written = archive_file(vote.uuid).read_bytes()
    # What the archive holds cannot be changed under it any more, and the vote cannot be called off.
    go(union.clients["registrar"], f"/votes/{vote.uuid}/registrar/again/", {"sure": "on"}, 409)
    go(union.clients["officer"], f"/votes/{vote.uuid}/manage/keys/again/", {"sure": "on"}, 409)
    go(union.clients["officer"], f"/votes/{vote.uuid}/manage/call-off/", {"sure": "on"}, 409)
    raw(union.clients["ana"], f"/votes/{vote.uuid}/trustee/key/", generate_trustee(GROUP)[1], 409)
    opened(union, vote)
    opened(union, vote)
    assert archive_file(vote.uuid).read_bytes() == written
    verify_archive(archive_file(vote.uuid))


def test_closing_that_was_cut_off_behind_the_archive_is_gone_through_with(
    union: Union, monkeypatch: pytest.MonkeyPatch
) -> None:
    vote = at(union, Stage.OPEN).vote

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as broken:
        broken.setattr(holding, "_mark_closed", killed)
        with pytest.raises(KeyboardInterrupt):
            holding.close(vote.uuid, by_hand=True)
    assert only_vote().stage == Stage.OPEN
    for _ in range(2):
        go(union.clients["officer"], f"/votes/{vote.uuid}/manage/close/", {"sure": "on"})
    now = only_vote()
    assert now.stage == Stage.CLOSED
    assert now.closes is not None
    assert vote.closes is not None
    assert now.closes < vote.closes
    assert Job.objects.get().work == "tally"


def test_a_vote_is_only_made_longer_and_only_while_it_is_open(union: Union) -> None:
    vote = at(union, Stage.OPEN).vote
    address, officer = f"/votes/{vote.uuid}/manage/extend/", union.clients["officer"]
    earlier, later = times(1, 5), times(1, 9)
    go(officer, address, {name: earlier[name] for name in ("closes_day", "closes_hour")}, 422)
    go(officer, address, {name: later[name] for name in ("closes_day", "closes_hour")})
    (found,) = Extension.objects.all()
    assert (found.number, found.by, found.closed_before) == (1, "Officer", vote.closes)
    assert only_vote().closes == found.closes
    page = union.clients["worker"].get(f"/votes/{vote.uuid}/", headers={"Accept-Language": "en"})
    assert "Given more time" in page.content.decode()
    Vote.objects.update(closes=NOW - timedelta(hours=1))
    go(officer, address, {name: later[name] for name in ("closes_day", "closes_hour")}, 409)


def test_a_vote_that_was_called_off_does_not_open(union: Union) -> None:
    vote = at(union, Stage.READY).vote
    for _ in range(1):
        go(union.clients["officer"], f"/votes/{vote.uuid}/manage/call-off/", {"sure": "on"})
    go(union.clients["officer"], f"/votes/{vote.uuid}/manage/open/", {"sure": "on"}, 409)
    jobs.tick()
    assert only_vote().stage == Stage.CALLED_OFF
    assert not archive_file(vote.uuid).exists()
    assert not Entitled.objects.exists()
    page = union.clients["worker"].get(f"/bodies/{union.body.id}/votes/", headers={"Accept-Language": "en"})
    assert "Called off" in page.content.decode()


def test_the_clock_opens_and_closes_and_begins_the_adding_up(union: Union) -> None:
    vote = at(union, Stage.READY, opens=NOW + timedelta(hours=1)).vote
    jobs.tick()
    assert only_vote().stage == Stage.READY
    Vote.objects.update(opens=NOW - timedelta(minutes=1))
    jobs.tick()
    assert only_vote().stage == Stage.OPEN
    jobs.tick()
    assert only_vote().stage == Stage.OPEN
    Vote.objects.update(closes=NOW - timedelta(minutes=1))
    jobs.tick()
    assert only_vote().stage == Stage.CLOSED
    assert access.job(vote, "tally") is not None
    jobs.tally.call(vote.uuid)
    assert only_vote().stage == Stage.DECRYPTING


def test_a_vote_whose_time_is_over_before_it_was_opened_stays_shut(union: Union) -> None:
    vote = at(union, Stage.READY).vote
    Vote.objects.update(opens=NOW - timedelta(hours=2), closes=NOW - timedelta(hours=1))
    jobs.tick()
    go(union.clients["officer"], f"/votes/{vote.uuid}/manage/open/", {"sure": "on"}, 422)
    assert only_vote().stage == Stage.READY


def test_work_that_was_cut_off_is_begun_again_and_work_that_goes_on_is_left_alone(union: Union) -> None:
    vote = at(union, Stage.CLOSED).vote
    jobs.tick()
    first = Job.objects.get()
    assert first.state == "waiting"
    Job.objects.update(state="running", seen=NOW)
    assert access.to_work_on() == []
    Job.objects.update(seen=NOW - timedelta(hours=1))
    assert access.to_work_on() == [(vote.uuid, "tally")]
    jobs.tick()
    assert Job.objects.get().state == "waiting"


def test_work_that_failed_says_so_and_can_be_begun_again(
    union: Union, monkeypatch: pytest.MonkeyPatch
) -> None:
    vote = at(union, Stage.CLOSED).vote
    with monkeypatch.context() as broken:
        broken.setattr(counting, "add_up", lambda *_: (_ for _ in ()).throw(OSError("disk")))
        with pytest.raises(OSError, match="disk"):
            jobs.tally.call(vote.uuid)
    officer = union.clients["officer"]
    page = officer.get(f"/votes/{vote.uuid}/manage/", headers={"Accept-Language": "en"}).content.decode()
    assert "could not be added up" in page
    assert "disk" not in page
    go(officer, f"/votes/{vote.uuid}/manage/again/", {})
    jobs.tally.call(vote.uuid)
    assert Job.objects.get().state == "done"


def test_decryptions_are_taken_in_any_order_once_and_lead_to_the_result(union: Union) -> None:
    made = at(union, Stage.DECRYPTING)
    address = f"/votes/{made.vote.uuid}/trustee/decryption/"
    ana, bo = union.clients["ana"], union.clients["bo"]
    first, second = made.decryption(1), made.decryption(2)
    assert raw(ana, address, second, 400).json() == {"refusal": "decryption"}
    raw(bo, address, second)
    raw(bo, address, second)
    page = bo.get(f"/votes/{made.vote.uuid}/trustee/", headers={"Accept-Language": "en"}).content.decode()
    assert "nothing for you to do now" in page
    again = made.decryption(2)
    assert raw(bo, address, again, 400).json() == {"refusal": "decryption"}
    go(ana, f"/votes/{made.vote.uuid}/trustee/upload/", file(first))
    assert only_vote().stage == Stage.PUBLISHED
    assert Job.objects.get(work="report").state == "waiting"
    raw(ana, address, first)


def test_a_decryption_of_somebody_who_left_is_brought_by_the_returning_officer(union: Union) -> None:
    made = at(union, Stage.DECRYPTING)
    here, officer = f"/votes/{made.vote.uuid}/manage/decryption/", union.clients["officer"]
    first, second = made.decryption(1), made.decryption(2)
    go(officer, here, {"trustee": "1", **file(second)}, 422)
    go(officer, here, {"trustee": "3", **file(first)}, 422)
    go(officer, here, {"trustee": "1", **file(first + b"\n")})
    go(union.clients["ana"], here, {"trustee": "2", **file(second)}, 403)
    go(officer, here, {"trustee": "2", **file(second)})
    assert only_vote().stage == Stage.PUBLISHED


def test_a_result_that_a_crash_left_out_is_declared_by_the_clock(
    union: Union, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = at(union, Stage.DECRYPTING)
    with monkeypatch.context() as broken:
        broken.setattr(counting, "_declare", lambda archive: None)
        for number in (1, 2):
            counting.take_decryption(made.vote.uuid, number, made.decryption(number))
    assert only_vote().stage == Stage.DECRYPTING
    jobs.tick()
    assert only_vote().stage == Stage.PUBLISHED
    assert access.job(made.vote, "report") is not None


def test_a_returning_officer_who_left_can_be_replaced_by_another(union: Union) -> None:
    made = at(union, Stage.OPEN)
    founder = access.candidates(union.members["officer"])[0][0]  # steward and returning officer of the body
    assert founder.account_id != union.members["officer"].account_id
    assert not access.desk(founder.account, made.vote.uuid).manages
    Officer.objects.filter(post=Post.RETURNING_OFFICER).update(membership=None)
    assert access.desk(founder.account, made.vote.uuid).manages


def test_a_whole_vote_needs_credentials_and_keys_in_any_order(union: Union) -> None:
    vote = drawn_up(union, "strike")
    keys_for(union, vote)
    assert only_vote().stage == Stage.ROLL
    credentials_for(union, vote)
    assert only_vote().stage == Stage.READY
