"""A re-planned day verified once more: facts stay facts, what is broken afterwards is not one."""

from typing import Any

import pytest

from builders import a_case, a_day, a_shift, an_agent, at, between
from laws.planned_here import plan_here
from laws.replanned_here import replan_here
from strategies import BEELINE
from visitplan.domain.day import Day
from visitplan.domain.event import Event
from visitplan.replanning.terms import Replan, ReplannedDay
from visitplan.replanning.verdict import verify_replanned

LATE = Event(kind="delayed", at=at("10:00"), agent_id="A01", delay_seconds=1800)
NOON = at("12:00")


def a_tight_day(**changes: Any) -> Day:
    windows = (between("10:00", "10:40"),)
    cases = (a_case(1, windows=windows), a_case(2), a_case(3, windows=(between("13:00", "15:00"),)))
    return a_day(**{"cases": cases, "agents": (an_agent(),), "shifts": (a_shift(),)} | changes)


@pytest.fixture(scope="module")
def new() -> ReplannedDay:
    day = a_tight_day()
    asked = Replan(old=plan_here(day, BEELINE).plan, events=(LATE,), at=NOON)
    return replan_here(day, BEELINE, asked)


def test_what_the_day_had_broken_is_a_fact_again(new: ReplannedDay) -> None:
    again = verify_replanned(a_tight_day(), BEELINE, new.planned.plan, (LATE,), at=NOON)

    assert new.facts
    assert again.facts == new.facts
    assert again.violations == ()


def test_what_is_edited_afterwards_is_a_violation(new: ReplannedDay) -> None:
    plan = new.planned.plan
    routes = tuple(
        route.model_copy(update={"paid_seconds": route.paid_seconds + 600}) for route in plan.routes
    )
    edited = plan.model_copy(update={"routes": routes})
    again = verify_replanned(a_tight_day(), BEELINE, edited, (LATE,), at=NOON)

    assert again.violations
