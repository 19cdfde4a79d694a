"""Two changes at once, for visits that no single one admits."""

from collections.abc import Iterator
from itertools import chain

from visitplan.explanation.proposal import Proposal, faults_gone, with_priority
from visitplan.explanation.told import AT_MOST_ASKED_FIRST
from visitplan.explanation.wording import listed
from visitplan.reasons.hours import hours
from visitplan.reasons.people import able, barred
from visitplan.reasons.question import Question
from visitplan.reasons.staff import room
from visitplan.reasons.worth import UPWARDS, priorities

A_FAULT = 86_400
"""A fault of an agent weighs more than any seconds that are asked for beside it."""


def several(question: Question) -> Iterator[Proposal]:
    """Yield pairs of changes: somebody else may go, or it is worth more, and another one.

    Sizes are seconds; whatever is no matter of hours weighs as much as the most that is asked of
    hours first.
    """
    pairs = chain(_somebody_else_and(question), _worth_more_and(question))
    yield from sorted(pairs, key=lambda pair: pair.size)


def _somebody_else_and(question: Question) -> Iterator[Proposal]:
    kept = barred(question)
    for faults in sorted({each.faults for each in kept}):
        alike = {each.shift_id: each for each in kept if each.faults == faults}
        visit = question.visit.model_copy(update={"allowed_shifts": tuple(sorted(alike))})
        wider = question._replace(visit=visit)
        for second in chain(hours(wider), room(wider), priorities(wider)):
            found = alike[second.shift_id].found
            yield Proposal(
                kind="several",
                change=listed((faults_gone(found), second.change)),
                size=len(found) * A_FAULT + _seconds(second),
                shift_id=second.shift_id,
                day=able(question, second.shift_id, second.day),
            )


def _worth_more_and(question: Question) -> Iterator[Proposal]:
    penalties = question.day.policy.penalties
    for priority in UPWARDS:
        if penalties.of(priority) > question.visit.penalty:
            visit = question.visit.model_copy(update={"penalty": penalties.of(priority)})
            day = with_priority(question.day, question.case_id, priority, 0)
            dearer = question._replace(day=day, visit=visit)
            for second in chain(hours(dearer), room(dearer)):
                change = listed((second.change, f"its priority were {priority}"))
                size = A_FAULT + _seconds(second)
                yield second._replace(kind="several", change=change, size=size)


def _seconds(second: Proposal) -> int:
    return second.size if second.kind == "hours" else AT_MOST_ASKED_FIRST
