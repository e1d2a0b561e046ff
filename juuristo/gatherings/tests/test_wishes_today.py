"""Today tells a coordinator of wishes that wait for places: when there are some."""

from juuristo.gatherings.desk_today import places_to_give
from juuristo.people.models import Organisation, Person

from .wishing import close, sessions_of, wish, wishing_series


def test_given_closed_wishes_then_today_asks_for_places_and_not_where_nobody_wished(
    organisation: Organisation, coordinator: Person, adviser: Person
) -> None:
    wished, empty = wishing_series(organisation), wishing_series(organisation)
    (session,) = sessions_of(wished, 5)
    sessions_of(empty, 5)
    wish(adviser, session)
    assert places_to_give(coordinator) == []
    close(wished)
    close(empty)
    assert [knot.context["series"] for knot in places_to_give(coordinator)] == [wished]
    assert places_to_give(adviser) == []
