"""What cannot be taken over from an XLSForm, with its place in the file."""

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class FormFault:
    """One thing wrong; ``sheet`` is "" for the whole file, ``row`` as a spreadsheet counts."""

    sheet: str
    row: int | None
    column: str
    code: str
    message: str

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class UnfitError(Exception):
    """Something is not understood: ``column`` of the row at hand, and why."""

    def __init__(self, column: str, code: str, message: str) -> None:
        super().__init__(message)
        self.column = column
        self.code = code
        self.message = message
