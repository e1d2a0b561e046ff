"""A share of people in words that can be heard: "kaksi kolmesta"."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from juuristo.shell.dates import number

FEWEST_FOR_WORDS = 20  # "two in three" of seven people would be a guess
# Never farther than five hundredths from the share that it names.
FRACTIONS = (
    (1 / 10, gettext_lazy("Joka kymmenes")),
    (2 / 10, gettext_lazy("Joka viides")),
    (1 / 4, gettext_lazy("Joka neljäs")),
    (3 / 10, gettext_lazy("Kolme kymmenestä")),
    (1 / 3, gettext_lazy("Joka kolmas")),
    (4 / 10, gettext_lazy("Neljä kymmenestä")),
    (1 / 2, gettext_lazy("Noin puolet")),
    (6 / 10, gettext_lazy("Kuusi kymmenestä")),
    (2 / 3, gettext_lazy("Kaksi kolmesta")),
    (7 / 10, gettext_lazy("Seitsemän kymmenestä")),
    (3 / 4, gettext_lazy("Kolme neljästä")),
    (8 / 10, gettext_lazy("Kahdeksan kymmenestä")),
    (9 / 10, gettext_lazy("Yhdeksän kymmenestä")),
)


def nearest(share: float) -> float:
    """The fraction that a share is called by, between 5 and 95 percent."""
    return min((fraction for fraction, _words in FRACTIONS), key=lambda each: abs(each - share))


def people_of(part: int, whole: int) -> str:
    """Who they are, as the subject of a sentence whose verb is singular; ``part`` is not 0."""
    if part == whole:
        return _("Jokainen")
    if whole < FEWEST_FOR_WORDS:
        figures = {"part": number(part), "whole": number(whole)}
        return _("%(whole)s vastaajasta %(part)s") % figures
    share = part / whole
    if share > 0.95:
        return _("Lähes jokainen")
    if share < 0.05:
        return _("Vain harva")
    return str(dict(FRACTIONS)[nearest(share)])
