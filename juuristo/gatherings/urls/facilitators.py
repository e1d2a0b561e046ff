"""Who facilitates the sessions of a series."""

from django.urls import path

from juuristo.gatherings.views import facilitators

urlpatterns = [
    path(
        "gatherings/plan/<uuid:pk>/facilitators/",
        facilitators.series_facilitators,
        name="series_facilitators",
    ),
]
