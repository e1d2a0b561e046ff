"""Why something around surveys is refused: a code for programs, a message for people."""


class Refused(Exception):  # noqa: N818 — it is what happened, not an error
    """An expected refusal; nothing was changed."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
