"""Random small days and statements: a few visits, a few shifts, every feature now and then.

Times lie on a grid of five minutes, so that windows, breaks and shifts meet at their edges.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import product
from typing import Any, NamedTuple

import numpy as np
from hypothesis import strategies as st

from builders import a_case, a_day, a_pay, a_place, a_policy, an_agent, at
from visitplan.domain.agent import Agent, Break, OvertimeTier, Pay, Shift
from visitplan.domain.balance import Balance
from visitplan.domain.case import Case
from visitplan.domain.contact import Contact
from visitplan.domain.daily_cap import DailyCap
from visitplan.domain.day import Day, SearchLimits, TravelSettings
from visitplan.domain.pin import Pin
from visitplan.domain.place import Place, Point
from visitplan.domain.policy import Penalties
from visitplan.domain.travel import UNREACHABLE, Period, Travel, TravelMatrix
from visitplan.domain.window import TimeWindow
from visitplan.routing.statement import (
    BreakTerms,
    CapTerms,
    PayTerms,
    ShiftTerms,
    Span,
    Statement,
    VisitTerms,
)
from visitplan.travel.beeline import BeelineTravel

STEP = timedelta(minutes=5)
LAST = 144
"""Steps from 08:00, when the permitted hours open, to 20:00, when they close."""

POINTS = tuple(Point(lat=60.1612 + 0.008 * n, lon=24.9312 + 0.01 * (n % 3)) for n in range(6))
BEELINE = BeelineTravel(TravelSettings(engine="beeline"))
PENALTIES = Penalties(must=40_000, high=6_000, normal=2_500, low=600)


def moment(step: int) -> datetime:
    return at("08:00") + step * STEP


def window(opening: int, closing: int) -> TimeWindow:
    return TimeWindow(opening=moment(opening), closing=moment(closing))


@dataclass(frozen=True)
class MadeUpTravel(BeelineTravel):
    """Times and distances that obey nothing: asymmetric, with shortcuts, here and there no way."""

    seed: int = 0
    no_way: float = 0.1
    seconds: Any = field(init=False)
    metres: Any = field(init=False)

    def __post_init__(self) -> None:
        chance = np.random.default_rng(self.seed)
        size = (len(POINTS), len(POINTS))
        seconds = chance.integers(0, 2400, size, dtype=np.int64)
        metres = chance.integers(0, 20_000, size, dtype=np.int64)
        closed = chance.random(size) < self.no_way
        for table, here in ((seconds, 0), (metres, 0)):
            table[closed] = UNREACHABLE
            np.fill_diagonal(table, here)
        object.__setattr__(self, "seconds", seconds)
        object.__setattr__(self, "metres", metres)

    def matrix(self, points: Any, mode: Any) -> TravelMatrix:
        rows = [POINTS.index(point) for point in points]
        cells = np.ix_(rows, rows)
        slower = 2 if mode == "walk" else 1
        seconds = np.where(self.seconds == UNREACHABLE, UNREACHABLE, self.seconds * slower)
        return TravelMatrix(tuple(points), seconds[cells], self.metres[cells])


@dataclass(frozen=True)
class HourlyTravel(MadeUpTravel):
    """The same, otherwise at other hours; what obeys nothing obeys no rush hour either."""

    changes: tuple[int, ...] = ()

    def matrix(self, points: Any, mode: Any) -> TravelMatrix:
        first = super().matrix(points, mode)
        others = (replace(self, seed=self.seed + n) for n in range(1, len(self.changes) + 1))
        tables = (MadeUpTravel.matrix(other, points, mode) for other in others)
        hours = [(0, first), *zip(self.changes, tables, strict=True)]
        every_day = [
            Period(day * 86_400 + begins, table.seconds, table.metres)
            for day in range(7)
            for begins, table in hours
        ]
        return replace(first, later=tuple(every_day[1:]))


def changes() -> st.SearchStrategy[tuple[int, ...]]:
    """Up to three moments between 07:00 and 20:00 at which travel changes."""
    steps = st.sets(st.integers(7 * 12, 20 * 12), min_size=1, max_size=3)
    return steps.map(lambda chosen: tuple(300 * step for step in sorted(chosen)))


def travels() -> st.SearchStrategy[Travel]:
    """As the crow flies, or by a made-up matrix, or by one for each of several hours."""
    settings = TravelSettings(engine="beeline")
    made_up = st.builds(
        MadeUpTravel,
        settings=st.just(settings),
        seed=st.integers(0, 2**16),
        no_way=st.sampled_from([0.0, 0.1, 0.4]),
    )
    hourly = st.builds(
        HourlyTravel,
        settings=st.just(settings),
        seed=st.integers(0, 2**16),
        no_way=st.sampled_from([0.0, 0.1]),
        changes=changes(),
    )
    return st.one_of(st.just(BEELINE), made_up, hourly)


def seldom(strategy: st.SearchStrategy[Any], otherwise: Any) -> st.SearchStrategy[Any]:
    """Draw from the strategy one time in four."""
    return st.integers(0, 3).flatmap(lambda n: strategy if n == 3 else st.just(otherwise))


@st.composite
def windows(draw: st.DrawFn, low: int = 0, high: int = LAST, least: int = 1) -> TimeWindow:
    opening = draw(st.integers(low, high - least))
    return window(opening, draw(st.integers(opening + least, high)))


def places() -> st.SearchStrategy[Place]:
    return st.sampled_from(POINTS).map(lambda point: a_place(point.lat, point.lon))


@st.composite
def pays(draw: st.DrawFn) -> Pay:
    first = draw(st.integers(0, 60)) * 300
    tiers = (
        OvertimeTier(beyond_seconds=first, premium_per_hour=draw(st.sampled_from([500, 1075]))),
        OvertimeTier(beyond_seconds=first + 1800, premium_per_hour=2150),
    )
    return a_pay(
        fixed=draw(st.sampled_from([0, 2000])),
        wage_per_hour=draw(st.sampled_from([0, 1999, 2150])),
        minimum_paid_seconds=draw(seldom(st.sampled_from([3600, 4 * 3600]), 0)),
        overtime=tiers[: draw(st.integers(0, 2))],
        rate_per_km=draw(st.sampled_from([0, 55])),
        expenses_per_visit=draw(seldom(st.just(150), 0)),
        paid=draw(seldom(st.just("shift"), "route")),
    )


@st.composite
def breaks(draw: st.DrawFn, opening: int, closing: int) -> tuple[Break, ...]:
    """Up to two breaks, their windows apart and inside the shift."""
    middle = (opening + closing) // 2
    halves = [(opening, middle), (middle, closing)]
    chosen = draw(st.sampled_from([[], [], halves[:1], halves[1:], halves]))
    return tuple(draw(a_break(low, high)) for low, high in chosen)


@st.composite
def a_break(draw: st.DrawFn, low: int, high: int) -> Break:
    hours = draw(windows(low, high, least=2))
    most = min(9, hours.seconds // 300)
    seconds = 300 * draw(st.integers(1, most))
    return Break(window=hours, seconds=seconds, paid=draw(st.booleans()))


@st.composite
def shifts_of(draw: st.DrawFn, agent_id: str, most: int) -> tuple[Shift, ...]:
    """One or two shifts of one agent, one after the other."""
    count = draw(st.integers(1, min(2, most)))
    width = LAST // count
    return tuple(
        draw(a_shift_within(f"{agent_id}/{n + 1}", n * width, (n + 1) * width))
        for n in range(count)
    )


@st.composite
def a_shift_within(draw: st.DrawFn, shift_id: str, low: int, high: int) -> Shift:
    opening = draw(st.integers(low, low + 20))
    closing = draw(st.integers(max(opening + 12, high - 40), high))
    start = draw(places())
    return Shift(
        id=shift_id,
        agent_id=shift_id.partition("/")[0],
        hours=window(opening, closing),
        start=start,
        end=draw(st.sampled_from([start, None]) | places()),
        breaks=draw(breaks(opening, closing)),
        pay=draw(pays()),
        maximum_visits=draw(seldom(st.integers(0, 3), None)),
    )


@st.composite
def teams(draw: st.DrawFn) -> tuple[tuple[Agent, ...], tuple[Shift, ...]]:
    """One or two agents with one to three shifts."""
    agents, shifts = [], []
    for number in range(1, draw(st.integers(1, 2)) + 1):
        skills = frozenset({"legal"}) if draw(st.booleans()) else frozenset()
        mode = draw(seldom(st.just("walk"), "drive"))
        agents.append(an_agent(number, skills=skills, mode=mode))
        shifts.extend(draw(shifts_of(agents[-1].id, 3 - len(shifts))))
    return tuple(agents), tuple(shifts)


@st.composite
def cases(draw: st.DrawFn, number: int, agents: tuple[Agent, ...]) -> Case:
    some = st.frozensets(st.sampled_from([agent.id for agent in agents]), max_size=2)
    hours = st.lists(windows(least=4), min_size=1, max_size=2).map(tuple)
    refused = {"holds": ("dispute",), "approved_by": None, "approved_until": moment(60)}
    fault = draw(seldom(st.sampled_from(sorted(refused)), None))
    changes = {fault: refused[fault]} if fault else {}
    return a_case(
        number,
        place=draw(places()),
        windows=draw(hours | st.just(())),
        service_seconds=300 * draw(st.integers(0, 6)),
        setup_seconds=draw(st.sampled_from([0, 120, 300])),
        priority=draw(st.sampled_from(["normal", "low", "high", "must"])),
        skills=draw(seldom(st.just(frozenset({"legal"})), frozenset())),
        allowed_agents=draw(seldom(some, None)),
        preferred_agents=draw(seldom(some, frozenset())),
        excluded_agents=draw(seldom(some, frozenset())),
        crew=draw(seldom(st.sampled_from([1, 2, 2, 3]), None)),
        portfolio=draw(st.sampled_from([None, "P1", "P1", "P2"])),
        **changes,
    )


@st.composite
def pins(draw: st.DrawFn, cases: tuple[Case, ...], agents: tuple[Agent, ...]) -> tuple[Pin, ...]:
    """Up to two pins; an order leads from a lower number to a higher one, so never in a circle."""
    if len(cases) < 2:
        return ()
    numbers = draw(seldom(st.sets(st.integers(1, len(cases) - 1), min_size=1, max_size=2), set()))
    return tuple(draw(a_pin(cases, number, agents)) for number in sorted(numbers))


@st.composite
def a_pin(draw: st.DrawFn, cases: tuple[Case, ...], number: int, agents: tuple[Agent, ...]) -> Pin:
    hours = draw(windows())
    kind = draw(st.sampled_from(["agent", "not_before", "arrival", "after"]))
    fixed: dict[str, dict[str, Any]] = {
        "agent": {"agent_id": draw(st.sampled_from(agents)).id},
        "not_before": {"not_before": hours.opening},
        "arrival": {"not_before": hours.opening, "not_after": hours.closing},
        "after": {"after": cases[draw(st.integers(0, number - 1))].id},
    }
    return Pin(case_id=cases[number].id, **fixed[kind])


def limits() -> st.SearchStrategy[SearchLimits]:
    """A small effort by either engine; OR-Tools, being slower, one time in three."""
    return st.builds(
        SearchLimits,
        seconds=st.just(0.5),
        work=st.just(1),
        seed=st.integers(0, 3),
        engine=st.sampled_from(["own", "own", "ortools"]),
    )


def balances() -> st.SearchStrategy[Balance]:
    """No preference half of the time, else any of the three."""
    price = st.sampled_from([0, 130, 2_500])
    some = st.builds(
        Balance,
        fair_time_per_hour=price,
        other_agent_per_visit=price,
        crossing_per_visit=price,
    )
    return st.one_of(st.just(Balance()), some)


def daily_caps() -> st.SearchStrategy[DailyCap]:
    """No cap most of the time, else few visits in all, of each portfolio, or of one."""
    most = st.integers(0, 3)
    some = st.builds(
        DailyCap,
        all_cases=st.none() | st.integers(1, 5),
        each_portfolio=st.none() | most,
        portfolios=st.dictionaries(st.just("P1"), most),
    )
    return seldom(some, DailyCap())


@st.composite
def contacts(draw: st.DrawFn, cases: tuple[Case, ...]) -> tuple[Contact, ...]:
    """Earlier calls and visits, by agents on duty or not, or nobody knows by whom."""
    if not cases:
        return ()
    contact = st.builds(
        Contact,
        case_id=st.sampled_from([case.id for case in cases]),
        at=st.integers(1, 3).map(lambda days: at("10:00") - timedelta(days=days)),
        channel=st.sampled_from(["visit", "visit", "call"]),
        reached=st.booleans(),
        agent_id=st.sampled_from(["A01", "A02", "A03", None]),
    )
    return tuple(draw(st.lists(contact, max_size=4)))


@st.composite
def days(draw: st.DrawFn, most: int = 7) -> Day:
    """A small day, valid as intake would hand it over."""
    agents, shifts = draw(teams())
    count = draw(st.integers(0, most))
    some_cases = tuple(draw(cases(number, agents)) for number in range(1, count + 1))
    policy = a_policy(
        penalties=PENALTIES,
        window_bounds=draw(st.sampled_from(["whole", "start"])),
        not_preferred=draw(st.sampled_from([0, 700])),
    )
    return a_day(
        policy=policy,
        limits=draw(limits()),
        balance=draw(balances()),
        daily_cap=draw(daily_caps()),
        contacts=draw(contacts(some_cases)),
        cases=some_cases,
        agents=agents,
        shifts=shifts,
        pins=draw(pins(some_cases, agents)),
    )


@st.composite
def crewed_days(draw: st.DrawFn, most: int = 5) -> Day:
    """A day of two or three agents with a shift each, on which some visits ask for two people."""
    day = draw(days(most))
    agents = tuple(
        an_agent(number, skills=frozenset(draw(st.sets(st.just("legal")))))
        for number in range(1, draw(st.integers(2, 3)) + 1)
    )
    shifts = tuple(
        draw(a_shift_within(f"{agent.id}/1", 0, LAST)).model_copy(update={"maximum_visits": None})
        for agent in agents
    )
    asked = st.sampled_from([None, 2, 2])
    crewed = (case.model_copy(update={"crew": draw(asked)}) for case in day.cases)
    changes = {"agents": agents, "shifts": shifts, "cases": tuple(crewed), "pins": ()}
    return day.model_copy(update=changes)


class Size(NamedTuple):
    """How large a statement may be; all its times are multiples of ``unit`` seconds."""

    visits: int = 4
    shifts: int = 2
    horizon: int = 24
    unit: int = 600


@st.composite
def statements(draw: st.DrawFn, size: Size = Size()) -> Statement:  # noqa: B008 - frozen
    """A problem in whole numbers, sound but otherwise without manners."""
    shifts = draw(st.integers(1, size.shifts))
    visits = draw(st.integers(1, size.visits))
    locations = draw(st.integers(1, 4))
    on_duty = tuple(draw(shift_terms(locations, size)) for _ in range(shifts))
    on_duty = excluding(on_duty, draw(seldom(st.just(pairs_of(shifts)), ())))
    return Statement(
        visits=tuple(draw(visit_terms(n, shifts, locations, size)) for n in range(visits)),
        shifts=on_duty,
        seconds=(draw(tables(locations, [0, 1, 1, 2, 3, UNREACHABLE], size.unit)),),
        metres=(draw(tables(locations, [0, 1, 5, 9], 777)),),
        caps=draw(seldom(caps(visits, shifts), ())),
    )


@st.composite
def caps(draw: st.DrawFn, visits: int, shifts: int) -> tuple[CapTerms, ...]:
    """One or two caps on some of the visits, on all shifts or some."""
    some = st.sets(st.integers(0, visits - 1), min_size=1)
    on_duty = st.just(set(range(shifts))) | st.sets(st.integers(0, shifts - 1), min_size=1)
    a_cap = st.builds(
        CapTerms,
        maximum=st.integers(0, 2),
        visits=some.map(lambda chosen: tuple(sorted(chosen))),
        shifts=on_duty.map(lambda chosen: tuple(sorted(chosen))),
    )
    return tuple(draw(st.lists(a_cap, min_size=1, max_size=2)))


def pairs_of(shifts: int) -> tuple[tuple[int, int], ...]:
    """The last of several shifts is a crew's, whose members would otherwise go alone."""
    return tuple((single, shifts - 1) for single in range(shifts - 1))


def excluding(
    shifts: tuple[ShiftTerms, ...], pairs: tuple[tuple[int, int], ...]
) -> tuple[ShiftTerms, ...]:
    """Return the shifts, of which each pair is not used together."""
    both = [*pairs, *((second, first) for first, second in pairs)]
    others = {n: tuple(sorted(b for a, b in both if a == n)) for n in range(len(shifts))}
    return tuple(s.model_copy(update={"excludes": others[n]}) for n, s in enumerate(shifts))


@st.composite
def tables(
    draw: st.DrawFn, locations: int, choice: list[int], unit: int
) -> tuple[tuple[int, ...], ...]:
    drawn = {cell: draw(st.sampled_from(choice)) for cell in product(range(locations), repeat=2)}
    cells = {cell: value * unit if value > 0 else value for cell, value in drawn.items()}
    return tuple(
        tuple(0 if a == b else cells[a, b] for b in range(locations)) for a in range(locations)
    )


@st.composite
def visit_terms(
    draw: st.DrawFn, number: int, shifts: int, locations: int, size: Size
) -> VisitTerms:
    some = st.sets(st.integers(0, shifts - 1)).map(lambda chosen: tuple(sorted(chosen)))
    spans = draw(arrival_spans(size))
    after = seldom(st.integers(0, number - 1).map(lambda n: (n,)), ()) if number else st.just(())
    return VisitTerms(
        location=draw(st.integers(0, locations - 1)),
        arrivals=spans,
        arrival_prices=draw(seldom(arrival_prices(len(spans)), ())),
        service=size.unit * draw(st.integers(0, 2)),
        setup=size.unit * draw(st.integers(0, 1)),
        penalty=18_000 * draw(st.sampled_from([500, 3_000, 50_000])),
        shifts=draw(st.just(tuple(range(shifts))) | some),
        shift_prices=draw(seldom(shift_prices(shifts), ())),
        after=draw(after),
    )


def shift_prices(shifts: int) -> st.SearchStrategy[tuple[int, ...]]:
    """A price of its own for each shift."""
    price = st.sampled_from([0, 18_000 * 300, 18_000 * 700])
    return st.lists(price, min_size=shifts, max_size=shifts).map(tuple)


def arrival_prices(spans: int) -> st.SearchStrategy[tuple[int, ...]]:
    """A price for beginning in each span."""
    price = st.sampled_from([0, 18_000 * 200, 18_000 * 900])
    return st.lists(price, min_size=spans, max_size=spans).map(tuple)


@st.composite
def arrival_spans(draw: st.DrawFn, size: Size) -> tuple[Span, ...]:
    edges = draw(st.sets(st.integers(0, size.horizon), min_size=2, max_size=4))
    spans = list(zip(sorted(edges)[::2], sorted(edges)[1::2], strict=False))
    return tuple((opening * size.unit, closing * size.unit) for opening, closing in spans)


@st.composite
def shift_terms(draw: st.DrawFn, locations: int, size: Size) -> ShiftTerms:
    opening = draw(st.integers(0, size.horizon // 3))
    closing = draw(st.integers(opening + 4, size.horizon))
    rests = draw(break_terms(opening, closing, size))
    unpaid = sum(rest.duration for rest in rests if not rest.paid)
    whole = (closing - opening) * size.unit - unpaid
    return ShiftTerms(
        opening=opening * size.unit,
        closing=closing * size.unit,
        profile=0,
        start=draw(st.integers(0, locations - 1)),
        end=draw(st.none() | st.integers(0, locations - 1)),
        breaks=rests,
        pay=draw(pay_terms(whole, size)),
        maximum=draw(seldom(st.integers(0, 2), None)),
    )


@st.composite
def break_terms(draw: st.DrawFn, opening: int, closing: int, size: Size) -> tuple[BreakTerms, ...]:
    middle = (opening + closing) // 2
    halves = [(opening, middle), (middle, closing)]
    rests = []
    for low, high in draw(st.sampled_from([[], halves[:1], halves[1:], halves])):
        earliest = draw(st.integers(low, high - 1))
        latest = draw(st.integers(earliest + 1, high))
        duration = size.unit * draw(st.integers(1, latest - earliest))
        paid = draw(st.booleans())
        rests.append(
            BreakTerms(
                earliest=earliest * size.unit,
                latest=latest * size.unit,
                duration=duration,
                paid=paid,
            )
        )
    return tuple(rests)


@st.composite
def pay_terms(draw: st.DrawFn, whole: int, size: Size) -> PayTerms:
    first = size.unit * draw(st.integers(0, size.horizon // 2))
    tiers = ((first, 5 * 700), (first + 3 * size.unit, 5 * 1_000))
    return PayTerms(
        fixed=18_000 * draw(st.sampled_from([0, 900])),
        per_second=5 * draw(st.sampled_from([0, 2_150])),
        minimum=size.unit * draw(seldom(st.integers(1, 10), 0)),
        tiers=tiers[: draw(st.integers(0, 2))],
        per_metre=18 * draw(st.sampled_from([0, 55])),
        per_visit=18_000 * draw(seldom(st.just(150), 0)),
        whole_shift=draw(seldom(st.just(whole), None)),
    )
