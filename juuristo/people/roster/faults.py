"""What a staff list has. The codes of its faults are stable (design: interfaces, Roster)."""

from juuristo.shell.sheets.faults import Limits

COLUMNS = (
    "email",
    "first_name",
    "last_name",
    "office",
    "team",
    "title",
    "start_date",
    "left_date",
    "roles",
)
REQUIRED = ("email", "first_name", "last_name")
MAX_ROWS = 20_000
LIMITS = Limits(rows=MAX_ROWS)
