"""The verbs of gatherings: each changes state in one transaction, with its traces and its mail."""

from .capacity import set_capacity
from .signing_up import cancel, cancel_all, change, sign_up, sign_up_oneself, sign_up_to_all

__all__ = [
    "cancel",
    "cancel_all",
    "change",
    "set_capacity",
    "sign_up",
    "sign_up_oneself",
    "sign_up_to_all",
]
