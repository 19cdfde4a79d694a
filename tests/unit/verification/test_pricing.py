"""What a route costs, against sums done by hand."""

from datetime import date, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builders import at, between
from visitplan.domain.agent import OvertimeTier, Pay
from visitplan.domain.plan import Cost, TakenBreak
from visitplan.domain.window import TimeWindow
from visitplan.verification.pricing import Bill, minor_units, price_route

HOUR = 3600
TIERS = (
    OvertimeTier(beyond_seconds=8 * HOUR, premium_per_hour=500),
    OvertimeTier(beyond_seconds=10 * HOUR, premium_per_hour=1000),
)


def a_bill(pay: Pay, **changes: Any) -> Bill:
    """Price a route from 09:00 to 11:00 with 10 km and 3 visits in a shift of 8 hours."""
    defaults: dict[str, Any] = {
        "leaves": at("09:00"),
        "ends": at("11:00"),
        "breaks": (),
        "unpaid_owed_seconds": 0,
        "metres": 10_000,
        "visits": 3,
        "disliked": 0,
        "not_preferred": 0,
    }
    return price_route(pay, between("09:00", "17:00"), **defaults | changes)


def a_break(start: str, end: str, *, paid: bool) -> TakenBreak:
    return TakenBreak(start=at(start), end=at(end), paid=paid)


def test_every_term_is_priced_by_its_own_rate() -> None:
    pay = Pay(fixed=2000, wage_per_hour=2150, rate_per_km=55, expenses_per_visit=120)
    bill = a_bill(pay, disliked=2, not_preferred=300)
    assert bill.cost == Cost(fixed=2000, wage=4300, distance=550, expenses=360, preference=600)
    assert bill.paid_seconds == 2 * HOUR
    assert bill.ticks == bill.cost.total * 18_000


def test_an_unpaid_break_is_taken_off_and_a_paid_one_is_not() -> None:
    breaks = (a_break("09:30", "10:00", paid=False), a_break("10:00", "10:15", paid=True))
    assert a_bill(Pay(wage_per_hour=3600), breaks=breaks).paid_seconds == 5400


def test_the_minimum_lifts_the_pay_of_a_short_route_only() -> None:
    assert a_bill(Pay(wage_per_hour=1, minimum_paid_seconds=7201)).paid_seconds == 7201
    assert a_bill(Pay(wage_per_hour=1, minimum_paid_seconds=7199)).paid_seconds == 7200


def test_time_that_only_the_minimum_pays_for_is_no_overtime() -> None:
    pay = Pay(wage_per_hour=1000, minimum_paid_seconds=9 * HOUR, overtime=TIERS)
    bill = a_bill(pay)
    assert (bill.cost.wage, bill.cost.overtime) == (9000, 0)


@pytest.mark.parametrize(
    ("worked_until", "premium"),
    [("17:00", 0), ("17:30", 250), ("19:00", 1000), ("20:00", 2000), ("21:00", 3000)],
)
def test_each_overtime_tier_rules_until_the_next_takes_over(
    worked_until: str, premium: int
) -> None:
    bill = a_bill(Pay(wage_per_hour=1000, overtime=TIERS), ends=at(worked_until))
    assert bill.cost.overtime == premium


def test_a_shift_is_paid_whole_but_for_its_unpaid_breaks() -> None:
    bill = a_bill(Pay(wage_per_hour=1000, paid="shift"), unpaid_owed_seconds=1800)
    assert (bill.paid_seconds, bill.cost.wage) == (27_000, 7500)


def test_a_shift_paid_whole_has_its_overtime_too() -> None:
    tier = OvertimeTier(beyond_seconds=7 * HOUR, premium_per_hour=500)
    bill = a_bill(Pay(wage_per_hour=1000, paid="shift", overtime=(tier,)))
    assert bill.cost.overtime == 500


def test_a_route_that_ends_before_it_leaves_is_worth_its_fixed_price() -> None:
    bill = a_bill(Pay(fixed=100, wage_per_hour=1000), ends=at("08:00"), metres=0)
    assert (bill.paid_seconds, bill.cost.total) == (0, 100)


@pytest.mark.parametrize(("ticks", "rounded"), [(0, 0), (8999, 0), (9000, 1), (26_999, 1)])
def test_half_a_minor_unit_is_rounded_up(ticks: int, rounded: int) -> None:
    assert minor_units(ticks) == rounded


def test_terms_are_rounded_one_by_one_and_the_ticks_are_not() -> None:
    bill = a_bill(Pay(wage_per_hour=1, rate_per_km=1), ends=at("09:30"), metres=500)
    assert (bill.cost.wage, bill.cost.distance) == (1, 1)
    assert bill.ticks == 18_000


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 10, 25), 3), (date(2026, 3, 29), 1)])
def test_hours_that_daylight_saving_repeats_or_skips_are_paid_as_they_elapse(
    day: date, hours: int
) -> None:
    zone = ZoneInfo("Europe/Helsinki")
    leaves, ends = (datetime(day.year, day.month, day.day, h, 30, tzinfo=zone) for h in (2, 4))
    whole = TimeWindow(opening=leaves, closing=ends)
    for paid in ("route", "shift"):
        bill = price_route(
            Pay(wage_per_hour=1000, paid=paid),
            whole,
            leaves=leaves,
            ends=ends,
            breaks=(),
            unpaid_owed_seconds=0,
            metres=0,
            visits=1,
            disliked=0,
            not_preferred=0,
        )
        assert (bill.paid_seconds, bill.cost.wage) == (hours * HOUR, hours * 1000)


@given(
    wage=st.integers(0, 10**6),
    rate=st.integers(0, 10**4),
    metres=st.integers(0, 10**6),
    minutes=st.integers(0, 59),
)
def test_ticks_are_the_exact_cost_in_fractions(
    wage: int, rate: int, metres: int, minutes: int
) -> None:
    ends = at(f"10:{minutes:02}")
    bill = a_bill(Pay(wage_per_hour=wage, rate_per_km=rate), ends=ends, metres=metres)
    exact = Fraction(wage * (60 + minutes), 60) + Fraction(rate * metres, 1000)
    assert Fraction(bill.ticks, 18_000) == exact
    assert abs(bill.cost.total - exact) <= 1
