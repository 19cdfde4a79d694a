"""A served house, killed again and again while phones report and a day is planned.

Each run starts ``visitplan serve`` with a worker that plans, lets phones report, and kills all of
it by SIGKILL at a moment of chance. Phones repeat what they heard no answer to, as the agent's
page does. In the end a server that lives finishes the planning; then the database is looked at.

``python tests/benchmarks/web_kill.py [--kills 50] [--phones 6] [--seed 1]``
"""

import argparse
import random
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event, Thread
from typing import NamedTuple

import httpx

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.served_phones import OURS, Way, came_in, prepare, reports_of, serve
from visitplan.app.queue.planning_request import PlanningRequest
from visitplan.storage import jobs, outcomes, plans
from visitplan.storage.database import open_database
from visitplan.storage.integrity import faults
from visitplan.storage.jobs import NewJob
from visitplan.storage.plans import sha256_of
from visitplan.storage.proof import prove

CODES = ("NOHOME", "ASKEDLEAVE", "PTP", "HARDSHIP")
VISITS = 30
LONGEST_SECONDS = 3.0
"""A server is killed at most so long after it began to answer."""


class Phone:
    """A phone that sends one report after the other, each until it hears that it was kept."""

    def __init__(self, way: Way, proof: tuple[dict[str, str], str]) -> None:
        self._cookies, self._csrf = proof
        self._way, self._left = way, reports_of(way, CODES)
        self.sent: set[str] = set()
        self.heard: set[str] = set()

    def report(self, url: str, stopping: Event) -> None:
        """Report visit by visit, and then all of them again, until the server is gone."""
        headers = OURS | {"x-csrf-token": self._csrf}
        with httpx.Client(base_url=url, cookies=self._cookies, headers=headers) as client:
            while not stopping.is_set():
                told = self._left[0]
                self.sent.add(told["id"])
                try:
                    answer = client.post("/a/reports", json=told)
                except httpx.TransportError:
                    return
                if answer.is_success:
                    self.heard.add(told["id"])
                    self._left = self._left[1:] or reports_of(self._way, CODES)


class LeftBehind(NamedTuple):
    """What stands in the end."""

    lost: int
    doubled: int
    strange: int
    half_plans: int
    unfinished: int
    faults: tuple[str, ...]


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--kills", type=int, default=50)
    asked.add_argument("--phones", type=int, default=6)
    asked.add_argument("--seed", type=int, default=1)
    args = asked.parse_args()
    with TemporaryDirectory() as scratch:
        file = Path(scratch) / "house" / "visitplan.db"
        file.parent.mkdir()
        ways = prepare(str(file), Path(scratch) / "day", phones=args.phones, visits=VISITS)
        phones = first_contact(file, ways)
        dice = random.Random(args.seed)
        for _ in range(args.kills):
            ask_for_a_plan(file)
            killed_at(file, phones, dice.uniform(0.2, LONGEST_SECONDS))
        finish(file)
        tell(args.kills, phones, look(file, phones))


def first_contact(file: Path, ways: list[Way]) -> list[Phone]:
    server = serve(str(file))
    try:
        return [Phone(way, came_in(server.url, way)) for way in ways]
    finally:
        server.kill()


def killed_at(file: Path, phones: list[Phone], seconds: float) -> None:
    """Serve, let the phones report, and kill the server after so many seconds."""
    server, stopping = serve(str(file), workers=1), Event()
    with reporting(server.url, phones, stopping):
        time.sleep(seconds)
        server.kill()
        stopping.set()


@contextmanager
def reporting(url: str, phones: list[Phone], stopping: Event) -> Iterator[None]:
    threads = [Thread(target=phone.report, args=(url, stopping)) for phone in phones]
    for thread in threads:
        thread.start()
    yield
    for thread in threads:
        thread.join()


def ask_for_a_plan(file: Path) -> None:
    """Ask for a plan of the day, unless one is asked for already."""
    with closing(open_database(file)) as database, database.write() as connection:
        day_id = plan_day(connection)
        if all(job.ended_at for job in jobs.of_day(connection, day_id)):
            wanted = PlanningRequest(seconds=1).model_dump(mode="json")
            job = NewJob(uuid.uuid4().hex, day_id, "benchmark", wanted)
            jobs.enqueue(connection, job, at=datetime.now(UTC))


def plan_day(connection: object) -> str:
    head = plans.head(connection, "plan")  # type: ignore[arg-type]
    assert head is not None
    return head.day_id


def finish(file: Path) -> None:
    """Serve until no planning waits any more."""
    server = serve(str(file), workers=1)
    with closing(open_database(file)) as database:
        for _ in range(300):
            with database.read() as connection:
                known = jobs.of_day(connection, plan_day(connection))
            if all(job.ended_at for job in known):
                break
            time.sleep(0.5)
    server.kill()


def look(file: Path, phones: list[Phone]) -> LeftBehind:
    with closing(open_database(file)) as database, database.read() as connection:
        kept = [each.phone_id for each in outcomes.since(connection, 0, most=1_000_000)]
        known = jobs.of_day(connection, plan_day(connection))
        made = plans.heads(connection, plan_day(connection))
        half = [
            head
            for head in made
            if sha256_of(plans.document(connection, head.id) or "") != head.sha256
        ]
        asked = {job.plan_id for job in known if job.plan_id}
        strange_plans = {head.id for head in made} - asked - {"plan"}
        found = (*faults(connection), *(each.problem for each in prove(connection).breaks))
    heard = set().union(*(phone.heard for phone in phones))
    sent = set().union(*(phone.sent for phone in phones))
    return LeftBehind(
        lost=len(heard - set(kept)),
        doubled=len(kept) - len(set(kept)),
        strange=len(set(kept) - sent),
        half_plans=len(half) + len(strange_plans),
        unfinished=sum(job.ended_at is None for job in known),
        faults=found,
    )


def tell(kills: int, phones: list[Phone], left: LeftBehind) -> None:
    heard = sum(len(phone.heard) for phone in phones)
    print(f"{kills} kills; {heard} reports were answered for")
    print(f"  lost {left.lost}, doubled {left.doubled}, never sent {left.strange}; "
          f"half plans {left.half_plans}, planning unfinished {left.unfinished}; "
          f"faults {list(left.faults)}")  # fmt: skip


if __name__ == "__main__":
    main()
