from django.urls import path

from ..views import adviser, attendance, planning, series_desk, session_desk, signing_up

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
    path("gatherings/plan/", planning.series_plan_list, name="series_plan_list"),
    path("gatherings/plan/new/", planning.series_new, name="series_new"),
    path("gatherings/plan/<uuid:pk>/", series_desk.series_desk, name="series_desk"),
    path("gatherings/plan/<uuid:pk>/edit/", planning.series_edit, name="series_edit"),
    path(
        "gatherings/plan/<uuid:pk>/sessions/",
        planning.series_sessions_new,
        name="series_sessions_new",
    ),
    path("gatherings/plan/<uuid:pk>/publish/", planning.series_publish, name="series_publish"),
    path("gatherings/plan/<uuid:pk>/hide/", planning.series_unpublish, name="series_unpublish"),
    path("gatherings/plan/<uuid:pk>/copy/", planning.series_duplicate, name="series_duplicate"),
    path("gatherings/plan/<uuid:pk>/missing/", series_desk.series_missing, name="series_missing"),
    path("gatherings/plan/<uuid:pk>/remind/", series_desk.series_remind, name="series_remind"),
    path("gatherings/plan/<uuid:pk>/room/", series_desk.series_tell_of_room, name="series_room"),
    path("gatherings/plan/sessions/<uuid:pk>/", session_desk.session_desk, name="session_desk"),
    path(
        "gatherings/plan/sessions/<uuid:pk>/edit/", session_desk.session_edit, name="session_edit"
    ),
    path(
        "gatherings/plan/sessions/<uuid:pk>/cancel/",
        session_desk.session_cancel,
        name="session_cancel",
    ),
    path(
        "gatherings/plan/sessions/<uuid:pk>/delete/",
        session_desk.session_delete,
        name="session_delete",
    ),
    path(
        "gatherings/plan/sessions/<uuid:pk>/people/add/",
        session_desk.session_add_person,
        name="session_add_person",
    ),
    path(
        "gatherings/plan/sessions/<uuid:pk>/people/remove/",
        session_desk.session_remove_person,
        name="session_remove_person",
    ),
    path("gatherings/facilitating/", attendance.facilitating, name="facilitating"),
    path("gatherings/sessions/<uuid:pk>/attendance/", attendance.attendance, name="attendance"),
    path(
        "gatherings/sessions/<uuid:pk>/attendance/walk-in/",
        attendance.attendance_walk_in,
        name="attendance_walk_in",
    ),
]
