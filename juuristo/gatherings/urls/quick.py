"""Planning in one go: a café, study circles."""

from django.urls import path

from ..views import quick

urlpatterns = [
    path("gatherings/plan/cafe/", quick.cafe_new, name="cafe_new"),
    path("gatherings/plan/circles/", quick.circles_new, name="circles_new"),
]
