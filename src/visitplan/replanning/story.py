"""The story of a day that did not go as planned: what happened stays, the rest is planned anew.

The rest is a day of its own: shifts that open when and where their agents become free, and visits
not yet made. It is stated, searched and priced like any other; joined with what happened it is a
plan of the whole day, priced and verified by the same evaluator and the same verifier.
"""

from collections.abc import Mapping

from visitplan.domain.day import Day
from visitplan.domain.plan import Route
from visitplan.domain.travel import Travel
from visitplan.eligibility.gate import gate
from visitplan.errors import InputError
from visitplan.explanation.unkept_pins import unkept_pins
from visitplan.planning.completing import drafted
from visitplan.planning.ground import measure
from visitplan.planning.manning import crews_of, manned
from visitplan.planning.searching import effort_of
from visitplan.planning.terms import Notify, PlannedDay, Provenance, Watch
from visitplan.replanning.admitting import admitted_beside_the_made
from visitplan.replanning.choosing import choose_for, ear_of_the_rest
from visitplan.replanning.facts import as_far_as_it_went, as_findings, facts_and_breaches
from visitplan.replanning.left_out import as_asked, left_out_of_the_rest
from visitplan.replanning.restating import settled_in, state_rest
from visitplan.replanning.terms import Replan, ReplannedDay
from visitplan.routing.choice import Searching
from visitplan.routing.disagreement import untrue
from visitplan.routing.routes import routes_of
from visitplan.routing.stability import NOTICEABLE
from visitplan.routing.statement import Answer
from visitplan.routing.stating import Stated
from visitplan.routing.wishes import wishes_of
from visitplan.underway.amended import amended
from visitplan.underway.changes import changes_between
from visitplan.underway.checks import what_forbids_replanning
from visitplan.underway.dissolved import crews_dissolved, ill_agents
from visitplan.underway.joined import joined
from visitplan.underway.scene import Scene, look
from visitplan.verification.invoice import invoiced


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
    admission = admitted_beside_the_made(scene).model_copy(update={"barred": whole.barred})
    wishes = wishes_of(located, whole.barred, asked.old.yardsticks)
    onward = state_rest(scene, admission, wishes)
    closed = {shift: scene.as_closed(shift) for shift in scene.over}
    settled = settled_in(onward, scene, closed, wishes)
    searching = Searching(
        ear_of_the_rest(onward.stated, settled, day.currency, watch), notify, asked.solvers
    )
    outcome = choose_for(onward, scene, asked, searching)
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
        as_asked(each, asked.mode)
        for each in left_out_of_the_rest(onward, outcome.answer, scene, admission)
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
    facts, broken = facts_and_breaches(scene, plan, as_far_as_it_went(scene, draft, admission))
    if broken:
        raise untrue(onward.stated.statement, effort_of(scene.day), outcome.answer, broken)
    plan = plan.model_copy(update={"findings": (*noticed, *as_findings(facts))})
    changes = changes_between(asked.old, plan, now=scene.now, noticeable=NOTICEABLE)
    return ReplannedDay(PlannedDay(located, matrices, plan), changes, facts)


def _refuse_unless_it_goes_on(day: Day, asked: Replan) -> None:
    findings = what_forbids_replanning(day, asked.old, asked.at)
    if findings:
        raise InputError(findings)


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
