"""Where the database is: a folder or a file of this machine, or a server; and its key."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from visitplan.errors import StorageError
from visitplan.storage.database import KEY_BYTES, Database, open_database

FILE = "visitplan.db"


class Place(NamedTuple):
    """Where a database is.

    ``address`` is a folder, a file or ``postgresql://user:password@host/name``. ``key_file`` holds
    the key that a file is encrypted with: 64 hexadecimal digits.
    """

    address: str
    key_file: Path | None = None


@contextmanager
def opened(place: Place) -> Iterator[Database]:
    """Open the database for the length of the block; StorageError where that cannot be."""
    database = open_database(_address(place.address), key=read_key(place.key_file))
    try:
        yield database
    finally:
        database.close()


def _address(address: str) -> str:
    is_folder = "://" not in address and (Path(address).is_dir() or not Path(address).suffix)
    return str(Path(address) / FILE) if is_folder else address


def read_key(file: Path | None) -> bytes | None:
    """Return the key that a file holds; StorageError where it holds none, or others may read it."""
    if file is None:
        return None
    try:
        if file.stat().st_mode & 0o077:
            raise StorageError(f"the key file {file.name} is open to others: chmod 600")
        key = bytes.fromhex(file.read_text(encoding="ascii").strip())
    except (OSError, ValueError):
        raise StorageError(f"the key file {file.name} cannot be read as hexadecimal") from None
    if len(key) != KEY_BYTES:
        raise StorageError(f"the key in {file.name} has {len(key)} bytes, not {KEY_BYTES}")
    return key
