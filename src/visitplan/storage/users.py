"""Users: who may plan, compare and administer, and for which branches."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, Row, delete, func, insert, select, update

from visitplan.errors import ConflictError
from visitplan.storage.schema.access import invitations, user_branches, users

Role = Literal["dispatcher", "manager", "admin"]


class User(NamedTuple):
    """Somebody who signs in; ``password_hash`` is None until an invitation is taken up."""

    id: str
    login: str
    role: Role
    password_hash: str | None
    language: str | None
    version: int
    created_at: datetime
    disabled_at: datetime | None
    branch_ids: frozenset[str]


class NewUser(NamedTuple):
    """A user to be added."""

    id: str
    login: str
    role: Role
    branch_ids: Collection[str] = ()
    password_hash: str | None = None
    language: str | None = None


def add(connection: Connection, new: NewUser, *, at: datetime) -> User:
    """Add a user; StorageError where the login is taken or a branch is not known."""
    row = new._asdict()
    del row["branch_ids"]
    connection.execute(insert(users).values(**row, version=1, created_at=at))
    set_branches(connection, new.id, new.branch_ids)
    return _required(connection, new.id)


def count(connection: Connection) -> int:
    """Return how many users there are, disabled ones too."""
    return int(connection.execute(select(func.count()).select_from(users)).scalar_one())


def find(connection: Connection, user_id: str) -> User | None:
    """Return a user; None where there is none of this id."""
    return _user(connection, connection.execute(select(users).where(users.c.id == user_id)).first())


def by_login(connection: Connection, login: str) -> User | None:
    """Return the user of a login, which is compared as it is written; None where nobody has it."""
    row = connection.execute(select(users).where(users.c.login == login)).first()
    return _user(connection, row)


def every(connection: Connection) -> tuple[User, ...]:
    """Return all users by login."""
    rows = connection.execute(select(users).order_by(users.c.login)).all()
    return tuple(found for row in rows if (found := _user(connection, row)))


def change(connection: Connection, user_id: str, changes: Mapping[str, Any], *, seen: int) -> User:
    """Change columns of a user; ConflictError where ``seen`` is not the version that stands."""
    standing = (users.c.id == user_id, users.c.version == seen)
    changed = connection.execute(update(users).where(*standing).values(**changes, version=seen + 1))
    if not changed.rowcount:
        raise ConflictError("the user was changed by somebody else meanwhile")
    return _required(connection, user_id)


def set_branches(connection: Connection, user_id: str, branch_ids: Collection[str]) -> None:
    """Let a user work for these branches and no others."""
    connection.execute(delete(user_branches).where(user_branches.c.user_id == user_id))
    for branch_id in sorted(branch_ids):
        connection.execute(insert(user_branches).values(user_id=user_id, branch_id=branch_id))


def invite(
    connection: Connection, user_id: str, token_sha256: str, *, expires_at: datetime
) -> None:
    """Let whoever brings a token choose a user's password, once; earlier tokens are void."""
    connection.execute(delete(invitations).where(invitations.c.user_id == user_id))
    connection.execute(
        insert(invitations).values(
            token_sha256=token_sha256, user_id=user_id, expires_at=expires_at
        )
    )


def take_up_invitation(connection: Connection, token_sha256: str, *, at: datetime) -> User | None:
    """Use up a token and return its user; None where it is unknown, used or expired."""
    good = (
        invitations.c.token_sha256 == token_sha256,
        invitations.c.used_at.is_(None),
        invitations.c.expires_at > at,
    )
    if not connection.execute(update(invitations).where(*good).values(used_at=at)).rowcount:
        return None
    whose = select(invitations.c.user_id).where(invitations.c.token_sha256 == token_sha256)
    return find(connection, connection.execute(whose).scalar_one())


def _required(connection: Connection, user_id: str) -> User:
    found = find(connection, user_id)
    if found is None:
        raise ConflictError("there is no such user (any more)")
    return found


def _user(connection: Connection, row: Row[Any] | None) -> User | None:
    if row is None:
        return None
    his = select(user_branches.c.branch_id).where(user_branches.c.user_id == row.id)
    branch_ids = frozenset(connection.execute(his).scalars())
    return User(**row._asdict(), branch_ids=branch_ids)
