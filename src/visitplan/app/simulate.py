"""How a plan fares on days that turn out otherwise."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from visitplan.app import output
from visitplan.app.disagreements import disagreements_kept
from visitplan.app.opening import Opened, open_day
from visitplan.app.plan_files import load_plan
from visitplan.app.surroundings import Surroundings
from visitplan.app.verify import verified_in
from visitplan.domain.finding import Finding
from visitplan.domain.frontier import RiskPoint
from visitplan.domain.plan import Plan
from visitplan.domain.simulated import Simulated
from visitplan.eligibility.gate import gate
from visitplan.errors import InputError, VerificationError
from visitplan.foresight.frontier import Weather, risk_frontier
from visitplan.foresight.planner import Planner
from visitplan.planning.ground import prepare
from visitplan.planning.manning import crews_of
from visitplan.planning.terms import Headstart, PlannedDay
from visitplan.simulation.story import simulate

PAGE = "simulation.html"


class Simulation(NamedTuple):
    """A plan, what many days make of it, and where the report lies.

    ``frontier`` are plans for smaller and smaller risks of lateness, if they were asked for.
    """

    planned: PlannedDay
    simulated: Simulated
    page: Path
    frontier: tuple[RiskPoint, ...] = ()

    @property
    def plan(self) -> Plan:
        """The plan that met the days."""
        return self.planned.plan


def simulate_plan(
    folder: Path,
    plan_file: Path,
    surroundings: Surroundings,
    *,
    weather: Weather,
    page: Path | None = None,
    with_frontier: bool = False,
) -> Simulation:
    """Return what becomes of a plan on many days, and write the report beside the plan file.

    ``page`` is another place for the report. ``with_frontier`` plans on for smaller and smaller
    risks of lateness, which takes a while. By how much days differ from the plan is a setting
    of the folder. Raises VerificationError when the plan is not true, InputError when it was made
    while its day was under way, and OutputError when the report cannot be written.
    """
    opened = open_day(folder, surroundings)
    verified, planned = verified_in(opened, load_plan(plan_file), folder)
    if verified.violations:
        raise VerificationError(verified.violations)
    if planned.plan.manifest.replanned_at:
        raise InputError(_under_way(plan_file))
    simulated = simulated_day(planned, weather)
    place = page or plan_file.parent / PAGE
    frontier = _frontier(opened, planned, surroundings, weather) if with_frontier else ()
    done = Simulation(planned, simulated, place, frontier)
    _write(done)
    return done


def simulated_day(planned: PlannedDay, weather: Weather) -> Simulated:
    """Return what becomes of a verified plan on so many days."""
    day = planned.day
    visits = gate(day).visits
    return simulate(day, planned.plan, visits, day.uncertainty, **weather._asdict())


def _frontier(
    opened: Opened, planned: PlannedDay, surroundings: Surroundings, weather: Weather
) -> tuple[RiskPoint, ...]:
    ahead = Headstart(solvers=surroundings.solvers, solve=surroundings.solve)
    ground = prepare(opened.reading.day, opened.travel, crews_of(planned.plan))
    ears = (lambda _: None, surroundings.notify)
    planner = Planner(ground, opened.travel, opened.provenance, ahead, *ears)
    with disagreements_kept(surroundings.cache):
        return risk_frontier(planner, planned, weather)


def _write(done: Simulation) -> None:
    from visitplan.render.simulation_page import simulation_page  # noqa: PLC0415 - slow to load

    terms = done.planned.day.uncertainty
    page = simulation_page(done.plan, done.simulated, terms, done.frontier)
    output.write_file(done.page, page.encode())


def _under_way(plan_file: Path) -> Sequence[Finding]:
    return [
        Finding(
            severity="error",
            code="VP-SM-001",
            file=plan_file.name,
            problem="was made while its day was under way",
            remedy="name the plan that the day began with",
        )
    ]
