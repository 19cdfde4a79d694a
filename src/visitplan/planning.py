"""The story of a day, as a page: located, admitted, measured, routed, priced, verified, explained.

Pure: the streets are handed in behind the port ``Travel``, the clock is never read (the search
counts its own seconds), and nothing is written.
"""

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from visitplan.domain.agent import Shift
from visitplan.domain.balance import Yardstick
from visitplan.domain.dated import dated
from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.place import Point
from visitplan.domain.plan import TICKS_PER_MINOR_UNIT, Cost, Manifest, Plan
from visitplan.domain.start import Start
from visitplan.domain.travel import Matrices, Travel
from visitplan.domain.value import Id
from visitplan.domain.visit import Admission
from visitplan.eligibility.gate import gate
from visitplan.explanation.explain import explain
from visitplan.explanation.unkept_pins import unkept_pins
from visitplan.manning import crews_in, manned
from visitplan.routing.beginning import begin_with
from visitplan.routing.disagreement import untrue
from visitplan.routing.process import Outcome, solve_apart
from visitplan.routing.routes import insertions, left_out, routes_of
from visitplan.routing.search.limits import Effort
from visitplan.routing.solvers import Solvers
from visitplan.routing.statement import Answer, Statement
from visitplan.routing.stating import Stated, state_day
from visitplan.routing.wishes import wished, wishes_of
from visitplan.routing.yardsticks import yardsticks_of
from visitplan.verification.invoice import invoiced
from visitplan.verification.verifier import verify


class Progress(NamedTuple):
    """A better plan on the way: its cost in minor units, and how many visits it leaves out."""

    cost: int
    unassigned: int
    currency: str


class Provenance(NamedTuple):
    """Where a plan comes from: hashes of its inputs, versions of its makers."""

    inputs: Mapping[str, str]
    versions: Mapping[str, str]


class PlannedDay(NamedTuple):
    """A plan with the day as it was located and the matrices that it was made by."""

    day: Day
    matrices: Matrices
    plan: Plan


Solve = Callable[[Statement, Effort], Outcome]


class Headstart(NamedTuple):
    """What planning may begin with: routes, and solvers that are loaded already.

    ``solve`` is who searches instead of processes of their own; ``watch`` then hears nothing.
    """

    start: Start | None = None
    solvers: Solvers | None = None
    solve: Solve | None = None


class Ground(NamedTuple):
    """A day as the search sees it: located, admitted, measured and stated."""

    day: Day
    noticed: tuple[Finding, ...]
    admission: Admission
    matrices: Matrices
    stated: Stated
    yardsticks: tuple[Yardstick, ...]


class Found(NamedTuple):
    """What a search found, by which effort, what was noticed of its start, and that file's hash."""

    outcome: Outcome
    effort: Effort
    findings: tuple[Finding, ...] = ()
    start: str | None = None


Watch = Callable[[Progress], None]
Notify = Callable[[str], None]


def plan_day(
    day: Day,
    travel: Travel,
    *,
    provenance: Provenance,
    headstart: Headstart | None = None,
    watch: Watch = lambda _: None,
    notify: Notify = lambda _: None,
) -> PlannedDay:
    """Plan one day; ``watch`` hears of every better plan, ``notify`` of what takes long.

    The search begins with the start of ``headstart``, else with the day's baseline; what of them
    does not fit is found in the plan's findings.

    Raises TravelDataError when the day lies outside of the streets, NoPlanError when the solver
    dies, and DisagreementError when the complete model or the verifier does not agree with the
    search: such a plan is never returned.
    """
    ahead = headstart or Headstart()
    begin = ahead.start or _as_worked(day)
    ground = prepare(day, travel, crews_in(begin.routes, day))
    begun = begin_with(ground.stated, ground.admission, begin)
    effort = effort_of(day).model_copy(update={"start": begun.orders})
    heard = ear_of(ground.stated, ground.day, watch)
    outcome = search(ground.stated, effort, heard, notify, ahead.solvers, ahead.solve)
    draft = drafted(ground.day, ground.admission, provenance, travel)
    found = Found(outcome, effort, begun.findings, ahead.start.sha256 if ahead.start else None)
    return complete(ground, found, draft)


def prepare(day: Day, travel: Travel, kept: Collection[Id] = ()) -> Ground:
    """Return the day as the search sees it; ``kept`` are ids of crew shifts to be formed again.

    Raises TravelDataError when the day lies outside of the streets.
    """
    located, noticed = manned(day, travel, kept)
    admission = gate(located)
    on_duty = shifts_on_duty(located, admission)
    matrices = measure(located, travel)
    stated = state_day(located, admission.visits, on_duty, matrices)
    yardsticks = yardsticks_of(stated, located.balance)
    stated = wished(stated, wishes_of(located, admission.barred, yardsticks))
    return Ground(located, noticed, admission, matrices, stated, yardsticks)


def complete(ground: Ground, found: Found, draft: Plan) -> PlannedDay:
    """Return the plan that an answer is, priced and explained.

    Raises DisagreementError when the verifier does not agree with the search.
    """
    day, stated, answer = ground.day, ground.stated, found.outcome.answer
    out, ways_in = left_out(stated, answer), insertions(stated, answer)
    unassigned = explain(day, out, ground.matrices, ways_in)
    plan = draft.model_copy(
        update={
            "routes": routes_of(stated, answer, day),
            "unassigned": unassigned,
            "yardsticks": ground.yardsticks,
            "findings": ground.noticed + found.findings + unkept_pins(day, unassigned),
            "manifest": draft.manifest.model_copy(
                update={
                    "objective": answer.objective + stated.hopeless_ticks,
                    "stopped_early": found.outcome.stopped_early,
                    "start": found.start,
                }
            ),
        }
    )
    priced = invoiced(day, ground.matrices, plan)
    violations = verify(day, ground.matrices, priced)
    if violations:
        raise untrue(stated.statement, found.effort, answer, violations)
    return PlannedDay(day, ground.matrices, priced)


def shifts_on_duty(day: Day, admission: Admission) -> tuple[Shift, ...]:
    """Return the shifts that nothing bars."""
    barred = {shift.shift_id for shift in admission.barred}
    return tuple(shift for shift in day.shifts if shift.id not in barred)


def measure(day: Day, travel: Travel) -> Matrices:
    """Return a matrix per mode in use, between all known places of the day.

    Its periods begin at seconds since 1970, on every date on which anybody is on duty.
    """
    places = [case.place for case in day.cases]
    places += [place for shift in day.shifts for place in (shift.start, shift.end) if place]
    points: dict[Point, None] = dict.fromkeys(
        place.point for place in places if place.point and not place.problem
    )
    modes = sorted({agent.mode for agent in day.agents})
    last = max((shift.hours.closing.date() for shift in day.shifts), default=day.date)
    return {
        mode: dated(travel.matrix(tuple(points), mode), day.date, last, day.time_zone)
        for mode in modes
    }


def effort_of(day: Day) -> Effort:
    """Return how far the search of a day may go."""
    return Effort(
        seconds=day.limits.seconds,
        work=day.limits.work,
        engine=day.limits.engine,
        seed=day.limits.seed,
        islands=day.limits.searches,
    )


def ear_of(stated: Stated, day: Day, watch: Watch) -> Callable[[Answer], None]:
    """Return who hears of better answers and tells of the whole day."""

    def heard(answer: Answer) -> None:
        cost = (answer.objective + stated.hopeless_ticks) // TICKS_PER_MINOR_UNIT
        watch(Progress(cost, len(left_out(stated, answer)), day.currency))

    return heard


def search(
    stated: Stated,
    effort: Effort,
    heard: Callable[[Answer], None],
    notify: Notify,
    solvers: Solvers | None,
    solve: Solve | None = None,
) -> Outcome:
    """Search in processes of their own, unless somebody else does or nothing is to be decided."""
    penalties = sum(visit.penalty for visit in stated.statement.visits)
    if not stated.statement.visits or not stated.statement.shifts:
        return Outcome(Answer(routes=(), objective=penalties), stopped_early=False)
    if solve:
        return solve(stated.statement, effort)
    return solve_apart(stated.statement, effort, heard, notify, solvers)


def _as_worked(day: Day) -> Start:
    return Start(file="baseline", routes=day.baseline)


def drafted(day: Day, admission: Admission, provenance: Provenance, travel: Travel) -> Plan:
    """Return a plan that plans nothing yet: the day's frame, its refusals and its manifest."""
    return Plan(
        date=day.date,
        time_zone=day.time_zone,
        currency=day.currency,
        routes=(),
        unassigned=(),
        ineligible=admission.ineligible,
        barred=admission.barred,
        cost=Cost(),
        manifest=Manifest(
            inputs=dict(provenance.inputs),
            pack=day.policy.pack,
            pack_version=day.policy.version,
            versions=dict(provenance.versions),
            seed=day.limits.seed,
            seconds=day.limits.seconds,
            work=day.limits.work,
            engine=day.limits.engine,
            islands=day.limits.searches,
            travel=travel.description,
            objective=0,
        ),
    )
