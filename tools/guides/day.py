"""The day on which every picture is taken, so that the same ones come out each time."""

from datetime import datetime
from zoneinfo import ZoneInfo

NOW = datetime(2026, 10, 13, 9, 30, tzinfo=ZoneInfo("Europe/Helsinki"))
