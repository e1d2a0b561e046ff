"""Leading a session by its script, and the screen the group sees.

Both pages ask again every few seconds and get an answer only when something they show has changed,
be it by another facilitator or by the minutes.
"""

import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from juuristo.gatherings import codes
from juuristo.gatherings.access import may_follow, may_take_attendance
from juuristo.gatherings.actions import running as actions
from juuristo.gatherings.models import ScriptRun, Session, WorkForm
from juuristo.gatherings.refusals import Refused, moved_meanwhile
from juuristo.gatherings.running import Planned, Standing, standing_of
from juuristo.gatherings.running_words import left_words, screen_words
from juuristo.gatherings.script_page import heights
from juuristo.people.acting import ActingRequest
from juuristo.shell.links import absolute
from juuristo.stairs.staircase import Stair

from .fetching import session_to_mark

UNCHANGED = 204


def session_to_follow(request: ActingRequest, pk: uuid.UUID) -> Session:
    visible = Session.objects.visible_to(request.person)
    session = get_object_or_404(visible.select_related("series__programme__organisation"), pk=pk)
    if not may_follow(request.person, session):
        raise PermissionDenied
    return session


@require_http_methods(["GET", "POST"])
def session_run(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """Where the session stands, for whoever leads it; a post holds one press."""
    session = session_to_mark(request, pk)
    if request.method == "POST":
        return press(request, session)
    now = now_of(session)
    if request.htmx and request.GET.get("seen") == now.stamp:
        return HttpResponse(status=UNCHANGED)
    context = page(session, now)
    if request.htmx:
        context["is_news"] = is_news(request, now)
        return render(request, "gatherings/run.html#run", context)
    return render(request, "gatherings/run.html", context)


def press(request: ActingRequest, session: Session) -> HttpResponse:
    act, _colon, what = request.POST.get("act", "").partition(":")
    status, fault = 200, ""
    try:
        if act == "begin":
            actions.begin(session, actor=request.person)
        else:
            run = ScriptRun.objects.filter(session=session).first()
            if act not in ACTS or run is None:
                raise moved_meanwhile()
            ACTS[act](run, what, posted_version(request), request)
    except actions.PressedTwice:
        pass  # a double tap: shown where we are
    except Refused as refused:
        status, fault = 409, refused.message
    if request.htmx:
        context = page(session, now_of(session)) | {"fault": fault, "is_news": True}
        context["is_turned"] = act not in STEPS
        return render(request, "gatherings/run.html#run", context, status=status)
    if fault:
        messages.warning(request, fault)
    return redirect("session_run", pk=session.pk)


def posted_version(request: ActingRequest) -> int:
    text = request.POST.get("version", "")
    if not text.isdecimal():
        raise moved_meanwhile()
    return int(text[:9])


def go(run: ScriptRun, what: str, version: int, request: ActingRequest) -> None:
    if not what.isdecimal():
        raise moved_meanwhile()
    actions.go_to(run, int(what[:4]), version=version, actor=request.person)


def more(run: ScriptRun, what: str, version: int, request: ActingRequest) -> None:
    actions.add_minutes(run, version=version, actor=request.person)


def end(run: ScriptRun, what: str, version: int, request: ActingRequest) -> None:
    actions.end(run, version=version, actor=request.person)


def resume(run: ScriptRun, what: str, version: int, request: ActingRequest) -> None:
    actions.resume(run, version=version, actor=request.person)


def again(run: ScriptRun, what: str, version: int, request: ActingRequest) -> None:
    actions.begin_again(run, version=version, actor=request.person)


ACTS: dict[str, Callable[[ScriptRun, str, int, ActingRequest], None]] = {
    "go": go,
    "more": more,
    "end": end,
    "resume": resume,
    "again": again,
}


STEPS = {"go", "more"}  # the rest turn the page: what was pressed is no longer on it


@dataclass(frozen=True)
class Now:
    """Where a session stands; ``stamp`` is what the page shows, in short: the same stamp means
    that nothing on it has changed."""

    run: ScriptRun | None
    plan: list[Planned]
    standing: Standing | None
    stamp: str


def now_of(session: Session) -> Now:
    run = ScriptRun.objects.filter(session=session).first()
    if run is None:
        return Now(None, [], None, "0")
    plan = [Planned.of(one) for one in run.plan]
    now = run.ended_at or timezone.now()
    standing = standing_of(plan, run.position, run.block_began_at, session.ends_at, now)
    parts = [run.version, standing.left, standing.over, standing.is_farewell_late]
    stamp = ".".join(str(part) for part in [*parts, f"{standing.all_ends_at:%H%M}"])
    return Now(run, plan, standing, stamp)


def page(session: Session, now: Now) -> dict[str, object]:
    context: dict[str, object] = {
        "session": session,
        "series": session.series,
        "run": now.run,
        "standing": now.standing,
        "stamp": now.stamp,
        "fault": "",
        "is_news": False,
        "is_turned": False,
    }
    if now.run is None or now.standing is None:
        script = actions.script_of(session)
        return context | {
            "script": script,
            "block_count": len(script.blocks.all()) if script else 0,
            "may_begin": actions.may_begin_now(session),
            "opens_at": actions.opens_at(session),
        }
    return context | {
        "left": left_words(now.standing),
        "rows": rows_of(now.plan, now.run, now.standing),
        **where_to(session, now.run, now.standing.current),
    }


def is_news(request: ActingRequest, now: Now) -> bool:
    """Whether somebody has moved, and not only time."""
    return request.GET.get("seen", "").partition(".")[0] != now.stamp.partition(".")[0]


def rows_of(plan: list[Planned], run: ScriptRun, standing: Standing) -> list[dict[str, object]]:
    """The course: what has been, what is on, and when the rest begins at this pace."""
    moment: datetime | None = None
    rows: list[dict[str, object]] = []
    tall = heights([one.minutes for one in plan])
    for n, (one, height) in enumerate(zip(plan, tall, strict=True)):
        if n == run.position:
            begins: datetime | None = run.block_began_at
        else:
            begins = moment
        rows.append(
            {
                "number": n,
                "block": one,
                "height": height,
                "begins": begins,
                "is_current": n == run.position and not run.ended_at,
                "is_past": n < run.position or bool(run.ended_at),
            }
        )
        if n == run.position:
            moment = standing.later_from
        elif moment is not None:
            moment = standing.after(moment, one)
    return rows


@require_GET
def session_screen(request: ActingRequest, pk: uuid.UUID) -> HttpResponse:
    """What the group sees on the wall or on their own phones."""
    session = session_to_follow(request, pk)
    now = now_of(session)
    words = screen_words(now.standing) if now.standing else ""
    is_over = bool(now.run.ended_at) if now.run else session.ends_at <= timezone.now()
    stamp = f"{now.run.version}.{words}" if now.run else f"0.{is_over}"
    if request.htmx and request.GET.get("seen") == stamp:
        return HttpResponse(status=UNCHANGED)
    context: dict[str, object] = {
        "session": session,
        "series": session.series,
        "run": now.run,
        "standing": now.standing,
        "words": words,
        "stamp": stamp,
        "is_news": request.htmx and is_news(request, now),
        "leads": may_take_attendance(request.person, session),
        "is_over": is_over,
    }
    if now.run and now.standing:
        current = now.standing.current
        context |= {"form": form_of(current), **where_to(session, now.run, current)}
        link = context["act_url"] or context["board_url"]
        context["qr"] = codes.qr(absolute(str(link))) if link else None
    part = "#screen" if request.htmx else ""
    return render(request, f"gatherings/screen.html{part}", context)


def form_of(block: Planned) -> str:
    known = block.stair and block.work in WorkForm.values
    return str(WorkForm(block.work).label) if known else ""


def where_to(session: Session, run: ScriptRun, current: Planned) -> dict[str, object]:
    """The block's flipchart; in the farewell, and when all is over, the way to one's next act."""
    board = session.boards.filter(block=uuid.UUID(current.block), closed_at=None).first()
    is_on = run.ended_at is None
    is_parting = current.stair == Stair.FAREWELL or not is_on
    return {
        "board_url": reverse("board", args=[board.pk]) if board and is_on else "",
        "act_url": reverse("commitment_write", args=[session.pk]) if is_parting else "",
    }
