"""The proposal of facilitators: free, from different offices, evenly, and never against anyone."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from juuristo.gatherings.facilitators import Candidate, Occasion, is_busy, overlaps, propose

START = datetime(2026, 12, 1, 9, tzinfo=UTC)


def at(day: int, hour: int = 0) -> tuple[datetime, datetime]:
    begins = START + timedelta(days=day, hours=hour)
    return begins, begins + timedelta(hours=2)


def occasion(day: int, hour: int = 0, kept: tuple[str, ...] = ()) -> Occasion:
    return Occasion(f"s{day}-{hour}", *at(day, hour), kept=kept)


def people(offices: str) -> list[Candidate]:
    """One candidate for each letter, which is the office: "aab" gives a0, a1 and b2."""
    return [Candidate(f"{office}{n}", f"{office}{n}", office) for n, office in enumerate(offices)]


def test_given_enough_people_then_each_session_gets_two_from_different_offices() -> None:
    proposal = propose([occasion(day) for day in range(6)], people("aabbcc"))

    for team in proposal.teams.values():
        assert len({person[0] for person in team.people}) == 2
        assert not team.missing
        assert not team.same_office
    assert set(proposal.load.values()) == {2}


def test_given_one_large_office_then_the_load_bends_only_as_far_as_offices_differ() -> None:
    proposal = propose([occasion(day) for day in range(4)], people("aaab"))

    assert proposal.load["b3"] == 4
    assert sorted(proposal.load[f"a{n}"] for n in range(3)) == [1, 1, 2]


def test_given_somebody_is_elsewhere_then_they_are_not_proposed() -> None:
    busy = Candidate("x", "x", "b", busy=[at(0)])

    proposal = propose([occasion(0), occasion(1)], [*people("ac"), busy])

    assert "x" not in proposal.teams["s0-0"].people
    assert proposal.teams["s0-0"].free == 2


def test_given_two_sessions_at_once_then_nobody_is_in_both() -> None:
    proposal = propose([occasion(0), occasion(0, 1)], people("abcd"))

    one, other = proposal.teams.values()
    assert not {*one.people} & {*other.people}


def test_given_one_ends_when_another_begins_then_the_same_people_can_do_both() -> None:
    proposal = propose([occasion(0), occasion(0, 2)], people("ab"))

    assert [team.missing for team in proposal.teams.values()] == [0, 0]


def test_given_too_few_then_the_gap_is_told() -> None:
    proposal = propose([occasion(0)], people("a"))

    assert proposal.teams["s0-0"].people == ("a0",)
    assert proposal.teams["s0-0"].missing == 1


def test_given_only_one_office_then_it_is_told() -> None:
    assert propose([occasion(0)], people("aa")).teams["s0-0"].same_office


def test_given_somebody_facilitates_already_then_they_stay_and_are_completed() -> None:
    proposal = propose([occasion(0, kept=("a0",))], people("aab"))

    assert proposal.teams["s0-0"].people == ("a0", "b2")
    assert proposal.teams["s0-0"].kept == ("a0",)


def test_given_someone_leads_elsewhere_then_the_others_get_more_here() -> None:
    tired = Candidate("x", "x", "b", led=10)

    proposal = propose([occasion(day) for day in range(4)], [*people("abb"), tired])

    assert proposal.load["x"] == 0


def test_given_three_are_wanted_then_three_are_proposed() -> None:
    proposal = propose([occasion(day) for day in range(3)], people("abcabc"), together=3)

    assert all(len({one[0] for one in team.people}) == 3 for team in proposal.teams.values())


@st.composite
def calendars(draw: st.DrawFn) -> tuple[list[Occasion], list[Candidate]]:
    slots = st.tuples(st.integers(0, 5), st.integers(0, 4))
    candidates = [
        Candidate(
            f"p{n}",
            f"p{n}",
            draw(st.sampled_from(["", "a", "b", "c"])),
            busy=[at(*slot) for slot in draw(st.lists(slots, max_size=4))],
            led=draw(st.integers(0, 3)),
        )
        for n in range(draw(st.integers(0, 8)))
    ]
    chosen = draw(st.lists(slots, unique=True, max_size=8))
    return [occasion(*slot) for slot in chosen], candidates


@settings(max_examples=150, deadline=None)
@given(calendars(), st.integers(2, 3))
def test_given_any_calendars_then_nobody_is_in_two_places_and_no_seat_is_left_for_nothing(
    given_calendars: tuple[list[Occasion], list[Candidate]], together: int
) -> None:
    occasions, candidates = given_calendars

    proposal = propose(occasions, candidates, together=together)

    assert proposal == propose(occasions, candidates, together=together)
    for one in occasions:
        team = proposal.teams[one.session]
        assert len(set(team.people)) == len(team.people) <= together
        assert team.missing == 0 or team.free == len(team.people)
        for person in team.people:
            assert not is_busy(next(c for c in candidates if c.person == person), one.span)
        for other in occasions:
            if other is not one and overlaps(one.span, other.span):
                assert not {*team.people} & {*proposal.teams[other.session].people}


def test_given_sixty_people_and_fifty_sessions_then_the_turns_are_even() -> None:
    proposal = propose([occasion(day) for day in range(50)], people("abcde" * 12), together=3)

    assert max(proposal.load.values()) - min(proposal.load.values()) <= 1
    assert not any(team.same_office for team in proposal.teams.values())
