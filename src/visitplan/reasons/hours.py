"""The least minutes that would admit a visit: of a shift, or of one of its windows."""

from collections.abc import Callable, Iterator
from functools import partial

from visitplan.domain.day import Day
from visitplan.domain.visit import Visit
from visitplan.domain.window import TimeWindow
from visitplan.eligibility.gate import gate
from visitplan.explanation.proposal import (
    Proposal,
    Stretching,
    earlier,
    later,
    shift_longer,
    window_longer,
    with_hours,
    with_window,
)
from visitplan.reasons.bench import MOST
from visitplan.reasons.question import Question
from visitplan.routing.insertion import Placement

MINUTE = 60

Admits = Callable[[int], Placement | None]


def hours(question: Question) -> Iterator[Proposal]:
    """Yield the least stretches, in whole minutes, of a shift and of each of the windows."""
    for stretch in (later, earlier):
        found = least_minutes(partial(_on_longer_shifts, question, stretch))
        if found:
            much, shift_id = stretch(found[0]), question.shift_id(found[1])
            day = with_hours(question.day, shift_id, much)
            change = shift_longer(shift_id, much)
            yield Proposal("hours", change, found[0], shift_id, day)
    case = next(case for case in question.day.cases if case.id == question.case_id)
    for window in question.visit.windows if case.windows else ():
        for stretch in (later, earlier):
            yield from _longer_window(question, window, stretch)


def _longer_window(
    question: Question, window: TimeWindow, stretch: Stretching
) -> Iterator[Proposal]:
    found = least_minutes(partial(_in_a_longer_window, question, window, stretch))
    if found:
        much, shift_id = stretch(found[0]), question.shift_id(found[1])
        day = with_window(question.day, question.case_id, window, much)
        yield Proposal("hours", window_longer(window, much), found[0], shift_id, day)


def _on_longer_shifts(question: Question, stretch: Stretching, seconds: int) -> Placement | None:
    before, after = stretch(seconds)
    return question.place(question.bench.gaps(before=before, after=after))


def _in_a_longer_window(
    question: Question, window: TimeWindow, stretch: Stretching, seconds: int
) -> Placement | None:
    day = with_window(question.day, question.case_id, window, stretch(seconds))
    longer = _admitted(day, question.case_id)
    if longer is None:
        return None
    visit = question.visit.model_copy(update={"windows": longer.windows})
    return question.place(question.bench.gaps(), visit)


def _admitted(day: Day, case_id: str) -> Visit | None:
    """Pass one case through the gate, on a day of its own."""
    cases = tuple(case for case in day.cases if case.id == case_id)
    alone = day.model_copy(update={"cases": cases, "agents": (), "shifts": (), "pins": ()})
    return next(iter(gate(alone).visits), None)


def least_minutes(admits: Admits) -> tuple[int, Placement] | None:
    """Bisect for the least whole minutes that admit: more never harm."""
    low, high = 0, MOST // MINUTE
    best = admits(high * MINUTE)
    if best is None:
        return None
    while high - low > 1:
        middle = (low + high) // 2
        found = admits(middle * MINUTE)
        low, high, best = (middle, high, best) if found is None else (low, middle, found)
    return high * MINUTE, best
