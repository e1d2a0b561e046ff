"""What follows when a calendar program answers an invitation by mail."""

from django.db import transaction

from juuristo.gatherings import emails, refusals, seats
from juuristo.gatherings.calendar_replies import NoReply, Reply
from juuristo.gatherings.models import FacilitatorEvent, SignUp

from . import signing_up

DECLINED = "DECLINED"
State = SignUp.State


@transaction.atomic
def take_reply(reply: Reply) -> str:
    """Do what the answer asks for and return what happened.

    ``noted``: not a refusal, nothing to do. ``cancelled``: the place is given up, as the person's
    own act. ``already``: there was no place any more. ``past``: the session has begun, the place
    stays. ``outdated``: the answer is to an older invitation, the place stays. ``led``: who leads
    is the coordinator's to change. Whatever stays is told to the one who refused.

    Raises ``NoReply``: ``unknown_event``, ``forged`` (it comes from somebody else).
    """
    return _about_lead(reply) if reply.led else _about_place(reply)


def _about_place(reply: Reply) -> str:
    rows = SignUp.objects.select_related("session__series__programme__organisation", "person__user")
    signup = rows.filter(pk=reply.signup_id).first() if reply.signup_id else None
    if signup is None:
        raise NoReply("unknown_event")
    if signup.person.email.casefold() != reply.sender:
        raise NoReply("forged")
    if reply.status != DECLINED:
        return "noted"
    seats.hold(signup.session)
    signup.refresh_from_db()
    if signup.state == State.CANCELLED:
        return "already"
    if reply.sequence < signup.calendar_sequence or signup.state == State.WAITING:
        emails.place_stays(signup, why="outdated")
        return "outdated"
    try:
        signing_up.cancel(signup, actor=signup.person, mail=emails.declined)
    except refusals.Refused:
        emails.place_stays(signup, why="past")
        return "past"
    return "cancelled"


def _about_lead(reply: Reply) -> str:
    assert reply.led
    session_id, person_id = reply.led
    rows = FacilitatorEvent.objects.filter(session=session_id, person=person_id)
    event = rows.select_related("session__series__programme__organisation", "person__user").first()
    if event is None:
        raise NoReply("unknown_event")
    if event.person.email.casefold() != reply.sender:
        raise NoReply("forged")
    if reply.status != DECLINED:
        return "noted"
    if event.is_cancelled:
        return "already"
    emails.lead_stays(event)
    return "led"
