"""What tells who somebody is is found, and what only looks like it is left alone."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from juuristo.shell.identifiers import IdentifierKind, found_in, refuse_identifiers
from tests.identifier_texts import IDENTIFIERS, INNOCENTS

CONTROL = "0123456789ABCDEFHJKLMNPRSTUVWXY"
SIGNS = {18: "+", 19: "-YXWVU", 20: "ABCDEF"}
around = st.sampled_from(["", " ", "Hetu: ", " (", ", ", "\n", ". Hän tulee huomenna."])


@st.composite
def identity_codes(draw: st.DrawFn) -> str:
    born = draw(st.dates(date(1850, 1, 1), date(2099, 12, 31)))
    day, number = born.strftime("%d%m%y"), f"{draw(st.integers(2, 999)):03}"
    sign = draw(st.sampled_from(SIGNS[born.year // 100]))
    return f"{day}{sign}{number}{CONTROL[int(day + number) % 31]}"


@given(around, identity_codes(), around)
def test_given_a_real_identity_code_then_it_is_found(before: str, code: str, after: str) -> None:
    found = found_in(before + code + after)
    assert [(one.kind, one.text, one.start) for one in found] == [
        (IdentifierKind.IDENTITY_CODE, code, len(before))
    ]
    assert found_in(before + code.lower() + after)


@given(identity_codes(), st.sampled_from(CONTROL))
def test_given_another_control_character_then_it_is_no_code(code: str, control: str) -> None:
    kinds = {found.kind for found in found_in(code[:-1] + control)}
    assert (IdentifierKind.IDENTITY_CODE in kinds) == (code[-1] == control)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (IdentifierKind.IDENTITY_CODE, "131052-308T"),
        (IdentifierKind.IDENTITY_CODE, "131052 – 308T"),
        (IdentifierKind.IDENTITY_CODE, "290200A2413"),
        (IdentifierKind.EMAIL, "matti.meikalainen@example.org"),
        (IdentifierKind.EMAIL, "matti(at)example.org"),
        (IdentifierKind.PHONE, "040 123 4567"),
        (IdentifierKind.PHONE, "+358 (0)40 123 4567"),
        (IdentifierKind.PHONE, "٠٤٠ ١٢٣ ٤٥٦٧"),
    ],
)
def test_given_an_identifier_in_a_sentence_then_its_kind_and_place(
    kind: IdentifierKind, text: str
) -> None:
    [found] = found_in(f"Hän pyysi muistuttamaan {text}, jos muistat.")
    assert (found.kind, found.text, found.start) == (kind, text, 24)


@pytest.mark.parametrize("text", IDENTIFIERS)
def test_given_any_way_of_writing_one_then_it_is_found(text: str) -> None:
    assert len(found_in(f"Muista {text} ja tule.")) == 1


@pytest.mark.parametrize("text", INNOCENTS)
def test_given_what_only_looks_like_one_then_it_is_left_alone(text: str) -> None:
    assert found_in(f"Muista {text} ja tule.") == []


@pytest.mark.parametrize(
    "day", ["30.2.2026", "2026-13-45", "311198-", "300200A236A", "310652-308T", "000052-308T"]
)
def test_given_a_day_that_is_none_then_it_is_no_code(day: str) -> None:
    assert found_in(day) == []


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.times())
def test_given_any_day_and_time_then_they_are_left_alone(day: date, time: date) -> None:
    forms = ["%d.%m.%Y", "%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d %m %Y", "%d%m%Y"]
    for form in forms:
        assert found_in(f"Tavataan {day.strftime(form)} klo {time.strftime('%H.%M')}.") == []


@given(st.text())
def test_given_any_text_then_what_is_found_stands_there(text: str) -> None:
    for one in found_in(text):
        assert text[one.start : one.start + len(one.text)] == one.text


def test_given_long_text_of_signs_then_it_is_read_at_once() -> None:
    for piece in ("0", "a.", "+ ", "1 ", "040 ", "a@", "(", "A-Z", "FI12 1234 "):
        assert found_in(piece * 20_000) is not None


def test_given_clean_text_then_it_is_accepted() -> None:
    refuse_identifiers("Menen kirjastoon torstaina 3.12. klo 10.")
    refuse_identifiers({"fi": "Avoinna 9–15", "sv": "Öppet 9–15"})


def test_given_identifiers_then_each_kind_is_told_once_and_not_repeated() -> None:
    text = "040 123 4567, 050 123 4567, 131052-308T"
    with pytest.raises(ValidationError) as refused:
        refuse_identifiers(text)
    errors = refused.value.error_list
    assert [error.code for error in errors] == ["identity_code", "phone"]
    assert all("Mitään ei tallennettu" in message for message in refused.value.messages)
    assert not any(sign.isdigit() for message in refused.value.messages for sign in message)


def test_given_identifiers_in_one_language_then_the_text_is_refused() -> None:
    with pytest.raises(ValidationError):
        refuse_identifiers({"fi": "Soita meille", "sv": "Ring 040 123 4567"})
