"""Every address of the product. Routes are one level deep: an app's urls.py says the rest."""

from django.urls import include, path

urlpatterns = [
    path("", include("juuristo.surveys.urls")),  # first: respondents come in crowds
    path("", include("juuristo.shell.urls")),
    path("", include("juuristo.people.urls")),
    path("", include("juuristo.mail.urls")),
    path("", include("juuristo.audit.urls")),
    path("", include("juuristo.programme.urls")),
    path("", include("juuristo.gatherings.urls")),
    path("", include("juuristo.meetings.urls")),
    path("api/v1/", include("config.api")),
]

handler403 = "juuristo.shell.views.forbidden"
handler404 = "juuristo.shell.views.not_found"
handler500 = "juuristo.shell.views.server_error"
