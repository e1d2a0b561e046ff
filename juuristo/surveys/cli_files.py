"""``juuristo surveys import`` and ``export``: answers of other tools in, results out."""

import json
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from juuristo.audit import trail
from juuristo.cli.verbs import Answer, BadInput, Failed, Options, Verbs
from juuristo.programme.models import Programme
from juuristo.shell.sheets.faults import MAX_BYTES, Fault, FaultyFileError, unreadable
from juuristo.shell.texts import LANGUAGES

from .actions.instruments import begin_from
from .cli_results import wave_named
from .definition import Definition
from .exports.contents import contents_of
from .exports.files import packed, write
from .importing.reading import Reading, read, read_sheet
from .importing.storing import Telling, bring_in, report_of
from .models import Instrument, SurveyExport, Wave
from .ready import READY
from .refusals import Refused

ENTRY = {"question", "option", "values"}


def declare(verbs: Verbs) -> None:
    _declare_import(verbs)
    _declare_export(verbs)


def _declare_import(verbs: Verbs) -> None:
    one = verbs.add("import", import_file, help="bring in the answers of another tool, CSV or xlsx")
    one.add_argument("file", type=Path)
    one.add_argument("--instrument", required=True, metavar="KEY")
    one.add_argument("--programme", required=True, metavar="SLUG")
    one.add_argument("--wave", required=True, metavar="NAME", help="the name of the new wave")
    one.add_argument("--date", required=True, type=date.fromisoformat, metavar="D")
    one.add_argument("--invited", type=int, metavar="N", help="how many were asked")
    one.add_argument("--mapping", type=Path, metavar="M.json")


def _declare_export(verbs: Verbs) -> None:
    one = verbs.add("export", export_wave, help="take out what may be taken of a wave")
    one.add_argument("wave", metavar="WAVE", help="the wave's short name (slug)")
    one.add_argument("--format", required=True, choices=SurveyExport.Format.values)
    one.add_argument("--language", choices=LANGUAGES, default="fi")
    one.add_argument(
        "--out", required=True, type=Path, metavar="F", help="a name ending in .zip packs all files"
    )


# ---- in


def import_file(options: Options) -> Answer:
    programme = _programme(options["programme"])
    instrument = _instrument(options["instrument"], programme)
    mapping = _mapping(options["mapping"])
    definition = Definition.model_validate(instrument.content)
    try:
        reading = read(read_sheet(_bytes_of(options["file"]), definition), definition, mapping)
    except FaultyFileError as error:
        raise _refused(Reading([], faults=[error.fault])) from None
    if not reading.faults and not reading.answers:
        message = _("Tiedostossa ei ole yhtään vastausta.")
        reading.faults.append(Fault(None, None, "unreadable_file", message))
    if reading.faults:
        raise _refused(reading)
    telling = Telling(options["wave"].strip(), options["date"], options["invited"])
    try:
        wave = bring_in(reading, instrument, programme, telling, actor=None)
    except Refused as refused:
        raise BadInput(refused.code, refused.message) from None
    document = report_of(reading, wave)
    return Answer(_said(document), document)


def _programme(slug: str) -> Programme:
    found = Programme.objects.filter(slug=slug).select_related("organisation").first()
    if found is None:
        raise BadInput("unknown_programme", _("Ohjelmaa %(slug)s ei ole.") % {"slug": slug})
    return found


def _instrument(key: str, programme: Programme) -> Instrument:
    """Return the organisation's instrument; a ready one becomes its own now."""
    found = Instrument.objects.filter(organisation=programme.organisation_id, key=key).first()
    if found is None and key in READY:
        return begin_from(programme.organisation, key, actor=None)
    if found is None:
        raise BadInput("unknown_instrument", _("Kyselypohjaa %(key)s ei ole.") % {"key": key})
    return found


def _mapping(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        mapping = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError):
        message = _("Yhdistämistiedostoa %(file)s ei voi lukea.") % {"file": path}
        raise BadInput("bad_mapping", message) from None
    if not isinstance(mapping, dict) or not all(map(_is_entry, mapping.values())):
        message = _(
            'Yhdistämistiedoston muoto on {"otsikko": {"question": "avain", "values": {}}}.'
        )
        raise BadInput("bad_mapping", message)
    return mapping


def _is_entry(entry: Any) -> bool:
    return (
        isinstance(entry, dict)
        and set(entry) <= ENTRY
        and "question" in entry
        and all(isinstance(entry.get(key), str | None) for key in ("question", "option"))
        and isinstance(values := entry.get("values") or {}, dict)
        and all(isinstance(value, str | None) for value in values.values())
    )


def _bytes_of(path: Path) -> bytes:
    """Return the file, or only as much of it as is enough to see that it is too large."""
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1)
    except OSError:
        raise unreadable(_("Tiedostoa %(file)s ei voi lukea.") % {"file": path}) from None


def _refused(reading: Reading) -> BadInput:
    first = reading.faults[0]
    count = ngettext(
        "Tiedostossa on yksi virhe. Mitään ei tallennettu.",
        "Tiedostossa on %(count)s virhettä. Mitään ei tallennettu.",
        len(reading.faults),
    ) % {"count": len(reading.faults)}
    lines = [count]
    if first.row:
        place = {"row": first.row, "column": first.column or "–"}
        lines.append(_("Rivi %(row)s, sarake %(column)s:") % place)
    lines.append(first.message)
    return BadInput(first.code, " ".join(lines), report_of(reading, None))


def _said(report: dict[str, Any]) -> str:
    lines = [
        _("Kyselykerta %(wave)s: tuotiin %(imported)s vastausta %(rows)s rivistä.") % report,
    ]
    if report["unmapped_columns"]:
        columns = ", ".join(report["unmapped_columns"])
        lines.append(_("Näitä sarakkeita ei luettu: %(columns)s.") % {"columns": columns})
    return "\n".join(lines)


# ---- out


def _quietly(_done: int) -> None:
    """Nobody watches the progress of a command."""


def export_wave(options: Options) -> Answer:
    """Write what may leave. What is confidential leaves only from its reader's own page."""
    wave = wave_named(options["wave"])
    if wave.kind == Wave.Kind.CONFIDENTIAL:
        message = _("Luottamuksellisen kyselyn vastaukset vie vain sen lukija, omalta sivultaan.")
        raise BadInput("confidential", message)
    out: Path = options["out"]
    try:
        with TemporaryDirectory(dir=out.absolute().parent, prefix=".juuristo-") as place:
            contents = contents_of(wave)
            made = write(contents, options["format"], options["language"], Path(place), _quietly)
            files = _put(made, out)
    except Refused as refused:
        raise BadInput(refused.code, refused.message) from None
    except OSError as error:
        raise Failed(
            "unwritable", _("Tiedostoa %(file)s ei voi kirjoittaa.") % {"file": out}
        ) from error
    trail.record("wave.exported", actor=None, about=wave, organisation_id=_home(wave))
    document = {
        "wave": wave.slug,
        "format": options["format"],
        "files": [str(one) for one in files],
    }
    return Answer("\n".join(document["files"]), document)


def _home(wave: Wave) -> Any:
    return wave.programme.organisation_id


def _put(made: list[Path], out: Path) -> list[Path]:
    """Put the main file at ``out`` and the others beside it, or all of them in one archive."""
    if out.suffix.lower() == ".zip":
        return [packed(made, out)]
    targets = [out]
    targets += [out.with_name(f"{out.stem}-{other.name}") for other in made[1:]]
    for file, target in zip(made, targets, strict=True):
        file.replace(target)
    return targets
