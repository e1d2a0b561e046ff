"""The message catalogs, without GNU gettext: ``python tools/messages.py update|compile|check``.

The texts in code and templates are Finnish; ``locale/sv`` and ``locale/en`` translate them.
``update`` gathers the texts into both catalogs and keeps what is translated, ``compile`` makes
the binary catalogs Django reads, ``check`` tells what is missing.
"""

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parent.parent
LOCALE = ROOT / "locale"
LANGUAGES = ("sv", "en")
SOURCES = ("juuristo", "config", "example")
COMMENT_TAGS = ("Kääntäjälle:",)
_PLAIN, _PLURAL = None, (1, 2)
_CONTEXT, _CONTEXT_PLURAL = ((1, "c"), 2), ((1, "c"), 2, 3)
KEYWORDS = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop"), _PLAIN),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), _PLURAL),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), _CONTEXT),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), _CONTEXT_PLURAL),
}
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
# Header lines that say nothing, or change with every run.
CHURN = re.compile(
    rb'^"(POT-Creation-Date|PO-Revision-Date|Generated-By|Report-Msgid-Bugs-To|Last-Translator'
    rb"|Language-Team|Project-Id-Version): .*\n",
    re.MULTILINE,
)


def source_files() -> Iterator[Path]:
    """Yield the files whose texts people read; tests and migrations have none."""
    for folder in SOURCES:
        for path in sorted((ROOT / folder).rglob("*")):
            inside = path.relative_to(ROOT).parts
            if path.suffix in {".py", ".html", ".txt"} and not {
                "tests",
                "migrations",
                "static",
                "documents",
            } & set(inside):
                yield path


def as_python(path: Path) -> bytes:
    """Return a file as Python source that the extractor can read; templates become calls."""
    source = path.read_text(encoding="utf-8")
    if path.suffix != ".py":
        # Blanked-out text keeps its indentation, which Python's tokenizer would trip over.
        lines = templatize(source, origin=str(path)).splitlines()
        source = "\n".join(line.strip() for line in lines) + "\n"
    return source.encode()


def gather() -> Catalog:
    """Return every text of the product with its places and translator comments."""
    catalog = Catalog(project="Juuristo", charset="utf-8")
    for path in source_files():
        if path.suffix == ".txt" and "templates" not in path.parts:
            continue
        found = extract(
            "python", BytesIO(as_python(path)), KEYWORDS, COMMENT_TAGS, strip_comment_tags=True
        )
        for _line, text, comments, context in found:
            catalog.add(
                text,
                locations=[(path.relative_to(ROOT).as_posix(), 0)],
                auto_comments=comments,
                context=context,
            )
    return catalog


def catalog_path(language: str) -> Path:
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def read(language: str) -> Catalog:
    path = catalog_path(language)
    if not path.exists():
        return Catalog(locale=language, project="Juuristo", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update() -> None:
    gathered = gather()
    for language in LANGUAGES:
        catalog = read(language)
        catalog.update(gathered, no_fuzzy_matching=True, update_header_comment=False)
        catalog.header_comment = f"# Juuristo: {language}"
        catalog.fuzzy = False
        written = BytesIO()
        write_po(
            written,
            catalog,
            width=100,
            sort_output=True,
            ignore_obsolete=True,
            include_lineno=False,
        )
        path = catalog_path(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(CHURN.sub(b"", written.getvalue()))


def compile_all() -> None:
    for language in LANGUAGES:
        path = catalog_path(language)
        if path.exists():
            with path.with_suffix(".mo").open("wb") as file:
                write_mo(file, read(language))


def check() -> list[str]:
    """Return one line for each fault of the catalogs; none means that every word is there."""
    gathered = gather()
    wanted = {_key(message): message for message in gathered if message.id}
    return [line for language in LANGUAGES for line in _faults(language, wanted)]


def _key(message: Message) -> tuple[object, object]:
    return message.id, message.context


def _faults(language: str, wanted: dict[tuple[object, object], Message]) -> Iterator[str]:
    catalog = read(language)
    found = {_key(message): message for message in catalog if message.id}
    for key in wanted.keys() - found.keys():
        yield f"{language}: not in the catalog: {key[0]!r} (run make messages)"
    for key in found.keys() - wanted.keys():
        yield f"{language}: no longer used: {key[0]!r} (run make messages)"
    for key in wanted.keys() & found.keys():
        for fault in _faults_of(found[key], catalog.num_plurals):
            yield f"{language}: {fault}: {key[0]!r}"


def _faults_of(message: Message, plurals: int) -> Iterator[str]:
    texts, ids = _forms(message.string), _forms(message.id)
    if message.fuzzy:
        yield "fuzzy"
    if len(ids) > 1 and len(texts) != plurals:
        yield f"needs {plurals} plural forms"
    if not all(texts):
        yield "not translated"
        return
    for source, text in zip((ids[0], *[ids[-1]] * (len(texts) - 1)), texts, strict=True):
        if placeholders(source) != placeholders(text):
            yield f"placeholders differ in {text!r}"
        if (
            source[:1].isspace() != text[:1].isspace()
            or source[-1:].isspace() != text[-1:].isspace()
        ):
            yield f"spaces at the ends differ in {text!r}"


def _forms(text: object) -> list[str]:
    """Return the plural forms of a text; one that is missing is empty."""
    return [str(form or "") for form in (text if isinstance(text, (list, tuple)) else [text])]


def _ends(text: str) -> tuple[bool, bool]:
    return text[:1].isspace(), text[-1:].isspace()


def placeholders(text: str) -> list[str]:
    return sorted(PLACEHOLDER.findall(text))


def main(words: list[str]) -> int:
    verbs = {"update": update, "compile": compile_all, "check": check}
    if len(words) != 1 or words[0] not in verbs:
        sys.stderr.write("python tools/messages.py update|compile|check\n")
        return 2
    if not settings.configured:
        settings.configure()
    faults = verbs[words[0]]() or []
    sys.stderr.writelines(f"{fault}\n" for fault in faults)
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
