"""``juuristo surveys instrument export|import``: surveys as XLSForm, out and in."""

import re
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from pydantic import ValidationError

from juuristo.audit import trail
from juuristo.cli.verbs import Answer, BadInput, Failed, Options, Verbs
from juuristo.people.models import Organisation
from juuristo.programme.models import Programme
from juuristo.shell.sheets.faults import MAX_BYTES

from .actions.instruments import bring
from .definition import Definition, definition_of
from .faults import faults_of
from .models import Instrument
from .ready import READY, ready
from .refusals import Refused
from .xlsform.reading import Form, read
from .xlsform.writing import write

KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")


def declare(verbs: Verbs) -> None:
    instrument = verbs.add("instrument", _nothing, help="surveys as XLSForm, out and in")
    inner = Verbs(instrument)
    out = inner.add("export", export_form, help="write an instrument as an XLSForm")
    out.add_argument("key", metavar="KEY", help="the instrument's key, such as rooting-2022")
    _add_where(out, is_required=False)
    out.add_argument("--out", type=Path, required=True, metavar="F.xlsx")
    brought = inner.add("import", import_form, help="bring in an XLSForm, whole or not at all")
    brought.add_argument("file", type=Path)
    _add_where(brought, is_required=True)
    brought.add_argument("--key", help="the instrument's key, unless the file's own form_id")
    brought.add_argument(
        "--replace", action="store_true", help="put it in place of the draft with the same key"
    )


def _add_where(parser: ArgumentParser, *, is_required: bool) -> None:
    where = parser.add_mutually_exclusive_group(required=is_required)
    where.add_argument("--organisation", metavar="SLUG")
    where.add_argument("--programme", metavar="SLUG")


def _nothing(_options: Options) -> None:
    """Never called: a verb of its own is required after ``instrument``."""


def export_form(options: Options) -> Answer:
    """Write the draft; without an organisation, the ready instrument."""
    key = options["key"]
    definition, instrument = _wanted(key, _organisation(options))
    try:
        options["out"].write_bytes(write(definition, key))
    except Refused as refused:
        raise BadInput(refused.code, refused.message) from None
    except OSError:
        message = _("Tiedostoa %(file)s ei voi kirjoittaa.") % {"file": options["out"]}
        raise Failed("unwritable_file", message) from None
    if instrument is not None:
        trail.record(
            "instrument.exported",
            actor=None,
            about=instrument,
            organisation_id=instrument.organisation_id,
        )
    document = {
        "instrument": key,
        "questions": len(definition.questions),
        "file": str(options["out"]),
    }
    return Answer(_("Kyselypohja on tiedostossa %(file)s.") % document, document)


def _wanted(key: str, organisation: Organisation | None) -> tuple[Definition, Instrument | None]:
    found = Instrument.objects.filter(organisation=organisation, key=key).first()
    if found is not None:
        return _readable(found), found
    if key in READY:
        return ready(key), None
    raise BadInput("unknown_instrument", _("Kyselypohjaa %(key)s ei ole.") % {"key": key})


def _readable(instrument: Instrument) -> Definition:
    try:
        return definition_of(instrument.content)
    except ValidationError:
        message = faults_of(instrument.content)[0].message
        raise BadInput("faulty_instrument", message) from None


def import_form(options: Options) -> Answer:
    organisation = _organisation(options)
    assert organisation is not None  # the parser requires one
    form = read(_bytes_of(options["file"]))
    key = options["key"] or form.key
    if form.definition is None:
        raise _faulty(form)
    if key and not KEY.fullmatch(key):
        message = _("Tunnuksessa ”%(key)s” saa olla a–z, 0–9 ja yhdysviivoja.") % {"key": key[:60]}
        raise BadInput("bad_key", message)
    if not key:
        message = _("Tiedostossa ei ole tunnistetta (form_id). Anna se valitsimella --key.")
        raise BadInput("no_key", message)
    try:
        bring(organisation, key, form.definition, actor=None, replacing=options["replace"])
    except Refused as refused:
        raise BadInput(refused.code, refused.message) from None
    count = len(form.definition.questions)
    said = ngettext(
        "Kyselypohja %(key)s on tuotu: %(count)s kysymys.",
        "Kyselypohja %(key)s on tuotu: %(count)s kysymystä.",
        count,
    )
    document: dict[str, Any] = {"instrument": key, "questions": count, "faults": []}
    return Answer(said % {"key": key, "count": count}, document)


def _bytes_of(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError:
        message = _("Tiedostoa %(file)s ei voi lukea.") % {"file": path}
        raise BadInput("unreadable_file", message) from None


def _faulty(form: Form) -> BadInput:
    faults = [fault.as_json() for fault in form.faults]
    report: dict[str, Any] = {"instrument": form.key, "questions": 0, "faults": faults}
    first = form.faults[0]
    lines = [
        ngettext(
            "Tiedostossa on yksi virhe. Mitään ei tallennettu.",
            "Tiedostossa on %(count)s virhettä. Mitään ei tallennettu.",
            len(faults),
        )
        % {"count": len(faults)}
    ]
    if first.row is not None:
        place = {"sheet": first.sheet, "row": first.row, "column": first.column or "–"}
        lines.append(_("Taulukko %(sheet)s, rivi %(row)s, sarake %(column)s:") % place)
    return BadInput(first.code, " ".join([*lines, first.message]), report)


def _organisation(options: Options) -> Organisation | None:
    """Return the organisation named, itself or by its programme."""
    if slug := options["programme"]:
        programme = Programme.objects.filter(slug=slug).select_related("organisation").first()
        if programme is None:
            message = _("Juurruttamisohjelmaa %(slug)s ei ole.") % {"slug": slug}
            raise BadInput("unknown_programme", message)
        return programme.organisation
    if slug := options["organisation"]:
        organisation = Organisation.objects.filter(slug=slug).first()
        if organisation is None:
            message = _("Organisaatiota %(slug)s ei ole.") % {"slug": slug}
            raise BadInput("unknown_organisation", message)
        return organisation
    return None
