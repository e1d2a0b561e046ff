"""The outline of a series as plain text: what is shown to management before it begins."""

from collections.abc import Sequence
from datetime import datetime

from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from juuristo.shell import dates
from juuristo.shell.texts import text_in

from .models import Script, ScriptBlock, Series, Session, WorkForm
from .scripts import offsets_of, shares, starts_of


def outline_of(series: Series, language: str) -> str:
    """Tell of ``series`` in ``language``: what it is, when, who leads, and the shared script's
    course. Times are in the organisation's zone; what is not there yet is left out."""
    zone = series.programme.organisation.zone
    with translation.override(language), timezone.override(zone):
        sessions = list(series.sessions.filter(cancelled_at=None).order_by("starts_at", "pk"))
        parts = [
            _opening(series),
            _when(sessions),
            _led_by(series),
            _course(series, sessions),
        ]
        return "\n\n".join(part for part in parts if part)


def _opening(series: Series) -> str:
    lines = [text_in(series.name), text_in(series.description)]
    return "\n".join(line for line in lines if line)


def _when(sessions: Sequence[Session]) -> str:
    if not sessions:
        return ""
    first = sessions[0]
    if len(sessions) == 1:
        return _("Kerta pidetään %(day)s %(time)s.") % {
            "day": dates.day_long(first.starts_at),
            "time": dates.clock(first.starts_at, first.ends_at),
        }
    seats = sum(session.capacity for session in sessions)
    return ngettext(
        "%(count)s kerta %(span)s, yhteensä %(seats)s paikkaa.",
        "%(count)s kertaa %(span)s, yhteensä %(seats)s paikkaa.",
        len(sessions),
    ) % {
        "count": len(sessions),
        "span": dates.span(first.starts_at, sessions[-1].starts_at),
        "seats": seats,
    }


def _led_by(series: Series) -> str:
    people = series.facilitators.order_by("last_name", "first_name", "pk")
    names = ", ".join(person.full_name for person in people)
    return _("Vetäjät: %(names)s.") % {"names": names} if names else ""


def _course(series: Series, sessions: Sequence[Session]) -> str:
    script = Script.objects.filter(series=series, session=None).prefetch_related("blocks").first()
    blocks = list(script.blocks.all()) if script else []
    if script is None or not blocks:
        return ""
    marks = _marks(blocks, sessions[0].starts_at if sessions else None)
    lines = [_line(mark, block) for mark, block in zip(marks, blocks, strict=True)]
    return "\n".join([script.name, *lines, "", _shares(blocks)])


def _marks(blocks: Sequence[ScriptBlock], begins: datetime | None) -> list[str]:
    """Clock times when a session tells when it begins, else minutes from the beginning."""
    minutes = [block.minutes for block in blocks]
    if begins is None:
        return [f"{offset}′" for offset in offsets_of(minutes)[:-1]]
    return [dates.time_of_day(moment) for moment in starts_of(minutes, begins)[:-1]]


def _line(mark: str, block: ScriptBlock) -> str:
    form = WorkForm(block.work).label
    if not block.stair:
        return _("%(at)s %(title)s, %(minutes)s min") % {
            "at": mark,
            "title": block.title,
            "minutes": block.minutes,
        }
    return _("%(at)s %(title)s, %(minutes)s min, %(form)s") % {
        "at": mark,
        "title": block.title,
        "minutes": block.minutes,
        "form": form,
    }


def _shares(blocks: Sequence[ScriptBlock]) -> str:
    told = [
        " ".join((_(share.stair.name_fi), dates.percent(share.minutes, share.whole)))
        for share in shares(blocks)
        if share.minutes
    ]
    return _("Portaat: %(shares)s.") % {"shares": ", ".join(told)} if told else ""
