"""The options of a question, or the rows of a grid: as many lines as there are, in three
languages, moved and removed without script."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from juuristo.shell.forms import LocalizedFreeTextField
from juuristo.shell.texts import LANGUAGES

from ..drafts import LONGEST_KEY, make_key

BLANKS = 2
Row = dict[str, str]  # "key" and a text by language


class RowForm(forms.Form):
    text = LocalizedFreeTextField(label=gettext_lazy("Vaihtoehto"), required=False, max_length=500)
    key = forms.CharField(widget=forms.HiddenInput, required=False, max_length=LONGEST_KEY)


def typed_rows(data: Mapping[str, Any], most: int) -> list[Row]:
    """Return the lines as they were typed."""
    said = str(data.get("rows", ""))
    count = min(int(said), most) if said.isdecimal() else 0
    return [
        {
            "key": data.get(f"row-{n}-key", ""),
            **{code: data.get(f"row-{n}-text_{code}", "") for code in LANGUAGES},
        }
        for n in range(count)
    ]


def is_blank(row: Row) -> bool:
    return not any(row.get(code, "").strip() for code in LANGUAGES)


def acted(rows: list[Row], act: str, most: int) -> tuple[list[Row], int | None]:
    """Do one act ("row-up:2", "row-down:2", "row-remove:2", "row-more"); return the lines and the
    one to go to."""
    rows = list(rows)
    if act == "row-more":
        return [*rows, *({} for _n in range(max(0, min(BLANKS, most - len(rows)))))], len(rows)
    verb, _colon, said = act.partition(":")
    here = int(said) if said.isdecimal() else -1
    if not 0 <= here < len(rows):
        return rows, None
    row = rows.pop(here)
    if verb == "row-remove":
        return rows, min(here, len(rows) - 1)
    there = min(max(here + (-1 if verb == "row-up" else 1), 0), len(rows))
    rows.insert(there, row)
    return rows, there


class RowsEditor:
    """``known`` are the keys of the stored lines: only those may come back from the page."""

    def __init__(
        self,
        rows: Sequence[Row],
        *,
        known: Collection[str],
        least: int,
        most: int,
        check: bool = False,
    ) -> None:
        self.known = known
        self.least, self.most = least, most
        self.typed = list(rows)
        self.goes_to: int | None = None
        self.error = ""
        self.forms = [self._form(n, row, check=check) for n, row in enumerate(self.typed)]

    def _form(self, number: int, row: Row, *, check: bool) -> RowForm:
        prefix = f"row-{number}"
        texts = {code: row.get(code, "") for code in LANGUAGES}
        if not check:
            return RowForm(prefix=prefix, initial={"text": texts, "key": row.get("key", "")})
        data = {f"{prefix}-text_{code}": text for code, text in texts.items()}
        return RowForm({**data, f"{prefix}-key": row.get("key", "")}, prefix=prefix)

    def is_valid(self) -> bool:
        valid = not any(form.errors for form in self.forms)
        count = sum(not is_blank(row) for row in self.typed)
        if count < self.least:
            self.error = (
                _("Kirjoita ainakin kaksi vaihtoehtoa.")
                if self.least == 2
                else _("Kirjoita ainakin yksi rivi.")
            )
        elif count > self.most:
            self.error = _("Rivejä saa olla enintään %d. Poista osa.") % self.most
        return valid and not self.error

    def lines(self, taken: Collection[str], *, otherwise: str) -> list[dict[str, Any]]:
        """The filled lines, each with its key: the one it had, or a new one made of its words."""
        kept = [row["key"] for row in self.typed if row.get("key") in self.known]
        used = {*taken, *kept}
        seen: set[str] = set()
        lines = []
        for row in self.typed:
            if is_blank(row):
                continue
            texts = {code: row.get(code, "").strip() for code in LANGUAGES}
            key = row.get("key", "")
            if key not in self.known or key in seen:
                key = make_key(texts["fi"] or max(texts.values()), used, otherwise=otherwise)
            used.add(key)
            seen.add(key)
            lines.append({"key": key, "text": texts})
        return lines
