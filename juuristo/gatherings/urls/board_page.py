from django.urls import path

from juuristo.gatherings.views import board_page

urlpatterns = [
    path("gatherings/boards/<uuid:pk>/", board_page.board, name="board"),
]
