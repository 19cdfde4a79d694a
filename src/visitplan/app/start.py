"""What a search is asked to begin with: a plan, or a table of routes."""

import hashlib
from pathlib import Path
from typing import NamedTuple

from visitplan.app.plan_files import load_plan
from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.plan import Plan
from visitplan.domain.start import Start
from visitplan.intake.old_routes import OldRoute, read_old_routes
from visitplan.intake.old_routes import match as match_routes


class Begun(NamedTuple):
    """What a search begins with, and what of it the day does not have."""

    start: Start
    findings: tuple[Finding, ...]


def read_start(file: Path, day: Day) -> Begun:
    """Read what to begin with: a JSON object is a plan, everything else a table of routes.

    Raises InputError when it is neither.
    """
    plan = load_plan(file) if _holds_object(file) else None
    old, noticed = (_routes_of(plan), ()) if plan else read_old_routes(file, day)
    matched = match_routes(old, day, file.name)
    sha256 = hashlib.sha256(file.read_bytes()).hexdigest()
    start = Start(file=file.name, routes=matched.routes, sha256=sha256)
    return Begun(start, noticed + matched.findings)


def _holds_object(file: Path) -> bool:
    if file.suffix.casefold() != ".json" or not file.is_file():
        return False
    with file.open("rb") as opened:
        return opened.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()[:1] != b"["


def _routes_of(plan: Plan) -> tuple[OldRoute, ...]:
    return tuple(
        OldRoute(route.shift_id, route.agent_id, tuple(stop.case_id for stop in route.stops))
        for route in plan.routes
    )
