"""A user's role and branches: as a form brings them, what is wrong with them, how they are told."""

from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, Field

from visitplan.storage import branches, users
from visitplan.storage.users import Role, User

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Rights(BaseModel):
    """A role and the branches that it is for."""

    role: Role
    branch: list[str] = Field(default=[], max_length=1000)

    @property
    def branch_ids(self) -> frozenset[str]:
        """The branches to work for; an administrator works for none, and sees no customer."""
        return frozenset() if self.role == "admin" else frozenset(self.branch)


def fault_in_branches(connection: "Connection", rights: Rights) -> str:
    """Return ``branch`` where there is no such branch, or none at all; empty where all is well."""
    known = {branch.id for branch in branches.every(connection)}
    is_nobodys = rights.role != "admin" and not rights.branch
    return "branch" if is_nobodys or not set(rights.branch) <= known else ""


def fault_in_role(connection: "Connection", user: User, rights: Rights) -> str:
    """Return ``last`` where the house would be left without an administrator who may sign in."""
    if user.role != "admin" or rights.role == "admin":
        return ""
    others = (each for each in users.every(connection) if each.id != user.id)
    return "" if any(map(_is_reigning, others)) else "last"


def is_unmanaged(connection: "Connection") -> bool:
    """Tell whether there is no administrator who may sign in, as in a house that is new."""
    return not any(map(_is_reigning, users.every(connection)))


def _is_reigning(user: User) -> bool:
    return user.role == "admin" and bool(user.password_hash) and user.disabled_at is None


def rights_of(user: User) -> dict[str, Any]:
    """Return what the audit trail tells of a user's rights."""
    return {"role": user.role, "branches": sorted(user.branch_ids)}
