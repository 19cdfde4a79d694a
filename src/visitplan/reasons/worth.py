"""What a visit would have to be worth: a higher priority, a higher penalty."""

from collections.abc import Iterator
from typing import get_args

from visitplan.domain.case import Priority
from visitplan.domain.plan import TICKS_PER_MINOR_UNIT
from visitplan.explanation.money import price
from visitplan.explanation.proposal import Proposal, with_priority
from visitplan.reasons.question import Question

UPWARDS: tuple[Priority, ...] = tuple(reversed(get_args(Priority)))


def priorities(question: Question) -> Iterator[Proposal]:
    """Yield the lowest priority that is worth the visit's cost, or the penalty that would be."""
    dear = question._replace(at_any_price=True)
    place = dear.place(question.bench.gaps())
    if place is None:
        return
    extra = -(-place.extra // TICKS_PER_MINOR_UNIT)
    penalties, shift_id = question.day.policy.penalties, question.shift_id(place)
    for priority in UPWARDS:
        penalty = penalties.of(priority)
        if penalty > extra and penalty > question.visit.penalty:
            day = with_priority(question.day, question.case_id, priority, 0)
            change = f"its priority were {priority}"
            yield Proposal("priority", change, penalty, shift_id, day)
    least = max(extra, question.visit.penalty) + 1
    if least > penalties.must:
        # Rounding to minor units term by term may take a few of them.
        for penalty in (least, least + 5):
            day = with_priority(question.day, question.case_id, "must", penalty)
            change = f"its penalty were {price(penalty, question.day.currency)}"
            yield Proposal("priority", change, penalty, shift_id, day)
