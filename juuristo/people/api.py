"""The REST interface's shared ground (who asks, errors, pages of a list) and the people list."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Generic, TypeVar, cast
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.db.models import Model, Prefetch, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import NinjaAPI, Query, Router, Schema
from ninja.errors import HttpError
from ninja.security import APIKeyCookie, HttpBearer
from ninja.utils import check_csrf

from juuristo.audit import trail

from .access import examples_may_sign_in, may_export_people, needs_second_factor
from .acting import ActingRequest
from .middleware import has_second_factor
from .models import ApiToken, HeldRole, Person, Role, User
from .tokens import hash_of

Item = TypeVar("Item")

Limit = Annotated[int, Query(ge=1, le=1000, description="How many rows at most.")]
Offset = Annotated[int, Query(ge=0, le=10_000_000, description="How many rows to pass over.")]
# PostgreSQL takes no NUL in a text.
Name = Annotated[str, Query(max_length=120, pattern=r"^[^\x00]*$")]


class Problem(Schema):
    """How every refusal but 422 reads."""

    code: str
    message: str


class Invalid(Schema):
    """How a 422 reads: one entry a parameter that is not what it should be."""

    detail: list[dict[str, Any]]


class Page(Schema, Generic[Item]):
    """One page of a list; ``count`` is the length of the whole list."""

    items: list[Item]
    count: int


class RefusalError(HttpError):
    """An expected refusal: raise it with a status, a machine-readable code and a message."""

    def __init__(self, status: int, code: str, message: str) -> None:
        super().__init__(status, message)
        self.code = code


class Bearer(HttpBearer):
    """``Authorization: Bearer <token>``; puts the token's owner on the request as ``person``."""

    def authenticate(self, request: HttpRequest, token: str) -> Person | None:
        known = (
            ApiToken.objects.filter(token_hash=hash_of(token.strip()), revoked_at=None)
            .select_related("person__organisation", "person__office", "person__team")
            .select_related("person__user")
            .first()
        )
        if known is None or not _may_act(known.person):
            return None
        request.person = known.person  # type: ignore[attr-defined]
        return known.person


def _may_act(person: Person) -> bool:
    if person.has_left() or (person.user and not person.user.is_active):
        return False
    return examples_may_sign_in() or not person.organisation.is_example


class BySession(APIKeyCookie):
    """The sign-in of the pages, for calls that our own scripts make: ``X-CSRFToken`` is needed.

    Signed out is 401 in JSON, never a page to sign in on. A token sent along decides alone.
    """

    param_name = settings.SESSION_COOKIE_NAME

    def __init__(self) -> None:
        super().__init__(csrf=False)  # looked at below, once it is known that somebody asks

    def authenticate(self, request: HttpRequest, key: str | None) -> Person | None:
        person: Person | None = request.person  # type: ignore[attr-defined]  # PersonMiddleware
        if person is None or "Authorization" in request.headers:
            return None
        if check_csrf(request):
            raise RefusalError(403, "csrf", _("Sivun suoja on vanhentunut. Lataa sivu uudelleen."))
        if needs_second_factor(person) and not has_second_factor(cast(User, request.user)):
            message = _("Ota ensin käyttöön toinen tunnistautumistapa.")
            raise RefusalError(403, "second_factor", message)
        return person


bearer = Bearer()
bearer_or_session = [bearer, BySession()]


def page(
    queryset: QuerySet[Any], limit: int, offset: int, schema: type[Schema] | None = None
) -> dict[str, Any]:
    """Cut one page out of an ordered queryset: ``{"items": […], "count": n}``.

    With ``schema`` the items are that schema's objects, else rows for ninja to serialise.
    """
    rows: list[Any] = list(queryset[offset : offset + limit])
    items = [schema.from_orm(row) for row in rows] if schema else rows
    return {"items": items, "count": queryset.count()}


def answer_errors(api: NinjaAPI) -> None:
    """Make every refusal of ``api`` read ``{"code", "message"}`` with the right status."""

    def answer(request: HttpRequest, status: int, code: str, message: str) -> HttpResponse:
        return api.create_response(request, {"code": code, "message": message}, status=status)

    def refused(request: HttpRequest, error: HttpError) -> HttpResponse:
        if error.status_code == 401:
            message = _("Tunniste puuttuu tai ei kelpaa.")
            response = answer(request, 401, "unauthorized", message)
            response["WWW-Authenticate"] = "Bearer"
            return response
        code = getattr(error, "code", f"http_{error.status_code}")
        return answer(request, error.status_code, code, error.message)

    def forbidden(request: HttpRequest, error: PermissionDenied) -> HttpResponse:
        return answer(request, 403, "forbidden", str(error) or _("Sinulla ei ole tähän oikeutta."))

    def unseen(request: HttpRequest, error: Http404) -> HttpResponse:
        return answer(request, 404, "not_found", _("Tätä ei löydy."))

    def too_large(request: HttpRequest, error: RequestDataTooBig) -> HttpResponse:
        return answer(request, 413, "too_large", _("Lähetys on liian suuri. Jaa se osiin."))

    handlers: list[tuple[type[Exception], Callable[..., HttpResponse]]] = [
        (HttpError, refused),
        (PermissionDenied, forbidden),
        (Http404, unseen),
        (RequestDataTooBig, too_large),
    ]
    for kind, handler in handlers:
        api.add_exception_handler(kind, handler)


router = Router(tags=["people"])


class PersonOut(Schema):
    id: UUID
    email: str
    first_name: str
    last_name: str
    office: str | None
    team: str | None
    title: str
    start_date: date | None
    left_date: date | None
    in_service: bool
    roles: list[Role]

    @staticmethod
    def resolve_office(person: Person) -> str | None:
        return _name_of(person.office)

    @staticmethod
    def resolve_team(person: Person) -> str | None:
        return _name_of(person.team)

    @staticmethod
    def resolve_in_service(person: Person) -> bool:
        started = person.start_date is None or person.start_date <= timezone.localdate()
        return started and not person.has_left()

    @staticmethod
    def resolve_roles(person: Person) -> list[str]:
        return sorted(held.role for held in person.roles.all())


def _name_of(place: Model | None) -> str | None:
    return str(place) if place else None


@router.get(
    "/people",
    response={200: Page[PersonOut], 401: Problem, 403: Problem, 422: Invalid},
    url_name="people",
)
def list_people(
    request: ActingRequest,
    limit: Limit = 100,
    offset: Offset = 0,
    office: Name | None = None,
    team: Name | None = None,
    role: Role | None = None,
    in_service: bool | None = None,  # noqa: FBT001 (a query parameter)
) -> dict[str, Any]:
    """Everybody in the organisation; for an admin only. Each page opened leaves an audit row."""
    if not may_export_people(request.person):
        raise PermissionDenied
    people = Person.objects.visible_to(request.person).select_related("office", "team")
    if office is not None:
        people = people.filter(office__name__iexact=office)
    if team is not None:
        people = people.filter(team__name__iexact=team)
    if role is not None:
        people = people.filter(roles__role=role, roles__programme_id=None)
    if in_service is not None:
        serving = Person.objects.in_service()
        people = people.filter(pk__in=serving) if in_service else people.exclude(pk__in=serving)
    organisation_wide = Prefetch("roles", HeldRole.objects.filter(programme_id=None))
    answer = page(people.prefetch_related(organisation_wide), limit, offset)
    trail.record("people.exported", actor=request.person)
    return answer
