"""What README and ARCHITECTURE say is there."""

import re

from juuristo.__main__ import own_verbs

from .sources import ROOT, files, text

DOCUMENTS = [ROOT / "README.md", ROOT / "ARCHITECTURE.md", *files(".md", under="deploy/")]


def said(pattern: str) -> set[str]:
    return {found for path in DOCUMENTS for found in re.findall(pattern, text(path), re.MULTILINE)}


def test_given_a_make_command_in_the_documents_then_there_is_one() -> None:
    targets = set(re.findall(r"^([a-z]+):", text(ROOT / "Makefile"), re.MULTILINE))
    spoken = said(r"(?:^|`)(?:PORT=\d+ )?make ([a-z]+)")
    assert {"run", "test", "setup"} <= spoken <= targets


def test_given_a_verb_in_the_documents_then_there_is_one() -> None:
    spoken = said(r"(?:^|[`/])juuristo ([a-z]+)")
    assert {"setup", "serve", "example", "people"} <= spoken
    assert spoken <= set(own_verbs())


def test_given_a_variable_then_readme_and_settings_both_know_it() -> None:
    code = "\n".join(text(path) for path in (*files(".py", under="config"),))
    read = set(re.findall(r'environ(?:\.get\(|\[)\s*"(JUURISTO_[A-Z_]+)"', code))
    read |= {f"JUURISTO_{secret.upper()}" for secret in re.findall(r'_secret\("(\w+)"\)', code)}
    told = set(re.findall(r"^\| `(JUURISTO_[A-Z_]+)`", text(ROOT / "README.md"), re.MULTILINE))
    assert read - {"JUURISTO_BOUND_TO_LOOPBACK"} == told


def test_given_the_architecture_then_every_app_is_in_it() -> None:
    house = text(ROOT / "ARCHITECTURE.md")
    apps = {path.parent.name for path in (ROOT / "juuristo").glob("*/__init__.py")}
    assert {app for app in apps if f"  {app}/" not in house} == set()


def test_given_a_link_to_a_file_then_the_file_is_there() -> None:
    links = said(r"\]\((?!http)([^)#]+)\)")
    assert [link for link in links if not (ROOT / link).exists()] == []
