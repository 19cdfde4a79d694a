"""Laws: impossible is true by brute force, and the change that is named is enough and needed."""

import re
from datetime import datetime, timedelta
from itertools import product

from hypothesis import assume, given
from hypothesis import strategies as st
from one_case import a_visited_day, explained, matrices

from builders import a_policy, a_shift, at
from visitplan.domain.agent import Break, Shift
from visitplan.domain.day import Day
from visitplan.domain.window import TimeWindow
from visitplan.eligibility.gate import gate
from visitplan.explanation.attempt import Attempt, attempts, is_possible
from visitplan.explanation.clock import second_of

STEP = 5
NINE = at("09:00")


def clock(step: int) -> datetime:
    return NINE + timedelta(minutes=STEP * step)


@st.composite
def spans(draw: st.DrawFn, low: int, high: int, least: int = 1) -> TimeWindow:
    opening = draw(st.integers(low, high - least))
    closing = draw(st.integers(opening + least, high))
    return TimeWindow(opening=clock(opening), closing=clock(closing))


@st.composite
def some_shift(draw: st.DrawFn) -> Shift:
    opening = draw(st.integers(0, 40))
    closing = draw(st.integers(opening + 4, 60))
    hours = TimeWindow(opening=clock(opening), closing=clock(closing))
    middle = (opening + closing) // 2
    windows = [draw(spans(opening, middle)), draw(spans(middle, closing))]
    breaks = tuple(draw(some_break(window)) for window in windows[: draw(st.integers(0, 2))])
    return a_shift(hours=hours, breaks=breaks)


@st.composite
def some_break(draw: st.DrawFn, window: TimeWindow) -> Break:
    length = draw(st.integers(1, window.seconds // (60 * STEP)))
    return Break(window=window, seconds=60 * STEP * length, paid=True)


@st.composite
def some_day(draw: st.DrawFn) -> Day:
    service = draw(st.integers(1, 12))
    windows = tuple(draw(st.lists(spans(0, 60, least=service), min_size=1, max_size=2)))
    case = {"windows": windows, "service_seconds": 60 * STEP * service}
    bounds = draw(st.sampled_from(["whole", "start"]))
    return a_visited_day(
        shifts=[draw(some_shift())], case=case, policy=a_policy(window_bounds=bounds)
    )


def the_attempt(day: Day) -> Attempt:
    (visit,) = gate(day).visits
    (attempt,) = attempts(visit, day, matrices())
    return attempt


@given(some_day())
def test_a_visit_is_possible_alone_exactly_when_brute_force_finds_a_way(day: Day) -> None:
    attempt = the_attempt(day)

    assert is_possible(attempt) == brute_force(attempt)


@given(some_day())
def test_the_change_that_is_named_makes_an_impossible_visit_possible(day: Day) -> None:
    unassigned = explained(day)
    assume(unassigned.kind == "impossible")
    changed = applied(day, unassigned.reason)
    assert explained(changed).kind == "displaced"


@given(some_day())
def test_one_step_less_than_the_change_that_is_named_does_not_do(day: Day) -> None:
    unassigned = explained(day)
    assume(unassigned.kind == "impossible")

    assume(unassigned.missing_seconds)
    changed = applied(day, unassigned.reason, less=STEP)
    assert explained(changed).kind == "impossible"


def applied(day: Day, reason: str, less: int = 0) -> Day:
    """Do to the day what the reason asks for."""
    words = reason.split("it would be possible if ")[1]
    if "A01/1 owed no break at that time" in words:
        day = with_shift(day, breaks=())
        words = words.removeprefix("A01/1 owed no break at that time").removeprefix(" and ")
    minutes = [60 * int(h or 0) + int(m or 0) - less for h, m in lengths(words)]
    if words.startswith("its window"):
        return with_window(day, words, timedelta(minutes=minutes[0]))
    hours = day.shifts[0].hours
    opening, closing = hours.opening, hours.closing
    if "began" in words:
        opening -= timedelta(minutes=minutes[0])
    if "ended" in words:
        closing += timedelta(minutes=minutes[-1])
    return with_shift(day, hours=TimeWindow(opening=opening, closing=closing))


def with_shift(day: Day, **changes: object) -> Day:
    return day.model_copy(update={"shifts": (day.shifts[0].model_copy(update=changes),)})


def lengths(words: str) -> list[tuple[str, str]]:
    return re.findall(r"(?:began|ended|closed|opened) (?:(\d+) h ?)?(?:(\d+) min)?", words)


def with_window(day: Day, words: str, longer: timedelta) -> Day:
    case = day.cases[0]
    (visit,) = gate(day).visits
    named = [f"{w.opening:%H:%M}–{w.closing:%H:%M}" in words for w in visit.windows].index(True)
    window = visit.windows[named]
    opening, closing = window.opening, window.closing
    opening, closing = (
        (opening, closing + longer) if "closed" in words else (opening - longer, closing)
    )
    windows = [*case.windows, TimeWindow(opening=opening, closing=closing)]
    changed = case.model_copy(update={"windows": tuple(windows)})
    return day.model_copy(update={"cases": (changed,)})


def brute_force(attempt: Attempt) -> bool:
    """Try every arrival and every start of every break, five minutes apart."""
    shift = attempt.shift
    opening, closing = second_of(shift.hours.opening), second_of(shift.hours.closing)
    return any(
        serves(attempt, arrival, pauses)
        for arrival in range(opening, closing, 60 * STEP)
        if lawful(attempt, arrival)
        for pauses in product(*map(starts, shift.breaks))
    )


def starts(rest: Break) -> range:
    opening, closing = second_of(rest.window.opening), second_of(rest.window.closing)
    return range(opening, closing - rest.seconds + 1, 60 * STEP)


def lawful(attempt: Attempt, arrival: int) -> bool:
    visit = attempt.visit
    departure = arrival + visit.service_seconds
    return any(
        second_of(w.opening) <= arrival
        and (arrival if visit.bounds_start else departure) <= second_of(w.closing)
        for w in visit.windows
    ) and any(
        second_of(p.opening) <= arrival and departure <= second_of(p.closing)
        for p in visit.permitted
    )


def serves(attempt: Attempt, arrival: int, pauses: tuple[int, ...]) -> bool:
    departure = arrival + attempt.visit.service_seconds
    taken = [(s, s + rest.seconds) for s, rest in zip(pauses, attempt.shift.breaks, strict=True)]
    if any(start < departure and arrival < end for start, end in taken):
        return False
    if any(a[0] < b[1] and b[0] < a[1] for a in taken for b in taken if a is not b):
        return False
    there, back = attempt.way_there, attempt.way_back
    assert there is not None
    assert back is not None
    before = sum(end - start for start, end in taken if end <= arrival)
    after = sum(end - start for start, end in taken if start >= departure)
    return second_of(
        attempt.shift.hours.opening
    ) + before + there.seconds <= arrival and departure + back.seconds + after <= second_of(
        attempt.shift.hours.closing
    )
