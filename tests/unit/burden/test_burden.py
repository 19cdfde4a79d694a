"""The burden counts what people live through: how often, when, where, and what came before."""

from datetime import time, timedelta
from zoneinfo import ZoneInfo

import pytest

from builders import TODAY, a_case, a_place
from unit.burden.planned_visits import CALLED, a_contact, planned
from visitplan.burden.story import burden_of
from visitplan.domain.attempts import as_told, visits_of
from visitplan.domain.burden import BurdenTerms, HouseholdCount
from visitplan.domain.contact import Contact


def test_every_case_is_counted_by_what_becomes_of_it() -> None:
    burden = burden_of(
        [
            planned(
                [(a_case(1), "10:00"), (a_case(2), "11:00")],
                [a_case(3)],
                [(a_case(4), ["visits_are_not_banned"])],
            )
        ]
    )
    assert (burden.visits, burden.unassigned, burden.avoided) == (2, 1, 1)


def test_visits_are_counted_by_household_not_by_case() -> None:
    together = [a_case(n, household="H1") for n in (1, 2, 3)]
    visits = [*((case, "10:00") for case in together), (a_case(4), "11:00")]
    assert burden_of([planned(visits)]).households == (
        HouseholdCount(visits=1, households=1),
        HouseholdCount(visits=3, households=1),
    )


@pytest.mark.parametrize(
    ("contact", "times"),
    [
        (a_contact(30), 1),
        (a_contact(31), 0),
        (a_contact(3, reached=True), 1),
        (a_contact(3, "call"), 0),
        (a_contact(3, case_id="elsewhere", household="H1"), 1),
        (a_contact(3, case_id="elsewhere", household="H2"), 0),
        (a_contact(0, clock="15:00"), 0),
    ],
)
def test_a_visit_comes_again_within_thirty_days_of_a_call_at_the_same_door(
    contact: Contact, times: int
) -> None:
    day = planned([(a_case(1, household="H1"), "10:00")], contacts=(contact,))
    assert sum(each.before for each in burden_of([day]).repeats) == times


def test_what_two_systems_tell_of_one_call_is_one_call() -> None:
    told_twice = (a_contact(3), a_contact(3, reached=True))
    (repeat,) = burden_of([planned([(a_case(1), "10:00")], contacts=told_twice)]).repeats
    assert repeat.before == 1


def test_a_visit_planned_on_an_earlier_day_makes_the_next_one_a_repeat() -> None:
    first = planned([(a_case(1, household="H1"), "10:00")])
    second = planned([(a_case(2, household="H1"), "10:00")], date=TODAY + timedelta(days=1))
    both = second.day.model_copy(update={"cases": (*second.day.cases, *first.day.cases)})
    second = second._replace(day=as_told(both, visits_of(first.plan)))
    burden = burden_of([first, second])
    assert [(each.case_id, each.before) for each in burden.repeats] == [("C002", 1)]
    assert burden.households == (HouseholdCount(visits=2, households=1),)


@pytest.mark.parametrize(
    ("clock", "kinds"),
    [("08:59", ["early"]), ("09:00", []), ("17:45", []), ("17:46", ["late"])],
)
def test_a_visit_is_early_before_nine_and_late_beyond_eighteen(
    clock: str, kinds: list[str]
) -> None:
    burden = burden_of([planned([(a_case(1, service_seconds=900), clock)])])
    assert [each.kind for each in burden.hours] == kinds


def test_early_and_late_are_by_the_clock_at_the_address() -> None:
    case = a_case(1, time_zone=ZoneInfo("Europe/Stockholm"))
    (told,) = burden_of([planned([(case, "09:30")])]).hours
    assert (told.kind, told.arrival.time()) == ("early", time(8, 30))


def test_a_lender_may_call_other_hours_late() -> None:
    terms = BurdenTerms(early=time(10), late=time(16))
    burden = burden_of([planned([(a_case(1), "09:30"), (a_case(2), "16:30")], burden=terms)])
    assert [each.kind for each in burden.hours] == ["early", "late"]


def test_a_case_stands_under_each_rule_that_keeps_it_and_holds_kind_by_kind() -> None:
    held = a_case(1, holds=("hardship", "dispute"))
    burden = burden_of(
        [
            planned(
                refused=[
                    (held, ["no_hold_is_on", "notices_are_sent"]),
                    (a_case(2), ["notices_are_sent", "notices_are_sent"]),
                ]
            )
        ]
    )
    assert burden.avoided == 2
    assert [(each.rule, each.hold, each.cases) for each in burden.avoided_by] == [
        ("notices_are_sent", None, 2),
        ("no_hold_is_on", "dispute", 1),
        ("no_hold_is_on", "hardship", 1),
    ]


def test_nothing_in_it_names_a_customer_a_place_or_a_household() -> None:
    case = a_case(1, customer="Somebody", household="HOME", place=a_place(address="Mill Lane 1"))
    told = burden_of(
        [planned([(case, "08:00")], contacts=(CALLED, a_contact(3)))]
    ).model_dump_json()
    assert not any(word in told for word in ("Somebody", "HOME", "Mill Lane", "D001"))


def test_a_day_without_visits_has_no_burden() -> None:
    burden = burden_of([planned()])
    assert (burden.visits, burden.avoided, burden.areas, burden.hours) == (0, 0, (), ())
