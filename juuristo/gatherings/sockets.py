"""The addresses of our web sockets, all under ``/ws/``."""

from django.urls import path

from .board_socket import BoardSocket

ROUTES = [
    path("ws/boards/<uuid:pk>/", BoardSocket.as_asgi(), name="board_socket"),
]
