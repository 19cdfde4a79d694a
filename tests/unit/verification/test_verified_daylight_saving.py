"""Days on which daylight saving begins or ends are counted in elapsed seconds."""

from datetime import date, datetime, time

import pytest

from builders import ZONE, a_case, a_day, a_policy, a_shift, at
from unit.verification.edits import edited, in_policy
from unit.verification.hand_scheduling import draw, matrices_of
from visitplan.domain.day import Day
from visitplan.domain.plan import Plan
from visitplan.domain.value import WEEKDAYS
from visitplan.domain.window import ClockSpan, TimeWindow
from visitplan.verification.hours import permitted_spans
from visitplan.verification.ledger import Ledger
from visitplan.verification.question import Company, Question
from visitplan.verification.verifier import verify

AUTUMN, SPRING = date(2026, 10, 25), date(2026, 3, 29)


def a_night(day: date, service_seconds: int) -> Day:
    """Return a day whose shift runs 02:00 to 06:00 by the wall clock, with visits all night."""
    hours = (ClockSpan(opening=time(0), closing=time(23, 59)),)
    night = TimeWindow(opening=at("02:00", day), closing=at("06:00", day))
    approved = {"approved_at": at("08:00", date(2026, 1, 2)), "approved_until": None}
    return a_day(
        date=day,
        policy=a_policy(permitted_hours=dict.fromkeys(WEEKDAYS, hours), rest_days=frozenset()),
        shifts=(a_shift(1, hours=night),),
        cases=tuple(a_case(n, service_seconds=service_seconds, **approved) for n in (1, 2)),
    )


def asked_of(day: Day) -> Question:
    return Question(day.cases[0], day, Ledger(day), Company(()))


def broken(day: Day, plan: Plan) -> set[str]:
    return {violation.rule for violation in verify(day, matrices_of(day), plan)}


def test_a_night_of_five_hours_holds_two_long_visits() -> None:
    day = a_night(AUTUMN, 8000)
    plan = draw(day, {"A01/1": ("C001", "C002")})
    assert plan.routes[0].paid_seconds > 4 * 3600
    assert broken(day, plan) == set()


def test_a_night_of_three_hours_does_not() -> None:
    assert (
        broken(a_night(SPRING, 5000), draw(a_night(SPRING, 5000), {"A01/1": ("C001", "C002")}))
        == set()
    )
    assert broken(
        a_night(SPRING, 6000), draw(a_night(SPRING, 6000), {"A01/1": ("C001", "C002")})
    ) == {"shift_hours"}


def test_an_arrival_in_the_repeated_hour_is_not_its_twin() -> None:
    day = a_night(AUTUMN, 7800)
    plan = draw(day, {"A01/1": ("C001", "C002")})
    second = plan.routes[0].stops[1]
    assert second.arrival.fold == 1
    twin = edited(second, arrival=second.arrival.replace(fold=0))
    routes = (edited(plan.routes[0], stops=(plan.routes[0].stops[0], twin)),)
    assert {"arrival", "departure"} <= broken(day, edited(plan, routes=routes))


def test_a_plan_in_another_offset_is_the_same_plan() -> None:
    day = a_night(AUTUMN, 5400)
    plan = draw(day, {"A01/1": ("C001", "C002")})
    assert broken(day, Plan.model_validate_json(plan.model_dump_json())) == set()


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (AUTUMN, (datetime(2026, 10, 25, 3, 30, tzinfo=ZONE, fold=1), at("06:00", AUTUMN))),
        (SPRING, (at("04:30", SPRING), at("06:00", SPRING))),
    ],
)
def test_hours_that_the_clock_skips_or_repeats_are_read_strictly(
    day: date, hours: tuple[datetime, datetime]
) -> None:
    half_past_three = (ClockSpan(opening=time(3, 30), closing=time(6)),)
    night = in_policy(a_night(day, 900), permitted_hours={"sun": half_past_three})
    assert permitted_spans(asked_of(night)) == (tuple(int(h.timestamp()) for h in hours),)


@pytest.mark.parametrize(
    ("day", "opening", "closing", "hours"),
    [
        (AUTUMN, time(1), time(3, 30), [(at("01:00", AUTUMN), at("03:30", AUTUMN))]),
        (SPRING, time(1), time(3, 30), [(at("01:00", SPRING), at("02:30", SPRING))]),
        (SPRING, time(3, 10), time(3, 50), []),
        (SPRING, time(3, 10), time(4, 10), []),
        (SPRING, time(3, 10), time(4, 11), [(at("04:10", SPRING), at("04:11", SPRING))]),
    ],
)
def test_hours_that_the_clock_never_shows_permit_nothing(
    day: date, opening: time, closing: time, hours: list[tuple[datetime, datetime]]
) -> None:
    spans = {"sun": (ClockSpan(opening=opening, closing=closing),)}
    night = in_policy(a_night(day, 900), permitted_hours=spans)
    assert permitted_spans(asked_of(night)) == tuple(
        (int(first.timestamp()), int(last.timestamp())) for first, last in hours
    )
