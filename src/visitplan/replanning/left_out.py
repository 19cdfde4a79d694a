"""Why visits of the rest are left out, by the shifts as they are left."""

from visitplan.domain.plan import Unassigned
from visitplan.explanation.explain import explain
from visitplan.explanation.money import price
from visitplan.replanning.ground import Rest
from visitplan.replanning.terms import Replan
from visitplan.routing.routes import insertions, left_out
from visitplan.routing.statement import Answer
from visitplan.underway.pinned_back import lost_its_order


def left_out_as_asked(rest: Rest, answer: Answer, asked: Replan) -> tuple[Unassigned, ...]:
    """Explain what is left out, sorted by case; what was asked is blamed where it is in the way."""
    return tuple(_as_asked(each, rest, asked) for each in _left_out(rest, answer))


def _left_out(rest: Rest, answer: Answer) -> tuple[Unassigned, ...]:
    scene, stated = rest.left.scene, rest.onward.stated
    made = {stop.case_id for standing in scene.standings.values() for stop in standing.made}
    ways_in = {
        case_id: insertion
        for case_id, insertion in insertions(stated, answer).items()
        if made.isdisjoint(insertion.instead_of)
    }
    allowed = {visit.case_id for visit in rest.left.admission.visits if visit.allowed_shifts}
    out = left_out(stated, answer)
    unordered = tuple(v for v in out if not v.allowed_shifts and v.case_id in allowed)
    others = tuple(visit for visit in out if visit not in unordered)
    explained = explain(scene.rest, others, scene.matrices, ways_in)
    return tuple(
        sorted((*explained, *map(lost_its_order, unordered)), key=lambda each: each.case_id)
    )


def _as_asked(left_out: Unassigned, rest: Rest, asked: Replan) -> Unassigned:
    """Blame the mode or the price of changes, not the search, for what would have paid."""
    kept = _kept_by(rest, asked)
    if kept is None or left_out.rule != "search":
        return left_out
    fact, _, _ = left_out.reason.rpartition("; ")
    rule, why = kept
    return left_out.model_copy(update={"rule": rule, "reason": f"{fact}; {why}"})


def _kept_by(rest: Rest, asked: Replan) -> tuple[str, str] | None:
    """Return the rule, and its words, that may keep a visit from where it would have paid."""
    if asked.mode != "all":
        return "mode", f"the mode {asked.mode} keeps it from there"
    day = rest.left.scene.day
    stability = day.policy.stability if asked.stability is None else asked.stability
    if not stability:
        return None
    return "stability", f"each change of what was announced costs {price(stability, day.currency)}"
