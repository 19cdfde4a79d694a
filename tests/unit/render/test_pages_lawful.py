"""Until when an agent may stay: the customer's hours within the policy's."""

from datetime import UTC, date, datetime, time, timedelta

from builders import a_case, a_day, a_policy, at, between
from visitplan.domain.plan import Stop
from visitplan.domain.policy import Policy
from visitplan.domain.window import ClockSpan
from visitplan.render.lawful import lawful_windows, leave_by


def a_stop(arrival: datetime, minutes: int = 15) -> Stop:
    departure = arrival + timedelta(minutes=minutes)
    return Stop(
        case_id="C001",
        arrival=arrival,
        departure=departure,
        travel_seconds=0,
        travel_metres=0,
        setup_seconds=0,
        waiting_seconds=0,
    )


def hours(*spans: tuple[int, int]) -> Policy:
    return a_policy(
        permitted_hours={
            "tue": tuple(ClockSpan(opening=time(a), closing=time(b)) for a, b in spans)
        }
    )


def test_the_closing_of_the_customers_window_is_the_latest() -> None:
    case = a_case(windows=(between("09:00", "12:00"), between("15:00", "17:00")))
    assert leave_by(a_day(), case, a_stop(at("10:00"))) == at("12:00")
    assert leave_by(a_day(), case, a_stop(at("15:00"))) == at("17:00")


def test_the_policy_closes_before_the_customer() -> None:
    case = a_case(windows=(between("09:00", "21:30"),))
    assert leave_by(a_day(), case, a_stop(at("19:00"))) == at("20:00")


def test_without_a_window_the_policy_alone_bounds_the_stay() -> None:
    day = a_day(policy=hours((9, 12), (14, 19)))
    assert leave_by(day, a_case(), a_stop(at("10:00"))) == at("12:00")
    assert len(lawful_windows(day, a_case())) == 2


def test_a_window_that_bounds_the_start_lets_one_stay_within_permitted_hours() -> None:
    case = a_case(windows=(between("09:00", "10:00"),))
    day = a_day(policy=a_policy(window_bounds="start"))
    assert leave_by(day, case, a_stop(at("09:55"))) == at("20:00")


def test_a_stay_that_is_not_lawful_has_no_latest_leaving() -> None:
    case = a_case(windows=(between("09:00", "10:00"),))
    assert leave_by(a_day(), case, a_stop(at("09:50"))) is None
    assert leave_by(a_day(policy=hours()), a_case(), a_stop(at("09:50"))) is None


def test_a_stay_may_fill_its_window_to_the_last_second() -> None:
    case = a_case(windows=(between("09:00", "09:15"),))
    assert leave_by(a_day(), case, a_stop(at("09:00"))) == at("09:15")


def test_the_hour_that_comes_twice_in_autumn_is_told_apart() -> None:
    night = date(2026, 10, 25)
    policy = a_policy(permitted_hours={"sun": (ClockSpan(opening=time(1), closing=time(3, 30)),)})
    day = a_day(date=night, policy=policy, cases=())
    first_closing = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 03:30, summer time still
    assert leave_by(day, a_case(), a_stop(first_closing - timedelta(minutes=30))) == first_closing
    assert leave_by(day, a_case(), a_stop(first_closing)) is None
