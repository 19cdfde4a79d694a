"""The story of a day that did not go as planned: what happened stays, the rest is planned anew.

The rest is a day of its own: shifts that open when and where their agents become free, and visits
not yet made. It is stated, searched and priced like any other; joined with what happened it is a
plan of the whole day, priced and verified by the same evaluator and the same verifier.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import NamedTuple

from visitplan.domain.change import Change
from visitplan.domain.day import Day
from visitplan.domain.event import Event
from visitplan.domain.finding import Finding
from visitplan.domain.plan import TICKS_PER_MINOR_UNIT, Plan, Route, Unassigned
from visitplan.domain.travel import Travel
from visitplan.domain.violation import Violation
from visitplan.domain.visit import Admission, Visit
from visitplan.eligibility.gate import gate
from visitplan.eligibility.ledger import PlannedCall, ledger_of
from visitplan.errors import InputError
from visitplan.explanation.explain import explain
from visitplan.explanation.unkept_pins import unkept_pins
from visitplan.manning import crews_of, manned
from visitplan.planning import Notify, PlannedDay, Progress, Provenance, Watch, drafted, measure
from visitplan.restating import announced_in, old_orders, old_times, settled_in, state_rest
from visitplan.routing.choice import Mode, Searching, Wish, choose
from visitplan.routing.disagreement import untrue
from visitplan.routing.process import Outcome
from visitplan.routing.remainder import Onward
from visitplan.routing.routes import insertions, left_out, routes_of
from visitplan.routing.search.limits import Effort
from visitplan.routing.solvers import Solvers
from visitplan.routing.stability import NOTICEABLE
from visitplan.routing.statement import Answer
from visitplan.routing.stating import Stated
from visitplan.routing.wishes import wishes_of
from visitplan.underway.amended import amended
from visitplan.underway.changes import changes_between
from visitplan.underway.checks import what_forbids_replanning
from visitplan.underway.dissolved import crews_dissolved, ill_agents
from visitplan.underway.joined import joined
from visitplan.underway.pinned_back import lost_its_order
from visitplan.underway.scene import Scene, look
from visitplan.verification.invoice import invoiced
from visitplan.verification.verifier import verify


class Replan(NamedTuple):
    """What is asked: the old plan and what became of it until ``at``, and how free the rest is.

    ``stability`` is money, in minor units, for each visit that gets another agent, is moved by
    more than 15 minutes, or is called off; None leaves it to the policy. ``parent`` is the
    SHA-256 of the old plan's file. ``solvers`` may be loaded already: then one case more, which
    the day has and the old plan has not, with the mode ``insert-only``, waits for nothing but its
    place, its proof and the verifier.
    """

    old: Plan
    events: tuple[Event, ...]
    at: datetime
    mode: Mode = "all"
    stability: int | None = None
    parent: str | None = None
    solvers: Solvers | None = None


class ReplannedDay(NamedTuple):
    """A new version of a day's plan, what it changes, and what the day had broken before."""

    planned: PlannedDay
    changes: tuple[Change, ...]
    facts: tuple[Violation, ...]


def replan_day(
    day: Day,
    travel: Travel,
    asked: Replan,
    *,
    provenance: Provenance,
    watch: Watch = lambda _: None,
    notify: Notify = lambda _: None,
) -> ReplannedDay:
    """Plan the rest of a day; stops made, under way or driven to stay as they are.

    Raises InputError when the old plan is not of this day or names what the day does not know,
    NoPlanError when the solver dies, and DisagreementError when the complete model or the
    verifier does not agree with the search about anything but what the day had broken already.
    """
    off = ill_agents(asked.events)
    told, crews = amended(day, asked.events), crews_of(asked.old)
    located, noticed = manned(told, travel, crews, absent=off)
    noticed += crews_dissolved(asked.old, off)
    _refuse_unless_it_goes_on(located, asked)
    matrices, whole = measure(located, travel), gate(located)
    scene = look(
        located, matrices, old=asked.old, events=asked.events, at=asked.at, admission=whole
    )
    admission = _admitted_beside_the_made(scene).model_copy(update={"barred": whole.barred})
    wishes = wishes_of(located, whole.barred, asked.old.yardsticks)
    onward = state_rest(scene, admission, wishes)
    closed = {shift: scene.as_closed(shift) for shift in scene.over}
    settled = settled_in(onward, scene, closed, wishes)
    searching = Searching(_ear(onward.stated, settled, day.currency, watch), notify, asked.solvers)
    outcome = _choose(onward, scene, asked, searching)
    draft = drafted(located, admission, provenance, travel)
    draft = draft.model_copy(update={"yardsticks": asked.old.yardsticks})
    manifest = draft.manifest.model_copy(
        update={
            "objective": settled + outcome.answer.objective,
            "stopped_early": outcome.stopped_early,
            "parent": asked.parent,
            "replanned_at": asked.at,
        }
    )
    unassigned = tuple(
        _as_asked(each, asked.mode) for each in _left_out(onward, outcome.answer, scene, admission)
    )
    noticed += unkept_pins(located, unassigned)
    plan = draft.model_copy(
        update={
            "routes": _routes(onward.stated, outcome.answer, scene, closed),
            "unassigned": unassigned,
            "findings": noticed,
            "manifest": manifest,
        }
    )
    plan = invoiced(located, matrices, plan)
    facts, broken = _facts(scene, plan, _as_far_as_it_went(scene, draft, admission))
    if broken:
        raise untrue(onward.stated.statement, _effort(scene.day), outcome.answer, broken)
    plan = plan.model_copy(update={"findings": (*noticed, *_as_findings(facts))})
    changes = changes_between(asked.old, plan, now=scene.now, noticeable=NOTICEABLE)
    return ReplannedDay(PlannedDay(located, matrices, plan), changes, facts)


def _admitted_beside_the_made(scene: Scene) -> Admission:
    """Return what the gate lets in of the rest: visits already made count in caps and gaps."""
    day, cases = scene.day, {case.id: case for case in scene.day.cases}
    made = (stop for standing in scene.standings.values() for stop in standing.made)
    calls = (PlannedCall(cases[stop.case_id], stop.arrival) for stop in made)
    before = ledger_of(day.contacts, day.cases, day.time_zone)
    return gate(scene.rest, before.with_planned(calls))


class Verdict(NamedTuple):
    """What a re-planned day breaks: facts, broken before anything was decided, and the rest."""

    planned: PlannedDay
    facts: tuple[Violation, ...]
    violations: tuple[Violation, ...]


def verify_replanned(
    day: Day, travel: Travel, plan: Plan, events: tuple[Event, ...], *, at: datetime
) -> Verdict:
    """Verify a plan that was re-planned at a moment, after these events.

    What would be broken even if everybody had gone home then is a fact of the day.
    """
    located, _ = manned(amended(day, events), travel, crews_of(plan), absent=ill_agents(events))
    matrices, whole = measure(located, travel), gate(located)
    scene = look(located, matrices, old=plan, events=events, at=at, admission=whole)
    admission = _admitted_beside_the_made(scene).model_copy(update={"barred": whole.barred})
    frame = {"routes": (), "unassigned": (), "findings": (), "ineligible": admission.ineligible}
    went = _as_far_as_it_went(scene, plan.model_copy(update=frame), admission)
    found, broken = _facts(scene, plan, went)
    facts = tuple(violation for violation in found if violation not in broken)
    return Verdict(PlannedDay(located, matrices, plan), facts, broken)


def _refuse_unless_it_goes_on(day: Day, asked: Replan) -> None:
    findings = what_forbids_replanning(day, asked.old, asked.at)
    if findings:
        raise InputError(findings)


def _ear(stated: Stated, settled: int, currency: str, watch: Watch) -> Callable[[Answer], None]:
    """Return who hears of better answers for the rest and tells of the whole day."""

    def heard(answer: Answer) -> None:
        cost = (settled + answer.objective) // TICKS_PER_MINOR_UNIT
        watch(Progress(cost, len(left_out(stated, answer)), currency))

    return heard


def _choose(onward: Onward, scene: Scene, asked: Replan, searching: Searching) -> Outcome:
    """Search for the rest, unless there is nobody or nothing to be decided about."""
    statement = onward.stated.statement
    if not statement.visits or not statement.shifts:
        penalties = sum(visit.penalty for visit in statement.visits)
        return Outcome(Answer(routes=(), objective=penalties), stopped_early=False)
    policy = scene.day.policy
    stability = policy.stability if asked.stability is None else asked.stability
    orders = old_orders(onward.stated, scene)
    wish = Wish(
        mode=asked.mode,
        orders=orders,
        old=old_times(onward, scene, orders),
        announced=announced_in(onward.stated, asked.old, onward.anchors),
        stability=stability * TICKS_PER_MINOR_UNIT,
        effort=_effort(scene.day),
    )
    return choose(onward, wish, searching)


def _effort(day: Day) -> Effort:
    limits = day.limits
    return Effort(
        seconds=limits.seconds,
        work=limits.work,
        engine=limits.engine,
        seed=limits.seed,
        islands=limits.searches,
    )


def _routes(
    stated: Stated, answer: Answer, scene: Scene, closed: Mapping[str, Route]
) -> tuple[Route, ...]:
    """Return the whole routes, sorted by shift: what happened and what was decided, in one."""
    routes = dict(closed)
    for route in routes_of(stated, answer, scene.day):
        standing = scene.standings.get(route.shift_id)
        begun = standing is not None and standing.begun
        routes[route.shift_id] = joined(standing, route) if standing and begun else route
    return tuple(routes[shift] for shift in sorted(routes))


def _left_out(
    onward: Onward, answer: Answer, scene: Scene, admission: Admission
) -> tuple[Unassigned, ...]:
    """Explain what is left out, by the shifts as they are left; sorted by case."""
    made = {stop.case_id for standing in scene.standings.values() for stop in standing.made}
    ways_in = {
        case_id: insertion
        for case_id, insertion in insertions(onward.stated, answer).items()
        if made.isdisjoint(insertion.instead_of)
    }
    allowed = {visit.case_id for visit in admission.visits if visit.allowed_shifts}
    out = left_out(onward.stated, answer)
    unordered = tuple(v for v in out if not v.allowed_shifts and v.case_id in allowed)
    others = tuple(visit for visit in out if visit not in unordered)
    explained = explain(scene.rest, others, scene.matrices, ways_in)
    return tuple(
        sorted((*explained, *map(lost_its_order, unordered)), key=lambda each: each.case_id)
    )


def _as_asked(left_out: Unassigned, mode: Mode) -> Unassigned:
    """Blame the mode, not the search, for what fits a route only against what was asked."""
    if mode == "all" or left_out.rule != "search":
        return left_out
    fact, _, _ = left_out.reason.rpartition("; ")
    reason = f"{fact}; the mode {mode} keeps it from there"
    return left_out.model_copy(update={"rule": "mode", "reason": reason})


def _as_far_as_it_went(scene: Scene, draft: Plan, admission: Admission) -> Plan:
    """Return the plan in which everybody goes home now: what it breaks is broken already."""
    begun = sorted(shift for shift, standing in scene.standings.items() if standing.begun)
    plan = draft.model_copy(
        update={
            "routes": tuple(scene.as_closed(shift) for shift in begun),
            "unassigned": tuple(map(_undecided, admission.visits)),
            "manifest": draft.manifest.model_copy(update={"engine": "hand"}),
        }
    )
    return invoiced(scene.day, scene.matrices, plan)


def _undecided(visit: Visit) -> Unassigned:
    return Unassigned(
        case_id=visit.case_id,
        kind="displaced",
        rule="undecided",
        reason="to be decided",
        penalty=visit.penalty,
    )


def _facts(
    scene: Scene, plan: Plan, went: Plan
) -> tuple[tuple[Violation, ...], tuple[Violation, ...]]:
    """Return what a plan breaks, and what of it was not broken before anything was decided."""
    before = verify(scene.day, scene.matrices, went)
    found = verify(scene.day, scene.matrices, plan)
    return found, tuple(violation for violation in found if violation not in before)


def _as_findings(facts: Sequence[Violation]) -> tuple[Finding, ...]:
    """Keep on record, with the plan, what the day had broken before."""
    return tuple(
        Finding(
            severity="warning",
            code="VP-RP-010",
            file="events",
            problem=f"before the plan was changed: {fact}",
            remedy="a fact of the day, which no plan can mend",
        )
        for fact in facts
    )
