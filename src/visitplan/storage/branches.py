"""Branches and their agents."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, insert, select, update

from visitplan.storage.schema.days import agents, branches
from visitplan.storage.writing import insert_unless_there


class Branch(NamedTuple):
    """An office that plans for itself."""

    id: str
    name: str
    time_zone: str


class BranchAgent(NamedTuple):
    """Somebody who visits for a branch."""

    id: str
    name: str | None


def add(connection: Connection, branch: Branch) -> None:
    """Add a branch; StorageError where the id is taken."""
    connection.execute(insert(branches).values(**branch._asdict()))


def find(connection: Connection, branch_id: str) -> Branch | None:
    """Return a branch; None where there is none of this id."""
    row = connection.execute(select(branches).where(branches.c.id == branch_id)).first()
    return Branch._make(row) if row else None


def every(connection: Connection) -> tuple[Branch, ...]:
    """Return all branches by name."""
    rows = connection.execute(select(branches).order_by(branches.c.name, branches.c.id))
    return tuple(Branch._make(row) for row in rows)


def know_agent(connection: Connection, branch_id: str, agent: BranchAgent, at: datetime) -> None:
    """Add an agent to a branch; where he is known already, his name is the one given now."""
    row = {"branch_id": branch_id, "id": agent.id, "name": agent.name, "since": at}
    if not insert_unless_there(connection, agents, row):
        his = (agents.c.branch_id == branch_id, agents.c.id == agent.id)
        connection.execute(update(agents).where(*his).values(name=agent.name))


def agents_of(connection: Connection, branch_id: str) -> tuple[BranchAgent, ...]:
    """Return the agents of a branch by id."""
    chosen = select(agents.c.id, agents.c.name).where(agents.c.branch_id == branch_id)
    return tuple(BranchAgent._make(row) for row in connection.execute(chosen.order_by(agents.c.id)))
