"""What is wrong with a problem, and what would help, in words.

A *broken* fault means that the problem says nothing sensible and cannot be solved. The others
are advice: the allocation is done, but somebody will stay without a place or a session unheld.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from .problem import Problem

MESSAGES = {
    "duplicate_person": gettext_lazy(
        "Ihminen %(person)s on luettelossa kahdesti. Poista toinen rivi."
    ),
    "duplicate_session": gettext_lazy(
        "Kerta %(session)s on luettelossa kahdesti. Poista toinen rivi tai nimeä se toisin."
    ),
    "bad_capacity": gettext_lazy(
        "Kerran %(session)s paikkamäärä tai vähimmäismäärä on alle nollan. Korjaa se."
    ),
    "minimum_over_capacity": gettext_lazy(
        "Kerran %(session)s vähimmäismäärä on %(minimum)s, mutta paikkoja on vain %(capacity)s. "
        "Laske vähimmäismäärää tai lisää paikkoja."
    ),
    "unknown_person": gettext_lazy(
        "Toiveissa on ihminen %(person)s, jota ei ole luettelossa. Lisää hänet tai poista toive."
    ),
    "unknown_session": gettext_lazy(
        "Ihminen %(person)s toivoo kertaa %(session)s, jota ei ole luettelossa. Lisää kerta tai "
        "poista toive."
    ),
    "bad_rank": gettext_lazy(
        "Ihmisen %(person)s toiveella on sija %(rank)s. Ensimmäinen toive on 1."
    ),
    "session_twice": gettext_lazy(
        "Ihminen %(person)s toivoo kertaa %(session)s kahdesti. Jätä toinen toive pois."
    ),
}


@dataclass(frozen=True)
class Fault:
    """One fault. ``values`` holds what its words need, ids among them."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)
    is_broken: bool = True

    def words(self, names: Mapping[str, str] | None = None) -> str:
        """Say it; ``names`` are what people call the sessions and persons (id → name)."""
        names = names or {}
        values = {
            key: names.get(value, value) if key in ("person", "session") else value
            for key, value in self.values.items()
        }
        if self.code in MESSAGES:
            return str(MESSAGES[self.code]) % values
        return ADVICE[self.code](values)

    def as_document(self) -> dict[str, Any]:
        """Return it as JSON: ``code``, ``message`` and what the words need."""
        return {"code": self.code, "message": self.words(), **self.values}


def check(problem: Problem) -> list[Fault]:
    """Return every fault, the broken ones first."""
    broken = [*_lists(problem), *_wishes(problem)]
    return broken or list(_advice_before(problem))


def _lists(problem: Problem) -> Iterator[Fault]:
    for person in _twice(one.person for one in problem.people):
        yield Fault("duplicate_person", {"person": person})
    for session in _twice(one.session for one in problem.sessions):
        yield Fault("duplicate_session", {"session": session})
    for one in problem.sessions:
        if one.capacity < 0 or one.minimum < 0:
            yield Fault("bad_capacity", {"session": one.session})
        elif one.minimum > one.capacity:
            yield Fault("minimum_over_capacity", one._asdict())


def _wishes(problem: Problem) -> Iterator[Fault]:
    """Two wishes of one rank are no fault: either is as dear to the person."""
    people = {one.person for one in problem.people}
    sessions = {one.session for one in problem.sessions}
    for wish in problem.wishes:
        if wish.person not in people:
            yield Fault("unknown_person", {"person": wish.person})
        elif wish.session not in sessions:
            yield Fault("unknown_session", {"person": wish.person, "session": wish.session})
        elif wish.rank < 1:
            yield Fault("bad_rank", {"person": wish.person, "rank": wish.rank})
    for person, session in _twice((one.person, one.session) for one in problem.wishes):
        yield Fault("session_twice", {"person": person, "session": session})


def _twice(items: Iterable[Any]) -> list[Any]:
    return [item for item, count in Counter(items).items() if count > 1]


def _advice_before(problem: Problem) -> Iterator[Fault]:
    """What can be told from the wishes alone."""
    for one in problem.sessions:
        if (wished := problem.wished[one.session]) < one.minimum:
            yield Fault("too_few_wishes", {**one._asdict(), "wished": wished}, is_broken=False)
    wishing = len({wish.person for wish in problem.wishes})
    places = sum(
        one.capacity
        for one in problem.sessions
        if problem.wished[one.session] >= max(one.minimum, 1)
    )
    if places < wishing:
        values = {"people": wishing, "places": places, "missing": wishing - places}
        yield Fault("too_few_places", values, is_broken=False)
    if silent := len(problem.people) - wishing:
        yield Fault("no_wishes", {"people": silent}, is_broken=False)


def advice(problem: Problem, assignment: Mapping[str, str]) -> list[Fault]:
    """What would help those whom ``assignment`` leaves without a place: which of the sessions
    they wished for are full, and which are not held though people wished for them."""
    without = {one.person for one in problem.people} - set(assignment)
    asking = Counter(wish.session for wish in problem.wishes if wish.person in without)
    sizes = Counter(assignment.values())
    found = []
    for one in problem.sessions:
        if not (count := asking[one.session]):
            continue
        values = {**one._asdict(), "people": count, "wished": problem.wished[one.session]}
        if sizes[one.session] >= one.capacity:
            found.append(Fault("full", values, is_broken=False))
        elif not sizes[one.session]:
            found.append(Fault("not_held", values, is_broken=False))
    return sorted(found, key=lambda fault: -fault.values["people"])


def _too_few_wishes(values: Mapping[str, Any]) -> str:
    return ngettext(
        "Vain %(wished)s ihminen toivoi kertaa %(session)s, ja vähimmäismäärä on "
        "%(minimum)s. Laske vähimmäismäärää tai peru kerta.",
        "Vain %(wished)s ihmistä toivoi kertaa %(session)s, ja vähimmäismäärä on "
        "%(minimum)s. Laske vähimmäismäärää tai peru kerta.",
        values["wished"],
    ) % {**values}


def _too_few_places(values: Mapping[str, Any]) -> str:
    return _(
        "Paikkoja on %(places)s, ja toiveensa kertoneita on %(people)s. Lisää "
        "kertoja tai paikkoja, vähintään %(missing)s."
    ) % {**values}


def _no_wishes(values: Mapping[str, Any]) -> str:
    return ngettext(
        "%(people)s ihminen ei ole kertonut toiveitaan. Hän jää ilman paikkaa.",
        "%(people)s ihmistä ei ole kertonut toiveitaan. He jäävät ilman paikkaa.",
        values["people"],
    ) % {**values}


def _full(values: Mapping[str, Any]) -> str:
    return ngettext(
        "%(people)s ihminen toivoi kertaa %(session)s ja jäi ilman paikkaa: kerta on "
        "täynnä (%(capacity)s). Lisää paikkoja tai tee rinnalle uusi kerta.",
        "%(people)s ihmistä toivoi kertaa %(session)s ja jäi ilman paikkaa: kerta on "
        "täynnä (%(capacity)s). Lisää paikkoja tai tee rinnalle uusi kerta.",
        values["people"],
    ) % {**values}


def _not_held(values: Mapping[str, Any]) -> str:
    return ngettext(
        "%(people)s ihminen toivoi kertaa %(session)s ja jäi ilman paikkaa: "
        "vähimmäismäärä %(minimum)s ei täyty, joten kertaa ei pidetä. Laske "
        "vähimmäismäärää.",
        "%(people)s ihmistä toivoi kertaa %(session)s ja jäi ilman paikkaa: "
        "vähimmäismäärä %(minimum)s ei täyty, joten kertaa ei pidetä. Laske "
        "vähimmäismäärää.",
        values["people"],
    ) % {**values}


ADVICE = {
    "too_few_wishes": _too_few_wishes,
    "too_few_places": _too_few_places,
    "no_wishes": _no_wishes,
    "full": _full,
    "not_held": _not_held,
}
