"""The timeline as a list by year, and in a few computed sentences."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from juuristo.shell import dates
from juuristo.shell.texts import text_in

from .models import Lane, TimelineEntry
from .when import real, when
from .words import measure, name_of, responsible_of


@dataclass(frozen=True)
class Row:
    entry: TimelineEntry
    when: str
    lane: str
    what: str
    measure: str
    by: str


@dataclass(frozen=True)
class Year:
    year: int
    rows: list[Row]


def years_of(entries: Sequence[TimelineEntry]) -> list[Year]:
    """Group entries, given in time order, by the year they began."""
    return [
        Year(year, [_row(entry) for entry in ones])
        for year, ones in groupby(entries, key=lambda entry: entry.first_day.year)
    ]


def _row(entry: TimelineEntry) -> Row:
    return Row(
        entry=entry,
        when=when(entry, under=entry.first_day.year),
        lane=str(Lane(entry.lane).label),
        what=text_in(entry.what),
        measure=measure(entry),
        by=responsible_of(entry),
    )


def facts_of(entries: Sequence[TimelineEntry]) -> str:
    """Say how many entries there are, of which years, and when management last acted."""
    if not entries:
        return ""
    first, last = entries[0].first_day.year, max(entry.first_day.year for entry in entries)
    count = {"n": dates.number(len(entries)), "first": first, "last": last}
    if first == last:
        told = ngettext(
            "%(n)s merkintä vuodelta %(first)s.",
            "%(n)s merkintää vuodelta %(first)s.",
            len(entries),
        )
    else:
        told = ngettext(
            "%(n)s merkintä vuosilta %(first)s–%(last)s.",
            "%(n)s merkintää vuosilta %(first)s–%(last)s.",
            len(entries),
        )
    return f"{told % count} {_last_act(entries)}"


def _last_act(entries: Sequence[TimelineEntry]) -> str:
    acts = [entry for entry in entries if entry.lane == Lane.MANAGEMENT and entry.start]
    if not acts:
        return _("Johdon tekoja ei ole vielä merkitty.")
    told = {"when": real(acts[-1]), "what": name_of(acts[-1])}
    return _("Viimeisin merkitty johdon teko: %(what)s, %(when)s.") % told
