"""More staff than there is: one visit more for a shift, one shift more for a day."""

from collections.abc import Iterator

from visitplan.explanation.proposal import Proposal, with_another, with_one_visit_more
from visitplan.reasons.question import Question


def room(question: Question) -> Iterator[Proposal]:
    """Yield a shift that could go if it were allowed one visit more."""
    if all(shift.maximum_visits is None for shift in question.day.shifts):
        return
    place = question.place(question.bench.gaps(any_number=True))
    if place:
        shift_id = question.shift_id(place)
        change = f"{shift_id} were allowed one visit more"
        day = with_one_visit_more(question.day, shift_id)
        yield Proposal("room", change, 1, shift_id, day)


def another_shift(question: Question) -> Iterator[Proposal]:
    """Yield one more shift like the cheapest that could serve the visit alone.

    Crews are more people: see ``company``.
    """
    nobody_planned = question._replace(bench=question.bench.idle)
    place = nobody_planned.place(nobody_planned.bench.gaps())
    if place and not nobody_planned.shift(place).joined:
        like = nobody_planned.shift_id(place)
        day, shift_id = with_another(question.day, question.bench.shifts[like])
        change = f"one more shift like {like} were on duty"
        yield Proposal("another_shift", change, 1, shift_id, day)
