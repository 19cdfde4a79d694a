"""The frontier of cost against risk: a plan for each risk, from the boldest to the most careful."""

from collections.abc import Sequence
from typing import NamedTuple

from visitplan.domain.frontier import RiskPoint
from visitplan.domain.simulated import Simulated
from visitplan.foresight.narrowing import Narrowing
from visitplan.foresight.planner import Planner, planned_cases
from visitplan.foresight.slack import with_slack
from visitplan.planning.terms import PlannedDay
from visitplan.simulation.story import simulate

RISKS = (0.2, 0.1, 0.05, 0.02)


class Weather(NamedTuple):
    """The days that every plan of a frontier meets."""

    days: int
    seed: int


def risk_frontier(
    planner: Planner, planned: PlannedDay, weather: Weather, risks: Sequence[float] = RISKS
) -> tuple[RiskPoint, ...]:
    """Return the plan as it is, and for each risk the plan that holds it.

    Each begins with the one before and its slack, and has the day's whole effort.
    """
    points, narrowing = [_point(planner, planned, None, weather)], Narrowing()
    for risk in risks:
        held = with_slack(planner, planned, narrowing, risk=risk, share=1)
        planned, narrowing = held.planned, held.narrowing
        points.append(_point(planner, planned, risk, weather))
    return tuple(points)


def _point(
    planner: Planner, planned: PlannedDay, risk: float | None, weather: Weather
) -> RiskPoint:
    visits, terms = planner.ground.admission.visits, planned.day.uncertainty
    simulated = simulate(planned.day, planned.plan, visits, terms, **weather._asdict())
    return RiskPoint(
        risk=risk,
        cost=planned.plan.cost.total,
        visits=len(planned_cases(planned.plan)),
        over=_over(simulated, risk) if risk is not None else 0,
        simulated=simulated,
    )


def _over(simulated: Simulated, risk: float) -> int:
    return sum(visit.late > risk for route in simulated.routes for visit in route.visits)
