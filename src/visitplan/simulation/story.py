"""Many days of one plan."""

from collections.abc import Mapping, Sequence
from datetime import datetime, time

import numpy as np

from visitplan.domain.day import Day
from visitplan.domain.plan import Plan
from visitplan.domain.simulated import Simulated, SimulatedRoute, SimulatedVisit, Spreading
from visitplan.domain.uncertainty import Uncertainty
from visitplan.domain.value import Id
from visitplan.domain.visit import Visit
from visitplan.simulation.chance import Chance, Floats
from visitplan.simulation.route import Bools, RouteRun, Scene, StopRun, run_route

DIGITS = 6
STEPS = 24
"""In how many steps the spread of a cost is told."""


def simulate(
    day: Day,
    plan: Plan,
    visits: Sequence[Visit],
    terms: Uncertainty,
    *,
    days: int,
    seed: int,
) -> Simulated:
    """Return how a plan fares on many days, which ``runs_of`` has it meet."""
    runs = runs_of(day, plan, visits, terms, days=days, seed=seed)
    return _summed(plan, runs, days=days, seed=seed)


def runs_of(
    day: Day,
    plan: Plan,
    visits: Sequence[Visit],
    terms: Uncertainty,
    *,
    days: int,
    seed: int,
) -> dict[Id, RouteRun]:
    """Return each route, by its shift, on many days.

    Agents leave when the plan says, never enter before a visit's hours open, do not begin a stay
    that the plan's time would take beyond them, and leave a door when they end. Ways keep the
    times of their planned departures. Luck belongs to the day, the way, the door: two plans meet
    the same one wherever they share a stop.

    Parameters
    ----------
    day, plan, visits
        The located day, a verified plan of it, and every visit that the plan makes.
    days
        How many days, at least 1.
    """
    chance = Chance(seed, days)
    midnight = datetime.combine(day.date, time(), day.time_zone).timestamp()
    scene = Scene(
        weekday=day.weekday,
        kinds={case.id: case.place_kind for case in day.cases},
        visits={visit.case_id: visit for visit in visits},
        terms=terms,
        chance=chance,
        city=chance.factors("the day", terms.day_travel),
        second=lambda moment: round(moment.timestamp() - midnight),
    )
    shifts = {shift.id: shift for shift in day.shifts}
    return {r.shift_id: run_route(r, shifts[r.shift_id], scene) for r in plan.routes}


def _summed(plan: Plan, runs: Mapping[Id, RouteRun], *, days: int, seed: int) -> Simulated:
    stops = [stop for run in runs.values() for stop in run.stops]
    routes = tuple(_route(shift_id, run) for shift_id, run in runs.items())
    return Simulated(
        days=days,
        seed=seed,
        currency=plan.currency,
        cost=_spreading(_costs(plan, runs, days)),
        late=_mean_of([stop.is_late for stop in stops]),
        missed=_mean_of([stop.is_missed for stop in stops]),
        contacts=_rounded(sum(route.contacts for route in routes)),
        paid_hours=_rounded(sum(route.paid_hours for route in routes)),
        routes=routes,
    )


def _costs(plan: Plan, runs: Mapping[Id, RouteRun], days: int) -> Floats:
    """Return the cost of each day: what time costs is simulated, everything else is the plan's."""
    planned = sum(route.cost.wage + route.cost.overtime for route in plan.routes)
    wages = np.sum([run.wages for run in runs.values()], axis=0) if runs else np.zeros(days)
    costs: Floats = plan.cost.total - planned + wages
    return costs


def _route(shift_id: Id, run: RouteRun) -> SimulatedRoute:
    return SimulatedRoute(
        shift_id=shift_id,
        overtime=_mean(run.is_overtime),
        beyond_hours=_mean(run.is_beyond_hours),
        paid_hours=_rounded(float(np.mean(run.paid)) / 3600),
        contacts=_rounded(sum(float(np.mean(stop.is_reached)) for stop in run.stops)),
        visits=tuple(_visit(stop) for stop in run.stops),
    )


def _visit(stop: StopRun) -> SimulatedVisit:
    return SimulatedVisit(
        case_id=stop.case_id,
        missed=_mean(stop.is_missed),
        cut=_mean(stop.is_cut),
        reached=_mean(stop.is_reached),
    )


def _spreading(costs: Floats) -> Spreading:
    low, middle, high = np.quantile(costs, (0.025, 0.5, 0.975))
    least, most = np.min(costs), np.max(costs)
    counts, _ = np.histogram(costs, bins=STEPS, range=(least, most))
    values = {"mean": np.mean(costs), "low": low, "middle": middle, "high": high}
    values |= {"least": least, "most": most}
    return Spreading(
        **{name: round(float(value), 2) for name, value in values.items()},
        shares=tuple(_rounded(float(share)) for share in counts / len(costs)),
    )


def _mean_of(each: Sequence[Bools]) -> float:
    return _rounded(float(np.mean(each))) if each else 0.0


def _mean(days: Bools) -> float:
    return _rounded(float(np.mean(days)))


def _rounded(value: float) -> float:
    return round(value, DIGITS)
