"""Every bound holds to its last second and is broken by the next one."""

from datetime import date, time

import pytest

from builders import a_case, a_day, a_pay, a_policy, a_shift, an_agent, at, between
from unit.verification.edits import edited, in_case, in_policy, in_route, in_shift, in_stop, later
from unit.verification.hand_scheduling import a_full_day, a_full_plan, draw, matrices_of
from visitplan.domain.agent import Break, Credential
from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.pin import Pin
from visitplan.domain.plan import Plan, TakenBreak
from visitplan.domain.window import ClockSpan
from visitplan.verification.verifier import verify


def broken(day: Day, plan: Plan) -> set[str]:
    return {violation.rule for violation in verify(day, matrices_of(day), plan)}


def missed(day: Day, plan: Plan, rule: str) -> list[int | None]:
    """By how many seconds a rule is broken, each time."""
    found = verify(day, matrices_of(day), plan)
    return [violation.seconds for violation in found if violation.rule == rule]


def a_short_day(case: Case, **policy: object) -> tuple[Day, Plan]:
    """Return a day of one case, with its plan drawn by hand: at the door 09:30 to 09:45."""
    timed = edited(case, windows=case.windows or (between("09:30", "12:00"),))
    day = a_day(cases=(timed,), policy=a_policy(**policy))
    return day, draw(day, {"A01/1": (case.id,)})


@pytest.mark.parametrize(("closing", "late"), [("09:45:00", []), ("09:44:59", [1])])
def test_a_whole_stay_ends_in_the_customers_window(closing: str, late: list[int]) -> None:
    case = a_case(1, windows=(between("09:30", closing),))
    assert missed(*a_short_day(case), "customer_window") == late


@pytest.mark.parametrize(("closing", "late"), [("09:30:00", []), ("09:29:59", [1])])
def test_only_the_start_lies_in_the_window_where_the_policy_says_so(
    closing: str, late: list[int]
) -> None:
    day, plan = a_short_day(a_case(1), window_bounds="start")
    moved = in_case(day, "C001", windows=(between("09:00", closing),))
    assert missed(moved, plan, "customer_window") == late


def test_a_stay_may_cross_the_border_of_two_windows_that_touch() -> None:
    day, plan = a_short_day(a_case(1))
    touching = (between("09:35", "12:00"), between("09:00", "09:35"))
    apart = (between("09:36", "12:00"), between("09:00", "09:35"))
    assert broken(in_case(day, "C001", windows=touching), plan) == set()
    assert "customer_window" in broken(in_case(day, "C001", windows=apart), plan)


def test_any_one_of_several_windows_will_do_and_the_nearest_tells_the_miss() -> None:
    day, plan = a_short_day(a_case(1))
    some = in_case(day, "C001", windows=(between("09:00", "10:00"), between("13:00", "14:00")))
    assert missed(some, plan, "customer_window") == []
    none = in_case(day, "C001", windows=(between("09:00", "09:40"), between("13:00", "14:00")))
    assert missed(none, plan, "customer_window") == [300]


@pytest.mark.parametrize(("closing", "late"), [(time(9, 45), []), (time(9, 44, 59), [1])])
@pytest.mark.parametrize("bounds", ["whole", "start"])
def test_permitted_hours_bound_the_whole_stay_whatever_windows_bound(
    closing: time, late: list[int], bounds: str
) -> None:
    day, plan = a_short_day(a_case(1), window_bounds=bounds)
    hours = {"tue": (ClockSpan(opening=time(8), closing=closing),)}
    assert missed(in_policy(day, permitted_hours=hours), plan, "permitted_hours") == late


def test_an_approval_holds_from_its_first_second_to_its_last() -> None:
    day, plan = a_short_day(a_case(1))
    exact = in_case(day, "C001", approved_at=at("09:30"), approved_until=at("09:45"))
    assert broken(exact, plan) == set()
    late = in_case(day, "C001", approved_at=at("09:30:01"))
    assert missed(late, plan, "approval_given") == [1]
    over = in_case(day, "C001", approved_until=at("09:44:59"))
    assert missed(over, plan, "approval_expired") == [1]
    assert broken(in_case(day, "C001", approved_until=None), plan) == set()


def test_only_holds_that_the_policy_names_forbid_a_visit() -> None:
    day, plan = a_short_day(a_case(1, holds=("complaint",)))
    assert "no_hold" in broken(day, plan)
    assert broken(in_policy(day, blocking_holds=frozenset({"dispute"})), plan) == set()


@pytest.mark.parametrize(
    ("first", "last", "rules"),
    [
        (date(2026, 11, 24), date(2026, 11, 24), set()),
        (None, None, set()),
        (date(2026, 11, 25), None, {"agent_credential"}),
        (None, date(2026, 11, 23), {"agent_credential"}),
    ],
)
def test_a_credential_is_valid_on_its_first_and_last_day(
    first: date | None, last: date | None, rules: set[str]
) -> None:
    day, plan = a_short_day(a_case(1), required_credentials=frozenset({"card"}))
    card = Credential(kind="card", valid_from=first, valid_until=last)
    assert broken(edited(day, agents=(an_agent(1, credentials=(card,)),)), plan) == rules


def test_a_shift_may_be_used_to_its_last_second() -> None:
    day, plan = a_short_day(a_case(1))
    route = plan.routes[0]
    exact = edited(day.shifts[0].hours, opening=route.leaves, closing=route.ends)
    assert broken(in_shift(day, "A01/1", hours=exact), plan) == set()
    over = edited(exact, closing=route.stops[0].departure)
    assert missed(in_shift(day, "A01/1", hours=over), plan, "shift_hours") == [route.return_seconds]


def test_a_stop_at_the_start_point_needs_no_setup() -> None:
    case = a_case(1, place=a_shift(1).start)
    assert a_short_day(case)[1].routes[0].stops[0].setup_seconds == 0
    assert broken(*a_short_day(case)) == set()


def test_setup_that_is_not_due_tells_by_how_much() -> None:
    day, plan = a_short_day(a_case(1))
    assert missed(day, in_stop(plan, 0, 0, setup_seconds=130), "setup_seconds") == [10]
    assert missed(day, in_stop(plan, 0, 0, setup_seconds=0), "setup_seconds") == [120]


def test_a_route_says_whether_it_ends_too_early_or_too_late() -> None:
    day, plan = a_short_day(a_case(1))
    for seconds, when in ((-5, "before"), (5, "after")):
        moved = in_route(plan, 0, ends=later(plan.routes[0].ends, seconds))
        (found,) = (v for v in verify(day, matrices_of(day), moved) if v.rule == "route_end")
        assert (found.seconds, when in found.detail) == (5, True)


def test_a_pinned_arrival_may_be_on_either_bound() -> None:
    day, plan = a_short_day(a_case(1))
    pinned = Pin(case_id="C001", not_before=at("09:30"), not_after=at("09:30"))
    assert broken(edited(day, pins=(pinned,)), plan) == set()


def test_a_pin_that_is_missed_tells_by_how_much() -> None:
    day, plan = a_short_day(a_case(1))
    waited = edited(day, pins=(Pin(case_id="C001", not_before=at("09:30:07")),))
    assert missed(waited, plan, "pinned_arrival") == [7]
    sooner = edited(day, pins=(Pin(case_id="C001", not_after=at("09:29:51")),))
    assert missed(sooner, plan, "pinned_arrival") == [9]


def test_an_order_binds_only_when_both_visits_are_planned() -> None:
    pin = Pin(case_id="C001", after="C002")
    day = a_day(cases=(a_case(1), a_case(2)), pins=(pin,))
    assert broken(day, draw(day, {"A01/1": ("C001",)}, unassigned=("C002",))) == set()
    assert broken(day, draw(day, {"A01/1": ("C002", "C001")})) == set()
    assert broken(day, draw(day, {"A01/1": ("C001", "C002")})) == {"pinned_order"}


def test_routes_of_one_agent_may_touch_but_not_overlap() -> None:
    day = a_day(
        cases=(a_case(1), a_case(2)),
        shifts=(a_shift(1), a_shift(1, id="A01/2", hours=between("09:00", "18:00"))),
    )
    alone = draw(day, {"A01/1": ("C001",)}, unassigned=("C002",))
    touching = draw(
        day,
        {"A01/1": ("C001",), "A01/2": ("C002",)},
        leaves={"A01/2": alone.routes[0].ends},
    )
    assert broken(day, touching) == set()
    both = draw(day, {"A01/1": ("C001",), "A01/2": ("C002",)})
    assert broken(day, both) == {"agent_overlap"}


# Breaks


def a_day_with_a_break(opening: str, closing: str, seconds: int = 1800) -> tuple[Day, Plan]:
    """Return a day whose route runs 09:00 to about 09:46, the break not taken inside."""
    owed = Break(window=between(opening, closing), seconds=seconds, paid=False)
    day, plan = a_short_day(a_case(1))
    return in_shift(day, "A01/1", breaks=(owed,)), plan


def test_a_break_may_lie_before_the_route_or_after_it() -> None:
    ends = f"{a_short_day(a_case(1))[1].routes[0].ends:%H:%M:%S}"
    assert ends == "09:45:53"
    assert broken(*a_day_with_a_break("08:30", "09:00")) == set()
    assert broken(*a_day_with_a_break("09:00", "10:15:53")) == set()
    assert broken(*a_day_with_a_break("08:31", "09:01")) == {"break_taken"}
    assert broken(*a_day_with_a_break("09:00", "10:15:52")) == {"break_taken"}


def test_a_break_may_begin_where_a_visit_ends_and_end_where_one_begins() -> None:
    owed = Break(window=between("08:00", "12:00"), seconds=900, paid=True)
    day = a_day(cases=(a_case(1), a_case(2)), shifts=(a_shift(1, breaks=(owed,)),))
    plan = draw(day, {"A01/1": ("C001", "C002")})
    assert broken(day, plan) == set()
    late = in_shift(day, "A01/1", breaks=(edited(owed, window=between("09:00", "09:20")),))
    plan = draw(late, {"A01/1": ("C001", "C002")})
    assert len(plan.routes[0].breaks) == 1
    assert broken(late, plan) == set()


@pytest.mark.parametrize(
    ("start", "end", "overlap"),
    [("09:20", "09:35", [300]), ("09:40", "09:55", [300]), ("09:00", "10:00", [900])],
)
def test_a_break_at_the_door_tells_how_much_of_it_is(
    start: str, end: str, overlap: list[int]
) -> None:
    day, plan = a_short_day(a_case(1))
    pause = TakenBreak(start=at(start), end=at(end), paid=True)
    assert missed(day, in_route(plan, 0, breaks=(pause,)), "break_interrupts_visit") == overlap


def test_breaks_are_told_apart_by_what_they_settle() -> None:
    """The first break fits both that are owed, the second only one: the pairing must give way."""
    wide = Break(window=between("09:00", "11:00"), seconds=600, paid=True)
    narrow = Break(window=between("09:00", "09:20"), seconds=600, paid=True)
    day, _ = a_short_day(a_case(1, windows=(between("09:45", "12:00"),)))
    day = in_shift(day, "A01/1", breaks=(wide, narrow))
    plan = draw(in_shift(day, "A01/1", breaks=()), {"A01/1": ("C001",)})
    taken = (
        TakenBreak(start=at("09:10"), end=at("09:20"), paid=True),
        TakenBreak(start=at("09:20"), end=at("09:30"), paid=True),
    )
    stops = (
        edited(
            plan.routes[0].stops[0], waiting_seconds=plan.routes[0].stops[0].waiting_seconds - 1200
        ),
    )
    assert broken(day, in_route(plan, 0, breaks=taken, stops=stops)) == set()
    assert broken(day, in_route(plan, 0, breaks=taken[::-1], stops=stops)) == set()


def test_a_shift_that_is_paid_whole_is_paid_without_its_unpaid_breaks() -> None:
    rest = Break(window=between("09:00", "10:00"), seconds=900, paid=True)
    lunch = Break(window=between("12:00", "13:00"), seconds=1800, paid=False)
    pay = a_pay(paid="shift")
    day = a_day(cases=(a_case(1),), shifts=(a_shift(1, pay=pay, breaks=(rest, lunch)),))
    plan = draw(day, {"A01/1": ("C001",)})
    assert plan.routes[0].paid_seconds == 8 * 3600 - 1800
    assert broken(day, plan) == set()


# The gate's answers


@pytest.mark.parametrize(
    "changes",
    [
        {"status": "proposed"},
        {"approved_by": None},
        {"approved_at": at("10:00", date(2026, 11, 25))},
        {"approved_until": at("10:00", date(2026, 11, 23))},
        {"approved_until": at("08:10")},
        {"holds": ("minor",)},
        {"windows": (between("06:00", "08:10"),)},
        {"windows": (between("10:00", "10:14:59"),)},
        {"place": edited(a_case(1).place, problem="An island.")},
        {"place": edited(a_case(1).place, point=None)},
    ],
)
def test_a_refusal_stands_where_a_rule_forbids_and_a_visit_does_not(
    changes: dict[str, object],
) -> None:
    day = in_case(a_day(cases=(a_case(1),)), "C001", **changes)
    assert broken(day, draw(day, {}, ineligible=("C001",))) == set()
    assert broken(day, draw(day, {}, unassigned=("C001",))) == {"wrongly_admitted"}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"windows": (between("10:00", "10:15"),)},
        {"windows": (between("06:00", "07:00"), between("19:45", "21:00"))},
        {"approved_until": None},
        {"approved_at": at("19:45")},
    ],
)
def test_a_visit_stands_where_no_rule_forbids_and_a_refusal_does_not(
    changes: dict[str, object],
) -> None:
    day = in_case(a_day(cases=(a_case(1),)), "C001", **changes)
    assert broken(day, draw(day, {}, unassigned=("C001",))) == set()
    assert broken(day, draw(day, {}, ineligible=("C001",))) == {"wrongly_refused"}


def test_where_windows_bound_the_start_a_late_one_is_lawful() -> None:
    case = a_case(1, windows=(between("19:40", "21:00"),))
    day = a_day(cases=(case,), policy=a_policy(window_bounds="start"))
    assert broken(day, draw(day, {}, unassigned=("C001",))) == set()
    too_late = in_case(day, "C001", windows=(between("19:46", "21:00"),))
    assert broken(too_late, draw(too_late, {}, ineligible=("C001",))) == set()


def test_on_a_rest_day_everything_is_refused() -> None:
    day = in_policy(a_full_day(), rest_days=frozenset({"tue"}))
    ids = tuple(case.id for case in day.cases)
    assert broken(day, draw(day, {}, ineligible=ids)) == set()


def test_a_full_plan_stays_true_where_no_window_names_the_whole_stay() -> None:
    day = in_policy(a_full_day(), window_bounds="start")
    assert broken(day, a_full_plan(day)) == set()
