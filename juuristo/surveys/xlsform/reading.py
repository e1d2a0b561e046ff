"""An XLSForm read into a survey, whole or not at all."""

from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from ..definition import All, Condition, Definition, Texts, definition_of
from ..faults import faults_of
from .drafts import METADATA, Draft, draft_of, refuse_references, refuse_unsupported, type_of
from .expressions import Target, read_condition
from .faults import FormFault, UnfitError
from .keys import key_from
from .lists import ChoiceList, lists_of
from .rows import SHEETS, Line, lines_of

DEEPEST = 10
INTRO, THANKS = "juuristo_intro", "juuristo_thanks"  # notes that stand for the survey's own texts


class Form(NamedTuple):
    """What a file holds: a survey and its key ("" when it names none), or what is wrong."""

    definition: Definition | None
    key: str
    faults: list[FormFault]


def read(data: bytes) -> Form:
    """Read an XLSForm (xlsx). With any fault there is no survey.

    Missing Finnish texts are no fault: they are written in the editor before anything is asked.
    """
    lines, faults = lines_of(data)
    lists = lists_of(lines.get("choices", []), faults)
    settings = lines["settings"][0] if lines.get("settings") else Line("settings", 2)
    reading = _Reading(lists, faults)
    for node in _tree(lines.get("survey", []), faults):
        reading.take(node, [])
    content = {**_content_of_settings(settings), **reading.texts, "questions": reading.questions()}
    if not faults:
        faults += _senseless(content, reading.drafts)
    faults.sort(key=lambda fault: (SHEETS.index(fault.sheet or "survey"), fault.row or 0))
    definition = None if faults else definition_of(content)
    return Form(definition, _form_key(settings["form_id"]), faults)


def _form_key(name: str) -> str:
    """A survey's key may have hyphens, such as rooting-2022."""
    return key_from(name.replace("-", "_"), "survey").replace("_", "-") if name else ""


def _content_of_settings(settings: Line) -> dict[str, Any]:
    paging = settings["paging"]
    is_paging = paging in ("one_at_a_time", "one_page")
    return {
        "title": settings.texts("form_title"),
        "paging": paging if is_paging else "one_at_a_time",
    }


def _senseless(content: dict[str, Any], drafts: list[Draft]) -> list[FormFault]:
    """Return what the survey's own rules find wrong, each at the row it came from."""
    rows = [draft.line.number for draft in drafts]
    return [
        FormFault(
            "survey",
            rows[fault.at] if fault.at is not None else None,
            {"shown_if": "relevant", "text": "label"}.get(fault.field, fault.field),
            fault.code,
            fault.message,
        )
        for fault in faults_of(content)
        if fault.code != "no_finnish"
    ]


# ---- groups


@dataclass
class Group:
    """Rows between "begin group" and "end group"."""

    line: Line
    children: list["Line | Group"] = field(default_factory=list)


def _tree(lines: list[Line], faults: list[FormFault]) -> list[Line | Group]:
    top: list[Line | Group] = []
    open_groups: list[Group] = []
    for line in lines:
        kind = type_of(line).casefold().replace(" ", "_")
        if line["disabled"].casefold() in ("yes", "true") or kind in METADATA:
            continue
        inside = open_groups[-1].children if open_groups else top
        if kind in ("begin_group", "begin_score") and len(open_groups) < DEEPEST:
            group = Group(line)
            inside.append(group)
            open_groups.append(group)
        elif kind in ("end_group", "end_score") and open_groups:
            open_groups.pop()
        elif kind in ("end_group", "end_score"):
            message = _("Ryhmä päättyy, vaikka mikään ryhmä ei ole auki.")
            faults.append(FormFault("survey", line.number, "type", "unopened_group", message))
        else:
            inside.append(line)
    for group in open_groups:
        message = _("Ryhmä alkaa tästä mutta ei pääty.")
        faults.append(FormFault("survey", group.line.number, "type", "unclosed_group", message))
    return top


class _Reading:
    """Collects questions row by row; conditions wait until every question is known."""

    def __init__(self, lists: dict[str, ChoiceList], faults: list[FormFault]) -> None:
        self.lists = lists
        self.faults = faults
        self.drafts: list[Draft] = []
        self.targets: dict[str, Target] = {}
        self.texts: dict[str, Texts] = {}

    def take(self, node: Line | Group, relevant: list[tuple[Line, str]]) -> None:
        line = node if isinstance(node, Line) else node.line
        try:
            if isinstance(node, Group):
                self.take_group(node, relevant)
            elif line["name"] in (INTRO, THANKS) and type_of(line) == "note":
                self.texts[line["name"].removeprefix("juuristo_")] = line.texts("label")
            else:
                self.add(draft_of(line, self.lists), relevant)
        except UnfitError as error:
            self.blame(line, error)

    def blame(self, line: Line, error: UnfitError) -> None:
        fault = FormFault(line.sheet, line.number, error.column, error.code, error.message)
        if fault not in self.faults:  # a group's condition is read for each of its questions
            self.faults.append(fault)

    def add(self, draft: Draft, relevant: list[tuple[Line, str]]) -> None:
        draft.relevant = [*relevant, *draft.relevant]
        self.drafts.append(draft)
        self.targets[draft.line["name"]] = draft.target

    def take_group(self, group: Group, relevant: list[tuple[Line, str]]) -> None:
        line = group.line
        refuse_unsupported(line)
        refuse_references(line)
        under = [*relevant, (line, line["relevant"])] if line["relevant"] else relevant
        grid = _grid(group, self.lists)
        if grid is not None:
            draft, rows = grid
            self.add(draft, under)
            for row in rows:
                key = key_from(row["name"], "q")
                self.targets[row["name"]] = Target(key, "number", draft.options)
            return
        if any(line.spoken.get("label", {}).values()):
            key = key_from(line["name"] or f"group_{line.number}", "q")
            text = {"type": "info", "key": key, "text": line.texts("label")}
            self.add(Draft(line, {**text, "hint": line.texts("hint")}), under)
        for child in group.children:
            self.take(child, under)

    def questions(self) -> list[dict[str, Any]]:
        """Return the questions with their conditions."""
        found = []
        for draft in self.drafts:
            conditions: list[Condition] = []
            for line, text in draft.relevant:
                try:
                    conditions.append(read_condition(text, self.targets.get))
                except UnfitError as error:
                    self.blame(line, error)
            joined = conditions[0] if len(conditions) == 1 else None
            if len(conditions) > 1:
                joined = All(all=conditions)
            shown_if = joined and joined.model_dump(mode="json", by_alias=True)
            found.append({**draft.fields, "shown_if": shown_if})
        return found


def _grid(group: Group, lists: dict[str, ChoiceList]) -> tuple[Draft, list[Line]] | None:
    """Return the group as a grid of scales, when it is one, and the lines of its rows."""
    rows = [child for child in group.children if isinstance(child, Line)]
    is_table = "table-list" in group.line["appearance"] or type_of(group.line) == "begin_score"
    rows = [row for row in rows if row["appearance"] != "label" or is_table]
    is_table = is_table or all(row["appearance"] == "list-nolabel" for row in rows)
    if not is_table or not rows or len(group.children) - len(rows) > 1:
        return None
    try:
        drafts = [_score_row(row, group.line, lists) for row in rows]
    except UnfitError:
        return None  # read one by one, each is told what is wrong with it
    first = drafts[0].fields
    alike = ("type", "ends", "required", "may_decline", "about_me")
    if first["type"] != "scale" or first["about_me"]:
        return None
    for row, draft in zip(rows, drafts, strict=True):
        differs = any(draft.fields.get(name) != first[name] for name in alike)
        if differs or row["relevant"] or row.spoken.get("hint"):
            return None
    key = key_from(group.line["name"] or f"group_{group.line.number}", "q")
    fields = {
        "type": "grid",
        "key": key,
        "text": group.line.texts("label"),
        "hint": group.line.texts("hint"),
        "required": first["required"],
        "may_decline": first["may_decline"],
        "ends": first["ends"],
        "rows": [{"key": one.fields["key"], "text": one.fields["text"]} for one in drafts],
    }
    return Draft(group.line, fields, options=drafts[0].options), rows


def _score_row(row: Line, group: Line, lists: dict[str, ChoiceList]) -> Draft:
    if type_of(row) == "score__row":  # its list is named on the group
        listed = Line(row.sheet, row.number, {**row.cells}, row.spoken)
        listed.cells["type"] = f"select_one {group['kobo--score-choices']}"
        return draft_of(listed, lists)
    return draft_of(row, lists)
