"""Which changes may admit a visit: looked for in numbers, quickly, before they are tried."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import NamedTuple, get_args

from visitplan.domain.case import Priority
from visitplan.domain.day import Day
from visitplan.domain.plan import TICKS_PER_MINOR_UNIT
from visitplan.domain.visit import Visit
from visitplan.domain.window import TimeWindow
from visitplan.eligibility.gate import gate
from visitplan.explanation.bars import WISHES, Bar, bars
from visitplan.explanation.money import price
from visitplan.explanation.proposal import (
    MENDED,
    Proposal,
    Stretching,
    earlier,
    faults_gone,
    later,
    shift_longer,
    unbarred,
    window_longer,
    with_another,
    with_hours,
    with_one_visit_more,
    with_priority,
    with_window,
    without_times_pinned,
)
from visitplan.reasons.bench import MOST, Bench
from visitplan.routing.gaps import Gaps
from visitplan.routing.insertion import Placement, cheapest_insertion

UPWARDS: tuple[Priority, ...] = tuple(reversed(get_args(Priority)))
MINUTE = 60

Admits = Callable[[int], Placement | None]


class Question(NamedTuple):
    """A visit to be admitted, on a day that may have been changed already.

    ``at_any_price`` looks for a place however dear.
    """

    bench: Bench
    day: Day
    visit: Visit
    at_any_price: bool = False

    @property
    def case_id(self) -> str:
        """The case in question."""
        return self.visit.case_id

    def place(self, gaps: Gaps, visit: Visit | None = None) -> Placement | None:
        """Return the cheapest place that costs less than the penalty, or any at any price."""
        asked = self.visit if visit is None else visit
        below = None if self.at_any_price else asked.penalty * TICKS_PER_MINOR_UNIT
        number = self.bench.numbers[self.case_id]
        return cheapest_insertion(self.bench.asking(gaps, asked), number, below=below)

    def shift_id(self, place: Placement) -> str:
        """Return whose route a place is on."""
        return self.bench.stated.shifts[place.route.shift].id


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


class Barred(NamedTuple):
    """A shift whose crew is kept from the visit, and by what."""

    shift_id: str
    found: tuple[Bar, ...]

    @property
    def faults(self) -> tuple[int, int]:
        """What somebody wished counts before what an agent lacks: a card is easier renewed."""
        return sum(bar.rule in WISHES for bar in self.found), len(self.found)


def people(question: Question) -> Iterator[Proposal]:
    """Yield who might go if nothing kept him, the least faults first."""
    kept = barred(question)
    for faults in sorted({each.faults for each in kept}):
        alike = {each.shift_id: each for each in kept if each.faults == faults}
        visit = question.visit.model_copy(update={"allowed_shifts": tuple(sorted(alike))})
        place = question.place(question.bench.gaps(), visit)
        if place:
            chosen = alike[question.shift_id(place)]
            change, day = faults_gone(chosen.found), able(question, chosen.shift_id, question.day)
            yield Proposal("people", change, len(chosen.found), chosen.shift_id, day)


def barred(question: Question) -> list[Barred]:
    """Return the shifts of one agent whom nothing but what can be mended keeps from the visit."""
    bench, case_id = question.bench, question.case_id
    alone = [shift for shift in bench.day.shifts if len(shift.crew) == 1]
    found = (
        Barred(shift.id, bars(shift, bench.visits[case_id], bench.cases[case_id], bench.day))
        for shift in alone
    )
    return [each for each in found if each.found and {bar.rule for bar in each.found} <= MENDED]


def able(question: Question, shift_id: str, day: Day) -> Day:
    """Return a day on which, other than on the day given, a shift's agent may go."""
    agent = day.agent(question.bench.shifts[shift_id].agent_id)
    return unbarred(day, next(case for case in day.cases if case.id == question.case_id), agent)


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


def pins(question: Question) -> Iterator[Proposal]:
    """Yield the visit at any lawful time, in any order, where it is pinned to one."""
    visit = question.visit
    if visit.arrival is None and not visit.after:
        return
    free = visit.model_copy(update={"arrival": None, "after": ()})
    place = question.place(question.bench.gaps(), free)
    if place:
        which = "time" if visit.arrival else "order"
        day = without_times_pinned(question.day, question.case_id)
        change = f"it were not pinned to that {which}"
        yield Proposal("pin", change, 1, question.shift_id(place), day)


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


def another_shift(question: Question) -> Iterator[Proposal]:
    """Yield one more shift like the cheapest that could serve the visit alone."""
    place = question.place(question.bench.empty_gaps)
    if place:
        like = question.shift_id(place)
        day, shift_id = with_another(question.day, question.bench.shifts[like])
        change = f"one more shift like {like} were on duty"
        yield Proposal("another_shift", change, 1, shift_id, day)
