"""Which files may hang on a timeline entry: known kinds, told by their content and their name."""

import codecs
import struct
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

MAX_BYTES = 20 * 1024 * 1024
CHUNK = 64 * 1024
OFFICE = "application/vnd.openxmlformats-officedocument."
OPEN = "application/vnd.oasis.opendocument."


@dataclass(frozen=True)
class Kind:
    """A kind of file: its ending, its content type, how it begins, what its zip must hold."""

    ending: str
    content_type: str
    begins: bytes = b""
    member: str = ""


# What the zip library meets in a package somebody has broken, by accident or on purpose.
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
ZIP = b"PK\x03\x04"
KINDS = {
    kind.ending: kind
    for kind in (
        Kind("pdf", "application/pdf", b"%PDF-"),
        Kind("docx", f"{OFFICE}wordprocessingml.document", ZIP, "word/document.xml"),
        Kind("xlsx", f"{OFFICE}spreadsheetml.sheet", ZIP, "xl/workbook.xml"),
        Kind("pptx", f"{OFFICE}presentationml.presentation", ZIP, "ppt/presentation.xml"),
        Kind("odt", f"{OPEN}text", ZIP, "mimetype"),
        Kind("ods", f"{OPEN}spreadsheet", ZIP, "mimetype"),
        Kind("odp", f"{OPEN}presentation", ZIP, "mimetype"),
        Kind("txt", "text/plain"),
        Kind("png", "image/png", b"\x89PNG\r\n\x1a\n"),
        Kind("jpg", "image/jpeg", b"\xff\xd8\xff"),
    )
}
ENDINGS = {**KINDS, "jpeg": KINDS["jpg"]}


class UnfitFileError(Exception):
    """The file may not be attached; the message says why and what to do."""


def check(name: str, size: int, file: IO[bytes]) -> Kind:
    """Tell the kind of a file by its ending and its content. Raises ``UnfitFileError``."""
    if size > MAX_BYTES:
        raise UnfitFileError(_("Tiedosto on yli 20 megatavua. Pienennä sitä tai jaa se osiin."))
    if not size:
        raise UnfitFileError(_("Tiedosto on tyhjä."))
    kind = ENDINGS.get(name.rpartition(".")[2].lower())
    if kind is None:
        raise UnfitFileError(
            _("Tällaista tiedostoa ei voi liittää. Nämä käyvät: %(endings)s.")
            % {"endings": ", ".join(KINDS)}
        )
    file.seek(0)
    begins_so = file.read(len(kind.begins)) == kind.begins
    fits = begins_so and (_is_plain_text(file) if kind.ending == "txt" else _holds(file, kind))
    file.seek(0)
    if not fits:
        raise UnfitFileError(
            _(
                "Tiedoston sisältö ei ole sitä, mitä sen nimi lupaa (%(ending)s). "
                "Tallenna se uudelleen."
            )
            % {"ending": kind.ending}
        )
    return kind


def _is_plain_text(file: IO[bytes]) -> bool:
    """UTF-8 to its end, without NUL, that does not begin like a web page."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    begun = False
    try:
        while chunk := file.read(CHUNK):
            text = decoder.decode(chunk)
            seen = text if begun else text.lstrip("\ufeff \t\r\n\f\v")
            if "\0" in text or (not begun and seen.startswith("<")):
                return False
            begun = begun or bool(seen)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _holds(file: IO[bytes], kind: Kind) -> bool:
    """Whether a zip has the member that makes it this kind; true for what is not a zip."""
    if not kind.member:
        return True
    try:
        with zipfile.ZipFile(file) as package:
            if kind.member != "mimetype":
                return kind.member in package.namelist()
            with package.open("mimetype") as member:
                return member.read(100).decode("ascii", "replace") == kind.content_type
    except BROKEN:
        return False
