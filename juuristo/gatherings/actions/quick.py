"""Planning in one go: a café, published at once, and study circles, a draft for each theme."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import transaction

from juuristo.audit import trail
from juuristo.gatherings import telling
from juuristo.gatherings.models import Attends, Kind, Series, Session
from juuristo.gatherings.pattern import Times
from juuristo.gatherings.script_templates import templates
from juuristo.people.models import Person
from juuristo.programme.models import Programme
from juuristo.shell.texts import text_in

from . import planning, scripts

CAFE_SCRIPT = "60"  # the template as long as a café
WHEN_AND_WHERE = ("starts_at", "ends_at", "place", "remote_link", "capacity")


@transaction.atomic
def open_cafe(programme: Programme, values: Mapping[str, Any], *, actor: Person) -> Session:
    """Make a café of one session, held by ``actor`` by the ready script of an hour, and publish it;
    with ``tell`` in ``values`` everyone in the audience is welcomed by mail, in the background."""
    series = planning.create_series(
        programme,
        {
            "kind": Kind.CAFE,
            "name": values["name"],
            "description": values["description"],
            "attends": Attends.ANY,
            "capacity": values["capacity"],
            "facilitators": [actor],
        },
        actor=actor,
    )
    planned = {name: values[name] for name in WHEN_AND_WHERE}
    (session,) = planning.add_sessions(series, [{**planned, "facilitators": [actor]}], actor=actor)
    _write_script(series, actor=actor)
    planning.publish(series, actor=actor)
    if values["tell"]:
        trail.record("cafe.told", actor=actor, about=series)
        telling.tell_of_cafe.enqueue(str(session.pk))
    return session


def _write_script(series: Series, *, actor: Person) -> None:
    template, language = templates()[CAFE_SCRIPT], actor.language
    name, blocks = text_in(template.name, language), template.in_language(language)
    scripts.create_script(series, name, blocks, actor=actor)


@transaction.atomic
def plan_circles(
    programme: Programme,
    themes: Sequence[str],
    times: Sequence[Times],
    values: Mapping[str, Any],
    *,
    actor: Person,
) -> list[Series]:
    """Make a draft series of study circles for each of ``themes``; ``times`` are shared among
    them in turn. ``values``: attends, place, remote_link, capacity, facilitators."""
    made = []
    for number, theme in enumerate(themes):
        series = planning.create_series(
            programme,
            {
                "kind": Kind.STUDY_CIRCLE,
                "name": {"fi": theme},
                "attends": values["attends"],
                "capacity": values["capacity"],
                "facilitators": values["facilitators"],
            },
            actor=actor,
        )
        planned = [
            {
                "starts_at": one.starts_at,
                "ends_at": one.ends_at,
                **{name: values[name] for name in ("place", "remote_link", "capacity")},
                "facilitators": values["facilitators"],
            }
            for one in times[number :: len(themes)]
        ]
        planning.add_sessions(series, planned, actor=actor)
        made.append(series)
    return made
