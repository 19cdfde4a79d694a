"""A process that writes reports until it is killed, and a look at what it left behind.

Run as a program it writes for ever: after each commit it says the report's id on standard output.
"""

import os
import signal
import subprocess
import sys
from contextlib import closing
from datetime import UTC, datetime
from typing import NamedTuple

from visitplan.storage import branches, days, outcomes, plans
from visitplan.storage.branches import Branch
from visitplan.storage.database import Database, open_database
from visitplan.storage.integrity import faults
from visitplan.storage.outcomes import Report
from visitplan.storage.plans import NewPlan
from visitplan.storage.proof import prove

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
SIDES = ("left", "right")
"""Every commit writes two reports, so that half of one would show."""


class LeftBehind(NamedTuple):
    """What a killed process left: commits that it told of, and what stands."""

    told: int
    lost: int
    halves: int
    faults: tuple[str, ...]


def prepare(address: str) -> None:
    """Make a database with a plan to report on."""
    with closing(open_database(address)) as database, database.write() as connection:
        branches.add(connection, Branch("kamppi", "Kamppi", "Europe/Helsinki"))
        days.begin(connection, day_id="day-1", branch_id="kamppi", on=NOON.date(), at=NOON)
        plan = NewPlan("plan-1", "day-1", None, 1, "{}", {})
        plans.add(connection, plan, at=NOON, by="user-1")


def killed(address: str, run: int, *, commits: int) -> LeftBehind:
    """Let a process write, kill it in the middle of what comes after some commits, and look."""
    command = [sys.executable, __file__, address, str(run)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout is not None
        told = [writer.stdout.readline().strip() for _ in range(commits)]
        writer.send_signal(signal.SIGKILL)
        told += writer.stdout.read().split()
    with closing(open_database(address)) as database:
        return _left(database, told)


def _left(database: Database, told: list[str]) -> LeftBehind:
    with database.read() as connection:
        kept = {each.phone_id for each in outcomes.since(connection, 0, most=1_000_000)}
        found = (*faults(connection), *(each.problem for each in prove(connection).breaks))
    names = {name.rpartition("-")[0] for name in kept if name.endswith(SIDES)}
    halves = sum(not {f"{name}-{side}" for side in SIDES} <= kept for name in names)
    lost = sum(f"{name}-{side}" not in kept for name in told for side in SIDES)
    return LeftBehind(len(told), lost, halves, found)


def write_for_ever(address: str, run: str) -> None:
    """Commit pairs of reports, telling of each after it is committed."""
    database = open_database(address)
    number = 0
    while True:
        number += 1
        name = f"{run}-{number}"
        with database.write() as connection:
            for side in SIDES:
                report = Report(f"{name}-{side}", "plan-1", "A01", side, "NOHOME", NOON, {})
                outcomes.record(connection, report, at=NOON)
        os.write(1, f"{name}\n".encode())


if __name__ == "__main__":
    write_for_ever(*sys.argv[1:])
