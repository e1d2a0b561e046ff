from django.urls import path

from juuristo.gatherings.views import codes, participants

urlpatterns = [
    path("here/", codes.here, name="here"),
    path("gatherings/sessions/<uuid:pk>/code/", codes.attendance_code, name="attendance_code"),
    path(
        "gatherings/sessions/<uuid:pk>/participants/",
        participants.participants_new,
        name="participants_new",
    ),
    path(
        "gatherings/sessions/<uuid:pk>/participants/<uuid:kept>/",
        participants.participants_review,
        name="participants_review",
    ),
]
