"""Workers that plan days on request, killed again and again: what is lost, doubled or half."""

import argparse
import os
import random
import signal
import subprocess
import sys
import time
import uuid
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from visitplan.app.kept.kept_days import Importing, import_day
from visitplan.app.queue.planning_jobs import plan_once
from visitplan.app.queue.planning_request import PlanningRequest
from visitplan.app.queue.workbench import Workbench
from visitplan.cli.surroundings import cache_folder
from visitplan.errors import ConflictError
from visitplan.intake.template import write_template
from visitplan.storage import branches, jobs, plans, trail
from visitplan.storage.branches import Branch
from visitplan.storage.database import Database, open_database
from visitplan.storage.integrity import faults
from visitplan.storage.jobs import NewJob
from visitplan.storage.proof import prove

LEASE = timedelta(seconds=2)
DAY = "day"


def now() -> datetime:
    return datetime.now(UTC)


def new_id() -> str:
    return uuid.uuid4().hex


def fill(database: Database, folder: Path, count: int) -> list[str]:
    """Keep a small day and ask for so many plans of it."""
    write_template(folder, today=now().date())
    settings = folder / "day.toml"
    settings.write_text(settings.read_text().replace("[streets]", '[streets]\nengine = "beeline"'))
    ids = [new_id() for _ in range(count)]
    wanted = PlanningRequest(work=500).model_dump(mode="json")
    with database.write() as connection:
        branches.add(connection, Branch("b", "B", "Europe/Helsinki"))
        import_day(connection, folder, Importing("b", DAY, "benchmark", now()))
        for job_id in ids:
            jobs.enqueue(connection, NewJob(job_id, DAY, "benchmark", wanted), at=now())
    return ids


def work(file: Path) -> None:
    """Work until nothing waits and nobody holds a job."""
    database = open_database(file)
    bench = Workbench(database, new_id(), cache_folder(), now, new_id, LEASE)
    while unfinished(database):
        try:
            if not plan_once(bench, Event()):
                time.sleep(0.2)
        except ConflictError:
            continue


def unfinished(database: Database) -> int:
    with database.read() as connection:
        return sum(job.ended_at is None for job in jobs.of_day(connection, DAY))


def kill_again_and_again(file: Path, kills: int, chance: random.Random) -> int:
    """Start a worker and kill it at a moment of chance; return how many were killed at work."""
    killed = 0
    database = open_database(file)
    while killed < kills and unfinished(database):
        worker = subprocess.Popen([sys.executable, __file__, "--worker", str(file)])
        time.sleep(chance.uniform(1, 12))
        if worker.poll() is None:
            os.kill(worker.pid, signal.SIGKILL)
            killed += 1
        worker.wait()
    database.close()
    return killed


def left_running() -> int:
    """Return how many planning processes outlive their workers."""
    found = 0
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            found += b"visitplan.app.queue.planning_child" in process.read_bytes()
        except OSError:
            continue
    return found


def report(file: Path, killed: int) -> None:
    database = open_database(file)
    with database.read() as connection:
        ended = jobs.of_day(connection, DAY)
        heads = plans.heads(connection, DAY)
        told = [
            entry.act.object_id for entry in trail.entries(connection) if entry.act.what == "plan"
        ]
        broken = faults(connection)
        breaks = prove(connection).breaks
    done = [job for job in ended if job.state == "done"]
    given_up = [job for job in ended if job.failure and job.failure["kind"] == "workers_died"]
    figures = {
        "workers killed": killed,
        "jobs": len(ended),
        "done": len(done),
        "given up after three deaths": len(given_up),
        "otherwise ended": len(ended) - len(done) - len(given_up),
        "plans": len(heads),
        "plans of no job": len({head.id for head in heads} - {job.plan_id for job in done}),
        "plans not in the trail": len({head.id for head in heads} ^ set(told)),
        "faults of the database": len(broken),
        "breaks in the audit trail": len(breaks),
        "planning processes left": left_running(),
    }
    for name, figure in figures.items():
        print(f"{name:<28} {figure:>6}")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--kills", type=int, default=50)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--worker", type=Path)
    chosen = options.parse_args()
    if chosen.worker:
        work(chosen.worker)
        return
    with TemporaryDirectory() as scratch:
        file = Path(scratch) / "visitplan.db"
        database = open_database(file)
        fill(database, Path(scratch) / "day", max(3, chosen.kills // 2))
        database.close()
        killed = kill_again_and_again(file, chosen.kills, random.Random(chosen.seed))
        work(file)
        time.sleep(3)
        report(file, killed)


if __name__ == "__main__":
    main()
