"""``juuristo stairs plan|pace …``: the stairs of a meeting, from the command line."""

from collections.abc import Mapping
from typing import Any

from django.core.management.base import CommandParser
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from juuristo.cli.verbs import Answer, BadInput, CliCommand, Options
from juuristo.stairs.faults import StairsError
from juuristo.stairs.pacing import Pace, pace_at
from juuristo.stairs.plan import Plan
from juuristo.stairs.staircase import Kind, Stair, staircase_of
from juuristo.stairs.walk import Walk, number_in

# Digits after the point in what is computed: floats do not add up to the last one.
_DIGITS = 9


class Command(CliCommand):
    help = "the four stairs: how a meeting is planned, and where it stands"

    def declare(self, parser: CommandParser) -> None:
        verbs = self.verbs(parser)
        plan = verbs.add("plan", self.plan, help="divide the minutes of a meeting on the stairs")
        pace = verbs.add("pace", self.pace, help="tell what is left of a meeting, and for what")
        for verb in (plan, pace):
            verb.add_argument("--minutes", required=True, metavar="M")
            verb.add_argument(
                "--kind", default=Kind.CLIENT_MEETING.value, help=", ".join(Kind), metavar="KIND"
            )
        pace.add_argument("--walk", required=True, help='such as "empathy@0,guidance@9"')
        pace.add_argument("--now", required=True, metavar="T", help="minutes from the beginning")

    def plan(self, options: Options) -> Answer:
        try:
            plan = _plan(options)
        except StairsError as error:
            raise _refused(error) from None
        stairs = [{"stair": stair, "minutes": _whole(plan[stair])} for stair in Stair]
        document = {"minutes": _whole(plan.minutes), "stairs": stairs}
        return Answer("\n".join(_lines({stair: plan[stair] for stair in Stair})), document)

    def pace(self, options: Options) -> Answer:
        try:
            plan = _plan(options)
            pace = pace_at(plan, Walk.parse(options["walk"]), number_in(options["now"]))
        except StairsError as error:
            raise _refused(error) from None
        return Answer("\n".join(_said(pace)), _document(pace))


def _plan(options: Options) -> Plan:
    staircase = staircase_of(options["kind"])
    return Plan.of(staircase.shares, number_in(options["minutes"]))


def _refused(error: StairsError) -> BadInput:
    return BadInput(
        error.code, _(error.template) % error.values if error.values else _(error.template)
    )


def _document(pace: Pace) -> dict[str, Any]:
    return {
        "elapsed": _clean(pace.elapsed),
        "stair": pace.stair,
        "left_for_stair": _clean(pace.left_for_stair),
        "left_in_meeting": _clean(pace.left_in_meeting),
        "farewell_begins_by": _clean(pace.farewell_begins_by),
        "state": pace.state,
        "plan_now": {stair.value: _clean(minutes) for stair, minutes in pace.plan_now.items()},
    }


def _said(pace: Pace) -> list[str]:
    left = _("%(stair)s: aikaa on %(minutes)s minuuttia.") % {
        "stair": _(pace.stair.name_fi),
        "minutes": _shown(pace.left_for_stair),
    }
    begins = _("Hyvästely mahtuu kokonaan, kun se alkaa viimeistään minuutilla %(minutes)s.") % {
        "minutes": _shown(pace.farewell_begins_by)
    }
    return [left, begins, *_lines(pace.plan_now)]


def _lines(minutes: Mapping[Stair, float]) -> list[str]:
    return [
        _("%(stair)s %(minutes)s min") % {"stair": _(stair.name_fi), "minutes": _shown(n)}
        for stair, n in minutes.items()
    ]


def _shown(minutes: float) -> str:
    return number_format(_clean(round(minutes, 2)))


def _clean(minutes: float) -> float:
    return _whole(round(minutes, _DIGITS))


def _whole(minutes: float) -> float:
    """9 rather than 9.0; an int where the number is whole."""
    return int(minutes) if float(minutes).is_integer() else minutes
