"""An assembly from its calling to its end, through its pages."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from web.assemblies_making import make_assembly, make_item, make_presence
from web.motions_making import make_motion
from web.polls_making import Hall

from veche.web.assemblies import live
from veche.web.assemblies.access import hall
from veche.web.assemblies.models import Assembly, Happening, Presence, Turn
from veche.web.bodies.models import Body, Membership

from .asking import at, come_in, draw_up, once_in, page, send, slips_through

pytestmark = pytest.mark.django_db
MakeBody, MakeMember, ClientOf = Callable[..., Body], Callable[..., Membership], Callable[..., Client]


def whats(assembly: Assembly) -> list[str]:
    return [one.what for one in hall.happenings(assembly)]


def test_from_the_calling_to_the_end(
    make_body: MakeBody, make_member: MakeMember, client_of: ClientOf
) -> None:
    body = make_body()
    ana = make_member(body, "steward")
    member = make_member(body)
    chair = client_of(ana)
    day = (timezone.now() + timedelta(days=10)).date()
    assert draw_up(chair, body, day=day).status_code == 302
    assembly = Assembly.objects.get()
    assert page(client_of(member), f"/bodies/{body.id}/assemblies/").count("Spring meeting") == 0
    page(client_of(member), at(assembly), 403)
    once = once_in(page(chair, at(assembly, "agenda/add/")))
    for _ in range(2):
        send(chair, at(assembly, "agenda/add/"), title="Wages", minutes=30, once=once)
    assert "about 18:00, 30 minutes" in page(chair, at(assembly, "agenda/"))
    send(chair, at(assembly, "officers/"), do="appoint", duty="chair", member=ana.id)
    for _ in range(2):
        send(chair, at(assembly, "call/"))
    assert "Spring meeting" in page(client_of(member), f"/bodies/{body.id}/assemblies/")
    notice = page(client_of(member), at(assembly, "notice/"))
    assert "Wages" in notice
    assert "Hall 3" in notice
    text = client_of(member).get(at(assembly, "notice.txt")).content.decode()
    assert "1. Wages" in text
    assert "Spring meeting" in text
    send(chair, at(assembly, "run/"), 409, do="open")
    Assembly.objects.update(begins=timezone.now())
    one, two = slips_through(chair, assembly, 2)
    phone = come_in(assembly, one)
    assert "1 is here already" in page(phone, at(assembly))
    for _ in range(2):
        send(chair, at(assembly, "run/"), do="open")
    come_in(assembly, two)
    item = assembly_item(assembly)
    for _ in range(2):
        send(chair, at(assembly, "agenda/now/"), do="begin", item=item)
    assert "Now: 1. Wages" in page(phone, at(assembly))
    for _ in range(2):
        send(chair, at(assembly, "run/"), do="pause")
    send(chair, at(assembly, "run/"), do="go_on")
    for _ in range(2):
        send(chair, at(assembly, "agenda/now/"), do="next", item=item)
    assert "Close the assembly?" in send(chair, at(assembly, "run/"), 200, do="close").content.decode()
    for _ in range(2):
        send(chair, at(assembly, "run/"), do="close", sure="1")
    assert whats(assembly) == [
        "called", "slips_made", "opened", "quorum_not_there", "quorum_reached", "item_begun", "paused", "went_on",
        "item_done", "closed",
    ]  # fmt: skip
    assert Presence.objects.count() == 0
    assert "This phone is not in the assembly any more" in page(phone, at(assembly), 404)
    assert "18:00" in page(chair, at(assembly, "record/")) or page(chair, at(assembly, "record/"))


def assembly_item(assembly: Assembly) -> str:
    return str(hall.agenda(assembly)[0].item.pk)


def test_too_late_and_urgent(make_body: MakeBody, make_member: MakeMember, client_of: ClientOf) -> None:
    body = make_body()
    steward = client_of(make_member(body, "steward"))
    soon = timezone.now() + timedelta(days=1)
    assembly = make_assembly(body, "draft", begins=soon, orders="plain")
    assert "had to be called by" in page(steward, at(assembly, "notice/"))
    assert "It is too late" in send(steward, at(assembly, "call/"), 409).content.decode()
    send(steward, at(assembly, "call/"), urgent="yes")
    assert "Called as urgent" in page(steward, at(assembly, "notice/"))
    assert "Called as urgent" in steward.get(at(assembly, "notice.txt")).content.decode()
    assert "Called as urgent" in page(steward, at(assembly))
    assert whats(assembly) == ["called_urgent"]
    never = make_assembly(body, "draft", begins=soon, orders="plain", changed={"notice_urgent_days": None})
    assert "no urgent assembly" in page(steward, at(never, "notice/"))
    assert (
        "nothing is called as urgent" in send(steward, at(never, "call/"), 409, urgent="yes").content.decode()
    )


def test_standing_orders_are_changed_and_shown(
    make_body: MakeBody, make_member: MakeMember, client_of: ClientOf
) -> None:
    body = make_body()
    steward, member = client_of(make_member(body, "steward")), client_of(make_member(body))
    assembly = make_assembly(body, "draft", orders="union")
    send(steward, at(assembly, "orders/change/"), orders="plain")
    form = fields(page(steward, at(assembly, "orders/change/")))
    assert (
        "no longer"
        in send(
            steward, at(assembly, "orders/change/"), 200, **form | {"notice_urgent_days": 30}
        ).content.decode()
    )
    assert (
        "does not hold"
        in send(steward, at(assembly, "orders/change/"), 200, **form | {"notice_days": -4}).content.decode()
    )
    assert (
        "does not hold"
        in send(
            steward, at(assembly, "orders/change/"), 200, **form | {"secret_if_share": "half"}
        ).content.decode()
    )
    send(
        steward,
        at(assembly, "orders/change/"),
        **form | {"notice_days": 5, "seconds": 90, "rank_break": 9, "notice_urgent_days": ""},
    )
    assembly.refresh_from_db()
    ours = hall.orders_of(assembly)
    assert (ours.notice_days, ours.speaking.seconds, ours.notice_urgent_days) == (5, 90, None)
    assert ours.speaking.order_kind("break").rank == 9
    shown = page(steward, at(assembly, "orders/"))
    assert shown.count("(otherwise ") == 4
    send(steward, at(assembly, "call/"))
    assert "(otherwise 3)" in page(member, at(assembly, "orders/"))
    send(steward, at(assembly, "orders/change/"), 409, **form)


def fields(text: str) -> dict[str, str]:
    """What the last form of the page would send."""
    import re

    form = text[text.rindex("<form") :]
    found = dict(re.findall(r'<input type="(?:text|number)" name="(\w+)" value="([^"]*)"', form))
    found |= dict(
        re.findall(r'<input type="(?:radio|checkbox)" name="(\w+)" (?:value="([^"]*)" )?[^>]*checked', form)
    )
    for name, options in re.findall(r'<select name="(\w+)"[^>]*>(.*?)</select>', form, re.DOTALL):
        chosen = re.search(r'value="([^"]*)" selected', options)
        found[name] = chosen[1] if chosen else ""
    return {name: value or "on" for name, value in found.items()}


def test_the_chair_hands_over(make_body: MakeBody, make_member: MakeMember, client_of: ClientOf) -> None:
    body = make_body()
    ana, bo = make_member(body), make_member(body, "secretary")
    assembly = make_assembly(body, officers={"chair": ana})
    chair = client_of(ana)
    for _ in range(2):
        send(chair, at(assembly, "officers/hand-over/"), member=bo.id)
    assert whats(assembly) == ["chair_handed_over"]
    page(chair, at(assembly, "desk/"), 403)
    page(client_of(bo), at(assembly, "desk/"))


def test_an_officer_by_the_code_that_they_show(
    make_body: MakeBody, make_member: MakeMember, client_of: ClientOf
) -> None:
    from veche.web.bodies import actions as bodies

    body, other = make_body(), make_body("Other")
    ana, bo, stranger = make_member(body), make_member(body), make_member(other)
    assembly = make_assembly(body, officers={"chair": ana})
    chair = client_of(ana)
    for who, status in ((bo, 302), (stranger, 200)):
        code = bodies.show_code(who, "office")
        send(chair, at(assembly, "officers/"), status, do="appoint", duty="teller", code=code)
    send(chair, at(assembly, "officers/"), 200, do="appoint", duty="teller")
    assert [(one.name, one.duty) for one in hall.officers_of(assembly)] == [
        (ana.name, "chair"),
        (bo.name, "teller"),
    ]
    teller = hall.officers_of(assembly)[1]
    send(client_of(bo), at(assembly, "officers/dismiss/"), officer=teller.pk, sure=1)
    assert whats(assembly) == ["officer_given", "officer_taken"]


def test_people_without_a_phone(make_body: MakeBody, make_member: MakeMember, client_of: ClientOf) -> None:
    body = make_body()
    ana = make_member(body)
    assembly = make_assembly(body, officers={"door": ana})
    door = client_of(ana)
    once = once_in(page(door, at(assembly, "door/")))
    for _ in range(3):
        send(door, at(assembly, "door/"), do="in", once=once)
    assert hall.attendance(assembly).hall == 1
    once = once_in(page(door, at(assembly, "door/")))
    for _ in range(3):
        send(door, at(assembly, "door/"), do="out", once=once)
    assert hall.attendance(assembly).hall == 0
    send(door, at(assembly, "door/"), 409, do="out", once=once_in(page(door, at(assembly, "door/"))))


def test_out_and_in_again(make_body: MakeBody) -> None:
    assembly = make_assembly(make_body())
    _, phone = make_presence(assembly)
    for _ in range(2):
        send(phone, at(assembly, "attend/"), do="out")
    assert hall.attendance(assembly).hall == 0
    assert "I am back" in page(phone, at(assembly))
    send(phone, at(assembly, "attend/"), do="back")
    assert hall.attendance(assembly).hall == 1


def test_at_a_distance_and_then_by_the_door(
    make_body: MakeBody, make_member: MakeMember, client_of: ClientOf
) -> None:
    body = make_body()
    ana, bo = make_member(body), make_member(body)
    assembly = make_assembly(body, how="both", officers={"door": bo})
    client = client_of(ana)
    assert "whoever controls this server could find out" in page(client, at(assembly))
    for _ in range(2):
        send(client, at(assembly, "attend/"), do="afar")
    assert (hall.attendance(assembly).hall, hall.attendance(assembly).distance) == (0, 1)
    (code, other) = slips_through(client_of(bo), assembly, 2)
    come_in(assembly, code, client)
    assert (hall.attendance(assembly).hall, hall.attendance(assembly).distance) == (1, 0)
    send(client, at(assembly, "attend/"), 409, do="afar")
    come_in(assembly, other, client)  # the same phone uses up no second slip
    assert hall.attendance(assembly).here == 1
    come_in(assembly, other)


def test_a_phone_says_that_it_is_counted_twice(
    make_body: MakeBody, make_member: MakeMember, client_of: ClientOf
) -> None:
    body = make_body()
    ana = make_member(body)
    assembly = make_assembly(body, how="both")
    _, phone = make_presence(assembly)
    make_presence(assembly, "distance", membership=ana)
    client = client_of(ana)
    client.cookies.update(phone.cookies)
    assert "You are also counted at a distance" in page(client, at(assembly))
    for _ in range(2):
        send(client, at(assembly, "attend/"), do="only_here")
    assert (hall.attendance(assembly).hall, hall.attendance(assembly).distance) == (1, 0)


def test_the_wall(make_body: MakeBody, make_member: MakeMember, client_of: ClientOf) -> None:
    body = make_body()
    ana = make_member(body)
    assembly = make_assembly(body, officers={"chair": ana}, language="uk")
    chair, wall = client_of(ana), Client()
    once = once_in(page(chair, at(assembly, "door/screen/")))
    import re

    shown = send(chair, at(assembly, "door/screen/"), 200, once=once).content.decode()
    (code,) = re.findall(r'<p class="secret">([^<]+)</p>', shown)
    assert send(wall, "/assemblies/come/", code=code).headers["Location"] == at(assembly, "screen/")
    text = page(wall, at(assembly, "screen/"))
    assert 'lang="uk"' in text
    assert "<form" not in text
    assert "Wages" in text
    for what in ("agenda", "quorum", "nothing", "item", "poll", "speakers"):
        send(chair, at(assembly, "run/"), do="show", what=what)
        page(wall, at(assembly, "screen/"))
    assert hall.attendance(assembly).here == 0
    for path in ("desk/", "door/", "agenda/add/"):
        page(wall, at(assembly, path), 403)
    send(wall, at(assembly, "attend/"), 404, do="out")
    Happening.objects.all().delete()


def test_the_agenda_by_buttons(make_body: MakeBody, make_member: MakeMember, client_of: ClientOf) -> None:
    body = make_body()
    ana = make_member(body)
    assembly = make_assembly(body, officers={"secretary": ana})
    wages = assembly.item
    assert wages is not None
    hours, nights = make_item(assembly, "Hours"), make_item(assembly, "Nights")
    secretary = client_of(ana)

    def press(item: object, way: str, seen: str) -> str:
        for _ in range(2):  # a second click changes nothing
            send(secretary, at(assembly, f"agenda/{item.pk}/move/"), way=way, seen=seen)  # type: ignore[attr-defined]
        return " ".join(f"{one.number} {one.item.title}" for one in hall.in_order(hall.agenda(assembly)))

    assert press(nights, "up", "3") == "1 Wages 2 Nights 3 Hours"
    assert press(nights, "in", "2") == "1 Wages 1.1 Nights 2 Hours"
    assert press(hours, "in", "2") == "1 Wages 1.1 Nights 1.2 Hours"
    assert press(nights, "down", "1.1") == "1 Wages 1.1 Hours 1.2 Nights"
    assert press(hours, "out", "1.1") == "1 Wages 1.1 Nights 2 Hours"
    send(secretary, at(assembly, f"agenda/{nights.pk}/remove/"))
    send(secretary, at(assembly, f"agenda/{wages.pk}/remove/"), 409)
    send(
        secretary,
        at(assembly, f"agenda/{hours.pk}/"),
        title="Working hours",
        minutes="",
        text="",
        internal="on",
    )
    assert "Internal" in page(secretary, at(assembly, "agenda/"))
    assert "Working hours" not in page(secretary, at(assembly, "notice/"))


def test_while_it_is_away_nothing_is_changed(
    make_body: MakeBody, make_member: MakeMember, client_of: ClientOf
) -> None:
    from uuid import uuid4

    body = make_body()
    ana = make_member(body, "steward")
    assembly = make_assembly(body, officers={"chair": ana}, how="both", away=uuid4())
    chair = client_of(ana)
    _, phone = make_presence(assembly)
    posts = {
        "run/": {"do": "pause"},
        "agenda/now/": {"do": "done", "item": assembly.item_id},
        f"agenda/{assembly.item_id}/move/": {"way": "up", "seen": "1"},
        f"agenda/{assembly.item_id}/remove/": {},
        f"agenda/{assembly.item_id}/": {"title": "Other"},
        "officers/": {"do": "appoint", "duty": "door", "member": ana.pk},
        "officers/dismiss/": {"officer": hall.officers_of(assembly)[0].pk, "sure": 1},
        "call/": {},
        "call-off/": {},
        "attend/": {"do": "afar"},
        "door/": {"do": "in", "once": once_in(page(chair, at(assembly, "door/")))},
        "door/screen/": {"once": once_in(page(chair, at(assembly, "door/")))},
    }
    for path, answers in posts.items():
        assert "laptop without a network" in send(chair, at(assembly, path), 409, **answers).content.decode()
    send(phone, at(assembly, "attend/"), 409, do="out")
    assert Happening.objects.count() == 0


def test_motions_are_put_on_the_agenda_and_read_in_the_hall(
    make_body: MakeBody, make_member: MakeMember, client_of: ClientOf
) -> None:
    body = make_body()
    ana = make_member(body)
    assembly = make_assembly(body, officers={"secretary": ana})
    motion = make_motion(body, "Warm rooms")
    secretary = client_of(ana)
    assert "Warm rooms" in page(secretary, at(assembly, "agenda/motions/"))
    for _ in range(2):
        send(secretary, at(assembly, "agenda/motions/"), motion=motion.pk)
    points = hall.agenda(assembly)
    assert [one.item.motion for one in points] == [None, motion]
    _, phone = make_presence(assembly)
    assert "We demand warm rooms." in page(phone, at(assembly, f"agenda/{points[1].item.pk}/"))
    page(phone, at(assembly, "agenda/motions/"), 403)


def test_the_desk_lets_one_speak_after_the_other(
    make_body: MakeBody, make_member: MakeMember, client_of: ClientOf
) -> None:
    body = make_body()
    ana = make_member(body)
    assembly = make_assembly(body, officers={"chair": ana})
    turns = [
        Turn.objects.create(assembly=assembly, item=assembly.item, name=name, number=number)
        for number, name in enumerate(("Olga", "Ihar"), 1)
    ]
    chair = client_of(ana)
    assert "Let Olga speak" in page(chair, at(assembly, "desk/"))
    for _ in range(2):
        send(chair, at(assembly, "run/"), do="speak", turn=turns[0].pk)
    assert "Olga has spoken" in page(chair, at(assembly, "desk/"))
    for _ in range(2):
        send(chair, at(assembly, "run/"), do="stop_speaking", turn=turns[0].pk)
    send(chair, at(assembly, "run/"), do="speak", turn=turns[1].pk)
    send(chair, at(assembly, "run/"), do="stop_speaking", turn=turns[0].pk)  # a late second click
    assert [(one.name, one.state) for one in Turn.objects.order_by("number")] == [
        ("Olga", "done"),
        ("Ihar", "speaking"),
    ]
    send(chair, at(assembly, "run/"), 404, do="speak", turn="nobody")


def test_the_wall_speaks_the_language_of_the_assembly(make_body: MakeBody) -> None:
    assembly = make_assembly(make_body(), language="be", stage="paused")
    assert "Перапынак" in live.part(assembly.pk, "screen", "en")
    assert "There is a break" in live.part(assembly.pk, "phone", "en")


def test_the_desk_closes_the_vote(make_body: MakeBody, make_member: MakeMember, client_of: ClientOf) -> None:
    stand = Hall(make_body, make_member)
    stand.open()
    desk = page(client_of(stand.chair), at(stand.assembly, "desk/"))
    assert "Close the vote" in desk
    assert "polls/1/do/" in desk
