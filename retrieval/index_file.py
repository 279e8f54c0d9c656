"""Opens the SQLite file that holds chunks and their words."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, LifoQueue

from retrieval.errors import IndexUnavailableError

BUSY_TIMEOUT_S = 30.0
_IDLE_CONNECTIONS = 16

_TABLES = """
CREATE TABLE IF NOT EXISTS course (
    id INTEGER PRIMARY KEY,
    course_id TEXT NOT NULL UNIQUE,
    chunks INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS chunk (
    id INTEGER PRIMARY KEY,
    course INTEGER NOT NULL REFERENCES course(id),
    chunk_id TEXT NOT NULL,
    document_id TEXT NOT NULL,
    title TEXT NOT NULL,
    page_number INTEGER NOT NULL,
    last_page_number INTEGER NOT NULL,
    heading_path TEXT NOT NULL,
    text TEXT NOT NULL,
    start_char INTEGER NOT NULL,
    end_char INTEGER NOT NULL,
    language TEXT NOT NULL,
    occurrence INTEGER NOT NULL,
    UNIQUE (course, chunk_id)
);
CREATE INDEX IF NOT EXISTS chunk_by_document ON chunk (course, document_id, chunk_id);
CREATE INDEX IF NOT EXISTS chunk_by_language ON chunk (course, language);
"""


class IndexFile:
    """One SQLite file, shared between threads by a pool of connections.

    Several processes of one machine may open it at once (write-ahead log).
    """

    def __init__(self, path: Path) -> None:
        """Create the file and its tables if need be; raises IndexUnavailableError."""
        self._path = path
        self._idle: LifoQueue[sqlite3.Connection] = LifoQueue(_IDLE_CONNECTIONS)
        path.parent.mkdir(parents=True, exist_ok=True)
        with self.writing() as db:
            for statement in filter(str.strip, _TABLES.split(";")):
                db.execute(statement)

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection; what it reads is of one moment within a statement."""
        with self._lent() as db:
            yield db

    @contextmanager
    def writing(self) -> Iterator[sqlite3.Connection]:
        """Lend a connection inside one transaction, undone when an error leaves the block."""
        with self._lent() as db:
            db.execute("BEGIN IMMEDIATE")
            try:
                yield db
            except BaseException:
                db.execute("ROLLBACK")
                raise
            db.execute("COMMIT")

    def close(self) -> None:
        """Close the connections that nobody uses; the file can be used on."""
        while True:
            try:
                self._idle.get_nowait().close()
            except Empty:
                return

    @contextmanager
    def _lent(self) -> Iterator[sqlite3.Connection]:
        try:
            db = self._take()
            try:
                yield db
            finally:
                self._put_back(db)
        except sqlite3.Error as err:
            raise IndexUnavailableError(f"the keyword index cannot be used: {err}") from err

    def _take(self) -> sqlite3.Connection:
        try:
            return self._idle.get_nowait()
        except Empty:
            return self._connect()

    def _put_back(self, db: sqlite3.Connection) -> None:
        if self._idle.full():
            db.close()
        else:
            self._idle.put(db)

    def _connect(self) -> sqlite3.Connection:
        db = sqlite3.connect(
            self._path, timeout=BUSY_TIMEOUT_S, isolation_level=None, check_same_thread=False
        )
        db.execute("PRAGMA journal_mode = WAL")
        # A power loss may cost the last writes, never the file; indexing again restores them.
        db.execute("PRAGMA synchronous = NORMAL")
        return db
