"""Laws: days planned at once lose no case, keep every rule between them, and cost no more."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from builders import TODAY
from laws.planned_here import plan_here
from several_days import plan_days_here, repeated, visited
from strategies import days, travels
from visitplan.domain.attempts import as_told, visits_of
from visitplan.domain.balance import Balance
from visitplan.domain.case import Case
from visitplan.domain.day import Day, SearchLimits
from visitplan.domain.plan import TICKS_PER_MINOR_UNIT, Elsewhere, Plan
from visitplan.domain.terms import Cap, MinimumGap
from visitplan.domain.travel import Travel
from visitplan.planning.terms import PlannedDay
from visitplan.verification.verifier import verify

GAP = MinimumGap(days=2, per="debtor", counts="attempts")
WEEKLY = Cap(maximum=1, calendar="week", per="household", counts="contacts")
ROLLING = Cap(maximum=2, days=3, per="debtor", counts="attempts")


@st.composite
def horizons(draw: st.DrawFn, most: int = 5) -> tuple[Day, ...]:
    """A small day on one to three dates, some of its cases of one debtor, under rules between."""
    day = draw(days(most=most))
    debtor = st.sampled_from(["D1", "D2", "D3", "D4", "D5"])
    day = day.model_copy(
        update={
            "policy": day.policy.model_copy(
                update={
                    "gaps": draw(st.sampled_from([(), (), (GAP,)])),
                    "caps": draw(st.sampled_from([(), (), (WEEKLY,), (ROLLING,)])),
                }
            ),
            "cases": tuple(c.model_copy(update={"debtor": draw(debtor)}) for c in day.cases),
        }
    )
    steps = draw(st.lists(st.integers(1, 2), max_size=2))
    dates = [TODAY + timedelta(days=sum(steps[:n])) for n in range(len(steps) + 1)]
    return repeated(day, dates)


@settings(max_examples=40)
@given(horizons(), travels())
def test_every_day_is_true_and_tells_its_cases_as_no_other_does(
    horizon: tuple[Day, ...], travel: Travel
) -> None:
    planned = plan_days_here(horizon, travel)

    assert [each.plan.date for each in planned] == [day.date for day in horizon]
    for each, handed in zip(planned, horizon, strict=True):
        assert verify(*each) == ()
        assert Counter(told(each.plan)) == Counter(case.id for case in handed.cases)
    here = Counter(case_id for each in planned for case_id in told(each.plan, elsewhere=False))
    assert here == Counter(case.id for case in horizon[0].cases)


def told(plan: Plan, *, elsewhere: bool = True) -> list[str]:
    return [
        *visited(plan),
        *(each.case_id for each in plan.unassigned),
        *(each.case_id for each in plan.ineligible),
        *(each.case_id for each in plan.elsewhere if elsewhere),
    ]


@settings(max_examples=40)
@given(horizons(), travels())
def test_caps_and_gaps_hold_between_all_planned_visits(
    horizon: tuple[Day, ...], travel: Travel
) -> None:
    cases = {case.id: case for case in horizon[0].cases}
    calls = [
        (cases[case_id], each.plan.date)
        for each in plan_days_here(horizon, travel)
        for case_id in visited(each.plan)
    ]
    policy = horizon[0].policy
    for (case, on), (other, then) in combinations(calls, 2):
        if policy.gaps and case.debtor == other.debtor:
            assert abs((on - then).days) >= GAP.days
    if policy.caps == (WEEKLY,):
        weeks = Counter((case.household_key, on.isocalendar()[:2]) for case, on in calls)
        assert max(weeks.values(), default=0) <= 1
    if policy.caps == (ROLLING,):
        assert all(_within(calls, case, on) <= 2 for case, on in calls)


def _within(calls: Sequence[tuple[Case, date]], case: Case, on: date) -> int:
    return sum(c.debtor == case.debtor and 0 <= (on - d).days < 3 for c, d in calls)


@settings(max_examples=20)
@given(horizons(), travels())
def test_together_days_cost_no_more_than_one_after_the_other(
    horizon: tuple[Day, ...], travel: Travel
) -> None:
    horizon = tuple(_freely(day, work=len(horizon)) for day in horizon)
    alone: list[PlannedDay] = []
    for day in horizon:
        done: tuple[Elsewhere, ...] = ()
        for each in alone:
            done += visits_of(each.plan)
        alone.append(plan_here(_freely(as_told(day, done), work=1), travel))
    together = plan_days_here(horizon, travel)

    assert sum(each.plan.manifest.objective for each in together) <= _cost(alone)


def _freely(day: Day, *, work: int) -> Day:
    """Leave out what days planned alone decide otherwise; give each of their searches one work."""
    limits = day.limits.model_copy(update={"seconds": 600.0, "work": work})
    policy = day.policy.model_copy(update={"caps": (), "gaps": ()})
    changes = {"limits": limits, "policy": policy, "pins": (), "balance": Balance()}
    return day.model_copy(update=changes)


def _cost(alone: Sequence[PlannedDay]) -> int:
    """Return what the routes cost, and the visits that no day makes."""
    planned = {case_id for each in alone for case_id in visited(each.plan)}
    left = {u.case_id: u.penalty for each in alone for u in each.plan.unassigned}
    routes = sum(
        each.plan.manifest.objective
        - sum(u.penalty for u in each.plan.unassigned) * TICKS_PER_MINOR_UNIT
        for each in alone
    )
    owed = sum(penalty for case_id, penalty in left.items() if case_id not in planned)
    return routes + owed * TICKS_PER_MINOR_UNIT


@settings(max_examples=10)
@given(horizons(), travels())
def test_equal_days_and_work_give_equal_plans(horizon: tuple[Day, ...], travel: Travel) -> None:
    limits = SearchLimits(seconds=600, work=1, seed=horizon[0].limits.seed)
    horizon = tuple(day.model_copy(update={"limits": limits}) for day in horizon)
    backwards = [day.model_copy(update={"cases": day.cases[::-1]}) for day in horizon]

    once, again = (plan_days_here(each, travel) for each in (horizon, backwards))
    assert [each.plan for each in once] == [each.plan for each in again]
