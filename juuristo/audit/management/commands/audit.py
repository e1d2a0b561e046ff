"""``juuristo audit verify [--json]``: does the trail hold?"""

from dataclasses import asdict

from django.core.management.base import CommandParser
from django.utils.translation import gettext as _

from juuristo.audit.verify import Break, verify
from juuristo.cli.verbs import Answer, CliCommand, Options


class Command(CliCommand):
    help = "The append-only trail of who did what"

    def declare(self, parser: CommandParser) -> None:
        self.verbs(parser).add("verify", self.verify, help="re-reckon every chain; 1 when broken")

    def verify(self, options: Options) -> Answer:
        finding = verify()
        document = {
            "holds": finding.holds,
            "chains": finding.chains,
            "rows": finding.rows,
            "waiting": finding.waiting,
            "breaks": [asdict(each) for each in finding.breaks],
        }
        if finding.holds:
            text = _(
                "Jäljitysketju on ehjä. Ketjuja %(chains)d, rivejä %(rows)d, "
                "ketjuttamista odottaa %(waiting)d."
            )
            return Answer(text % document, document)
        lines = [_("Jäljitysketju on rikki:"), *map(in_words, finding.breaks)]
        return Answer("\n".join(lines), document, exit_code=1)


def in_words(found: Break) -> str:
    words = {
        "missing": _("rivi puuttuu"),
        "changed": _("riviä on muutettu"),
        "unlinked": _("rivi ei jatka edellistä"),
        "added": _("rivi on lisätty ketjun perään"),
        "cut": _("ketjun loppu puuttuu"),
        "half": _("rivi on ketjutettu vain puoliksi"),
        "no_end": _("ketjun pään merkintä puuttuu"),
        "no_trigger": _("tietokannan suoja puuttuu"),
    }
    where = found.chain if found.sequence is None else f"{found.chain} / {found.sequence}"
    return f"  {where}: {words[found.code]}"
