"""What of a start is not feasible is left out of it, and said by kind with its cases."""

from typing import Any

import pytest

from builders import a_case, a_day, a_policy, a_shift, an_agent, at, between
from strategies import BEELINE
from visitplan.domain.day import Day, HandRoute
from visitplan.domain.pin import Pin
from visitplan.domain.start import Start
from visitplan.eligibility.gate import gate
from visitplan.planning.ground import measure, shifts_on_duty
from visitplan.routing.beginning import Beginning, begin_with
from visitplan.routing.stating import state_day

ALL = ("C001", "C002", "C003")


def begun(day: Day, *case_ids: str) -> tuple[Beginning, tuple[str, ...]]:
    """Return the beginning, and its one route by case."""
    admission = gate(day)
    stated = state_day(day, admission.visits, shifts_on_duty(day, admission), measure(day, BEELINE))
    start = Start(file="old.json", routes=(HandRoute(shift_id="A01/1", case_ids=case_ids),))
    found = begin_with(stated, admission, start)
    return found, tuple(stated.visits[n].case_id for order in found.orders for n in order)


def test_a_feasible_start_is_taken_as_it_is() -> None:
    found, cases = begun(a_day(), "C003", "C001", "C002")
    assert cases == ("C003", "C001", "C002")
    assert found.findings == ()


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"holds": ("dispute",)}, "VP-ST-001: 1 visit not allowed this day"),
        ({"windows": (between("18:30", "19:30"),)}, "VP-ST-003: 1 visit beyond every shift"),
        ({"skills": frozenset({"legal"})}, "VP-ST-003"),
        ({"windows": (between("09:00", "09:30"),)}, "VP-ST-005: 1 visit too late"),
    ],
    ids=["on hold", "after the shifts", "a skill that nobody has", "too late where it stands"],
)
def test_a_visit_that_does_not_fit_is_left_out_and_told(changes: dict[str, Any], told: str) -> None:
    day = a_day(cases=(a_case(1), a_case(2), a_case(3, **changes)))
    found, cases = begun(day, *ALL)

    assert cases == ("C001", "C002")
    (finding,) = found.findings
    assert f"old.json: warning {told}" in str(finding)
    assert "C003" in finding.problem


def test_a_visit_of_another_agent_is_left_out_of_this_route() -> None:
    day = a_day(
        agents=(an_agent(1), an_agent(2)),
        shifts=(a_shift(1), a_shift(2)),
        pins=(Pin(case_id="C002", agent_id="A02"),),
    )
    found, cases = begun(day, *ALL)
    assert cases == ("C001", "C003")
    assert [finding.code for finding in found.findings] == ["VP-ST-004"]


def test_a_pinned_order_is_kept_before_the_start_is() -> None:
    day = a_day(pins=(Pin(case_id="C001", after="C003"),))
    found, cases = begun(day, "C001", "C003", "C002")
    assert cases == ("C001", "C002")
    assert [finding.code for finding in found.findings] == ["VP-ST-006"]


def test_a_barred_shift_begins_with_nothing() -> None:
    day = a_day(policy=a_policy(required_credentials=frozenset({"card"})))
    found, cases = begun(day, "C001")
    assert cases == ()
    assert "VP-ST-007" in [finding.code for finding in found.findings]


def test_more_visits_than_a_shift_may_make_are_told() -> None:
    found, cases = begun(a_day(shifts=(a_shift(maximum_visits=2),)), *ALL)
    assert len(cases) == 2
    assert [finding.code for finding in found.findings] == ["VP-ST-005"]


def test_pinned_times_count_where_a_start_is_repaired() -> None:
    late = Pin(case_id="C001", not_before=at("15:00"), not_after=at("15:05"))
    found, cases = begun(a_day(pins=(late,)), *ALL)
    assert cases == ("C001", "C002", "C003")
    assert found.findings == ()
