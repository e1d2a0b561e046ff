"""What the access matrix knocks at: one object of ours for each kind of address."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from django.core.files.base import ContentFile
from django.utils import timezone

from juuristo.gatherings.actions import sign_up
from juuristo.gatherings.actions.letters import ask_signature, write_letter
from juuristo.gatherings.actions.openings import ask_opening
from juuristo.gatherings.models import (
    Board,
    Commitment,
    Letter,
    Opening,
    OrientationItem,
    OrientationPlan,
    OrientationRecord,
    ParticipantList,
    Script,
    ScriptBlock,
    Series,
    Session,
    SignUp,
)
from juuristo.gatherings.tests.factories import SessionFactory
from juuristo.mail.models import OutgoingMail
from juuristo.meetings.models import Contact, Sealed, Service
from juuristo.meetings.tests.factories import SealedFactory
from juuristo.meetings.tests.walk_factories import walk_of
from juuristo.people.models import ApiToken, Organisation, Person, RosterImport
from juuristo.people.tests.factories import OfficeFactory, PersonFactory
from juuristo.programme.actions import ask_approval
from juuristo.programme.models import Approval, Document, Programme, TimelineEntry
from juuristo.programme.tests.factories import ProgrammeFactory, TimelineEntryFactory
from juuristo.surveys.importing.job import check_file
from juuristo.surveys.models import Instrument, NamedResponse, SurveyExport, SurveyImport, Wave
from juuristo.surveys.tests.factories import CONTENT, InstrumentFactory, WaveFactory
from juuristo.surveys.tests.result_ground import sealed_wave
from juuristo.surveys.tests.waves import open_wave

Cast = dict[str, Person]
Maker = Callable[[Organisation, Cast], Any]
ITEM = UUID(int=2)  # of the adviser's orientation
SOMEBODY = UUID(int=1)  # who has answered under their name
BLOCK = UUID(int=2)  # of a script
BROUGHT = UUID(int=3)  # a meeting tool's list


def programme(organisation: Organisation, cast: Cast) -> Programme:
    """Return the one programme that all the rest belongs to."""
    ours = Programme.objects.filter(organisation=organisation, slug="meidan").first()
    made: Programme = ours or ProgrammeFactory(organisation=organisation, slug="meidan")
    return made


def entry(organisation: Organisation, cast: Cast) -> TimelineEntry:
    made: TimelineEntry = TimelineEntryFactory(programme=programme(organisation, cast))
    return made


def approval(organisation: Organisation, cast: Cast) -> Approval:
    """Return an outline that the mentor asks the sponsor to approve."""
    return ask_approval(
        programme(organisation, cast),
        title="Työpajojen runko",
        outline="20 työpajaa, kaksi tuntia kukin.",
        sponsor=cast["sponsor"],
        actor=cast["mentor"],
    )


def letter(organisation: Organisation, cast: Cast) -> Letter:
    """Return a letter that waits for the sponsor's name."""
    texts = {"subject": {"fi": "Tule mukaan"}, "body": {"fi": "Hyvä työkaveri, tule."}}
    made = write_letter(
        series(organisation, cast), {**texts, "signer": cast["sponsor"]}, actor=cast["coordinator"]
    )
    ask_signature(made, actor=cast["coordinator"])
    return made


def opening(organisation: Organisation, cast: Cast) -> Opening:
    """Return a session that the sponsor is asked to open."""
    return ask_opening(
        session(organisation, cast),
        sponsor=cast["sponsor"],
        wish="Omin sanoin.",
        actor=cast["coordinator"],
    )


def session(organisation: Organisation, cast: Cast) -> Session:
    """Return an open session that the mentor facilitates and the adviser has a place in."""
    made: Session = SessionFactory(series__programme=programme(organisation, cast))
    made.facilitators.add(cast["mentor"])
    made.series.facilitators.add(cast["mentor"])
    sign_up(made, cast["adviser"], actor=cast["adviser"])
    return made


def board(organisation: Organisation, cast: Cast) -> Board:
    """Return a flipchart of that session."""
    columns = [{"key": "c1", "title": "Ajatukset"}]
    return Board.objects.create(
        session=session(organisation, cast), title="Kahvilan taulu", columns=columns
    )


def series(organisation: Organisation, cast: Cast) -> Series:
    return session(organisation, cast).series


def signup(organisation: Organisation, cast: Cast) -> SignUp:
    """Return the adviser's place."""
    return session(organisation, cast).signups.get()


def participants(organisation: Organisation, cast: Cast) -> Session:
    """Return a session that a meeting tool's list was brought to and waits for its review."""
    made = session(organisation, cast)
    ParticipantList.objects.filter(pk=BROUGHT).delete()
    ParticipantList.objects.create(pk=BROUGHT, session=made, rows=[])
    return made


def document(organisation: Organisation, cast: Cast) -> Document:
    return Document.objects.create(
        entry=entry(organisation, cast),
        file=ContentFile(b"x", "kirje.txt"),
        name="kirje.txt",
        content_type="text/plain",
        size=1,
    )


def roster(organisation: Organisation, cast: Cast) -> RosterImport:
    """Return a faulty staff list that the coordinator brought."""
    return RosterImport.objects.create(
        organisation=organisation,
        person=cast["coordinator"],
        file_name="henkilosto.csv",
        state=RosterImport.State.FAULTY,
        report={
            **dict.fromkeys(("new", "changed", "unchanged", "gone"), 0),
            "applied": False,
            "faults": [],
        },
    )


def mail(organisation: Organisation, cast: Cast) -> OutgoingMail:
    return OutgoingMail.objects.create(
        organisation_id=organisation.id,
        kind="gatherings/booked",
        to="adviser@example.org",
        language="fi",
        subject="Paikka",
        state=OutgoingMail.State.FAILED,
    )


def sealed(organisation: Organisation, cast: Cast) -> Sealed:
    """Return a card of nobody's: the row knows no organisation."""
    made: Sealed = SealedFactory()
    return made


def token(organisation: Organisation, cast: Cast) -> ApiToken:
    """Return a token of somebody that nobody knocking is."""
    return ApiToken.objects.create(
        person=PersonFactory(organisation=organisation), name="x", token_hash=uuid4().hex
    )


def service(organisation: Organisation, cast: Cast) -> Service:
    return Service.objects.create(organisation=organisation, name={"fi": "Kielikahvila"})


def contact(organisation: Organisation, cast: Cast) -> Contact:
    return Contact.objects.create(organisation=organisation, name={"fi": "Neuvonta"}, phone="020 1")


def wave_by_link(organisation: Organisation, cast: Cast) -> Wave:
    """Return an open survey that anyone with its link may answer."""
    made: Wave = open_wave(programme=programme(organisation, cast), access="link")
    return made


def draft_wave(organisation: Organisation, cast: Cast) -> Wave:
    made: Wave = WaveFactory(programme=programme(organisation, cast))
    return made


def running_wave(organisation: Organisation, cast: Cast) -> Wave:
    """Return an open survey whose results the mentor will read."""
    made = open_wave(programme=programme(organisation, cast))
    made.readers.add(cast["mentor"])
    return made


def wave_to_sum_up(organisation: Organisation, cast: Cast) -> Wave:
    """Return a confidential survey that the mentor alone reads."""
    made: Wave = WaveFactory(
        is_open=True,
        programme=programme(organisation, cast),
        kind=Wave.Kind.CONFIDENTIAL,
        state=Wave.State.SEALED,
        sealed_at=timezone.now(),
    )
    made.readers.add(cast["mentor"])
    return made


def instrument(organisation: Organisation, cast: Cast) -> Instrument:
    made: Instrument = InstrumentFactory(organisation=organisation)
    return made


def told_wave(organisation: Organisation, cast: Cast) -> Wave:
    """Return a sealed survey whose results are told, with one breakdown."""
    answers = [
        {"makes_sense": "yes" if number % 3 else "no", "years_in_work": years, "why": "Näin on."}
        for number, years in enumerate(["under_1", "over_1"] * 6)
    ]
    return sealed_wave(
        CONTENT, answers, programme=programme(organisation, cast), breakdowns=["years_in_work"]
    )


def named_wave(organisation: Organisation, cast: Cast) -> Wave:
    """Return a survey that somebody has answered under their name."""
    ours = programme(organisation, cast)
    wave = Wave.objects.filter(programme=ours, kind=Wave.Kind.NAMED).first()
    wave = wave or sealed_wave(CONTENT, [], programme=ours, kind=Wave.Kind.NAMED)
    somebody = Person.objects.filter(pk=SOMEBODY).first()
    NamedResponse.objects.get_or_create(
        wave=wave,
        person=somebody or PersonFactory(pk=SOMEBODY, organisation=organisation),
        defaults={"answers": {"makes_sense": "yes", "why": "Näin on."}},
    )
    return wave


def survey_export(organisation: Organisation, cast: Cast) -> SurveyExport:
    """Return the coordinator's own export, waiting."""
    return SurveyExport.objects.create(
        wave=told_wave(organisation, cast),
        person=cast["coordinator"],
        format=SurveyExport.Format.XLSX,
        language="fi",
    )


def survey_import(organisation: Organisation, cast: Cast) -> SurveyImport:
    """Return a file of old answers that the coordinator brought, read by the worker."""
    item = SurveyImport.objects.create(
        programme=programme(organisation, cast),
        instrument=instrument(organisation, cast),
        person=cast["coordinator"],
        file_name="vanha.csv",
        file=ContentFile(b"makes_sense;why\nyes;Koska\n", "vanha.csv"),
    )
    check_file.call(str(item.pk), "fi")
    return item


def act(organisation: Organisation, cast: Cast) -> Commitment:
    """Return the adviser's own next act."""
    made, _is_new = Commitment.objects.get_or_create(
        session=session(organisation, cast), person=cast["adviser"], defaults={"text": "Kuuntelen."}
    )
    return made


def orientation(organisation: Organisation, cast: Cast) -> OrientationRecord:
    """Return the adviser's orientation; the mentor is in charge of its one item."""
    ours = programme(organisation, cast)
    made = OrientationRecord.objects.filter(plan__programme=ours).first()
    if made:
        return made
    plan = OrientationPlan.objects.create(
        programme=ours,
        name={"fi": "Tervetuloa"},
        begins_from=timezone.localdate(),
        published_at=timezone.now(),
    )
    plan.items.create(pk=ITEM, title={"fi": "Avaimet"}, order=1, responsible=cast["mentor"])
    return OrientationRecord.objects.create(
        plan=plan, person=cast["adviser"], began_on=timezone.localdate()
    )


def orientation_plan(organisation: Organisation, cast: Cast) -> OrientationPlan:
    return orientation(organisation, cast).plan


def orientation_item(organisation: Organisation, cast: Cast) -> OrientationItem:
    return orientation(organisation, cast).plan.items.get()


def script(organisation: Organisation, cast: Cast) -> Script:
    """Return the script of a series that the mentor leads, with one block."""
    ScriptBlock.objects.filter(pk=BLOCK).delete()
    made = Script.objects.create(series=series(organisation, cast), name="Kaksi tuntia")
    ScriptBlock.objects.create(pk=BLOCK, script=made, order=0, minutes=15, title="Kuulumiset")
    return made


# REST reads a body before it looks for the thing: these routes are asked with one it understands.
BODIES: dict[tuple[str, str], dict[str, Any]] = {
    ("POST", "/api/v1/boards/<uuidstr:board_id>/ops"): {"ops": []},
    ("PUT", "/api/v1/scripts/<uuidstr:script_id>"): {"version": 1, "blocks": []},
}

# The longest beginning of a route that is listed makes the object its "pk" or "slug" means.
MAKERS: dict[str, Maker] = {
    "/acts/": act,
    "/people/<uuid:pk>": lambda organisation, cast: PersonFactory(organisation=organisation),
    "/people/import/": roster,
    "/people/places/": lambda organisation, cast: OfficeFactory(organisation=organisation),
    "/me/tokens/": token,
    "/c/": sealed,
    "/m/": sealed,
    "/mail/": mail,
    "/q/": wave_by_link,
    "/surveys/instruments/": instrument,
    "/surveys/<slug:slug>/": running_wave,
    "/surveys/<slug:slug>/export/": told_wave,
    "/surveys/import/": survey_import,
    "/surveys/exports/": survey_export,
    "/surveys/<slug:slug>/edit/": draft_wave,
    "/surveys/<slug:slug>/open/": draft_wave,
    "/surveys/<slug:slug>/delete/": draft_wave,
    "/surveys/<slug:slug>/synthesis/": wave_to_sum_up,
    "/surveys/<slug:slug>/results/": told_wave,
    "/surveys/<slug:slug>/results/named/": named_wave,
    "/api/v1/waves/": running_wave,
    "/gatherings/<uuid:pk>": series,
    "/gatherings/sessions/": session,
    "/gatherings/sessions/<uuid:pk>/participants/": participants,
    "/gatherings/boards/": board,
    "/gatherings/letters/<uuid:pk>/": letter,
    "/gatherings/openings/<uuid:pk>/": opening,
    "/api/v1/boards/": board,
    "/gatherings/own/": session,
    "/gatherings/orientation/<uuid:pk>": orientation,
    "/gatherings/orientation/items/": orientation_item,
    "/gatherings/orientation/plans/": orientation_plan,
    "/gatherings/plan/<uuid:pk>": series,
    "/gatherings/scripts/": script,
    "/gatherings/plan/sessions/": session,
    "/meetings/mine/": lambda organisation, cast: walk_of(cast["adviser"]),
    "/programmes/": programme,
    "/programmes/<slug:slug>/entries/<uuid:pk>/": entry,
    "/programmes/<slug:slug>/approvals/<uuid:pk>/": approval,
    "/documents/": document,
    "/meetings/card/services/": service,
    "/meetings/card/contacts/": contact,
    "/api/v1/orientation/records/": orientation,
    "/api/v1/programmes/": programme,
    "/api/v1/scripts/": script,
    "/api/v1/series/": series,
    "/api/v1/sessions/": session,
    "/api/v1/signups/": signup,
}
FIXED = {
    "<str:token>": "not-a-token",
    "<int:pk>": "1",
    "<slug:by>": "years_in_work",
    "<slug:question>": "why",
    "<uuid:item>": str(ITEM),
    "<uuid:person>": str(SOMEBODY),
    "<uuid:block>": str(BLOCK),
    "<uuid:kept>": str(BROUGHT),
    "<str:kind>": "office",
    "<str:form>": "csv",
    "<str:code>": "not-a-code",
    "<slug:code>": "sv",
    "<slug:key>": "why",  # a question of every made-up instrument
    "<slug:ready>": "rooting-pulse",
    "(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)": "1-not-a-key",
    "<date:day>": (timezone.localdate() + timedelta(days=1)).isoformat(),
}


def fill(path: str, organisation: Organisation, cast: Cast) -> str:
    """Return the address of one object of ``organisation`` for a route."""
    for placeholder, value in FIXED.items():
        path = path.replace(placeholder, value)
    if "<" not in path:
        return path
    beginnings = sorted((b for b in MAKERS if path.startswith(b)), key=len)
    assert beginnings, f"access_objects.py does not know what {path} is about"
    made = MAKERS[beginnings[-1]](organisation, cast)
    named = made if hasattr(made, "slug") else getattr(made, "programme", made)
    filled = re.sub(r"[<{](\w+:)?slug[>}]", str(getattr(named, "slug", "")), path)
    return re.sub(r"[<{](\w+:)?\w+[>}]", str(made.pk), filled)
