"""The addresses of our web sockets, all under ``/ws/``."""

from typing import Any

from django.urls import path

from .board_socket import board_socket

socket: Any = board_socket  # Django types the views of requests alone

ROUTES = [
    path("ws/boards/<uuid:pk>/", socket, name="board_socket"),
]
