"""Who asks, by an API key: ``Authorization: Bearer vpk_…``."""

from datetime import timedelta
from typing import TYPE_CHECKING

from starlette.requests import Request

from visitplan.storage import api_keys
from visitplan.web.house import House
from visitplan.web.permission import Action
from visitplan.web.tokens import hash_of, new_token
from visitplan.web.who import Who

if TYPE_CHECKING:
    from sqlalchemy import Connection

PREFIX = "vpk_"
"""What a key begins with, so that scanners of repositories and mails know one when they see it."""
NOTED_EVERY = timedelta(minutes=1)

SCOPES: tuple[Action, ...] = (
    "send cases",
    "plan days",
    "publish for agents",
    "read plans",
    "read outcomes",
    "hear of events",
)
"""What a key may be made for."""
ALWAYS: frozenset[Action] = frozenset({"use the API"})
"""What every key may do, whatever it was made for."""


def new_key() -> str:
    """Return a key that nobody guesses."""
    return PREFIX + new_token()


def program_by_key(request: Request, connection: "Connection", house: House) -> Who | None:
    """Recognise a program by its key; not one that was revoked or has expired."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.casefold() != "bearer" or not token.startswith(PREFIX):
        return None
    now = house.clock()
    key = api_keys.by_hash(connection, hash_of(token.strip()), at=now)
    if key is None:
        return None
    return Who(
        role="core system",
        id=f"key {key.id}",
        branches=frozenset({key.branch_id}),
        scopes=key.scopes | ALWAYS,
        key=key.id,
        unseen=key.used_at is None or now - key.used_at > NOTED_EVERY,
    )
