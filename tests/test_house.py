"""The house's own rules: sizes, names, pins, and what must never be in the repository."""

import ast
import re
from hashlib import blake2b
from itertools import pairwise
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import call_command

from .sources import ROOT, files, is_test, name, text, tracked

FORBIDDEN_NAMES = {"utils", "helpers", "services", "common", "base", "signals", "misc"}
# Real people stand in the founding documents. Their names are known here only as hashes.
REAL_NAMES = {
    *("1af370186aaa82f7", "1d30ae6ff54a839c", "25d545fdacc74b8d"),
    *("37a6df9a3612ba98", "505bc1468240f578", "7e322c7bd4ddac3c"),
    *("82e2e8e5ab8eea04", "9ae4c8afa2b0c59b", "9ba0e478bd826111"),
    *("a09ed5d5a7777452", "a706a4d9591fe708", "ea6866a018e8be1f"),
    *("f80ee7dec9b1466e", "fa1cd931f73762cf"),
}


def test_given_the_code_then_files_are_short() -> None:
    long = [
        f"{name(path)}: {lines} lines"
        for path in files(".py", ".ts", ".html", ".sh", ".mjs")
        if "migrations" not in path.parts
        and (lines := text(path).count("\n")) > (500 if is_test(path) else 400)
    ]
    assert long == []


def test_given_the_code_then_functions_are_short() -> None:
    long = [
        f"{name(path)}: {function.name} {length} lines"
        for path in files(".py")
        for function in ast.walk(ast.parse(text(path)))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        and (length := (function.end_lineno or 0) - function.lineno + 1) > 40
    ]
    assert long == []


def test_given_the_code_then_no_file_is_a_grab_bag() -> None:
    bags = [
        name(path)
        for path in files(".py", ".ts")
        if path.stem in FORBIDDEN_NAMES or FORBIDDEN_NAMES & set(path.relative_to(ROOT).parts)
    ]
    # Django looks for a database backend under this name.
    assert bags == ["juuristo/shell/sqlite/base.py"]


def test_given_the_code_then_nothing_waits_to_be_done() -> None:
    marks = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b|pytest\.(mark\.)?(skip|xfail)")
    waiting = [
        f"{name(path)}: {found.group()}"
        for path in files(".py", ".ts", ".html", ".css", ".sh")
        if path != Path(__file__).resolve() and (found := marks.search(text(path)))
    ]
    assert waiting == []


def test_given_an_ignored_type_fault_then_its_kind_is_said() -> None:
    bare = re.compile(r"# type: ignore(?!\[)|# noqa(?!: )")
    found = [name(path) for path in files(".py") if bare.search(text(path))]
    assert found == [name(Path(__file__).resolve())]


@pytest.mark.django_db
def test_given_the_models_then_each_has_its_migration() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_given_no_release_yet_then_an_app_has_one_migration() -> None:
    for app in apps.get_app_configs():
        if app.name.startswith("juuristo."):
            found = sorted(p.name for p in Path(app.path).glob("migrations/[0-9]*.py"))
            assert found in ([], ["0001_initial.py"]), app.name


@pytest.mark.parametrize("lock", ["base.txt", "dev.txt", "node.txt"])
def test_given_a_python_lock_then_all_is_hashed_and_no_host_is_named(lock: str) -> None:
    content = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    pins = re.findall(r"^[a-z0-9][^\s=]*==\S+(?: ;[^\\\n]*)? *(\\?)$", content, re.MULTILINE)
    assert pins
    assert all(pins), "a pin without a hash"
    assert not re.search(r"https?://|file:|/home/|/root/", content)


def test_given_the_browser_lock_then_no_host_is_named() -> None:
    content = (ROOT / "frontend" / "package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in content
    assert content.count('"integrity"') >= 5


def test_given_the_repository_then_it_knows_no_machine() -> None:
    """Set-up, product and tests read nothing outside the repository and the data folder."""
    # frontend/src/shared is ours; its neighbours import it as "../shared/…".
    outside = re.compile(r"(?<!from \")\.\./shared\b|(?<![\w.])/(work|root|home)/\w")
    found = [
        f"{name(path)}: {where.group()}"
        for path in tracked()
        if path != Path(__file__).resolve() and (where := outside.search(text(path)))
    ]
    assert found == []


def hashed(words: str) -> str:
    return blake2b(words.lower().encode(), digest_size=8).hexdigest()


# Those whose work the method comes from: the page about Juuristo credits them, and its texts lie
# in the catalogs.
CREDITED = {"82e2e8e5ab8eea04", "7e322c7bd4ddac3c"}


def test_given_the_repository_then_no_real_person_is_named() -> None:
    word = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
    for path in tracked():
        words = word.findall(text(path))
        said = {*words, *(" ".join(pair) for pair in pairwise(words))}
        unsaid = REAL_NAMES - CREDITED if path.suffix == ".po" else REAL_NAMES
        assert not {w for w in said if hashed(w) in unsaid}, name(path)


def test_given_the_examples_names_then_none_combine_into_a_real_person() -> None:
    sections = text(ROOT / "example" / "names.txt").split("#")
    first, last = (set(section.split()[2:]) for section in sections[1:3])
    assert first
    assert last
    assert [
        f"{one} {other}"
        for one in first
        for other in last
        if hashed(f"{one} {other}") in REAL_NAMES
    ] == []
