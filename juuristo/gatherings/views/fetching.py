"""Fetch what the reader may see, then check what they may do: 404 for the unseen, 403 else."""

import uuid

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from juuristo.gatherings.access import may_plan_series, may_take_attendance
from juuristo.gatherings.models import Series, Session
from juuristo.people.acting import ActingRequest


def series_to_plan(request: ActingRequest, pk: uuid.UUID) -> Series:
    """The series, for whoever plans it."""
    visible = Series.objects.visible_to(request.person)
    series = get_object_or_404(visible.select_related("programme__organisation"), pk=pk)
    if not may_plan_series(request.person, series):
        raise PermissionDenied
    return series


def session_to_plan(request: ActingRequest, pk: uuid.UUID) -> Session:
    """The session, for whoever plans its series."""
    session = _session(request, pk)
    if not may_plan_series(request.person, session.series):
        raise PermissionDenied
    return session


def session_to_mark(request: ActingRequest, pk: uuid.UUID) -> Session:
    """The session, for whoever takes its attendance."""
    session = _session(request, pk)
    if not may_take_attendance(request.person, session):
        raise PermissionDenied
    return session


def _session(request: ActingRequest, pk: uuid.UUID) -> Session:
    visible = Session.objects.visible_to(request.person)
    return get_object_or_404(visible.select_related("series__programme__organisation"), pk=pk)


def posted_id(request: ActingRequest, name: str) -> uuid.UUID:
    """The id that the post holds under ``name``; 404 when it is none."""
    try:
        return uuid.UUID(request.POST.get(name, ""))
    except ValueError:
        raise Http404 from None
