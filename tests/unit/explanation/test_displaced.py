"""Visits that are possible alone: what serving them costs, and what would make them worth it."""

import pytest
from one_case import a_visited_day, explained, matrices

from builders import a_policy, a_shift
from visitplan.domain.day import Day
from visitplan.domain.pin import Pin
from visitplan.domain.plan import Insertion
from visitplan.domain.policy import Penalties
from visitplan.eligibility.gate import gate
from visitplan.explanation.explain import explain

PENALTIES = Penalties(must=100_000, high=12_000, normal=6_000, low=3_000)


def a_day_with(priority: str = "low", **changes: object) -> Day:
    return a_visited_day(shifts=[a_shift()], case={"priority": priority}, **changes)


def at_extra_cost(extra_cost: int | None, *instead_of: str) -> Insertion:
    return Insertion(case_id="C001", shift_id="A01/1", extra_cost=extra_cost, instead_of=instead_of)


def test_a_visit_dearer_than_its_penalty_is_left_out_and_both_prices_are_told() -> None:
    unassigned = explained(a_day_with(), at_extra_cost(4_240))

    assert (unassigned.kind, unassigned.rule) == ("displaced", "penalty")
    assert (unassigned.extra_cost, unassigned.penalty) == (4_240, 3_000)
    assert unassigned.reason == (
        "serving it on A01/1 costs €42.40 more, leaving it out €30.00;"
        " it would be worth its way if its priority were normal"
    )


@pytest.mark.parametrize(
    ("extra_cost", "condition"),
    [
        (3_000, "if its priority were normal"),
        (6_000, "if its priority were high"),
        (12_000, "if its priority were must"),
        (100_000, "if its penalty were at least €1,000.01"),
    ],
)
def test_the_lowest_priority_that_would_pay_for_it_is_named(
    extra_cost: int, condition: str
) -> None:
    assert explained(a_day_with(), at_extra_cost(extra_cost)).reason.endswith(condition)


def test_with_that_priority_it_would_have_been_served() -> None:
    unassigned = explained(a_day_with("normal"), at_extra_cost(4_240))

    assert unassigned.rule == "search"
    assert unassigned.reason == (
        "serving it on A01/1 costs €42.40 more, less than leaving it out (€60.00);"
        " a longer search would gain by it"
    )


def test_a_visit_that_fits_only_instead_of_others_names_them() -> None:
    unassigned = explained(a_day_with(), at_extra_cost(None, "C007", "C009"))

    assert (unassigned.kind, unassigned.rule) == ("displaced", "room")
    assert unassigned.instead_of == ("C007", "C009")
    assert unassigned.reason == (
        "it fits A01/1 only instead of C007 and C009;"
        " it would be possible if C007 and C009 were left out"
    )


@pytest.mark.parametrize("insertion", [None, at_extra_cost(None)])
def test_a_visit_without_room_asks_for_one_more_shift_that_could_serve_it(
    insertion: Insertion | None,
) -> None:
    unassigned = explained(a_day_with(), insertion)

    assert unassigned.rule == "room"
    assert unassigned.reason.endswith("if one more shift like A01/1 were on duty")


def test_an_order_that_stands_in_the_way_is_part_of_the_condition() -> None:
    day = a_day_with(pins=(Pin(case_id="C001", after="C002"),))
    other = day.cases[0].model_copy(update={"id": "C002"})
    both = day.model_copy(update={"cases": (*day.cases, other)})

    first, _second = explain(both, gate(both).visits, matrices(), {})
    assert first.reason.endswith(
        "if it were not pinned after C002 and one more shift like A01/1 were on duty"
    )


def test_a_currency_without_minor_units_is_written_without_them() -> None:
    day = a_day_with(currency="JPY", policy=a_policy(penalties=PENALTIES))

    assert "costs ¥4,240 more, leaving it out ¥3,000" in explained(day, at_extra_cost(4_240)).reason
