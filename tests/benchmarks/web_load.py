"""How many reports a served house takes a second from many phones at once.

Each phone sends its own visits one after the other, and every fifth report twice, as phones do
that heard no answer. The server runs on one core, the phones on another.

``python tests/benchmarks/web_load.py [--phones 50] [--reports 20]``
"""

import argparse
import asyncio
import sys
import time
from collections import Counter
from contextlib import closing, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

import httpx

sys.path.insert(0, str(Path(__file__).parents[1]))

from benchmarks.served_phones import OURS, Way, came_in, prepare, reports_of, serving
from postgresql_server import new_database, running_server, server_programs
from visitplan.storage import outcomes
from visitplan.storage.database import open_database
from visitplan.storage.proof import prove

TWICE = 5
CODES = ("NOHOME", "NOHOME", "PTP", "ASKEDLEAVE", "CALLBACK", "NOHOME", "HARDSHIP", "PTP", "TPMET")
"""What came of visits: two in nine ask to be left alone, so that cases are held."""


class Took(NamedTuple):
    """Seconds by the clock, and of the server's processor."""

    seconds: float
    used: float


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--phones", type=int, default=50)
    asked.add_argument("--reports", type=int, default=20)
    args = asked.parse_args()
    programs = server_programs()
    with (
        TemporaryDirectory() as scratch,
        running_server(programs, fsync=True) if programs else nullcontext() as server,
    ):
        measure("SQLite", str(Path(scratch) / "house" / "visitplan.db"), Path(scratch), args)
        if server:
            address = new_database(server, template="template1")
            measure("PostgreSQL", address, Path(scratch), args)
        else:
            print("PostgreSQL is not installed: SQLite alone")


def measure(name: str, address: str, scratch: Path, args: argparse.Namespace) -> None:
    if "://" not in address:
        Path(address).parent.mkdir()
    ways = prepare(address, scratch / name, phones=args.phones, visits=args.reports)
    with serving(address, core=0) as server:
        proofs = [came_in(server.url, way) for way in ways]
        begun, used = time.perf_counter(), server.used
        answers = asyncio.run(report_all(server.url, ways, proofs))
        took = Took(time.perf_counter() - begun, server.used - used)
    tell(name, answers, took, address)


async def report_all(url: str, ways: list[Way], proofs: list[Any]) -> list[tuple[int, float]]:
    """Let all phones report at once; return the status and the seconds of each answer."""
    answers = await asyncio.gather(
        *(report(url, way, *proof) for way, proof in zip(ways, proofs, strict=True))
    )
    return [each for own in answers for each in own]


async def report(url: str, way: Way, cookies: dict[str, str], csrf: str) -> list[tuple[int, float]]:
    answers = []
    headers = OURS | {"x-csrf-token": csrf}
    async with httpx.AsyncClient(
        base_url=url, cookies=cookies, headers=headers, timeout=60
    ) as phone:
        for number, told in enumerate(reports_of(way, CODES)):
            for _ in range(2 if number % TWICE == 0 else 1):
                begun = time.perf_counter()
                answer = await phone.post("/a/reports", json=told)
                answers.append((answer.status_code, time.perf_counter() - begun))
    return answers


def tell(name: str, answers: list[tuple[int, float]], all_took: Took, address: str) -> None:
    took = sorted(second for _, second in answers)
    with closing(open_database(address)) as database, database.read() as connection:
        kept = outcomes.since(connection, 0, most=1_000_000)
        breaks = len(prove(connection).breaks)
    statuses = dict(sorted(Counter(status for status, _ in answers).items()))
    count = len(answers)
    print(f"{name}: {count} requests in {all_took.seconds:.1f} s by the clock: "
          f"{count / all_took.seconds:.0f}/s; in {all_took.used:.1f} s of the server's core: "
          f"{count / all_took.used:.0f}/s")  # fmt: skip
    print(f"  answers {statuses}; p50 {took[len(took) // 2]:.3f} s, "
          f"p99 {took[int(len(took) * 0.99)]:.3f} s")  # fmt: skip
    print(f"  kept {len(kept)} reports, {len({each.phone_id for each in kept})} different; "
          f"breaks in the audit trail: {breaks}")  # fmt: skip


if __name__ == "__main__":
    main()
