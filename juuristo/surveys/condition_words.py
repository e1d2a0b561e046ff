"""A condition as a sentence for whoever writes the survey."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from juuristo.shell.texts import text_in

from .definition import (
    PREFER_NOT_TO_SAY,
    All,
    Any_,
    Comparison,
    Condition,
    Definition,
    Multiple,
    Not,
    Operator,
    Single,
)
from .drafts import owner_of


def condition_in_words(
    condition: Condition | None, definition: Definition, numbers: Mapping[str, int]
) -> str:
    """Return "Kysytään vain, jos …", or "" for a question that is always asked."""
    if condition is None:
        return ""
    return _("Kysytään vain, jos %(condition)s.") % {
        "condition": _words(condition, definition, numbers)
    }


def _words(condition: Condition, definition: Definition, numbers: Mapping[str, int]) -> str:
    if isinstance(condition, Comparison):
        return _test(condition, definition, numbers)
    if isinstance(condition, Not):
        inner = condition.not_
        if isinstance(inner, Comparison) and inner.operator == Operator.ANSWERED:
            return _("%(question)s ei ole vastattu") % {
                "question": _into(inner.question, definition, numbers)
            }
        return _("ei päde, että %(condition)s") % {"condition": _words(inner, definition, numbers)}
    parts = condition.all if isinstance(condition, All) else condition.any
    words = [_inner(part, definition, numbers) for part in parts]
    joining = (
        _("%(first)s ja %(second)s")
        if isinstance(condition, All)
        else _("%(first)s tai %(second)s")
    )
    said = words[0]
    for word in words[1:]:
        said = joining % {"first": said, "second": word}
    return said


def _inner(condition: Condition, definition: Definition, numbers: Mapping[str, int]) -> str:
    words = _words(condition, definition, numbers)
    many = (
        isinstance(condition, Any_ | All)
        and len(condition.any if isinstance(condition, Any_) else condition.all) > 1
    )
    return f"({words})" if many else words


def _into(key: str, definition: Definition, numbers: Mapping[str, int]) -> str:
    """The question as one is answered into: "kysymykseen 3"."""
    owner = owner_of(definition, key)
    number = numbers.get(owner.key) if owner else None
    if number is None:
        return _("kysymykseen ”%(key)s”, jota ei ole,") % {"key": key}
    return _("kysymykseen %(number)d") % {"number": number}


def _test(test: Comparison, definition: Definition, numbers: Mapping[str, int]) -> str:
    said = {
        "question": _into(test.question, definition, numbers),
        "answer": _answer(test, definition),
    }
    match test.operator:
        case Operator.IS:
            return _("%(question)s vastataan ”%(answer)s”") % said
        case Operator.IS_NOT:
            return _("%(question)s ei vastata ”%(answer)s”") % said
        case Operator.AT_LEAST:
            return _("%(question)s vastataan vähintään %(answer)s") % said
        case Operator.AT_MOST:
            return _("%(question)s vastataan enintään %(answer)s") % said
        case Operator.ANSWERED:
            return _("%(question)s on vastattu") % said


def _answer(test: Comparison, definition: Definition) -> str:
    if test.value == PREFER_NOT_TO_SAY:
        return _("En halua vastata")
    owner = owner_of(definition, test.question)
    if isinstance(owner, Single | Multiple):
        for option in owner.options:
            if option.key == test.value:
                return text_in(option.text.model_dump())
    if isinstance(test.value, float) and test.value.is_integer():
        return str(int(test.value))
    return str(test.value)
