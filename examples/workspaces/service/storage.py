"""The database: one SQLite connection behind one lock."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

Row: TypeAlias = dict[str, Any]

# Every row names its owner, so that one lookup decides both existence and access.
# The trash keeps what was deleted, as services do for their support desk; no correct route reads it.
SCHEMA = """
CREATE TABLE IF NOT EXISTS workspaces (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL, name TEXT NOT NULL, created_at TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS uploads (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    name TEXT NOT NULL, size INTEGER NOT NULL, status TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS notes (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL,
    upload_id TEXT NOT NULL REFERENCES uploads (id) ON DELETE CASCADE, text TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS members (
    workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    handle TEXT NOT NULL, owner TEXT NOT NULL, role TEXT NOT NULL, PRIMARY KEY (workspace_id, handle));
CREATE TABLE IF NOT EXISTS purchases (
    id TEXT PRIMARY KEY, owner TEXT NOT NULL,
    workspace_id TEXT NOT NULL REFERENCES workspaces (id) ON DELETE CASCADE,
    upload_id TEXT REFERENCES uploads (id) ON DELETE SET NULL, status TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS trash (
    kind TEXT NOT NULL, id TEXT NOT NULL, parent_id TEXT, owner TEXT NOT NULL, content TEXT NOT NULL);

CREATE INDEX IF NOT EXISTS workspaces_owner ON workspaces (owner);
CREATE INDEX IF NOT EXISTS uploads_workspace ON uploads (workspace_id);
CREATE INDEX IF NOT EXISTS notes_upload ON notes (upload_id);
CREATE INDEX IF NOT EXISTS purchases_workspace ON purchases (workspace_id);
CREATE INDEX IF NOT EXISTS purchases_upload ON purchases (upload_id);

CREATE TRIGGER IF NOT EXISTS workspaces_trash AFTER DELETE ON workspaces BEGIN
    INSERT INTO trash VALUES ('workspaces', old.id, NULL, old.owner, old.name); END;
CREATE TRIGGER IF NOT EXISTS uploads_trash AFTER DELETE ON uploads BEGIN
    INSERT INTO trash VALUES ('uploads', old.id, old.workspace_id, old.owner, old.name); END;
CREATE TRIGGER IF NOT EXISTS notes_trash AFTER DELETE ON notes BEGIN
    INSERT INTO trash VALUES ('notes', old.id, old.upload_id, old.owner, old.text); END;
CREATE TRIGGER IF NOT EXISTS members_trash AFTER DELETE ON members BEGIN
    INSERT INTO trash VALUES ('members', old.handle, old.workspace_id, old.owner, old.role); END;
CREATE TRIGGER IF NOT EXISTS purchases_trash AFTER DELETE ON purchases BEGIN
    INSERT INTO trash VALUES ('purchases', old.id, old.workspace_id, old.owner, old.status); END;
"""
TABLES = ("notes", "members", "purchases", "uploads", "workspaces", "trash")


class Storage:
    """All rows, in a file or in `:memory:`. Hold `lock` to make a check and a write one step."""

    def __init__(self, database: str = ":memory:") -> None:
        self.lock = threading.RLock()
        # Autocommit: each change is one statement, and the cascade belongs to the statement that starts it.
        self._connection = sqlite3.connect(database, isolation_level=None, check_same_thread=False)
        self._connection.row_factory = _as_dict
        # No write-ahead log: the one file is the whole state, for others to back up and restore.
        self._connection.execute("PRAGMA journal_mode=TRUNCATE")
        self._connection.execute("PRAGMA synchronous=OFF")
        self._connection.executescript(SCHEMA)
        self._connection.execute("PRAGMA foreign_keys=ON")

    def one(self, sql: str, *values: object) -> Row | None:
        """The first row, or None."""
        with self.lock:
            row: Row | None = self._connection.execute(sql, values).fetchone()
            return row

    def all(self, sql: str, *values: object) -> list[Row]:
        """Every row."""
        with self.lock:
            return self._connection.execute(sql, values).fetchall()

    def run(self, sql: str, *values: object) -> int:
        """Change rows; gives the number of rows the statement itself changed."""
        with self.lock:
            return self._connection.execute(sql, values).rowcount

    def trashed(self, kind: str, id: str, owner: str, parent_id: str | None = None) -> Row | None:
        """The latest deleted row with this id, or None. Only bugs ask."""
        return self.one(
            "SELECT * FROM trash WHERE kind = ? AND id = ? AND owner = ?"
            " AND parent_id = coalesce(?, parent_id) ORDER BY rowid DESC",
            *(kind, id, owner, parent_id),
        )

    @contextmanager
    def unguarded(self) -> Iterator[None]:
        """No foreign keys inside: no cascade and no refusal. Only bugs ask."""
        with self.lock:
            self._connection.execute("PRAGMA foreign_keys=OFF")
            try:
                yield
            finally:
                self._connection.execute("PRAGMA foreign_keys=ON")

    def empty(self) -> None:
        """Forget every row, the trash last."""
        with self.lock:
            for table in TABLES:
                self.run(f"DELETE FROM {table}")

    def close(self) -> None:
        """Give the file back."""
        with self.lock:
            self._connection.close()


def _as_dict(cursor: sqlite3.Cursor, row: tuple[Any, ...]) -> Row:
    return {column[0]: value for column, value in zip(cursor.description, row, strict=True)}
