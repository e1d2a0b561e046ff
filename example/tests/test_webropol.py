"""The same answers of 2022 as another tool would give them: brought in, they show the same."""

import json
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from example import case, loader


@pytest.mark.django_db
def test_given_the_file_of_another_tool_when_mapped_then_it_shows_the_same_figures() -> None:
    loader.load()
    said = run(
        *("import", str(case.FOLDER / "webropol-2022.csv"), "--json"),
        *("--instrument", "rooting-2022", "--programme", "kohtaava-2020-2022"),
        *("--wave", "Tuotu 2022", "--date", "2022-02-21", "--invited", "254"),
        *("--mapping", str(case.FOLDER / "webropol-2022.mapping.json")),
    )
    assert said == {
        "wave": "tuotu-2022",
        "rows": 106,  # two of them empty
        "imported": 104,
        "skipped": 2,
        "unmapped_columns": [],
        "faults": [],
    }
    brought, known = (
        run("results", "tuotu-2022", "--json"),
        run("results", "rooting-2022", "--json"),
    )
    assert brought.pop("wave") != known.pop("wave")
    assert brought == known


def run(*arguments: str) -> dict[str, Any]:
    out = StringIO()
    call_command("surveys", *arguments, stdout=out)
    document: dict[str, Any] = json.loads(out.getvalue())
    return document
