"""Laws: nothing of a shift is lost in the hours of agents, and nothing counted twice."""

from hypothesis import given, settings

from laws.planned_here import plan_here
from strategies import days, travels
from visitplan.domain.day import Day
from visitplan.domain.travel import Travel
from visitplan.scenarios.figures import changes_between, figures_of
from visitplan.scenarios.utilisation import use_of

KINDS = ("drive", "serve", "wait", "rest", "idle")


@settings(max_examples=25)
@given(days(5), travels())
def test_all_uses_of_an_agents_hours_are_his_shifts(day: Day, travel: Travel) -> None:
    planned = plan_here(day, travel)
    spent = use_of(planned.day, planned.plan)
    for agent in day.agents:
        own = [use for use in spent if use.agent_id == agent.id]
        shifts = [s.hours.seconds for s in day.shifts if s.agent_id == agent.id]
        assert sum(getattr(use, kind) for use in own for kind in KINDS) == sum(shifts)
        assert all(sum(getattr(use, kind) for kind in KINDS) <= 3600 for use in own)


@settings(max_examples=10)
@given(days(5), travels())
def test_a_plan_differs_from_itself_in_nothing(day: Day, travel: Travel) -> None:
    planned = plan_here(day, travel)
    assert changes_between(planned.plan, planned.plan) == ()
    figures = figures_of(planned.day, planned.plan)
    assert figures.running + planned.plan.cost.unassigned == planned.plan.cost.total
    assert figures.visits + figures.unassigned + figures.ineligible == len(day.cases)
