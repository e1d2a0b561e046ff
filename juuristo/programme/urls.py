from django.urls import path

from .views import calendar, documents, entries, programme

urlpatterns = [
    path("documents/<uuid:pk>/", documents.document, name="document"),
    path("documents/<uuid:pk>/remove/", documents.document_remove, name="document_remove"),
    path("programmes/", entries.programmes, name="programmes"),
    path("programmes/new/", entries.programme_new, name="programme_new"),
    path("programmes/<slug:slug>/", programme.programme, name="programme"),
    path(
        "programmes/<slug:slug>/calendar/", calendar.programme_calendar, name="programme_calendar"
    ),
    path("programmes/<slug:slug>/edit/", entries.programme_edit, name="programme_edit"),
    path("programmes/<slug:slug>/entries/new/", entries.entry_new, name="entry_new"),
    path("programmes/<slug:slug>/entries/<uuid:pk>/", entries.entry, name="entry"),
    path("programmes/<slug:slug>/entries/<uuid:pk>/edit/", entries.entry_edit, name="entry_edit"),
    path(
        "programmes/<slug:slug>/entries/<uuid:pk>/delete/",
        entries.entry_delete,
        name="entry_delete",
    ),
    path("programmes/<slug:slug>/print/", programme.programme_print, name="programme_print"),
]
