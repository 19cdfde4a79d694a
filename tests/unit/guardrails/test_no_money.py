"""What is owed, and what an agent earns or brings in, decides nothing and ranks nobody."""

from pathlib import Path
from typing import Any

import pytest

from builders import a_case, a_day, a_pay, a_shift, an_agent
from laws.planned_here import plan_here
from strategies import BEELINE
from unit.intake.day_folder import a_folder, case, cell, findings_of, read
from visitplan.cli.summary import routes_table
from visitplan.domain.agent import Agent
from visitplan.domain.case import Case
from visitplan.domain.contact import Contact
from visitplan.domain.day import Day
from visitplan.domain.plan import Cost, Plan
from visitplan.domain.policy import Penalties
from visitplan.domain.visit import Visit
from visitplan.intake.codes import Code
from visitplan.intake.forbidden import is_amount
from visitplan.render.route_view import route_views
from visitplan.render.scenery import Scenery
from visitplan.render.vectors import DrawnStreets
from visitplan.render.wording import wording_of
from visitplan.routing.statement import VisitTerms


@pytest.mark.parametrize("value", [Case, Contact, Agent, Visit, VisitTerms, Penalties, Cost])
def test_no_value_that_is_planned_with_has_a_place_for_an_amount_owed(value: Any) -> None:
    assert {field for field in value.model_fields if is_amount(field)} <= {"days_past_due"}


@pytest.mark.parametrize("header", ["amount_owed", "Balance", "欠款金额"])
def test_an_amount_that_is_handed_over_changes_nothing(tmp_path: Path, header: str) -> None:
    rich = tmp_path / "rich"
    owed = [case(header, value, row) for row, value in ((2, "1000000.00"), (3, "1.00"))]
    assert read(rich, *owed).day == read(tmp_path).day
    assert [each.code for each in findings_of(rich / "day")] == [Code.AMOUNT_IGNORED]


@pytest.mark.parametrize("ages", [(0, 400, 9), (9999, 0, 1)])
def test_how_long_a_debt_has_been_due_orders_nobody(ages: tuple[int, ...]) -> None:
    cases = tuple(a_case(n, days_past_due=age) for n, age in enumerate(ages, 1))
    assert plan_here(a_day(cases=cases), BEELINE).plan == plan_here(a_day(), BEELINE).plan


@pytest.mark.parametrize("fixed", [(0, 9000), (9000, 0)])
def test_agents_stand_in_the_order_of_their_shifts_whatever_they_cost(
    fixed: tuple[int, int],
) -> None:
    day = two_agents(*fixed)
    plan = plan_here(day, BEELINE).plan
    assert shifts_of(plan) == ["A01/1", "A02/1"]
    views = route_views(plan, day, Scenery({}, DrawnStreets(()), "as the crow flies"))
    assert [view.shift.id for view in views] == shifts_of(plan)


def test_no_column_of_the_routes_tells_what_an_agent_brings_in() -> None:
    told = " ".join(str(column.header) for column in routes_table_of(two_agents(0, 0)).columns)
    assert not any(word in told for word in ("collected", "recovered", "promises", "rank", "score"))


def test_no_agent_has_a_column_for_what_was_collected(tmp_path: Path) -> None:
    folder = a_folder(tmp_path, cell("agents.csv", 2, "collected", "500"))
    assert [each.code for each in findings_of(folder)] == [Code.COLUMN_UNKNOWN]


def two_agents(first: int, second: int) -> Day:
    """Return a day on which each of two agents has a visit that nobody else may make."""
    return a_day(
        cases=tuple(
            a_case(n, priority="must", allowed_agents=frozenset({f"A0{n}"})) for n in (1, 2)
        ),
        agents=(an_agent(1), an_agent(2)),
        shifts=(a_shift(1, pay=a_pay(fixed=first)), a_shift(2, pay=a_pay(fixed=second))),
    )


def shifts_of(plan: Plan) -> list[str]:
    return [route.shift_id for route in plan.routes]


def routes_table_of(day: Day) -> Any:
    plan = plan_here(day, BEELINE).plan
    return routes_table(plan, wording_of(plan))
