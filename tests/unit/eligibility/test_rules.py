"""Each rule of the gate alone: a case that it lets pass, and one that it refuses."""

from datetime import date, time

import pytest

from builders import TODAY, a_case, a_day, a_place, a_policy, at, between
from visitplan.domain.case import HOLDS, Case
from visitplan.domain.day import Day
from visitplan.domain.window import ClockSpan
from visitplan.eligibility import rules
from visitplan.eligibility.candidate import Candidate, Circumstances
from visitplan.eligibility.ledger import ledger_of
from visitplan.eligibility.refusal import Objection

YESTERDAY, TOMORROW = date(2026, 11, 23), date(2026, 11, 25)


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_no_rule_refuses_an_approved_case_on_a_working_day(rule: rules.Rule) -> None:
    assert asked(rule) == []


def asked(rule: rules.Rule, case: Case | None = None, day: Day | None = None) -> list[Objection]:
    day = day or a_day()
    ledger = ledger_of(day.contacts, day.cases, day.time_zone)
    return list(rule(Candidate(case or a_case(), Circumstances(day, ledger))))


def refusals(case: Case, day: Day) -> set[str]:
    return {rule.__name__ for rule in rules.RULES if asked(rule, case, day)}


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("status_is_visitable", {"status": "proposed"}),
        ("status_is_visitable", {"status": "withdrawn"}),
        ("approval_is_named", {"approved_by": None}),
        ("approval_is_named", {"approved_at": None}),
        ("approval_has_begun", {"approved_at": at("00:00", TOMORROW)}),
        ("approval_has_not_expired", {"approved_until": at("23:59", YESTERDAY)}),
        ("place_is_known", {"place": a_place(problem="it lies 900 m from any street")}),
        ("place_is_known", {"place": a_place(point=None)}),
        ("hours_are_left_for_the_visit", {"windows": (between("20:00", "21:00"),)}),
        ("hours_are_left_for_the_visit", {"windows": (between("10:00", "10:14"),)}),
        ("hours_are_left_for_the_visit", {"windows": (between("06:00", "08:14"),)}),
        ("hours_are_left_for_the_visit", {"approved_until": at("08:14")}),
        ("hours_are_left_for_the_visit", {"approved_at": at("19:46")}),
        ("hours_are_left_for_the_visit", {"approved_until": at("07:00")}),
    ],
)
def test_a_rule_refuses_what_it_forbids_and_no_other_rule_does(
    rule: str, changes: dict[str, object]
) -> None:
    assert refusals(a_case(**changes), a_day()) == {rule}


@pytest.mark.parametrize(
    "changes",
    [
        {"approved_at": at("23:59", TODAY).replace(hour=9)},
        {"approved_until": at("08:15")},
        {"approved_until": None},
        {"windows": (between("10:00", "10:15"),)},
        {"windows": (between("06:00", "07:00"), between("18:00", "19:00"))},
    ],
)
def test_the_last_minute_that_still_fits_is_lawful(changes: dict[str, object]) -> None:
    assert refusals(a_case(**changes), a_day()) == set()


@pytest.mark.parametrize("hold", HOLDS)
def test_every_hold_stops_a_visit_and_is_named(hold: str) -> None:
    (objection,) = asked(rules.no_hold_is_on, a_case(holds=(hold,)))

    assert hold in objection.reason


def test_a_hold_that_the_policy_does_not_block_stops_nothing() -> None:
    day = a_day(policy=a_policy(blocking_holds=frozenset({"dispute"})))

    assert asked(rules.no_hold_is_on, a_case(holds=("paid",)), day) == []


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        ("day_is_no_rest_day", {"rest_days": frozenset({"tue"})}),
        ("day_is_no_holiday", {"holidays": frozenset({TODAY})}),
        ("day_has_permitted_hours", {"permitted_hours": {}}),
    ],
)
def test_a_day_of_rest_stops_every_visit(rule: str, changes: dict[str, object]) -> None:
    assert refusals(a_case(), a_day(policy=a_policy(**changes))) == {rule}


def test_a_window_that_bounds_only_the_arrival_may_be_shorter_than_the_visit() -> None:
    case = a_case(windows=(between("10:00", "10:05"),), service_seconds=3600)

    assert refusals(case, a_day()) == {"hours_are_left_for_the_visit"}
    assert refusals(case, a_day(policy=a_policy(window_bounds="start"))) == set()


def test_the_permitted_hours_bound_the_whole_stay_even_where_windows_bound_the_arrival() -> None:
    day = a_day(policy=a_policy(window_bounds="start"))

    assert refusals(a_case(windows=(between("19:30", "19:45"),)), day) == set()
    assert refusals(a_case(windows=(between("19:46", "20:30"),)), day) == {
        "hours_are_left_for_the_visit"
    }


def test_hours_that_touch_are_one_stretch_for_a_stay() -> None:
    morning = ClockSpan(opening=time(9), closing=time(12))
    afternoon = ClockSpan(opening=time(12), closing=time(15))
    day = a_day(policy=a_policy(permitted_hours={"tue": (afternoon, morning)}))

    assert refusals(a_case(windows=(between("11:50", "12:10"),)), day) == set()


@pytest.mark.parametrize("rule", rules.RULES, ids=lambda rule: rule.__name__)
def test_no_reason_tells_a_name_or_an_address(rule: rules.Rule) -> None:
    case = a_case(
        status="proposed",
        approved_by="Approver Secret",
        approved_until=at("10:00", YESTERDAY),
        holds=("paid",),
        customer="Customer Secret",
        place=a_place(address="Secret Street 1", point=None),
    )

    assert not any("Secret" in objection.reason for objection in asked(rule, case))
