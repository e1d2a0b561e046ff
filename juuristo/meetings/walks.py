"""Reading a walk as a device sends it, and storing many at once (``POST /meetings/sync``).

Strict about what a walk is, lenient about what devices do: a clock may be wrong by years, the same
walk may come many times, what was thought of it may come later. Nothing is clamped or mended.
"""

import math
import re
import uuid
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.db import transaction
from django.utils.translation import gettext as _

from juuristo.people.models import Person
from juuristo.shell.identifiers import found_in
from juuristo.stairs.faults import StairsError
from juuristo.stairs.plan import Plan
from juuristo.stairs.staircase import STAIRS
from juuristo.stairs.walk import Walk as Steps

from .models import Form, Kind, Reflection, Walk

LONGEST = 24 * 60.0  # minutes
MOST_MOVES = 1000
NOTE_LENGTH = 500
YEARS = range(2000, 2101)
SUM_SLACK = 1e-6  # of the planned minutes: sums of doubles differ in their last digits
Made = TypeVar("Made")
ID = re.compile(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")


class WalkRefused(Exception):  # noqa: N818
    """What came is no walk, or no thought about one; ``code`` says why to a script."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


@dataclass(frozen=True)
class Refusal:
    """``id`` as it was sent, so that the device knows which."""

    id: str
    code: str
    message: str


@dataclass
class Thought:
    """What the adviser thought afterwards: a number by stair and one line, either may be empty."""

    difficulty: dict[str, int] = field(default_factory=dict)
    note: str = ""


@dataclass
class Synced:
    stored: int = 0
    known: int = 0
    refused: list[Refusal] = field(default_factory=list)


def is_number(value: object) -> bool:
    """Whether it is a finite number; JSON's true and false are none, whatever Python thinks."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) < 1e9 and math.isfinite(value)


def read_walk(sent: object, person: Person) -> Walk:
    """Return the walk that ``sent`` describes, not stored yet. Raises ``WalkRefused``."""
    row = sent if isinstance(sent, Mapping) else None
    if row is None:
        raise WalkRefused("not_a_walk", _("Tämä ei ole tapaamisen eteneminen."))
    pk = row.get("id")
    if not isinstance(pk, str) or not ID.fullmatch(pk):
        raise WalkRefused("bad_id", _("Tunnus puuttuu tai on väärä."))
    if str(row.get("person")).lower() != str(person.pk):
        raise WalkRefused("other_person", _("Tämän on tallentanut joku muu."))
    lasted = _minutes(row, "lasted", least=0)
    return Walk(
        id=uuid.UUID(pk),
        person=person,
        kind=_choice(row, "kind", Kind.values),
        form=_choice(row, "form", Form.values),
        with_interpreter=_truth(row, "with_interpreter"),
        minutes=(minutes := _minutes(row, "minutes", least=1 / 60)),
        plan=_plan(row.get("plan"), minutes),
        moves=_moves(row.get("moves"), lasted),
        lasted=lasted,
        started_at=_moment(row.get("started_at")),
    )


def _choice(row: Mapping[str, Any], name: str, known: list[str]) -> str:
    value = row.get(name)
    if not isinstance(value, str) or value not in known:
        raise WalkRefused(f"bad_{name}", _("Tätä arvoa ei tunneta."))
    return value


def _truth(row: Mapping[str, Any], name: str) -> bool:
    value = row.get(name, False)
    if not isinstance(value, bool):
        raise WalkRefused(f"bad_{name}", _("Arvo on joko tosi tai epätosi."))
    return value


def _minutes(row: Mapping[str, Any], name: str, least: float) -> float:
    value = row.get(name)
    if not is_number(value) or not least <= value <= LONGEST:  # type: ignore[operator]  # a number
        raise WalkRefused(f"bad_{name}", _("Minuutit puuttuvat, tai niitä on liikaa."))
    return float(value)  # type: ignore[arg-type]


def _plan(sent: object, minutes: float) -> dict[str, float]:
    """Minutes for every stair, which together are the meeting."""
    plan = _by_the_stairs(lambda: Plan.from_minutes(sent))
    if abs(plan.minutes - minutes) > SUM_SLACK * minutes:
        raise WalkRefused("bad_plan", _("Suunnitelman minuutit eivät kelpaa."))
    return plan.by_stair()


def _moves(sent: object, lasted: float) -> list[dict[str, str | float]]:
    """The first is at 0, none goes back in time nor past the end; any stair may follow any."""
    if isinstance(sent, list) and len(sent) > MOST_MOVES:
        raise WalkRefused("too_many_moves", _("Siirtymiä on liikaa."))
    steps = _by_the_stairs(lambda: Steps.from_moves(sent))
    _by_the_stairs(lambda: steps.stretches(lasted))
    return steps.to_moves()


def _by_the_stairs(read: Callable[[], Made]) -> Made:
    """Refuse what the stairs refuse, in the reader's language."""
    try:
        return read()
    except StairsError as fault:
        message = _(fault.template)
        raise WalkRefused(
            fault.code, message % fault.values if fault.values else message
        ) from fault


def _moment(sent: object) -> datetime:
    """Any moment of this age of computers, with its offset: a device's clock may be wrong."""
    try:
        moment = datetime.fromisoformat(sent if isinstance(sent, str) else "")
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or moment.year not in YEARS:
        raise WalkRefused("bad_started_at", _("Alkamisaika puuttuu tai on mahdoton."))
    return moment


def read_thought(sent: object) -> tuple[Thought, WalkRefused | None]:
    """Return what can be kept of a reflection, and why the rest cannot."""
    if sent is None:
        return Thought(), None
    fault = WalkRefused("bad_reflection", _("Reflektiota ei voitu lukea."))
    if not isinstance(sent, Mapping):
        return Thought(), fault
    numbers = sent.get("difficulty") or {}
    if not isinstance(numbers, Mapping) or not all(
        stair in STAIRS and is_number(n) and n in range(1, 11) for stair, n in numbers.items()
    ):
        return Thought(), fault
    thought = Thought({stair: int(numbers[stair]) for stair in STAIRS if stair in numbers})
    try:
        thought.note = read_note(sent.get("note") or "")
    except WalkRefused as refusal:
        return thought, refusal
    return thought, None


def read_note(sent: object) -> str:
    """Return the private line. Raises ``WalkRefused`` when it may not be stored (trust T2)."""
    if not isinstance(sent, str) or not _storable(sent):
        raise WalkRefused("bad_note", _("Riviä ei voitu lukea."))
    note = " ".join(sent.split())
    if len(note) > NOTE_LENGTH:
        raise WalkRefused("note_too_long", _("Rivi on liian pitkä: enintään 500 merkkiä."))
    if found_in(note):
        message = _(
            "Rivillä on henkilötunnus, sähköpostiosoite tai puhelinnumero. Poista se, "
            "niin rivi tallentuu."
        )
        raise WalkRefused("identifiers_in_note", message)
    return note


def _storable(text: str) -> bool:
    """A lone surrogate is no character, and PostgreSQL takes no NUL."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def sync(sent: Iterable[object], person: Person) -> Synced:
    """Store the person's walks that are not known yet; a refused one keeps back no other.

    A walk known already stays as it is; a reflection is added to it where there was none.
    """
    answer, walks, thoughts = Synced(), dict[uuid.UUID, Walk](), dict[uuid.UUID, Thought]()
    for row in sent:
        try:
            walk = read_walk(row, person)
        except WalkRefused as refusal:
            answer.refused.append(_refusal(row, refusal))
            continue
        answer.known += walk.pk in walks
        walks.setdefault(walk.pk, walk)
        thought, fault = read_thought(row.get("reflection"))  # type: ignore[attr-defined]  # read
        if thought.difficulty or thought.note:
            thoughts[walk.pk] = thought
        if fault:
            answer.refused.append(_refusal(row, fault))
    _store(walks, thoughts, person, answer)
    return answer


def _refusal(sent: object, refusal: WalkRefused) -> Refusal:
    said = sent.get("id") if isinstance(sent, Mapping) else ""
    said = said[:64].encode(errors="replace").decode() if isinstance(said, str) else ""
    return Refusal(said, refusal.code, refusal.message)


@transaction.atomic
def _store(
    walks: dict[uuid.UUID, Walk], thoughts: dict[uuid.UUID, Thought], person: Person, answer: Synced
) -> None:
    known = set(Walk.objects.visible_to(person).filter(pk__in=walks).values_list("pk", flat=True))
    fresh = [walk for pk, walk in walks.items() if pk not in known]
    Walk.objects.bulk_create(fresh, ignore_conflicts=True)
    # Whose are they now? An id somebody else has taken is theirs, and nothing of ours goes there.
    own = set(Walk.objects.visible_to(person).filter(pk__in=walks).values_list("pk", flat=True))
    answer.known += len(known)
    answer.stored += len(own) - len(known)
    taken = WalkRefused("id_taken", _("Tapaamisen tunniste on jo käytössä. Anna uusi."))
    answer.refused += [_refusal({"id": str(pk)}, taken) for pk in walks if pk not in own]
    _store_thoughts({pk: thought for pk, thought in thoughts.items() if pk in own})


def _store_thoughts(thoughts: dict[uuid.UUID, Thought]) -> None:
    """Fill in what is not there yet; what was written already is not written over."""
    if not thoughts:
        return
    there = {one.pk: one for one in Reflection.objects.filter(pk__in=thoughts)}
    fresh = [
        Reflection(walk_id=pk, difficulty=thought.difficulty, note=thought.note)
        for pk, thought in thoughts.items()
        if pk not in there
    ]
    Reflection.objects.bulk_create(fresh, ignore_conflicts=True)
    filled = []
    for pk, one in there.items():
        before = (one.difficulty, one.note)
        one.difficulty = one.difficulty or thoughts[pk].difficulty
        one.note = one.note or thoughts[pk].note
        if before != (one.difficulty, one.note):
            filled.append(one)
    if filled:
        Reflection.objects.bulk_update(filled, ["difficulty", "note"])
