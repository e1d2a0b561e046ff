import json
import subprocess
import sys
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.core.management.base import CommandParser

from juuristo.cli.verbs import Answer, BadInput, CliCommand, Failed, Options


class Fruit(CliCommand):
    help = "fruit"

    def declare(self, parser: CommandParser) -> None:
        pick = self.verbs(parser).add("pick", self.pick, help="pick some")
        pick.add_argument("count", type=int)

    def pick(self, options: Options) -> Answer:
        if options["count"] < 0:
            raise BadInput("negative", "fewer than none")
        if options["count"] > 9:
            raise Failed("tree_empty", "no more fruit")
        return Answer(f"{options['count']} picked", {"picked": options["count"]})


def run(*words: str) -> tuple[int, str, str]:
    out, err, code = StringIO(), StringIO(), 0
    try:
        call_command(Fruit(stdout=out, stderr=err), *words)
    except SystemExit as end:
        code = int(end.code or 0)
    return code, out.getvalue(), err.getvalue()


def test_given_a_verb_when_it_is_done_then_it_speaks_to_people() -> None:
    assert run("pick", "3") == (0, "3 picked\n", "")


def test_given_json_when_it_is_done_then_one_document_comes_out() -> None:
    code, out, err = run("pick", "3", "--json")
    assert (code, json.loads(out), err) == (0, {"picked": 3}, "")


@pytest.mark.parametrize(
    ("count", "code", "expected"), [("-1", 2, "negative"), ("10", 1, "tree_empty")]
)
def test_given_bad_input_or_failure_then_a_report_and_one_line_come_out(
    count: str, code: int, expected: str
) -> None:
    ended, out, err = run("pick", "--", count)
    assert ended == code
    assert json.loads(out)["error"]["code"] == expected
    assert len(err.splitlines()) == 1


@pytest.mark.parametrize("words", [["bogus"], ["setup", "--bogus"], ["jobs"], ["jobs", "bogus"]])
def test_given_bad_arguments_then_exit_2_with_a_report(words: list[str]) -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "juuristo", *words], capture_output=True, text=True, check=False
    )
    report: Any = json.loads(ended.stdout)
    assert (ended.returncode, report["error"]["code"]) == (2, "bad_arguments")
    assert len(ended.stderr.splitlines()) == 1


def test_given_no_verb_then_the_verbs_are_listed() -> None:
    ended = subprocess.run(
        [sys.executable, "-m", "juuristo"], capture_output=True, text=True, check=True
    )
    assert {"setup", "serve"} <= set(ended.stdout.split())
