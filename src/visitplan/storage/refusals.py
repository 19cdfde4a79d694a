"""What a database refuses, told in our words: which kind it is, and what to do; never a value."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeoutError

from visitplan.errors import StorageError
from visitplan.storage.guards import REFUSED

_BY_MESSAGE = (
    (REFUSED, "what is published, reported or audited stays; correct it by a new entry"),
    ("locked", "the database is in use by somebody who does not let go; nothing was written"),
    ("readonly", "the database may only be read; nothing was written"),
    ("disk is full", "the disk is full; nothing was written"),
    ("not a database", "the file is no database of visitplan, or its key is another one"),
    ("malformed", "the database is damaged; restore the last backup (visitplan restore)"),
    ("disk I/O error", "the disk refused; nothing was written"),
    ("unable to open", "the database cannot be opened: is its folder there, and yours to write?"),
)  # fmt: skip
_BY_STATE = (
    ("53100", "the database server's disk is full; nothing was written"),
    ("25006", "the database may only be read; nothing was written"),
    ("55P03", "the database is in use by somebody who does not let go; nothing was written"),
    ("40", "somebody else was writing the same; nothing was written; try again"),
    ("28", "the database server does not know this user or password"),
    ("3D", "the database server has no database of this name"),
    ("53", "the database server has no room for more; nothing was written"),
    ("42501", "the database server does not let this user do that"),
)
_UNREACHABLE = "the database server cannot be reached"
_OTHERWISE = "the database refused what would break its rules; nothing was written"


@contextmanager
def refusals_told() -> Iterator[None]:
    """Raise StorageError for whatever the database refuses inside of the block.

    The refusal itself is not chained: it may quote what was to be written.
    """
    try:
        yield
    except DBAPIError as error:
        raise StorageError(_told(error)) from None
    except PoolTimeoutError:
        raise StorageError("too many ask the database at once; nothing was written") from None


def _told(error: DBAPIError) -> str:
    message, state = str(error.orig), getattr(error.orig, "sqlstate", None)
    for sign, told in _BY_MESSAGE:
        if sign in message:
            return told
    if state is None:
        is_server = type(error.orig).__module__.startswith("psycopg")
        return _UNREACHABLE if is_server and error.statement is None else _OTHERWISE
    return next((told for start, told in _BY_STATE if state.startswith(start)), _OTHERWISE)
