"""Visits that ask for two people on days that have not got them: what would admit them."""

import pytest

from builders import a_case, a_day, a_shift, an_agent, between
from laws.planned_here import plan_here
from strategies import BEELINE
from visitplan.domain.agent import Agent
from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.explanation.told import Remedy
from visitplan.reasons.story import reasons_of_one

TWO = a_case(1, crew=2, priority="must")


def remedies_of(day: Day, case: Case = TWO) -> tuple[Remedy, ...]:
    (told,) = reasons_of_one(plan_here(day, BEELINE), case.id)
    assert told.fate == "impossible"
    return told.remedies


def a_day_of(*agents: Agent, case: Case = TWO, **changes: object) -> Day:
    shifts = tuple(a_shift(n) for n in range(1, len(agents) + 1))
    return a_day(cases=(case,), agents=agents, shifts=shifts, **changes)


def test_whoever_is_alone_on_duty_needs_one_more_person_at_his_hours() -> None:
    smallest, *_ = remedies_of(a_day_of(an_agent(1)))

    assert smallest.kind == "another_shift"
    assert smallest.change == "one more person were on duty 09:00–17:00 to go with A01/1"
    assert smallest.shift_id == "A01/1+more1/1"


def test_two_who_lack_a_skill_may_go_once_one_of_them_has_it() -> None:
    case = TWO.model_copy(update={"skills": frozenset({"legal"})})
    smallest, *_ = remedies_of(a_day_of(an_agent(1), an_agent(2), case=case), case)

    assert smallest.kind == "people"
    assert smallest.change == "A01 and A02 had the skill legal, and A01 and A02 went together"


def test_where_all_are_on_their_routes_two_more_people_are_needed() -> None:
    others = tuple(a_case(n, priority="must", allowed_agents=frozenset({"A01"})) for n in (2, 3))
    day = a_day_of(an_agent(1)).model_copy(update={"cases": (TWO, *others)})
    changes = [remedy.change for remedy in remedies_of(day)]

    assert "2 more people were on duty 09:00–17:00, like A01/1" in changes


@pytest.mark.parametrize("size", [3, 4])
def test_larger_crews_are_told_how_many_are_lacking(size: int) -> None:
    case = TWO.model_copy(update={"crew": size})
    changes = [remedy.change for remedy in remedies_of(a_day_of(an_agent(1), case=case), case)]

    assert changes[0].startswith(f"{size - 1} more people were on duty")


def test_more_people_do_not_help_who_is_at_home_at_night_only() -> None:
    case = TWO.model_copy(update={"windows": (between("19:10", "19:40"),)})
    assert all(
        remedy.kind != "another_shift"
        for remedy in remedies_of(a_day_of(an_agent(1), case=case), case)
    )
