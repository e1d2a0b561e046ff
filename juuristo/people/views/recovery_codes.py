"""Looking at one's recovery codes, without the write that allauth's own pages do on GET."""

from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.mfa.models import Authenticator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET


def unused_codes(request: HttpRequest) -> list[str]:
    own = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.RECOVERY_CODES)
    found: Any = own.first()
    if found is None:
        raise Http404
    codes: list[str] = found.wrap().get_unused_codes()
    return codes


@never_cache
@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]  # allauth
@require_GET
def recovery_codes(request: HttpRequest) -> HttpResponse:
    context = {"unused_codes": unused_codes(request)}
    return render(request, "mfa/recovery_codes/index.html", context)


@never_cache
@reauthentication_required(app="allauth.mfa")  # type: ignore[untyped-decorator]  # allauth
@require_GET
def download_recovery_codes(request: HttpRequest) -> HttpResponse:
    context = {"unused_codes": unused_codes(request)}
    response = render(request, "mfa/recovery_codes/download.txt", context, "text/plain")
    response["Content-Disposition"] = 'attachment; filename="juuristo-varakoodit.txt"'
    return response
