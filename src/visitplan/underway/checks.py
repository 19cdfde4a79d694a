"""Whether an old plan can be gone on from: of this day, and of what the day knows."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.plan import Plan


def what_forbids_replanning(day: Day, old: Plan, at: datetime) -> tuple[Finding, ...]:
    """Return every reason why this plan cannot be re-planned at this moment; empty: it can.

    A case that must not be visited any more is withdrawn or held, not removed: what happened to
    it has to stay on record.
    """
    return (*_of_another_day(day, old), *_moments(day, at), *_unknown(day, old), *_twice(old))


def _of_another_day(day: Day, old: Plan) -> Iterator[Finding]:
    for what, was, now in (
        ("date", str(old.date), str(day.date)),
        ("time_zone", str(old.time_zone), str(day.time_zone)),
        ("currency", old.currency, day.currency),
    ):
        if was != now:
            problem = f"the plan is of {was}, the day folder of {now}"
            yield _finding("VP-RP-001", what, problem, "name the plan of this day")


def _moments(day: Day, at: datetime) -> Iterator[Finding]:
    if at.astimezone(day.time_zone).date() != day.date:
        problem = "the moment of re-planning is not on the planning day"
        yield Finding(
            severity="error",
            code="VP-RP-002",
            file="--at",
            problem=problem,
            remedy="write a time of that day, as 13:40",
        )


def _unknown(day: Day, old: Plan) -> Iterator[Finding]:
    cases = {case.id for case in day.cases}
    crews = {shift.id: shift.crew for shift in day.shifts}
    for number, route in enumerate(old.routes):
        spot = f"routes[{number}]"
        if crews.get(route.shift_id) != route.crew:
            problem = "a route of a shift that the day does not have, or of another agent"
            yield _finding("VP-RP-003", spot, problem, "keep the agents table as it was")
        if any(stop.case_id not in cases for stop in route.stops):
            problem = "a stop at a case that is not in the cases"
            remedy = "keep the row, and set its status to withdrawn"
            yield _finding("VP-RP-004", spot, problem, remedy)


def _twice(old: Plan) -> Iterator[Finding]:
    stops = Counter(stop.case_id for route in old.routes for stop in route.stops)
    shifts = Counter(route.shift_id for route in old.routes)
    if any(times > 1 for times in (*stops.values(), *shifts.values())):
        problem = "a case or a shift stands in two routes"
        yield _finding("VP-RP-005", "routes", problem, "name a plan that visitplan has written")


def _finding(code: str, column: str, problem: str, remedy: str) -> Finding:
    return Finding(
        severity="error",
        code=code,
        file="plan.json",
        column=column,
        problem=problem,
        remedy=remedy,
    )
