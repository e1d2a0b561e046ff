"""Beginning from a ready instrument, and freezing what is asked."""

import pytest
from django.urls import reverse

from conftest import ClientOf
from juuristo.audit.models import AuditEvent
from juuristo.people.models import Organisation, Person
from juuristo.surveys.actions.instruments import begin_from, bring, freeze
from juuristo.surveys.definition import definition_of
from juuristo.surveys.models import Instrument
from juuristo.surveys.ready import READY
from juuristo.surveys.refusals import Refused

from .factories import InstrumentFactory


@pytest.mark.parametrize("key", READY)
def test_given_a_ready_instrument_then_the_organisation_gets_its_own_once(
    organisation: Organisation, coordinator: Person, key: str
) -> None:
    first = begin_from(organisation, key, actor=coordinator)
    Instrument.objects.filter(pk=first.pk).update(name={"fi": "Oma nimi"})
    again = begin_from(organisation, key, actor=coordinator)
    assert again == first
    assert again.name == {"fi": "Oma nimi"}
    assert (
        AuditEvent.objects.filter(verb="instrument.created", actor_id=coordinator.pk).count() == 1
    )
    assert freeze(first).content["title"]["fi"]


def test_given_the_operator_then_the_row_names_the_organisation(organisation: Organisation) -> None:
    begin_from(organisation, "rooting-pulse", actor=None)
    assert AuditEvent.objects.get(verb="instrument.created").organisation_id == organisation.pk


def test_given_an_unknown_key_then_there_is_none(organisation: Organisation) -> None:
    with pytest.raises(KeyError):
        begin_from(organisation, "../../etc/passwd", actor=None)


@pytest.mark.django_db
def test_given_an_unchanged_draft_then_the_latest_version_is_used_again() -> None:
    instrument = InstrumentFactory()
    first = freeze(instrument)
    assert first.number == 1
    assert freeze(instrument) == first
    # the same survey written otherwise: what may be left out is filled in
    instrument.content = first.content
    instrument.save()
    assert freeze(instrument) == first


@pytest.mark.django_db
def test_given_a_changed_draft_then_a_new_version_is_made_and_the_old_one_stays() -> None:
    instrument = InstrumentFactory()
    first = freeze(instrument)
    Instrument.objects.filter(pk=instrument.pk).update(
        content={**instrument.content, "title": {"fi": "Toinen nimi"}}
    )
    second = freeze(instrument)
    assert (first.number, second.number) == (1, 2)
    first.refresh_from_db()
    assert first.content["title"]["fi"] == "Juurtumisen pulssi"
    assert second.content["title"]["fi"] == "Toinen nimi"


def test_given_a_question_that_has_been_asked_then_a_file_does_not_change_its_type(
    organisation: Organisation,
) -> None:
    instrument = InstrumentFactory(organisation=organisation)
    freeze(instrument)
    content = instrument.content
    other = {**content, "questions": [{**content["questions"][2], "key": "makes_sense"}]}
    with pytest.raises(Refused) as refused:
        bring(organisation, instrument.key, definition_of(other), actor=None, replacing=True)
    assert refused.value.code == "asked_differently"
    again = bring(organisation, instrument.key, definition_of(content), actor=None, replacing=True)
    assert again == instrument


def test_given_a_draft_that_cannot_go_out_then_the_editor_says_why(
    organisation: Organisation, coordinator: Person, client_of: ClientOf
) -> None:
    wide = {"type": "scale", "key": "q", "text": {"fi": "?"}, "ends": {"least": 0, "most": 10**9}}
    instrument = InstrumentFactory(
        organisation=organisation, content={"title": {"fi": "x"}, "questions": [wide]}
    )
    path = reverse("instrument_download", args=[instrument.pk])
    response = client_of(coordinator).get(path, follow=True)
    assert response.redirect_chain == [(reverse("instrument", args=[instrument.pk]), 302)]
    assert "enintään sata askelta" in response.content.decode()


@pytest.mark.django_db
def test_given_a_faulty_draft_then_nothing_is_frozen() -> None:
    instrument = InstrumentFactory(content={"title": {"fi": "Tyhjä"}, "questions": []})
    with pytest.raises(Refused) as refused:
        freeze(instrument)
    assert refused.value.code == "faulty_instrument"
    assert instrument.versions.count() == 0
