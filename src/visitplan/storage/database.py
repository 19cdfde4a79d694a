"""Opening the database, and its transactions: all of one is kept, or nothing."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from types import ModuleType

from sqlalchemy import Connection, Engine
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError

from visitplan.errors import StorageError
from visitplan.storage import postgresql, sqlite
from visitplan.storage.migrating import migrate
from visitplan.storage.postgresql import postgresql_engine
from visitplan.storage.refusals import refusals_told
from visitplan.storage.sqlite import choose_journal, sqlite_engine
from visitplan.storage.together import Made, Together
from visitplan.storage.turns import Turns

__all__ = ["KEY_BYTES", "Connection", "Database", "open_database", "sqlite_file"]

KEY_BYTES = 32


class Database:
    """An open, migrated database; threads may share it.

    Whatever is refused inside of ``read`` or ``write`` becomes a StorageError, which quotes
    nothing of what was to be written.
    """

    def __init__(
        self, engine: Engine, *, file: Path | None, key: bytes | None, wait_seconds: float
    ) -> None:
        self.engine = engine
        self._turns = Turns(wait_seconds) if file else nullcontext()
        self._together = Together(self.write)
        self.file = file
        """Where a SQLite database lies; None for a server's."""
        self.key = key
        """What it is encrypted with; None where it is not, or by the server's own means."""

    @property
    def is_sqlite(self) -> bool:
        """Whether this is a file, not a server."""
        return self.file is not None

    @contextmanager
    def write(self) -> Iterator[Connection]:
        """Begin a transaction that is committed at the end of the block, undone if it raises.

        SQLite lets one writer in at a time; the others wait.
        """
        with self._turns, refusals_told(), self.engine.begin() as connection:
            yield connection

    def write_with_others(self, about: str, change: Callable[[Connection], Made]) -> Made:
        """Make a change about one thing, together with those that others ask for just now.

        It is committed when this returns what ``change`` does; undone where it raises. ``change``
        does nothing but by its connection, for it may be called twice.
        """
        return self._together.make(about, change)

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Begin a transaction that sees one state of everything, and changes nothing."""
        with refusals_told(), self.engine.connect() as connection:
            reader = connection.execution_options(**self._kind.READING)
            with reader.begin():
                yield reader

    @contextmanager
    def outside(self) -> Iterator[Connection]:
        """Give a connection outside of any transaction, for what is done to files as a whole."""
        with refusals_told(), self.engine.connect() as connection:
            yield connection.execution_options(**self._kind.OUTSIDE)

    @property
    def _kind(self) -> ModuleType:
        return sqlite if self.is_sqlite else postgresql

    def close(self) -> None:
        """Let go of every connection."""
        self.engine.dispose()


def open_database(
    address: str | Path, *, key: bytes | None = None, wait_seconds: float = 10.0
) -> Database:
    """Open a database, make it if it is not there, and bring it to this version's schema.

    Parameters
    ----------
    address
        A file, or ``postgresql://user:password@host/name``.
    key
        32 bytes that a file is encrypted with; None for a plain one.
    wait_seconds
        How long to wait for others who write.

    Raises
    ------
    StorageError
        Where it cannot be opened or migrated: of a newer version, not ours, read-only, locked,
        on another machine's disk, encrypted with another key.
    """
    engine, file = _engine(address, key, wait_seconds)
    try:
        with refusals_told():
            if file is not None:
                choose_journal(engine)
            migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return Database(engine, file=file, key=None if file is None else key, wait_seconds=wait_seconds)


def _engine(
    address: str | Path, key: bytes | None, wait_seconds: float
) -> tuple[Engine, Path | None]:
    if key is not None and len(key) != KEY_BYTES:
        raise StorageError(f"the key of a database has {KEY_BYTES} bytes")
    file = sqlite_file(address)
    if file is not None:
        return sqlite_engine(file, key=key, wait_seconds=wait_seconds), file
    try:
        url = make_url(str(address).replace("postgres://", "postgresql://", 1))
    except (ArgumentError, ValueError):
        raise StorageError("the database's address cannot be read") from None
    if url.get_backend_name() != "postgresql":
        raise StorageError("a database is a file or postgresql://user:password@host/name")
    return postgresql_engine(url, wait_seconds=wait_seconds), None


def sqlite_file(address: str | Path) -> Path | None:
    """Return the file that an address names; None where it names a server."""
    if isinstance(address, Path):
        return address
    if address.startswith("sqlite:///"):
        return Path(address.removeprefix("sqlite:///"))
    return None if "://" in address else Path(address)
