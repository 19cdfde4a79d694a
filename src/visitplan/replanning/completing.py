"""What was decided for the rest, joined with what happened: one plan, priced, proved, explained."""

from typing import NamedTuple

from visitplan.domain.plan import Plan
from visitplan.domain.violation import Violation
from visitplan.explanation.unkept_pins import unkept_pins
from visitplan.planning.searching import effort_of
from visitplan.replanning.facts import as_far_as_it_went, as_findings, facts_and_breaches
from visitplan.replanning.ground import Rest
from visitplan.replanning.left_out import left_out_as_asked
from visitplan.replanning.terms import Replan
from visitplan.routing.disagreement import untrue
from visitplan.routing.process import Outcome
from visitplan.verification.invoice import invoiced


class Completed(NamedTuple):
    """The plan of the whole day, and what the day had broken before anything was decided."""

    plan: Plan
    facts: tuple[Violation, ...]


def complete(rest: Rest, outcome: Outcome, asked: Replan, draft: Plan) -> Completed:
    """Return the plan that an answer for the rest makes of the whole day.

    ``draft`` carries what was noticed so far. Raises DisagreementError when the verifier does not
    agree with the search about anything but facts.
    """
    day, matrices = rest.left.scene.day, rest.left.scene.matrices
    unassigned = left_out_as_asked(rest, outcome.answer, asked)
    manifest = {
        "objective": rest.settled + outcome.answer.objective,
        "stopped_early": outcome.stopped_early,
        "parent": asked.parent,
        "replanned_at": asked.at,
        "days": asked.old.manifest.days,
    }
    drawn = {
        "routes": rest.routes(outcome.answer),
        "unassigned": unassigned,
        "findings": draft.findings + unkept_pins(day, unassigned),
        "manifest": draft.manifest.model_copy(update=manifest),
        "yardsticks": asked.old.yardsticks,
        "elsewhere": asked.old.elsewhere,
    }
    plan = invoiced(day, matrices, draft.model_copy(update=drawn))
    went = as_far_as_it_went(rest.left, draft.model_copy(update={"yardsticks": plan.yardsticks}))
    facts, broken = facts_and_breaches(rest.left.scene, plan, went)
    if broken:
        raise untrue(rest.onward.stated.statement, effort_of(day), outcome.answer, broken)
    told = {"findings": plan.findings + as_findings(facts)}
    return Completed(plan.model_copy(update=told), facts)
