"""Our components, drawn as a page draws them."""

from datetime import UTC, datetime

import pytest
from django.utils import translation

from .drawing import draw


def test_given_a_link_then_the_button_is_a_link_with_its_arrow() -> None:
    html = draw('<c-button kind="go" href="/x/">Ilmoittaudu</c-button>')

    assert '<a class="go" href="/x/"' in html
    assert "<svg" in html


@pytest.mark.parametrize(
    ("kind", "classes"),
    [("button", "button"), ("quiet", "quiet"), ("danger", "button danger"), ("go", "go")],
)
def test_given_a_kind_then_the_button_has_its_look(kind: str, classes: str) -> None:
    html = draw(f'<c-button kind="{kind}" name="verb" value="1">Tee</c-button>')

    assert f'<button class="{classes}" type="submit"' in html
    assert 'name="verb"' in html


def test_given_a_dialog_then_its_opener_submits_nothing_and_it_can_be_closed() -> None:
    html = draw(
        '<c-button dialog="d">Peru</c-button><c-dialog id="d" title="Perutaanko?">'
        '<p>x</p><c-slot name="act"><c-button>Peru</c-button></c-slot></c-dialog>'
    )

    assert 'type="button" data-dialog="d"' in html
    assert '<dialog id="d" aria-labelledby="d-title">' in html
    assert "data-close>Palaa takaisin</button>" in html


def test_given_a_dialog_with_an_address_then_it_works_without_script() -> None:
    html = draw('<c-button href="/confirm/" dialog="d">Peru</c-button>')

    assert 'href="/confirm/" data-dialog="d"' in html


def test_given_a_value_from_a_person_then_it_is_escaped_in_every_place() -> None:
    html = draw(
        '<c-head title="{{ bad }}" lead="{{ bad }}" /><c-stat value="{{ bad }}">{{ bad }}</c-stat>'
        '<c-button href="{{ bad }}" aria-label="{{ bad }}">{{ bad }}</c-button>'
        '<c-table caption="{{ bad }}"></c-table><c-part title="{{ bad }}">{{ bad }}</c-part>',
        bad='"><script>x</script>',
    )

    assert "<script>" not in html
    assert "&quot;&gt;&lt;script&gt;" in html
    assert "&amp;lt;" not in html


def test_given_a_page_head_then_it_reads_heading_lead_and_then_the_buttons() -> None:
    html = draw(
        '<c-head title="Sarjat" lead="Näin ne täyttyvät">'
        '<c-slot name="actions"><c-button href="/new/">Suunnittele</c-button></c-slot></c-head>'
    )

    assert html.index("Sarjat") < html.index("Näin ne") < html.index("Suunnittele")


def test_given_a_component_then_it_sees_nothing_of_the_page_around_it() -> None:
    html = draw('<c-head title="Oma" />', lead="sivun oma johdanto", where="muualta")

    assert "johdanto" not in html
    assert "muualta" not in html


@pytest.mark.parametrize(
    ("share", "width"), [("0.79", "79"), ("0,5", "50"), ("1.4", "100"), ("-1", "0"), ("", "0")]
)
def test_given_a_share_then_the_bar_is_as_wide(share: str, width: str) -> None:
    assert f'class="part-done" width="{width}"' in draw(f'<c-bar share="{share}" />')


def test_given_a_computed_share_in_finnish_then_the_decimal_comma_does_no_harm() -> None:
    with translation.override("fi"):
        assert 'width="33.33"' in draw('<c-bar share="{{ share }}" />', share=1 / 3)


@pytest.mark.parametrize("state", ["protected", "missing"])
def test_given_an_unknown_share_then_nothing_is_drawn_as_zero(state: str) -> None:
    html = draw(f'<c-bar state="{state}" />')

    assert "part-done" not in html
    assert f"bar {state}" in html


@pytest.mark.parametrize(
    ("stair", "name", "place"),
    [
        ("empathy", "Empatia", "1"),
        ("guidance", "Ohjaus", "2"),
        ("advice", "Neuvonta", "3"),
        ("farewell", "Hyvästely", "4"),
    ],
)
def test_given_a_stair_then_its_mark_is_named_and_placed(stair: str, name: str, place: str) -> None:
    html = draw(f'<c-mark stair="{stair}" />')

    assert name in html
    assert f"porras {place} neljästä" in html
    assert f"fill-{stair}" in html


def test_given_a_moment_then_the_leaf_shows_the_local_day() -> None:
    html = draw('<c-leaf :day="day" />', day=datetime(2026, 10, 26, 22, 30, tzinfo=UTC))

    assert '<span class="of">ti</span><span class="day">27</span><span class="of">loka' in html


def test_given_tabs_then_the_current_one_is_told() -> None:
    html = draw(
        '<c-tabs label="Näkymä"><c-tab href="/a/" current="{{ yes }}">A</c-tab>'
        '<c-tab href="/b/" current="{{ no }}">B</c-tab></c-tabs>',
        yes=True,
        no=False,
    )

    assert '<a href="/a/" aria-current="page"' in html
    assert '<a href="/b/"' in html
    assert html.count("aria-current") == 1


def test_given_a_job_of_unknown_length_then_progress_claims_no_share() -> None:
    assert " max=" not in draw('<c-progress label="Luetaan" />')
    assert 'value="2" max="3"' in draw('<c-progress label="Luetaan" value="2" max="3" />')


@pytest.mark.parametrize(
    ("kind", "first"), [("good", "Valmis."), ("info", "Tiedoksi."), ("attention", "Huomaa.")]
)
def test_given_a_notice_then_its_first_words_name_its_kind(kind: str, first: str) -> None:
    assert f"<strong>{first}</strong>" in draw(f'<c-notice kind="{kind}">x</c-notice>')
    assert "<strong>Kesken.</strong>" in draw(
        f'<c-notice kind="{kind}" first="Kesken.">x</c-notice>'
    )
