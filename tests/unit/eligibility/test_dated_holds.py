"""A hold with dates blocks from its first day until its last, or until somebody named lifts it."""

from datetime import date, timedelta
from typing import Any

import pytest

from builders import TODAY, a_case, a_day, a_policy
from visitplan.domain.case import DatedHold
from visitplan.domain.day import Day
from visitplan.domain.terms import HoldRule
from visitplan.eligibility.gate import gate

NEVER = None
LIFTED = {"lifted_by": "M. Meyer", "lifted_on": TODAY}


def on(days: int) -> date:
    return TODAY + timedelta(days=days)


def a_held_day(*rules: HoldRule, hold: str = "hospital", **dates: Any) -> Day:
    held = DatedHold.model_validate({"hold": hold} | dates)
    return a_day(policy=a_policy(hold_rules=rules), cases=(a_case(1, dated_holds=(held,)),))


def lawful_from(day: Day) -> list[date | None]:
    return [each.lawful_from for refused in gate(day).ineligible for each in refused.refusals]


@pytest.mark.parametrize(
    "dates",
    [
        {"starts": on(1)},
        {"ends": on(-1)},
        {"starts": on(-9), "ends": on(-1)},
        LIFTED,
        LIFTED | {"lifted_on": on(-5), "starts": on(-9), "ends": on(9)},
    ],
)
def test_before_its_first_day_after_its_last_and_once_lifted_it_stops_nothing(
    dates: dict[str, Any],
) -> None:
    assert lawful_from(a_held_day(**dates)) == []


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        ({"starts": TODAY}, NEVER),
        ({"ends": TODAY}, on(1)),
        ({"starts": on(-9), "ends": on(5)}, on(6)),
        ({"lifted_on": TODAY}, NEVER),
        ({"lifted_by": "M. Meyer"}, NEVER),
        (LIFTED | {"lifted_on": on(2)}, on(2)),
        (LIFTED | {"lifted_on": on(2), "ends": TODAY}, on(1)),
    ],
)
def test_else_it_stops_the_visit_and_tells_the_first_day_without_it(
    dates: dict[str, Any], first: date | None
) -> None:
    assert lawful_from(a_held_day(**dates)) == [first]


def test_one_that_nobody_could_name_is_ended_by_no_date_but_by_who_lifts_it() -> None:
    assert lawful_from(a_held_day(hold="unknown", ends=on(-1))) == [NEVER]
    assert lawful_from(a_held_day(hold="unknown", **LIFTED)) == []


@pytest.mark.parametrize(
    ("dates", "first"),
    [
        ({"starts": on(-10), "ends": on(-5)}, on(50)),
        ({"starts": on(-10), "ends": on(80)}, on(81)),
        ({"ends": on(-1)}, NEVER),
        ({"starts": on(-99)}, NEVER),
    ],
)
def test_it_lasts_as_long_as_the_rules_ask_for(dates: dict[str, Any], first: date | None) -> None:
    sixty = HoldRule(hold="moratorium", days=60)
    assert lawful_from(a_held_day(sixty, hold="moratorium", **dates)) == [first]


def test_once_it_lasted_as_long_as_the_rules_ask_for_it_ends_as_the_case_says() -> None:
    sixty = HoldRule(hold="moratorium", days=60)
    dates = {"starts": on(-60), "ends": on(-30)}
    assert lawful_from(a_held_day(sixty, hold="moratorium", **dates)) == []


def test_what_the_rules_keep_until_it_is_lifted_no_date_ends() -> None:
    assert lawful_from(a_held_day(HoldRule(hold="hospital"), ends=on(-1))) == [NEVER]


@pytest.mark.parametrize(("role", "may"), [("head", True), ("agent", False), (None, False)])
def test_only_whom_the_rules_name_lifts_it(role: str | None, may: bool) -> None:
    rule = HoldRule(hold="hospital", days=1, lifted_by=frozenset({"head"}))
    assert (lawful_from(a_held_day(rule, lifted_role=role, **LIFTED)) == []) is may


def test_a_bare_hold_beside_a_dated_one_of_its_kind_still_blocks() -> None:
    over = DatedHold(hold="dispute", ends=on(-1))
    case = a_case(1, holds=("dispute",), dated_holds=(over,))
    assert lawful_from(a_day(cases=(case,))) == [NEVER]


def test_the_reason_says_since_when_and_until_when() -> None:
    (refused,) = gate(a_held_day(starts=on(-2), ends=on(3))).ineligible
    assert refused.refusals[0].reason == f"on hold: hospital (since {on(-2)}; until {on(3)})"
