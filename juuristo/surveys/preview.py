"""What the editor's preview draws: the document that ``frontend/src/survey/render.ts`` takes."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from .definition import Condition, Definition, content_of
from .drafts import needed_by


def preview_of(definition: Definition) -> dict[str, Any]:
    """The whole survey."""
    return {"definition": content_of(definition), "at": ""}


def preview_of_question(
    definition: Definition, sketch: Mapping[str, Any], condition: Condition | None
) -> dict[str, Any]:
    """One question as it is being typed, after those whose answers decide whether it is asked."""
    whole = content_of(definition)
    needed = {each.key for each in needed_by(definition, condition)} - {sketch["key"]}
    before = [each for each in whole["questions"] if each["key"] in needed]
    # without its words yet, the question still has a heading and its controls a name
    text = {**sketch["text"], "fi": sketch["text"]["fi"] or _("Kysymyksesi tulee tähän")}
    shown = {
        **whole,
        "intro": {},
        "paging": "one_page",
        "questions": [*before, {**sketch, "text": text}],
    }
    return {"definition": shown, "at": sketch["key"]}
