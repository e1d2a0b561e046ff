"""The addresses of gatherings: one file per noun, each with a list of its own, joined here."""

from . import calendars, orientation, own, sessions, wishes

urlpatterns = [
    *calendars.urlpatterns,
    *orientation.urlpatterns,
    *own.urlpatterns,
    *sessions.urlpatterns,
    *wishes.urlpatterns,
]
