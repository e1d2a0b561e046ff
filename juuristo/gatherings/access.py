"""Who may do what with series, sessions and sign-ups (trust T5)."""

from juuristo.people.models import Person, Role
from juuristo.programme.access import may_ask_sponsor, may_run_programme, may_sponsor

from .acts import is_time_to_write
from .models import (
    Board,
    Letter,
    Opening,
    OrientationItem,
    OrientationPlan,
    OrientationRecord,
    Series,
    Session,
)
from .models.circles import sessions_followed_by, sessions_shared_with


def may_plan_series(person: Person, series: Series) -> bool:
    """Whoever runs the programme plans its series, sees who is missing, reminds and cancels."""
    return may_run_programme(person, series.programme)


def may_take_attendance(person: Person, session: Session) -> bool:
    """A facilitator of the session, or whoever runs the programme."""
    return may_run_programme(person, session.series.programme) or (
        session.facilitators.filter(pk=person.pk).exists()
    )


def may_write_scripts(person: Person, series: Series) -> bool:
    """Whoever runs the programme or leads something in the series."""
    return Series.objects.led_by(person).filter(pk=series.pk).exists()


def may_follow(person: Person, session: Session) -> bool:
    """Whoever has a seat in the session, leads it or runs the programme sees its screen."""
    return sessions_followed_by(person).filter(pk=session.pk).exists()


def is_of_group(person: Person, session: Session) -> bool:
    """Whoever was there or leads sees what the group has shared."""
    return sessions_shared_with(person).filter(pk=session.pk).exists()


def may_write_act(person: Person, session: Session) -> bool:
    """Whoever was there or leads writes a next act, from the session's beginning for six weeks."""
    return is_time_to_write(session) and is_of_group(person, session)


def may_lead_board(person: Person, board: Board) -> bool:
    """Whoever takes the session's attendance makes its boards, reveals, closes and tidies them."""
    return may_take_attendance(person, board.session)


def may_plan_orientation(person: Person, plan: OrientationPlan) -> bool:
    """Whoever runs the programme writes its plans and sees who goes through them."""
    return may_run_programme(person, plan.programme)


def may_mark_item(person: Person, record: OrientationRecord, item: OrientationItem) -> bool:
    """Whoever is in charge of the item or runs the programme, for others than themselves."""
    if person.pk == record.person_id or item.plan_id != record.plan_id:
        return False
    return is_in_charge(person, record, item) or may_run_programme(person, record.plan.programme)


def is_in_charge(person: Person, record: OrientationRecord, item: OrientationItem) -> bool:
    """The one the item names, or the supervisor of the new person's team."""
    if item.is_supervisors:
        return may_see_team(person) and person.team_id in {record.person.team_id} - {None}
    return item.responsible_id == person.pk


def may_see_team(person: Person) -> bool:
    """A supervisor sees the statutory items of their own team, done or not yet (trust T5)."""
    return person.has_role(Role.SUPERVISOR)


def may_ask_approval(person: Person, series: Series) -> bool:
    """Whoever plans the series, and the mentors who facilitate it, bring it to management."""
    return may_plan_series(person, series) or (
        may_ask_sponsor(person, series.programme)
        and series.facilitators.filter(pk=person.pk).exists()
    )


def may_read_letter(person: Person, letter: Letter) -> bool:
    """Whoever plans the series, and the one in whose name it goes."""
    return may_plan_series(person, letter.series) or letter.signer_id == person.pk


def may_edit_letter(person: Person, letter: Letter) -> bool:
    """Whoever plans the series; and the signer, while the letter waits for their name."""
    waits = letter.state == Letter.State.ASKED
    return may_plan_series(person, letter.series) or (waits and letter.signer_id == person.pk)


def may_sign_letter(person: Person | None, letter: Letter) -> bool:
    """The one in whose name the letter goes, as long as they are management's contact."""
    return (
        person is not None
        and letter.signer_id == person.pk
        and may_sponsor(person, letter.series.programme)
    )


def may_answer_opening(person: Person | None, opening: Opening) -> bool:
    """The one who is asked to open the session, as long as they are management's contact."""
    return (
        person is not None
        and opening.asked_of_id == person.pk
        and may_sponsor(person, opening.session.series.programme)
    )
