"""Routes made by hand, priced and checked by what prices and checks our own."""

from collections.abc import Sequence

from visitplan.by_hand.ground import ground_of
from visitplan.by_hand.refusals import refuse_unformed_crews, refuse_unknown_places
from visitplan.domain.day import Day, HandRoute
from visitplan.domain.plan import Unassigned
from visitplan.domain.travel import Travel
from visitplan.domain.visit import Visit
from visitplan.planning.completing import drafted
from visitplan.planning.ground import measure
from visitplan.planning.manning import crews_in, manned
from visitplan.planning.terms import PlannedDay, Provenance
from visitplan.routing.hand import time_by_hand
from visitplan.routing.routes import routes_of
from visitplan.verification.invoice import invoiced


def price_by_hand(
    day: Day, travel: Travel, hand: Sequence[HandRoute], *, provenance: Provenance
) -> PlannedDay:
    """Time and price routes made by hand; nothing is refused, ``verify`` says what is broken.

    Cases on a hand-made route are in it even where the gate would refuse them. Raises InputError
    when a route leads to a place that is not known.
    """
    located, noticed = manned(day, travel, crews_in(hand, day))
    matrices = measure(located, travel)
    refuse_unformed_crews(located, hand)
    refuse_unknown_places(located, matrices, hand)
    planned = {case_id for route in hand for case_id in route.case_ids}
    ground = ground_of(located, matrices, planned)
    answer = time_by_hand(ground.stated, hand)
    draft = drafted(located, ground.admission, provenance, travel)
    left_out = (v for v in ground.admission.visits if v.case_id not in planned)
    plan = draft.model_copy(
        update={
            "routes": routes_of(ground.stated, answer, located),
            "unassigned": tuple(map(_not_by_hand, left_out)),
            "ineligible": tuple(i for i in draft.ineligible if i.case_id not in planned),
            "yardsticks": ground.yardsticks,
            "findings": noticed,
            "manifest": draft.manifest.model_copy(update={"engine": "hand"}),
        }
    )
    return PlannedDay(located, matrices, invoiced(located, matrices, plan))


def _not_by_hand(visit: Visit) -> Unassigned:
    return Unassigned(
        case_id=visit.case_id,
        kind="displaced",
        rule="not_on_hand_routes",
        reason="on none of the hand-made routes",
        penalty=visit.penalty,
    )
