"""Every word is there in Finnish (the texts themselves), Swedish and English."""

import ast
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message

from tools import messages

from .sources import files, text

# Words that were weighed and left; docs/sanasto.md says what to write instead.
LEFT = {
    "sv": re.compile(r"(?i)\b(gången|handling(en|ar)?|introducer\w+)\b"),
    "en": re.compile(r"(?i)\b(session script|running order|survey instrument|next act)s?\b"),
}


def test_given_the_catalogs_then_every_text_is_translated() -> None:
    assert messages.check() == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_given_the_catalogs_then_no_text_uses_a_word_that_was_left(language: str) -> None:
    texts = [str(message.string) for message in messages.read(language)]
    assert [one for one in texts if LEFT[language].search(one)] == []


def test_given_the_texts_then_the_gathering_reads_code_and_templates(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "juuristo" / "templates"
    folder.mkdir(parents=True)
    (folder / "page.html").write_text(
        """<div>
  {% comment %}Kääntäjälle: paikka{% endcomment %}
      <c-head title="{% translate "Ilmoittaudu" context "nappi" %}" />
    don't
  {% blocktranslate trimmed count n=1 %}
    yksi kerta
  {% plural %}
    {{ n }} kertaa
  {% endblocktranslate %}
</div>""",
        encoding="utf-8",
    )
    (tmp_path / "juuristo" / "views.py").write_text('x = _("Tervetuloa")\n', encoding="utf-8")
    monkeypatch.setattr(messages, "ROOT", tmp_path)
    gathered = {(message.id, message.context) for message in messages.gather() if message.id}
    assert gathered == {
        ("Ilmoittaudu", "nappi"),
        (("yksi kerta", "%(n)s kertaa"), None),
        ("Tervetuloa", None),
    }


@pytest.mark.parametrize(
    ("message", "fault"),
    [
        (Message("Hei %(name)s", "Hej %(name)s"), None),
        (Message("Hei", ""), "not translated"),
        (Message("Hei", "Hej", flags=["fuzzy"]), "fuzzy"),
        (Message("Hei %(name)s", "Hej %(namn)s"), "placeholders differ"),
        (Message(("yksi", "%(n)s monta"), ("en", "")), "not translated"),
        (Message(("yksi", "%(n)s monta"), ("en",)), "needs 2 plural forms"),
        (Message("Hei ", "Hej"), "spaces at the ends differ"),
    ],
)
def test_given_a_faulty_translation_then_the_check_finds_it(
    message: Message, fault: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def catalog_of(message: Message) -> Catalog:
        catalog = Catalog(locale="sv")
        catalog.add(message.id, message.string, flags=message.flags)
        return catalog

    monkeypatch.setattr(messages, "gather", lambda: catalog_of(Message(message.id)))
    monkeypatch.setattr(messages, "read", lambda language: catalog_of(message))
    monkeypatch.setattr(messages, "LANGUAGES", ("sv",))
    faults = messages.check()
    assert (faults == []) if fault is None else any(fault in line for line in faults)


def test_given_the_code_then_no_text_hides_in_an_f_string() -> None:
    """Python 3.11 reads an f-string as one token, so a text in it would never be gathered."""
    calls = {"_", "gettext", "gettext_lazy", "ngettext", "pgettext", "npgettext"}
    hidden = [
        f"{path.name}:{call.lineno}"
        for path in files(".py")
        for string in ast.walk(ast.parse(text(path)))
        if isinstance(string, ast.JoinedStr)
        for call in ast.walk(string)
        if isinstance(call, ast.Call) and getattr(call.func, "id", "") in calls
    ]
    assert hidden == []
