"""Inviting people by an e-mail link, and accepting the invitation."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django_tasks import task

from juuristo.audit import trail
from juuristo.mail import outbox
from juuristo.shell.links import absolute

from .access import may_edit_person
from .actions import RefusedError
from .models import Invitation, Person, PersonQuerySet, User
from .tokens import hash_of, new_token

LIFETIME = timedelta(days=14)
AT_ONCE = 50


def find(token: str) -> Invitation | None:
    """Return the invitation whose link carries ``token``, open or not."""
    known = Invitation.objects.select_related("person__organisation", "person__user")
    return known.filter(token_hash=hash_of(token)).first()


def is_open(invitation: Invitation) -> bool:
    return (
        invitation.accepted_at is None
        and invitation.expires_at > timezone.now()
        and invitation.person.user_id is None
        and not invitation.person.has_left()
    )


def invitable(people: PersonQuerySet) -> PersonQuerySet:
    """Those of ``people`` who have no sign-in, no open invitation and have not left."""
    today = timezone.localdate()
    return (
        people.filter(user=None)
        .exclude(left_date__lte=today)
        .exclude(
            invitations__in=Invitation.objects.filter(
                accepted_at=None, expires_at__gt=timezone.now()
            )
        )
    )


@transaction.atomic
def invite(person: Person, *, actor: Person) -> Invitation:
    """Send ``person`` a link with which they make their sign-in; an earlier link stops working.

    Raises RefusedError: ``forbidden``, ``already_signed_in``, ``has_left``.
    """
    if not may_edit_person(actor, person):
        raise RefusedError("forbidden", _("Et voi kutsua tätä ihmistä."))
    if person.user_id:
        raise RefusedError("already_signed_in", _("Hänellä on jo tunnus."))
    if person.has_left():
        raise RefusedError("has_left", _("Hän ei ole enää töissä organisaatiossa."))
    now = timezone.now()
    person.invitations.filter(accepted_at=None, expires_at__gt=now).update(expires_at=now)
    token = new_token()
    invitation = Invitation.objects.create(
        person=person, token_hash=hash_of(token), created_at=now, expires_at=now + LIFETIME
    )
    trail.record("person.invited", actor=actor, about=person)
    _mail(person, token, invitation)
    return invitation


def _mail(person: Person, token: str, invitation: Invitation) -> None:
    outbox.queue(
        "people/invitation",
        to=person.email,
        language=person.language,
        context={
            "person": person,
            "organisation": person.organisation,
            "url": absolute(reverse("accept_invitation", args=[token])),
            "expires_at": timezone.localtime(invitation.expires_at, person.organisation.zone),
        },
        organisation_id=person.organisation_id,
    )


def invite_all(people: Iterable[Person], *, actor: Person) -> None:
    """Invite each of ``people``: a few at once, many in the background."""
    ids = [str(person.pk) for person in people]
    if len(ids) <= AT_ONCE:
        _invite_each(ids, str(actor.pk))
    else:
        invite_in_background.enqueue(ids, str(actor.pk))


def _invite_each(person_ids: list[str], actor_id: str) -> None:
    actor = Person.objects.get(pk=UUID(actor_id))
    people = Person.objects.filter(pk__in=person_ids, organisation=actor.organisation_id)
    for person in invitable(people).select_related("organisation", "user").order_by("id"):
        invite(person, actor=actor)


@task()
def invite_in_background(person_ids: list[str], actor_id: str) -> None:
    """Invite many; run again after a break it skips those already invited."""
    _invite_each(person_ids, actor_id)


@transaction.atomic
def accept_with_password(invitation: Invitation, *, password: str, language: str) -> User:
    """Make the sign-in of the invited person, who then has it.

    Raises RefusedError: ``not_open``.
    """
    person = _taken(invitation)
    user = User.objects.create_user(person.email, password, language=language)
    _join(person, user)
    return user


@transaction.atomic
def accept_as(invitation: Invitation, *, user: User) -> Person:
    """Join the invited person to a sign-in that its owner already has, after signing in.

    Raises RefusedError: ``not_open``, ``other_email``, ``already_there``.
    """
    person = _taken(invitation)
    if user.email.lower() != person.email.lower():
        raise RefusedError("other_email", _("Kutsu on toiselle sähköpostiosoitteelle."))
    if user.people.filter(organisation=person.organisation_id).exists():
        raise RefusedError("already_there", _("Olet jo tässä organisaatiossa."))
    _join(person, user)
    return person


def _taken(invitation: Invitation) -> Person:
    """Lock the invitation and mark it used."""
    locked = Invitation.objects.select_for_update(of=("self",)).get(pk=invitation.pk)
    if not is_open(locked):
        raise RefusedError("not_open", _("Kutsu on jo käytetty tai vanhentunut."))
    locked.accepted_at = timezone.now()
    locked.save(update_fields=["accepted_at"])
    return locked.person


def _join(person: Person, user: User) -> None:
    person.user = user
    person.save(update_fields=["user"])
    trail.record("invitation.accepted", actor=person, about=person)
