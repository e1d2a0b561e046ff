"""A wave's results as the page shows them: questions in their order, gathered into sections.

Scales with the same ends stand in one picture, two questions with two answers stand beside each
other, and open questions are listed together at the end.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import Any

from django.utils.translation import gettext as _

from . import result_measures as measures
from . import result_pictures as pictures
from .definition import Asked, Day, Definition, Grid, Info, Multiple, Open, Ranking, Scale, Single
from .finding_words import TOPICS, Finding, Known
from .result_pictures import Block
from .result_words import declined_words, n_words, skipped_words, text_of

Result = Mapping[str, Any]
FEWEST_FOR_INTERVALS = 5
WEIGHT_OF_PAGE = 60  # rows of figures, so that 300 questions do not make one endless page


@dataclass(frozen=True)
class Item:
    """One thing asked, or several scales that are asked alike, with their results."""

    number: int
    questions: tuple[Asked, ...]
    results: tuple[Result, ...]
    text: str

    @property
    def first(self) -> Asked:
        return self.questions[0]

    @property
    def is_pair(self) -> bool:
        """A question with two answers: its picture takes half the width."""
        question = self.first
        return isinstance(question, Single) and len(question.options) == 2

    @property
    def weight(self) -> int:
        options = sum(len(getattr(question, "options", ())) for question in self.questions)
        return 3 + options + 2 * len(self.questions)


@dataclass(frozen=True)
class OpenLine:
    """An open question: how many wrote, and whether it may be read."""

    key: str
    text: str
    n: int | None
    state: str


@dataclass(frozen=True)
class Section:
    title: str
    margin: str
    blocks: list[Block]
    weight: int = 0


@dataclass
class Sections:
    """All of a wave's results in the order of the page."""

    sections: list[Section] = field(default_factory=list)
    opens: list[OpenLine] = field(default_factory=list)

    @property
    def findings(self) -> list[Finding]:
        return [
            block.finding
            for section in self.sections
            for block in section.blocks
            if block.finding is not None
        ]

    @property
    def is_measured(self) -> bool:
        """Whether any figure is shown."""
        return any(block.state == "shown" for each in self.sections for block in each.blocks)

    @property
    def is_bare(self) -> bool:
        """Whether there is nothing to see: no figure, and no words."""
        return not self.is_measured and not any(line.state == "shown" for line in self.opens)

    def pages(self) -> list[list[Section]]:
        """Sections on pages of about the same length."""
        pages: list[list[Section]] = [[]]
        weight = 0
        for section in self.sections:
            if weight and weight + section.weight > WEIGHT_OF_PAGE:
                pages.append([])
                weight = 0
            pages[-1].append(section)
            weight += section.weight
        return pages


def items_of(definition: Definition, results: Iterable[Result]) -> Iterator[Item]:
    """What was asked with its results, numbered as it was asked; texts between are left out."""
    found = {str(result["key"]): result for result in results}
    asked = [question for question in definition.questions if not isinstance(question, Info)]
    number = 1
    for _ends, run in groupby(asked, key=_alike):
        for questions in _together(list(run)):
            if item := _item(number, questions, found):
                yield item
            number += len(questions)


def _alike(question: Asked) -> object:
    """Scales in a row whose ends are the same belong together; nothing else does."""
    if isinstance(question, Scale):
        return question.ends.model_dump_json()
    return question.key


def _together(run: list[Asked]) -> list[list[Asked]]:
    return [run] if isinstance(run[0], Scale) else [[question] for question in run]


def _item(number: int, questions: list[Asked], found: Mapping[str, Result]) -> Item | None:
    keys = [
        row.key
        for question in questions
        for row in (question.rows if isinstance(question, Grid) else [question])
    ]
    results = tuple(found[key] for key in keys if key in found)
    text = text_of(questions[0].text) if len(questions) == 1 else ""
    return Item(number, tuple(questions), results, text) if results else None


def sections_of(document: Mapping[str, Any], definition: Definition, instrument: str) -> Sections:
    """The page of a results document; ``instrument`` is the key whose own sentences may be used."""
    made = Sections()
    closed: list[Item] = []
    for item in items_of(definition, document["questions"]):
        if isinstance(item.first, Open):
            made.opens.append(_open_line(item))
        else:
            closed.append(item)
    for together in _pairs(closed):
        made.sections.append(_section(together, document, instrument))
    return made


def _open_line(item: Item) -> OpenLine:
    result = item.results[0]
    return OpenLine(item.first.key, item.text, result.get("n"), result["state"])


def _pairs(items: Sequence[Item]) -> Iterator[list[Item]]:
    """Two questions with two answers in a row share a section."""
    waiting: list[Item] = []
    for item in items:
        if waiting and not item.is_pair:
            yield waiting
            waiting = []
        if not item.is_pair:
            yield [item]
            continue
        waiting.append(item)
        if len(waiting) == 2:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _section(items: Sequence[Item], document: Mapping[str, Any], instrument: str) -> Section:
    known = Known(instrument, document.get("invited"))
    blocks = [block_of(item, known) for item in items]
    return Section(
        _title(items, instrument),
        _margin(items, document),
        blocks,
        sum(item.weight for item in items),
    )


def _title(items: Sequence[Item], instrument: str) -> str:
    """The topic where we know it, a grid's own title, else the numbers of the questions."""
    keys = [str(item.results[0]["key"]) for item in items]
    topics = [str(TOPICS[instrument, key]) for key in keys if (instrument, key) in TOPICS]
    if len(topics) == len(items):
        if len(topics) == 1:
            return topics[0]
        first, second = topics
        return _("%(first)s ja %(second)s") % {"first": first, "second": second.lower()}
    if isinstance(items[0].first, Grid) and items[0].text:
        return items[0].text
    begin, end = items[0].number, items[-1].number + len(items[-1].questions) - 1
    if begin == end:
        return _("Kysymys %(number)s") % {"number": begin}
    return _("Kysymykset %(first)s–%(last)s") % {"first": begin, "last": end}


def _margin(items: Sequence[Item], document: Mapping[str, Any]) -> str:
    """How many answered, and how many of those who were asked did not."""
    results = [result for item in items for result in item.results if result["state"] == "shown"]
    if not results:
        return ""
    notes = [n_words(results)]
    if len(results) == 1:
        notes += _passed(items[0].first, results[0], document.get("answered"))
    notes[0] = f"{notes[0]}." if len(notes) > 1 else notes[0]
    return " ".join(notes)


def _passed(question: Asked, result: Result, answered: int | None) -> list[str]:
    declined = int(result.get("declined") or 0)
    notes = [declined_words(declined)] if declined else []
    if question.shown_if is not None:
        return [*notes, _("Kysyttiin vain osalta vastaajista.")]
    skipped = (answered or 0) - int(result["n"]) - declined
    return [skipped_words(skipped), *notes] if skipped > 0 else notes


def block_of(item: Item, known: Known) -> Block:
    """One figure with its finding, its words and its table."""
    results = item.results
    shown = [result for result in results if result["state"] == "shown" and result["n"]]
    if not shown:
        return pictures.unshown(item.text, results[0])
    if max(result["n"] for result in shown) < FEWEST_FOR_INTERVALS:
        plain = replace(item, results=tuple(without_intervals(each) for each in results))
        return replace(_drawn(plain, known), finding=None, has_intervals=False)
    return _drawn(item, known)


def without_intervals(result: Result) -> Result:
    """Of a few, an interval is almost the whole scale: only who answered what is worth drawing."""
    options = [{**option, "interval": None} for option in result.get("options") or ()]
    return {**result, "options": options, "mean_interval": None}


def _drawn(item: Item, known: Known) -> Block:
    question, results = item.first, item.results
    if isinstance(question, Single):
        draw = pictures.pair if item.is_pair else pictures.single
        return draw(question, results[0], known)
    if isinstance(question, Multiple):
        return pictures.multiple(question, results[0], known)
    if isinstance(question, Ranking):
        return measures.ranking(question, results[0])
    if isinstance(question, Grid | Scale):
        return scales_block(item, known)
    draw_value = measures.day if isinstance(question, Day) else measures.number
    return draw_value(question, results[0])


def scales_block(item: Item, known: Known) -> Block:
    question = item.first
    if isinstance(question, Grid):
        names = {row.key: text_of(row.text) for row in question.rows}
        return measures.scales(question.ends, names, item.results, item.text, known)
    scales = [each for each in item.questions if isinstance(each, Scale)]
    if len(item.results) == 1:
        return measures.scale(scales[0], item.results[0])
    names = {each.key: text_of(each.text) for each in scales}
    return measures.scales(scales[0].ends, names, item.results, "", known)
