"""Why visits of the rest are left out, by the shifts as they are left."""

from visitplan.domain.plan import Unassigned
from visitplan.domain.visit import Admission
from visitplan.explanation.explain import explain
from visitplan.routing.choice import Mode
from visitplan.routing.remainder import Onward
from visitplan.routing.routes import insertions, left_out
from visitplan.routing.statement import Answer
from visitplan.underway.pinned_back import lost_its_order
from visitplan.underway.scene import Scene


def left_out_of_the_rest(
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


def as_asked(left_out: Unassigned, mode: Mode) -> Unassigned:
    """Blame the mode, not the search, for what fits a route only against what was asked."""
    if mode == "all" or left_out.rule != "search":
        return left_out
    fact, _, _ = left_out.reason.rpartition("; ")
    reason = f"{fact}; the mode {mode} keeps it from there"
    return left_out.model_copy(update={"rule": "mode", "reason": reason})
