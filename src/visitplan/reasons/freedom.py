"""What somebody fixed: the time or the order of a visit, or how freely the rest is planned."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from visitplan.explanation.proposal import Proposal, without_times_pinned
from visitplan.reasons.question import Question

FREED: Mapping[str, str] = MappingProxyType(
    {
        "search": "the search went on",
        "mode": "the rest were planned with the mode all",
        "stability": "changes of what was announced cost nothing",
    }
)
"""By the rule for which a visit was left out although it fits: what would let it in."""


def freely(question: Question) -> Iterator[Proposal]:
    """Yield the visit where it fits as all is, if only the way of planning was in its way."""
    left = (each for each in question.bench.plan.unassigned if each.case_id == question.case_id)
    rule = next((each.rule for each in left), "")
    place = question.place(question.bench.gaps()) if rule in FREED else None
    if place:
        yield Proposal("search", FREED[rule], 1, question.shift_id(place), question.day)


def pins(question: Question) -> Iterator[Proposal]:
    """Yield the visit at any lawful time, in any order, where it is pinned to one."""
    visit = question.visit
    if visit.arrival is None and not visit.after:
        return
    day = without_times_pinned(question.day, question.case_id)
    free = question.bench.admitted(day, question.case_id)
    place = question.place(question.bench.gaps(), free) if free else None
    if place:
        which = "time" if visit.arrival else "order"
        change = f"it were not pinned to that {which}"
        yield Proposal("pin", change, 1, question.shift_id(place), day)
