"""Several days planned at once, rule by rule."""

from datetime import UTC, date, time, timedelta
from typing import Any

import pytest

from builders import TODAY, ZONE, a_case, a_day, a_policy, a_shift, an_agent, at
from several_days import plan_days_here, repeated, visited
from strategies import BEELINE
from visitplan.ahead.prospect import LONGEST_ID, dated_id
from visitplan.ahead.reading import read_days
from visitplan.ahead.story import Ahead
from visitplan.domain.day import Day
from visitplan.domain.horizon import HorizonSettings
from visitplan.domain.pin import Pin
from visitplan.domain.terms import MinimumGap
from visitplan.domain.value import WEEKDAYS
from visitplan.domain.window import ClockSpan, TimeWindow
from visitplan.intake.reading import Reading

TOMORROW = TODAY + timedelta(days=1)
DATES = (TODAY, TOMORROW, TODAY + timedelta(days=2))
GAP = a_policy(gaps=(MinimumGap(days=2, per="debtor", counts="attempts"),))
CHEAP_WAIT = HorizonSettings(days=3, waiting_percent=1)


def on(day: date, opening: str, closing: str) -> TimeWindow:
    return TimeWindow(opening=at(opening, day), closing=at(closing, day))


def days(**changes: Any) -> tuple[Day, ...]:
    return repeated(a_day(**changes), DATES)


def dates_of(planned: Any) -> dict[str, date]:
    return {case_id: each.plan.date for each in planned for case_id in visited(each.plan)}


def test_what_one_day_has_no_room_for_is_visited_on_the_next() -> None:
    some = tuple(a_case(n, service_seconds=2 * 3600) for n in range(1, 7))
    planned = plan_days_here(days(cases=some), BEELINE)

    assert dates_of(planned).keys() == {case.id for case in some}
    assert len(set(dates_of(planned).values())) > 1


def test_a_case_lawful_on_one_day_alone_is_visited_on_it() -> None:
    until = at("23:59", TODAY)
    planned = plan_days_here(
        days(cases=(a_case(1, approved_at=at("00:00", TOMORROW)), a_case(2, approved_until=until))),
        BEELINE,
    )
    assert dates_of(planned)["C001"] > TODAY
    assert dates_of(planned)["C002"] == TODAY


def test_two_cases_of_one_person_keep_the_gap_between_them() -> None:
    some = (a_case(1, debtor="D"), a_case(2, debtor="D"))
    found = dates_of(plan_days_here(days(cases=some, policy=GAP), BEELINE))

    assert abs((found["C001"] - found["C002"]).days) == GAP.gaps[0].days


def test_where_the_gap_leaves_no_day_the_urgent_case_goes_and_the_other_is_refused() -> None:
    some = (a_case(1, debtor="D", priority="low"), a_case(2, debtor="D", priority="high"))
    planned = plan_days_here(days(cases=some, policy=GAP)[:2], BEELINE)

    assert dates_of(planned).keys() == {"C002"}
    refused = [each.case_id for day in planned for each in day.plan.ineligible]
    assert refused == ["C001"]


def test_waiting_has_a_price_where_one_is_set_and_none_of_it_is_in_the_cost() -> None:
    free = plan_days_here(days(), BEELINE)
    dear = plan_days_here(days(), BEELINE, Ahead(CHEAP_WAIT))

    assert set(dates_of(dear).values()) == {TODAY}
    assert sum(each.plan.cost.total for each in dear) == sum(e.plan.cost.total for e in free)


def test_a_pinned_time_binds_on_its_own_date() -> None:
    at_two = at("14:00", TOMORROW)
    pins = (
        Pin(case_id="C002", not_before=at_two, not_after=at_two),
        Pin(case_id="C003", agent_id="A01"),
    )
    planned = plan_days_here(days(pins=pins), BEELINE)

    (stop,) = (
        s for each in planned for r in each.plan.routes for s in r.stops if s.case_id == "C002"
    )
    assert stop.arrival == at_two
    assert "C003" in dates_of(planned)


def test_a_pinned_time_outside_of_these_days_binds_on_none_of_them() -> None:
    before = at("14:00", TODAY - timedelta(days=1))
    planned = plan_days_here(days(pins=(Pin(case_id="C002", not_after=before),)), BEELINE)

    assert "C002" in dates_of(planned)


def test_visits_of_kept_plans_are_made_and_count_for_the_rules() -> None:
    some = (a_case(1, debtor="D"), a_case(2, debtor="D"), a_case(3))
    all_days = days(cases=some, policy=GAP)
    (first,) = plan_days_here(all_days[:1], BEELINE)
    later = plan_days_here(all_days[1:], BEELINE, Ahead(kept=(first.plan,)))

    assert set(visited(first.plan)) == {"C001", "C003"}
    assert dates_of(later) == {"C002": DATES[2]}
    assert {each.case_id for each in later[0].plan.elsewhere} >= {"C001", "C003"}


def test_a_shift_through_the_night_is_of_the_day_on_which_it_begins() -> None:
    all_hours = (ClockSpan(opening=time(0), closing=time(23, 59, 59)),)
    policy = a_policy(permitted_hours=dict.fromkeys(WEEKDAYS, all_hours))
    night = TimeWindow(opening=at("20:00", TODAY), closing=at("04:00", TOMORROW))
    small_hours = on(TODAY, "01:00", "03:00")
    day = a_day(
        policy=policy, cases=(a_case(1, windows=(small_hours,)),), shifts=(a_shift(hours=night),)
    )
    planned = plan_days_here(repeated(day, DATES[:2]), BEELINE)

    assert dates_of(planned) == {}
    assert sum(len(each.plan.unassigned) for each in planned) == 1


@pytest.mark.parametrize("changed", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_week_in_which_daylight_saving_changes_is_exact_on_every_day(changed: date) -> None:
    some = tuple(
        a_case(
            n, service_seconds=6 * 3600, priority="must", approved_at=at("08:00", date(2026, 1, 5))
        )
        for n in range(1, 5)
    )
    dates = [changed + timedelta(days=n) for n in (-1, 0, 1, 2)]
    daily = a_policy(
        permitted_hours=dict.fromkeys(WEEKDAYS, a_policy().permitted_hours["mon"]),
        rest_days=frozenset(),
    )
    day = a_day(
        date=dates[0],
        cases=some,
        policy=daily,
        shifts=(a_shift(hours=on(dates[0], "09:00", "17:00")),),
    )
    planned = plan_days_here(repeated(day, dates), BEELINE)

    assert sorted(dates_of(planned).values()) == dates
    for each in planned:
        (route,) = each.plan.routes
        assert time(9) <= route.leaves.timetz().replace(tzinfo=None)
        assert route.ends.time() <= time(17)
        assert (route.ends.astimezone(UTC) - route.leaves.astimezone(UTC)).seconds >= 6 * 3600


def test_holidays_rest_days_and_days_without_anybody_are_skipped() -> None:
    holiday = TODAY + timedelta(days=1)  # a Wednesday
    off = TODAY + timedelta(days=2)

    def read_on(day: date) -> Reading:
        policy = a_policy(holidays=frozenset({holiday}), rest_days=frozenset({"sat", "sun"}))
        (there,) = repeated(a_day(policy=policy), [day])
        return Reading(there.model_copy(update={"shifts": ()}) if day == off else there, (), {})

    found = read_days(read_on(TODAY), read_on, 3)
    assert [reading.day.date for reading in found] == [
        TODAY, TODAY + timedelta(days=3), TODAY + timedelta(days=6),
    ]  # fmt: skip


def test_where_no_day_works_the_first_alone_is_planned() -> None:
    def read_on(day: date) -> Reading:
        return Reading(a_day(date=day, policy=a_policy(permitted_hours={})), (), {})

    assert [r.day.date for r in read_days(read_on(TODAY), read_on, 3)] == [TODAY]


def test_a_dated_shift_keeps_an_id_of_lawful_length_that_is_its_own() -> None:
    names = {dated_id(f"{'A' * 62}/{n}", day) for n in (1, 2) for day in DATES}
    assert len(names) == 6
    assert max(map(len, names)) == LONGEST_ID
    assert dated_id("A01/1", TODAY) == "A01/1 on 2026-11-24"


def test_two_agents_share_the_days_by_their_own_shifts() -> None:
    some = tuple(a_case(n, service_seconds=3 * 3600, priority="must") for n in range(1, 9))
    both = {"agents": (an_agent(1), an_agent(2)), "shifts": (a_shift(1), a_shift(2))}
    planned = plan_days_here(days(cases=some, **both), BEELINE)

    for each in planned:
        assert {route.shift_id for route in each.plan.routes} <= {"A01/1", "A02/1"}
        assert all(
            route.leaves.astimezone(ZONE).date() == each.plan.date for route in each.plan.routes
        )
    assert len(dates_of(planned)) == len(some)
