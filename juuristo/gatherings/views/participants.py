"""A meeting tool's participant list: bring it, look through it, mark attendance by it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from juuristo.gatherings import refusals
from juuristo.gatherings.actions import attendance
from juuristo.gatherings.actions import participants as actions
from juuristo.gatherings.attendance_desk import seated
from juuristo.gatherings.forms.participants import ParticipantsForm
from juuristo.gatherings.models import ParticipantList, Session, SignUp
from juuristo.gatherings.participants import UnreadableListError
from juuristo.people.acting import ActingRequest
from juuristo.people.models import Person
from juuristo.shell.forms import status_of

from .fetching import session_to_mark

SHORT = 10  # minutes; one who only looked in is for the reviewer to judge


@require_http_methods(["GET", "POST"])
def participants_new(request: ActingRequest, pk: UUID) -> HttpResponse:
    session = session_to_mark(request, pk)
    is_sent = request.method == "POST"
    form = ParticipantsForm(request.POST, request.FILES) if is_sent else ParticipantsForm()
    if form.is_bound and form.is_valid():
        data = form.cleaned_data["file"].read()
        try:
            kept = actions.read_participants(session, data, actor=request.person)
            return redirect("participants_review", pk=session.pk, kept=kept.pk)
        except UnreadableListError as fault:
            form.add_error("file", _fault_words(fault.code))
        except refusals.Refused as refused:
            form.add_error(None, refused.message)
    context = {
        "form": form,
        "session": session,
        "series": session.series,
        "is_open": attendance.is_open(session),
    }
    return render(request, "gatherings/participants_new.html", context, status=status_of(form))


def _fault_words(code: str) -> str:
    return {
        "unreadable": _("Tiedosto ei aukea tekstinä. Valitse kokousohjelman CSV-tiedosto."),
        "too_large": _("Luettelossa on liikaa rivejä. Tarkista, että se on yhden kokouksen."),
        "no_people": _("Tiedostosta ei löytynyt osallistujia. Valitse kokouksen läsnäololuettelo."),
    }[code]


@never_cache
@require_http_methods(["GET", "POST"])
def participants_review(request: ActingRequest, pk: UUID, kept: UUID) -> HttpResponse:
    """Who is who: what is sure is ticked, the rest is chosen by hand. A post marks or drops.

    The list goes when it has been dealt with; whoever comes back to its page is told so."""
    session = session_to_mark(request, pk)
    found = session.participant_lists.filter(pk=kept).first()
    if found is None:
        messages.info(
            request,
            _(
                "Luetteloa ei enää ole. Poistamme sen, kun läsnäolot on merkitty, ja viimeistään "
                "vuorokauden kuluttua."
            ),
        )
        return redirect("attendance", pk=pk)
    return _review(request, session, found)


def _review(request: ActingRequest, session: Session, kept: ParticipantList) -> HttpResponse:
    if request.method == "GET":
        return render(request, "gatherings/participants_review.html", review_of(kept))
    if "drop" in request.POST:
        actions.drop_participants(kept, actor=request.person)
        messages.success(request, _("Luettelo on poistettu. Läsnäoloja ei muutettu."))
        return redirect("attendance", pk=session.pk)
    try:
        count = actions.apply_participants(
            kept,
            _chosen(request, len(kept.rows)),
            rest_absent="absent" in request.POST,
            actor=request.person,
        )
    except refusals.Refused as refused:
        messages.error(request, refused.message)
        return redirect("participants_review", pk=session.pk, kept=kept.pk)
    words = ngettext(
        "Merkitsimme yhden ihmisen paikalle. Emme säilyttäneet luetteloa.",
        "Merkitsimme %(count)s ihmistä paikalle. Emme säilyttäneet luetteloa.",
        count,
    )
    messages.success(request, words % {"count": count})
    return redirect("attendance", pk=session.pk)


def _chosen(request: ActingRequest, count: int) -> set[UUID]:
    """The person of every row that has one; anything else in the post is left aside."""
    chosen = set()
    for number in range(count):
        try:
            chosen.add(UUID(request.POST.get(f"row-{number}", "")))
        except ValueError:
            continue
    return chosen


def review_of(kept: ParticipantList) -> dict[str, Any]:
    """The rows sorted into sure, unsure and leading, with those who are not on the list."""
    session = kept.session
    places = list(seated(session))
    has_place = {one.person_id for one in places}
    led = set(session.facilitators.values_list("pk", flat=True)) - has_place
    named = [UUID(pk) for row in kept.rows for pk in row["candidates"]]
    people = {person.pk: person for person in Person.objects.filter(pk__in=named)}
    parts: dict[str, list[dict[str, Any]]] = {"sure": [], "unsure": [], "leading": []}
    for number, row in enumerate(kept.rows):
        found = [people[pk] for pk in map(UUID, row["candidates"]) if pk in people]
        line = {"number": number, "name": row["name"], "minutes": row["minutes"], "found": found}
        if row["sure"] and found:
            line["has_place"] = found[0].pk in has_place
            line["is_short"] = row["minutes"] is not None and row["minutes"] < SHORT
            parts["leading" if found[0].pk in led else "sure"].append(line)
        else:
            parts["unsure"].append(line)
    settled = {line["found"][0].pk for line in parts["sure"]}
    missing = [one.person for one in places if one.person_id not in settled]
    for line in parts["unsure"]:
        line["others"] = [one for one in missing if one not in line["found"]]
    unmarked = [one.person for one in places if one.state == SignUp.State.BOOKED]
    return {
        **parts,
        "kept": kept,
        "session": session,
        "series": session.series,
        "missing": [one for one in unmarked if one.pk not in settled],
    }
