"""What a search found made a plan: priced, verified and explained."""

from typing import NamedTuple

from visitplan.domain.day import Day
from visitplan.domain.finding import Finding
from visitplan.domain.plan import Cost, Manifest, Plan
from visitplan.domain.travel import Travel
from visitplan.domain.visit import Admission
from visitplan.explanation.explain import explain
from visitplan.explanation.unkept_pins import unkept_pins
from visitplan.planning.ground import Ground
from visitplan.planning.terms import PlannedDay, Provenance
from visitplan.routing.disagreement import untrue
from visitplan.routing.process import Outcome
from visitplan.routing.routes import insertions, left_out, routes_of
from visitplan.routing.search.limits import Effort
from visitplan.verification.invoice import invoiced
from visitplan.verification.verifier import verify


class Found(NamedTuple):
    """What a search found, by which effort, what was noticed of its start, and that file's hash."""

    outcome: Outcome
    effort: Effort
    findings: tuple[Finding, ...] = ()
    start: str | None = None


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
                    "objective": answer.objective + stated.settled_ticks,
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
