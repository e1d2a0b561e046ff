"""What the clients' voice says, in whole sentences of the reader's language."""

from collections.abc import Sequence
from itertools import combinations

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from juuristo.figures.disclosure import State
from juuristo.figures.intervals import wilson

from .voice_results import Line, Quarter, Spread

# The statements as the clients read them, in the languages of the desk.
WORDS = {
    "heard": gettext_lazy("Minua kuunneltiin ja ymmärrettiin."),
    "answers": gettext_lazy("Sain vastauksia kysymyksiini."),
    "next_step": gettext_lazy("Tiedän, mitä teen seuraavaksi."),
    "go_on": gettext_lazy("Haluan jatkaa eteenpäin."),
    "believe": gettext_lazy("Uskon, että pystyn siihen."),
}
STRONGEST = {
    "heard": gettext_lazy("Asiakkaat kokevat tulleensa kuulluiksi"),
    "answers": gettext_lazy("Asiakkaat saavat vastauksia kysymyksiinsä"),
    "next_step": gettext_lazy("Asiakkaat tietävät, mitä tehdä seuraavaksi"),
    "go_on": gettext_lazy("Asiakkaat haluavat jatkaa eteenpäin"),
    "believe": gettext_lazy("Asiakkaat uskovat pystyvänsä seuraavaan askeleeseen"),
}
WEAKEST = {
    "heard": gettext_lazy("Vähiten toteutuu kuulluksi ja ymmärretyksi tuleminen."),
    "answers": gettext_lazy("Vähiten toteutuu vastausten saaminen."),
    "next_step": gettext_lazy("Vähiten toteutuu se, että seuraava askel on selvä."),
    "go_on": gettext_lazy("Vähiten toteutuu halu jatkaa eteenpäin."),
    "believe": gettext_lazy("Vähiten toteutuu usko omaan pystyvyyteen."),
}
MARKS = (
    gettext_lazy("Ei lainkaan"),
    gettext_lazy("Vähän"),
    gettext_lazy("Osaksi"),
    gettext_lazy("Melkein"),
    gettext_lazy("Kyllä"),
)
ALIKE = {
    "office": gettext_lazy("Toimipaikkojen välillä ei näy eroa, jota voisi erottaa sattumasta"),
    "language": gettext_lazy("Kielten välillä ei näy eroa, jota voisi erottaa sattumasta"),
    "form": gettext_lazy("Tapaamisen muotojen välillä ei näy eroa, jota voisi erottaa sattumasta"),
}
DIFFERENT = {
    "office": gettext_lazy("Toimipaikkojen välillä on eroa"),
    "language": gettext_lazy("Asiakkaan kielellä on merkitystä"),
    "form": gettext_lazy("Tapaamisen muodolla on merkitystä"),
}
HIDDEN = {
    "office": gettext_lazy("Toimipaikkojen vastaukset on suojattu"),
    "language": gettext_lazy("Kielten vastaukset on suojattu"),
    "form": gettext_lazy("Tapaamisen muotojen vastaukset on suojattu"),
}


def share_of(spread: Spread) -> float:
    return spread.agreeing / spread.n if spread.n else 0.0


def of_month(line: Line | None) -> str:
    """The heading of one month's page."""
    if line is None:
        return _("Asiakkaan ääni ei ole vielä kuulunut")
    if line.state is State.MISSING:
        return _("Tästä kuusta ei ole vastauksia")
    if line.state is State.PROTECTED:
        return _("Tämän kuun vastaukset on suojattu")
    best = max(line.spreads, key=share_of)
    if share_of(best) < 0.5:
        return _("Mikään viidestä lauseesta ei toteudu useimmilla asiakkailla")
    return str(STRONGEST[best.statement])


def weakest(line: Line) -> Spread:
    return min(line.spreads, key=share_of)


def of_quarter(quarter: Quarter | None, by: str, statement: str) -> str:
    """The heading of a breakdown, by whether the shares of one statement differ for certain."""
    if quarter is None:
        return _("Yhtään vuosineljännestä ei ole vielä suljettu")
    if quarter.total.state is State.MISSING:
        return _("Tältä neljännekseltä ei ole vastauksia")
    shown = [line.spread(statement) for line in quarter.lines if line.state is State.SHOWN]
    if not shown:
        return str(HIDDEN[by])
    if len(shown) == 1:
        return _("Vain yhden ryhmän vastaukset voi näyttää")
    return str(DIFFERENT[by] if differ(shown) else ALIKE[by])


def differ(spreads: Sequence[Spread]) -> bool:
    """Whether any two shares' 95 % intervals lie apart; not touching is more than chance gives."""
    intervals = [wilson(spread.agreeing, spread.n) for spread in spreads]
    return any(a[1] < b[0] or b[1] < a[0] for a, b in combinations(intervals, 2))
