"""Each kind of question as a figure: its finding, its pictures, its words and its table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from juuristo.shell.dates import number as number_words
from juuristo.shell.dates import percent, share_text
from juuristo.stairs.staircase import STAIRS, Stair

from . import charts, findings
from .definition import Asked, Ends, Multiple, Option, Ranking, Scale, Single
from .finding_words import Finding, Known, Together, count_of, share_interval, together_of
from .result_words import (
    decimal,
    interval_words,
    mean_interval_words,
    percent_of,
    plain,
    share_said,
    text_of,
)

Result = Mapping[str, Any]
OUTSIDE = {"do_not_remember", "do_not_know", "prefer_not_to_say"}
MOST_COLUMNS = 21


@dataclass(frozen=True)
class Table:
    """The first column names the row."""

    columns: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Block:
    """``asked`` is the question's text, ``state`` how its figures stand.

    ``beneath`` is what the narrow picture leaves out: a phone reads it under the picture.
    """

    key: str
    asked: str
    state: str = "shown"
    finding: Finding | None = None
    desk: list[charts.Picture] = field(default_factory=list)
    phone: charts.Picture | None = None
    caption: str = ""
    beneath: str = ""
    table: Table | None = None
    has_intervals: bool = False

    @property
    def is_half(self) -> bool:
        """Whether the picture takes half the width, and is the same on a phone."""
        return bool(self.desk) and self.phone is None

    @property
    def name(self) -> str:
        """What the picture says, or at least what it is about."""
        return self.finding.words if self.finding else self.asked

    @property
    def caption_name(self) -> str:
        return self.asked or self.name


def unshown(asked: str, result: Result) -> Block:
    state = result["state"] if result["state"] != "shown" else "missing"
    return Block(str(result["key"]), asked, state)


def names_of(options: Iterable[Option]) -> dict[str, str]:
    return {option.key: text_of(option.text) for option in options}


def _said(pairs: Iterable[tuple[str, str]], n: int) -> str:
    """What a picture shows, in words for those who listen."""
    listed = ", ".join(f"{name} {figure}" for name, figure in pairs)
    return _("%(listed)s. n = %(n)s.") % {"listed": listed, "n": number_words(n)}


def _share_table(result: Result, names: Mapping[str, str]) -> Table:
    rows = [
        [
            names.get(option["key"], option["key"]),
            share_text(option["count"], result["n"]),
            interval_words(option.get("interval")),
        ]
        for option in result["options"]
    ]
    return Table([_("Vastaus"), _("Vastaajia"), _("95 prosentin väli")], rows)


# ---- one of many


def single(question: Single, result: Result, known: Known) -> Block:
    names = names_of(question.options)
    said = _said(
        ((names[each["key"]], percent(each["count"], result["n"])) for each in result["options"]),
        result["n"],
    )
    asked = text_of(question.text)
    together = together_of(known.instrument, result)
    merged = _merged(together, result, known) if together and together.name else ""
    bar = charts.stacked(
        _pieces(result, names), (len(together.options), merged) if together and merged else None
    )
    rows = _rows(result, names)
    desk = [bar.named(asked, said)] if bar else []
    return Block(
        key=question.key,
        asked=asked,
        finding=findings.of_question(result, names, known),
        desk=[
            *desk,
            charts.rows(rows).named(_("%(asked)s Osuudet ja välit.") % {"asked": asked}, said),
        ],
        phone=charts.rows(rows, charts.PHONE).named(asked, said),
        beneath=merged[:1].upper() + merged[1:],
        table=_share_table(result, names),
        has_intervals=True,
    )


def _merged(together: Together, result: Result, known: Known) -> str:
    part, n = count_of(result, together.options), result["n"]
    low, high = share_interval(result, together.options, known.population)
    return f"{together.name} {share_said(part, n, (100 * low, 100 * high))}"


def _pieces(result: Result, names: Mapping[str, str]) -> list[charts.Piece]:
    return [
        charts.Piece(
            names[option["key"]],
            option["count"] / result["n"],
            percent_of(option["percent"]),
            option["key"] in OUTSIDE,
        )
        for option in result["options"]
    ]


def _rows(result: Result, names: Mapping[str, str]) -> list[charts.Row]:
    return [
        charts.Row(
            names.get(option["key"], option["key"]),
            share_said(option["count"], result["n"], option.get("interval")),
            float(option["percent"]),
            _pair_of(option.get("interval")),
        )
        for option in result["options"]
    ]


def _pair_of(interval: Sequence[float] | None) -> tuple[float, float] | None:
    return (float(interval[0]), float(interval[1])) if interval else None


# ---- one of two


def pair(question: Single, result: Result, known: Known) -> Block:
    """The share that the finding speaks of: our own sentence's, else the greater one."""
    names = names_of(question.options)
    together = together_of(known.instrument, result)
    options = {option["key"]: option for option in result["options"]}
    greater = max(result["options"], key=lambda option: option["count"])
    drawn = options[together.options[0]] if together else greater
    interval = _pair_of(drawn.get("interval"))
    asked = text_of(question.text)
    listed = [
        f"{findings.quoted(names[key])} {share_text(option['count'], result['n'])}"
        for key, option in options.items()
    ]
    picture = charts.share(float(drawn["percent"]), interval, interval_words(interval))
    said = share_said(drawn["count"], result["n"], interval)
    return Block(
        key=question.key,
        asked=asked,
        finding=findings.of_question(result, names, known),
        desk=[picture.named(asked, f"{names[drawn['key']]}: {said}.")],
        caption=", ".join(listed) + ".",
        table=_share_table(result, names),
    )


# ---- many of many


def multiple(question: Multiple, result: Result, known: Known) -> Block:
    """The most chosen first."""
    names = names_of(question.options)
    ordered = {**result, "options": sorted(result["options"], key=lambda each: -each["count"])}
    asked = text_of(question.text)
    said = _said(
        ((names[each["key"]], percent(each["count"], result["n"])) for each in ordered["options"]),
        result["n"],
    )
    rows = _rows(ordered, names)
    return Block(
        key=question.key,
        asked=asked,
        finding=findings.of_question(result, names, known),
        desk=[charts.rows(rows, are_bars=True).named(asked, said)],
        phone=charts.rows(rows, charts.PHONE, are_bars=True).named(asked, said),
        caption=_("Vastaaja sai valita useita, joten osuuksien summa voi olla yli sata."),
        table=_share_table(ordered, names),
    )


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
    return charts.Mean(name, decimal(mean), mean, _pair_of(result.get("mean_interval")), stair)


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
    columns = [_("Kohta"), "n", _("Keskiarvo"), _("Mediaani"), _("Keskihajonta"), *values]
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
        spread = _said(((value, words) for value, _share, words in shares), result["n"])
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
    rows = _rows(result, {})
    pairs = ((row.name, row.said) for row in rows)
    return Block(
        key=question.key,
        asked=asked,
        desk=[charts.rows(rows, are_bars=True).named(asked, _said(pairs, result["n"]))],
        phone=charts.rows(rows, charts.PHONE, are_bars=True).named(asked, ""),
        caption=_("Päivät on koottu vuosittain."),
        table=_share_table(result, {}),
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
    said = _said(((row.name, row.said) for row in rows), result["n"])
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
