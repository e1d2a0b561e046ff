"""Wishes for sessions, and the allocation that turns them into places."""

from django.urls import path

from ..views import wishes

urlpatterns = [
    path("gatherings/sessions/<uuid:pk>/wish/", wishes.session_wish, name="session_wish"),
]
