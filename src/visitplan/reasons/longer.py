"""Shifts that are longer than they are, as far as that can still be decided."""

from visitplan.reasons.footing import Laid
from visitplan.routing.statement import ShiftTerms


def longer(laid: Laid, before: int, after: int) -> list[ShiftTerms]:
    """Return every shift so many seconds longer, but not into another one of the same agent.

    A shift on the road goes on from where it is: it does not begin earlier any more.
    """
    if not (before or after):
        return list(laid.stated.statement.shifts)
    begun = {n for each in laid.fixed for n in laid.stated.statement.visits[each].shifts}
    return [
        _longer_one(laid, number, 0 if number in begun else before, after)
        for number in range(len(laid.stated.shifts))
    ]


def _longer_one(laid: Laid, number: int, before: int, after: int) -> ShiftTerms:
    stated = laid.stated
    terms, crew = stated.statement.shifts[number], set(stated.shifts[number].crew)
    others = [
        other
        for shift, other in zip(stated.shifts, stated.statement.shifts, strict=True)
        if other is not terms and crew & set(shift.crew)
    ]
    earlier = [other.closing for other in others if other.closing <= terms.opening]
    later = [other.opening for other in others if other.opening >= terms.closing]
    opening = min(terms.opening, max(terms.opening - before, *earlier, laid.earliest))
    closing = min([terms.closing + after, *later])
    whole = terms.pay.whole_shift
    more = (terms.opening - opening) + (closing - terms.closing)
    pay = terms.pay if whole is None else terms.pay.model_copy(update={"whole_shift": whole + more})
    return terms.model_copy(update={"opening": opening, "closing": closing, "pay": pay})
