from django.urls import path

from .views import approvals, calendar, documents, entries, programme, sponsor

urlpatterns = [
    path("documents/<uuid:pk>/", documents.document, name="document"),
    path("documents/<uuid:pk>/remove/", documents.document_remove, name="document_remove"),
    path("programme/approve/<str:token>/", approvals.approve_by_link, name="approve_by_link"),
    path("programmes/", entries.programmes, name="programmes"),
    path("programmes/new/", entries.programme_new, name="programme_new"),
    path("programmes/<slug:slug>/", programme.programme, name="programme"),
    path("programmes/<slug:slug>/approvals/", approvals.approval_list, name="approvals"),
    path("programmes/<slug:slug>/approvals/<uuid:pk>/", approvals.approval, name="approval"),
    path(
        "programmes/<slug:slug>/approvals/<uuid:pk>/answer/",
        approvals.approval_answer,
        name="approval_answer",
    ),
    path(
        "programmes/<slug:slug>/approvals/<uuid:pk>/withdraw/",
        approvals.approval_withdraw,
        name="approval_withdraw",
    ),
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
    path("programmes/<slug:slug>/sponsor/", sponsor.sponsor, name="sponsor"),
]
