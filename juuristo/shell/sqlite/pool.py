"""Open SQLite connections that nobody uses at the moment.

A server answers every request in a thread of its own, where Django's connection would begin and
end. Opening one costs more than most pages ask of it (the schema is read, WAL is looked for), and
closing the last one makes SQLite put its log away. So a few stay open, the last used on top.
"""

import atexit
import os
import sqlite3
from pathlib import Path
from threading import Lock

MOST_IDLE = 16
File = tuple[int, int]  # device and inode
_closed_in_parent: list[sqlite3.Connection] = []


def file_of(path: str) -> File | None:
    """Which file lies at the path now: a database may be deleted, or another put in its place."""
    try:
        found = Path(path).stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


class Pool:
    """The idle connections of a process, by database file and by how they were set up."""

    def __init__(self, most: int = MOST_IDLE) -> None:
        self.most = most
        self._idle: list[tuple[File, object, sqlite3.Connection]] = []
        self._lock = Lock()

    def take(self, file: File | None, settings: object) -> sqlite3.Connection | None:
        """An idle connection to the file, set up the same way, or None."""
        with self._lock:
            for place in reversed(range(len(self._idle))):
                its_file, its_settings, connection = self._idle[place]
                if its_file == file and its_settings == settings:
                    del self._idle[place]
                    return connection
        return None

    def keep(self, file: File, settings: object, connection: sqlite3.Connection) -> None:
        """Keep it for the next; the one that has been idle longest gives way."""
        oldest = None
        with self._lock:
            self._idle.append((file, settings, connection))
            if len(self._idle) > self.most:
                oldest = self._idle.pop(0)[2]
        if oldest:
            oldest.close()

    def close(self) -> None:
        with self._lock:
            idle, self._idle = self._idle, []
        for _file, _settings, connection in idle:
            connection.close()

    def forget(self) -> None:
        """After a fork the connections are the parent's: SQLite must not even close them here."""
        _closed_in_parent.extend(connection for _file, _settings, connection in self._idle)
        self._idle = []
        self._lock = Lock()  # a thread of the parent may have held it

    def __len__(self) -> int:
        return len(self._idle)


pool = Pool()
atexit.register(pool.close)  # the last one puts the log away
os.register_at_fork(after_in_child=pool.forget)
