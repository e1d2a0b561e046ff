"""The programme month by month."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from juuristo.people.acting import ActingRequest
from juuristo.programme import when
from juuristo.programme.calendar_days import (
    MONTHS_AT_ONCE,
    add_months,
    first_to_show,
    months_of,
    read_month,
)
from juuristo.programme.models import Programme
from juuristo.shell import dates


@require_GET
def programme_calendar(request: ActingRequest, slug: str) -> HttpResponse:
    """Three months at a time; ``?month=2020-10`` is the first of them."""
    rows = Programme.objects.visible_to(request.person).select_related("organisation")
    shown = get_object_or_404(rows, slug=slug)
    today = timezone.localdate()
    asked = request.GET.get("month", "")
    first = read_month(asked) or first_to_show(shown, today)
    months = months_of(shown, request.person, first)
    context = {
        "programme": shown,
        "months": [(when.month_year(month.first), month) for month in months],
        "weekdays": dates.weekday_names(),
        "earlier": add_months(first, -MONTHS_AT_ONCE),
        "later": add_months(first, MONTHS_AT_ONCE),
        "today": today,
        "not_understood": bool(asked) and read_month(asked) is None,
    }
    return render(request, "programme/calendar.html", context)
