"""Handovers are kept only where both branches together are cheaper, and every law holds."""

from typing import Any

from builders import a_case, a_day, a_place, a_policy, a_shift, an_agent, between
from visitplan.borders.side import Side
from visitplan.borders.story import Rebalanced, rebalance
from visitplan.domain.case import Case
from visitplan.domain.day import SearchLimits
from visitplan.planning.story import plan_day
from visitplan.planning.terms import Headstart, Provenance
from visitplan.routing.here import solve_here
from visitplan.travel.beeline import BeelineTravel
from visitplan.verification.verifier import verify

WEST, EAST = 24.90, 25.20
LIMITS = SearchLimits(seconds=5, work=2, seed=1, islands=1)


def a_side(name: str, lon: float, *cases: Case, **changes: Any) -> Side:
    office = a_place(60.17, lon)
    day = a_day(
        **{"cases": cases, "shifts": (a_shift(start=office, end=office),), "limits": LIMITS}
        | changes
    )
    travel = BeelineTravel(day.travel)
    provenance = Provenance({"cases.csv": name}, {})
    ahead = Headstart(solve=solve_here)
    plan = plan_day(day, travel, provenance=provenance, headstart=ahead).plan
    return Side(name, day, travel, provenance, plan)


def a_misplaced_pair(**of_the_east: Any) -> Rebalanced | None:
    west = a_side(
        "west",
        WEST,
        a_case(1, place=a_place(60.17, 24.91)),
        a_case(2, place=a_place(60.17, 25.19)),
    )
    east = a_side("east", EAST, a_case(9, place=a_place(60.172, 25.21)), **of_the_east)
    return rebalance(west, east, solve=solve_here)


def test_a_case_beside_the_other_office_is_handed_over_and_both_days_are_true() -> None:
    found = a_misplaced_pair()

    assert found is not None
    assert [handover.case_id for handover in found.saving.handovers] == ["C002"]
    assert found.saving.after < found.saving.before
    assert found.saving.after == sum(day.plan.cost.total for day in found.planned)
    assert [verify(*planned) for planned in found.planned] == [(), ()]


def test_both_plans_tell_of_the_handover_and_of_whose_tables_they_come() -> None:
    found = a_misplaced_pair()

    assert found is not None
    west, east = (planned.plan for planned in found.planned)
    assert west.findings[-1].problem == "case C002 is visited by east"
    assert east.findings[-1].problem == "case C002 is one of west"
    assert east.manifest.inputs == {"cases.csv": "east", "west/cases.csv": "west"}


def test_nothing_is_handed_over_to_a_branch_whose_rules_forbid_the_visit() -> None:
    only_paid = a_policy(permitted_hours={})

    assert a_misplaced_pair(policy=only_paid) is None


def test_nothing_is_handed_over_to_agents_without_the_skill() -> None:
    skilled = a_case(2, place=a_place(60.17, 25.19), skills=frozenset({"sign"}))
    west = a_side(
        "west", WEST, a_case(1), skilled, agents=(an_agent(1, skills=frozenset({"sign"})),)
    )
    east = a_side("east", EAST, a_case(9, place=a_place(60.172, 25.21)))

    assert rebalance(west, east, solve=solve_here) is None


def test_nothing_is_handed_over_where_everybody_is_at_home() -> None:
    west = a_side("west", WEST, a_case(1, place=a_place(60.17, 24.91)))
    east = a_side("east", EAST, a_case(9, place=a_place(60.172, 25.21)))

    assert rebalance(west, east, solve=solve_here) is None


def test_a_branch_with_no_time_left_gets_nothing() -> None:
    office = a_place(60.17, EAST)
    full = a_shift(start=office, end=office, hours=between("09:00", "09:25"))

    assert a_misplaced_pair(shifts=(full,)) is None
