"""What is shown live, in a real browser on the server's own connections: it changes by itself, and leaves the reader where they are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from playwright.sync_api import Page, expect
from web.assemblies_making import make_assembly, make_presence
from web.live.listening import Listening, listening

from veche.web.assemblies.actions.pulse import beat
from veche.web.assemblies.models import Assembly, Stage
from veche.web.bodies.models import Body

from .conftest import Visit

pytestmark = pytest.mark.django_db(transaction=True)


class Shown:
    """In place of an assembly's own fragments: a long one, of which one line changes."""

    line = "first"

    @classmethod
    def part(cls, assembly: Any, kind: str, language: Any) -> str:
        lines = "".join(f"<p>{number}</p>" for number in range(40))
        return (
            f'<p data-live-line>Now: {cls.line}</p><details id="more"><summary>More</summary><p>all</p></details>'
            f'{lines}<p><a id="link" href="/">A link</a></p>{lines}'
        )


@pytest.fixture
def server(transactional_db: None) -> Iterator[Listening]:
    with listening(get_wsgi_application(), longest=settings.DATA_UPLOAD_MAX_MEMORY_SIZE, threads=4) as there:
        yield there


@pytest.fixture
def address(server: Listening) -> str:
    return f"http://localhost:{server.listener.getsockname()[1]}"


@pytest.fixture
def assembly(make_body: Callable[..., Body], monkeypatch: pytest.MonkeyPatch) -> Assembly:
    monkeypatch.setattr("veche.web.assemblies.live.part", Shown.part)
    monkeypatch.setattr(Shown, "line", "first")
    return make_assembly(make_body())


def phone(visit: Callable[..., Visit], assembly: Assembly, address: str, **options: Any) -> Page:
    """Somebody whom the door let in, with the page of the assembly open."""
    window = visit(**options)
    for name, morsel in make_presence(assembly)[1].cookies.items():
        window.context.add_cookies([{"name": name, "value": morsel.value, "url": address}])
    window.page.goto(f"/assemblies/{assembly.pk}/")
    expect(window.page.get_by_text("Now: first")).to_be_visible()
    return window.page


def change(assembly: Assembly, line: str) -> None:
    Shown.line = line
    beat(assembly.pk)


def test_it_changes_and_the_reader_stays_where_they_are(
    visit: Callable[..., Visit], assembly: Assembly, address: str
) -> None:
    page = phone(visit, assembly, address)
    page.locator("#more summary").click()
    page.locator("#link").focus()
    page.evaluate("scrollTo(0, 700)")
    change(assembly, "second")
    expect(page.locator("[data-live-part]")).to_contain_text("Now: second")
    said = page.locator("[aria-live=polite]")
    expect(said).to_have_text("Now: second")
    assert page.evaluate("[document.activeElement.id, scrollY, document.querySelector('#more').open]") == [
        "link",
        700,
        True,
    ]
    assert page.locator("[data-live-part]").get_attribute("aria-live") is None
    expect(page.get_by_text("The connection is lost")).to_be_hidden()


def test_a_lost_connection_is_said_and_found_again(
    visit: Callable[..., Visit], assembly: Assembly, address: str, server: Listening
) -> None:
    page = phone(visit, assembly, address)
    change(assembly, "second")
    expect(page.get_by_text("Now: second").first).to_be_visible()
    server.end()
    lost = page.get_by_text("The connection is lost")
    expect(lost).to_be_visible()
    change(assembly, "third")
    server.begin()
    expect(page.locator("[data-live-part]")).to_contain_text("Now: third", timeout=20_000)
    expect(lost).to_be_hidden()


def test_the_end_of_an_assembly_is_said(
    visit: Callable[..., Visit], assembly: Assembly, address: str
) -> None:
    page = phone(visit, assembly, address)
    Assembly.objects.filter(pk=assembly.pk).update(stage=Stage.CLOSED)
    expect(page.get_by_text("Nothing more will come here by itself.")).to_be_visible()


def test_without_script_there_is_a_link(
    visit: Callable[..., Visit], assembly: Assembly, address: str
) -> None:
    page = phone(visit, assembly, address, script=False)
    change(assembly, "second")
    page.get_by_role("link", name="Reload").click()
    expect(page.get_by_text("Now: second")).to_be_visible()
