from django.urls import path

from .views import phrases, room

urlpatterns = [
    path("meetings/", room.room, name="meetings"),
    # what clients' pages load
    path("c/phrases/<slug:code>.json", phrases.phrases, name="phrases"),
]
