"""A call, a letter or time comes first where rules or history say so; each sign by a pair."""

from typing import Any

import pytest

from unit.burden.planned_visits import CALLED, a_contact, planned, the_case
from visitplan.burden.remote import COMES_FIRST
from visitplan.burden.story import burden_of
from visitplan.domain.burden import RemoteStep
from visitplan.domain.contact import Contact
from visitplan.eligibility.rules import RULES


def steps(*contacts: Contact, clock: str | None = "10:30", **case: Any) -> list[RemoteStep]:
    """Return what comes first for a case that is visited at a time, or left out."""
    subject = the_case(**case)
    visits, left_out = ([(subject, clock)], []) if clock else ([], [subject])
    return list(burden_of([planned(visits, left_out, contacts=contacts)]).steps)


def refused(*rules: str) -> list[tuple[str, str]]:
    told = burden_of([planned(refused=[(the_case(), rules)])]).steps
    return [(each.step, each.reason) for each in told]


def test_who_was_called_in_vain_long_ago_may_be_visited() -> None:
    assert steps(CALLED) == []


def test_whom_nobody_has_called_is_called_first() -> None:
    (told,) = steps(a_contact(40, "letter", reached=True))
    assert (told.fate, told.step) == ("planned", "call")
    assert "nobody has called" in told.reason


@pytest.mark.parametrize(("days", "told"), [(30, ["call"]), (31, [])])
def test_who_answered_the_phone_this_month_is_called_first(days: int, told: list[str]) -> None:
    assert [each.step for each in steps(a_contact(days, "call", reached=True))] == told


@pytest.mark.parametrize(
    ("clocks", "told"),
    [(("10:00", "11:30"), ["letter"]), (("10:00", "12:01"), []), (("10:00",), [])],
)
def test_where_nobody_opened_twice_at_this_hour_one_writes(
    clocks: tuple[str, ...], told: list[str]
) -> None:
    closed = [a_contact(40 + n, clock=clock) for n, clock in enumerate(clocks)]
    assert [each.step for each in steps(CALLED, *closed)] == told


def test_where_somebody_opened_at_this_hour_nobody_writes_for_that() -> None:
    assert steps(CALLED, a_contact(40, reached=True), a_contact(50, reached=True)) == []


def test_a_visit_that_is_not_planned_has_no_hour_to_be_wrong() -> None:
    assert steps(CALLED, a_contact(40), a_contact(50), clock=None) == []


@pytest.mark.parametrize(("days", "told"), [(6, ["wait"]), (7, [])])
def test_a_notice_of_this_week_may_still_be_answered(days: int, told: list[str]) -> None:
    notice = a_contact(days, "letter", notice=True)
    assert [each.step for each in steps(CALLED, notice)] == told


@pytest.mark.parametrize(("rule", "step"), COMES_FIRST.items())
def test_a_rule_that_asks_for_something_else_first_is_told_in_its_own_words(
    rule: str, step: str
) -> None:
    assert refused(rule) == [(step, f"{rule}, said")]


@pytest.mark.parametrize("rule", ["no_hold_is_on", "visits_are_not_banned", "status_is_visitable"])
def test_who_is_not_to_be_visited_anyway_gets_no_call_instead(rule: str) -> None:
    assert refused(rule, "notices_are_sent") == []


def test_every_rule_that_is_looked_for_is_one_of_the_gate() -> None:
    assert COMES_FIRST.keys() <= {rule.__name__ for rule in RULES}
