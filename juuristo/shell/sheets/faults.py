"""What can be wrong with a spreadsheet somebody brings, and how much of one is read."""

from dataclasses import asdict, dataclass
from typing import Any

MAX_BYTES = 10 * 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """The most that is read: rows below the header, columns, and cells of the whole grid."""

    rows: int = 20_000
    columns: int = 100
    cells: int = 3_000_000


@dataclass(frozen=True)
class Fault:
    """One thing wrong; ``row`` as the spreadsheet counts (header = 1), None for the whole file."""

    row: int | None
    column: str | None
    code: str
    message: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class FaultyFileError(Exception):
    """The file cannot be read at all, or is too large to be read."""

    def __init__(
        self, code: str, message: str, row: int | None = None, column: str | None = None
    ) -> None:
        super().__init__(message)
        self.fault = Fault(row, column, code, message)


def unreadable(message: str, row: int | None = None, column: str | None = None) -> FaultyFileError:
    return FaultyFileError("unreadable_file", message, row, column)


def too_large(message: str, row: int | None = None, column: str | None = None) -> FaultyFileError:
    return FaultyFileError("too_large", message, row, column)
