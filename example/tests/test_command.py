import json

import pytest
from django.core.management import call_command

from example import case
from juuristo.people.models import Organisation, Role, User

pytestmark = pytest.mark.django_db


def answer_of(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, object]:
    call_command("example", "load", "--json", *arguments)
    document: dict[str, object] = json.loads(capsys.readouterr().out)
    return document


def test_given_an_empty_database_when_loaded_then_one_sign_in_per_role_works(
    capsys: pytest.CaptureFixture[str],
) -> None:
    said = answer_of(capsys, "--first-run")
    assert said["loaded"] is True
    assert {row["role"] for row in said["sign_ins"]} == set(Role.values)  # type: ignore[attr-defined]
    for row in said["sign_ins"]:  # type: ignore[attr-defined]
        user = User.objects.get(email=row["email"])
        assert user.check_password(case.PASSWORD)
        assert user.people.get().has_role(row["role"])


def test_given_an_organisation_when_run_for_the_first_time_then_it_is_left_alone(
    organisation: Organisation, capsys: pytest.CaptureFixture[str]
) -> None:
    said = answer_of(capsys, "--first-run")
    assert said == {"loaded": False, "sign_ins": []}
    assert Organisation.objects.count() == 1


def test_given_the_example_when_loaded_again_then_it_says_so_and_fails(
    capsys: pytest.CaptureFixture[str],
) -> None:
    answer_of(capsys)
    with pytest.raises(SystemExit) as stop:
        answer_of(capsys)
    assert stop.value.code == 1
    assert json.loads(capsys.readouterr().out)["error"]["code"] == "already_loaded"
