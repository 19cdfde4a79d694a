"""What may be said of a difference, who is dominated, and what one more costs."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from visitplan.domain.comparison import Compared, Figures
from visitplan.domain.plan import Cost
from visitplan.domain.scenario import Scenario
from visitplan.scenarios.differences import difference, is_dominated, verdict
from visitplan.scenarios.kin import TODAY, differing_keys, kin_of
from visitplan.scenarios.marginals import marginals_of


def figures(**changes: object) -> Figures:
    usual: dict[str, object] = {
        "cost": Cost(wage=10_000, unassigned=500), "on_duty": 2, "agents_used": 2, "visits": 9,
        "unassigned": 1, "ineligible": 0, "shift_seconds": 57_600, "paid_seconds": 30_000,
        "travel_seconds": 6000, "metres": 20_000, "waiting_seconds": 0, "early": 0, "late": 0,
        "repeated": 0,
    }  # fmt: skip
    return Figures.model_validate(usual | changes)


def compared(name: str, *totals: int, **changes: object) -> Compared:
    wage = min(totals) - 500
    cost = {"cost": Cost(wage=wage, unassigned=500)}
    return Compared(name=name, title=name, figures=figures(**cost | changes), totals=totals)


def test_a_difference_beyond_the_range_of_the_seeds_is_one() -> None:
    found = difference(compared("a", 9000, 9100), compared("b", 10_000, 10_050))
    assert (found.total, found.noise, found.verdict) == (-1000, 100, "cheaper")
    assert found.by_term["wage"] == -1000


def test_a_difference_within_the_range_of_either_is_none() -> None:
    for one, other in ((9900, 9990), (9900, 10_100)), ((9900, 10_100), (9990, 9995)):
        assert difference(compared("a", *one), compared("b", *other)).verdict == "none"


def test_of_one_seed_nobody_can_tell() -> None:
    found = difference(compared("a", 9000), compared("b", 10_000))
    assert (found.noise, found.verdict) == (None, "unknown")


@settings(deadline=None)
@given(st.integers(-1000, 1000), st.integers(0, 1000))
def test_a_verdict_turns_with_its_difference(total: int, noise: int) -> None:
    opposite = {"cheaper": "dearer", "dearer": "cheaper", "none": "none"}
    assert verdict(-total, noise) == opposite[verdict(total, noise)]


def test_who_visits_fewer_at_a_higher_cost_is_dominated() -> None:
    worse, better = compared("w", 11_000, visits=8), compared("b", 10_000, visits=9)
    assert is_dominated(worse, [worse, better])
    assert not is_dominated(better, [worse, better])


def test_equals_do_not_dominate_each_other() -> None:
    one, other = compared("a", 10_000), compared("b", 10_000)
    assert not is_dominated(one, [one, other])


def test_routes_by_hand_that_break_promises_dominate_nobody() -> None:
    unlawful = compared("h", 5000).model_copy(update={"broken": 3})
    assert not is_dominated(compared("a", 10_000), [unlawful])


def scenario(name: str, **changes: object) -> Scenario:
    return Scenario(name=name, title=name, changes=changes)


def test_neighbours_differ_by_one_change_and_today_is_everybodys() -> None:
    scenarios = (
        scenario("a", agents=8, shift_start="09:00"),
        scenario("b", agents=9, shift_start="09:00"),
        scenario("c", agents=9, shift_start="10:00"),
    )
    kin = kin_of(scenarios)
    assert kin[TODAY] == ("a", "b", "c")
    assert kin["a"] == (TODAY, "b")
    assert kin["b"] == (TODAY, "a", "c")


def test_a_missing_key_differs_from_any_value() -> None:
    assert differing_keys({"demand": None}, {}) == {"demand"}


def test_one_more_agent_costs_the_difference_divided_by_their_number() -> None:
    rows = {
        TODAY: compared("today", 10_000, 10_010, on_duty=2),
        "more": compared("more", 13_000, 13_010, on_duty=5),
    }
    (found,) = marginals_of(rows, [scenario("more", agents=5)])
    assert (found.unit, found.per_unit, found.number) == ("agent", 1000, 3)
    assert not found.is_noise


def test_steps_lead_from_one_amount_to_the_next_only() -> None:
    rows = {n: compared(n, 10_000, 10_001, on_duty=int(n)) for n in ("1", "2", "3")}
    found = marginals_of(rows, [scenario(n, agents=int(n)) for n in rows])
    assert [(each.less, each.more) for each in found] == [("1", "2"), ("2", "3")]


@pytest.mark.parametrize("key", ["windows_wider", "every_agent.wage", "streets.calibration"])
def test_other_changes_are_no_more_of_anything(key: str) -> None:
    rows = {TODAY: compared("today", 10_000), "x": compared("x", 11_000, on_duty=3)}
    assert marginals_of(rows, [Scenario(name="x", title="x", changes={key: "1"})]) == ()


def test_contacts_are_told_by_the_hour_that_is_paid() -> None:
    told = figures(contacts=3.0, paid_seconds=7200)
    assert told.contacts_per_paid_hour == 1.5
    assert figures(paid_seconds=0).contacts_per_paid_hour is None
