"""Series and how far they have reached their audience."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404
from ninja import Router, Schema

from juuristo.gatherings.access import may_plan_series
from juuristo.gatherings.coverage import Coverage, Share, coverage_of
from juuristo.gatherings.models import Attends, Kind, Series
from juuristo.people.acting import ActingRequest
from juuristo.people.api import Invalid, Limit, Offset, Page, Problem, page

router = Router(tags=["gatherings"])


class SeriesOut(Schema):
    """``name`` and ``description`` hold a text per language; ``programme`` is its slug."""

    id: UUID
    programme: str
    kind: Kind
    name: dict[str, str]
    description: dict[str, str]
    attends: Attends
    expected: bool
    capacity: int
    signup_opens_at: datetime | None
    signup_closes_at: datetime | None

    @staticmethod
    def resolve_programme(series: Series) -> str:
        return series.programme.slug


class ShareOut(Schema):
    label: str
    reached: int
    total: int
    share: float


class CoverageOut(Schema):
    """How far the series has reached its audience. Parts count places; attendance once it is
    over. People are known by their id."""

    booked: ShareOut
    attended: ShareOut
    by_office: list[ShareOut]
    by_team: list[ShareOut]
    missing: list[UUID]
    waiting: list[UUID]


@router.get(
    "/series", response={200: Page[SeriesOut], 401: Problem, 422: Invalid}, url_name="series"
)
def list_series(request: ActingRequest, limit: Limit = 100, offset: Offset = 0) -> dict[str, Any]:
    rows = Series.objects.visible_to(request.person).select_related("programme")
    return page(rows, limit, offset)


@router.get(
    "/series/{uuid:series_id}/coverage",
    response={200: CoverageOut, 401: Problem, 403: Problem, 404: Problem},
    url_name="series_coverage",
)
def coverage(request: ActingRequest, series_id: UUID) -> dict[str, Any]:
    """For those who plan the series."""
    rows = Series.objects.visible_to(request.person)
    series = get_object_or_404(rows.select_related("programme__organisation"), pk=series_id)
    if not may_plan_series(request.person, series):
        raise PermissionDenied
    return _told(coverage_of(series))


def _told(found: Coverage) -> dict[str, Any]:
    def shares(parts: list[Share]) -> list[dict[str, Any]]:
        return [_share(part) for part in parts]

    return {
        "booked": _share(found.booked),
        "attended": _share(found.attended),
        "by_office": shares(found.by_office),
        "by_team": shares(found.by_team),
        "missing": [person.person_id for person in found.missing],
        "waiting": [person.person_id for person in found.waiting],
    }


def _share(part: Share) -> dict[str, Any]:
    return {
        "label": part.label,
        "reached": part.reached,
        "total": part.total,
        "share": part.share,
    }
