"""A no is as easy to note as a yes: one tap away, first in the list, and counted against nobody."""

import re

import pytest

from builders import a_day
from laws.planned_here import plan_here
from strategies import BEELINE
from visitplan.app.pages import rendered
from visitplan.domain.agent import Agent, Pay, Shift
from visitplan.domain.case import HOLDS
from visitplan.domain.plan import Route
from visitplan.domain.value import Value
from visitplan.render.outcomes import OUTCOMES

CODES = [outcome.code for group in OUTCOMES for outcome in group.outcomes]
HOLD_OF = {outcome.code: outcome.hold for group in OUTCOMES for outcome in group.outcomes}


def the_stops() -> list[str]:
    """Return what each stop of an agent's page shows."""
    planned = plan_here(a_day(), BEELINE)
    page = rendered(planned, BEELINE)["agent-A01-1.html"].decode()
    return page.split('<li class="card" id="stop-')[1:]


STOPS = the_stops()


def test_asked_to_leave_is_the_first_of_all_outcomes() -> None:
    assert CODES[0] == "ASKEDLEAVE"


@pytest.mark.parametrize("code", ["ASKEDLEAVE", "HARDSHIP", "PTP", "PLAN"])
def test_every_outcome_is_one_tap_from_the_stop(code: str) -> None:
    assert STOPS
    for stop in STOPS:
        (opened,) = re.findall(r"What came of it</summary>(.*?)</details>", stop, re.DOTALL)
        assert f">{code}<" in opened
        assert "<details" not in opened


def test_hardship_and_a_no_stand_before_any_promise() -> None:
    promise = min(CODES.index("PTP"), CODES.index("PART"))
    assert max(CODES.index(code) for code in ("HARDSHIP", "REFUSED", "CEASE")) < promise


@pytest.mark.parametrize("code", ["ASKEDLEAVE", "HARDSHIP", "CEASE", "VULNERABLE", "DISPUTE"])
def test_who_says_no_or_is_in_need_is_held_at_once(code: str) -> None:
    assert HOLD_OF[code] in HOLDS


@pytest.mark.parametrize("code", ["PTP", "PART"])
def test_a_promise_is_no_reason_for_another_visit(code: str) -> None:
    assert HOLD_OF[code] is None


@pytest.mark.parametrize("value", [Agent, Shift, Pay, Route])
def test_no_agent_is_scored_or_paid_by_what_comes_of_a_visit(value: type[Value]) -> None:
    told = {"score", "promises", "outcomes", "collected", "bonus", "commission", "target", "rank"}
    assert not told & value.model_fields.keys()
