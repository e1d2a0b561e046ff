"""The addresses of gatherings: one file per noun, each with a list of its own, joined here."""

from . import (
    acts,
    attendance,
    board_page,
    boards,
    calendars,
    facilitators,
    orientation,
    own,
    quick,
    scripts,
    sessions,
    support,
    wishes,
)

urlpatterns = [
    *acts.urlpatterns,
    *attendance.urlpatterns,
    *board_page.urlpatterns,
    *boards.urlpatterns,
    *calendars.urlpatterns,
    *facilitators.urlpatterns,
    *orientation.urlpatterns,
    *own.urlpatterns,
    *quick.urlpatterns,
    *scripts.urlpatterns,
    *sessions.urlpatterns,
    *support.urlpatterns,
    *wishes.urlpatterns,
]
