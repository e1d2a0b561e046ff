"""The example on the pictures' day, with what the day itself brings: a session being led, a staff
list to look at, a newcomer whose orientation is under way."""

from dataclasses import dataclass
from datetime import timedelta

import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.test import Client
from django.utils import translation

from example import loader
from juuristo.gatherings.actions import allocating, running
from juuristo.gatherings.allocation_job import reckon
from juuristo.gatherings.models import Board, DoneItem, Kind, Letter, Series, Session, SignUp
from juuristo.gatherings.sponsor_links import sign_link
from juuristo.people.models import Organisation, Person
from juuristo.people.roster import job
from juuristo.programme.models import Programme
from juuristo.surveys.links import invitation_link
from juuristo.surveys.models import Wave

from .day import NOW

CAST = ("adviser", "mentor", "coordinator", "sponsor", "supervisor", "admin")
PROGRAMME, CASE = "kohtaava-nyt", "kohtaava-2020-2022"
BEGAN = NOW - timedelta(minutes=30)
NEXT = NOW - timedelta(minutes=12)  # when the block that is on began


@dataclass
class Ground:
    """Who looks at the pages, and where the pages are that have no address of their own."""

    organisation: Organisation
    people: dict[str, Person]
    places: dict[str, str]

    def cookie(self, reader: str) -> str:
        """The session of ``reader``, as when signed in."""
        client = Client()
        user = self.people[reader].user
        assert user is not None
        with time_machine.travel(NOW):
            client.force_login(user)
        return client.cookies[settings.SESSION_COOKIE_NAME].value

    def participants(self) -> bytes:
        """A meeting tool's list of the session being led, with two whom nobody can be sure of."""
        session = Session.objects.get(pk=self.places["led"])
        seated = session.signups.filter(state__in=SignUp.HOLDS_SEAT).order_by("created_at")
        *people, unsure = [one.person for one in seated[:10]]
        rows = [(one.full_name, one.email, "1 t 52 min") for one in people]
        rows += [(unsure.first_name, "", "1 t 40 min"), ("iPad", "", "35 min")]
        lines = ["Nimi,Sähköposti,Kesto kokouksessa", *(",".join(row) for row in rows)]
        return "\r\n".join(lines).encode()

    def propose(self) -> None:
        """Close the time for wishes and have the places reckoned."""
        series = Series.objects.get(pk=self.places["cases"])
        Series.objects.filter(pk=series.pk).update(signup_closes_at=NOW)
        with time_machine.travel(NOW + timedelta(minutes=1)):
            row = allocating.ask(series, actor=self.people["coordinator"])
            reckon.call(str(row.pk))


def load() -> Ground:
    """Make the database, load the example, and add the day."""
    call_command("setup", verbosity=0)
    with time_machine.travel(NOW, tick=False), translation.override("fi"):
        organisation = loader.load()
        ours = Person.objects.filter(organisation=organisation)
        people = {name: ours.get(email=f"{name}@example.org") for name in CAST}
        _let_one_wait(people["supervisor"])
        programme = Programme.objects.get(organisation=organisation, slug=PROGRAMME)
        led = _led_today(programme, people["mentor"])
        places = _places_of(programme, people) | {
            "led": str(led.pk),
            "roster": _staff_list(people["admin"]),
        }
    return Ground(organisation, people, places)


def _places_of(programme: Programme, people: dict[str, Person]) -> dict[str, str]:
    recaps = programme.series.get(kind=Kind.WORKSHOP)
    letter = Letter.objects.get(series=recaps)
    waves = Wave.objects.filter(programme=programme)
    wave = waves.get(slug="pulse-3")
    told = waves.filter(session_id__isnull=False, readers=people["mentor"]).order_by("opens_at")
    case = Programme.objects.get(organisation=programme.organisation, slug=CASE)
    return {
        "programme": PROGRAMME,
        "case": CASE,
        "recaps": str(recaps.pk),
        "cases": str(programme.series.get(kind=Kind.CASE_WORKSHOP).pk),
        "script": str(recaps.scripts.get(session=None).pk),
        "board": str(Board.objects.get(session__series__programme=programme).pk),
        "letter": str(letter.pk),
        "signing": sign_link(letter).rstrip("/").rpartition("/")[2],
        "survey": invitation_link(wave.invitations.get(person=people["adviser"])).partition("/s/")[
            2
        ],
        "open": wave.slug,
        "results": "pulse-2",
        "feedback": told[0].slug,
        "plan": str(case.orientation_plans.get().pk),
    }


def _led_today(programme: Programme, mentor: Person) -> Session:
    """Let the mentor's next workshop be held this morning; its third block is on."""
    recaps = programme.series.get(kind=Kind.WORKSHOP)
    ahead = recaps.sessions.filter(facilitators=mentor, starts_at__gt=NOW)
    session = ahead.order_by("starts_at")[0]
    session.starts_at, session.ends_at = BEGAN, BEGAN + timedelta(hours=2)
    session.place, session.remote_link = "", "https://example.org/etahuone"
    session.save()
    with time_machine.travel(BEGAN):
        run = running.begin(session, actor=mentor)
    with time_machine.travel(NEXT):
        running.go_to(run, 2, version=run.version, actor=mentor)
    return session


def _let_one_wait(supervisor: Person) -> None:
    """In the supervisor's team the newest has not done one of the statutory items yet."""
    done = DoneItem.objects.filter(record__person__team=supervisor.team_id, item__is_statutory=True)
    last = done.select_related("record").order_by("-record__began_on", "-item__order")[0]
    last.record.completed_at = None
    last.record.save()
    last.delete()


def _staff_list(admin: Person) -> str:
    """A checked staff list: everybody as they are, but one new, one changed and two missing."""
    people = Person.objects.filter(organisation=admin.organisation).in_service(NOW.date())
    everyone = people.select_related("office", "team").order_by("last_name", "first_name", "pk")
    header = "sähköposti;etunimi;sukunimi;toimipaikka;tiimi;nimike"
    rows = [
        f"{one.email};{one.first_name};{one.last_name};{one.office or ''};{one.team or ''};"
        f"{'johtava asiantuntija' if number == 30 else one.title}"
        for number, one in enumerate(everyone)
        if number not in (60, 90) or one.user_id
    ]
    rows.append(f"tuuli.keto@example.org;Tuuli;Keto;Kotka;{everyone[30].team};asiantuntija")
    upload = SimpleUploadedFile("henkilosto.csv", "\r\n".join([header, *rows]).encode())
    item = job.begin(upload, actor=admin)
    job.check_roster.call(str(item.pk), "fi")
    return str(item.pk)
