"""What a day had broken before anything was decided anew: facts, which no plan can mend."""

from collections.abc import Sequence

from visitplan.domain.finding import Finding
from visitplan.domain.plan import Plan, Unassigned
from visitplan.domain.violation import Violation
from visitplan.domain.visit import Visit
from visitplan.replanning.ground import Left
from visitplan.underway.scene import Scene
from visitplan.verification.invoice import invoiced
from visitplan.verification.verifier import verify


def as_far_as_it_went(left: Left, draft: Plan) -> Plan:
    """Return the plan in which everybody goes home now: what it breaks is broken already."""
    scene = left.scene
    begun = sorted(shift for shift, standing in scene.standings.items() if standing.begun)
    plan = draft.model_copy(
        update={
            "routes": tuple(scene.as_closed(shift) for shift in begun),
            "unassigned": tuple(map(_undecided, left.admission.visits)),
            "ineligible": left.admission.ineligible,
            "findings": (),
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


def facts_and_breaches(
    scene: Scene, plan: Plan, went: Plan
) -> tuple[tuple[Violation, ...], tuple[Violation, ...]]:
    """Return what a plan breaks, and what of it was not broken before anything was decided."""
    before = verify(scene.day, scene.matrices, went)
    found = verify(scene.day, scene.matrices, plan)
    return found, tuple(violation for violation in found if violation not in before)


def as_findings(facts: Sequence[Violation]) -> tuple[Finding, ...]:
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
