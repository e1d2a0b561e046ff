"""Certificates and lists of days: PDF/UA-1 in three languages, and a table without formulas."""

import csv
import io
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from conftest import ClientOf
from juuristo.audit.models import AuditEvent
from juuristo.gatherings.actions.orientation_records import mark_done
from juuristo.gatherings.models import OrientationPlan, OrientationRecord
from juuristo.people.models import Organisation, Person

from .orientation_ground import begun, item_of, newcomer, plan_of


@pytest.fixture
def plan(organisation: Organisation, coordinator: Person) -> OrientationPlan:
    plan = plan_of(organisation)
    item_of(plan, "Avaimet", responsible=coordinator, is_statutory=True)
    item_of(plan, '=HYPERLINK("x") #eval("1+1") $x$', responsible=coordinator)
    return plan


@pytest.fixture
def record(plan: OrientationPlan, organisation: Organisation) -> OrientationRecord:
    return begun(plan, newcomer(organisation, 3, first_name="Oona", last_name="O'Hara #[x]"))


@pytest.fixture
def completed(record: OrientationRecord, coordinator: Person) -> OrientationRecord:
    for item in record.plan.items.all():
        mark_done(record, item, timezone.localdate(), actor=coordinator)
    return record


@pytest.mark.parametrize("language", ["fi", "sv", "en"])
def test_given_a_completed_record_then_its_certificate_is_a_tagged_pdf_in_that_language(
    language: str, completed: OrientationRecord, client_of: ClientOf
) -> None:
    url = reverse("orientation_certificate", args=[completed.pk])
    answer = client_of(completed.person).get(url, {"lang": language})

    assert answer.headers["Content-Type"] == "application/pdf"
    assert "attachment" in answer.headers["Content-Disposition"]
    assert answer.content.startswith(b"%PDF-")
    assert re.search(rb"<pdfuaid:part>1</pdfuaid:part>", answer.content)
    assert b"/StructTreeRoot" in answer.content
    assert f"/Lang({language})".encode() in answer.content
    fonts = set(re.findall(rb"/FontName/\w+\+([\w-]+)", answer.content))
    assert fonts == {b"AtkinsonHyperlegibleNext-Regular", b"AtkinsonHyperlegibleNext-Bold"}


def test_given_a_record_under_way_when_the_certificate_is_asked_for_then_it_is_told_why_not(
    record: OrientationRecord, coordinator: Person, client_of: ClientOf
) -> None:
    url = reverse("orientation_certificate", args=[record.pk])

    own = client_of(record.person).get(url, follow=True)
    other = client_of(coordinator).get(url)

    assert "Todistus on valmis, kun" in own.content.decode()
    assert other.headers["Location"] == reverse("orientation_record", args=[record.pk])


def test_given_a_record_under_way_then_its_days_come_as_a_pdf(
    record: OrientationRecord, client_of: ClientOf
) -> None:
    answer = client_of(record.person).get(reverse("orientation_dates_pdf", args=[record.pk]))

    assert answer.content.startswith(b"%PDF-")


def test_given_the_days_of_a_plan_then_the_table_is_whole_and_nothing_in_it_is_a_formula(
    plan: OrientationPlan, completed: OrientationRecord, coordinator: Person, client_of: ClientOf
) -> None:
    answer = client_of(coordinator).get(reverse("orientation_records_csv", args=[plan.pk]))

    head, first, second = csv.reader(io.StringIO(answer.content.decode()))
    assert head == ["Nimi", "Aloitti", "Asia", "Peruste", "Päivä", "Miten"]
    today = timezone.localdate().isoformat()
    assert first[2:] == ["Avaimet", "laki", today, f"merkitsi {coordinator.full_name}"]
    assert second[2].startswith("'=")


def test_given_others_papers_when_opened_then_a_trace_is_left_and_for_ones_own_none(
    completed: OrientationRecord, coordinator: Person, client_of: ClientOf
) -> None:
    names = ("certificate", "dates_pdf", "dates_csv")
    for name in names:
        url = reverse(f"orientation_{name}", args=[completed.pk])
        assert client_of(completed.person).get(url).status_code == 200
    traces = AuditEvent.objects.filter(verb="orientation.exported")
    assert not traces.exists()

    for name in names:
        client_of(coordinator).get(reverse(f"orientation_{name}", args=[completed.pk]))
    assert traces.filter(actor_id=coordinator.pk).count() == len(names)
