"""Whether a plan is true whose branch handed over cases to a neighbour, and took some from it."""

from pathlib import Path

from visitplan.app.opening import Opened, open_day
from visitplan.app.plan_files import PLAN_FILE, load_plan
from visitplan.app.surroundings import Surroundings
from visitplan.app.verify import Verified, verified_in
from visitplan.borders.handing_over import with_cases_of, without
from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.plan import Plan
from visitplan.domain.value import Id
from visitplan.errors import InputError


def verify_beside(
    folder: Path, plan_file: Path, neighbour: Path, surroundings: Surroundings
) -> Verified:
    """Check every promise of a plan against its day and that of the neighbour.

    ``plan_file`` lies where ``plan_all`` wrote it, since the neighbour's plan is found beside it:
    a case is only taken for handed over where that plan speaks of it. Raises InputError where no
    case was handed over or the neighbour's plan is not there, and what ``verify`` raises.
    """
    plan = load_plan(plan_file)
    name = _neighbour_of(plan, plan_file)
    theirs = load_plan(plan_file.parents[2] / name / plan_file.parent.name / PLAN_FILE)
    opened, other = open_day(folder, surroundings), open_day(neighbour, surroundings)
    day = _exchanged(opened.reading.day, other.reading.day, (plan, theirs), name)
    inputs = _with_theirs(opened, other, name)
    reading = opened.reading._replace(day=day, inputs=inputs)
    return verified_in(opened._replace(reading=reading), plan, folder)[0]


def _neighbour_of(plan: Plan, plan_file: Path) -> str:
    """Return the branch whose tables a plan was made of, beside its own."""
    names = {file.partition("/")[0] for file in plan.manifest.inputs if "/" in file}
    if len(names) != 1 or len(plan_file.resolve().parents) < 3:
        raise InputError([_not_handed_over(plan_file)])
    return names.pop()


def _exchanged(day: Day, other: Day, plans: tuple[Plan, Plan], name: str) -> Day:
    mine, theirs = (_spoken_of(each) for each in plans)
    own = {case.id for case in day.cases}
    gone = {case_id for case_id in own - mine if case_id in theirs}
    return with_cases_of(without(day, gone), other, mine - own, branch=name)


def _spoken_of(plan: Plan) -> set[Id]:
    visited = {stop.case_id for route in plan.routes for stop in route.stops}
    left_out = {each.case_id for each in plan.unassigned}
    return visited | left_out | {each.case_id for each in plan.ineligible}


def _with_theirs(opened: Opened, other: Opened, name: str) -> dict[str, str]:
    theirs = {f"{name}/{file}": digest for file, digest in other.reading.inputs.items()}
    return {**opened.reading.inputs, **theirs}


def _not_handed_over(plan_file: Path) -> Finding:
    return Finding(
        severity="error",
        code="VP-BR-001",
        file=plan_file.name,
        problem="was not made with cases of a neighbour, or does not lie where plan-all wrote it",
        remedy="leave out --neighbour, or name OUT/BRANCH/DATE/plan.json",
    )
