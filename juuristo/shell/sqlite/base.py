"""A request gets an open connection from the pool and gives it back as it was.

What is not surely as it was is closed: a transaction left open, an error of the database itself,
a reading that somebody may still be in the middle of is ended.
"""

import sqlite3
from typing import Any
from weakref import WeakSet

from django.db.backends.sqlite3 import base
from django.utils.asyncio import async_unsafe

from .pool import File, file_of, pool


class DatabaseWrapper(base.DatabaseWrapper):
    _file: File | None = None
    _cursors: WeakSet[sqlite3.Cursor]

    @async_unsafe
    def get_new_connection(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        self._cursors = WeakSet()
        if self.is_in_memory_db():
            return self._opened(conn_params)
        path = str(conn_params["database"])
        self._file = file_of(path)
        kept = pool.take(self._file, self._set_up())
        if kept:
            return kept
        connection = self._opened(conn_params)
        self._file = file_of(path)  # opening may have made it
        return connection

    def _opened(self, conn_params: dict[str, Any]) -> sqlite3.Connection:
        connection: sqlite3.Connection = super().get_new_connection(conn_params)
        return connection

    def _set_up(self) -> object:
        return repr(self.settings_dict["OPTIONS"])

    def create_cursor(self, name: str | None = None) -> sqlite3.Cursor:
        cursor: sqlite3.Cursor = super().create_cursor(name)
        self._cursors.add(cursor)
        return cursor

    def _close(self) -> None:
        connection = self.connection
        if connection is None:
            return
        if not self._may_be_kept(connection):
            super()._close()  # type: ignore[misc]  # untold in the stubs
            return
        with self.wrap_database_errors:
            for cursor in list(self._cursors):
                cursor.close()  # an unfinished reading would hold the log, and see old rows
            connection.execute("PRAGMA foreign_keys = ON")
            assert self._file is not None
            pool.keep(self._file, self._set_up(), connection)

    def _may_be_kept(self, connection: sqlite3.Connection) -> bool:
        is_clean = not (self.in_atomic_block or self.errors_occurred or connection.in_transaction)
        return is_clean and self._file is not None and connection.row_factory is None
