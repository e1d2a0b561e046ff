"""Writing a script: order, undoing, two writers at once, and who may."""

from typing import Any

import pytest

from juuristo.audit.models import AuditEvent
from juuristo.gatherings.access import may_write_scripts
from juuristo.gatherings.actions import scripts as actions
from juuristo.gatherings.models import Board, Script, Session
from juuristo.gatherings.refusals import Refused
from juuristo.gatherings.script_templates import BlockText
from juuristo.gatherings.tests.factories import SeriesFactory, SessionFactory
from juuristo.people.models import Organisation, Person

from .script_ground import TITLES, block, led_session, scripted, titles

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(organisation: Organisation, mentor: Person) -> Session:
    return led_session(organisation, mentor)


@pytest.fixture
def script(session: Session, mentor: Person) -> Script:
    return scripted(session, mentor)


def values(**changed: Any) -> dict[str, Any]:
    return {**BlockText(10, "Uusi", "advice", "groups").fields(), **changed}


def now_of(script: Script) -> Script:
    return Script.objects.get(pk=script.pk)


def test_given_a_series_with_a_script_when_another_is_begun_then_it_is_refused(
    script: Script, mentor: Person
) -> None:
    with pytest.raises(Refused) as refused:
        actions.create_script(script.series, "Toinen", actor=mentor)
    assert refused.value.code == "has_script"
    assert Script.objects.count() == 1


def test_given_a_block_when_it_is_moved_then_the_rest_keeps_its_order(
    script: Script, mentor: Person
) -> None:
    actions.move_block(script, block(script, TITLES[2]).pk, 0, version=1, actor=mentor)
    assert titles(script) == [TITLES[2], TITLES[0], TITLES[1]]
    actions.move_block(script, block(script, TITLES[2]).pk, 99, version=2, actor=mentor)
    assert titles(script) == TITLES


@pytest.mark.parametrize(
    ("after", "order"),
    [
        (None, [*TITLES, "Uusi"]),
        ("", ["Uusi", *TITLES]),
        (TITLES[0], [TITLES[0], "Uusi", *TITLES[1:]]),
        ("00000000-0000-4000-8000-000000000000", [*TITLES, "Uusi"]),
    ],
)
def test_given_a_place_when_a_block_is_added_then_it_comes_there(
    script: Script, mentor: Person, after: str | None, order: list[str]
) -> None:
    if after in TITLES:
        after = str(block(script, after).pk)
    actions.save_block(script, values(), after=after, actor=mentor)
    assert titles(script) == order


def test_given_a_change_when_it_is_undone_then_all_is_as_before_and_undoing_again_redoes(
    script: Script, mentor: Person
) -> None:
    gone = block(script, TITLES[1])
    actions.remove_block(script, gone.pk, version=1, actor=mentor)
    assert titles(script) == [TITLES[0], TITLES[2]]
    actions.undo(script, version=2, actor=mentor)
    assert titles(script) == TITLES
    assert block(script, TITLES[1]).pk == gone.pk
    actions.undo(script, version=3, actor=mentor)
    assert titles(script) == [TITLES[0], TITLES[2]]


def test_given_a_removed_block_with_a_board_when_undone_then_the_board_is_back_on_it(
    script: Script, session: Session, mentor: Person
) -> None:
    one = block(script, TITLES[1])
    board = Board.objects.create(session=session, block=one, title="Kartta")
    actions.remove_block(script, one.pk, version=1, actor=mentor)
    board.refresh_from_db()
    assert board.block_id is None
    actions.undo(script, version=2, actor=mentor)
    board.refresh_from_db()
    assert board.block_id == one.pk


def test_given_a_fresh_script_then_there_is_nothing_to_undo(script: Script, mentor: Person) -> None:
    with pytest.raises(Refused) as refused:
        actions.undo(script, version=1, actor=mentor)
    assert refused.value.code == "nothing_to_undo"


def test_given_another_tab_was_quicker_when_a_block_is_moved_then_nothing_changes(
    script: Script, mentor: Person
) -> None:
    actions.resize_blocks(script, {block(script, TITLES[0]).pk: 25}, version=1, actor=mentor)
    for late in (
        lambda: actions.move_block(script, block(script, TITLES[0]).pk, 2, version=1, actor=mentor),
        lambda: actions.remove_block(script, block(script, TITLES[0]).pk, version=1, actor=mentor),
        lambda: actions.undo(script, version=1, actor=mentor),
        lambda: actions.replace_blocks(script, [], version=1, actor=mentor),
    ):
        with pytest.raises(Refused) as refused:
            late()
        assert refused.value.code == "changed"
    assert titles(script) == TITLES
    assert now_of(script).version == 2


def test_given_two_writers_when_they_edit_different_blocks_then_both_are_kept(
    script: Script, mentor: Person, coordinator: Person
) -> None:
    first, second = block(script, TITLES[0]), block(script, TITLES[1])
    seen = actions.fingerprint(first), actions.fingerprint(second)
    actions.save_block(script, values(title="A"), block_id=first.pk, seen=seen[0], actor=mentor)
    actions.save_block(
        script, values(title="B"), block_id=second.pk, seen=seen[1], actor=coordinator
    )
    assert titles(script) == ["A", "B", TITLES[2]]


def test_given_two_writers_when_they_edit_one_block_then_the_second_is_told(
    script: Script, mentor: Person, coordinator: Person
) -> None:
    one = block(script, TITLES[0])
    seen = actions.fingerprint(one)
    actions.save_block(script, values(title="A"), block_id=one.pk, seen=seen, actor=mentor)
    with pytest.raises(actions.ChangedMeanwhileError) as changed:
        actions.save_block(script, values(title="B"), block_id=one.pk, seen=seen, actor=coordinator)
    assert changed.value.theirs is not None
    assert changed.value.theirs.title == "A"
    again = actions.fingerprint(changed.value.theirs)
    actions.save_block(script, values(title="B"), block_id=one.pk, seen=again, actor=coordinator)
    assert titles(script)[0] == "B"


def test_given_a_block_removed_meanwhile_when_its_writer_insists_then_it_comes_back(
    script: Script, mentor: Person
) -> None:
    one = block(script, TITLES[0])
    seen = actions.fingerprint(one)
    actions.remove_block(script, one.pk, version=1, actor=mentor)
    with pytest.raises(actions.ChangedMeanwhileError) as changed:
        actions.save_block(script, values(), block_id=one.pk, seen=seen, actor=mentor)
    assert changed.value.theirs is None
    actions.save_block(script, values(), block_id=one.pk, seen="", actor=mentor)
    assert titles(script) == [*TITLES[1:], "Uusi"]


def test_given_sixty_blocks_then_one_more_is_refused_and_nothing_is_lost(
    session: Session, mentor: Person
) -> None:
    many = [BlockText(1, f"{n}", "advice") for n in range(actions.MOST_BLOCKS)]
    script = actions.create_script(session.series, "Pitkä", many, actor=mentor)
    with pytest.raises(Refused) as refused:
        actions.save_block(script, values(), actor=mentor)
    assert refused.value.code == "too_many"
    assert script.blocks.count() == actions.MOST_BLOCKS


def test_given_a_shared_script_when_a_session_gets_its_own_then_they_part(
    script: Script, session: Session, mentor: Person
) -> None:
    own = actions.copy_script(script, script.series, session=session, actor=mentor)
    actions.remove_block(own, block(own, TITLES[0]).pk, version=1, actor=mentor)
    assert titles(script) == TITLES
    assert titles(own) == TITLES[1:]


def test_given_any_change_then_the_trail_tells_who_and_never_what(
    script: Script, mentor: Person
) -> None:
    actions.move_block(script, block(script, TITLES[2]).pk, 0, version=1, actor=mentor)
    actions.rename_script(script, "Toinen nimi", actor=mentor)
    rows = AuditEvent.objects.filter(verb__startswith="script.", actor_id=mentor.pk)
    assert sorted(row.verb for row in rows) == [
        *("script.created", "script.edited", "script.edited")
    ]


def test_given_people_then_those_who_lead_see_and_write_and_others_do_neither(
    script: Script,
    session: Session,
    mentor: Person,
    coordinator: Person,
    adviser: Person,
    sponsor: Person,
    admin: Person,
    stranger: Person,
) -> None:
    other_leads = SessionFactory(series=session.series)
    other_leads.facilitators.add(sponsor)
    elsewhere = SeriesFactory(programme=session.series.programme)
    elsewhere.facilitators.add(adviser)
    for person, may in (
        (mentor, True),
        (coordinator, True),
        (sponsor, True),
        (adviser, False),
        (admin, False),
        (stranger, False),
    ):
        assert may_write_scripts(person, script.series) is may
        assert Script.objects.visible_to(person).filter(pk=script.pk).exists() is may
    assert not Script.objects.visible_to(None).exists()
