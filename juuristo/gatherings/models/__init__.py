"""Series of gatherings, their dated sessions, who comes, and what is led in them."""

from .acts import ActsMonth, Commitment, CommitmentAsking
from .boards import Board, BoardNote, BoardOp, BoardThumb
from .calendars import CalendarFeed, FacilitatorEvent
from .letters import Letter
from .openings import Opening
from .orientation import DoneItem, OrientationItem, OrientationPlan, OrientationRecord
from .presence import AttendanceCode, ParticipantList
from .scripts import Script, ScriptBlock, ScriptRun, WorkForm
from .series import Attends, Kind, Series, SignUpWay
from .sessions import Session
from .signups import SignUp
from .wishes import MOST_WISHES, Allocation, Wish

__all__ = [
    "MOST_WISHES",
    "ActsMonth",
    "Allocation",
    "AttendanceCode",
    "Attends",
    "Board",
    "BoardNote",
    "BoardOp",
    "BoardThumb",
    "CalendarFeed",
    "Commitment",
    "CommitmentAsking",
    "DoneItem",
    "FacilitatorEvent",
    "Kind",
    "Letter",
    "Opening",
    "OrientationItem",
    "OrientationPlan",
    "OrientationRecord",
    "ParticipantList",
    "Script",
    "ScriptBlock",
    "ScriptRun",
    "Series",
    "Session",
    "SignUp",
    "SignUpWay",
    "Wish",
    "WorkForm",
]
