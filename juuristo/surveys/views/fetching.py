"""Fetch what the reader may see, then check what they may do: 404 for the unseen, 403 else."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from juuristo.people.acting import ActingRequest
from juuristo.surveys.access import (
    is_reader,
    may_read_results,
    may_run_wave,
)
from juuristo.surveys.models import Wave

WITH = ("programme__organisation", "instrument", "version")


def wave_seen(request: ActingRequest, slug: str) -> Wave:
    visible = Wave.objects.visible_to(request.person)
    return get_object_or_404(visible.select_related(*WITH), slug=slug)


def wave_to_read(request: ActingRequest, slug: str) -> Wave:
    """The wave whose results the reader may read."""
    wave = wave_seen(request, slug)
    if not may_read_results(request.person, wave):
        raise PermissionDenied
    return wave


def wave_to_run(request: ActingRequest, slug: str) -> Wave:
    """The wave, for whoever runs its programme."""
    wave = wave_seen(request, slug)
    if not may_run_wave(request.person, wave):
        raise PermissionDenied
    return wave


def draft_to_run(request: ActingRequest, slug: str) -> Wave:
    """A draft; a wave that has been opened is not to be found as one."""
    wave = wave_to_run(request, slug)
    if wave.state != Wave.State.DRAFT:
        raise Http404
    return wave


def wave_to_sum_up(request: ActingRequest, slug: str) -> Wave:
    """The confidential wave that is sealed, for its reader."""
    wave = wave_seen(request, slug)
    if not is_reader(request.person, wave) or wave.kind != Wave.Kind.CONFIDENTIAL:
        raise PermissionDenied
    if wave.state != Wave.State.SEALED:
        raise Http404
    return wave
