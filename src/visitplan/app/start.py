"""What a search is asked to begin with: a plan, or a table of routes."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

from visitplan.app.earlier_days import folders_by_date
from visitplan.app.plan_files import PLAN_FILE, load_plan
from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.plan import Plan
from visitplan.domain.start import Start
from visitplan.errors import InputError
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


def read_starts(place: Path, days: Sequence[Day]) -> tuple[Begun | None, ...]:
    """Read what each of several days begins with.

    That is the file, if ``place`` is one; in a folder of days it is the plan of the same date, or
    else the last one of the same weekday; None where there is neither. Raises InputError when a
    file is neither a plan nor a table, or a folder has no plan for any of the days.
    """
    if not place.is_dir():
        return tuple(read_start(place, day) for day in days)
    plans = {on: f / PLAN_FILE for on, f in folders_by_date(place).items()}
    plans = {on: file for on, file in plans.items() if file.is_file()}
    files = [_plan_for(day, plans) for day in days]
    if not any(files):
        raise InputError([_without_plans(place)])
    return tuple(read_start(f, day) if f else None for f, day in zip(files, days, strict=True))


def _plan_for(day: Day, plans: Mapping[date, Path]) -> Path | None:
    alike = [on for on in plans if on.weekday() == day.date.weekday()]
    return plans.get(day.date) or (plans[max(alike)] if alike else None)


def _without_plans(place: Path) -> Finding:
    return Finding(
        severity="error",
        code="VP-ST-008",
        file=place.name,
        problem="no plan for any of these days, nor for one of their weekdays, lies here",
        remedy="name a folder into which visitplan plan --days has written",
    )


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
