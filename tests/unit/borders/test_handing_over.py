"""Who may be handed over, and what goes along."""

from typing import Any

import pytest

from builders import a_case, a_day, a_place, a_shift, at
from visitplan.borders.candidates import candidates
from visitplan.borders.handing_over import with_cases_of, without
from visitplan.domain.case import Case
from visitplan.domain.contact import Contact
from visitplan.domain.day import Day, HandRoute
from visitplan.domain.pin import Pin

WEST, EAST = 24.90, 25.00
NEAR_EAST = a_place(60.17, 24.97)


def a_branch(lon: float, *cases: Case, **changes: Any) -> Day:
    office = a_place(60.17, lon)
    return a_day(cases=cases, shifts=(a_shift(start=office, end=office),), **changes)


def handed_over(origin: Day, destination: Day) -> list[str]:
    return [case.id for case in candidates(origin, destination)]


def test_a_case_nearer_to_the_other_branch_comes_first_and_a_far_one_not_at_all() -> None:
    origin = a_branch(
        WEST,
        a_case(1, place=a_place(60.17, 24.901)),
        a_case(2, place=a_place(60.17, 24.94)),
        a_case(3, place=NEAR_EAST),
    )

    assert handed_over(origin, a_branch(EAST, a_case(9))) == ["C003", "C002"]


@pytest.mark.parametrize(
    "tie",
    [
        {"allowed_agents": frozenset({"A01"})},
        {"excluded_agents": frozenset({"A01"})},
        {"preferred_agents": frozenset({"A01"})},
    ],
)
def test_a_case_that_names_agents_stays(tie: dict[str, Any]) -> None:
    origin = a_branch(WEST, a_case(3, place=NEAR_EAST, **tie))

    assert handed_over(origin, a_branch(EAST, a_case(9))) == []


def test_a_pinned_case_stays_and_so_does_the_one_that_a_pin_names() -> None:
    cases = (a_case(3, place=NEAR_EAST), a_case(4, place=a_place(60.171, 24.97)))
    origin = a_branch(WEST, *cases, pins=(Pin(case_id="C003", after="C004"),))

    assert handed_over(origin, a_branch(EAST, a_case(9))) == []


@pytest.mark.parametrize("shared", [{"debtor": "D009"}, {"household": "house"}, {"id": "C009"}])
def test_a_person_known_to_the_other_branch_stays(shared: dict[str, Any]) -> None:
    origin = a_branch(WEST, a_case(3, **{"place": NEAR_EAST} | shared))
    destination = a_branch(EAST, a_case(9, household="house"))

    assert handed_over(origin, destination) == []


def test_a_person_with_two_cases_stays_with_both() -> None:
    cases = (a_case(3, place=NEAR_EAST), a_case(4, debtor="D003", place=a_place(60.171, 24.97)))

    assert handed_over(a_branch(WEST, *cases), a_branch(EAST, a_case(9))) == []


def test_the_ledger_goes_along_and_names_nobody_of_the_other_branch() -> None:
    told = Contact(
        case_id="C003", at=at("09:00"), channel="letter", reached=True, notice=True,
        agent_id="A01", names_agent="A01",
    )  # fmt: skip
    earlier = Contact(case_id="OLD", debtor="D003", at=at("10:00"), channel="call", reached=True)
    other = Contact(case_id="C001", at=at("09:00"), channel="call", reached=False)
    origin = a_branch(WEST, a_case(1), a_case(3), contacts=(told, earlier, other))

    day = with_cases_of(a_branch(EAST, a_case(9)), origin, {"C003"}, branch="west")

    assert [case.id for case in day.cases] == ["C009", "C003"]
    foreign = {"agent_id": "west: A01", "names_agent": "west: A01"}
    assert day.contacts == (told.model_copy(update=foreign), earlier)


def test_what_was_worked_by_hand_goes_on_without_the_case() -> None:
    worked = HandRoute(shift_id="A01/1", case_ids=("C001", "C003"), arrivals=(None, at("10:00")))
    day = without(a_branch(WEST, a_case(1), a_case(3), baseline=(worked,)), {"C001"})

    assert [case.id for case in day.cases] == ["C003"]
    assert day.baseline[0].case_ids == ("C003",)
    assert day.baseline[0].arrivals == (at("10:00"),)
