"""Making an instrument one's own, and freezing what is asked when a wave opens."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from juuristo.audit import trail
from juuristo.people.models import Organisation, Person

from ..definition import Definition, content_of, definition_of
from ..drafts import changed_types
from ..faults import faults_of
from ..models import Instrument, InstrumentVersion
from ..ready import ready
from ..refusals import Refused
from .editing import create_instrument, replace_content


@transaction.atomic
def begin_from(organisation: Organisation, key: str, *, actor: Person | None) -> Instrument:
    """Return the organisation's copy of a ready instrument, made unless it is there already.

    A copy that has been edited stays as it is. ``actor`` None is the operator.
    """
    definition = ready(key)
    instrument, is_new = Instrument.objects.get_or_create(
        organisation=organisation,
        key=key,
        defaults={
            "name": definition.title.model_dump(exclude_defaults=True),
            "content": content_of(definition),
        },
    )
    if is_new:
        trail.record(
            "instrument.created", actor=actor, about=instrument, organisation_id=organisation.pk
        )
    return instrument


@transaction.atomic
def bring(
    organisation: Organisation,
    key: str,
    definition: Definition,
    *,
    actor: Person | None,
    replacing: bool = False,
) -> Instrument:
    """Make an instrument of a survey that came in a file, or put it in place of a draft.

    What has been asked stays in its versions. Raises Refused when the key is taken and
    ``replacing`` is not asked for, and for a question that has been asked as another type.
    """
    instrument = Instrument.objects.filter(organisation=organisation, key=key).first()
    if instrument is None:
        name = definition.title.model_dump(exclude_defaults=True) or {"fi": key}
        return create_instrument(
            organisation, name, actor=actor, definition=definition, key=key, is_brought=True
        )
    if not replacing:
        message = _("Kyselypohja ”%(key)s” on jo olemassa. Anna toinen tunniste tai korvaa se.")
        raise Refused("instrument_exists", message % {"key": key})
    if changed := changed_types(instrument, definition):
        message = _("Kysymystä ”%(key)s” on jo kysytty toisella tavalla. Anna sille uusi nimi.")
        raise Refused("asked_differently", message % {"key": changed[0]})
    replace_content(instrument, definition, actor=actor)
    return instrument


@transaction.atomic
def freeze(instrument: Instrument) -> InstrumentVersion:
    """Return the version that asks what the draft says: the latest one, or a new one.

    Raises Refused when something is wrong with the draft.
    """
    content = Instrument.objects.select_for_update().get(pk=instrument.pk).content
    if faults := faults_of(content):
        message = _("Kyselypohjassa on korjattavaa: %(first)s") % {"first": faults[0].message}
        raise Refused("faulty_instrument", message)
    latest = instrument.versions.order_by("-number").first()
    if latest is not None and _asks_the_same(latest.content, content):
        return latest
    return InstrumentVersion.objects.create(
        instrument=instrument,
        number=latest.number + 1 if latest else 1,
        content=content_of(definition_of(content)),
        frozen_at=timezone.now(),
    )


def _asks_the_same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return content_of(definition_of(one)) == content_of(definition_of(other))
