from django.urls import path

from .views import adviser, signing_up

urlpatterns = [
    path("gatherings/", adviser.find, name="gatherings"),
    path("gatherings/mine/", adviser.my_sessions, name="my_sessions"),
    path("gatherings/<uuid:pk>/", adviser.series_signup, name="series_signup"),
    path("gatherings/<uuid:pk>/sign-up/", signing_up.sign_up_to_all, name="series_sign_up_all"),
    path("gatherings/<uuid:pk>/cancel/", signing_up.cancel_all, name="series_cancel_all"),
    path("gatherings/sessions/<uuid:pk>/", adviser.session, name="session"),
    path("gatherings/sessions/<uuid:pk>/sign-up/", signing_up.sign_up, name="session_sign_up"),
    path("gatherings/sessions/<uuid:pk>/change/", signing_up.change, name="session_change"),
    path("gatherings/sessions/<uuid:pk>/cancel/", signing_up.cancel, name="session_give_up"),
    path(
        "gatherings/sessions/<uuid:pk>/calendar.ics",
        adviser.session_calendar,
        name="session_calendar",
    ),
]
