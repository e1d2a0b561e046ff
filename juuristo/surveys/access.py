"""Who may do what around surveys (trust T3–T5)."""

from juuristo.people.models import Person
from juuristo.programme.access import may_run_programme, may_run_some_programme
from juuristo.programme.models import Programme

from .models import Wave
from .models.waves import READS_RESULTS


def may_make_instruments(person: Person) -> bool:
    """A coordinator, of the organisation or of any one programme."""
    return may_run_some_programme(person)


def may_run_waves(person: Person, programme: Programme) -> bool:
    return may_run_programme(person, programme)


def may_run_wave(person: Person, wave: Wave) -> bool:
    """Edit, open, follow and close; take results out."""
    return may_run_programme(person, wave.programme)


def may_read_results(person: Person, wave: Wave) -> bool:
    """Whoever sees an anonymous wave (``visible_to``) reads its protected results.

    What is named is for those who run the programme; what is confidential for its reader alone.
    """
    if wave.kind == Wave.Kind.CONFIDENTIAL:
        return is_reader(person, wave)
    return wave.kind == Wave.Kind.ANONYMOUS or may_run_wave(person, wave)


def may_open_results(person: Person, wave: Wave) -> bool:
    """Read the results, or what the reader of a confidential wave has told of them."""
    is_told = wave.kind == Wave.Kind.CONFIDENTIAL and any(wave.synthesis.values())
    return is_told or may_read_results(person, wave)


def is_reader(person: Person, wave: Wave) -> bool:
    return person in wave.readers.all()


def may_enter_surveys(person: Person) -> bool:
    """Whoever makes surveys, may read results, or is named as the reader of some wave."""
    return person.has_role_anywhere(*READS_RESULTS) or person.waves_to_read.exists()
