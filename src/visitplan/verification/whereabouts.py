"""Whereabouts: whether the place is known, and of a kind that may be visited, in its turn."""

from collections.abc import Iterator

from visitplan.verification.breach import Breach
from visitplan.verification.question import Question


def places_can_be_visited(question: Question) -> Iterator[Breach]:
    """Every visit has a point, and nothing is wrong with it."""
    place = question.case.place
    if place.point is None or place.problem is not None:
        yield Breach("place_known", "the place has no point or cannot be reached")


def kinds_of_place_are_open(question: Question) -> Iterator[Breach]:
    """Nobody is met at a kind of place that is denied, or without the consent it needs."""
    kind = question.case.place_kind
    access = question.policy.places.get(kind, "allowed")
    if access == "denied":
        yield Breach("place_kind", f"no visits at a place of kind {kind}", ("places",))
    if access == "with_consent" and not any(question.consents()):
        yield Breach("place_kind", f"a place of kind {kind} needs consent", ("places",))


def places_come_in_their_order(question: Question) -> Iterator[Breach]:
    """No visit to a second kind of place before the first one was tried in vain."""
    for order in question.policy.place_order:
        if order.then != question.case.place_kind:
            continue
        vain = sum(
            each.channel == "visit" and each.place_kind == order.first and not each.reached
            for _, each in question.past("debtor")
        )
        if vain < order.attempts:
            detail = f"{vain} visits to {order.first} in vain, {order.attempts} are asked for"
            yield Breach("place_order", detail, ("place_order",))
