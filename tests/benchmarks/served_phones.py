"""A house with a published plan, served by the command itself, and phones that report to it."""

import json
import os
import signal
import subprocess
import sys
import uuid
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import httpx

from benchmarks.busy_day import write_busy_day
from visitplan.app.kept.kept_days import Bringing, bring
from visitplan.app.opening import read_day
from visitplan.domain.plan import Cost, Manifest, Plan, Route, Stop
from visitplan.render.exports.plan_file import plan_json
from visitplan.storage import links, plans
from visitplan.storage.database import open_database
from visitplan.storage.links import Link
from visitplan.storage.plans import NewPlan
from visitplan.web.tokens import hash_of, new_token

OURS = {"sec-fetch-site": "same-origin", "accept": "application/json"}
MANIFEST = Manifest(
    inputs={}, pack="none", pack_version="1", versions={}, seed=1, seconds=0, work=None,
    engine="none", travel="none", objective=0,
)  # fmt: skip


class Way(NamedTuple):
    """An agent's way in, and the cases of his route."""

    token: str
    cases: tuple[str, ...]


def prepare(address: str, folder: Path, *, phones: int, visits: int) -> list[Way]:
    """Keep a day of today with a published plan, and make each agent a link."""
    folder.mkdir()
    write_busy_day(folder, phones * visits, seconds=1)
    settings = folder / "day.toml"
    today = datetime.now(UTC).date()
    text = settings.read_text().replace("2026-11-24", today.isoformat())
    settings.write_text(text.replace("Europe/Helsinki", "UTC"))
    plan = _made_up(folder, phones, visits)
    now = datetime.now(UTC)
    ways = [Way(new_token(), tuple(s.case_id for s in route.stops)) for route in plan.routes]
    with closing(open_database(address)) as database, database.write() as connection:
        head = bring(connection, folder, Bringing("north", by="benchmark", at=now))
        new = NewPlan("plan", head.id, None, 1, plan_json(plan), {})
        plans.add(connection, new, at=now, by="benchmark")
        plans.publish(connection, "plan", at=now, by="benchmark")
        for way, route in zip(ways, plan.routes, strict=True):
            sha256, ends = hash_of(way.token), now + timedelta(hours=12)
            links.add(connection, Link(uuid.uuid4().hex, sha256, "plan", route.agent_id, now, ends))
    return ways


def _made_up(folder: Path, phones: int, visits: int) -> Plan:
    """Deal the cases to the agents as they come; nobody asks here whether that is wise."""
    day = read_day(folder).day
    begin = datetime.combine(day.date, datetime.min.time(), UTC) + timedelta(hours=8)
    routes = [
        Route(
            shift_id=shift.id,
            agent_id=shift.agent_id,
            mode="drive",
            leaves=begin,
            ends=begin + timedelta(hours=9),
            stops=tuple(
                Stop(
                    case_id=case.id,
                    arrival=begin + timedelta(minutes=25 * place),
                    departure=begin + timedelta(minutes=25 * place + 15),
                    travel_seconds=600,
                    travel_metres=3000,
                    setup_seconds=0,
                    waiting_seconds=0,
                )
                for place, case in enumerate(day.cases[number * visits : (number + 1) * visits])
            ),
            return_seconds=600,
            return_metres=3000,
            paid_seconds=9 * 3600,
            cost=Cost(),
        )
        for number, shift in enumerate(day.shifts[:phones])
    ]
    return Plan(
        date=day.date, time_zone=day.time_zone, currency=day.currency, routes=tuple(routes),
        unassigned=(), ineligible=(), cost=Cost(), manifest=MANIFEST,
    )  # fmt: skip


class Server(NamedTuple):
    """The command ``visitplan serve``, and where it answers."""

    process: "subprocess.Popen[bytes]"
    url: str

    @property
    def used(self) -> float:
        """The seconds that it has used of its processor."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return sum(map(int, fields[11:13])) / os.sysconf("SC_CLK_TCK")

    def kill(self) -> None:
        """End it, and whatever it started, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()


def serve(address: str, *, core: int | None = None, workers: int = 0) -> Server:
    """Serve a database, on one core if that is asked for."""
    program = str(Path(sys.executable).with_name("visitplan"))
    command = [program, "serve", "--port", "0", "--json", "--workers", str(workers)]
    pinned = [] if core is None else ["taskset", "-c", str(core)]
    data = str(Path(address).parent) if "://" not in address else address
    process = subprocess.Popen(
        [*pinned, *command, "--data", data],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    assert process.stdout is not None
    told = b""
    while not told.endswith(b"}\n"):
        told += process.stdout.readline() or b"}\n"
    return Server(process, json.loads(told)["url"])


@contextmanager
def serving(address: str, *, core: int | None = None) -> Iterator[Server]:
    """Serve a database for the length of a block."""
    server = serve(address, core=core)
    try:
        yield server
    finally:
        server.process.terminate()
        server.process.wait()


def came_in(url: str, way: Way, **client: Any) -> tuple[dict[str, str], str]:
    """Let a phone in by its link; return its cookies, and what its reports carry."""
    with httpx.Client(base_url=url, headers=OURS, **client) as phone:
        phone.post("/a", data={"token": way.token})
        page = phone.get("/a/route")
        page.raise_for_status()
        _, _, after = page.text.partition('"csrf": "')
        return dict(phone.cookies), after.partition('"')[0]


def reports_of(way: Way, codes: Sequence[str]) -> list[dict[str, str]]:
    """Return a report of each visit of a route, with a code each, in turn."""
    return [
        {
            "id": str(uuid.uuid4()),
            "plan": "plan",
            "case": case,
            "code": codes[number % len(codes)],
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        for number, case in enumerate(way.cases)
    ]
