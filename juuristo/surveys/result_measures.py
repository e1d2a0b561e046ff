"""Questions that are measured as figures: scales, numbers, days and orders."""

from collections.abc import Mapping, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from juuristo.shell.dates import number as number_words
from juuristo.shell.dates import percent, share_text
from juuristo.stairs.staircase import STAIRS, Stair

from . import charts, findings
from .definition import Asked, Ends, Ranking, Scale
from .finding_words import Finding, Known
from .result_pictures import (
    Block,
    Result,
    Table,
    names_of,
    pair_of,
    rows_of,
    said_of,
    share_table,
)
from .result_words import decimal, mean_interval_words, plain, text_of

MOST_COLUMNS = 21


# ---- scales


def _ends(ends: Ends) -> findings.Ends:
    return findings.Ends(ends.least, ends.most, text_of(ends.low), text_of(ends.high))


def _stair_of(key: str) -> Stair | None:
    return next((stair for stair in STAIRS if key == stair or key.endswith(f"_{stair}")), None)


def _mean(result: Result, name: str) -> charts.Mean:
    stair = _stair_of(str(result["key"]))
    if result["state"] != "shown" or not result["n"]:
        state = charts.State.PROTECTED if result["state"] == "protected" else charts.State.MISSING
        words = _("suojattu") if state is charts.State.PROTECTED else _("ei tietoa")
        return charts.Mean(name, words, stair=stair, state=state)
    mean = float(result["mean"])
    return charts.Mean(name, decimal(mean), mean, pair_of(result.get("mean_interval")), stair)


def scales(
    ends: Ends,
    names: Mapping[str, str],
    results: Sequence[Result],
    asked: str,
    known: Known,
) -> Block:
    """Scales side by side; the distribution of each is in the table."""
    rows = [_mean(result, names[result["key"]]) for result in results]
    shown = [result for result in results if result["state"] == "shown" and result["n"]]
    named = _ends(ends)
    said = ", ".join(f"{row.name} {row.said}" for row in rows) + "."
    title = asked or _("Keskiarvot")
    at = (named.least, named.most, named.low, named.high)
    return Block(
        key=str(results[0]["key"]),
        asked=asked,
        finding=findings.of_scales(shown, names, known)
        if len(shown) > 1
        else findings.of_scale(shown[0], named),
        desk=[charts.means(rows, at).named(title, said)],
        phone=charts.means(rows, at, charts.PHONE).named(title, said),
        caption=_means_caption(shown, named),
        table=_scales_table(ends, names, results),
    )


def _means_caption(shown: Sequence[Result], ends: findings.Ends) -> str:
    said = {"least": plain(ends.least), "most": plain(ends.most)}
    scale = _("Asteikko %(least)s–%(most)s.") % said
    found = [float(result["mean"]) for result in shown]
    between = {"low": decimal(min(found)), "high": decimal(max(found))}
    if between["low"] == between["high"]:
        return scale
    means = _("Pienin keskiarvo on %(low)s ja suurin %(high)s.") % between
    lines = _("Piste on keskiarvo, palkki sen 95 prosentin väli.")
    has_intervals = any(result.get("mean_interval") for result in shown)
    return " ".join([scale, means, *([lines] if has_intervals else [])])


def _scales_table(ends: Ends, names: Mapping[str, str], results: Sequence[Result]) -> Table:
    values = _values(results)
    columns = [
        pgettext("what is rated", "Kohta"),
        "n",
        _("Keskiarvo"),
        _("Mediaani"),
        _("Keskihajonta"),
        *values,
    ]
    return Table(columns, [_scale_row(names[result["key"]], result, values) for result in results])


def _values(results: Sequence[Result]) -> list[str]:
    """The values of the scale, when there are so few that each may have its column."""
    options: Sequence[Result] = next(
        (result["options"] for result in results if result.get("options")), []
    )
    return [str(option["key"]) for option in options] if len(options) <= MOST_COLUMNS else []


def _scale_row(name: str, result: Result, values: Sequence[str]) -> list[str]:
    if result["state"] != "shown" or not result["n"]:
        words = _("suojattu") if result["state"] == "protected" else _("ei tietoa")
        return [name, words, *([""] * (3 + len(values)))]
    counts = {str(option["key"]): option["count"] for option in result.get("options") or ()}
    return [
        name,
        number_words(result["n"]),
        *_summary(result),
        *(number_words(counts.get(value, 0)) for value in values),
    ]


def _summary(result: Result) -> list[str]:
    sd = result.get("sd")
    return [
        decimal(result["mean"]),
        plain(result["median"]),
        decimal(sd) if sd is not None else "",
    ]


def scale(question: Scale, result: Result) -> Block:
    """One scale: how the answers fell, and the mean."""
    ends = _ends(question.ends)
    asked = text_of(question.text)
    row = _mean(result, _("Keskiarvo"))
    at = (ends.least, ends.most, ends.low, ends.high)
    said = _("Keskiarvo %(mean)s, n = %(n)s.") % {
        "mean": row.said,
        "n": number_words(result["n"]),
    }
    line = charts.means([row], at).named(_("%(asked)s Keskiarvo.") % {"asked": asked}, said)
    options: Sequence[Result] = result.get("options") or []
    desk, phone = [line], charts.means([row], at, charts.PHONE).named(asked, said)
    if options and len(options) <= MOST_COLUMNS:
        shares = _fallen(options, result["n"])
        spread = said_of(((value, words) for value, _share, words in shares), result["n"])
        words = (ends.low, ends.high)
        desk = [charts.columns(shares, words).named(asked, spread), line]
        phone = charts.columns(shares, words, charts.PHONE).named(asked, spread)
    return Block(
        key=question.key,
        asked=asked,
        finding=findings.of_scale(result, ends),
        desk=desk,
        phone=phone,
        caption=_summary_words(result, question.ends),
        table=_fallen_table(options, result["n"]) if options else _summary_table(result),
    )


def _fallen(options: Sequence[Result], n: int) -> list[tuple[str, float, str]]:
    return [
        (
            str(option["key"]),
            100 * option["count"] / n,
            percent(option["count"], n) if option["count"] else "",
        )
        for option in options
    ]


def _fallen_table(options: Sequence[Result], n: int) -> Table:
    rows = [[str(option["key"]), share_text(option["count"], n)] for option in options]
    return Table([_("Arvo"), _("Vastaajia")], rows)


def _summary_words(result: Result, ends: Ends | None = None) -> str:
    """Mean, median and spread as sentences."""
    said = dict(zip(("mean", "median", "sd"), _summary(result), strict=True))
    interval = mean_interval_words(result.get("mean_interval"))
    said["mean"] += f" ({interval})" if interval else ""
    if said["sd"]:
        words = _("Keskiarvo on %(mean)s, mediaani %(median)s ja keskihajonta %(sd)s.") % said
    else:
        words = _("Keskiarvo on %(mean)s ja mediaani %(median)s.") % said
    if ends is None:
        return words
    scale_said = {"least": ends.least, "most": ends.most}
    return " ".join([_("Asteikko %(least)s–%(most)s.") % scale_said, words])


def _summary_table(result: Result) -> Table:
    interval = mean_interval_words(result.get("mean_interval"))
    names = [_("Keskiarvo"), _("Mediaani"), _("Keskihajonta")]
    rows = [[name, figure] for name, figure in zip(names, _summary(result), strict=True) if figure]
    if interval:
        rows.insert(1, [_("Keskiarvon 95 prosentin väli"), interval])
    for key, name in (("least", _("Pienin")), ("most", _("Suurin"))):
        if result.get(key) is not None:
            rows.append([name, plain(result[key])])
    return Table([_("Luku"), _("Arvo")], rows)


# ---- numbers, days, orders


def number(question: Asked, result: Result) -> Block:
    """A line from the least answer to the greatest."""
    asked = text_of(question.text)
    least, most = float(result.get("least") or 0), float(result.get("most") or result["mean"])
    row = _mean(result, _("Keskiarvo"))
    words = _summary_words(result)
    at = (min(0.0, least), most, "", "")
    said = {"mean": decimal(result["mean"])}
    return Block(
        key=question.key,
        asked=asked,
        finding=Finding(_("Keskiarvo on %(mean)s") % said, key=question.key),
        desk=[charts.means([row], at).named(asked, words)],
        phone=charts.means([row], at, charts.PHONE).named(asked, words),
        caption=words,
        table=_summary_table(result),
    )


def day(question: Asked, result: Result) -> Block:
    """How many named a day of each year: of a date no more is kept."""
    asked = text_of(question.text)
    rows = rows_of(result, {})
    pairs = ((row.name, row.said) for row in rows)
    return Block(
        key=question.key,
        asked=asked,
        desk=[charts.rows(rows, are_bars=True).named(asked, said_of(pairs, result["n"]))],
        phone=charts.rows(rows, charts.PHONE, are_bars=True).named(asked, ""),
        caption=_("Päivät on koottu vuosittain."),
        table=share_table(result, {}),
    )


def ranking(question: Ranking, result: Result) -> Block:
    """The best first: the nearer to one, the higher it was put."""
    names = names_of(question.options)
    ordered = sorted(result["options"], key=lambda option: float(option["mean_rank"]))
    rows = [
        charts.Mean(
            names.get(option["key"], option["key"]),
            decimal(option["mean_rank"]),
            float(option["mean_rank"]),
        )
        for option in ordered
    ]
    asked = text_of(question.text)
    said = said_of(((row.name, row.said) for row in rows), result["n"])
    at = (1.0, float(len(ordered)), _("tärkein"), _("vähiten tärkeä"))
    return Block(
        key=question.key,
        asked=asked,
        finding=findings.of_question(result, names),
        desk=[charts.means(rows, at).named(asked, said)],
        phone=charts.means(rows, at, charts.PHONE).named(asked, said),
        caption=_("Piste on keskimääräinen sija: mitä lähempänä yhtä, sitä korkeammalle."),
        table=_rank_table(ordered, names, result["n"]),
    )


def _rank_table(options: Sequence[Result], names: Mapping[str, str], n: int) -> Table:
    rows = [
        [names[option["key"]], decimal(option["mean_rank"], 2), share_text(option["count"], n)]
        for option in options
    ]
    return Table([_("Vaihtoehto"), _("Keskisija"), _("Pani ensimmäiseksi")], rows)
