"""Surveys: what is asked (instruments), when and of whom (waves), and what was answered.

The rows of an anonymous wave fall into two worlds that share no key (trust T3): who was invited
(``invitations``), and what was answered (``responses``). Only the blind signature joins the right
to answer with the answer, and it tells nobody whose it is.
"""

from .instruments import Instrument, InstrumentVersion
from .invitations import Acknowledgement, BallotIssue, Invitation
from .jobs import SurveyExport, SurveyImport
from .responses import Arrival, NamedResponse, Response, SpentBallot
from .waves import FeedbackSetting, Reminder, Wave, WaveDay, WaveResults

__all__ = [
    "Acknowledgement",
    "Arrival",
    "BallotIssue",
    "FeedbackSetting",
    "Instrument",
    "InstrumentVersion",
    "Invitation",
    "NamedResponse",
    "Reminder",
    "Response",
    "SpentBallot",
    "SurveyExport",
    "SurveyImport",
    "Wave",
    "WaveDay",
    "WaveResults",
]
