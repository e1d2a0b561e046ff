"""`make bench`: every figure, on SQLite and, when DATABASE_URL_POSTGRES names one, PostgreSQL."""

import subprocess
import sys

from bench.ground import postgres_url

NAMES = (
    "signup_race",
    "allocation",
    "requests",
    "roster",
    "survey_export",
    "walk_sync",
    "voice_intake",
    "voice_page",
    "boards",
    "survey_intake",
    "survey_results",
    "map_drawing",
    "companion",
)
ONCE = ("allocation", "map_drawing", "companion")  # the database makes no difference


def main() -> None:
    engines = ["sqlite", *(["postgres"] if postgres_url() else [])]
    failed = 0
    for name in NAMES:
        for engine in engines[:1] if name in ONCE else engines:
            sys.stdout.write(f"\n{name} on {engine}\n")
            sys.stdout.flush()
            command = [sys.executable, "-m", f"bench.{name}", "--engine", engine, *sys.argv[1:]]
            failed += bool(subprocess.run(command, check=False).returncode)
    if len(engines) == 1:
        sys.stdout.write("\nPostgreSQL was not measured: DATABASE_URL_POSTGRES names none.\n")
    raise SystemExit(1 if failed else 0)


if __name__ == "__main__":
    main()
