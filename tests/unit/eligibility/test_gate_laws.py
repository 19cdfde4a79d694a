"""Laws of the gate, on whatever cases a lender hands over."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from builders import TODAY, ZONE, a_case, a_day, a_place, a_policy, at
from visitplan.domain.case import HOLDS, Case
from visitplan.domain.day import Day
from visitplan.domain.window import TimeWindow
from visitplan.eligibility.gate import gate
from visitplan.eligibility.hours import permitted_hours

minutes = st.integers(0, 24 * 60 - 1)


def clock(minute: int, day: date = TODAY) -> datetime:
    return at("00:00", day).replace(hour=minute // 60, minute=minute % 60)


windows = st.lists(minutes, min_size=2, max_size=2).map(
    lambda pair: TimeWindow(opening=clock(min(pair)), closing=clock(max(pair)))
)
moments = st.builds(
    lambda days, minute: clock(minute, TODAY + timedelta(days)), st.integers(-2, 2), minutes
)


@st.composite
def some_cases(draw: st.DrawFn) -> tuple[Case, ...]:
    numbers = draw(st.lists(st.integers(1, 40), unique=True, max_size=6))
    return tuple(draw(some_case(number)) for number in numbers)


@st.composite
def some_case(draw: st.DrawFn, number: int) -> Case:
    return a_case(
        number,
        status=draw(st.sampled_from(["approved", "approved", "approved", "proposed", "paid"])),
        approved_by=draw(st.sampled_from(["Approver 1", "Approver 2", None])),
        approved_at=draw(st.none() | moments),
        approved_until=draw(st.none() | moments),
        holds=tuple(draw(st.sets(st.sampled_from(HOLDS), max_size=1))),
        windows=tuple(draw(st.lists(windows, max_size=3))),
        service_seconds=draw(st.integers(0, 7200)),
        place=draw(st.sampled_from([a_place(), a_place(point=None), a_place(problem="far")])),
    )


@st.composite
def some_day(draw: st.DrawFn) -> Day:
    bounds = draw(st.sampled_from(["whole", "start"]))
    return a_day(cases=draw(some_cases()), policy=a_policy(window_bounds=bounds))


@given(some_day())
def test_each_case_is_either_a_visit_or_ineligible_exactly_once(day: Day) -> None:
    admission = gate(day)

    found = [visit.case_id for visit in admission.visits]
    found += [refused.case_id for refused in admission.ineligible]
    assert sorted(found) == sorted(case.id for case in day.cases)


@given(some_day(), st.randoms(use_true_random=False))
def test_the_order_of_rows_is_irrelevant(day: Day, random: object) -> None:
    rows = list(day.cases)
    random.shuffle(rows)  # type: ignore[attr-defined]

    assert gate(day.model_copy(update={"cases": tuple(rows)})) == gate(day)


@given(some_day())
def test_a_stay_at_any_edge_of_a_window_lies_within_permitted_hours(day: Day) -> None:
    permitted = permitted_hours(day, ZONE)
    for visit in gate(day).visits:
        for window in visit.windows:
            latest = window.closing
            if visit.bounds_start:
                latest += timedelta(seconds=visit.service_seconds)
            assert any(p.opening <= window.opening and latest <= p.closing for p in permitted)


@given(some_day())
def test_every_window_is_long_enough_sorted_and_apart(day: Day) -> None:
    for visit in gate(day).visits:
        edges = [edge for window in visit.windows for edge in (window.opening, window.closing)]
        assert edges == sorted(edges)
        assert visit.bounds_start or all(w.seconds >= visit.service_seconds for w in visit.windows)


@given(some_day())
def test_no_window_lies_outside_the_customers_hours(day: Day) -> None:
    cases = {case.id: case for case in day.cases}
    for visit in gate(day).visits:
        wanted = cases[visit.case_id].windows
        covered = {minute for w in wanted for minute in _minutes(w)} if wanted else None
        for window in visit.windows:
            assert covered is None or covered.issuperset(_minutes(window))


def _minutes(window: TimeWindow) -> range:
    start = datetime.combine(TODAY, datetime.min.time(), ZONE)
    edges = (window.opening, window.closing)
    return range(*(int((edge - start).total_seconds()) // 60 for edge in edges))
