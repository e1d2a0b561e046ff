"""From a programme's entries to the picture of its timeline."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from juuristo.shell.texts import text_in

from .drawing import Drawing, Gap, Item, Link, Point, Window, draw
from .models import EntryKind, Lane, Programme, TimelineEntry
from .when import months_short, when
from .words import gap_label, label_of, label_of_series, measure

SERIES_FROM = 3  # as many entries of one kind, close to each other, make a series
SERIES_PAUSE = timedelta(days=120)
REMINDED_WITHIN = timedelta(days=120)
LONG_SILENCE = timedelta(days=366)


def picture_of(programme: Programme, entries: Sequence[TimelineEntry], window: Window) -> Drawing:
    """Draw ``entries``, given in time order."""
    seen = [e for e in entries if e.first_day <= window.last and e.last_day >= window.first]
    today = timezone.localdate()
    return draw(
        [(lane.value, str(lane.label)) for lane in Lane],
        list(_items(programme, seen)),
        window,
        months=months_short(),
        before=_beyond(programme, [e for e in entries if e.last_day < window.first], "before"),
        after=_beyond(programme, [e for e in entries if e.first_day > window.last], "after"),
        gaps=[gap for gap in silences(programme, entries, today) if _shows(gap, window)],
        spine=(Lane.MANAGEMENT.value,),
        today=today,
    )


def _link(programme: Programme, entry: TimelineEntry) -> Link:
    href = reverse("entry", args=[programme.slug, entry.pk])
    parts = (when(entry), text_in(entry.what), measure(entry))
    return Link(href, ": ".join(parts[:2]) + (f", {parts[2]}" if parts[2] else ""))


def _items(programme: Programme, entries: Sequence[TimelineEntry]) -> Iterable[Item]:
    reminders = _reminders(entries)
    told = {one.pk for ones in reminders.values() for one in ones}
    series = _series([entry for entry in entries if entry.pk not in told])
    for run in series:
        told.update(entry.pk for entry in run)
        yield _series_item(programme, run)
    for entry in entries:
        if entry.pk not in told:
            yield _item(programme, entry, reminders.get(entry.pk, []))


def _middle(entry: TimelineEntry) -> date:
    """Where its dot stands: in the middle of the month when only the month is known."""
    return entry.first_day + (entry.last_day - entry.first_day) / 2


def _tone(entry: TimelineEntry) -> str:
    loose = entry.approximate or entry.start is None
    if entry.lane == Lane.CHANGES:
        return "loose-others" if loose else "others"
    return "loose" if loose else "ours"


def _item(programme: Programme, entry: TimelineEntry, reminders: Sequence[TimelineEntry]) -> Item:
    link = _link(programme, entry)
    is_bar = bool(entry.is_period or entry.approximate or reminders)
    plan = None
    if entry.differs_from_plan and entry.planned_start:
        plan = (entry.planned_start, entry.planned_end or entry.planned_start)
    return Item(
        lane=entry.lane,
        label=label_of(entry),
        first=entry.first_day,
        last=max([entry.last_day, *(one.first_day for one in reminders)]),
        tone="thin" if reminders else _tone(entry),
        link=link if is_bar else None,
        dots=() if is_bar else (Point(_middle(entry), link),),
        ticks=tuple(Point(one.first_day, _link(programme, one)) for one in reminders),
        plan=plan,
    )


def _series_item(programme: Programme, run: Sequence[TimelineEntry]) -> Item:
    return Item(
        lane=run[0].lane,
        label=label_of_series(run[0].kind, len(run)),
        first=run[0].first_day,
        last=run[-1].last_day,
        tone=_tone(run[0]),
        dots=tuple(Point(_middle(entry), _link(programme, entry)) for entry in run),
    )


def _series(entries: Iterable[TimelineEntry]) -> list[list[TimelineEntry]]:
    """Runs of events of one kind in one lane. An entry with a label of its own stands alone."""
    runs: dict[tuple[str, str], list[list[TimelineEntry]]] = defaultdict(list)
    for entry in entries:
        if text_in(entry.short) or entry.is_period or entry.sessions or entry.approximate:
            continue
        if entry.differs_from_plan or entry.start is None:
            continue
        lines = runs[entry.lane, entry.kind]
        if lines and entry.first_day - lines[-1][-1].first_day <= SERIES_PAUSE:
            lines[-1].append(entry)
        else:
            lines.append([entry])
    return [run for lines in runs.values() for run in lines if len(run) >= SERIES_FROM]


def _reminders(entries: Iterable[TimelineEntry]) -> dict[object, list[TimelineEntry]]:
    """Give each reminder to the last survey before it, by the survey's id."""
    found: dict[object, list[TimelineEntry]] = defaultdict(list)
    survey: TimelineEntry | None = None
    for entry in entries:
        if entry.kind == EntryKind.SURVEY:
            survey = entry
        elif entry.kind == EntryKind.REMINDER and survey and _follows(entry, survey):
            found[survey.pk].append(entry)
    return found


def _follows(reminder: TimelineEntry, survey: TimelineEntry) -> bool:
    pause = reminder.first_day - survey.last_day
    return reminder.lane == survey.lane and pause <= REMINDED_WITHIN


def silences(programme: Programme, entries: Sequence[TimelineEntry], today: date) -> list[Gap]:
    """Times of over a year without a recorded act of management, up to the programme's end."""
    acts = [entry for entry in entries if entry.lane == Lane.MANAGEMENT and entry.start]
    if not acts:
        return []
    known_until = min(today, programme.ends_on or today)
    stops = [(one.last_day, two.first_day) for one, two in pairwise(acts)]
    if acts[-1].last_day < known_until:
        stops.append((acts[-1].last_day, known_until))
    return [
        Gap(Lane.MANAGEMENT, first, last, gap_label())
        for first, last in stops
        if last - first > LONG_SILENCE
    ]


def _shows(gap: Gap, window: Window) -> bool:
    """Whether enough of it is in the window to be drawn."""
    first, last = max(gap.first, window.first), min(gap.last, window.last)
    return (last - first).days > window.days // 20


def _beyond(
    programme: Programme, entries: Sequence[TimelineEntry], side: str
) -> list[tuple[str, str, Link]]:
    """One arrow a lane: the nearest entry's name, or how many there are."""
    lanes: dict[str, list[TimelineEntry]] = defaultdict(list)
    for entry in entries:
        lanes[entry.lane].append(entry)
    return [(lane, *_arrow(programme, some, side)) for lane, some in lanes.items()]


def _arrow(programme: Programme, some: Sequence[TimelineEntry], side: str) -> tuple[str, Link]:
    if len(some) == 1:
        entry = some[0]
        words = f"{entry.first_day.month}/{entry.first_day.year} {label_of(entry)}"
        link = _link(programme, entry)
    else:
        count = {"n": len(some)}
        if side == "before":
            words = ngettext("%(n)s aiemmin", "%(n)s aiemmin", len(some)) % count
        else:
            words = ngettext("%(n)s myöhemmin", "%(n)s myöhemmin", len(some)) % count
        page = reverse("programme", args=[programme.slug])
        link = Link(f"{page}#entries", _("%(words)s: katso luettelo") % {"words": words})
    return (f"← {words}" if side == "before" else f"{words} →"), link
