"""A network cable between the browser and the server, that can be cut or go dead."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Literal
from urllib.parse import urlsplit

State = Literal["whole", "cut", "dead"]


class Wire:
    """Passes bytes on while ``whole``; ``cut`` refuses; ``dead`` takes all and answers nothing."""

    def __init__(self, to: str) -> None:
        self.to = (urlsplit(to).hostname or "localhost", urlsplit(to).port or 80)
        self.state: State = "whole"
        self.listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://localhost:{self.listening.getsockname()[1]}"
        self.going: list[socket.socket] = []
        self.threads: list[threading.Thread] = []
        self._start(self._accept)

    def set(self, state: State) -> None:
        """Change what the wire does; what is under way ends at once when it is cut."""
        self.state = state
        if state == "cut":
            for each in self.going:
                with suppress(OSError):
                    each.shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        self.set("cut")
        with suppress(OSError):
            self.listening.shutdown(socket.SHUT_RDWR)
        self.listening.close()
        for thread in self.threads:
            thread.join(5)
        for each in self.going:
            each.close()

    def _start(self, work: Callable[..., None], *given: socket.socket) -> None:
        thread = threading.Thread(target=work, args=given, daemon=True)
        self.threads.append(thread)
        thread.start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                near, _address = self.listening.accept()
                if self.state == "cut":
                    near.close()
                    continue
                far = socket.create_connection(self.to)
                self.going += [near, far]
                self._start(self._pass, near, far)
                self._start(self._pass, far, near)

    def _pass(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                if self.state == "whole":
                    other.sendall(data)
        with suppress(OSError):
            other.shutdown(socket.SHUT_RDWR)


@contextmanager
def wire_to(url: str) -> Iterator[Wire]:
    wire = Wire(url)
    try:
        yield wire
    finally:
        wire.close()
