"""The case's four surveys, dated as they were, and the surveys of the living present.

The figures are the published ones; every answer is invented. Where the source gives a percentage
and no count, the integers here are ours (``ROOTING``); the tests hold both together.
"""

import json
import random
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from juuristo.people.models import Role
from juuristo.programme.models import Programme
from juuristo.surveys.actions.instruments import begin_from, freeze
from juuristo.surveys.answers import clean
from juuristo.surveys.definition import definition_of
from juuristo.surveys.models import Response, Wave, WaveDay
from juuristo.surveys.ready import ready

from . import case
from .history import texts
from .people import Cast

Answers = dict[str, Any]

NO_DAYS: Mapping[date, int] = {}
ANSWERED_2022 = 104
INVITED_2022 = 254
# How the answers came in 2022, by the end of each day: invented, but for the sum.
BY_DAY_2022 = {
    date(2022, 2, 23): 29,
    date(2022, 3, 4): 41,
    date(2022, 3, 15): 46,
    date(2022, 3, 18): 68,
    date(2022, 4, 5): 77,
    date(2022, 4, 8): 97,
}
ROOTING: dict[str, dict[str, int]] = {
    "been_mentor": {"yes": 9, "no": 95},
    "stairs_use": {
        "daily": 33,
        "weekly": 37,
        "monthly": 10,
        "not_at_all": 19,
        "do_not_remember": 4,
    },
    "wellbeing": {"yes": 65, "no": 38},
    "more_support": {"yes": 40, "no": 63},
}
ATTENDED = {"staff_workshop": 86, "orientation_programme": 14, "study_circle": 23}
# Sums of 104 marks, so that the means are 4.1, 4.3, 3.9 and 3.8.
DIFFICULTY = {"empathy": 426, "guidance": 447, "advice": 406, "farewell": 395}
# How many open answers of each category, as published where the source tells.
OPEN: dict[str, dict[str, int]] = {
    "clearest_and_hardest": {"empathy": 16, "guidance_and_advice": 16, "other": 54},
    "hinders": {
        "hurry": 44,
        "unwilling_client": 9,
        "quantity_targets": 7,
        "does_not_remember": 6,
        "no_client_work": 6,
        "other": 8,
    },
    "helps": {"": 84},
    "wellbeing_how": {"": 52},
    "wellbeing_why_not": {"already_my_way": 12, "other": 22},
    "more_support_what": {"": 36},
}
NEXT_FORM = {  # of 150: 82 % and 8 %
    "workshops_and_case_work_together": 123,
    "self_study_online": 12,
    "something_else": 15,
}
ORIENTATION_ANSWERED = 15
ORIENTATION: dict[str, dict[str, int]] = {
    "time_in_office": {
        "under_1_month": 2,
        "from_1_to_3_months": 5,
        "from_4_to_6_months": 4,
        "from_7_to_12_months": 3,
        "over_1_year": 1,
    },
    "useful": {"very": 8, "somewhat": 6, "little": 1},
    "place_in_programme": {"at_the_start": 6, "in_the_middle": 3, "throughout": 6},
    "material_in_advance": {"yes": 9, "no": 2, "no_difference": 4},
    "remote_or_face_to_face": {"face_to_face": 10, "remote": 3, "no_difference": 2},
    "joint_reflection": {"enough": 13, "too_little": 2},
}
INVITED_2023 = 9


def load(programme: Programme, cast: Cast) -> None:
    """Store the surveys of the case."""
    rng = random.Random(case.SEED + 11)  # noqa: S311 - a fixed seed
    _feedback(rng, programme)
    _orientation(rng, programme)
    _rooting(programme)
    _mentors(rng, programme, cast)


def sealed_wave(
    programme: Programme, key: str, days: tuple[date, date], name: str, **more: Any
) -> Wave:
    """Store a wave that is over: what was asked is frozen, and only its answers are left."""
    instrument = begin_from(programme.organisation, key, actor=None)
    opens_at, closes_at = (moment_of(programme, day) for day in days)
    return Wave.objects.create(
        programme=programme,
        instrument=instrument,
        version=freeze(instrument),
        name=texts(name),
        state=Wave.State.SEALED,
        opens_at=opens_at,
        closes_at=closes_at,
        sealed_at=closes_at,
        created_at=opens_at,
        **more,
    )


def moment_of(programme: Programme, day: date, clock: time = time(9)) -> datetime:
    return datetime.combine(day, clock, programme.organisation.zone)


def store(
    rng: random.Random, wave: Wave, answers: Sequence[Answers], known: Mapping[date, int] = NO_DAYS
) -> None:
    """Store the answers of a wave, checked like any others, in no order.

    ``known``: how many had answered by the end of a day, before the last.
    """
    assert wave.version is not None
    definition = definition_of(wave.version.content)
    rows = [
        Response(id=rng.getrandbits(63), wave=wave, answers=clean(definition, given))
        for given in answers
    ]
    rng.shuffle(rows)
    Response.objects.bulk_create(rows)
    Wave.objects.filter(pk=wave.pk).update(responses_count=len(rows), acknowledged=len(rows))
    assert wave.closes_at is not None
    days = {wave.closes_at.astimezone(wave.programme.organisation.zone).date(): len(rows), **known}
    WaveDay.objects.bulk_create(
        WaveDay(wave=wave, day=day, acknowledged=count) for day, count in sorted(days.items())
    )


def dealt(rng: random.Random, counts: dict[str, int], size: int) -> list[str | None]:
    """Deal the options so often as counted among ``size`` people; the rest pass over (None)."""
    cards: list[str | None] = [key for key, count in counts.items() for _ in range(count)]
    cards += [None] * (size - len(cards))
    rng.shuffle(cards)
    return cards


def put(rows: Sequence[Answers], key: str, values: Iterable[Any]) -> None:
    for row, value in zip(rows, values, strict=True):
        if value is not None:
            row[key] = value


def marks(rng: random.Random, count: int, total: int, least: int = 1, most: int = 10) -> list[int]:
    """Invent marks that sum to ``total``: most of them low, some high, as the case's were."""
    usual = [2, 2, 3, 3, 3, 4, 4, 5, 6, 7, 8]
    made = [min(most, rng.choice(usual)) for _ in range(count)]
    while (short := total - sum(made)) != 0:
        n, step = rng.randrange(count), 1 if short > 0 else -1
        if least <= made[n] + step <= most:
            made[n] += step
    return made


# ---- the rooting survey of 2022


def rooting_answers() -> list[Answers]:
    """The 104 answers of 2022, always the same."""
    rng = random.Random(case.SEED + 12)  # noqa: S311 - a fixed seed
    rows: list[Answers] = [{} for _ in range(ANSWERED_2022)]
    for key, counts in ROOTING.items():
        put(rows, key, dealt(rng, counts, len(rows)))
    chosen = {key: dealt(rng, {key: count}, len(rows)) for key, count in ATTENDED.items()}
    for n, row in enumerate(rows):
        if attended := [key for key in ATTENDED if chosen[key][n]]:
            row["attended"] = attended
    for stair, total in DIFFICULTY.items():
        put(rows, f"difficulty_{stair}", marks(rng, len(rows), total))
    words = words_of("rooting-2022")
    for key, counts in OPEN.items():
        write_open(rng, [row for row in rows if _is_asked(key, row)], key, words[key], counts)
    return rows


def _is_asked(key: str, row: Answers) -> bool:
    condition = {
        "wellbeing_how": ("wellbeing", "yes"),
        "wellbeing_why_not": ("wellbeing", "no"),
        "more_support_what": ("more_support", "yes"),
    }.get(key)
    return condition is None or row.get(condition[0]) == condition[1]


def write_open(
    rng: random.Random,
    rows: Sequence[Answers],
    key: str,
    words: dict[str, list[str]] | list[str],
    counts: dict[str, int],
) -> None:
    """Give ``counts`` of the rows a text of each category; a short one may come twice."""
    said: list[str] = []
    for category, count in counts.items():
        pool = words if isinstance(words, list) else words[category]
        said += [pool[n % len(pool)] for n in range(count)]
    for row, text in zip(rng.sample(list(rows), len(said)), said, strict=True):
        row[key] = text


def words_of(name: str) -> dict[str, Any]:
    file = case.FOLDER / "answers" / f"{name}.json"
    words: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return words


def _rooting(programme: Programme) -> None:
    wave = sealed_wave(
        programme,
        "rooting-2022",
        (date(2022, 2, 21), date(2022, 4, 20)),
        "Juurtumiskysely, kevät 2022|Förankringsenkät, våren 2022|Rooting survey, spring 2022",
        slug="rooting-2022",
        signature="mentoriryhmä",
        audience_started_before=date(2022, 1, 1),
        invited=INVITED_2022,
        delivered=INVITED_2022,
    )
    for number, day in enumerate((date(2022, 3, 16), date(2022, 4, 6)), 1):
        wave.reminders.create(number=number, due_on=day, sent_at=moment_of(programme, day))
    rng = random.Random(case.SEED + 13)  # noqa: S311 - a fixed seed
    store(rng, wave, rooting_answers(), BY_DAY_2022)


# ---- the smaller surveys of the case


def _feedback(rng: random.Random, programme: Programme) -> None:
    wave = sealed_wave(
        programme,
        "session-feedback",
        (date(2020, 11, 3), date(2020, 12, 4)),
        "Palaute perehdytystyöpajoista 2020|Respons på introduktionsworkshopparna 2020"
        "|Feedback on the orientation workshops 2020",
        slug="feedback-2020",
        signature="mentoriryhmä",
    )
    rows: list[Answers] = [{} for _ in range(sum(NEXT_FORM.values()))]
    put(rows, "next_form", dealt(rng, NEXT_FORM, len(rows)))
    put(rows, "pace", dealt(rng, {"too_dense": 61, "right": 84, "too_slow": 5}, len(rows)))
    store(rng, wave, rows)


def _orientation(rng: random.Random, programme: Programme) -> None:
    wave = sealed_wave(
        programme,
        "orientation-2021",
        (date(2021, 4, 21), date(2021, 5, 7)),
        "Perehdytyskysely 2021|Introduktionsenkät 2021|Orientation survey 2021",
        slug="orientation-2021",
        signature="mentoriryhmä",
    )
    rows: list[Answers] = [{} for _ in range(ORIENTATION_ANSWERED)]
    for key, counts in ORIENTATION.items():
        put(rows, key, dealt(rng, counts, len(rows)))
    store(rng, wave, rows)


def _mentors(rng: random.Random, programme: Programme, cast: Cast) -> None:
    """Three answers for one reader; what everybody else sees is the synthesis."""
    said = words_of("mentors-2023")
    wave = sealed_wave(
        programme,
        "mentors-2023",
        (date(2023, 4, 3), date(2023, 4, 28)),
        "Kysymyksiä mentoreille 2023|Frågor till mentorerna 2023|Questions to the mentors 2023",
        slug="mentors-2023",
        signature="vastuumentori",
        kind=Wave.Kind.CONFIDENTIAL,
        audience_roles=[Role.MENTOR],
        invited=INVITED_2023,
        delivered=INVITED_2023,
        synthesis=said["synthesis"],
    )
    wave.readers.add(cast.coordinator)
    keys = [question.key for question in ready("mentors-2023").answered_questions()]
    store(rng, wave, [dict(zip(keys, row, strict=True)) for row in said["answers"]])
