"""The form of a series' facilitators: a few choices for each session ahead."""

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from juuristo.gatherings.facilitators import FEWEST, MOST, Candidate, is_busy, overlaps
from juuristo.gatherings.models import Session

LABELS = (gettext_lazy("Vetäjä"), gettext_lazy("Toinen vetäjä"), gettext_lazy("Kolmas vetäjä"))


class TogetherForm(forms.Form):
    """How the proposal is made."""

    together = forms.TypedChoiceField(
        label=gettext_lazy("Vetäjiä kerralla"),
        choices=[(FEWEST, gettext_lazy("kaksi")), (MOST, gettext_lazy("kolme"))],
        coerce=int,
    )
    anew = forms.BooleanField(
        label=gettext_lazy("Jaa vuorot alusta: unohda nykyiset vetäjät"), required=False
    )


@dataclass(frozen=True)
class SessionFields:
    """The choices of one session."""

    session: Session
    fields: list[BoundField]


class FacilitatorsForm(forms.Form):
    """``teams`` holds the persons' ids by session id once the form is valid.

    One may be chosen against their calendar only where they were there already: for anyone new
    it is said who is elsewhere, and nothing is saved.
    """

    def __init__(
        self,
        *args: Any,
        sessions: Sequence[Session],
        candidates: Sequence[Candidate],
        teams: Mapping[str, Sequence[str]],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.sessions = sessions
        self.candidates = {one.person: one for one in candidates}
        for session in sessions:
            people = list(teams[str(session.pk)])
            for number in range(max(MOST, len(people))):
                self.fields[_name(session, number)] = forms.ChoiceField(
                    label=LABELS[min(number, MOST - 1)],
                    choices=[("", _("ei ketään")), *self._choices(session)],
                    required=False,
                    initial=people[number] if number < len(people) else "",
                )

    def _choices(self, session: Session) -> list[tuple[str, str]]:
        span = (session.starts_at, session.ends_at)
        return [
            (one.person, _said(one, is_busy=is_busy(one, span))) for one in self.candidates.values()
        ]

    def __iter__(self) -> Iterator[BoundField]:
        return (self[name] for name in self.fields)

    def rows(self) -> list[SessionFields]:
        return [
            SessionFields(one, [self[name] for name in self._names(one)]) for one in self.sessions
        ]

    def _names(self, session: Session) -> list[str]:
        return [name for name in self.fields if name.startswith(f"{session.pk}-")]

    @property
    def teams(self) -> dict[uuid.UUID, list[uuid.UUID]]:
        return {
            one.pk: [uuid.UUID(person) for person in self._chosen(one)] for one in self.sessions
        }

    def _chosen(self, session: Session) -> list[str]:
        """Those chosen for a session, each once, in order."""
        chosen = (self.cleaned_data.get(name, "") for name in self._names(session))
        return [person for person in dict.fromkeys(chosen) if person]

    def clean(self) -> dict[str, Any]:
        for session in self.sessions:
            had = {str(person.pk) for person in session.facilitators.all()}
            for name in self._names(session):
                person = self.cleaned_data.get(name, "")
                if person and person not in had and self._is_elsewhere(person, session):
                    message = _("%(name)s on silloin muualla. Valitse joku toinen.")
                    self.add_error(name, message % {"name": self.candidates[person].name})
        return self.cleaned_data

    def _is_elsewhere(self, person: str, session: Session) -> bool:
        span = (session.starts_at, session.ends_at)
        return is_busy(self.candidates[person], span) or any(
            other is not session
            and overlaps((other.starts_at, other.ends_at), span)
            and person in self._chosen(other)
            for other in self.sessions
        )


def _name(session: Session, number: int) -> str:
    return f"{session.pk}-{number}"


def _said(candidate: Candidate, *, is_busy: bool) -> str:
    """The person as a choice: the name, where from, and whether the time is taken."""
    values = {"name": candidate.name, "office": candidate.office}
    if is_busy and candidate.office:
        return _("%(name)s, %(office)s (varattu silloin)") % values
    if is_busy:
        return _("%(name)s (varattu silloin)") % values
    return _("%(name)s, %(office)s") % values if candidate.office else candidate.name
