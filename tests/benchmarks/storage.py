"""How many reports a database takes a second from many phones, and what a killed writer loses.

python tests/benchmarks/storage.py [--phones 50] [--reports 20] [--kills 50]
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager, nullcontext
from datetime import UTC, datetime
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from killed_writer import killed, prepare
from postgresql_server import new_database, running_server, server_programs
from visitplan.errors import StorageError
from visitplan.storage import outcomes
from visitplan.storage.database import Database, open_database
from visitplan.storage.outcomes import Report
from visitplan.storage.proof import prove

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
TWICE = 5
"""Every fifth report is sent twice, as phones do that heard no answer."""


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--phones", type=int, default=50)
    asked.add_argument("--reports", type=int, default=20)
    asked.add_argument("--kills", type=int, default=50)
    args = asked.parse_args()
    with tempfile.TemporaryDirectory() as folder, addresses(Path(folder)) as found:
        for name, address in found.items():
            prepare(address)
            load(name, address, args.phones, args.reports)
            kill(name, address, args.kills)


@contextmanager
def addresses(folder: Path) -> Iterator[dict[str, str]]:
    """Give a SQLite database, and one of a server that syncs its commits, where there is one."""
    programs = server_programs()
    with running_server(programs, fsync=True) if programs else nullcontext() as server:
        found = {"SQLite": str(folder / "visitplan.db")}
        if server:
            found["PostgreSQL"] = new_database(server, template="template1")
        else:
            print("PostgreSQL is not installed: SQLite alone")
        yield found


def load(name: str, address: str, phones: int, reports: int) -> None:
    """Let phones report all at once, each its own visits one after the other."""
    begun, used = time.perf_counter(), time.process_time()
    with closing(open_database(address, wait_seconds=30)) as database:
        with ThreadPoolExecutor(phones) as threads:
            answers = list(threads.map(lambda n: work(database, n, reports), range(phones)))
        seconds, processor = time.perf_counter() - begun, time.process_time() - used
        with database.read() as connection:
            kept = len(outcomes.since(connection, 0, most=10**6))
            breaks = len(prove(connection).breaks)
    waits = sorted(wait for phone, _ in answers for wait in phone)
    errors = sum(failed for _, failed in answers)
    print(
        f"{name:>10}: {phones} phones × {reports} reports: {len(waits) / seconds:,.0f} a second "
        f"({len(waits) / processor:,.0f} by processor), p50 {at(waits, 0.5)}, "
        f"p99 {at(waits, 0.99)}, slowest {at(waits, 1)}; "
        f"kept {kept} of {phones * reports}, errors {errors}, breaks {breaks}"
    )


def work(database: Database, phone: int, reports: int) -> tuple[list[float], int]:
    """Report visits, some twice; return how long each answer took, and how many failed."""
    waits, failed = [], 0
    for number in range(reports):
        for _ in range(2 if number % TWICE == 0 else 1):
            begun = time.perf_counter()
            report = Report(f"{phone}-{number}", "plan-1", f"A{phone}", "C1", "NOHOME", NOON, {})
            try:
                with database.write() as connection:
                    outcomes.record(connection, report, at=NOON)
            except StorageError:
                failed += 1
            waits.append(time.perf_counter() - begun)
    return waits, failed


def at(waits: list[float], share: float) -> str:
    return f"{waits[min(len(waits) - 1, int(share * len(waits)))] * 1000:,.0f} ms"


def kill(name: str, address: str, kills: int) -> None:
    """Kill a writing process again and again, each time at another point of its work."""
    left = [killed(address, run, commits=1 + run % 7) for run in range(kills)]
    told, lost, halves = (sum(each[field] for each in left) for field in range(3))
    faults = sum(len(each.faults) for each in left)
    print(
        f"{name:>10}: killed {kills} times in the middle of writes: {told} commits told of, "
        f"{lost} reports lost, {halves} half commits, {faults} faults"
    )


if __name__ == "__main__":
    main()
