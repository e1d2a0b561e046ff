"""A note on a flipchart, written in a browser without scripts."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from juuristo.gatherings.board_refusals import LONGEST_NOTE
from juuristo.gatherings.models import Board


class BoardNoteForm(forms.Form):
    text = forms.CharField(
        label=_("Kirjoita lappu"),
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Kirjoita lappuun jotakin.")},
    )
    column = forms.ChoiceField(label=_("Mihin sarakkeeseen?"))

    def __init__(self, *args: Any, board: Board, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        column = self.fields["column"]
        assert isinstance(column, forms.ChoiceField)
        column.choices = [(one["key"], one["title"]) for one in board.columns]
        column.initial = board.columns[0]["key"] if board.columns else None
