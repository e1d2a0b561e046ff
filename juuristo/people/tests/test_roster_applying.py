"""A list goes in whole or not at all, and says so when the ground has moved."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from juuristo.audit.models import AuditEvent
from juuristo.people import occasions
from juuristo.people.models import HeldRole, Office, Organisation, Person
from juuristo.people.roster import applying
from juuristo.people.roster.applying import (
    FaultyListError,
    WorldMovedError,
    apply,
    tell_of_ended,
)
from juuristo.people.roster.checking import check
from juuristo.people.roster.reading import Sheet, read
from juuristo.people.roster.world import world_of
from juuristo.people.tests.factories import OfficeFactory, PersonFactory, TeamFactory
from juuristo.people.tests.roster_files import AINO, EERO, HEADER, csv_of


@pytest.fixture
def places(organisation: Organisation) -> None:
    for name in ("Kotka", "Hamina"):
        OfficeFactory(organisation=organisation, name=name)
    TeamFactory(organisation=organisation, name="Palvelut")


def listed(*rows: list[str]) -> Sheet:
    return read(csv_of(HEADER, *rows))


@pytest.mark.usefixtures("places")
def test_given_a_list_when_applied_twice_then_the_second_changes_nothing(
    organisation: Organisation,
) -> None:
    first = apply(listed(AINO, EERO), organisation, actor=None)
    assert len(first.new) == 2
    aino = Person.objects.get(email="aino@example.org")
    assert (str(aino.office), str(aino.team), aino.title) == ("Kotka", "Palvelut", "Asiantuntija")
    assert aino.start_date == date(2020, 9, 24)
    assert list(aino.roles.values_list("role", flat=True)) == ["adviser"]
    second = apply(listed(EERO, AINO), organisation, actor=None)
    assert (second.new, second.changed, second.unchanged) == ([], [], 2)


@pytest.mark.usefixtures("places")
def test_given_changes_when_applied_then_only_the_listed_facts_change(
    organisation: Organisation, coordinator: Person
) -> None:
    apply(listed(AINO, EERO), organisation, actor=None)
    aino = Person.objects.get(email="aino@example.org")
    aino.user = PersonFactory().user
    aino.left_date = date(2024, 1, 1)
    aino.save()
    changed = ["AINO@example.org", "Aino", "Koski", "hamina", "", "", "", "", "mentori"]
    apply(listed(changed), organisation, actor=coordinator)
    after = Person.objects.get(pk=aino.pk)
    assert (after.last_name, str(after.office), after.team) == ("Koski", "Hamina", None)
    assert (after.user, after.email, after.left_date) == (aino.user, aino.email, None)
    assert list(after.roles.values_list("role", flat=True)) == ["mentor"]
    verbs = AuditEvent.objects.filter(actor_id=coordinator.pk).values_list("verb", flat=True)
    assert sorted(verbs) == ["role.given.mentor", "role.taken.adviser", "roster.imported"]


@pytest.mark.usefixtures("places")
def test_given_a_faulty_row_when_applied_then_nothing_is(organisation: Organisation) -> None:
    before = Person.objects.count()
    with pytest.raises(FaultyListError) as caught:
        apply(listed(AINO, ["eero", *EERO[1:]]), organisation, actor=None)
    assert caught.value.difference.faults[0].row == 3
    assert Person.objects.count() == before
    assert not AuditEvent.objects.filter(verb="roster.imported").exists()


@pytest.mark.usefixtures("places")
def test_given_a_failure_midway_when_applied_then_nothing_is(
    organisation: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: Any) -> None:
        raise IntegrityError

    monkeypatch.setattr(applying, "_give", fail)
    with pytest.raises(IntegrityError):
        apply(listed(AINO), organisation, actor=None)
    assert not Person.objects.filter(organisation=organisation).exists()


@pytest.mark.usefixtures("places")
def test_given_the_preview_no_longer_holds_when_applied_then_it_is_refused(
    organisation: Organisation, coordinator: Person
) -> None:
    sheet = listed(AINO, EERO)
    preview = check(sheet, world_of(organisation, actor=coordinator))
    promised = preview.digest(with_gone=False)
    PersonFactory(organisation=organisation, user=None, email="eero@example.org")
    with pytest.raises(WorldMovedError) as caught:
        apply(sheet, organisation, actor=coordinator, promised=promised)
    assert len(caught.value.difference.changed) == 1
    assert not Person.objects.filter(email="aino@example.org").exists()


@pytest.mark.usefixtures("places")
def test_given_missing_people_when_told_to_end_them_then_all_but_the_importer_end(
    organisation: Organisation, coordinator: Person, adviser: Person
) -> None:
    today = timezone.localdate()
    coming = PersonFactory(organisation=organisation, start_date=today + timedelta(days=30))
    apply(listed(AINO), organisation, actor=coordinator)
    assert not Person.objects.exclude(left_date=None).exists()
    apply(listed(AINO), organisation, actor=coordinator, end_missing=True)
    ends = dict(Person.objects.exclude(left_date=None).values_list("pk", "left_date"))
    assert ends == {adviser.pk: today, coming.pk: coming.start_date}


@pytest.mark.usefixtures("places")
def test_given_people_ended_by_a_list_then_the_other_apps_hear_of_them(
    organisation: Organisation, adviser: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[str] = []
    monkeypatch.setattr(occasions, "PERSON_LEFT", [lambda person: heard.append(person.email)])
    apply(listed(AINO, EERO), organisation, actor=None)
    ended = [*AINO, "1.2.2021"]
    apply(listed(ended), organisation, actor=None, end_missing=True)
    waiting = DBTaskResult.objects.get(task_path__endswith="tell_of_ended")
    tell_of_ended.call(*waiting.args_kwargs["args"])
    assert sorted(heard) == sorted(["aino@example.org", "eero@example.org", adviser.email])


def test_given_unknown_places_and_leave_to_add_them_when_applied_then_they_are_there(
    organisation: Organisation,
) -> None:
    apply(listed(AINO, EERO), organisation, actor=None, create_places=True)
    names = Office.objects.filter(organisation=organisation).values_list("name", flat=True)
    assert sorted(names) == ["Hamina", "Kotka"]


@pytest.mark.usefixtures("places")
def test_given_roles_in_programmes_and_other_organisations_then_they_are_left_alone(
    organisation: Organisation, stranger: Person
) -> None:
    apply(listed(AINO), organisation, actor=None)
    aino = Person.objects.get(email="aino@example.org")
    HeldRole.objects.create(person=aino, role="mentor", programme_id=aino.pk)
    twin = PersonFactory(organisation=stranger.organisation, user=None, email="aino@example.org")
    again = [*AINO, "", "asiantuntija"]
    outcome = apply(listed(again), organisation, actor=None, end_missing=True)
    assert outcome.unchanged == 1
    assert aino.roles.count() == 2
    twin.refresh_from_db()
    assert (twin.first_name != "Aino", twin.left_date) == (True, None)


@pytest.mark.usefixtures("places")
def test_given_more_rows_when_applied_then_no_more_queries(
    organisation: Organisation, django_assert_max_num_queries: Any
) -> None:
    for count in (3, 90):
        rows = [[f"p{count}-{n}@example.org", *AINO[1:], "", "mentori"] for n in range(count)]
        with django_assert_max_num_queries(20):
            apply(listed(*rows), organisation, actor=None)
        changed = [[*row[:2], "Toinen", *row[3:8], "asiantuntija"] for row in rows]
        with django_assert_max_num_queries(20):
            apply(listed(*changed), organisation, actor=None, end_missing=True)


def ending(person: Person, day: str, roles: str = "") -> list[str]:
    return [person.email, person.first_name, person.last_name, "", "", "", "", day, roles]


def test_given_an_admin_in_a_coordinators_list_when_it_ends_them_then_it_is_refused(
    organisation: Organisation, coordinator: Person, admin: Person
) -> None:
    with pytest.raises(FaultyListError) as caught:
        apply(listed(ending(admin, "1.1.2024")), organisation, actor=coordinator)
    (fault,) = caught.value.difference.faults
    assert (fault.row, fault.column, fault.code) == (2, "left_date", "role_not_allowed")
    assert apply(listed(ending(admin, "1.1.2024")), organisation, actor=None).changed


def test_given_a_coordinators_list_without_the_admins_when_the_missing_are_ended_then_admins_stay(
    organisation: Organisation, coordinator: Person, admin: Person, adviser: Person
) -> None:
    apply(listed(AINO[:3]), organisation, actor=coordinator, end_missing=True)
    for person in (coordinator, admin, adviser):
        person.refresh_from_db()
    assert [coordinator.left_date, admin.left_date] == [None, None]
    assert adviser.has_left()


def test_given_ones_own_row_when_imported_then_ones_roles_stay_and_one_is_not_ended(
    organisation: Organisation, admin: Person
) -> None:
    apply(listed(ending(admin, "", "koordinaattori;mentori")), organisation, actor=admin)
    assert set(admin.roles.values_list("role", flat=True)) == {"admin"}
    with pytest.raises(FaultyListError):
        apply(listed(ending(admin, "1.1.2024")), organisation, actor=admin)
