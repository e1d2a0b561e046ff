"""Templates: nothing inline, nothing unescaped, none that nobody uses."""

import re
from functools import cache
from pathlib import Path

import allauth
import pytest

from .sources import files, is_test, name, text

TEMPLATES = [path for path in files(".html", ".txt") if "templates" in path.parts]
PAGES = [path for path in TEMPLATES if path.suffix == ".html"]
# Letters are read in mail programs that know no style sheets.
SCREENS = [path for path in PAGES if "emails" not in path.parts and "mail" not in path.parts]
# Found by Django and allauth themselves, by name.
ALWAYS_USED = {"403.html", "404.html", "500.html", "403_csrf.html", "429.html"}
ALLAUTH = Path(allauth.__file__).parent / "templates"


def found(pattern: str, paths: list[Path]) -> list[str]:
    wanted = re.compile(pattern, re.IGNORECASE)
    return [
        f"{name(path)}: {line.strip()[:100]}"
        for path in paths
        for line in text(path).splitlines()
        if wanted.search(line)
    ]


def test_given_a_page_then_it_has_no_inline_style() -> None:
    assert found(r"\sstyle\s*=|<style\b", SCREENS) == []


def test_given_a_page_then_it_has_no_inline_script() -> None:
    assert found(r"<script(?![^>]*\b(src=|type=[\"']application/json))", PAGES) == []
    assert found(r"\son[a-z]+\s*=\s*[\"']|javascript:|\shx-on\b", PAGES) == []


def test_given_a_template_then_everything_is_escaped() -> None:
    assert found(r"\|\s*safe(seq)?\b|\{%\s*autoescape off", PAGES) == []


def test_given_the_code_then_it_marks_nothing_safe() -> None:
    code = [path for path in files(".py", under="juuristo") if not is_test(path)]
    assert found(r"\bmark_safe\b|\bSafeString\(", code) == []


def test_given_a_template_then_it_loads_no_builtin() -> None:
    """i18n, static, partials, cotton and our own filters are builtins."""
    assert found(r"\{%\s*load\b[^%]*\b(i18n|static|partials|cotton|shell)\b", TEMPLATES) == []


def template_name(path: Path) -> str:
    parts = path.parts
    last = len(parts) - 1 - parts[::-1].index("templates")
    return "/".join(parts[last + 1 :])


@cache
def composed(sources: str) -> list[re.Pattern[str]]:
    """Return what f-strings in the code can name: ``f"people/roster_{state}.html"``."""
    found = re.findall(r'f"([\w/-]+/[\w/-]*\{[^"]*?\}[\w/-]*\.html)', sources)
    parts = ((re.escape(part) for part in re.split(r"\{[^}]*\}", name)) for name in found)
    return [re.compile(r"\w+".join(part)) for part in parts]


def is_used(template: str, sources: str) -> bool:
    if template in ALWAYS_USED or (ALLAUTH / template).exists():
        return True
    if template.startswith("cotton/"):
        component = template.removeprefix("cotton/").removesuffix(".html")
        tag = component.removesuffix("/index").replace("/", ".").replace("_", "-")
        return re.search(rf"<c-{re.escape(tag)}[\s>/]", sources) is not None
    if "/emails/" in template:
        app, file = template.split("/emails/")
        letter = file.split(".")[0]
        return any(f'"{said}"' in sources for said in (f"{app}/{letter}", letter, template))
    return template in sources or any(name.fullmatch(template) for name in composed(sources))


def test_given_a_template_then_somebody_uses_it() -> None:
    sources = "\n".join(text(path) for path in (*files(".py"), *TEMPLATES))
    unused = [t for path in TEMPLATES if not is_used(t := template_name(path), sources)]
    assert unused == []


@pytest.mark.parametrize(
    ("template", "sources", "used"),
    [
        ("people/me.html", 'render(request, "people/me.html")', True),
        ("people/me.html", 'render(request, "people/you.html")', False),
        ("people/me_old.html", 'render(request, f"people/me_{state}.html")', True),
        ("people/me_old.html", 'render(request, f"people/you_{state}.html")', False),
        ("cotton/empty.html", '<c-empty title="x">', True),
        ("cotton/empty.html", '<c-empty-other title="x">', False),
        ("mail/emails/note.subject.txt", 'queue("mail/note", to=x)', True),
        ("mail/emails/note.subject.txt", 'queue("mail/other", to=x)', False),
        ("mail/emails/facts.html", '{% include "mail/emails/facts.html" %}', True),
    ],
)
def test_given_sources_then_the_search_tells_used_from_unused(
    template: str, sources: str, used: bool
) -> None:
    assert is_used(template, sources) is used
