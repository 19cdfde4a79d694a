"""Pins: whether everything is kept that the dispatcher fixed by hand."""

from collections.abc import Iterator

from visitplan.domain.violation import Violation
from visitplan.verification.evidence import Call, Evidence
from visitplan.verification.moment import second_of


def pinned_agents_go(evidence: Evidence) -> Iterator[Violation]:
    """Every visit pinned to an agent is made by that agent."""
    for pin, call in evidence.pins_with_calls():
        if pin.agent_id is not None and pin.agent_id not in call.worked.route.crew:
            yield call.broke("pinned_agent", "another agent goes than the one pinned")


def pinned_arrivals_are_kept(evidence: Evidence) -> Iterator[Violation]:
    """Every visit pinned to a time is arrived at in it, both ends included."""
    for pin, call in evidence.pins_with_calls():
        if pin.not_before is not None and call.arrival < second_of(pin.not_before):
            early = second_of(pin.not_before) - call.arrival
            yield call.broke("pinned_arrival", "arrives before the pinned time", early)
        if pin.not_after is not None and call.arrival > second_of(pin.not_after):
            late = call.arrival - second_of(pin.not_after)
            yield call.broke("pinned_arrival", "arrives after the pinned time", late)


def pinned_order_is_kept(evidence: Evidence) -> Iterator[Violation]:
    """Every visit pinned after another is on its route, later, when both are planned."""
    earlier = {pin.after for pin in evidence.day.pins}
    calls = (call for call in evidence.calls if call.case.id in earlier)
    spots = {call.case.id: _spot(evidence, call) for call in calls}
    for pin, call in evidence.pins_with_calls():
        if pin.after is None or pin.after not in spots:
            continue
        (first_route, first_place), (route, place) = spots[pin.after], _spot(evidence, call)
        if first_route != route or first_place >= place:
            yield call.broke("pinned_order", "does not follow the visit it is pinned after")


def _spot(evidence: Evidence, call: Call) -> tuple[int, int]:
    return evidence.worked.index(call.worked), call.worked.route.stops.index(call.stop)
