"""``juuristo surveys results WAVE [--json]``: what may be told of a wave (design/interfaces.md)."""

from typing import Any

from django.utils.translation import gettext as _

from juuristo.cli.verbs import Answer, BadInput, Options, Verbs

from .models import Wave
from .results import results_of


def declare(verbs: Verbs) -> None:
    results = verbs.add("results", tell_results, help="the protected results of a wave")
    results.add_argument("wave", metavar="WAVE", help="the wave's short name (slug)")


def tell_results(options: Options) -> Answer:
    wave = wave_named(options["wave"])
    document = results_of(wave)
    return Answer("\n".join(_lines(document)), document)


def wave_named(slug: str) -> Wave:
    """Return the wave; raise ``BadInput`` when there is none."""
    wave = Wave.objects.filter(slug=slug).select_related("programme", "version").first()
    if wave is None:
        raise BadInput("unknown_wave", _("Kyselykertaa %(slug)s ei ole.") % {"slug": slug})
    return wave


def _lines(document: dict[str, Any]) -> list[str]:
    if "questions" not in document:
        return [f"{document['wave']}: {document['state']}"]
    return [f"{document['wave']}: {document['answered']} / {document['invited'] or '–'}"] + [
        f"  {question['key']}: n = {question['n'] if question['n'] is not None else '–'}, "
        f"{question['state']}"
        for question in document["questions"]
    ]
