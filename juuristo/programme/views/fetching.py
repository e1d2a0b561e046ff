"""What the pages of all who run programmes begin with."""

from django.core.exceptions import PermissionDenied

from juuristo.people.acting import ActingRequest
from juuristo.programme.access import may_run_some_programme
from juuristo.programme.models import Programme


def programmes_to_run(request: ActingRequest) -> list[Programme]:
    """The programmes the reader runs, the newest first; refused to those who coordinate nothing.

    A coordinator of an organisation without programmes gets an empty list.
    """
    if not may_run_some_programme(request.person):
        raise PermissionDenied
    return list(Programme.objects.run_by(request.person).select_related("organisation"))
