"""Today, the gallery, the language switch, what the product tells of itself, and error pages."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
import time_machine
from django.contrib.messages import success
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory

from juuristo.people.models import Organisation, Person
from juuristo.shell import rooms, views
from juuristo.shell.links import absolute

ClientOf = Callable[[Person], Client]
OPEN = ["/about/", "/privacy/", "/accessibility/"]
SIGNED_IN = ["/", "/components/"]


def html_of(response: object) -> str:
    assert isinstance(response, HttpResponse)
    return response.content.decode()


@pytest.fixture
def _empty_rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LINKS", "OWN_LINKS", "KNOTS", "MAIN_ACTS"):
        monkeypatch.setattr(rooms, name, [])


@pytest.mark.parametrize("path", [*OPEN, *SIGNED_IN])
def test_given_a_signed_in_person_then_the_page_opens_and_is_small(
    path: str, adviser: Person, client_of: ClientOf
) -> None:
    response = client_of(adviser).get(path)

    assert response.status_code == 200
    assert len(response.content) < 60_000
    assert "style=" not in html_of(response)
    assert '<html lang="fi">' in html_of(response)
    assert " – Juuristo</title>" in html_of(response)


@pytest.mark.django_db
@pytest.mark.parametrize("path", OPEN)
def test_given_a_visitor_then_the_open_pages_open(path: str, client: Client) -> None:
    assert client.get(path).status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("path", SIGNED_IN)
def test_given_a_visitor_then_the_rest_asks_to_sign_in(path: str, client: Client) -> None:
    response = client.get(path)

    assert response.status_code == 302
    assert response["Location"].startswith("/sign-in/")


@pytest.mark.usefixtures("_empty_rooms")
@pytest.mark.parametrize(
    ("hour", "words"), [(5, "Huomenta"), (9, "Päivää"), (13, "Päivää"), (18, "Iltaa")]
)
def test_given_the_hour_then_today_greets_by_it(
    hour: int, words: str, adviser: Person, client_of: ClientOf
) -> None:
    with time_machine.travel(datetime(2026, 11, 24, hour, tzinfo=UTC), tick=False):
        html = html_of(client_of(adviser).get("/"))

    assert f"{words}, Ilona" in html
    assert "Tiistai 24. marraskuuta" in html
    assert "mikään ei odota sinua" in html


@pytest.mark.usefixtures("_empty_rooms")
def test_given_knots_and_a_main_act_then_today_shows_them_in_order(
    adviser: Person, client_of: ClientOf
) -> None:
    rooms.KNOTS.append(
        lambda person: [
            rooms.Knot(2, "Toinen", "shell/gallery/marks.html"),
            rooms.Knot(1, "Ensimmäinen", "shell/gallery/notices.html", asks=True),
        ]
    )
    rooms.MAIN_ACTS.append(
        lambda person: [
            rooms.MainAct(3, "Kolmas", "/z/"),
            rooms.MainAct(2, "Katso muuta", "/y/"),
            rooms.MainAct(1, "Ilmoittaudu tilaisuuteen", "/x/"),
        ]
    )

    html = html_of(client_of(adviser).get("/"))

    assert html.index("Ensimmäinen") < html.index("Toinen")
    assert html.count('class="knot asks"') == 1
    assert '<a class="go" href="/x/"' in html
    assert '<a class="quiet" href="/y/">Katso muuta</a>' in html
    assert "/z/" not in html
    assert "mikään ei odota" not in html


@pytest.mark.usefixtures("_empty_rooms")
def test_given_rooms_then_the_navigation_marks_where_one_is(
    adviser: Person, client_of: ClientOf
) -> None:
    rooms.LINKS.append(lambda person: [rooms.Link(1, "Osat", "/components/", "/components/")])
    rooms.OWN_LINKS.append(lambda person: [rooms.Link(1, "Omat tiedot", "/me/", "/me/")])

    html = html_of(client_of(adviser).get("/components/"))

    assert html.count('<a href="/components/" aria-current="page">Osat</a>') == 2
    assert '<a href="/">Tänään</a>' in html
    assert '<a class="quiet" href="/me/">Omat tiedot</a>' in html
    assert "asiantuntija" in html


def test_given_the_example_then_every_page_says_so(adviser: Person, client_of: ClientOf) -> None:
    client = client_of(adviser)
    assert "keksityt ihmiset" not in html_of(client.get("/"))
    Organisation.objects.update(is_example=True)

    for path in (*SIGNED_IN, *OPEN, "/nowhere/"):
        assert "Esimerkki, keksityt ihmiset" in html_of(client.get(path))


def test_given_a_signed_in_person_then_the_language_switch_stays_with_them(
    adviser: Person, client_of: ClientOf
) -> None:
    response = client_of(adviser).post("/language/", {"language": "sv", "next": "/about/"})

    assert response["Location"] == "/about/"
    assert adviser.user is not None
    adviser.user.refresh_from_db()
    assert adviser.user.language == "sv"
    assert '<html lang="sv">' in html_of(client_of(adviser).get("/"))


@pytest.mark.django_db
def test_given_a_visitor_then_the_language_stays_in_the_browser(client: Client) -> None:
    client.post("/language/", {"language": "en", "next": "/about/"})

    assert '<html lang="en">' in html_of(client.get("/about/"))


@pytest.mark.django_db
@pytest.mark.parametrize("goal", ["https://evil.example/", "//evil.example", "javascript:x", ""])
def test_given_a_foreign_address_then_the_switch_leads_home(goal: str, client: Client) -> None:
    assert client.post("/language/", {"language": "sv", "next": goal})["Location"] == "/"


@pytest.mark.django_db
def test_given_an_unknown_language_then_nothing_changes(client: Client) -> None:
    response = client.post("/language/", {"language": "xx", "next": "/about/"})

    assert response.status_code == 302
    assert "language" not in response.cookies


@pytest.mark.django_db
def test_given_a_get_then_the_language_cannot_change(client: Client) -> None:
    assert client.get("/language/").status_code == 405


def test_given_an_unknown_address_then_our_own_404(adviser: Person, client_of: ClientOf) -> None:
    response = client_of(adviser).get("/nowhere/")

    assert response.status_code == 404
    assert "Tätä sivua ei löydy" in html_of(response)


def test_given_a_forbidden_act_then_our_own_403(adviser: Person) -> None:
    request = RequestFactory().get("/")
    request.person = adviser  # type: ignore[attr-defined]  # as PersonMiddleware does

    response = views.forbidden(request)

    assert response.status_code == 403
    assert "Tämä ei kuulu rooliisi" in html_of(response)


@pytest.mark.django_db
def test_given_no_csrf_token_then_our_own_page_says_what_to_do() -> None:
    response = Client(enforce_csrf_checks=True).post("/language/", {"language": "sv"})

    assert response.status_code == 403
    assert "Lähetys ei mennyt perille" in html_of(response)


def test_given_a_fault_of_ours_then_the_500_page_needs_no_database() -> None:
    # No database fixture: a query would fail the test.
    response = views.server_error(HttpRequest())

    assert response.status_code == 500
    assert "Jokin meni rikki" in html_of(response)
    assert '<html lang="fi">' in html_of(response)


def test_given_a_message_then_it_is_told_as_a_notice(adviser: Person, client_of: ClientOf) -> None:
    request = RequestFactory().get("/")
    request.person = adviser  # type: ignore[attr-defined]  # as PersonMiddleware does
    request.session = client_of(adviser).session
    from django.contrib.messages.storage.fallback import FallbackStorage

    request._messages = FallbackStorage(request)  # type: ignore[attr-defined]
    success(request, "Sinulla on paikka.")

    html = render_to_string("shell/404.html", {}, request)

    assert '<div class="notice good"><strong>Valmis.</strong> Sinulla on paikka.</div>' in html


def test_given_a_path_then_the_link_is_absolute() -> None:
    assert absolute("/me/") == "http://127.0.0.1:8000/me/"


def test_given_the_gallery_then_each_part_stands_with_its_own_source(
    adviser: Person, client_of: ClientOf
) -> None:
    html = html_of(client_of(adviser).get("/components/"))

    assert "&lt;c-button kind=&quot;go&quot;" in html
    assert "Kaksi kohtaa vaatii korjausta" in html
    assert 'class="bar protected"' in html
    assert "<dialog" in html


@pytest.mark.usefixtures("_empty_rooms")
def test_given_today_then_few_queries(
    adviser: Person, client_of: ClientOf, django_assert_max_num_queries: Callable[..., object]
) -> None:
    client = client_of(adviser)

    with django_assert_max_num_queries(5):  # type: ignore[attr-defined]  # a context manager
        client.get("/")
