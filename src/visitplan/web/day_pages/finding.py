"""What the paths of days speak of, and the day itself."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from visitplan.storage import branches, days, jobs, tables
from visitplan.storage.branches import Branch
from visitplan.storage.days import DayHead
from visitplan.storage.tables import DayInputs
from visitplan.web.exchange import Exchange
from visitplan.web.permission import Thing
from visitplan.web.refusals import NoSuchThingError

if TYPE_CHECKING:
    from sqlalchemy import Connection

SHOWN_TABLES = ("cases", "agents", "contacts", "pinned", "events", "baseline")
"""The tables of a day that have pages, in the order in which they are looked at."""


class KeptDay(NamedTuple):
    """A day of the database: its head, its branch, its inputs."""

    head: DayHead
    branch: Branch
    inputs: DayInputs


def day_of_path(connection: "Connection", path: Mapping[str, Any]) -> Thing | None:
    """Find whose the day is that a path names."""
    head = days.head(connection, path["day_id"])
    return Thing(head.branch_id) if head else None


def table_of_path(connection: "Connection", path: Mapping[str, Any]) -> Thing | None:
    """Find whose the day is, where the path also names a table that days have."""
    return day_of_path(connection, path) if path["table"] in SHOWN_TABLES else None


def job_of_path(connection: "Connection", path: Mapping[str, Any]) -> Thing | None:
    """Find whose the day is that a planning job is of."""
    job = jobs.find(connection, path["job_id"])
    is_plan = job is not None and job.kind == "plan"
    return day_of_path(connection, {"day_id": job.day_id}) if job and is_plan else None


def kept_day(here: Exchange, day_id: str) -> KeptDay:
    """Return a day with its inputs; NoSuchThingError where it is gone by now."""
    with here.read() as connection:
        head = days.head(connection, day_id)
        branch = branches.find(connection, head.branch_id) if head else None
        if head is None or branch is None:
            raise NoSuchThingError
        return KeptDay(head, branch, tables.load(connection, day_id))
