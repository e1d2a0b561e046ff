"""The shape of every command: human text, or one JSON document with ``--json``.

Exit codes: 0 done, 2 bad arguments or bad input, 1 failure. A command is a management command::

    class Command(CliCommand):
        help = "People of an organisation"

        def declare(self, parser: CommandParser) -> None:
            verbs = self.verbs(parser)
            one = verbs.add("import", self.import_file, help="read a roster file")
            one.add_argument("file", type=Path)

        def import_file(self, options: Options) -> Answer:
            ...
            return Answer("3 new people", {"new": 3})

A command without sub-verbs declares its arguments on ``parser`` and overrides ``answer``.
"""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandParser
from django.core.serializers.json import DjangoJSONEncoder

Options = dict[str, Any]


@dataclass(frozen=True)
class Answer:
    """What a command says: ``text`` to people, ``document`` to programs."""

    text: str
    document: Mapping[str, Any] | list[Any] = field(default_factory=dict)
    exit_code: int = 0


Handler = Callable[[Options], Answer | None]  # None: it has said all itself


class BadInput(Exception):  # noqa: N818
    """What was given cannot be used (exit 2); nothing was changed.

    ``report`` replaces the usual ``{"error": {"code", "message"}}`` on stdout: a roster's faults.
    """

    exit_code = 2

    def __init__(self, code: str, message: str, report: Mapping[str, Any] | None = None) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.report = report or {"error": {"code": code, "message": message}}


class Failed(BadInput):
    """What was asked could not be done, though the input was good (exit 1)."""

    exit_code = 1


class Arguments(CommandParser):
    """An argument parser whose complaint is the same JSON report as any other bad input."""

    def error(self, message: str) -> NoReturn:
        report = {"error": {"code": "bad_arguments", "message": message}}
        sys.stdout.write(json.dumps(report, ensure_ascii=False) + "\n")
        sys.stderr.write(f"{self.prog}: {message}\n")
        raise SystemExit(2)


class Verbs:
    """The sub-verbs of one command."""

    def __init__(self, parser: ArgumentParser) -> None:
        self._parsers = parser.add_subparsers(
            dest="verb", required=True, metavar="verb", parser_class=Arguments
        )

    def add(self, name: str, handler: Handler, *, help: str) -> ArgumentParser:  # noqa: A002
        """Add a verb; the parser returned takes its arguments."""
        parser: ArgumentParser = self._parsers.add_parser(name, help=help, description=help)
        add_json(parser)
        parser.set_defaults(handler=handler)
        return parser


def add_json(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="answer with one JSON document")


class CliCommand(BaseCommand):
    """A command of ``juuristo``; see the module's docstring."""

    requires_system_checks: Any = []
    suppressed_base_arguments = {
        *("--version", "--verbosity", "--settings", "--pythonpath"),
        *("--traceback", "--no-color", "--force-color", "--skip-checks"),
    }

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Build the parser as Django does, with our way of complaining."""
        parser = super().create_parser("juuristo", subcommand, **kwargs)
        parser.__class__ = Arguments
        return parser

    def add_arguments(self, parser: CommandParser) -> None:
        parser.set_defaults(handler=self.answer)
        self.declare(parser)

    def declare(self, parser: CommandParser) -> None:
        """Declare the arguments, or the sub-verbs with ``self.verbs(parser)``."""
        add_json(parser)

    def verbs(self, parser: CommandParser) -> Verbs:
        return Verbs(parser)

    def answer(self, options: Options) -> Answer | None:
        """Do the work of a command that has no sub-verbs."""
        raise NotImplementedError

    def handle(self, *args: Any, **options: Any) -> None:
        handler: Handler = options["handler"]
        try:
            answer = handler(options)
        except BadInput as fault:
            self.stdout.write(json_text(fault.report))
            self.stderr.write(fault.message)
            raise SystemExit(fault.exit_code) from fault
        if answer is None:
            return
        self.stdout.write(json_text(answer.document) if options.get("json") else answer.text)
        if answer.exit_code:
            raise SystemExit(answer.exit_code)


def json_text(document: Mapping[str, Any] | list[Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2, cls=DjangoJSONEncoder)
