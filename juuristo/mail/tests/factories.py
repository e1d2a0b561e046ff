"""Invented mail for tests."""

import factory
from factory.django import DjangoModelFactory

from juuristo.mail.models import OutgoingMail


class OutgoingMailFactory(DjangoModelFactory[OutgoingMail]):
    kind = "tests/greeting"
    to = factory.Sequence(lambda n: f"reader{n}@example.org")
    language = "fi"
    subject = "Paikkasi on varattu"
    text = "Hei! Äiti söi mökillä.\n"
    html = '<!doctype html><html lang="fi"><p>Hei! Äiti söi mökillä.</p></html>'

    class Meta:
        model = OutgoingMail


class FailedMailFactory(OutgoingMailFactory):
    state = OutgoingMail.State.FAILED
    attempts = 1
    last_error = "refused|550 no such user"
