"""Random forms and answers for the audits of small groups."""

import random
from collections.abc import Mapping, Sequence
from typing import Any

from juuristo.surveys.definition import Definition
from juuristo.surveys.question_figures import Frame
from juuristo.surveys.results import document_of
from juuristo.surveys.tallies import tally

from .sealed import single, survey

Row = dict[str, Any]
LETTERS = "abcdefghij"


def random_form(rng: random.Random, breakdowns: int) -> dict[str, Any]:
    questions = [
        single("q1", " ".join(LETTERS[: rng.randint(2, 4)]), required=True),
        single("q2", " ".join(LETTERS[: rng.randint(2, 4)]), may_decline=True),
    ]
    most = 4 if breakdowns == 2 else 6
    about = [
        single(f"me{number}", " ".join(LETTERS[: rng.randint(2, most)]), about_me=True)
        for number in range(1, breakdowns + 1)
    ]
    return survey(*about, *questions)


def random_rows(rng: random.Random, form: Mapping[str, Any]) -> list[Row]:
    """Groups of very unlike sizes; some tell nothing of themselves, some pass over a question."""
    about = [each for each in form["questions"] if each.get("about_me")]
    weights = {each["key"]: [rng.expovariate(1.0) ** 2 for _ in each["options"]] for each in about}
    shy = rng.choice([0.0, 0.0, 0.03, 0.1])
    passing = rng.choice([0.0, 0.02, 0.2, 0.6])
    rows = []
    for _ in range(rng.randint(7, 120)):
        row: Row = {}
        for each in form["questions"]:
            options = [option["key"] for option in each["options"]]
            if each.get("about_me"):
                if rng.random() >= shy:
                    row[each["key"]] = rng.choices(options, weights[each["key"]])[0]
            elif each.get("required") or rng.random() >= passing:
                declines = each.get("may_decline") and rng.random() < 0.05
                row[each["key"]] = "prefer_not_to_say" if declines else rng.choice(options)
        rows.append(row)
    return rows


def document(
    form: Mapping[str, Any], rows: Sequence[Row], breakdowns: Sequence[str], threshold: int
) -> dict[str, Any]:
    """What the product would tell of these answers."""
    definition = Definition.model_validate(form)
    frame = Frame(None, threshold, max(10, threshold))
    return document_of(definition, tally(rows, definition, breakdowns), frame)


def nest(rng: random.Random, form: Mapping[str, Any], rows: Sequence[Row]) -> dict[str, str]:
    """Put each group of ``me2`` wholly within one of ``me1``, as teams are in offices."""
    inner, outer = (
        [option["key"] for option in each["options"]]
        for key in ("me2", "me1")
        for each in form["questions"]
        if each["key"] == key
    )
    within = {key: rng.choice([*outer, outer[0]]) for key in inner}
    for row in rows:
        if "me2" in row:
            row["me1"] = within[row["me2"]]
    return within
