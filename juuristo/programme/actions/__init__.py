"""The verbs of a programme: each in one transaction, with its row on the trail."""

from .approvals import approve, ask_approval, return_with_words, withdraw_approval
from .timeline import (
    add_entry,
    add_programme,
    attach_document,
    delete_entry,
    edit_entry,
    edit_programme,
    remove_document,
)

__all__ = [
    "add_entry",
    "add_programme",
    "approve",
    "ask_approval",
    "attach_document",
    "delete_entry",
    "edit_entry",
    "edit_programme",
    "remove_document",
    "return_with_words",
    "withdraw_approval",
]
