"""Which files may hang on an entry, and how they are handed out."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from conftest import ClientOf
from juuristo.audit.models import AuditEvent
from juuristo.people.models import Person
from juuristo.programme import documents
from juuristo.programme.models import Document, TimelineEntry
from juuristo.programme.tests.factories import TimelineEntryFactory

PDF = b"%PDF-1.7\n1 0 obj\n"


def zip_of(name: str, content: bytes = b"<x/>") -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as package:
        package.writestr(name, content)
    return file.getvalue()


@pytest.fixture(autouse=True)
def _uploads(settings: Any, tmp_path: Path) -> None:
    storages = dict(settings.STORAGES)
    storages["default"] = storages["default"] | {"OPTIONS": {"location": tmp_path}}
    settings.STORAGES = storages


@pytest.fixture
def entry(coordinator: Person) -> TimelineEntry:
    return TimelineEntryFactory(programme__organisation=coordinator.organisation)


@pytest.fixture
def attach(
    entry: TimelineEntry, coordinator: Person, client_of: ClientOf
) -> Callable[[str, bytes], Any]:
    def post(name: str, content: bytes) -> Any:
        file = SimpleUploadedFile(name, content)
        url = reverse("entry", args=[entry.programme.slug, entry.pk])
        return client_of(coordinator).post(url, {"file": file})

    return post


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("kirje.pdf", PDF),
        ("Kirje.DOCX", zip_of("word/document.xml")),
        ("taulukko.ods", zip_of("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")),
        ("muistio.txt", "Hyvää työtä, ääkköset mukana".encode()),
        ("pitka.txt", b"a" + "ä".encode() * 100_000),
        ("kuva.jpeg", b"\xff\xd8\xff\xe0rest"),
    ],
)
def test_given_a_known_kind_when_checked_then_it_is_told(name: str, content: bytes) -> None:
    kind = documents.check(name, len(content), io.BytesIO(content))
    assert kind in documents.KINDS.values()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("sivu.html", b"<html></html>"),
        ("kuva.svg", b"<svg onload='x()'/>"),
        ("sivu.pdf", b"<html><script>1</script></html>"),
        ("sivu.txt", b" \n<!doctype html><script>1</script>"),
        ("nolla.txt", b"a\0b"),
        ("latin.txt", "ääkköset".encode("latin-1")),
        ("loppu.txt", "hyvä".encode("latin-1")),
        ("katkennut.txt", "hyvä".encode()[:-1]),
        ("syva.txt", b"a" * 200_000 + b"\0"),
        ("sekava.txt", b"a" * 200_000 + b"\xff"),
        ("kaukana.txt", b" " * 200_000 + b"<html>"),
        ("ohjelma.docx", zip_of("evil.exe")),
        ("rikki.docx", b"PK\x03\x04rikki"),
        ("vaara.odt", zip_of("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")),
        ("tyhja.pdf", b""),
        ("nimeton", PDF),
        (".pdf.exe", PDF),
    ],
)
def test_given_an_unfit_file_when_attached_then_it_is_refused_and_nothing_is_kept(
    name: str, content: bytes, attach: Callable[[str, bytes], Any]
) -> None:
    response = attach(name, content)
    assert response.status_code == 422
    assert not Document.objects.exists()


def test_given_a_file_too_large_when_checked_then_it_is_refused_unread() -> None:
    class Unreadable(io.BytesIO):
        def read(self, size: int | None = -1, /) -> bytes:
            raise AssertionError

    with pytest.raises(documents.UnfitFileError, match="20"):
        documents.check("iso.pdf", documents.MAX_BYTES + 1, Unreadable())


@pytest.mark.django_db(transaction=True)
def test_given_a_document_when_attached_handed_out_and_removed_then_nothing_stays(
    attach: Callable[[str, bytes], Any],
    entry: TimelineEntry,
    adviser: Person,
    coordinator: Person,
    stranger: Person,
    client_of: ClientOf,
    tmp_path: Path,
) -> None:
    assert attach("../../Johtajan kirje.pdf", PDF).status_code == 302
    document = Document.objects.get()
    path = Path(document.file.path)
    assert path.is_relative_to(tmp_path)
    url = reverse("document", args=[document.pk])

    answer = client_of(adviser).get(url)
    assert b"".join(answer.streaming_content) == PDF  # type: ignore[attr-defined]
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert ".." not in document.name
    assert client_of(stranger).get(url).status_code == 404

    removal = reverse("document_remove", args=[document.pk])
    assert client_of(adviser).post(removal).status_code == 403
    assert path.exists()
    assert client_of(coordinator).post(removal).status_code == 302
    assert not path.exists()
    verbs = AuditEvent.objects.values_list("verb", flat=True)
    assert {"document.added", "document.deleted"} <= set(verbs)


def test_given_no_script_when_a_document_is_removed_then_a_page_asks_first(
    attach: Callable[[str, bytes], Any],
    entry: TimelineEntry,
    coordinator: Person,
    adviser: Person,
    client_of: ClientOf,
) -> None:
    attach("kirje.pdf", PDF)
    url = reverse("document_remove", args=[Document.objects.get().pk])
    page = reverse("entry", args=[entry.programme.slug, entry.pk])
    assert f'href="{url}"' in client_of(coordinator).get(page).content.decode()
    assert f'href="{url}"' not in client_of(adviser).get(page).content.decode()
    assert client_of(adviser).get(url).status_code == 403
    assert "Poistetaanko kirje.pdf?" in client_of(coordinator).get(url).content.decode()
    assert Document.objects.exists()
    assert client_of(coordinator).post(url)["Location"] == page
    assert not Document.objects.exists()
