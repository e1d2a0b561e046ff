"""The command line: ``juuristo <verb>``; every verb is a Django management command."""

import json
import os
import sys

import django
from django.core.exceptions import ImproperlyConfigured
from django.core.management import execute_from_command_line, get_commands, load_command_class


def main() -> None:
    os.umask(0o077)  # what we write names people: it is for this account alone
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    try:
        django.setup()
    except ImproperlyConfigured as fault:
        refuse("bad_environment", str(fault))
    wanted = sys.argv[1] if len(sys.argv) > 1 else "help"
    if wanted in {"help", "-h", "--help"} and len(sys.argv) <= 2:
        print_verbs()
    elif wanted not in {*get_commands(), "help", "version", "--version"}:
        known = ", ".join(own_verbs())
        refuse("bad_arguments", f"there is no verb {wanted!r}: use one of {known}")
    else:
        execute_from_command_line(sys.argv)


def own_verbs() -> dict[str, str]:
    """Return our own commands and their apps; Django's and the libraries' work unadvertised."""
    return {
        name: str(app)
        for name, app in sorted(get_commands().items())
        if str(app).split(".")[0] in {"juuristo", "example"}
    }


def print_verbs() -> None:
    lines = ["juuristo <verb> …; juuristo <verb> --help says more\n"]
    for name, app in own_verbs().items():
        lines.append(f"  {name:12} {load_command_class(app, name).help}")
    sys.stdout.write("\n".join(lines) + "\n")


def refuse(code: str, message: str) -> None:
    report = {"error": {"code": code, "message": message}}
    sys.stdout.write(json.dumps(report, ensure_ascii=False) + "\n")
    sys.stderr.write(f"juuristo: {message}\n")
    raise SystemExit(2)


if __name__ == "__main__":
    main()
