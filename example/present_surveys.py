"""The surveys of the living present: two pulses that are over, one that is open, and feedback.

The open one has been answered by some and waits for the fixed adviser. Nobody is written to: the
example's people exist only here.
"""

import random
import secrets
from collections.abc import Sequence
from datetime import date, time, timedelta

from django.utils import timezone

from juuristo.gatherings.models import Session, SignUp
from juuristo.people.models import Person
from juuristo.programme.models import Programme
from juuristo.surveys.actions.instruments import begin_from
from juuristo.surveys.actions.waves import begin
from juuristo.surveys.answers import clean
from juuristo.surveys.ballots import hash_of_ballot, key_of, make_key
from juuristo.surveys.definition import definition_of
from juuristo.surveys.envelopes import close_envelope
from juuristo.surveys.models import Arrival, FeedbackSetting, Reminder, SpentBallot, Wave

from . import case
from .history import texts
from .people import Cast
from .present import working_day
from .surveys import Answers, dealt, marks, moment_of, put, sealed_wave, store, words_of

STATEMENTS = (
    *("sense_aim", "sense_worth", "part_mine", "part_carriers"),
    *("together_daily", "together_room", "weigh_talk", "weigh_mend"),
)
# Mean marks 1–7 by statement, in spring and in autumn: what is talked of together has grown.
SPRING = (5.4, 5.6, 4.3, 4.6, 4.9, 3.4, 3.1, 3.3)
AUTUMN = (5.6, 5.7, 4.6, 5.0, 5.0, 3.5, 4.2, 4.0)
# Those new to the work are so few that they stay protected, and hide another group with them.
YEARS = {"under_1": 3, "from_1_to_3": 14, "from_4_to_10": 38, "over_10": 55}
ANSWERED = 118
ANSWERED_SO_FAR = 61
FEEDBACK = (9, 4, 8)  # answers to the three recap workshops held


def load(programme: Programme, cast: Cast) -> None:
    """Store the present's surveys."""
    rng = random.Random(case.SEED + 14)  # noqa: S311 - a fixed seed
    today = timezone.localdate(timezone=cast.organisation.zone)
    staff = cast.in_service(today)
    spring = (
        "Pulssi, uuden kierroksen alku|Pulsen, det nya varvets början|Pulse, a new round begins"
    )
    autumn = "Pulssi, kertausten alla|Pulsen, före repetitionen|Pulse, before the recaps"
    _pulse(rng, programme, (today - timedelta(days=72), spring, "pulse-1"), SPRING, len(staff))
    _pulse(rng, programme, (today - timedelta(days=40), autumn, "pulse-2"), AUTUMN, len(staff))
    _open_pulse(rng, programme, cast, staff, today)
    _feedback(rng, programme)


def pulse_answers(rng: random.Random, count: int, means: Sequence[float]) -> list[Answers]:
    rows: list[Answers] = [{} for _ in range(count)]
    for key, mean in zip(STATEMENTS, means, strict=True):
        put(rows, key, marks(rng, count, round(mean * count), most=7))
    put(rows, "years_in_work", dealt(rng, YEARS, ANSWERED)[:count])
    said = words_of("present")["needs_now"]
    for row, text in zip(rng.sample(rows, 2 * len(said)), said * 2, strict=True):
        row["needs_now"] = text
    return rows


def _pulse(
    rng: random.Random,
    programme: Programme,
    what: tuple[date, str, str],
    means: Sequence[float],
    invited: int,
) -> None:
    begins, name, slug = what
    wave = sealed_wave(
        programme,
        "rooting-pulse",
        (begins, begins + timedelta(days=12)),
        name,
        slug=slug,
        signature="mentoriryhmä",
        breakdowns=["years_in_work"],
        invited=invited,
        delivered=invited,
    )
    known = {begins + timedelta(days=2): 61, begins + timedelta(days=6): 83}
    store(rng, wave, pulse_answers(rng, ANSWERED, means), known)


def _open_pulse(
    rng: random.Random, programme: Programme, cast: Cast, staff: Sequence[Person], today: date
) -> None:
    """A pulse that is open: its answers lie in envelopes, as any answer does until the end."""
    opened = moment_of(programme, working_day(today, -4), time(8))
    wave = Wave.objects.create(
        programme=programme,
        instrument=begin_from(programme.organisation, "rooting-pulse", actor=None),
        slug="pulse-3",
        name=texts("Pulssi, nyt|Pulsen, nu|Pulse, now"),
        signature="mentoriryhmä",
        breakdowns=["years_in_work"],
        opens_at=opened,
        closes_at=moment_of(programme, working_day(today, 10), time(16)),
        invited_at=opened,
        delivered=len(staff),
        created_at=opened,
    )
    Reminder.objects.create(wave=wave, number=1, due_on=working_day(today, 5))
    begin(wave, staff, key=make_key(), actor=None)
    _answer_some(rng, wave, cast.adviser)


def _answer_some(rng: random.Random, wave: Wave, waits: Person) -> None:
    assert wave.version is not None
    key, definition = key_of(wave), definition_of(wave.version.content)
    Arrival.objects.bulk_create(
        Arrival(
            id=rng.getrandbits(63),
            wave=wave,
            envelope=close_envelope(key, wave.pk, clean(definition, given)),
            is_mixed=True,
        )
        for given in pulse_answers(rng, ANSWERED_SO_FAR, AUTUMN)
    )
    SpentBallot.objects.bulk_create(
        SpentBallot(ballot_hash=hash_of_ballot(wave.pk, secrets.token_bytes(64)), wave=wave)
        for _ in range(ANSWERED_SO_FAR)
    )
    others = wave.invitations.exclude(person=waits).order_by("person__email")
    answered = rng.sample(list(others), ANSWERED_SO_FAR)
    wave.invitations.filter(pk__in=[one.pk for one in answered]).update(
        has_ballot=True, has_answered=True
    )
    _count_days(wave)


def _count_days(wave: Wave) -> None:
    """Acknowledged by the end of each day since the opening, most of them on the first."""
    zone = wave.programme.organisation.zone
    assert wave.opens_at is not None
    first, today = wave.opens_at.astimezone(zone).date(), timezone.localdate(timezone=zone)
    nights = (today - first).days
    for night in range(nights):
        share = 1 - 0.4 ** (night + 1) if night + 1 < nights else 1
        wave.days.create(
            day=first + timedelta(days=night), acknowledged=round(ANSWERED_SO_FAR * share)
        )
    wave.acknowledged = ANSWERED_SO_FAR
    wave.save(update_fields=["acknowledged"])


def _feedback(rng: random.Random, programme: Programme) -> None:
    """Feedback on the workshops held; the second had too few and is shown with the third."""
    FeedbackSetting.objects.create(programme=programme, days=1)
    held = Session.objects.filter(series__programme=programme, ends_at__lt=timezone.now())
    for session, answered in zip(held.order_by("starts_at"), FEEDBACK, strict=True):
        there = session.signups.filter(state=SignUp.State.ATTENDED).count()
        name = session.series.name
        day = session.starts_at.astimezone(programme.organisation.zone).date()
        wave = sealed_wave(
            programme,
            "session-feedback",
            (day, day + timedelta(days=1)),
            f"Palaute: {name['fi']}|Respons: {name['sv']}|Feedback: {name['en']}",
            slug=f"feedback-{session.starts_at:%Y-%m-%d}",
            signature=", ".join(person.full_name for person in session.facilitators.all()),
            session_id=session.pk,
            session_series_id=session.series_id,
            invited=there,
            delivered=there,
        )
        wave.readers.set(session.facilitators.all())
        store(rng, wave, _feedback_answers(rng, answered))


def _feedback_answers(rng: random.Random, count: int) -> list[Answers]:
    said = words_of("present")
    rows: list[Answers] = [{"useful": rng.choice((3, 4, 4, 5, 5))} for _ in range(count)]
    for row in rows:
        row["pace"] = rng.choice(("right", "right", "right", "too_dense"))
        row["next_form"] = rng.choice(("workshops_and_case_work_together", "something_else"))
    for key in ("keep", "change"):
        for row, text in zip(rows, rng.sample(said[key], count), strict=True):
            row[key] = text
    return rows
