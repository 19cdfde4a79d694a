"""Guessing passwords: how often one may be wrong before one has to wait.

Counted for each name from each address, so that a stranger elsewhere locks nobody out, and for
each address, so that nobody tries many names. Every try counts before its password is looked
at, so that many at once are counted too.
"""

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from visitplan.storage import attempts
from visitplan.web.tokens import hash_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

PERIOD = timedelta(minutes=15)
MOST_FOR_A_NAME, MOST_FOR_AN_ADDRESS = 5, 50


def note_try(connection: "Connection", *, name: str, address: str, at: datetime) -> bool:
    """Count a try; False, and it is not counted, where there were too many."""
    pair, place = _pair(name, address), hash_of(f"address {address}")
    since = at - PERIOD
    if (
        attempts.count(connection, pair, since=since) >= MOST_FOR_A_NAME
        or attempts.count(connection, place, since=since) >= MOST_FOR_AN_ADDRESS
    ):
        return False
    attempts.note(connection, pair, at=at)
    attempts.note(connection, place, at=at)
    return True


def forgive(connection: "Connection", *, name: str, address: str) -> None:
    """Forget the tries of a name from an address: it was right at last."""
    attempts.forgive(connection, _pair(name, address))


def _pair(name: str, address: str) -> str:
    return hash_of(f"name {name} from {address}")
