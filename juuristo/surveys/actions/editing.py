"""Changing an instrument's draft, one part at a time.

Every verb reads the draft anew under a lock and changes only its own part, so that two people, or
two tabs, edit different questions at once. A change to a part that is no longer as its page
showed it (``seen``, a fingerprint) raises ``ChangedMeanwhileError`` and stores nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from juuristo.audit import trail
from juuristo.people.models import Organisation, Person
from juuristo.shell.texts import LANGUAGES, text_in

from ..definition import Definition, Question, Texts, content_of
from ..drafts import (
    draft_of,
    find,
    fingerprint,
    keys_in,
    make_key,
    texts_fingerprint,
    with_plain_lines,
    with_renamed,
)
from ..models import Instrument
from ..refusals import Refused

MOST_QUESTIONS = 300


class ChangedMeanwhileError(Exception):
    """Somebody changed the same part after the page was opened; ``theirs`` is None when they
    removed it."""

    def __init__(self, theirs: Question | None = None) -> None:
        super().__init__("changed meanwhile")
        self.theirs = theirs


@dataclass(frozen=True)
class Removed:
    """A question that was taken out, and the key of the one it came after ("" when it was first):
    enough to put it back."""

    question: Question
    after: str


@transaction.atomic
def create_instrument(
    organisation: Organisation,
    name: Mapping[str, str],
    *,
    actor: Person | None,
    definition: Definition | None = None,
    key: str = "",
    is_brought: bool = False,
) -> Instrument:
    """Make an instrument of the organisation's own; an empty one is titled by its name.

    ``key`` gets a number when it is taken. ``is_brought``: it came in a file.
    """
    if definition is None:
        definition = Definition(title=Texts(**name))
    instrument = Instrument.objects.create(
        organisation=organisation,
        key=_free_key(organisation, key or text_in(name, LANGUAGES[0])),
        name=dict(name),
        content=content_of(definition),
    )
    verb = "instrument.imported" if is_brought else "instrument.created"
    trail.record(verb, actor=actor, about=instrument, organisation_id=organisation.pk)
    return instrument


def _free_key(organisation: Organisation, wanted: str) -> str:
    base = slugify(wanted)[:50].strip("-") or "kysely"
    taken = set(organisation.instruments.values_list("key", flat=True))
    number, key = 2, base
    while key in taken:
        key, number = f"{base}-{number}", number + 1
    return key


def copy_instrument(instrument: Instrument, *, actor: Person) -> Instrument:
    said = {code: text for code, text in instrument.name.items() if text}
    name = {code: _("%(name)s (kopio)") % {"name": text} for code, text in said.items()}
    definition = draft_of(instrument)
    return create_instrument(
        instrument.organisation, name, actor=actor, definition=definition, key=instrument.key
    )


@transaction.atomic
def delete_instrument(instrument: Instrument, *, actor: Person) -> None:
    """Raises Refused when the instrument has been asked, or a wave is being prepared with it."""
    # A wave that is being made of it waits, and then finds none; one that was first is seen.
    if not Instrument.objects.select_for_update().filter(pk=instrument.pk).exists():
        return
    if is_in_use(instrument):
        message = _("Tätä pohjaa käyttää jokin kyselykerta, joten sitä ei voi poistaa.")
        raise Refused("in_use", message)
    trail.record("instrument.deleted", actor=actor, about=instrument)
    instrument.delete()


def is_in_use(instrument: Instrument) -> bool:
    return instrument.waves.exists() or instrument.versions.exists()


@transaction.atomic
def save_question(
    instrument: Instrument,
    question: Question,
    *,
    replaces: str = "",
    seen: str = "",
    after: str | None = None,
    actor: Person,
) -> Question:
    """Store a question, and return it as stored.

    ``replaces`` is the key of the question edited, "" for a new one. ``after`` is the key of the
    question it shall follow, "" puts it first, None leaves it where it is (a new one last). A key
    that another question has is numbered; conditions follow a key that changes.
    """
    draft, definition = _locked(instrument)
    questions = list(definition.questions)
    old = find(definition, replaces) if replaces else None
    if replaces and (old is None or fingerprint(old) != seen):
        raise ChangedMeanwhileError(old)
    if old is None and len(questions) >= MOST_QUESTIONS:
        raise Refused("too_many", _("Kyselyssä on jo 300 kysymystä. Poista jokin ensin."))
    others = Definition(title=Texts(), questions=[each for each in questions if each is not old])
    question = _with_free_keys(question, set(keys_in(others)))
    if old is None:
        questions.append(question)
    else:
        questions[questions.index(old)] = question
        if old.key != question.key:
            questions = [_following(each, old.key, question.key) for each in questions]
    if after is not None and after != question.key:
        questions = _placed(questions, question.key, after)
    _store(draft, definition, questions, actor)
    return question


def _with_free_keys(question: Question, taken: set[str]) -> Question:
    if question.key not in taken:
        return question
    return question.model_copy(
        update={"key": make_key(question.key, taken, otherwise=question.type)}
    )


def _following(question: Question, old: str, new: str) -> Question:
    return question.model_copy(update={"shown_if": with_renamed(question.shown_if, old, new)})


def _placed(questions: list[Question], key: str, after: str) -> list[Question]:
    moved = next(each for each in questions if each.key == key)
    rest = [each for each in questions if each.key != key]
    keys = [each.key for each in rest]
    place = keys.index(after) + 1 if after in keys else (0 if after == "" else len(rest))
    return [*rest[:place], moved, *rest[place:]]


@transaction.atomic
def move_question(instrument: Instrument, key: str, steps: int, *, actor: Person) -> None:
    """Move a question up (negative) or down; past the ends it stays where it is."""
    draft, definition = _locked(instrument)
    questions = list(definition.questions)
    here = next((n for n, each in enumerate(questions) if each.key == key), None)
    if here is None:
        return
    there = min(max(here + steps, 0), len(questions) - 1)
    if here != there:
        questions.insert(there, questions.pop(here))
        _store(draft, definition, questions, actor)


@transaction.atomic
def remove_question(instrument: Instrument, key: str, *, seen: str, actor: Person) -> Removed:
    draft, definition = _locked(instrument)
    old = find(definition, key)
    if old is None or fingerprint(old) != seen:
        raise ChangedMeanwhileError(old)
    place = definition.questions.index(old)
    after = definition.questions[place - 1].key if place else ""
    _store(draft, definition, [each for each in definition.questions if each is not old], actor)
    return Removed(old, after)


@transaction.atomic
def put_back(instrument: Instrument, removed: Removed, *, actor: Person) -> Question:
    """Undo a removal; where its neighbour is gone too, the question comes last."""
    return save_question(instrument, removed.question, after=removed.after, actor=actor)


@transaction.atomic
def copy_question(instrument: Instrument, key: str, *, actor: Person) -> Question | None:
    """Put a copy of a question right after it; None when the question is gone."""
    _draft, definition = _locked(instrument)
    old = find(definition, key)
    if old is None:
        return None
    taken = set(keys_in(definition))
    update: dict[str, Any] = {"key": make_key(old.key, taken, otherwise=old.type)}
    if old.type == "grid":
        update["rows"] = [
            row.model_copy(update={"key": make_key(row.key, taken, otherwise="row")})
            for row in old.rows
        ]
    return save_question(instrument, old.model_copy(update=update), after=key, actor=actor)


@transaction.atomic
def edit_texts(
    instrument: Instrument, fields: Mapping[str, Any], *, seen: str, actor: Person
) -> None:
    """Change what is said around the questions: ``name`` of the instrument, and of the survey
    ``title``, ``intro``, ``thanks``, ``paging``."""
    draft, definition = _locked(instrument)
    if texts_fingerprint(draft, definition) != seen:
        raise ChangedMeanwhileError
    draft.name = fields["name"]
    texts = {part: Texts(**with_plain_lines(fields[part])) for part in ("title", "intro", "thanks")}
    changed = definition.model_copy(update={**texts, "paging": fields["paging"]})
    _store(draft, changed, changed.questions, actor)


@transaction.atomic
def replace_content(
    instrument: Instrument, definition: Definition, *, actor: Person | None
) -> None:
    """Put what came in a file in the place of the whole draft."""
    draft, _now = _locked(instrument)
    _store(draft, definition, definition.questions, actor, verb="instrument.imported")


def _locked(instrument: Instrument) -> tuple[Instrument, Definition]:
    draft = Instrument.objects.select_for_update().get(pk=instrument.pk)
    return draft, draft_of(draft)


def _store(
    draft: Instrument,
    definition: Definition,
    questions: list[Question],
    actor: Person | None,
    *,
    verb: str = "instrument.edited",
) -> None:
    draft.content = content_of(definition.model_copy(update={"questions": questions}))
    draft.changed_at = timezone.now()
    draft.save(update_fields=["name", "content", "changed_at"])
    trail.record(verb, actor=actor, about=draft, organisation_id=draft.organisation_id)
