"""What is told of each kind of case."""

from datetime import date

import pytest

from builders import a_case, a_day, a_shift, an_agent, at, between
from laws.planned_here import plan_here
from strategies import BEELINE
from visitplan.domain.case import Case
from visitplan.explanation.told import Told
from visitplan.reasons.story import reasons_of, reasons_of_one


def told_of(case: Case) -> Told:
    day = a_day(cases=(a_case(1), case), agents=(an_agent(),), shifts=(a_shift(),))
    planned = plan_here(day, BEELINE)
    (all_of_one,) = reasons_of_one(planned, case.id)
    if all_of_one.fate != "planned":
        (smallest,) = reasons_of(planned)
        assert smallest.remedies == all_of_one.remedies[:1]
    return all_of_one


@pytest.mark.parametrize(
    ("case", "fate", "kind", "change"),
    [
        (a_case(2, skills=frozenset({"legal"})), "impossible", "people", "A01 had the skill legal"),
        (
            a_case(2, windows=(between("17:00", "18:00"),)),
            "impossible",
            "hours",
            "A01/1 ended 17 min later",
        ),
        (
            a_case(2, windows=(between("12:00", "12:10"),)),
            "ineligible",
            "hours",
            "its window 12:00–12:10",
        ),
        (
            a_case(2, approved_until=at("12:00", date(2026, 11, 23))),
            "ineligible",
            "approval",
            "somebody approved it for 2026-11-24",
        ),
    ],
    ids=["skill", "after the shift", "window too short", "approval expired"],
)
def test_the_smallest_change_is_of_the_kind_that_is_in_the_way(
    case: Case, fate: str, kind: str, change: str
) -> None:
    told = told_of(case)

    assert told.fate == fate
    assert told.remedies[0].kind == kind
    assert told.remedies[0].change.startswith(change)


def test_what_is_impossible_is_proved_by_every_shift() -> None:
    told = told_of(a_case(2, windows=(between("17:00", "18:00"),)))

    assert [each.shift_id for each in told.checked] == ["A01/1"]
    assert told.attempt is not None
    assert told.attempt.startswith("A01/1 leaves 09:00")


def test_no_change_is_ever_told_that_would_end_a_hold() -> None:
    told = told_of(a_case(2, holds=("dispute",)))

    assert (told.fate, told.remedies, told.lawful_from) == ("ineligible", (), None)


def test_a_case_approved_from_later_on_is_told_the_first_lawful_day() -> None:
    told = told_of(a_case(2, approved_at=at("08:00", date(2026, 11, 26))))

    assert told.lawful_from == date(2026, 11, 26)


def test_a_planned_visit_is_told_its_other_places() -> None:
    assert told_of(a_case(2)).fate == "planned"
