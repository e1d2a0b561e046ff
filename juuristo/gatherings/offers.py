"""What one person can do with each session of a series, for pages: plain reckoning, no queries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from .models import MOST_WISHES, Attends, Series, Session, SignUp

State = SignUp.State


class Act(StrEnum):
    """The one thing a row offers, besides giving up what one has."""

    SIGN_UP = "sign_up"
    WAIT = "wait"
    CHANGE = "change"
    WISH = "wish"


@dataclass(frozen=True)
class Offer:
    """One session as one person sees it. ``signup`` is theirs, when it is not cancelled; ``rank``
    is which of their wishes it is, when places go by wishes."""

    session: Session
    signup: SignUp | None
    act: Act | None
    rank: int | None = None
    waits_elsewhere: bool = False  # full, and in a series of one I already wait for another

    @property
    def has_place(self) -> bool:
        return self.signup is not None and self.signup.state in SignUp.HOLDS_SEAT

    @property
    def waits(self) -> bool:
        return self.signup is not None and self.signup.state == State.WAITING


@dataclass(frozen=True)
class Standing:
    """Where one person stands with a series.

    ``mine`` holds their sign-ups in it by session, cancelled ones left out; ``is_for_me`` is
    whether they belong to the audience; ``ahead`` are its sessions to come, in order of time;
    ``leads`` whether they facilitate one of those; ``wished`` the sessions they wish for, the
    dearest first.
    """

    series: Series
    mine: Mapping[UUID, SignUp]
    is_for_me: bool
    now: datetime
    ahead: Sequence[Session] = ()
    leads: bool = False
    wished: Sequence[UUID] = ()

    @property
    def may_enter(self) -> bool:
        """The window is open and the series is for me."""
        opened = self.series.window_opened(self.now) and not self.series.window_closed(self.now)
        return opened and self.is_for_me

    @property
    def opens_later(self) -> bool:
        return not self.series.window_opened(self.now)

    @property
    def shown_first(self) -> Session:
        """The session that stands for the series in a list: mine, else the next one."""
        own = self.places or self.waits
        return own[0].session if own else self.ahead[0]

    @property
    def asks(self) -> bool:
        """I am expected, do not lead, and have neither a place nor a wait nor have been there."""
        has_part = any(signup.state != State.ABSENT for signup in self.mine.values())
        has_part = has_part or bool(self.wished)
        return self.series.expected and self.may_enter and not has_part and not self.leads

    @property
    def may_wish(self) -> bool:
        """Places go by wishes, the window is open, and I have no place yet."""
        return self.series.takes_wishes and self.may_enter and not self.mine

    @property
    def my_wishes(self) -> list[Session]:
        """Sessions ahead that I wish for, the dearest first."""
        by_id = {session.pk: session for session in self.ahead}
        return [by_id[pk] for pk in self.wished if pk in by_id]

    @property
    def places(self) -> list[SignUp]:
        """Seats ahead, in order of time."""
        return self._mine_ahead(State.BOOKED)

    @property
    def waits(self) -> list[SignUp]:
        return self._mine_ahead(State.WAITING)

    @property
    def has_been_there(self) -> bool:
        """In a series of which one takes one session: there is nothing more to choose."""
        return self.series.attends == Attends.ONE and any(
            signup.state == State.ATTENDED
            or (signup.state == State.BOOKED and signup.session.has_started(self.now))
            for signup in self.mine.values()
        )

    @property
    def sessions_with_room(self) -> int:
        return sum(session.free > 0 for session in self.ahead)

    def offers(self, sessions: Sequence[Session]) -> list[Offer]:
        return [
            Offer(
                session,
                self.mine.get(session.pk),
                self._act(session),
                self._rank(session),
                waits_elsewhere=self._waits_elsewhere(session),
            )
            for session in sessions
        ]

    def _rank(self, session: Session) -> int | None:
        return self.wished.index(session.pk) + 1 if session.pk in self.wished else None

    def _mine_ahead(self, state: str) -> list[SignUp]:
        ahead = [
            signup
            for signup in self.mine.values()
            if signup.state == state and not signup.session.has_started(self.now)
        ]
        return sorted(ahead, key=lambda signup: signup.session.starts_at)

    def _is_open(self, session: Session) -> bool:
        """It is ahead, and I may enter and have no part in it yet."""
        is_ahead = not session.cancelled_at and not session.has_started(self.now)
        may_come = self.may_enter and not self.has_been_there
        return is_ahead and may_come and session.pk not in self.mine

    def _waits_elsewhere(self, session: Session) -> bool:
        is_one = self.series.attends == Attends.ONE and not self.series.takes_wishes
        return is_one and not session.free and bool(self.waits) and self._is_open(session)

    def _act(self, session: Session) -> Act | None:
        if not self._is_open(session):
            return None
        if self.series.takes_wishes:
            return self._act_by_wishes(session)
        if self.series.attends == Attends.ONE:
            return self._act_in_series_of_one(session)
        if self.series.attends == Attends.ALL and not self.mine:
            return None  # one act for the whole series, above the list
        return Act.SIGN_UP if session.free else Act.WAIT

    def _act_by_wishes(self, session: Session) -> Act | None:
        has_room = session.pk not in self.wished and len(self.wished) < MOST_WISHES
        return Act.WISH if self.may_wish and has_room else None

    def _act_in_series_of_one(self, session: Session) -> Act | None:
        if session.free:
            return Act.CHANGE if self.places else Act.SIGN_UP
        return None if self.waits else Act.WAIT
