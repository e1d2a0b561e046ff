"""From the opening on nothing may be loosened, whichever way one tries (trust T3)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from juuristo.audit.models import AuditEvent
from juuristo.people.models import ApiToken, Organisation, Person
from juuristo.people.tokens import hash_of
from juuristo.surveys.actions import waves
from juuristo.surveys.models import Wave
from juuristo.surveys.refusals import Refused
from juuristo.surveys.tests.waves import open_wave

ClientOf = Callable[[Person], Client]
PROMISED = (
    *("kind", "access", "threshold", "open_threshold", "breakdowns", "signature", "version_id"),
    *("name", "audience_roles", "opens_at", "closes_at", "state"),
)


@pytest.fixture
def wave(organisation: Organisation) -> Wave:
    return open_wave(
        programme__organisation=organisation,
        threshold=7,
        open_threshold=12,
        breakdowns=["years_in_work"],
    )


def promised(wave: Wave) -> dict[str, Any]:
    return Wave.objects.values(*PROMISED).get(pk=wave.pk)


def tighten(wave: Wave, actor: Person, **changes: Any) -> Wave:
    now: dict[str, Any] = {
        "threshold": wave.threshold,
        "open_threshold": wave.open_threshold,
        "breakdowns": wave.breakdowns,
    }
    return waves.tighten(wave, **(now | changes), actor=actor)


@pytest.mark.parametrize(
    "changes",
    [
        {"threshold": 6},
        {"open_threshold": 11},
        {"threshold": 13},  # above the one of open answers
        {"breakdowns": ["years_in_work", "makes_sense"]},
        {"breakdowns": ["makes_sense"]},
        {"threshold": 6, "open_threshold": 50, "breakdowns": []},
    ],
)
def test_given_an_open_wave_when_an_action_would_loosen_it_then_nothing_changes(
    wave: Wave, coordinator: Person, changes: dict[str, Any]
) -> None:
    before = promised(wave)
    with pytest.raises(Refused) as refused:
        tighten(wave, coordinator, **changes)
    assert refused.value.code == "loosened"
    assert promised(wave) == before


def test_given_an_open_wave_when_tightened_then_it_cannot_be_taken_back(
    wave: Wave, coordinator: Person
) -> None:
    tighten(wave, coordinator, threshold=9, open_threshold=20, breakdowns=[])
    now = promised(wave)
    assert (now["threshold"], now["open_threshold"], now["breakdowns"]) == (9, 20, [])
    with pytest.raises(Refused):
        waves.tighten(
            wave, threshold=7, open_threshold=12, breakdowns=["years_in_work"], actor=coordinator
        )
    assert promised(wave) == now
    assert AuditEvent.objects.filter(verb="wave.tightened").count() == 1


def test_given_a_stale_copy_when_it_is_tightened_then_the_row_decides(
    wave: Wave, coordinator: Person
) -> None:
    stale = Wave.objects.get(pk=wave.pk)
    tighten(wave, coordinator, threshold=10)
    with pytest.raises(Refused):
        tighten(stale, coordinator, threshold=8)
    assert promised(wave)["threshold"] == 10


@pytest.mark.parametrize("state", [Wave.State.OPEN, Wave.State.CLOSED, Wave.State.SEALED])
def test_given_a_wave_past_its_opening_when_edited_then_it_is_refused(
    wave: Wave, coordinator: Person, state: str
) -> None:
    key = "" if state == Wave.State.SEALED else wave.ballot_key
    Wave.objects.filter(pk=wave.pk).update(state=state, ballot_key=key)
    before = promised(wave)
    with pytest.raises(Refused) as refused:
        waves.edit(wave, {"threshold": 5, "kind": Wave.Kind.NAMED}, actor=coordinator)
    assert refused.value.code == "opened"
    assert promised(wave) == before


def test_given_a_sealed_wave_when_tightened_then_it_is_over(
    wave: Wave, coordinator: Person
) -> None:
    Wave.objects.filter(pk=wave.pk).update(state=Wave.State.SEALED, ballot_key="")
    with pytest.raises(Refused) as refused:
        tighten(wave, coordinator, threshold=9)
    assert refused.value.code == "not_open"


def edit_post() -> dict[str, Any]:
    closes = timezone.localtime() + timedelta(days=30)
    return {
        "name_fi": "Toinen nimi",
        "kind": Wave.Kind.NAMED,
        "access": Wave.Access.INVITATION,
        "closes_at_0": f"{closes:%Y-%m-%d}",
        "closes_at_1": "16:00",
        "signature": "Joku muu",
        "threshold": "5",
        "open_threshold": "10",
        "breakdowns": ["years_in_work"],
    }


def test_given_an_open_wave_when_the_edit_form_is_posted_then_nothing_changes(
    wave: Wave, coordinator: Person, client_of: ClientOf
) -> None:
    before = promised(wave)
    address = reverse("wave_edit", args=[wave.slug])
    response = client_of(coordinator).post(address, edit_post(), follow=True)
    assert promised(wave) == before
    assert "muutoksiasi ei tallennettu" in response.content.decode()


def test_given_an_open_wave_when_deleted_or_opened_by_post_then_nothing_changes(
    wave: Wave, coordinator: Person, client_of: ClientOf
) -> None:
    before = promised(wave)
    client = client_of(coordinator)
    assert client.post(reverse("wave_delete", args=[wave.slug])).status_code == 404
    client.post(reverse("wave_open", args=[wave.slug]))
    assert promised(wave) == before


@pytest.mark.parametrize(
    ("sent", "saved"),
    [
        ({"threshold": 6, "open_threshold": 12, "breakdowns": ["years_in_work"]}, False),
        ({"threshold": 7, "open_threshold": 10, "breakdowns": ["years_in_work"]}, False),
        ({"threshold": 7, "open_threshold": 12, "breakdowns": ["makes_sense"]}, False),
        ({"threshold": -1, "open_threshold": 12}, False),
        ({"threshold": 8, "open_threshold": 15, "breakdowns": ["years_in_work"]}, True),
        ({"threshold": 7, "open_threshold": 12}, True),
    ],
)
def test_given_an_open_wave_when_the_tightening_form_is_posted_then_only_stricter_is_saved(
    wave: Wave, coordinator: Person, client_of: ClientOf, sent: dict[str, Any], saved: bool
) -> None:
    before = promised(wave)
    response = client_of(coordinator).post(reverse("wave_tighten", args=[wave.slug]), sent)
    assert (promised(wave) != before) is saved
    assert response.status_code == (302 if saved else 422)


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_given_the_api_then_no_verb_changes_a_wave(
    wave: Wave, coordinator: Person, method: str
) -> None:
    ApiToken.objects.create(person=coordinator, name="x", token_hash=hash_of("avain"))
    before = promised(wave)
    for path in ("waves", f"waves/{wave.slug}", f"waves/{wave.slug}/progress"):
        response = getattr(Client(), method)(
            f"/api/v1/{path}",
            {"threshold": 5},
            content_type="application/json",
            headers={"Authorization": "Bearer avain"},
        )
        assert response.status_code in {404, 405}
    assert promised(wave) == before


def test_given_an_edited_instrument_when_a_wave_is_open_then_it_asks_what_it_asked(
    wave: Wave, coordinator: Person
) -> None:
    assert wave.version is not None
    before = wave.version.content
    wave.instrument.content = {"title": {"fi": "Muuta"}, "questions": []}
    wave.instrument.save()
    wave.version.refresh_from_db()
    assert wave.version.content == before


def test_given_an_open_wave_when_its_closing_is_moved_then_only_the_closing_changes(
    wave: Wave, coordinator: Person
) -> None:
    before = promised(wave)
    later = timezone.now() + timedelta(days=30)
    waves.move_closing(wave, later, actor=coordinator)
    assert promised(wave) == before | {"closes_at": later}
    with pytest.raises(Refused) as refused:
        waves.move_closing(wave, timezone.now() - timedelta(hours=1), actor=coordinator)
    assert refused.value.code == "closes_in_the_past"


def test_given_a_wave_whose_time_is_up_when_its_closing_is_moved_then_it_stays_closed(
    wave: Wave, coordinator: Person
) -> None:
    now = timezone.now()
    Wave.objects.filter(pk=wave.pk).update(
        opens_at=now - timedelta(days=2), closes_at=now - timedelta(minutes=1)
    )
    with pytest.raises(Refused) as refused:
        waves.move_closing(wave, now + timedelta(days=1), actor=coordinator)
    assert refused.value.code == "not_open"
