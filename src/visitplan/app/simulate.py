"""How a plan fares on days that turn out otherwise."""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from visitplan import output
from visitplan.app.surroundings import Surroundings
from visitplan.app.verify import verified_day
from visitplan.domain.finding import Finding
from visitplan.domain.plan import Plan
from visitplan.domain.simulated import Simulated
from visitplan.eligibility.gate import gate
from visitplan.errors import InputError, VerificationError
from visitplan.planning import PlannedDay
from visitplan.simulation.story import simulate

PAGE = "simulation.html"


class Simulation(NamedTuple):
    """A plan, what many days make of it, and where the report lies."""

    planned: PlannedDay
    simulated: Simulated
    page: Path

    @property
    def plan(self) -> Plan:
        """The plan that met the days."""
        return self.planned.plan


def simulate_plan(
    folder: Path,
    plan_file: Path,
    surroundings: Surroundings,
    *,
    days: int,
    seed: int,
    page: Path | None = None,
) -> Simulation:
    """Return what becomes of a plan on so many days, and write the report beside the plan file.

    ``page`` is another place for the report. By how much days differ from the plan is a setting
    of the folder. Raises VerificationError when the plan is not true, InputError when it was made
    while its day was under way, and OutputError when the report cannot be written.
    """
    verified, planned = verified_day(folder, plan_file, surroundings)
    if verified.violations:
        raise VerificationError(verified.violations)
    if planned.plan.manifest.replanned_at:
        raise InputError(_under_way(plan_file))
    simulated = simulated_day(planned, days=days, seed=seed)
    place = page or plan_file.parent / PAGE
    _write(place, planned, simulated)
    return Simulation(planned, simulated, place)


def simulated_day(planned: PlannedDay, *, days: int, seed: int) -> Simulated:
    """Return what becomes of a verified plan on so many days."""
    day = planned.day
    visits = gate(day).visits
    return simulate(day, planned.plan, visits, day.uncertainty, days=days, seed=seed)


def _write(place: Path, planned: PlannedDay, simulated: Simulated) -> None:
    from visitplan.render.simulation_page import simulation_page  # noqa: PLC0415 - slow to load

    page = simulation_page(planned.plan, simulated, planned.day.uncertainty)
    output.write_file(place, page.encode())


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
