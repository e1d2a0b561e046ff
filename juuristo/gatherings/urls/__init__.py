"""The addresses of gatherings: one file per noun, each with a list of its own, joined here."""

from . import calendars, orientation, sessions, wishes

urlpatterns = [
    *calendars.urlpatterns,
    *orientation.urlpatterns,
    *sessions.urlpatterns,
    *wishes.urlpatterns,
]
