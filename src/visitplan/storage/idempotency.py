"""What was answered to a request that may come again under the same key."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, select

from visitplan.errors import ConflictError
from visitplan.storage.schema.access import idempotency_keys
from visitplan.storage.writing import insert_unless_there


class Answered(NamedTuple):
    """An answer that is given again to the same request.

    ``owner`` is whose key it is; two owners may use the same.
    """

    owner: str
    key: str
    request_sha256: str
    status: int
    answer: str
    at: datetime


def keep(connection: Connection, answered: Answered) -> Answered:
    """Keep an answer, and return the one that stands: this one, or an earlier one.

    Raises ConflictError where the key was used for another request.
    """
    insert_unless_there(connection, idempotency_keys, answered._asdict())
    standing = find(connection, answered.owner, answered.key, answered.request_sha256)
    return standing or answered


def find(connection: Connection, owner: str, key: str, request_sha256: str) -> Answered | None:
    """Return what was answered; None where this key is new.

    Raises ConflictError where the key was used for another request.
    """
    mine = (idempotency_keys.c.owner == owner, idempotency_keys.c.key == key)
    row = connection.execute(select(idempotency_keys).where(*mine)).first()
    if row is None:
        return None
    if row.request_sha256 != request_sha256:
        raise ConflictError("this idempotency key was used for another request")
    return Answered._make(row)
