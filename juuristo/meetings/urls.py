from django.urls import path

from .views import room

urlpatterns = [
    path("meetings/", room.room, name="meetings"),
]
