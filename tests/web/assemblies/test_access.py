"""Who is let in to which page, and who is not."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from web.assemblies_making import make_assembly, make_presence

from veche.web.bodies.models import Body, Membership

from .asking import at

pytestmark = pytest.mark.django_db
MakeBody, MakeMember, ClientOf = Callable[..., Body], Callable[..., Membership], Callable[..., Client]

FOR_ALL = ("", "agenda/", "notice/", "notice.txt", "orders/", "officers/", "record/")
TO_PREPARE = ("agenda/add/", "agenda/motions/", "orders/change/", "call-off/")
TO_KEEP = ("door/", "door/screen/")
TO_SERVE = ("desk/", "screen/")
POSTS = ("run/", "agenda/now/", "attend/", "door/slips/")


@pytest.mark.parametrize("path", [*FOR_ALL, *TO_PREPARE, *TO_KEEP, *TO_SERVE])
def test_strangers(path: str, make_body: MakeBody, make_member: MakeMember, client_of: ClientOf) -> None:
    """A visitor signs in first; for a member of another body, and for a phone of another assembly, there is nothing here."""
    body = make_body()
    assembly, other = make_assembly(body), make_assembly(body)
    assert Client().get(at(assembly, path)).headers["Location"].startswith("/sign-in/")
    _, phone = make_presence(other)
    assert phone.get(at(assembly, path)).headers["Location"].startswith("/sign-in/")
    assert client_of(make_member(make_body("Other"))).get(at(assembly, path)).status_code == 404


@pytest.mark.parametrize("path", POSTS)
def test_strangers_who_send(
    path: str, make_body: MakeBody, make_member: MakeMember, client_of: ClientOf
) -> None:
    assembly = make_assembly(make_body())
    assert Client().post(at(assembly, path)).headers["Location"].startswith("/sign-in/")
    assert client_of(make_member(make_body("Other"))).post(at(assembly, path)).status_code == 404


def statuses(client: Client, path: str, assemblies: list[object]) -> list[int]:
    return [client.get(at(one, path)).status_code for one in assemblies]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        # phone, wall, member, teller, door, secretary, chair
        (FOR_ALL[1:], "200 200 200 200 200 200 200"),
        (TO_PREPARE[:1], "403 403 403 403 403 200 200"),
        (TO_KEEP, "403 403 403 403 200 403 200"),
        (("desk/",), "403 403 403 200 200 200 200"),
        (("screen/",), "403 200 403 200 200 200 200"),
        (("",), "200 302 200 200 200 200 200"),
    ],
)
def test_everybody_in_it(
    paths: tuple[str, ...], expected: str, make_body: MakeBody, make_member: MakeMember, client_of: ClientOf
) -> None:
    body = make_body()
    members = {duty: make_member(body) for duty in ("teller", "door", "secretary", "chair")}
    assembly = make_assembly(body, officers=members)
    _, phone = make_presence(assembly)
    _, wall = make_presence(assembly, screen=True)
    clients = [phone, wall, client_of(make_member(body)), *map(client_of, members.values())]
    for path in paths:
        assert " ".join(str(client.get(at(assembly, path)).status_code) for client in clients) == expected, (
            path
        )


@pytest.mark.parametrize(
    ("path", "answers"),
    [
        ("run/", {"do": "pause"}),
        ("run/", {"do": "close", "sure": "1"}),
        ("run/", {"do": "show", "what": "agenda"}),
        ("agenda/now/", {"do": "begin"}),
        ("agenda/add/", {"title": "Mine"}),
        ("officers/", {"do": "appoint", "duty": "chair"}),
        ("officers/hand-over/", {}),
        ("door/", {"do": "in"}),
        ("door/slips/", {"number": 1, "language": "en"}),
        ("door/screen/", {}),
        ("edit/", {"place": "Elsewhere"}),
        ("call/", {}),
        ("call-off/", {}),
    ],
)
def test_a_member_and_a_phone_change_nothing(
    path: str, answers: dict[str, str], make_body: MakeBody, make_member: MakeMember, client_of: ClientOf
) -> None:
    body = make_body()
    assembly = make_assembly(body, officers={"chair": make_member(body)})
    _, phone = make_presence(assembly)
    pulse = pulse_of(assembly)
    for client in (phone, client_of(make_member(body))):
        assert client.post(at(assembly, path), answers).status_code in (403, 409), path
    assert pulse_of(assembly) == pulse


def pulse_of(assembly: object) -> int:
    from veche.web.assemblies.models import Assembly

    return Assembly.objects.get(pk=assembly.pk).pulse  # type: ignore[attr-defined]


def test_a_phone_sees_no_name_of_a_member(
    make_body: MakeBody, make_member: MakeMember, client_of: ClientOf
) -> None:
    body = make_body()
    make_member(body, name="Canary")
    assembly = make_assembly(body, how="both", officers={"chair": make_member(body, name="Chair of all")})
    _, phone = make_presence(assembly)
    client = client_of(make_member(body))
    client.post(at(assembly, "attend/"), {"do": "afar"})
    for path in FOR_ALL:
        text = phone.get(at(assembly, path)).content.decode()
        assert "Canary" not in text
    assert "Chair of all" in phone.get(at(assembly, "officers/")).content.decode()


def test_the_cookie_goes_to_assemblies_alone(
    make_body: MakeBody, make_member: MakeMember, client_of: ClientOf
) -> None:
    from .asking import slips_through

    body = make_body()
    ana = make_member(body)
    assembly = make_assembly(body, officers={"door": ana})
    (code,) = slips_through(client_of(ana), assembly)
    response = Client().post("/assemblies/come/", {"code": code})
    (cookie,) = (one for name, one in response.cookies.items() if name.startswith("presence_"))
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/assemblies/", True, "Lax")
    assert code not in response.headers["Location"]
