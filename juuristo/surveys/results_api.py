"""Results for scripts: the same document as for pages, exports and the command (trust T4)."""

from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Router

from juuristo.people.acting import ActingRequest
from juuristo.people.api import Problem

from .models import Wave
from .results import results_for

router = Router(tags=["surveys"])


@router.get(
    "/waves/{slug}/results",
    response={200: dict[str, Any], 401: Problem, 404: Problem},
    url_name="wave_results",
)
def wave_results(request: ActingRequest, slug: str) -> dict[str, Any]:
    """The document of ``juuristo surveys results WAVE --json``, for whoever sees the wave.

    Without figures ``state`` says why: ``not_closed``, ``protected``, ``named``, ``confidential``.
    """
    waves = Wave.objects.visible_to(request.person).select_related("programme", "version")
    return results_for(get_object_or_404(waves, slug=slug), request.person)
