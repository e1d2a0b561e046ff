"""The part of XPath that forms use to ask and to limit: read and written.

``relevant`` tells whether a question is asked, ``constraint`` what its answer may be. What is not
understood raises UnfitError; nothing is guessed.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Literal, NamedTuple, NoReturn, TypeAlias

from django.utils.translation import gettext as _

from ..definition import All, Any_, Comparison, Condition, Not, Operator
from .faults import UnfitError

LONGEST = 5_000
DEEPEST = 12
TOKEN = re.compile(
    r"\s*(?:\$\{\s*(?P<ref>[^{}]+?)\s*\}"
    r"|'(?P<single>[^']*)'|\"(?P<double>[^\"]*)\""
    r"|(?P<number>-?\d+(?:\.\d+)?)"
    r"|(?P<sign>!=|>=|<=|=|>|<|\(|\)|,)"
    r"|(?P<word>[A-Za-z][A-Za-z-]*)|(?P<self>\.))",
    re.ASCII,
)
TURNED = {"=": "=", "!=": "!=", ">": "<", "<": ">", ">=": "<=", "<=": ">="}


class Token(NamedTuple):
    kind: str
    text: str


Kind: TypeAlias = Literal["single", "multiple", "number", "other"]


@dataclass(frozen=True)
class Target:
    """A question that a condition may look at: its key, how it compares, its options' keys."""

    key: str
    kind: Kind
    options: dict[str, str] = field(default_factory=dict)


def tokens_of(text: str, column: str) -> list[Token]:
    if len(text) > LONGEST:
        raise UnfitError(column, "too_long", _("Lauseke on liian pitkä."))
    found, at = [], 0
    text = text.strip()
    while at < len(text):
        match = TOKEN.match(text, at)
        if match is None:
            raise _unfit(column, text[at : at + 30])
        kind = match.lastgroup or ""
        found.append(Token("text" if kind in ("single", "double") else kind, match[kind]))
        at = match.end()
    return found


def _unfit(column: str, what: str) -> UnfitError:
    message = _("Lausekkeen kohtaa ”%(what)s” ei voi tuoda.") % {"what": what[:60]}
    return UnfitError(column, "unknown_expression", message)


class _Reader:
    """Reads one ``relevant`` by recursive descent."""

    def __init__(self, text: str, target_of: Callable[[str], Target | None]) -> None:
        self.tokens = tokens_of(text, "relevant")
        self.target_of = target_of
        self.at = 0
        self.depth = 0

    def whole(self) -> Condition:
        condition = self.either()
        if self.at < len(self.tokens):
            self.fail()
        return condition

    def fail(self) -> NoReturn:
        raise _unfit("relevant", " ".join(token.text for token in self.tokens[self.at :]) or "…")

    def peek(self, *texts: str) -> bool:
        here = self.tokens[self.at : self.at + len(texts)]
        plain = [token.text for token in here if token.kind in ("word", "sign")]
        return len(here) == len(texts) and plain == list(texts)

    def skip(self, *texts: str) -> None:
        if not self.peek(*texts):
            self.fail()
        self.at += len(texts)

    def either(self) -> Condition:
        parts = [self.both()]
        while self.peek("or"):
            self.at += 1
            parts.append(self.both())
        return parts[0] if len(parts) == 1 else Any_(any=parts)

    def both(self) -> Condition:
        parts = [self.one()]
        while self.peek("and"):
            self.at += 1
            parts.append(self.one())
        return parts[0] if len(parts) == 1 else All(all=parts)

    def one(self) -> Condition:
        for opening in (("not", "("), ("(",)):
            if self.peek(*opening):
                inner = self.within(opening)
                return _turned(inner) if len(opening) > 1 else inner
        if self.peek("selected", "("):
            return self.selected()
        return self.comparison()

    def within(self, opening: tuple[str, ...]) -> Condition:
        self.depth += 1
        if self.depth > DEEPEST:
            raise UnfitError("relevant", "too_deep", _("Ehdossa on liikaa sisäkkäisiä sulkeita."))
        self.skip(*opening)
        inner = self.either()
        self.skip(")")
        self.depth -= 1
        return inner

    def selected(self) -> Condition:
        self.skip("selected", "(")
        target = self.target(self.take("ref"))
        self.skip(",")
        value = self.take("text", "number")
        self.skip(")")
        if target.kind not in ("single", "multiple"):
            raise _unfit("relevant", f"selected({target.key})")
        return Comparison(
            question=target.key, operator=Operator.IS, value=_option(target, value.text)
        )

    def comparison(self) -> Condition:
        left = self.take("ref", "text", "number")
        sign = self.take("sign").text
        right = self.take("ref", "text", "number")
        if sign not in TURNED or (left.kind == "ref") == (right.kind == "ref"):
            raise _unfit("relevant", f"{left.text} {sign} {right.text}")
        if right.kind == "ref":
            left, sign, right = right, TURNED[sign], left
        return _comparison(self.target(left), sign, right)

    def take(self, *kinds: str) -> Token:
        if self.at >= len(self.tokens) or self.tokens[self.at].kind not in kinds:
            self.fail()
        self.at += 1
        return self.tokens[self.at - 1]

    def target(self, token: Token) -> Target:
        found = self.target_of(token.text)
        if found is None:
            message = _("Ehto katsoo kysymystä ”%(question)s”, jota ei ole.")
            raise UnfitError(
                "relevant", "unknown_question", message % {"question": token.text[:60]}
            )
        return found


def read_condition(text: str, target_of: Callable[[str], Target | None]) -> Condition:
    """Read a ``relevant``; ``target_of`` knows the questions by their name in the form."""
    return _Reader(text, target_of).whole()


def _turned(condition: Condition) -> Condition:
    """Say "not" in one word where there is one, so that it reads as it was written."""
    if isinstance(condition, Comparison) and condition.operator == Operator.IS:
        return condition.model_copy(update={"operator": Operator.IS_NOT})
    return Not(not_=condition)


def _comparison(target: Target, sign: str, value: Token) -> Condition:
    if value.kind == "text" and value.text == "" and sign in ("=", "!="):
        answered = Comparison(question=target.key, operator=Operator.ANSWERED)
        return answered if sign == "!=" else Not(not_=answered)
    if target.kind == "single" and sign in ("=", "!="):
        operator = Operator.IS if sign == "=" else Operator.IS_NOT
        return Comparison(question=target.key, operator=operator, value=_option(target, value.text))
    if target.kind == "number":
        return _numeric(target, sign, value)
    raise _unfit("relevant", f"{target.key} {sign} {value.text}")


def _option(target: Target, name: str) -> str:
    if name not in target.options:
        message = _("Ehto odottaa vastausta ”%(option)s”, jota ei voi valita.")
        raise UnfitError("relevant", "unknown_option", message % {"option": name[:60]})
    return target.options[name]


def _numeric(target: Target, sign: str, value: Token) -> Condition:
    if value.text in target.options and sign in ("=", "!="):  # declined
        number: str | float = target.options[value.text]
    else:
        number = number_of(value.text, "relevant")
    is_not = Comparison(question=target.key, operator=Operator.IS_NOT, value=number)
    if sign in ("=", "!="):
        return is_not if sign == "!=" else is_not.model_copy(update={"operator": Operator.IS})
    operator = Operator.AT_LEAST if ">" in sign else Operator.AT_MOST
    reached = Comparison(question=target.key, operator=operator, value=number)
    return reached if "=" in sign else All(all=[reached, is_not])


def number_of(text: str, column: str) -> float:
    if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,15})?", text):
        raise _unfit(column, text)
    return float(text)


# ---- constraint


class Limit(NamedTuple):
    """One limit of an answer: of the answer itself, of its length, or of how many are chosen."""

    of: Literal["answer", "length", "chosen"]
    sign: str
    value: str


def limits_of(text: str) -> Iterator[Limit]:
    """Read a ``constraint``: limits joined by "and"."""
    tokens = tokens_of(text, "constraint")
    while tokens:
        limit, tokens = _limit(tokens)
        yield limit
        if tokens and (tokens[0] != Token("word", "and") or len(tokens) == 1):
            raise _unfit("constraint", " ".join(token.text for token in tokens))
        tokens = tokens[1:]


_SHAPES: dict[str, Literal["answer", "length", "chosen"]] = {
    ".": "answer",
    "string-length ( . )": "length",
    "count-selected ( . )": "chosen",
}


def _limit(tokens: list[Token]) -> tuple[Limit, list[Token]]:
    for size in (1, 4):
        shape = _SHAPES.get(" ".join(token.text for token in tokens[:size]))
        rest = tokens[size:]
        if shape and len(rest) >= 2 and rest[0].text in (">=", "<=", ">", "<"):
            value, after = _limit_value(rest[1:])
            return Limit(shape, rest[0].text, value), after
    raise _unfit("constraint", " ".join(token.text for token in tokens))


def _limit_value(tokens: list[Token]) -> tuple[str, list[Token]]:
    """A number, a day in quotes, or ``date('2026-01-31')``."""
    if tokens[0].kind in ("number", "text"):
        return tokens[0].text, tokens[1:]
    words = [token.text for token in tokens[:4]]
    is_day = [*words[:2], *words[3:]] == ["date", "(", ")"] and tokens[2].kind == "text"
    if is_day:
        return words[2], tokens[4:]
    raise _unfit("constraint", " ".join(words))


# ---- writing


def write_condition(condition: Condition, is_multiple: Callable[[str], bool]) -> str:
    """Write a ``relevant`` that ``read_condition`` reads back."""
    match condition:
        case All():
            parts, joint = condition.all, " and "
        case Any_():
            parts, joint = condition.any, " or "
        case Not():
            return f"not({write_condition(condition.not_, is_multiple)})"
        case Comparison():
            return _write_comparison(condition, is_multiple)
    if len(parts) == 1:
        return write_condition(parts[0], is_multiple)
    return joint.join(_write_part(part, is_multiple) for part in parts)


def _write_part(part: Condition, is_multiple: Callable[[str], bool]) -> str:
    written = write_condition(part, is_multiple)
    joined = (
        isinstance(part, All | Any_) and len(part.all if isinstance(part, All) else part.any) > 1
    )
    return f"({written})" if joined else written


def _write_comparison(test: Comparison, is_multiple: Callable[[str], bool]) -> str:
    name = f"${{{test.question}}}"
    if test.operator == Operator.ANSWERED:
        return f"{name} != ''"
    value = f"'{test.value}'" if isinstance(test.value, str) else plain(test.value or 0)
    if is_multiple(test.question):
        chosen = f"selected({name}, {value})"
        return chosen if test.operator == Operator.IS else f"not({chosen})"
    sign = {
        Operator.IS: "=",
        Operator.IS_NOT: "!=",
        Operator.AT_LEAST: ">=",
        Operator.AT_MOST: "<=",
    }[test.operator]
    return f"{name} {sign} {value}"


def plain(number: float) -> str:
    """Write a number without an exponent: XPath knows none."""
    return str(int(number)) if number == int(number) else f"{number:.15f}".rstrip("0")
