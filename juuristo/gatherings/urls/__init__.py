"""The addresses of gatherings: one file per noun, each with a list of its own, joined here."""

from . import calendars, sessions, wishes

urlpatterns = [
    *calendars.urlpatterns,
    *sessions.urlpatterns,
    *wishes.urlpatterns,
]
