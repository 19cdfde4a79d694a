"""Crews: who is put together, into what shift, and what is said where nobody can be."""

from typing import Any

import pytest

from builders import a_case, a_day, a_pay, a_place, a_policy, a_shift, an_agent, at, between
from visitplan.crews.demand import demands_of
from visitplan.crews.forming import form_again, form_crews
from visitplan.crews.joining import join
from visitplan.crews.unformed import unformed
from visitplan.domain.agent import Break, Shift
from visitplan.domain.day import Day
from visitplan.domain.pin import Pin

FAR = a_place(60.60, 24.945)
"""Some 50 km north of everybody else."""


def a_team(count: int = 2, **changes: Any) -> Day:
    """Return a day with one case for two people and so many agents, all alike."""
    defaults: dict[str, Any] = {
        "cases": (a_case(1, crew=2), a_case(2)),
        "agents": tuple(an_agent(number) for number in range(1, count + 1)),
        "shifts": tuple(a_shift(number) for number in range(1, count + 1)),
    }
    return a_day(**defaults | changes)


def crews(day: Day) -> list[tuple[str, ...]]:
    return [crew.crew for crew in form_crews(day, day.shifts)]


def complaint(day: Day) -> str:
    (finding,) = unformed(day, day.shifts, form_crews(day, day.shifts))
    return finding.problem


def test_two_agents_are_a_crew_where_a_case_asks_for_two() -> None:
    assert crews(a_team()) == [("A01", "A02")]


def test_nobody_is_put_together_where_nobody_asks_for_two() -> None:
    assert crews(a_team(cases=(a_case(1), a_case(2)))) == []


def test_a_policy_may_ask_for_two_everywhere() -> None:
    assert crews(a_team(cases=(a_case(1),), policy=a_policy(crew_minimum=2))) == [("A01", "A02")]


def test_a_case_that_is_paid_asks_for_nobody() -> None:
    assert demands_of(a_team(cases=(a_case(1, crew=2, status="paid"),))) == {}


def test_three_are_put_together_where_three_are_asked_for() -> None:
    day = a_team(3, cases=(a_case(1, crew=3),))
    assert [sorted(crew) for crew in crews(day)] == [["A01", "A02", "A03"]]


def test_pairs_and_threes_are_both_formed_where_both_are_asked_for() -> None:
    day = a_team(4, cases=(a_case(1, crew=3), a_case(2, crew=2)))
    assert sorted(map(len, crews(day))) == [2, 2, 3, 3]


def test_every_agent_is_in_one_pair_of_a_matching() -> None:
    assert sorted(agent for crew in crews(a_team(6)) for agent in crew) == [
        f"A{number:02}" for number in range(1, 7)
    ]


def test_those_who_start_near_each_other_go_together() -> None:
    west, east = a_place(60.17, 24.94), a_place(60.17, 25.02)
    starts = (west, east, west, east)
    shifts = tuple(a_shift(n, start=start) for n, start in enumerate(starts, 1))
    assert sorted(map(sorted, crews(a_team(4, shifts=shifts)))) == [["A01", "A03"], ["A02", "A04"]]


def test_those_who_share_most_hours_go_together() -> None:
    early, late = between("08:00", "13:00"), between("12:00", "17:00")
    shifts = tuple(a_shift(n, hours=hours) for n, hours in enumerate((early, late, early, late), 1))
    assert sorted(map(sorted, crews(a_team(4, shifts=shifts)))) == [["A01", "A03"], ["A02", "A04"]]


def test_skills_that_complete_each_other_go_together() -> None:
    skills = ({"legal"}, {"legal"}, {"medical"}, {"medical"})
    agents = tuple(an_agent(n, skills=frozenset(own)) for n, own in enumerate(skills, 1))
    day = a_team(
        4, agents=agents, cases=(a_case(1, crew=2, skills=frozenset({"legal", "medical"})),)
    )
    own = {agent.id: agent.skills for agent in agents}
    assert [own[one] | own[other] for one, other in crews(day)] == [{"legal", "medical"}] * 2


def test_cheaper_people_go_together_where_not_all_can() -> None:
    pays = (a_pay(wage_per_hour=9000), a_pay(), a_pay())
    shifts = tuple(a_shift(n, pay=pay) for n, pay in enumerate(pays, 1))
    assert crews(a_team(3, shifts=shifts)) == [("A02", "A03")]


def test_a_rare_demand_gets_a_crew_beside_the_matching() -> None:
    agents = tuple(an_agent(n, skills=frozenset({"legal"} if n < 3 else ())) for n in range(1, 5))
    common = tuple(a_case(n, crew=2) for n in range(1, 9))
    rare = a_case(9, crew=2, allowed_agents=frozenset({"A01", "A04"}))
    formed = crews(a_team(4, agents=agents, cases=(*common, rare)))
    assert ("A01", "A04") in formed
    assert len(formed) > len({agent for crew in formed for agent in crew}) / 2 or len(formed) == 2


def test_one_agent_with_two_shifts_is_no_crew() -> None:
    shifts = (
        a_shift(1, hours=between("09:00", "12:00")),
        a_shift(1, id="A01/2", hours=between("13:00", "17:00")),
    )
    assert crews(a_team(1, shifts=shifts)) == []


def test_the_order_of_shifts_is_irrelevant() -> None:
    day = a_team(5)
    assert form_crews(day, day.shifts[::-1]) == form_crews(day, day.shifts)


def test_a_crew_is_formed_again_by_its_id_whatever_is_asked_for() -> None:
    shifts = (a_shift(1, id="A+1"), a_shift(2, id="B+C"), a_shift(3))
    assert [crew.id for crew in form_again(shifts, ["A+1+B+C", "A+1+X"])] == ["A+1+B+C"]


def test_who_is_named_first_drives() -> None:
    (crew,) = form_again((a_shift(1), a_shift(2)), ["A02/1+A01/1"])
    assert crew.crew == ("A02", "A01")


def test_nobody_is_a_crew_with_himself() -> None:
    assert form_again((a_shift(1), a_shift(1, id="A01/2")), ["A01/1+A01/2"]) == ()


# What a crew's shift is.


def joined(*shifts: Shift) -> Shift:
    crew = join(shifts)
    assert crew is not None
    return crew


def test_a_crew_has_the_hours_that_all_have() -> None:
    crew = joined(a_shift(1), a_shift(2, hours=between("08:00", "15:00")))
    assert crew.hours == between("09:00", "15:00")
    assert (crew.id, crew.crew) == ("A01/1+A02/1", ("A01", "A02"))


def test_shifts_that_only_touch_are_no_crew() -> None:
    later = a_shift(2, hours=between("17:00", "20:00"))
    assert join((a_shift(1), later)) is None


def test_a_crew_makes_no_more_visits_than_any_of_it() -> None:
    assert joined(a_shift(1, maximum_visits=9), a_shift(2, maximum_visits=4)).maximum_visits == 4


def a_rest(opening: str, closing: str, minutes: int = 30, *, paid: bool = False) -> Break:
    return Break(window=between(opening, closing), seconds=60 * minutes, paid=paid)


def test_one_break_settles_both_where_it_has_room_in_both_windows() -> None:
    crew = joined(
        a_shift(1, breaks=(a_rest("11:00", "13:00", 30),)),
        a_shift(2, breaks=(a_rest("12:00", "14:00", 45),)),
    )
    assert crew.breaks == (a_rest("12:00", "13:00", 45),)


def test_a_break_that_one_owes_alone_is_paid_since_the_other_waits() -> None:
    crew = joined(a_shift(1, breaks=(a_rest("11:00", "12:00"),)), a_shift(2))
    assert crew.breaks == (a_rest("11:00", "12:00", paid=True),)


def test_breaks_apart_are_both_taken() -> None:
    crew = joined(
        a_shift(1, breaks=(a_rest("11:00", "12:00"),)),
        a_shift(2, breaks=(a_rest("14:00", "15:00"),)),
    )
    assert [rest.window.opening for rest in crew.breaks] == [at("11:00"), at("14:00")]


def test_who_has_a_car_drives_and_the_crew_starts_there() -> None:
    agents = (an_agent(1, mode="walk"), an_agent(2))
    shifts = (a_shift(1), a_shift(2, start=a_place(60.18, 24.95)))
    day = a_team(agents=agents, shifts=shifts)
    (crew,) = form_crews(day, day.shifts)
    assert (crew.agent_id, crew.start) == ("A02", shifts[1].start)


# What is said where nobody can be put together.


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"agents": (an_agent(1),), "shifts": (a_shift(1),)}, "only A01 is on duty"),
        ({"shifts": (a_shift(1), a_shift(2, hours=between("17:00", "20:00")))}, "share no hours"),
        ({"shifts": (a_shift(1), a_shift(2, start=FAR))}, "min apart"),
        ({"cases": (a_case(1, crew=2, skills=frozenset({"legal"})),)}, "has the skill legal"),
        ({"cases": (a_case(1, crew=2, excluded_agents=frozenset({"A02"})),)}, "A02 is excluded"),
        (
            {"cases": (a_case(1, crew=2, allowed_agents=frozenset({"A01"})),)},
            "A02 is not among the agents",
        ),
        ({"pins": (Pin(case_id="C001", agent_id="A09"),)}, "A09, to whom the visit is pinned"),
        (
            {
                "cases": (a_case(1, crew=2, languages=frozenset({"sv"})),),
                "policy": a_policy(shared_language=True),
            },
            "speaks sv",
        ),
    ],
)
def test_it_is_said_which_members_lack_what(changes: dict[str, Any], said: str) -> None:
    problem = complaint(a_team(**changes))
    assert "no crew of 2 can be formed for C001" in problem
    assert said in problem


def test_of_many_cases_some_are_named_and_the_others_counted() -> None:
    day = a_team(1, cases=tuple(a_case(n, crew=2) for n in range(1, 7)))
    assert "C001, C002, C003 and 3 more" in complaint(day)


def test_nothing_is_said_where_everybody_is_served() -> None:
    day = a_team()
    assert unformed(day, day.shifts, form_crews(day, day.shifts)) == ()
