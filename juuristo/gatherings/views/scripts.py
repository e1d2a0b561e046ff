"""The script of a series or a session: begin one, write it, print it, copy it."""

import uuid
from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import F, Max, Min
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from juuristo.gatherings.access import may_plan_series, may_write_scripts
from juuristo.gatherings.actions import scripts as actions
from juuristo.gatherings.models import Script, ScriptBlock, Series, Session
from juuristo.gatherings.refusals import Refused, changed_meanwhile
from juuristo.gatherings.script_page import context_of, slices_of
from juuristo.gatherings.script_templates import Template, templates
from juuristo.gatherings.scripts import shares, suggestion
from juuristo.people.acting import ActingRequest
from juuristo.people.models import Person
from juuristo.shell.identifiers import refuse_identifiers
from juuristo.shell.texts import LANGUAGES, text_in

STEP = 5


def own_script(request: ActingRequest, pk: uuid.UUID) -> Script:
    """404 for whoever leads nothing in its series: they need not know of it."""
    scripts = Script.objects.visible_to(request.person)
    return get_object_or_404(
        scripts.select_related("series__programme__organisation", "session"), pk=pk
    )


def series_to_script(request: ActingRequest, pk: uuid.UUID) -> Series:
    visible = Series.objects.visible_to(request.person)
    series = get_object_or_404(visible.select_related("programme__organisation"), pk=pk)
    if not may_write_scripts(request.person, series):
        raise PermissionDenied
    return series


def script_url(script: Script, session: Session | None = None) -> str:
    """The page of a script, its clock set by ``session`` when it is a shared one."""
    url = reverse("script", args=[script.pk])
    return f"{url}?session={session.pk}" if session and script.session_id is None else url


@require_http_methods(["GET", "POST"])
def series_script(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """Lead to the series' shared script, or let one be begun from a template or another script."""
    series = series_to_script(request, pk)
    there = series.scripts.filter(session=None).first()
    if there:
        return redirect(script_url(there))
    copyable = other_scripts(request.person, series)
    if request.method == "POST":
        made = begun(request, series, copyable)
        if made:
            return redirect(script_url(made))
        messages.warning(request, _("Valitse ensin, mistä aloitat."))
    language = (get_language() or LANGUAGES[0])[:2]
    context = {
        "series": series,
        "offers": [offer_of(one, language) for one in nearest_first(series)],
        "copyable": copyable,
        "language": language,
        "may_plan": may_plan_series(request.person, series),
    }
    return render(request, "gatherings/script_begin.html", context)


def nearest_first(series: Series) -> list[Template]:
    """The templates, those closest to the length of the series' sessions first."""
    session = next_session(series)
    found = list(templates().values())
    if session:
        length = minutes_of(session)
        found.sort(key=lambda one: abs(one.minutes - length))
    return found


def offer_of(template: Template, language: str) -> dict[str, object]:
    blocks = template.in_language(language)
    return {
        "key": template.key,
        "name": text_in(template.name, language),
        "minutes": template.minutes,
        "blocks": blocks,
        "slices": slices_of(shares(blocks)),
    }


def other_scripts(person: Person, series: Series) -> list[Script]:
    """What may be copied here: shared scripts the writer sees, those last in use first, with the
    days of their series."""
    rows = Script.objects.visible_to(person).filter(session=None).exclude(series=series)
    rows = rows.select_related("series").annotate(
        first_start=Min("series__sessions__starts_at"),
        last_start=Max("series__sessions__starts_at"),
    )
    return list(rows.order_by(F("last_start").desc(nulls_first=True), "pk")[:20])


def begun(request: ActingRequest, series: Series, copyable: list[Script]) -> Script | None:
    way, _colon, what = request.POST.get("begin", "").partition(":")
    language = request.POST.get("language", "")
    language = language if language in LANGUAGES else LANGUAGES[0]
    try:
        if way == "template" and what in templates():
            chosen = templates()[what]
            name, blocks = text_in(chosen.name, language), chosen.in_language(language)
            return actions.create_script(series, name, blocks, actor=request.person)
        if way == "empty":
            name = text_in(series.name, language)[:200]
            return actions.create_script(series, name, actor=request.person)
        source = next((one for one in copyable if str(one.pk) == what), None)
        return source and actions.copy_script(source, series, actor=request.person)
    except Refused as refused:  # somebody else was quicker
        messages.info(request, refused.message)
        return series.scripts.filter(session=None).first()


@require_http_methods(["GET", "POST"])
def session_script(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """Lead to the script of a session. A post gives the session one of its own, copied from the
    shared one, for when this time is different."""
    visible = Session.objects.visible_to(request.person)
    session = get_object_or_404(visible.select_related("series__programme"), pk=pk)
    if not may_write_scripts(request.person, session.series):
        raise PermissionDenied
    shared = session.series.scripts.filter(session=None).first()
    own = Script.objects.filter(session=session).first()
    if request.method == "POST" and shared and own is None:
        try:
            own = actions.copy_script(shared, session.series, session=session, actor=request.person)
        except Refused:  # somebody else was quicker: theirs is the one
            own = Script.objects.get(session=session)
        messages.success(request, _("Tämä käsikirjoitus on vain tätä kertaa varten."))
    script = own or shared
    if script is None:
        return redirect("series_script", pk=session.series_id)
    return redirect(script_url(script, session))


@require_http_methods(["GET", "POST"])
def script(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """The course of a session; a post holds one act on it."""
    found = own_script(request, pk)
    session = session_of(request, found)
    if request.method == "GET":
        may_plan = may_plan_series(request.person, found.series)
        context = page(found, session) | {"may_plan": may_plan}
        return render(request, "gatherings/script.html", context)
    act, _colon, what = request.POST.get("act", "").partition(":")
    status, fault, said = 200, "", ""
    try:
        if act not in ACTS:
            raise changed_meanwhile()
        said = ACTS[act](request, found, what)
    except Refused as refused:
        status, fault = 409, refused.message
    if request.htmx:
        found = own_script(request, pk)
        context = page(found, session) | {
            "fault": fault,
            "said": said,
            "act": act,
            "acted_on": what.partition(":")[0],
        }
        return render(request, "gatherings/script.html#course", context, status=status)
    if fault:
        messages.warning(request, fault)
    elif said:
        messages.success(request, said)
    return redirect(script_url(found, session))


def session_of(request: ActingRequest, found: Script) -> Session | None:
    """The session whose clock the page shows: its own, the one asked for, the next, the last."""
    return found.session or next_session(found.series, asked=request.GET.get("session", ""))


def next_session(series: Series, *, asked: str = "") -> Session | None:
    """The session of ``series`` that is asked for, else the next one, else the last."""
    sessions = list(series.sessions.filter(cancelled_at=None).order_by("starts_at", "pk"))
    ahead = [one for one in sessions if not one.has_ended()]
    chosen = [one for one in sessions if str(one.pk) == asked]
    return next(iter([*chosen, *ahead, *reversed(sessions)]), None)


def page(found: Script, session: Session | None) -> dict[str, object]:
    blocks = list(found.blocks.order_by("order", "pk"))
    begins = session.starts_at if session else None
    length = minutes_of(session) if session else None
    return {
        **context_of(found, blocks, begins, length),
        "series": found.series,
        "session": session,
        "is_own": found.session_id is not None,
        "length": length,
        "fault": "",
        "said": "",
        "act": "",
        "acted_on": "",
    }


def minutes_of(session: Session) -> int:
    return round((session.ends_at - session.starts_at).total_seconds() / 60)


def posted_version(request: ActingRequest) -> int:
    text = request.POST.get("version", "")
    if not text.isdecimal():
        raise changed_meanwhile()
    return int(text[:9])


def block_of(found: Script, text: str) -> ScriptBlock:
    """The block a button names; one that is gone was removed elsewhere."""
    try:
        block = found.blocks.filter(pk=uuid.UUID(text)).first()
    except ValueError:
        block = None
    if block is None:
        raise changed_meanwhile()
    return block


def move(request: ActingRequest, found: Script, what: str) -> str:
    """``<block>:<place>``, as the drag and the arrows say it."""
    name, _colon, place = what.partition(":")
    block = block_of(found, name)
    if not place.isdecimal():
        raise changed_meanwhile()
    actions.move_block(
        found, block.pk, int(place[:4]), version=posted_version(request), actor=request.person
    )
    return _("Siirsit kohdan ”%(title)s”. Ajat muuttuivat sen mukaan.") % {"title": block.title}


def resize(request: ActingRequest, found: Script, what: str) -> str:
    """``<block>:<minutes>``."""
    name, _colon, minutes = what.partition(":")
    block = block_of(found, name)
    if not minutes.isdecimal():
        raise changed_meanwhile()
    lengths = {block.pk: int(minutes[:4])}
    actions.resize_blocks(found, lengths, version=posted_version(request), actor=request.person)
    return _("Kohta ”%(title)s” kestää nyt %(minutes)s minuuttia.") % {
        "title": block.title,
        "minutes": min(max(lengths[block.pk], 1), 480),
    }


def remove(request: ActingRequest, found: Script, what: str) -> str:
    block = block_of(found, what)
    version = posted_version(request)
    actions.remove_block(found, block.pk, version=version, actor=request.person)
    return _("Poistit kohdan ”%(title)s”.") % {"title": block.title}


def take_back(request: ActingRequest, found: Script, what: str) -> str:
    actions.undo(found, version=posted_version(request), actor=request.person)
    return _("Viimeisin muutos on kumottu.")


def follow(request: ActingRequest, found: Script, what: str) -> str:
    """Do what is suggested against squeezed dialogue and farewell."""
    blocks = list(found.blocks.order_by("order", "pk"))
    lengths = {blocks[n].pk: minutes for n, minutes in suggestion(blocks).items()}
    actions.resize_blocks(found, lengths, version=posted_version(request), actor=request.person)
    return _("Ehdotettu muutos on tehty.")


def rename(request: ActingRequest, found: Script, what: str) -> str:
    name = " ".join(request.POST.get("name", "").replace("\0", "").split())[:200]
    if not name:
        return _("Nimi jäi ennalleen: kirjoita siihen ainakin yksi sana.")
    try:
        refuse_identifiers(name)
    except ValidationError as fault:
        return " ".join(fault.messages)
    actions.rename_script(found, name, actor=request.person)
    return _("Nimi on tallessa.")


ACTS: dict[str, Callable[[ActingRequest, Script, str], str]] = {
    "move": move,
    "resize": resize,
    "remove": remove,
    "undo": take_back,
    "follow": follow,
    "rename": rename,
}


@require_GET
def script_print(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """The same course for paper: everything written out, room for notes."""
    found = own_script(request, pk)
    session = session_of(request, found)
    return render(request, "gatherings/script_print.html", page(found, session))


@require_http_methods(["GET", "POST"])
def script_copy(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """Copy to a series that has no script yet, or to one session of the same series."""
    found = own_script(request, pk)
    series, sessions = targets(request.person, found)
    if request.method == "POST":
        kind, _colon, name = request.POST.get("target", "").partition(":")
        to_series = next((one for one in series if (kind, name) == ("series", str(one.pk))), None)
        to_session = next(
            (one for one in sessions if (kind, name) == ("session", str(one.pk))), None
        )
        if to_series or to_session:
            try:
                made = actions.copy_script(
                    found, to_series or found.series, session=to_session, actor=request.person
                )
            except Refused as refused:  # somebody else was quicker
                messages.warning(request, refused.message)
                return redirect("script_copy", pk=pk)
            messages.success(request, _("Tämä on kopio. Alkuperäinen on ennallaan."))
            return redirect(script_url(made))
        messages.warning(request, _("Valitse, mihin kopio tehdään."))
    context = {"script": found, "series": found.series, "others": series, "sessions": sessions}
    return render(request, "gatherings/script_copy.html", context)


def targets(person: Person, found: Script) -> tuple[list[Series], list[Session]]:
    """Where a copy may go: series without a script that the writer may write, and the sessions
    ahead of this series without one of their own."""
    scripted = Script.objects.filter(session=None).values("series")
    series = Series.objects.led_by(person).exclude(pk__in=scripted)
    ahead = found.series.sessions.filter(
        cancelled_at=None, ends_at__gt=timezone.now(), own_script=None
    )
    return list(series.order_by("-published_at", "pk")), list(ahead.order_by("starts_at", "pk"))


@require_http_methods(["GET", "POST"])
def script_delete(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """Ask first: deleting cannot be undone."""
    found = own_script(request, pk)
    if request.method == "GET":
        context = {"script": found, "series": found.series, "session": found.session}
        return render(request, "gatherings/script_delete.html", context)
    session, series_id = found.session, found.series_id
    actions.delete_script(found, actor=request.person)
    messages.success(request, _("Käsikirjoitus on poistettu."))
    if session:
        return redirect("session_script", pk=session.pk)
    return redirect("series_script", pk=series_id)
