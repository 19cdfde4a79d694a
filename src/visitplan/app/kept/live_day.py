"""The day under way: what agents reported of a plan, and when the rest is to be expected."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from visitplan.app.kept.benches import Bench
from visitplan.app.kept.told_events import kind_of
from visitplan.domain.event import Event
from visitplan.domain.plan import Route, Stop
from visitplan.domain.value import Id
from visitplan.routing.stability import NOTICEABLE
from visitplan.storage.outcomes import KeptOutcome
from visitplan.underway.moment import Clock, second_of
from visitplan.underway.reported import as_reported, reports_of
from visitplan.underway.ways import ways_of
from visitplan.underway.worked import as_worked
from visitplan.verification.invoice import invoiced


class ExpectedStop(NamedTuple):
    """A stop as it is to be expected, beside the plan.

    ``code`` is what was reported of it, None while nothing is. ``late_seconds`` is by how much it
    is reached later than planned; ``misses_seconds`` by how much it would end after its last
    lawful hour, 0 where it keeps to it or is over.
    """

    case_id: Id
    arrival: datetime
    departure: datetime
    late_seconds: int
    misses_seconds: int
    code: str | None


class ExpectedRoute(NamedTuple):
    """A shift under way, its stops beside its ``route`` as it goes.

    ``overdue_seconds`` is how long a report has been waited for.
    """

    route: Route
    stops: tuple[ExpectedStop, ...]
    overdue_seconds: int

    @property
    def misses(self) -> int:
        """How many stops will miss their hours."""
        return sum(stop.misses_seconds > 0 for stop in self.stops)

    @property
    def done(self) -> int:
        """How many stops were reported."""
        return sum(stop.code is not None for stop in self.stops)

    @property
    def following(self) -> ExpectedStop | None:
        """The first stop of which nothing was reported yet; None when all is done."""
        return next((stop for stop in self.stops if stop.code is None), None)

    @property
    def late_seconds(self) -> int:
        """How late the next stop is to be expected."""
        return self.following.late_seconds if self.following else 0


def is_under_way(bench: Bench, reports: Sequence[KeptOutcome], now: datetime) -> bool:
    """Tell whether routes are being worked, so that only the rest of them may still change."""
    begun = any(second_of(route.leaves) <= second_of(now) for route in bench.plan.routes)
    counts = bench.shown.plan.state == "published"
    return bool(reports) or bench.plan.manifest.replanned_at is not None or (begun and counts)


def pays_to_replan(expected: Sequence[ExpectedRoute]) -> bool:
    """Tell whether it is worth asking for a new plan of the rest: hours missed, or much lateness.

    Whether the new plan is better is known once it is there.
    """
    return any(each.misses or each.late_seconds > NOTICEABLE for each in expected)


def price_of_going_on(bench: Bench, expected: Sequence[ExpectedRoute]) -> int:
    """Return what the day will cost, in minor units, if everybody goes on as planned."""
    day, matrices, plan = bench.workbench.planned
    going_on = plan.model_copy(update={"routes": tuple(each.route for each in expected)})
    return invoiced(day, matrices, going_on).cost.total


def expected_routes(
    bench: Bench, reports: Sequence[KeptOutcome], now: datetime
) -> tuple[ExpectedRoute, ...]:
    """Return each route of a plan as it is to be expected after these reports.

    A visit that ended later than planned moves what follows until waiting has absorbed it. Visits
    made stand in the order of their reports, those passed over at the end.
    """
    told = {report.case_id: report for report in reports}
    events = tuple(_events(told.values()))
    return tuple(_expected(bench, route, told, events, now) for route in bench.plan.routes)


def _events(reports: Iterable[KeptOutcome]) -> Iterator[Event]:
    for report in reports:
        yield Event(kind=kind_of(report.code), at=report.happened_at, case_id=report.case_id)


def _expected(
    bench: Bench,
    route: Route,
    told: dict[str, KeptOutcome],
    events: Sequence[Event],
    now: datetime,
) -> ExpectedRoute:
    worked = _worked(bench, route, events, second_of(now))
    planned = {stop.case_id: stop for stop in route.stops}
    stops = tuple(
        _stop(bench, planned[after.case_id], after, told.get(after.case_id))
        for after in worked.stops
    )
    waited = next((stop for stop in stops if stop.code is None), None)
    overdue = second_of(now) - second_of(waited.departure) if waited else 0
    return ExpectedRoute(worked, stops, max(0, overdue))


def _worked(bench: Bench, route: Route, events: Sequence[Event], now: int) -> Route:
    """Return a route as it goes; to stops that were passed over its agent goes back at the end."""
    day, matrices, _ = bench.workbench.planned
    reports = reports_of(route, events)
    if reports.agree_with(route):
        ways = ways_of(route, day, matrices)
        return as_worked(route, events, now, Clock(day.time_zone), ways)
    going_back = reports._replace(to_come=(*reports.to_come, *reports.passed_over))
    return as_reported(route, going_back, events, now, (day, matrices))


def _stop(bench: Bench, planned: Stop, worked: Stop, told: KeptOutcome | None) -> ExpectedStop:
    closing = max((second_of(each.closing) for each in bench.hours_of(planned.case_id)), default=0)
    missed = 0 if told else max(0, second_of(worked.departure) - closing)
    return ExpectedStop(
        planned.case_id,
        worked.arrival,
        worked.departure,
        second_of(worked.arrival) - second_of(planned.arrival),
        missed,
        told.code if told else None,
    )
