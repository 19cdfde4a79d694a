"""A plan prefers hours when people are at home, where that is worth the way."""

from datetime import time

from builders import a_case, a_day, a_pay, a_shift, between
from unit.foresight.foreseen_here import foreseen
from visitplan.domain.day import Day
from visitplan.domain.uncertainty import HomeChance, Uncertainty
from visitplan.planning.terms import PlannedDay
from visitplan.simulation.at_home import home_by_case
from visitplan.simulation.contacts import expected_contacts
from visitplan.verification.verifier import verify

EVENING = HomeChance(days=("tue",), begins=time(17), ends=time(19), chance=0.9)
EVENINGS = Uncertainty(home=(EVENING,), home_otherwise=0.1)


def a_day_with_an_evening(**changes: object) -> Day:
    """Three visits, one of them until noon, and a shift with four hours paid anyway."""
    cases = (a_case(1), a_case(2), a_case(3, windows=(between("09:00", "12:00"),)))
    shift = a_shift(hours=between("09:00", "20:00"), pay=a_pay(minimum_paid_seconds=4 * 3600))
    return a_day(cases=cases, shifts=(shift,), uncertainty=EVENINGS, **changes)


def contacts(planned: PlannedDay) -> float:
    return expected_contacts(planned.plan, home_by_case(planned.day))


def test_a_contact_that_is_worth_much_is_sought_when_people_are_at_home() -> None:
    day = a_day_with_an_evening()

    without, with_value = foreseen(day), foreseen(day, contact_value=50_000)

    assert contacts(with_value) > contacts(without)
    assert not verify(*with_value)


def test_a_contact_that_is_worth_next_to_nothing_moves_nobody_at_a_cost() -> None:
    day = a_day_with_an_evening()

    without, with_value = foreseen(day), foreseen(day, contact_value=1)

    assert with_value.plan.cost.total <= without.plan.cost.total + 1


def test_a_likely_hour_is_no_permission() -> None:
    planned = foreseen(a_day_with_an_evening(), contact_value=50_000)

    departures = {s.case_id: s.departure for r in planned.plan.routes for s in r.stops}
    assert departures["C003"] <= between("09:00", "12:00").closing
