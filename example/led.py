"""How the case's gatherings were led, approved and invited to, and what came of them: our own
invention round the published dates."""

import random
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from itertools import cycle

from juuristo.gatherings.models import (
    ActsMonth,
    Commitment,
    CommitmentAsking,
    Kind,
    Letter,
    Script,
    ScriptBlock,
    Series,
    Session,
    SignUp,
)
from juuristo.gatherings.outline import outline_of
from juuristo.gatherings.script_templates import templates
from juuristo.people.models import Person
from juuristo.programme.models import Approval, EntryKind, Programme, TimelineEntry

from . import case
from .history import texts
from .people import Cast

State = Commitment.State
ACTS_WRITTEN, ACTS_MONTH = 68, date(2021, 1, 1)
ACTS = {State.DONE: 41, State.ON_THE_WAY: 10, State.CHANGED: 7, State.LET_GO: 5}
WHAT = (
    "Aloitan jokaisen tapaamisen kertomalla, mitä tänään tapahtuu ja paljonko aikaa on.",
    "Kysyn ensin, mikä asiakasta painaa, ja avaan koneen vasta sen jälkeen.",
    "Varaan viimeiset kymmenen minuuttia siihen, että asiakas kertoo itse, mitä sovittiin.",
    "Piirrän ensi viikolla yhden kartan asiakkaan kanssa.",
    "Laitan puhelimen äänettömälle tapaamisten ajaksi.",
    "Pyydän työparia kuuntelemaan yhden tapaamiseni.",
    "En neuvo ennen kuin olen kysynyt kolme kysymystä.",
    "Jätän tapaamisten väliin kymmenen minuuttia, että ehdin hengittää.",
    "Sanon ääneen, kun siirrymme neuvontaan.",
    "Kirjoitan seuraavan askeleen yhdessä asiakkaan kanssa paperille.",
    "Kokeilen palata ohjaukseen, kun neuvo ei osu.",
    "Otan portaat esiin tiimin kokouksessa.",
    "Kysyn lopuksi: mitä sinulle jäi tästä käteen?",
    "Tervehdin odotustilassa nimeltä ja kävelen huoneeseen yhdessä.",
    "Siirrän lomakkeet tapaamisen loppupuolelle.",
    "Kerron uudelle työkaverille, mitä portaat tarkoittavat minulle.",
)
LETTER = (
    "Hyvä työkaveri,\n\nhaluan, että asiakkaamme tuntee tulleensa kuulluksi ja tietää lähtiessään, "
    "mitä tekee seuraavaksi. Varaamme tähän yhdessä aikaa: kaksi tuntia työpajassa, työajalla. "
    "Tulen itsekin mukaan.|"
    "Bästa kollega,\n\njag vill att våra kunder känner sig hörda och vet vad de ska göra härnäst "
    "när de går. Vi tar oss tid för det tillsammans: två timmar i en workshop, på arbetstid. Jag "
    "kommer också med.|"
    "Dear colleague,\n\nI want our clients to feel heard, and to know their next step when they "
    "leave. We set time aside for this together: two hours in a workshop, in working hours. I will "
    "be there too."
)


def load(programme: Programme, cast: Cast) -> None:
    """Store it all for the case; ``history.load`` has stored series, sessions and sign-ups."""
    for series in programme.series.order_by("published_at", "pk"):
        write_script(series)
    _approvals(programme, cast)
    _letter(programme, cast)
    _acts(programme)


def write_script(series: Series) -> None:
    """Give the series the ready script that is as long as its sessions."""
    session = series.sessions.order_by("starts_at", "pk")[0]
    minutes = round((session.ends_at - session.starts_at).total_seconds() / 60)
    template = templates()[str(minutes)]
    script = Script.objects.create(series=series, name=template.name["fi"])
    leaders = cycle(_leaders(series, session))
    ScriptBlock.objects.bulk_create(
        ScriptBlock(
            script=script,
            order=order,
            **{**block.fields(), "led_by": next(leaders) if block.stair else ""},
        )
        for order, block in enumerate(template.in_language("fi"))
    )


def _leaders(series: Series, session: Session) -> list[str]:
    """Who leads which block: by name when one session has the script to itself."""
    if series.sessions.count() > 1:
        return ["1. vetäjä", "2. vetäjä"]
    return [person.first_name for person in session.facilitators.order_by("pk")]


def at(programme: Programme, day: date, clock: time = time(9)) -> datetime:
    return datetime.combine(day, clock, programme.organisation.zone)


def _approvals(programme: Programme, cast: Cast) -> None:
    """The workshops' outline went back once; what followed was approved as it was."""
    workshops = programme.series.get(kind=Kind.WORKSHOP)
    entry = programme.entries.get(kind=EntryKind.APPROVAL)
    _approval(
        workshops, cast, asked=date(2020, 9, 23), answered=date(2020, 9, 30),
        words="Hyvä suunnitelma. Lyhentäkää alustusta, niin keskustelulle jää enemmän aikaa.",
        returned=True,
    )  # fmt: skip
    _approval(
        workshops, cast, asked=date(2020, 10, 1), answered=date(2020, 10, 7), entry=entry,
        words="Näin on hyvä. Ilmoittautuminen voi alkaa.",
    )  # fmt: skip
    orientation = programme.series.get(kind=Kind.ORIENTATION)
    _approval(orientation, cast, asked=date(2021, 2, 22), answered=date(2021, 3, 1))
    circle = programme.series.filter(kind=Kind.STUDY_CIRCLE).order_by("pk")[0]
    _approval(circle, cast, asked=date(2021, 8, 2), answered=date(2021, 8, 13))
    cafe = programme.series.filter(kind=Kind.CAFE).order_by("published_at")[0]
    _approval(
        cafe, cast, asked=date(2022, 3, 16), answered=date(2022, 3, 30),
        words="Toivon, että ryhmä jatkaa juuri näin.",
    )  # fmt: skip


def _approval(
    series: Series,
    cast: Cast,
    *,
    asked: date,
    answered: date,
    words: str = "",
    returned: bool = False,
    entry: TimelineEntry | None = None,
) -> None:
    programme = series.programme
    Approval.objects.create(
        programme=programme,
        subject_id=series.pk,
        title=str(series),
        outline=outline_of(series, "fi"),
        state=Approval.State.RETURNED if returned else Approval.State.APPROVED,
        asked_by=cast.mentors[0],
        asked_of=cast.sponsor,
        asked_at=at(programme, asked),
        answered_at=at(programme, answered, time(14)),
        words=words,
        entry=entry,
    )


def _letter(programme: Programme, cast: Cast) -> None:
    """The director's letter of 22 October 2020, which the case found decisive."""
    entry = programme.entries.get(kind=EntryKind.SUPPORT_ACT, start=date(2020, 10, 22))
    sent_at = at(programme, date(2020, 10, 22), time(8))
    Letter.objects.create(
        series=programme.series.get(kind=Kind.WORKSHOP),
        state=Letter.State.SENT,
        subject=texts("Tervetuloa työpajaan|Välkommen till workshoppen|Welcome to the workshop"),
        body=texts(LETTER),
        signer=cast.sponsor,
        signature=f"{cast.sponsor.full_name}, {cast.sponsor.title}",
        send_at=sent_at,
        asked_at=sent_at - timedelta(days=9),
        signed_at=sent_at - timedelta(days=8),
        sent_at=sent_at,
        sent_to=len(cast.in_service(date(2020, 10, 22))),
        entry_id=entry.pk,
        made_by=cast.coordinator,
        made_at=sent_at - timedelta(days=12),
    )


def _acts(programme: Programme) -> None:
    """Sixty-eight of those in the workshops wrote an act; the shares stand by one closed month."""
    rng = random.Random(case.SEED + 3)  # noqa: S311 - a fixed seed
    workshops = programme.series.get(kind=Kind.WORKSHOP)
    attended = SignUp.objects.filter(
        session__series=workshops, state=SignUp.State.ATTENDED
    ).select_related("session", "person")
    writers = rng.sample(list(attended.order_by("session__starts_at", "pk")), ACTS_WRITTEN)
    became = [state for state, count in ACTS.items() for _ in range(count)]
    became += [State.WRITTEN] * (ACTS_WRITTEN - len(became))
    rng.shuffle(became)
    acts = [
        _act(signup.session, signup.person, text, state, is_shared=number % 3 == 0)
        for number, (signup, text, state) in enumerate(
            zip(writers, cycle(WHAT), became, strict=False)
        )
    ]
    Commitment.objects.bulk_create(acts)
    _askings(acts)
    ActsMonth.objects.create(
        programme=programme,
        month=ACTS_MONTH,
        written=len(acts),
        **{state.value: count for state, count in ACTS.items()},
    )


def _act(
    session: Session, person: Person, text: str, state: State, *, is_shared: bool
) -> Commitment:
    return Commitment(
        session=session,
        person=person,
        text=text,
        is_shared=is_shared,
        state=state,
        written_at=session.ends_at - timedelta(minutes=6),
        answered_at=None if state == State.WRITTEN else session.ends_at + timedelta(days=15),
    )


def _askings(acts: Sequence[Commitment]) -> None:
    """Everyone was asked after two weeks; those not done yet, after six."""
    CommitmentAsking.objects.bulk_create(
        CommitmentAsking(
            commitment=act, weeks=weeks, asked_at=act.session.ends_at + timedelta(weeks=weeks)
        )
        for act in acts
        for weeks in (2, 6)
        if weeks == 2 or act.state in (State.WRITTEN, State.ON_THE_WAY)
    )
