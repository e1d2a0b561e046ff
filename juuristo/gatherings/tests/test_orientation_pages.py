"""The pages of orientation: one's own, those in charge, the coordinator's desk."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import ClientOf
from juuristo.audit.models import AuditEvent
from juuristo.gatherings import orientation
from juuristo.gatherings.actions.orientation_records import mark_done
from juuristo.gatherings.models import OrientationItem, OrientationPlan, OrientationRecord
from juuristo.gatherings.orientation_rounds import begin_newcomers
from juuristo.gatherings.views import orientation as views_orientation
from juuristo.gatherings.views import orientation_records
from juuristo.people.models import Organisation, Person
from juuristo.people.tests.factories import PersonFactory

from .orientation_ground import begun, item_of, newcomer, plan_of, series_of


@pytest.fixture
def plan(organisation: Organisation, mentor: Person) -> OrientationPlan:
    plan = plan_of(organisation)
    keys = item_of(plan, "Avaimet", responsible=mentor, within_days=0)
    item_of(plan, "Työsuojelu", is_statutory=True, series=series_of(plan, 3))
    item_of(plan, "Syventävä", keys, series=series_of(plan, 5))
    return plan


@pytest.fixture
def record(plan: OrientationPlan, organisation: Organisation) -> OrientationRecord:
    return begun(plan, newcomer(organisation, 2, first_name="Oona"))


def item_values(title: str, **more: Any) -> dict[str, Any]:
    who = {"in_charge": "other", "responsible_role_fi": "aulapalvelu"}
    return {"title_fi": title, "way": "either", **who, **more}


def test_given_an_orientation_when_one_opens_ones_page_then_it_says_what_when_and_what_first(
    record: OrientationRecord, client_of: ClientOf
) -> None:
    page = client_of(record.person).get(reverse("orientation_own")).content.decode()

    assert "0 / 3 asiaa tehty" in page
    assert "Paikka varattu" in page
    assert "Ensin: Avaimet" in page
    assert "Määräaika oli" in page


def test_given_no_orientation_then_the_page_says_how_one_begins(
    adviser: Person, client_of: ClientOf
) -> None:
    page = client_of(adviser).get(reverse("orientation_own")).content.decode()

    assert "Sinulla ei ole perehdytystä." in page


def test_given_ones_wishes_when_sent_then_they_are_kept_and_the_coordinator_sees_them(
    record: OrientationRecord, coordinator: Person, client_of: ClientOf
) -> None:
    prefix = str(record.pk)
    client_of(record.person).post(
        reverse("orientation_wish", args=[record.pk]),
        {f"{prefix}-face_to_face": "yes", f"{prefix}-wish": "Rauhassa"},
    )

    page = client_of(coordinator).get(reverse("orientation_records", args=[record.plan_id]))
    assert "Mieluiten kasvokkain: 1 / 1" in page.content.decode()
    assert "Rauhassa" in page.content.decode()


def test_given_a_wish_with_somebodys_number_then_it_is_refused_and_not_stored(
    record: OrientationRecord, client_of: ClientOf
) -> None:
    field = f"{record.pk}-wish"
    page = client_of(record.person).post(
        reverse("orientation_wish", args=[record.pk]), {field: "Soita 040 123 4567"}
    )

    assert "Tekstissä on puhelinnumero" in page.content.decode()
    record.refresh_from_db()
    assert record.wish == ""


def test_given_a_wish_that_is_too_long_then_it_is_said_and_the_words_stay_in_the_form(
    record: OrientationRecord, client_of: ClientOf
) -> None:
    field = f"{record.pk}-wish"
    page = client_of(record.person).post(
        reverse("orientation_wish", args=[record.pk]), {field: "x" * 501}
    )

    assert page.status_code == 422
    assert "x" * 501 in page.content.decode()
    record.refresh_from_db()
    assert record.wish == ""


def test_given_one_in_charge_when_they_mark_it_then_it_is_done_and_the_next_place_is_booked(
    record: OrientationRecord, mentor: Person, client_of: ClientOf
) -> None:
    client = client_of(mentor)
    page = client.get(reverse("orientation_duties")).content.decode()
    assert "Avaimet" in page
    assert "Määräaika oli" in page  # not told by colour alone
    assert "Työsuojelu" not in page
    item = OrientationItem.objects.get(title__fi="Avaimet")

    answer = client.post(
        reverse("orientation_item_done", args=[record.pk, item.pk]),
        {"done_on": timezone.localdate().isoformat(), "duties": "1"},
    )

    assert answer.headers["Location"] == reverse("orientation_duties")
    assert record.done.get().marked_by == mentor
    assert record.person.signups.count() == 2
    assert (
        "Uusia työkavereita ei ole juuri nyt."
        in client.get(answer.headers["Location"]).content.decode()
    )


def test_given_one_in_charge_of_another_item_then_they_know_of_no_record(
    record: OrientationRecord, organisation: Organisation, client_of: ClientOf
) -> None:
    other = PersonFactory(organisation=organisation)
    item = OrientationItem.objects.get(title__fi="Avaimet")
    url = reverse("orientation_item_done", args=[record.pk, item.pk])

    assert client_of(other).post(url, {"done_on": "2026-01-01"}).status_code == 404
    assert client_of(record.person).post(url, {"done_on": "2026-01-01"}).status_code == 403


def test_given_an_item_of_another_plan_then_it_is_not_found(
    record: OrientationRecord, organisation: Organisation, coordinator: Person, client_of: ClientOf
) -> None:
    alien = item_of(plan_of(organisation, published_at=None), "Muu", responsible=coordinator)
    url = reverse("orientation_item_done", args=[record.pk, alien.pk])

    assert client_of(coordinator).post(url, {"done_on": "2026-01-01"}).status_code == 404


def test_given_a_day_that_is_not_understood_then_nothing_is_marked_and_it_is_said(
    record: OrientationRecord, coordinator: Person, client_of: ClientOf
) -> None:
    item = OrientationItem.objects.get(title__fi="Avaimet")
    url = reverse("orientation_item_done", args=[record.pk, item.pk])

    page = client_of(coordinator).post(url, {"done_on": "eilen"}, follow=True)

    assert "Emme ymmärtäneet päivää" in page.content.decode()
    assert not record.done.exists()


def test_given_the_coordinator_opens_people_and_one_of_them_then_both_leave_a_trace(
    record: OrientationRecord, coordinator: Person, client_of: ClientOf
) -> None:
    client = client_of(coordinator)
    client.get(reverse("orientation_records", args=[record.plan_id]))
    page = client.get(reverse("orientation_record", args=[record.pk])).content.decode()

    assert "Oona" in page
    verbs = AuditEvent.objects.filter(actor_id=coordinator.pk).values_list("verb", flat=True)
    assert {"orientation.records_listed", "orientation.record_opened"} <= set(verbs)


def test_given_a_new_plan_when_it_is_written_and_taken_into_use_then_it_waits_for_people(
    organisation: Organisation, plan: OrientationPlan, coordinator: Person, client_of: ClientOf
) -> None:
    client = client_of(coordinator)
    answer = client.post(
        reverse("orientation_plan_new"),
        {"name_fi": "Kesätyöntekijät", "begins_from": timezone.localdate().isoformat()},
    )
    made = OrientationPlan.objects.get(name__fi="Kesätyöntekijät")
    assert answer.headers["Location"] == reverse("orientation_plan", args=[made.pk])

    refused = client.post(reverse("orientation_plan_publish", args=[made.pk]), follow=True)
    assert "Ohjelmassa ei ole vielä yhtään asiaa" in refused.content.decode()
    client.post(reverse("orientation_item_new", args=[made.pk]), item_values("Avaimet"))
    client.post(reverse("orientation_plan_publish", args=[made.pk]))

    made.refresh_from_db()
    assert made.published_at is not None
    assert made.items.get().order == 1


def test_given_items_that_would_wait_for_each_other_then_the_form_names_them(
    plan: OrientationPlan, coordinator: Person, client_of: ClientOf
) -> None:
    keys, _safety, deep = plan.items.all()
    url = reverse("orientation_item_edit", args=[keys.pk])

    page = client_of(coordinator).post(url, item_values("Avaimet", after=[str(deep.pk)]))

    assert page.status_code == 422
    assert "Syventävä → Avaimet → Syventävä" in page.content.decode()
    assert list(keys.after.all()) == []


def test_given_a_programme_that_ends_then_no_plan_begins_after_it(
    plan: OrientationPlan, coordinator: Person, client_of: ClientOf
) -> None:
    plan.programme.ends_on = plan.begins_from
    plan.programme.save()
    day = (plan.begins_from + timedelta(days=1)).isoformat()

    url = reverse("orientation_plan_edit", args=[plan.pk])
    page = client_of(coordinator).post(url, {"name_fi": "Tervetuloa", "begins_from": day})

    assert page.status_code == 422
    assert "Juurruttamisohjelma päättyy" in page.content.decode()


def test_given_an_item_when_it_is_moved_then_the_order_changes_and_stops_at_the_ends(
    plan: OrientationPlan, coordinator: Person, client_of: ClientOf
) -> None:
    keys = plan.items.get(title__fi="Avaimet")
    client, url = client_of(coordinator), reverse("orientation_item_move", args=[keys.pk])

    client.post(url, {"to": "up"})
    moved = client.post(url, {"to": "down"})

    assert moved["Location"].endswith(f"#item-{keys.pk}")
    assert [str(item) for item in plan.items.all()] == ["Työsuojelu", "Avaimet", "Syventävä"]


def test_given_an_item_somebody_has_done_or_a_plan_in_use_then_neither_goes(
    record: OrientationRecord, coordinator: Person, client_of: ClientOf
) -> None:
    item = OrientationItem.objects.get(title__fi="Avaimet")
    mark_done(record, item, timezone.localdate(), actor=coordinator)
    client = client_of(coordinator)

    kept = client.post(reverse("orientation_item_remove", args=[item.pk]), follow=True)
    for name in ("orientation_plan_delete", "orientation_plan_unpublish"):
        page = client.post(reverse(name, args=[record.plan_id]), follow=True)
        assert "Joku käy ohjelmaa jo läpi" in page.content.decode()

    assert "Merkintä on hänen todisteensa" in kept.content.decode()
    assert OrientationItem.objects.filter(pk=item.pk).exists()


def test_given_one_in_charge_who_has_left_then_the_plan_asks_for_another(
    plan: OrientationPlan, mentor: Person, coordinator: Person, client_of: ClientOf
) -> None:
    Person.objects.filter(pk=mentor.pk).update(left_date=timezone.localdate())

    page = client_of(coordinator).get(reverse("orientation_plan", args=[plan.pk]))

    assert "Vastuuhenkilö on lähtenyt" in page.content.decode()


def test_given_an_orientation_then_today_tells_the_new_one_and_the_one_in_charge(
    record: OrientationRecord, mentor: Person, client_of: ClientOf
) -> None:
    new = client_of(record.person).get("/").content.decode()
    charge = client_of(mentor).get("/").content.decode()

    assert "0 / 3 asiaa tehty" in new
    assert "Oona" in charge
    assert reverse("orientation_duties") in charge


@pytest.mark.parametrize("people", [1, 6])
def test_given_any_number_of_people_then_the_list_costs_the_same(
    plan: OrientationPlan,
    organisation: Organisation,
    coordinator: Person,
    client_of: ClientOf,
    people: int,
    django_assert_max_num_queries: Any,
) -> None:
    for number in range(people):
        newcomer(organisation, number)
    begun(plan, newcomer(organisation))
    client = client_of(coordinator)
    url = reverse("orientation_records", args=[plan.pk])
    client.get(url)

    with django_assert_max_num_queries(18):
        client.get(url)


def test_given_more_people_than_a_page_takes_then_the_rest_is_on_the_next_and_all_in_the_file(
    plan: OrientationPlan,
    organisation: Organisation,
    coordinator: Person,
    client_of: ClientOf,
    monkeypatch: pytest.MonkeyPatch,
    django_assert_num_queries: Any,
) -> None:
    monkeypatch.setattr(orientation_records, "ON_PAGE", 4)
    for number in range(6):
        newcomer(organisation, number, last_name=f"Uusi{number}")
    ready = begun(plan, newcomer(organisation, last_name="Valmis"))
    OrientationRecord.objects.filter(pk=ready.pk).update(
        completed_at=timezone.now(), wishes_face_to_face=True
    )
    client = client_of(coordinator)
    url = reverse("orientation_records", args=[plan.pk])
    first, second = client.get(url).text, client.get(f"{url}?page=2").text
    assert [f"Uusi{number}" in first for number in range(6)] == [True] * 4 + [False] * 2
    assert [f"Uusi{number}" in second for number in range(6)] == [False] * 4 + [True] * 2
    assert "Valmis" in second  # who has gone through it all comes last
    for page in (first, second):
        assert "Mieluiten kasvokkain: 1 / 7" in page

    monkeypatch.setattr(orientation, "BATCH", 3)
    with django_assert_num_queries(1 + 3 * 4):
        assert len(list(orientation.in_batches(orientation_records.records_of(plan)))) == 7
    file = client.get(reverse("orientation_records_csv", args=[plan.pk])).text
    assert all(f"Uusi{number}" in file for number in range(6))
    assert len(file.splitlines()) == 1 + 6 * 3  # one who is through has only what was done


def test_given_very_many_duties_then_the_most_urgent_are_shown(
    plan: OrientationPlan,
    organisation: Organisation,
    mentor: Person,
    client_of: ClientOf,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(views_orientation, "MOST_DUTIES", 2)
    for number in range(3):
        newcomer(organisation, number, last_name=f"Uusi{number}")
    begin_newcomers()
    page = client_of(mentor).get(reverse("orientation_duties")).text
    assert [f"Uusi{number}" in page for number in range(3)] == [False, True, True]
    assert "Tässä ovat kiireisimmät." in page


def test_given_who_started_before_the_plan_then_changing_the_day_back_lets_them_in(
    organisation: Organisation, plan: OrientationPlan, coordinator: Person, client_of: ClientOf
) -> None:
    early = newcomer(organisation, 60)
    day = timezone.localdate() - timedelta(days=90)
    client_of(coordinator).post(
        reverse("orientation_plan_edit", args=[plan.pk]),
        {"name_fi": "Tervetuloa", "begins_from": day.isoformat()},
    )

    assert begun(plan, early).began_on == early.start_date
