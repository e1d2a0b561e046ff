"""Management's support of a series: approval, letter, opening a session."""

from django.urls import path

from juuristo.gatherings.views import letters, openings, support

PLAN = "gatherings/plan/<uuid:pk>/"
LETTER = "gatherings/letters/<uuid:pk>/"
OPENING = "gatherings/openings/<uuid:pk>/"

urlpatterns = [
    path(f"{PLAN}support/", support.series_support, name="series_support"),
    path(f"{PLAN}approval/", support.series_ask_approval, name="series_ask_approval"),
    path(f"{PLAN}opening/", support.series_ask_opening, name="series_ask_opening"),
    path(f"{PLAN}letter/", letters.letter_new, name="letter_new"),
    path(LETTER, letters.letter, name="letter"),
    path(f"{LETTER}edit/", letters.letter_edit, name="letter_edit"),
    path(f"{LETTER}ask/", letters.letter_ask, name="letter_ask"),
    path(f"{LETTER}withdraw/", letters.letter_withdraw, name="letter_withdraw"),
    path(f"{LETTER}answer/", letters.letter_answer, name="letter_answer"),
    path("gatherings/letters/sign/<str:token>/", letters.letter_by_link, name="letter_by_link"),
    path(OPENING, openings.opening, name="opening"),
    path(f"{OPENING}take/", openings.opening_take, name="opening_take"),
    path(f"{OPENING}withdraw/", openings.opening_withdraw, name="opening_withdraw"),
    path(
        "gatherings/openings/answer/<str:token>/",
        openings.opening_by_link,
        name="opening_by_link",
    ),
]
