"""The addresses of our web sockets, all under ``/ws/``."""

from django.urls import path

from .board_socket import board_socket

ROUTES = [
    path("ws/boards/<uuid:pk>/", board_socket, name="board_socket"),
]
