"""Rules about the place: whether it is known, may be visited, and comes in its order."""

from collections.abc import Iterator

from visitplan.domain.terms import PlaceOrder
from visitplan.eligibility.about_consent import ANY_FORM, consent_from, has_consent
from visitplan.eligibility.candidate import Candidate
from visitplan.eligibility.refusal import Objection


def place_is_known(candidate: Candidate) -> Iterator[Objection]:
    """Refuse a visit of which nobody knows where it is, or how to get there."""
    place = candidate.case.place
    if place.problem is not None:
        yield Objection(place.problem)
    elif place.point is None:
        yield Objection("nobody has located its place")


def place_may_be_visited(candidate: Candidate) -> Iterator[Objection]:
    """Refuse a visit to a kind of place that the policy denies, or allows with consent alone."""
    kind = candidate.case.place_kind
    access = candidate.policy.places.get(kind, "allowed")
    if access == "denied":
        yield Objection(f"a place of kind {kind} is not visited", term=kind)
    elif access == "with_consent" and not has_consent(candidate, ANY_FORM):
        reason = f"a place of kind {kind} is visited only with the customer's consent"
        yield Objection(reason, consent_from(candidate, ANY_FORM), kind)


def place_has_permitted_hours(candidate: Candidate) -> Iterator[Objection]:
    """Refuse a visit on a day whose permitted hours are none at this kind of place."""
    if candidate.permitted and not candidate.permitted_here:
        kind = candidate.case.place_kind
        reason = f"no hours are permitted on a {candidate.on:%A} at a place of kind {kind}"
        yield Objection(reason, candidate.working.next_open_at(kind), kind)


def places_come_in_order(candidate: Candidate) -> Iterator[Objection]:
    """Refuse a visit to one kind of place before another has been tried often enough."""
    for order in candidate.policy.place_order:
        if order.then != candidate.case.place_kind:
            continue
        tried = _failed_visits(candidate, order)
        if tried < order.attempts:
            yield Objection(
                f"{order.then} comes after {order.attempts} "
                f"{'visit' if order.attempts == 1 else 'visits'} to {order.first} where nobody "
                f"was reached; there were {tried}",
                term=order,
            )


def _failed_visits(candidate: Candidate, order: PlaceOrder) -> int:
    return sum(
        event.channel == "visit" and event.place_kind == order.first and not event.reached
        for event in candidate.past("debtor")
    )
