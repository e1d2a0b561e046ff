"""``juuristo gatherings allocate``: files in, JSON out, no database."""

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command

PEOPLE = "person,office,team\na,north,t\nb,south,t\n"
SESSIONS = "session,capacity,minimum\nx,1,1\ny,1,1\n"
WISHES = "person,rank,session\na,1,x\na,2,y\nb,1,x\n"


def run(tmp_path: Path, *flags: str, **texts: str) -> tuple[str, int]:
    """Write the three files and run the command: what it said and its exit code."""
    arguments = []
    for name, text in ({"people": PEOPLE, "sessions": SESSIONS, "wishes": WISHES} | texts).items():
        file = tmp_path / f"{name}.csv"
        file.write_text(text, encoding="utf-8")
        arguments += [f"--{name}", str(file)]
    said = StringIO()
    try:
        call_command("gatherings", "allocate", *arguments, *flags, stdout=said, stderr=StringIO())
    except SystemExit as stopped:
        return said.getvalue(), int(str(stopped.code))
    return said.getvalue(), 0


def test_given_three_files_when_allocated_then_the_document_is_as_the_interface_says(
    tmp_path: Path,
) -> None:
    said, code = run(tmp_path, "--seed", "7", "--json")

    document: dict[str, Any] = json.loads(said)
    assert code == 0
    assert isinstance(document.pop("seconds"), float)
    assert document == {
        "status": "optimal",
        "assignment": {"a": "y", "b": "x"},
        "unassigned": [],
        "ranks": {"1": 1, "2": 1},
        "same_office_pairs": 0,
        "same_team_pairs": 0,
        "mixing": 1.0,
        "stages": [
            {"objective": name, "value": value, "bound": value, "status": "optimal"}
            for name, value in [
                ("unassigned", 0),
                ("rank_2", 1),
                ("same_office_pairs", 0),
                ("same_team_pairs", 0),
            ]
        ],
        "advice": [],
    }


def test_given_more_people_than_places_then_the_document_names_the_session_and_what_would_help(
    tmp_path: Path,
) -> None:
    said, code = run(tmp_path, "--json", wishes="person,rank,session\na,1,x\nb,1,x\n")

    assert code == 0
    full = json.loads(said)["advice"][-1]
    assert (full["code"], full["session"], full["people"]) == ("full", "x", 1)
    assert "Lisää paikkoja" in full["message"]


def test_given_no_flag_then_it_speaks_to_people(tmp_path: Path) -> None:
    said, code = run(tmp_path)

    assert code == 0
    assert said.splitlines() == [
        "Paikan sai 2 / 2.",
        "1. toiveensa sai 1.",
        "2. toiveensa sai 1.",
        "Kohtaavista pareista eri toimipaikoista on 100 %.",
        "Parempaa jakoa ei ole: tulos on todistettu.",
    ]


def test_given_semicolons_columns_in_another_order_and_empty_rows_then_it_reads_them(
    tmp_path: Path,
) -> None:
    said, code = run(
        tmp_path, "--json", wishes="\ufeffsession;person;rank;note\nx;a;1;hi\n;;;\ny;b;1;\n"
    )

    assert code == 0
    assert json.loads(said)["assignment"] == {"a": "x", "b": "y"}


@pytest.mark.parametrize(
    ("texts", "code"),
    [
        ({"wishes": "person,rank,session\na,1,z\n"}, "unknown_session"),
        ({"sessions": "session,capacity,minimum\nx,1,2\ny,1,1\n"}, "minimum_over_capacity"),
        ({"sessions": "session,capacity\nx,1\n"}, "missing_column"),
        ({"sessions": "session,capacity,minimum\nx,many,1\n"}, "bad_number"),
        ({"sessions": "session,capacity,minimum\nx,-1,1\n"}, "bad_number"),
        ({"people": "person,office,team\n,north,t\n"}, "missing_value"),
        ({"people": ""}, "unreadable_file"),
    ],
)
def test_given_bad_input_then_it_exits_with_2_and_says_what_is_wrong_in_json(
    tmp_path: Path, texts: dict[str, str], code: str
) -> None:
    said, exit_code = run(tmp_path, "--json", **texts)

    document = json.loads(said)
    assert exit_code == 2
    assert document["status"] == "infeasible"
    assert document["error"]["code"] == code
    assert document["faults"][0]["message"]


def test_given_a_file_that_is_not_there_then_it_exits_with_2(tmp_path: Path) -> None:
    said = StringIO()
    names = [
        item
        for name in ("people", "sessions", "wishes")
        for item in (f"--{name}", str(tmp_path / "none.csv"))
    ]
    with pytest.raises(SystemExit) as stopped:
        call_command("gatherings", "allocate", *names, stdout=said, stderr=StringIO())
    assert stopped.value.code == 2
    assert json.loads(said.getvalue())["error"]["code"] == "unreadable_file"
