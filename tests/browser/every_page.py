"""Every page there is, from the routes themselves, with someone who may open it.

A route that answers GET is either in NOT_PAGES with its reason, in PREPARED with what must be so
for it to open, or opened as the access matrix says who gets it: no new page escapes.
"""

import json
import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta

from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from allauth.mfa.webauthn.internal.auth import WebAuthn
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings
from django.contrib.auth.tokens import default_token_generator
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from fido2.cose import ES256
from fido2.utils import websafe_encode
from fido2.webauthn import AttestationObject, AttestedCredentialData, AuthenticatorData

from juuristo.gatherings.act_links import act_link
from juuristo.gatherings.actions import allocating
from juuristo.gatherings.models import ScriptBlock, Session
from juuristo.gatherings.own_links import own_link
from juuristo.gatherings.sponsor_links import opening_link, sign_link
from juuristo.gatherings.tests.wishing import (
    close,
    proposal,
    sessions_of,
    wish,
    wishing_series,
)
from juuristo.mail.models import OutgoingMail
from juuristo.people.invitations import invite
from juuristo.people.models import Organisation, Person, Role, RosterImport
from juuristo.people.roster import job
from juuristo.people.tests.factories import (
    OfficeFactory,
    OrganisationFactory,
    PersonFactory,
    TeamFactory,
)
from juuristo.people.tests.roster_files import AINO, HEADER, csv_of
from juuristo.programme import approvals
from juuristo.programme.tests.factories import ProgrammeFactory
from juuristo.surveys.forms.questions import KINDS
from tests.access_objects import (
    BLOCK,
    act,
    approval,
    fill,
    instrument,
    letter,
    opening,
    programme,
    script,
    session,
)
from tests.routes import Route, every_route
from tests.test_access_matrix import ROLES, declared

from .paths import PASSWORD, with_password

NOT_PAGES = {
    "/gatherings/boards/<uuid:pk>/": "needs the real server: tests/browser/test_board.py opens it",
    "/surveys/exports/<uuid:pk>/file/": "a file",
    "/c/<str:pk>/": "a client's page: tests/browser/test_client_card.py opens it in its languages",
    "/c/<str:pk>/sealed/": "ciphertext",
    "/documents/<uuid:pk>/": "a file",
    "/gatherings/own/<str:token>/sessions/<uuid:pk>/calendar.ics": "a calendar file",
    "/gatherings/orientation/<uuid:pk>/certificate.pdf": "a file",
    "/gatherings/orientation/<uuid:pk>/dates.csv": "a file",
    "/gatherings/orientation/<uuid:pk>/dates.pdf": "a file",
    "/gatherings/orientation/plans/<uuid:pk>/people.csv": "a file",
    "/gatherings/boards/<uuid:pk>/notes.<str:form>": "a file",
    "/gatherings/sessions/<uuid:pk>/calendar.ics": "a calendar file",
    "/gatherings/sessions/<uuid:pk>/script/": "sends on to the script",
    "/c/phrases/<slug:code>.json": "JSON",
    "/calendar/<str:token>.ics": "a calendar file",
    "/healthz": "JSON",
    "/invitation/": "sends on to the invitation it remembers",
    "/m/<str:pk>/": "a client's page: tests/browser/test_map.py opens it",
    "/me/download/": "a file",
    "/me/recovery-codes/download/": "a file",
    "/meetings/companion/": "many screens: test_companion_screens.py looks at each",
    "/meetings/companion/manifest.webmanifest": "JSON",
    "/meetings/companion/worker.js": "a script",
    "/meetings/mine/export/": "a file",
    "/people/import/sample.xlsx": "a file",
    "/q/<slug:slug>/": "a respondent's page: tests/browser/test_survey_answer.py opens it",
    "/q/<slug:slug>/form/": "JSON",
    "/s/": "a respondent's page: tests/browser/test_survey_answer.py opens it",
    "/s/form/<str:code>/": "JSON",
    "/surveys/instruments/<uuid:pk>/xlsform.xlsx": "a file",
    "/voice/": "a client's page: tests/browser/test_voice.py opens it in its own languages",
    "/sign-in/passkey/": "JSON, or sent on to sign in",
}


@dataclass(frozen=True)
class Visit:
    """``reader`` opens ``path``; without one, a visitor."""

    path: str
    reader: Person | None = None


@dataclass
class World:
    """One organisation; ``secured`` has every kind of second factor."""

    organisation: Organisation
    cast: dict[str, Person]
    secured: Person
    codes: list[str] = field(default_factory=list)


Prepared = Callable[[World], list[Visit]]


def world() -> World:
    organisation = OrganisationFactory(name={"fi": "Oma virasto"}, is_example=True)
    cast = {
        role: with_password(
            PersonFactory(
                organisation=organisation,
                roles=[Role.ADVISER, Role.MENTOR] if role == "mentor" else [role],
            )
        )
        for role in ROLES
    }
    secured = with_password(PersonFactory(organisation=organisation))
    assert secured.user is not None
    TOTP.activate(secured.user, generate_totp_secret())
    WebAuthn.add(secured.user, "Työpuhelin", _passkey())
    codes = RecoveryCodes.activate(secured.user).get_unused_codes()
    return World(organisation, cast, secured, codes)


def _passkey() -> dict[str, object]:
    """What a device answers when a passkey is made for localhost."""
    secret = ec.generate_private_key(ec.SECP256R1())
    key = ES256.from_cryptography_key(secret.public_key())  # type: ignore[no-untyped-call]  # fido2
    made = AttestedCredentialData.create(bytes(16), b"a passkey", key)
    about = AuthenticatorData.create(
        bytes(32), AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.AT, 0, made
    )
    said = json.dumps({"type": "webauthn.create", "challenge": "", "origin": "http://localhost"})
    return {
        "id": websafe_encode(b"a passkey"),
        "rawId": websafe_encode(b"a passkey"),
        "type": "public-key",
        "response": {
            "clientDataJSON": websafe_encode(said.encode()),
            "attestationObject": websafe_encode(AttestationObject.create("none", about, {})),
        },
    }


def session_key(world: World, reader: Person, *, half: bool = False) -> str:
    """Sign in with the password, and unless only ``half``, with a recovery code where it is
    asked; and confirm the password, as pages about the sign-in itself want."""
    client = Client()
    assert reader.user is not None
    if not reader.user.has_usable_password():
        client.force_login(reader.user)
        return client.cookies[settings.SESSION_COOKIE_NAME].value
    asked = client.post("/sign-in/", {"login": reader.email, "password": PASSWORD})
    assert asked.status_code == 302
    if reader == world.secured and not half:
        client.post("/sign-in/second-factor/", {"code": world.codes.pop()})
    if not half:
        client.post("/me/confirm/", {"password": PASSWORD})
    return client.cookies[settings.SESSION_COOKIE_NAME].value


def half_way(world: World) -> list[Visit]:
    return [Visit("/sign-in/second-factor/", world.secured)]


def secured(*addresses: str) -> Prepared:
    return lambda world: [
        Visit(address.replace("<key>", _key_of(world)), world.secured) for address in addresses
    ]


def _key_of(world: World) -> str:
    assert world.secured.user is not None
    return str(world.secured.user.authenticator_set.get(type="webauthn").pk)  # type: ignore[attr-defined]  # allauth's model


def plain(address: str) -> Prepared:
    """For one who has only a password."""
    return lambda world: [Visit(address, world.cast["adviser"])]


def without_password(world: World) -> list[Visit]:
    person = PersonFactory(organisation=world.organisation)
    person.user.set_unusable_password()
    person.user.save()
    return [Visit("/me/password/set/", person)]


def invitation(world: World) -> list[Visit]:
    newcomer = PersonFactory(organisation=world.organisation, user=None)
    invite(newcomer, actor=world.cast["coordinator"])
    mail = OutgoingMail.objects.get(kind="people/invitation", to=newcomer.email)
    found = re.search(r"http\S+(/invitation/\S+)", mail.text)
    assert found
    return [Visit(found[1])]


def new_password(world: World) -> list[Visit]:
    user = PersonFactory(organisation=world.organisation).user
    key = f"{user_pk_to_url_str(user)}-{default_token_generator.make_token(user)}"
    return [Visit("/password/new/1-not-a-key/"), Visit(f"/password/new/{key}/")]


def rosters(world: World) -> list[Visit]:
    """A staff list in each of its states."""
    states = RosterImport.State
    coordinator = world.cast["coordinator"]
    OfficeFactory(organisation=world.organisation, name="Kotka")
    TeamFactory(organisation=world.organisation, name="Palvelut")
    changed = [world.cast["adviser"].email, "Uusi", "Nimi", "Kotka", "Palvelut", "", "1.1.2015"]
    lists = {
        states.CHECKING: csv_of(HEADER, AINO),
        states.READY: csv_of(HEADER, AINO, changed),
        states.FAULTY: csv_of(HEADER, [*AINO[:3], "Oslo", "Ei ole", "", "32.13.2020"]),
    }
    visits = []
    for state, data in lists.items():
        item = job.begin(SimpleUploadedFile("henkilosto.csv", data), actor=coordinator)
        if state != states.CHECKING:
            job.check_roster.call(str(item.pk), "fi")
        item.refresh_from_db()
        assert item.state == state
        visits.append(Visit(f"/people/import/{item.pk}/", coordinator))
    counts = {"new": 1, "changed": 2, "unchanged": 3, "gone": 4, "applied": True}
    for state in (states.APPLIED, states.FAILED):
        item = RosterImport.objects.create(
            organisation=world.organisation,
            person=coordinator,
            file_name="henkilosto.csv",
            state=state,
            report=counts,
        )
        visits.append(Visit(f"/people/import/{item.pk}/", coordinator))
    return visits


def new_series(world: World) -> list[Visit]:
    """There is a programme to plan it for."""
    programme(world.organisation, world.cast)
    return [Visit("/gatherings/plan/new/", world.cast["coordinator"])]


def new_cafe(world: World) -> list[Visit]:
    """There is a programme to hold it in."""
    programme(world.organisation, world.cast)
    return [Visit("/gatherings/plan/cafe/", world.cast["coordinator"])]


def new_circles(world: World) -> list[Visit]:
    """There is a programme to plan them for."""
    programme(world.organisation, world.cast)
    return [Visit("/gatherings/plan/circles/", world.cast["coordinator"])]


def places_by_wishes(world: World) -> list[Visit]:
    """From wishes to places: gathering, in, proposed, moving one, given."""
    ours = programme(world.organisation, world.cast)
    coordinator, adviser = world.cast["coordinator"], world.cast["adviser"]
    gathering, waiting, proposed, given = (wishing_series(ours) for _ in range(4))
    rows = {series: sessions_of(series, 1, 2) for series in (gathering, waiting, proposed, given)}
    for sessions in rows.values():
        wish(adviser, *sessions)
    close(waiting)
    proposal(proposed, coordinator)
    allocating.confirm(proposal(given, coordinator), actor=coordinator)
    pages = [f"/gatherings/plan/{series.pk}/allocation/" for series in rows]
    return [
        *(Visit(page, coordinator) for page in pages),
        Visit(f"/gatherings/plan/{proposed.pk}/allocation/{adviser.pk}/", coordinator),
        Visit(f"/gatherings/{gathering.pk}/", adviser),
        Visit(f"/gatherings/{waiting.pk}/", adviser),
    ]


def new_orientation_plan(world: World) -> list[Visit]:
    """There is a programme to orient people to."""
    programme(world.organisation, world.cast)
    return [Visit("/gatherings/orientation/plans/new/", world.cast["coordinator"])]


def path_of(link: str) -> str:
    """The path of an absolute address."""
    return "/" + link.split("/", 3)[3]


def asked_approval(world: World) -> list[Visit]:
    """What the sponsor's mail opens."""
    asked = approval(world.organisation, world.cast)
    return [Visit(path_of(approvals.link_to(asked)))]


def letter_to_sign(world: World) -> list[Visit]:
    asked = letter(world.organisation, world.cast)
    return [Visit(path_of(sign_link(asked)))]


def opening_to_answer(world: World) -> list[Visit]:
    asked = opening(world.organisation, world.cast)
    return [Visit(path_of(opening_link(asked)))]


def sponsor_page(world: World) -> list[Visit]:
    """What waits of every kind; and, in a programme of its own, nothing."""
    for make in (approval, letter, opening):
        make(world.organisation, world.cast)
    quiet = ProgrammeFactory(organisation=world.organisation)
    ours = programme(world.organisation, world.cast)
    return [
        Visit(f"/programmes/{one.slug}/sponsor/", world.cast["sponsor"]) for one in (ours, quiet)
    ]


def own_sign_up(world: World) -> list[Visit]:
    """The page of the letter's link: before one signs up, and after."""
    ours = session(world.organisation, world.cast)
    people = (world.cast["supervisor"], world.cast["adviser"])
    return [Visit(path_of(own_link(ours.series, person))) for person in people]


def act_to_write(world: World) -> list[Visit]:
    """Whoever was there writes an act, and whoever was not is told so."""
    held = session(world.organisation, world.cast)
    Session.objects.filter(pk=held.pk).update(starts_at=timezone.now() - timedelta(minutes=90))
    readers = (world.cast["adviser"], world.cast["coordinator"])
    return [Visit(f"/gatherings/sessions/{held.pk}/act/", reader) for reader in readers]


def act_to_tell(world: World) -> list[Visit]:
    return [Visit(path_of(act_link(act(world.organisation, world.cast))))]


def own_giving_up(world: World) -> list[Visit]:
    ours = session(world.organisation, world.cast)
    link = path_of(own_link(ours.series, world.cast["adviser"]))
    return [Visit(f"{link}sessions/{ours.pk}/cancel/")]


def block_of_a_script(world: World) -> list[Visit]:
    """A block of its own: the other addresses of scripts share one."""
    page = f"/gatherings/scripts/{script(world.organisation, world.cast).pk}/blocks/"
    block = ScriptBlock.objects.get(pk=BLOCK)
    block.pk = uuid.uuid4()
    block.save(force_insert=True)
    return [Visit(f"{page}{block.pk}/", world.cast[role]) for role in ("coordinator", "mentor")]


def old_survey(world: World) -> list[Visit]:
    """There is a programme whose survey it was."""
    programme(world.organisation, world.cast)
    return [Visit("/surveys/import/", world.cast["coordinator"])]


def new_wave(world: World) -> list[Visit]:
    """There is a programme to ask something in."""
    programme(world.organisation, world.cast)
    return [Visit("/surveys/new/", world.cast["coordinator"])]


def programmes(world: World) -> list[Visit]:
    """The list is for those who run programmes; the rest are led to the only one."""
    return [Visit("/programmes/", world.cast["coordinator"])]


def question_pages(world: World) -> list[Visit]:
    """A new question is another page for each type."""
    coordinator = world.cast["coordinator"]
    path = f"/surveys/instruments/{instrument(world.organisation, world.cast).pk}/questions/"
    return [
        Visit(path, coordinator),
        *(Visit(f"{path}?type={type_}", coordinator) for type_ in KINDS),
    ]


PREPARED: dict[str, Prepared] = {
    "/acts/tell/<str:token>/": act_to_tell,
    "/gatherings/sessions/<uuid:pk>/act/": act_to_write,
    "/surveys/instruments/<uuid:pk>/questions/": question_pages,
    "/gatherings/orientation/plans/new/": new_orientation_plan,
    "/gatherings/plan/<uuid:pk>/allocation/": places_by_wishes,
    "/gatherings/plan/<uuid:pk>/allocation/<uuid:person>/": places_by_wishes,
    "/gatherings/scripts/<uuid:pk>/blocks/<uuid:block>/": block_of_a_script,
    "/gatherings/plan/cafe/": new_cafe,
    "/gatherings/plan/circles/": new_circles,
    "/gatherings/plan/new/": new_series,
    "/surveys/new/": new_wave,
    "/invitation/<str:token>/": invitation,
    "/me/confirm/code/": secured("/me/confirm/code/"),
    "/me/confirm/passkey/": secured("/me/confirm/passkey/"),
    "/me/passkeys/": secured("/me/passkeys/"),
    "/me/passkeys/<int:pk>/name/": secured("/me/passkeys/<key>/name/"),
    "/me/passkeys/<int:pk>/remove/": secured("/me/passkeys/<key>/remove/"),
    "/me/passkeys/add/": plain("/me/passkeys/add/"),
    "/me/password/set/": without_password,
    "/me/recovery-codes/": secured("/me/recovery-codes/"),
    "/me/recovery-codes/new/": secured("/me/recovery-codes/new/"),
    "/me/second-factor/app/off/": secured("/me/second-factor/app/off/"),
    "/me/second-factor/app/on/": plain("/me/second-factor/app/on/"),
    "/password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/": new_password,
    "/people/import/<uuid:pk>/": rosters,
    "/gatherings/letters/sign/<str:token>/": letter_to_sign,
    "/gatherings/openings/answer/<str:token>/": opening_to_answer,
    "/programmes/<slug:slug>/sponsor/": sponsor_page,
    "/gatherings/own/<str:token>/": own_sign_up,
    "/gatherings/own/<str:token>/sessions/<uuid:pk>/cancel/": own_giving_up,
    "/programme/approve/<str:token>/": asked_approval,
    "/programmes/": programmes,
    "/sign-in/second-factor/": half_way,
    "/surveys/import/": old_survey,
}


def is_page(path: str) -> bool:
    return path not in NOT_PAGES and not path.startswith("/api/")


def readers_of(route: Route, world: World) -> list[Person | None]:
    """Return the least trusted who gets the page, and the coordinator, who often sees more."""
    row = declared()[route]
    if row["visitor"] == "200":
        return [None]
    allowed = [role for role in ROLES if row[role] == "200"]
    assert allowed, f"{route} opens for nobody: say in every_page.py why, or what it needs"
    roles = {allowed[0]}
    if "coordinator" in allowed and not route.path.startswith("/me/"):
        roles.add("coordinator")
    return [world.cast[role] for role in sorted(roles)]


def every_visit(world: World) -> list[Visit]:
    visits: list[Visit] = []
    for route in every_route():
        if route.method != "GET" or not is_page(route.path):
            continue
        if route.path in PREPARED:
            visits += PREPARED[route.path](world)
        else:
            path = fill(route.path, world.organisation, world.cast)
            visits += [Visit(path, reader) for reader in readers_of(route, world)]
    return visits
