"""Filters and tags every template may use without loading them.

A filter given None or "" answers "", so that a template need not ask first.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any

from django import template
from django.contrib.messages.storage.base import Message
from django.forms import BoundField

from juuristo.shell import dates
from juuristo.shell.dates import Moment
from juuristo.shell.rooms import Link
from juuristo.shell.texts import text_in

register = template.Library()


@register.filter
def text(texts: Mapping[str, str] | None) -> str:
    """Show a coordinator's text in the reader's language."""
    return text_in(texts)


def _of_day(show: Callable[[date], str]) -> None:
    """Register a function of one day as a filter under its own name."""

    def of_day(moment: date | None) -> str:
        return show(moment) if moment else ""

    register.filter(show.__name__, of_day)


for _show in (
    dates.day,
    dates.day_long,
    dates.day_named,
    dates.day_year,
    dates.weekday_short,
    dates.month_short,
):
    _of_day(_show)


@register.filter
def day_number(moment: date | None) -> str:
    return str(dates.local_day(moment).day) if moment else ""


@register.filter(needs_autoescape=True)
def clock(start: Moment | None, end: Moment | None = None, *, autoescape: bool = True) -> str:
    """klo 9–11; without an end: klo 9."""
    return _span(dates.clock, start, end, is_html=autoescape)


@register.filter(needs_autoescape=True)
def hours(start: Moment | None, end: Moment | None = None, *, autoescape: bool = True) -> str:
    """9–11, for a column that says it holds times."""
    return _span(dates.hours, start, end, is_html=autoescape)


def _span(
    show: Callable[..., str], start: Moment | None, end: Moment | None, *, is_html: bool
) -> str:
    """A browser would end a line at the dash; a mail's plain text holds no invisible signs."""
    words = show(start, end or None) if start is not None else ""
    return words.replace("–", f"–{dates.WORD_JOINER}") if is_html else words


@register.filter
def time_of_day(moment: datetime | time | None) -> str:
    """9.00, for a column of times that change by minutes."""
    return dates.time_of_day(moment) if moment is not None else ""


@register.filter
def span(start: date | None, end: date | None = None) -> str:
    return dates.span(start, end or None) if start else ""


@register.filter
def in_words(value: int | None) -> str:
    return dates.in_words(value) if value is not None else ""


@register.filter
def number(value: int | None) -> str:
    return dates.number(value) if value is not None else ""


@register.simple_tag
def share_text(part: int, whole: int) -> str:
    return dates.share_text(part, whole)


@register.simple_tag
def percent(part: int, whole: int) -> str:
    return dates.percent(part, whole) if whole else ""


@register.filter
def share_width(share: Any) -> str:
    """A share 0–1 as the width of a bar out of 100, whatever the language's decimal mark."""
    value = float(str(share).replace(",", ".") or 0)
    return f"{100 * min(max(value, 0.0), 1.0):.2f}".rstrip("0").rstrip(".")


@register.filter
def control_id(field: BoundField) -> str:
    """The id to lead to from the error summary; of many controls the first one's."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.filter
def notice_kind(message: Message) -> str:
    return {"success": "good", "warning": "attention", "error": "attention"}.get(
        message.level_tag, "info"
    )


@register.filter
def is_current(link: Link, path: str) -> bool:
    """Whether the reader is in the room that ``link`` leads to."""
    return path.startswith(link.under)
