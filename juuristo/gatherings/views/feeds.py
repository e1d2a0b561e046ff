"""Calendar feeds: what a calendar program reads, and the page on which one makes the address."""

import hashlib
from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from juuristo.gatherings import feeds
from juuristo.gatherings.actions import feeds as actions
from juuristo.gatherings.models import CalendarFeed
from juuristo.people.acting import ActingRequest
from juuristo.shell.limits import within, within_minute
from juuristo.shell.nameless import nameless

Scope = CalendarFeed.Scope
READS_A_MINUTE = 20  # of one feed from one address; calendar programs come a few times an hour
MISSES = "30/m/ip"


@nameless
@require_safe
def calendar_feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar behind a secret address; 404 for every other. Reading counts nobody."""
    feed = feeds.feed_of(token)
    if feed is None:
        return HttpResponse(status=404 if within(request, "calendar_miss", MISSES) else 429)
    if not within_minute(request, f"calendar:{feed.pk}", READS_A_MINUTE):
        return HttpResponse(status=429, headers={"Retry-After": "60"})
    content = feeds.text_of(feed).encode()
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["ETag"] = etag
    response["Cache-Control"] = f"private, max-age={feeds.SECONDS_KEPT}"
    response["Content-Disposition"] = 'inline; filename="juuristo.ics"'
    return get_conditional_response(request, etag=etag, response=response) or response


@never_cache
@require_http_methods(["GET", "POST"])
def my_calendars(request: ActingRequest) -> HttpResponse:
    """One's own addresses; a post makes, renews or revokes one."""
    if request.method == "POST":
        return _save(request)
    rows = CalendarFeed.objects.filter(person=request.person, revoked_at=None)
    made = {feed.scope: feeds.address_of(feed) for feed in rows}
    parts = [
        {
            "scope": scope,
            "address": made.get(scope, ""),
            "webcal": made[scope].replace(urlsplit(made[scope]).scheme, "webcal", 1)
            if scope in made
            else "",
        }
        for scope in Scope.values
    ]
    return render(request, "gatherings/my_calendars.html", {"parts": parts})


def _save(request: ActingRequest) -> HttpResponse:
    person, scope, act = request.person, request.POST.get("scope"), request.POST.get("act")
    if scope in Scope.values and act == "make":
        actions.make_feed(person, scope, actor=person)
        messages.success(request, _("Osoite on valmis. Kopioi se kalenteriohjelmaasi."))
    elif scope in Scope.values and act == "renew":
        actions.renew_feed(person, scope, actor=person)
        messages.success(request, _("Osoite on vaihdettu. Vanha ei enää toimi."))
    elif scope in Scope.values and act == "revoke":
        actions.revoke_feed(person, scope, actor=person)
        messages.success(request, _("Osoite on poistettu käytöstä."))
    return redirect("my_calendars")
