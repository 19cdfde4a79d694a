"""Until when an agent may stay: the earliest of everything that closes a door."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from builders import TODAY, a_case, a_day, a_policy, at, between
from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.door import Door
from visitplan.domain.plan import Stop
from visitplan.domain.policy import Policy
from visitplan.domain.window import ClockSpan
from visitplan.eligibility.at_the_door import lawful_hours
from visitplan.render.lawful import Hours, bounding_hours, lawful_windows, leave_by


def the_door(day: Day, case: Case) -> Door:
    return Door(lawful=lawful_hours(day, (case,)))


def until(day: Day, case: Case, stop: Stop) -> datetime | None:
    return leave_by(stop, bounding_hours(day, case, the_door(day, case)))


def hours_of(day: Day, case: Case) -> Hours:
    return lawful_windows(case, the_door(day, case))


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


def span(opening: int, closing: int) -> ClockSpan:
    return ClockSpan(opening=time(opening), closing=time(closing))


def hours(*spans: tuple[int, int]) -> Policy:
    return a_policy(
        permitted_hours={
            "tue": tuple(ClockSpan(opening=time(a), closing=time(b)) for a, b in spans)
        }
    )


def test_the_closing_of_the_customers_window_is_the_latest() -> None:
    case = a_case(windows=(between("09:00", "12:00"), between("15:00", "17:00")))
    assert until(a_day(), case, a_stop(at("10:00"))) == at("12:00")
    assert until(a_day(), case, a_stop(at("15:00"))) == at("17:00")


def test_the_policy_closes_before_the_customer() -> None:
    case = a_case(windows=(between("09:00", "21:30"),))
    assert until(a_day(), case, a_stop(at("19:00"))) == at("20:00")


def test_without_a_window_the_policy_alone_bounds_the_stay() -> None:
    day = a_day(policy=hours((9, 12), (14, 19)))
    assert until(day, a_case(), a_stop(at("10:00"))) == at("12:00")
    assert len(hours_of(day, a_case())) == 2


def test_a_window_that_bounds_the_start_lets_one_stay_within_permitted_hours() -> None:
    case = a_case(windows=(between("09:00", "10:00"),))
    day = a_day(policy=a_policy(window_bounds="start"))
    assert until(day, case, a_stop(at("09:55"))) == at("20:00")


def test_a_stay_that_is_not_lawful_has_no_latest_leaving() -> None:
    case = a_case(windows=(between("09:00", "10:00"),))
    assert until(a_day(), case, a_stop(at("09:50"))) is None
    assert until(a_day(policy=hours()), a_case(), a_stop(at("09:50"))) is None


def test_sunset_sends_one_home_where_visits_are_by_daylight() -> None:
    day = a_day(policy=a_policy(daylight_only=True))
    latest = until(day, a_case(), a_stop(at("14:00")))
    assert latest is not None
    assert at("15:15") < latest < at("15:35")


def test_hours_of_the_date_and_quiet_hours_and_barred_hours_close_before_the_week_does() -> None:
    stop = a_stop(at("10:00"))
    special = a_policy(special_hours={TODAY: (span(9, 16),)})
    quiet = a_policy(quiet_hours={"tue": (span(13, 15),)})
    barred = a_case(barred=(between("11:30", "12:30"),))
    assert until(a_day(policy=special), a_case(), stop) == at("16:00")
    assert until(a_day(policy=quiet), a_case(), stop) == at("13:00")
    assert until(a_day(), barred, stop) == at("11:30")


def test_an_approval_that_runs_out_ends_the_stay() -> None:
    case = a_case(approved_until=at("10:30"))
    assert until(a_day(), case, a_stop(at("10:00"))) == at("10:30")


def test_the_clock_of_the_address_counts() -> None:
    case = a_case(time_zone=ZoneInfo("Europe/Stockholm"))
    assert until(a_day(), case, a_stop(at("19:00"))) == at("21:00")


def test_a_case_of_which_no_rule_was_asked_has_no_latest_leaving() -> None:
    assert leave_by(a_stop(at("10:00")), bounding_hours(a_day(), a_case(), Door())) is None


def test_a_stay_may_fill_its_window_to_the_last_second() -> None:
    case = a_case(windows=(between("09:00", "09:15"),))
    assert until(a_day(), case, a_stop(at("09:00"))) == at("09:15")


def test_the_hour_that_comes_twice_in_autumn_is_told_apart() -> None:
    night = date(2026, 10, 25)
    policy = a_policy(permitted_hours={"sun": (ClockSpan(opening=time(1), closing=time(3, 30)),)})
    day = a_day(date=night, policy=policy, cases=())
    first_closing = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)  # 03:30, summer time still
    case = a_case(approved_at=datetime(2026, 10, 1, tzinfo=UTC))
    assert until(day, case, a_stop(first_closing - timedelta(minutes=30))) == first_closing
    assert until(day, case, a_stop(first_closing)) is None
