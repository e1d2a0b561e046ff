"""A script of three blocks and a session that is about to begin."""

from datetime import timedelta

from django.utils import timezone

from juuristo.gatherings.actions.scripts import create_script
from juuristo.gatherings.models import Script, ScriptBlock, Session
from juuristo.gatherings.script_templates import BlockText
from juuristo.gatherings.tests.factories import SessionFactory
from juuristo.people.models import Organisation, Person

COURSE = [
    BlockText(20, "Kuulumiset", "empathy", "plenary", "Jokainen sanoo jotakin."),
    BlockText(60, "Kuunnellaan pareittain", "guidance", "pairs"),
    BlockText(40, "Oma seuraava teko", "farewell", "silent"),
]
TITLES = [block.title for block in COURSE]


def led_session(organisation: Organisation, mentor: Person, **fields: object) -> Session:
    """Return a session of two hours that the mentor leads and that begins in five minutes."""
    starts_at = timezone.now().replace(second=0, microsecond=0) + timedelta(minutes=5)
    fields = {"starts_at": starts_at, **fields}
    session: Session = SessionFactory(series__programme__organisation=organisation, **fields)
    session.facilitators.add(mentor)
    return session


def scripted(session: Session, actor: Person) -> Script:
    return create_script(session.series, "Kaksi tuntia", COURSE, actor=actor)


def titles(script: Script) -> list[str]:
    return list(script.blocks.order_by("order", "pk").values_list("title", flat=True))


def block(script: Script, title: str) -> ScriptBlock:
    return script.blocks.get(title=title)
