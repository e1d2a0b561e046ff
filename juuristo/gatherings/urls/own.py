from django.urls import path

from juuristo.gatherings.views import own

SESSION = "gatherings/own/<str:token>/sessions/<uuid:pk>/"

urlpatterns = [
    path("gatherings/own/<str:token>/", own.series_signup, name="own_series_signup"),
    path(
        "gatherings/own/<str:token>/sign-up/",
        own.series_sign_up_all,
        name="own_series_sign_up_all",
    ),
    path("gatherings/own/<str:token>/cancel/", own.series_cancel_all, name="own_series_cancel_all"),
    path(f"{SESSION}sign-up/", own.session_sign_up, name="own_session_sign_up"),
    path(f"{SESSION}change/", own.session_change, name="own_session_change"),
    path(f"{SESSION}cancel/", own.session_give_up, name="own_session_give_up"),
    path(f"{SESSION}wish/", own.session_wish, name="own_session_wish"),
    path(f"{SESSION}calendar.ics", own.session_calendar, name="own_session_calendar"),
]
