"""Invented clients' voices: every one of them is made up, also those dated into the founding case.

Months of 2022 for the programme of the case, and the last closed months for the living present.
Hamina has so few advisers issuing links that it is always protected, and hides another with it.
"""

import random
from collections.abc import Iterator
from datetime import date

from juuristo.meetings.actions.voice import STATEMENTS
from juuristo.meetings.models import Form, StepMonth, VoiceAnswer, VoiceComment, VoiceMonth
from juuristo.meetings.rollup import sums_of
from juuristo.meetings.voice_months import after, has_ended, month_of, quarter_of, today_in
from juuristo.people.models import Office, Organisation

from . import case
from .people import Cast

OF_THE_CASE = [after(date(2022, 4, 1), n) for n in range(6)]
RECENT = 8
QUIET_MONTH = 7  # July: so few answers that the month is protected

# name: how many answers of a hundred, and how many advisers issue links
OFFICES = {
    "Kouvola": (30, 21),
    "Lappeenranta": (27, 18),
    "Kotka": (24, 16),
    "Imatra": (12, 8),
    "Hamina": (7, 3),
}
LANGUAGES = {
    "fi": (52, 58),
    "ru": (12, 19),
    "uk": (9, 13),
    "ar": (8, 12),
    "en": (6, 9),
    "so": (5, 7),
    "fi-easy": (4, 6),
    "sv": (2, 4),
    "ckb": (2, 3),
}
FORMS: dict[str, tuple[int, int]] = {
    Form.FACE_TO_FACE: (58, 54),
    Form.PHONE: (29, 31),
    Form.VIDEO: (13, 14),
}
# How the marks 1–5 fall, statement by statement.
MARKS = {
    "heard": (2, 4, 10, 28, 56),
    "answers": (4, 8, 18, 34, 36),
    "next_step": (5, 10, 19, 30, 36),
    "go_on": (3, 7, 17, 33, 40),
    "believe": (6, 11, 24, 32, 27),
}
COMMENTS = (
    "Kerrankin ehdin kertoa koko asian.",
    "Piirsimme yhdessä kartan, ja siitä näki, mistä aloittaa.",
    "Vastaus oli ei, mutta nyt tiedän, mitä muuta voin tehdä.",
    "Puhelimessa oli vähän kiire.",
    "Kiitos, kun katsoit minua etkä näyttöä.",
    "Olisin halunnut vielä kysyä kuntoutuksesta.",
    "Kortti on jääkaapin ovessa.",
    "Sain hyvää apua. Puhe oli selvää.",
    "Det var skönt att få tala till punkt.",
    "I know what to do on Monday. Thank you.",
    "The interpreter was kind and the time was enough.",
    "Меня выслушали. Спасибо.",
    "Тепер я знаю, куди звернутися.",
    "شكراً على الصبر.",
)  # fmt: skip


def load(cast: Cast) -> None:
    """Store the months of the case, and those that have lately closed."""
    organisation = cast.organisation
    rng = random.Random(case.SEED + 7)  # noqa: S311 - a fixed seed
    offices = {o.name: str(o.pk) for o in Office.objects.filter(organisation=organisation)}
    for month in [*OF_THE_CASE, *recent_months(organisation)]:
        answers = list(_answers(rng, organisation, month, offices))
        _store_sums(organisation, month, answers, offices)
        _store_words(rng, organisation, month)


def recent_months(organisation: Organisation) -> list[date]:
    """The closed months of the last three quarters or so, from the first month of a quarter."""
    today = today_in(organisation)
    month, found = quarter_of(after(month_of(today), -RECENT)), []
    while has_ended(month, today):
        found.append(month)
        month = after(month)
    return found


def _answers(
    rng: random.Random, organisation: Organisation, month: date, offices: dict[str, str]
) -> Iterator[VoiceAnswer]:
    count = 7 if month.month == QUIET_MONTH else 130 + rng.randrange(60)
    for _ in range(count):
        yield VoiceAnswer(
            organisation=organisation,
            month=month,
            office_id=offices[_one(rng, OFFICES)],
            language=_one(rng, LANGUAGES),
            form=_one(rng, FORMS),
            marks={
                statement: rng.choices(range(1, 6), MARKS[statement])[0]
                for statement in STATEMENTS
                if rng.random() > 0.03  # now and then one is passed over
            },
        )


def _one(rng: random.Random, shares: dict[str, tuple[int, int]]) -> str:
    return rng.choices(list(shares), [share for share, _advisers in shares.values()])[0]


def _store_sums(
    organisation: Organisation, month: date, answers: list[VoiceAnswer], offices: dict[str, str]
) -> None:
    advisers = {("all", ""): 66}
    advisers |= {("office", offices[name]): count for name, (_, count) in OFFICES.items()}
    advisers |= {("language", code): count for code, (_, count) in LANGUAGES.items()}
    advisers |= {("form", form): count for form, (_, count) in FORMS.items()}
    rows = []
    for (_month, by, value), sums in sums_of(answers).items():
        row = VoiceMonth(organisation=organisation, month=month, by=by, value=value, marks={})
        row.advisers, row.is_closed = advisers[by, value], True
        rows.append(sums.added_to(row))
    VoiceMonth.objects.bulk_create(rows)


def _store_words(rng: random.Random, organisation: Organisation, month: date) -> None:
    if month.month == QUIET_MONTH:
        StepMonth.objects.create(
            organisation=organisation, month=month, done=3, not_yet=1, advisers=4, is_closed=True
        )
        return
    done, not_yet = 45 + rng.randrange(20), 15 + rng.randrange(12)
    StepMonth.objects.create(
        organisation=organisation,
        month=month,
        done=done,
        not_yet=not_yet,
        advisers=41,
        is_closed=True,
    )
    said = rng.sample(COMMENTS, 11)
    VoiceComment.objects.bulk_create(
        VoiceComment(
            id=rng.getrandbits(63),
            organisation=organisation,
            month=month,
            text=text,
        )
        for text in said
    )
