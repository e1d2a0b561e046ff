from django.urls import path

from .views import home

urlpatterns = [
    path("surveys/", home.surveys, name="surveys"),
]
