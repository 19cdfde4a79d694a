"""More than there is: one visit more for a shift or a portfolio, one shift more for a day."""

from collections.abc import Iterator

from visitplan.explanation.proposal import (
    Proposal,
    with_another,
    with_one_visit_more,
    with_room_under_caps,
)
from visitplan.explanation.wording import one_more
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


def room_under_caps(question: Question) -> Iterator[Proposal]:
    """Yield the visit beside the daily caps that are full, where one is."""
    bench = question.bench
    planned = [bench.cases[stop.case_id] for route in bench.plan.routes for stop in route.stops]
    full = question.day.daily_cap.full_for(bench.cases[question.case_id], planned)
    place = question.place(bench.uncapped_gaps) if full else None
    if place:
        day = with_room_under_caps(question.day, full)
        yield Proposal("daily_cap", one_more(full), 1, question.shift_id(place), day)


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
