"""Wishes for sessions, and the allocation that turns them into places."""

from django.urls import path

from ..views import allocation, wishes

urlpatterns = [
    path("gatherings/sessions/<uuid:pk>/wish/", wishes.session_wish, name="session_wish"),
    path(
        "gatherings/plan/<uuid:pk>/allocation/",
        allocation.series_allocation,
        name="series_allocation",
    ),
    path(
        "gatherings/plan/<uuid:pk>/allocation/<uuid:person>/",
        allocation.allocation_move,
        name="allocation_move",
    ),
]
