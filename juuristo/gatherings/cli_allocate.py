"""``juuristo gatherings allocate``: files in, fair places out; no database is asked."""

from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from juuristo.cli.verbs import Answer, BadInput, Options, Verbs
from juuristo.shell.sheets.faults import FaultyFileError

from .allocation import Problem, advice, allocate_problem, check
from .allocation.files import read_problem


def declare(verbs: Verbs) -> None:
    one = verbs.add("allocate", allocate_files, help="give places from ranked wishes, proven fair")
    one.add_argument("--people", required=True, type=Path, metavar="P.csv")
    one.add_argument("--sessions", required=True, type=Path, metavar="S.csv")
    one.add_argument("--wishes", required=True, type=Path, metavar="W.csv")
    one.add_argument("--seed", type=int, default=0, metavar="N", help="picks among equals")


def allocate_files(options: Options) -> Answer:
    """Answer with the document of design/interfaces.md (Allocation), and ``advice``: what would
    help those without a place, session by session. Bad input is said with its ``faults``."""
    try:
        problem = read_problem(options["people"], options["sessions"], options["wishes"])
    except FaultyFileError as error:
        raise _refused([error.fault.as_json()]) from None
    found = allocate_problem(problem, seed=options["seed"])
    if found["status"] == "infeasible":
        raise _refused(found["faults"], found)
    hints = [*check(problem), *advice(problem, found["assignment"])]
    said = "\n".join([*_said(problem, found), *(hint.words() for hint in hints)])
    return Answer(said, {**found, "advice": [hint.as_document() for hint in hints]})


def _refused(faults: list[dict[str, Any]], found: dict[str, Any] | None = None) -> BadInput:
    first = faults[0]
    document = {
        **(found or {"status": "infeasible"}),
        "faults": faults,
        "error": {"code": first["code"], "message": first["message"]},
    }
    return BadInput(first["code"], "\n".join(one["message"] for one in faults), document)


def _said(problem: Problem, found: dict[str, Any]) -> list[str]:
    lines = [
        _("Paikan sai %(count)s / %(total)s.")
        % {"count": len(found["assignment"]), "total": len(problem.people)},
        *(
            _("%(rank)s. toiveensa sai %(count)s.") % {"rank": rank, "count": count}
            for rank, count in found["ranks"].items()
        ),
        _("Kohtaavista pareista eri toimipaikoista on %(share)s %%.")
        % {"share": round(found["mixing"] * 100)},
    ]
    unproven = sum(one["status"] != "optimal" for one in found["stages"])
    if unproven:
        words = ngettext(
            "%(count)s tavoitteessa tulos on paras löydetty, ei todistettu parhaaksi.",
            "%(count)s tavoitteessa tulos on paras löydetty, ei todistettu parhaaksi.",
            unproven,
        )
        lines.append(words % {"count": unproven})
    else:
        lines.append(_("Parempaa jakoa ei ole: tulos on todistettu."))
    return lines
