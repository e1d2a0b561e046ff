"""Making, renewing and revoking the addresses by which calendar programs read."""

from django.db import transaction
from django.utils import timezone

from juuristo.audit import trail
from juuristo.gatherings.models import CalendarFeed
from juuristo.people.models import Person


@transaction.atomic
def make_feed(person: Person, scope: str, *, actor: Person) -> CalendarFeed:
    """Give ``person`` an address. One that is in use stays as it is; one revoked never returns:
    the new address is another."""
    feed, is_new = CalendarFeed.objects.select_for_update().get_or_create(
        person=person, scope=scope, defaults={"organisation_id": person.organisation_id}
    )
    if not is_new and feed.revoked_at is None:
        return feed
    if not is_new:
        _issue_anew(feed)
    trail.record("feed.made", actor=actor, about=feed)
    return feed


@transaction.atomic
def renew_feed(person: Person, scope: str, *, actor: Person) -> None:
    """Give a new address for the one in use, which stops working at once."""
    feed = _in_use(person, scope)
    if feed:
        _issue_anew(feed)
        trail.record("feed.renewed", actor=actor, about=feed)


@transaction.atomic
def revoke_feed(person: Person, scope: str, *, actor: Person) -> None:
    """Stop the address at once. Again does nothing."""
    feed = _in_use(person, scope)
    if feed:
        feed.revoked_at = timezone.now()
        feed.save(update_fields=["revoked_at"])
        trail.record("feed.revoked", actor=actor, about=feed)


def _in_use(person: Person, scope: str) -> CalendarFeed | None:
    rows = CalendarFeed.objects.select_for_update().filter(person=person, scope=scope)
    return rows.filter(revoked_at=None).order_by("pk").first()


def _issue_anew(feed: CalendarFeed) -> None:
    feed.issue += 1
    feed.made_at, feed.revoked_at = timezone.now(), None
    feed.save(update_fields=["issue", "made_at", "revoked_at"])
