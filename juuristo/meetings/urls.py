from django.urls import path

from .views import card, phrases, room, sealed

urlpatterns = [
    path("c/", sealed.upload, name="seal"),
    path("c/<str:pk>/", card.card, name="card"),
    path("c/<str:pk>/sealed/", sealed.content, name="sealed"),
    path("c/<str:pk>/delete/", sealed.delete, name="delete_sealed"),
    path("meetings/", room.room, name="meetings"),
    # what clients' pages load
    path("c/phrases/<slug:code>.json", phrases.phrases, name="phrases"),
]
