"""The least minutes that are asked for count on every place in the order, the first one too."""

from builders import a_case, a_day, a_pay, a_place, a_shift, an_agent, between
from laws.planned_here import NOWHERE_FROM, plan_here
from strategies import BEELINE
from visitplan.by_hand.story import price_by_hand
from visitplan.domain.day import Day, HandRoute
from visitplan.reasons.bench import Bench
from visitplan.reasons.remedies import remedies

FREE = a_pay(fixed=0, wage_per_hour=0, rate_per_km=0)


def a_day_with_room_for_the_far_one() -> Day:
    """It begins with the permitted hours at the door of the other case, and ends anywhere."""
    door = a_place(60.17, 24.945)
    shift = a_shift(hours=between("08:00", "08:30"), start=door, end=None, pay=FREE)
    far = a_case(1, place=a_place(60.19, 24.945), priority="must")
    return a_day(cases=(far, a_case(2, place=door)), agents=(an_agent(),), shifts=(shift,))


def test_what_is_planned_may_be_later_where_the_last_shift_ends_later() -> None:
    planned = plan_here(a_day_with_room_for_the_far_one(), BEELINE)
    (left,) = planned.plan.unassigned
    (admitted,) = remedies(Bench(planned), left.case_id, at_most=1)

    hand = [HandRoute(shift_id="A01/1", case_ids=("C002", "C001"))]
    (worked,) = price_by_hand(planned.day, BEELINE, hand, provenance=NOWHERE_FROM).plan.routes
    beyond = (worked.ends - planned.day.shifts[0].hours.closing).total_seconds()

    assert [stop.case_id for stop in worked.stops] == ["C002", "C001"]
    assert admitted.remedy.kind == "hours"
    assert admitted.remedy.size - 60 < beyond <= admitted.remedy.size
