"""Laws: every plan of every day is true, complete, and the same whenever it is made again."""

import random
from collections import Counter
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from builders import a_case, a_day, a_shift, an_agent
from laws.planned_here import NOWHERE_FROM, plan_here
from strategies import BEELINE, days, travels
from visitplan.domain.day import Day, Engine, SearchLimits
from visitplan.domain.plan import Plan
from visitplan.domain.travel import Travel
from visitplan.planning.story import plan_day
from visitplan.verification.verifier import verify


@given(days(), travels())
def test_the_verifier_finds_nothing_in_any_plan(day: Day, travel: Travel) -> None:
    planned = plan_here(day, travel)

    assert verify(*planned) == ()


@given(days(), travels())
def test_no_case_is_lost_or_doubled(day: Day, travel: Travel) -> None:
    plan = plan_here(day, travel).plan

    assert Counter(placed(plan)) == Counter(case.id for case in day.cases)


def placed(plan: Plan) -> list[str]:
    return [
        *(stop.case_id for route in plan.routes for stop in route.stops),
        *(visit.case_id for visit in plan.unassigned),
        *(case.case_id for case in plan.ineligible),
    ]


@given(days(), travels())
def test_equal_input_and_work_give_a_byte_equal_plan(day: Day, travel: Travel) -> None:
    day = unhurried(day)

    assert as_bytes(day, travel) == as_bytes(day, travel)


@given(days(), travels(), st.randoms())
def test_the_order_of_the_rows_is_irrelevant(
    day: Day, travel: Travel, chance: random.Random
) -> None:
    day = unhurried(day)

    assert as_bytes(shuffled(day, chance), travel) == as_bytes(day, travel)


@pytest.mark.parametrize("engine", ["own", "ortools"])
def test_larger_days_are_planned_alike_twice_by_either_engine(engine: Engine) -> None:
    some = tuple(a_case(n, service_seconds=600 + 60 * n) for n in range(1, 25))
    day = a_day(cases=some, agents=(an_agent(1), an_agent(2)), shifts=(a_shift(1), a_shift(2)))
    backwards = day.model_copy(update={"cases": some[::-1], "shifts": day.shifts[::-1]})

    assert as_bytes(unhurried(day, engine), BEELINE) == as_bytes(
        unhurried(backwards, engine), BEELINE
    )


def unhurried(day: Day, engine: Engine = "own") -> Day:
    """Leave the search so much time that only its work can end it."""
    limits = SearchLimits(seconds=600, work=1, seed=day.limits.seed, engine=engine)
    return day.model_copy(update={"limits": limits})


def as_bytes(day: Day, travel: Travel) -> bytes:
    return plan_here(day, travel).plan.model_dump_json().encode()


def shuffled(day: Day, chance: random.Random) -> Day:
    rows: dict[str, Any] = {"cases": day.cases, "agents": day.agents, "shifts": day.shifts}
    rows["pins"] = day.pins
    return day.model_copy(
        update={name: tuple(chance.sample(row, len(row))) for name, row in rows.items()}
    )


@settings(max_examples=3, phases=[Phase.generate])
@given(days(most=4))
def test_a_plan_made_in_a_process_of_its_own_is_the_same(day: Day) -> None:
    apart = plan_day(unhurried(day), BEELINE, provenance=NOWHERE_FROM).plan

    assert apart.model_dump_json().encode() == as_bytes(unhurried(day), BEELINE)
