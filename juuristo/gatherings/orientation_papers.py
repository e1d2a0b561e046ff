"""The papers of an orientation: a certificate, and the list of its days as proof.

In the language asked for, whatever the reader's own is. The certificate tells what was gone
through and when; the list also tells on whose word, and what is not done yet.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from juuristo.shell import dates
from juuristo.shell.documents import pdf
from juuristo.shell.texts import text_in

from .models import OrientationRecord
from .orientation import Orientation, Step

TEMPLATE = Path(__file__).parent / "documents" / "orientation.typ"


def certificate(orientation: Orientation, language: str) -> bytes:
    """A PDF that the person has gone through the whole plan. The record must be completed."""
    record = orientation.record
    assert record.completed_at is not None  # the view says what is still to do
    with translation.override(language):
        completed = dates.day_year(_local_day(record))
        sentences = [
            _("on käynyt läpi tämän perehdytyksen: %(plan)s.")
            % {"plan": text_in(record.plan.name)},
            _("Perehdytys alkoi %(began)s ja päättyi %(completed)s.")
            % {"began": dates.day_year(record.began_on), "completed": completed},
        ]
        rows = [
            [text_in(step.item.title), _statutory(step), _day(step.done.done_on)]
            for step in orientation.done
            if step.done
        ]
        words = _words(record, _("Todistus perehdytyksestä"), sentences)
        words |= {
            "headers": [_("Asia"), _("Peruste"), _("Päivä")],
            "rows": rows,
            "signature": _("Allekirjoitus ja nimenselvennys"),
        }
    return pdf(TEMPLATE, words, made_at=record.completed_at)


def dates_paper(orientation: Orientation, language: str) -> bytes:
    """A PDF of what is done, when and on whose word, and what is not yet."""
    record = orientation.record
    with translation.override(language):
        done, total = len(orientation.done), len(orientation.steps)
        sentences = [
            text_in(record.plan.name),
            _("Perehdytys alkoi %(began)s. Asioista on tehty %(done)s / %(total)s.")
            % {"began": dates.day_year(record.began_on), "done": done, "total": total},
        ]
        words = _words(record, _("Perehdytyksen päivät"), sentences)
        words |= {
            "headers": [_("Asia"), _("Päivä"), _("Miten")],
            "rows": [[title, day, how] for title, _law, day, how in table_of(orientation)],
            "signature": "",
        }
    return pdf(TEMPLATE, words, made_at=timezone.now())


def table_of(orientation: Orientation) -> list[list[str]]:
    """A row for each step, in the active language: what, by law or not, day, how it was done."""
    return [
        [
            text_in(step.item.title),
            _statutory(step),
            _day(step.done.done_on) if step.done else _("ei vielä"),
            _how(step),
        ]
        for step in orientation.steps
    ]


def headings() -> list[str]:
    return [_("Asia"), _("Peruste"), _("Päivä"), _("Miten")]


def table_of_all(orientations: Iterable[Orientation]) -> Iterator[list[str]]:
    """The rows of many people, each with a name and the day of starting, for a spreadsheet."""
    yield [_("Nimi"), _("Aloitti"), *headings()]
    for one in orientations:
        begun = one.record.began_on.isoformat()
        for step, row in zip(one.steps, table_of(one), strict=True):
            day = step.done.done_on.isoformat() if step.done else ""
            yield [one.record.person.full_name, begun, *row[:2], day, row[3]]


def _words(record: OrientationRecord, title: str, sentences: list[str]) -> dict[str, object]:
    organisation = text_in(record.plan.programme.organisation.name)
    return {
        "language": translation.get_language() or "fi",
        "title": title,
        "organisation": organisation,
        "name": record.person.full_name,
        "sentences": sentences,
        "table_title": _("Mitä perehdytykseen kuului"),
        "note": "",
        "footer": _("%(organisation)s, Juuristo") % {"organisation": organisation},
    }


def _how(step: Step) -> str:
    if step.done is None:
        return ""
    if step.done.session_id:
        return _("oli paikalla kerralla")
    who = step.done.marked_by
    return _("merkitsi %(name)s") % {"name": who.full_name} if who else _("merkitty tehdyksi")


def _statutory(step: Step) -> str:
    return _("laki") if step.item.is_statutory else _("oma ohjelma")


def _day(day: date) -> str:
    return dates.day_year(day)


def _local_day(record: OrientationRecord) -> date:
    assert record.completed_at is not None  # asked of completed records alone
    zone = record.plan.programme.organisation.zone
    return timezone.localdate(record.completed_at, zone)
