"""Each way of being impossible: it is said, and the change that is named is what it takes."""

from datetime import date, time

import pytest
from one_case import HALF_AN_HOUR_AWAY, a_visited_day, explained

from builders import a_policy, a_shift, an_agent, at, between
from visitplan.domain.agent import Break, Credential
from visitplan.domain.day import Day
from visitplan.domain.pin import Pin
from visitplan.domain.window import ClockSpan

FROM_ONE = {"case": {"windows": (between("13:00", "15:00"),), "service_seconds": 1800}}


def a_day_until(closing: str, **changes: object) -> Day:
    return a_visited_day(shifts=[a_shift(hours=between("09:00", closing))], **FROM_ONE | changes)


def a_day_from(opening: str, **changes: object) -> Day:
    return a_visited_day(shifts=[a_shift(hours=between(opening, "20:00"))], **FROM_ONE | changes)


@pytest.mark.parametrize(
    ("closing", "rule", "missing"), [("13:20", "hours", 40), ("13:48", "travel_time", 12)]
)
def test_a_shift_that_ends_too_soon_would_have_to_end_later(
    closing: str, rule: str, missing: int
) -> None:
    unassigned = explained(a_day_until(closing))

    assert (unassigned.kind, unassigned.rule) == ("impossible", rule)
    assert unassigned.missing_seconds == 60 * missing
    assert unassigned.reason.endswith(f"it would be possible if A01/1 ended {missing} min later")


def test_with_those_minutes_it_is_possible_and_with_one_less_it_is_not() -> None:
    assert explained(a_day_until("13:59")).kind == "impossible"
    assert explained(a_day_until("14:00")).kind == "displaced"


@pytest.mark.parametrize(
    ("opening", "rule", "missing"), [("15:10", "hours", 70), ("14:12", "travel_time", 12)]
)
def test_a_shift_that_begins_too_late_would_have_to_begin_earlier(
    opening: str, rule: str, missing: int
) -> None:
    unassigned = explained(a_day_from(opening))

    assert unassigned.rule == rule
    assert unassigned.missing_seconds == 60 * missing


def test_a_shift_that_begins_early_enough_is_possible() -> None:
    assert explained(a_day_from("14:01")).kind == "impossible"
    assert explained(a_day_from("14:00")).kind == "displaced"


def test_a_longer_window_is_named_where_no_other_shift_would_help() -> None:
    rest = Break(window=between("09:00", "09:30"), seconds=1800, paid=False)
    shift = a_shift(hours=between("08:30", "11:00"), breaks=(rest,))

    def until(closing: str) -> Day:
        return a_visited_day(shifts=[shift], case={"windows": (between("09:00", closing),)})

    assert explained(until("09:40")).reason.endswith("if its window 09:00–09:40 closed 5 min later")
    assert explained(until("09:45")).kind == "displaced"


def test_a_break_right_in_the_visits_hours_is_said_to_be_in_the_way() -> None:
    rest = Break(window=between("09:30", "12:30"), seconds=3 * 3600, paid=False)
    noon = ClockSpan(opening=time(10), closing=time(12))
    policy = a_policy(permitted_hours={"tue": (noon,)})

    def until(closing: str, *breaks: Break) -> Day:
        shift = a_shift(hours=between("09:30", closing), breaks=breaks)
        return a_visited_day(shifts=[shift], policy=policy)

    assert explained(until("14:00", rest)).reason.endswith("if A01/1 owed no break at that time")
    assert explained(until("14:00")).kind == "displaced"


def test_no_window_is_ever_stretched_beyond_permitted_hours() -> None:
    late = {"windows": (between("19:30", "20:00"),)}
    day = a_visited_day(shifts=[a_shift(hours=between("19:20", "21:00"))], case=late)

    assert explained(day).reason.endswith("if A01/1 began 5 min earlier")


def test_a_shift_too_short_for_the_way_would_have_to_be_longer() -> None:
    day = a_visited_day(shifts=[a_shift(hours=between("12:00", "13:00"))])

    unassigned = explained(day)

    assert unassigned.rule == "travel_time"
    assert unassigned.reason == (
        "no shift that may go can serve it, not even alone: A01/1 cannot get there and back in time"
        " (30 min there, 30 min back); it would be possible if A01/1 ended 15 min later"
    )


def test_a_shift_that_is_too_short_on_either_side_is_asked_for_both() -> None:
    noon = {"windows": (between("12:00", "12:15"),)}
    day = a_visited_day(shifts=[a_shift(hours=between("12:00", "12:20"))], case=noon)

    unassigned = explained(day)

    assert unassigned.reason.endswith("if A01/1 began 30 min earlier and ended 30 min later")
    assert unassigned.missing_seconds == 3600


def test_the_nearest_of_several_shifts_is_named() -> None:
    shifts = [
        a_shift(1, hours=between("09:00", "12:00")),
        a_shift(2, hours=between("09:00", "13:45")),
        a_shift(3, hours=between("16:00", "20:00")),
    ]
    day = a_visited_day(shifts=shifts, agents=tuple(map(an_agent, (1, 2, 3))), **FROM_ONE)

    assert explained(day).reason.endswith("if A02/1 ended 15 min later")


def a_noon_break(seconds: int) -> Break:
    return Break(window=between("11:00", "13:00"), seconds=seconds, paid=False)


def test_breaks_that_leave_no_room_are_said_to() -> None:
    hours = between("11:00", "13:00")
    shift = a_shift(hours=hours, breaks=(a_noon_break(3000),))

    assert explained(a_visited_day(shifts=[shift])).rule == "breaks"
    assert explained(a_visited_day(shifts=[shift])).missing_seconds == 5 * 60


def test_a_break_that_fits_beside_the_visit_is_in_nobodys_way() -> None:
    shift = a_shift(hours=between("11:00", "13:00"), breaks=(a_noon_break(2700),))

    assert explained(a_visited_day(shifts=[shift])).kind == "displaced"


def test_where_no_way_leads_that_is_said_and_no_minutes_are_promised() -> None:
    for legs, side in ({(0, 1): -1}, "to the door"), ({(1, 0): -1}, "to its end"):
        unassigned = explained(a_visited_day(shifts=[a_shift()]), legs=HALF_AN_HOUR_AWAY | legs)

        assert (unassigned.kind, unassigned.rule) == ("impossible", "no_way")
        assert side in unassigned.reason
        assert unassigned.missing_seconds is None


def test_an_open_end_needs_no_way_back() -> None:
    day = a_visited_day(shifts=[a_shift()])
    open_end = day.model_copy(
        update={"shifts": tuple(s.model_copy(update={"end": None}) for s in day.shifts)}
    )

    assert explained(open_end, legs=HALF_AN_HOUR_AWAY | {(1, 0): -1}).kind == "displaced"


def test_a_shift_that_may_make_no_visit_is_said_to() -> None:
    unassigned = explained(a_visited_day(shifts=[a_shift(maximum_visits=0)]))

    assert unassigned.rule == "maximum_visits"
    assert unassigned.reason.endswith("if A01/1 were allowed a visit")
    assert explained(a_visited_day(shifts=[a_shift(maximum_visits=1)])).kind == "displaced"


def test_a_pin_outside_of_the_lawful_hours_is_in_the_way() -> None:
    pins = (Pin(case_id="C001", not_before=at("16:00"), not_after=at("17:00")),)
    day = a_visited_day(shifts=[a_shift()], pins=pins, **FROM_ONE)

    unassigned = explained(day)

    assert (unassigned.kind, unassigned.rule) == ("impossible", "pin")
    assert unassigned.missing_seconds == 90 * 60
    assert unassigned.reason.endswith("it would be possible if it were not pinned to that time")
    assert explained(day.model_copy(update={"pins": ()})).kind == "displaced"


def test_a_pin_that_is_not_the_only_hindrance_is_not_said_to_be() -> None:
    pins = (Pin(case_id="C001", not_before=at("16:00")),)

    assert explained(a_day_until("13:48", pins=pins)).reason.endswith(
        "if it were not pinned to that time and A01/1 ended 12 min later"
    )


def test_the_missing_skill_and_the_nearest_agent_are_named() -> None:
    agents = (an_agent(1, skills=frozenset({"sv"})), an_agent(2))
    needs = {"skills": frozenset({"sv", "ru"})}
    day = a_visited_day(shifts=[a_shift(1), a_shift(2)], agents=agents, case=needs)

    unassigned = explained(day)

    assert (unassigned.kind, unassigned.rule) == ("impossible", "skill")
    assert unassigned.reason == (
        "nobody may go: the nearest, A01/1, lacks the skill ru;"
        " it would be possible if A01 had the skill ru"
    )
    skilled = (an_agent(1, skills=frozenset({"sv", "ru"})), an_agent(2))
    assert explained(day.model_copy(update={"agents": skilled})).kind == "displaced"


def test_an_agent_near_by_skill_but_never_in_time_is_not_the_nearest() -> None:
    agents = (an_agent(1, skills=frozenset({"sv"})), an_agent(2))
    shifts = [a_shift(1, maximum_visits=None, hours=between("09:00", "13:00")), a_shift(2)]
    needs = {"skills": frozenset({"sv", "ru"}), "windows": (between("14:00", "16:00"),)}

    unassigned = explained(a_visited_day(shifts=shifts, agents=agents, case=needs))

    assert unassigned.reason.endswith("if A01 had the skill ru and A01/1 ended 1 h 45 min later")
    assert unassigned.missing_seconds == 105 * 60


@pytest.mark.parametrize(
    ("changes", "rule", "condition"),
    [
        ({"case": {"allowed_agents": frozenset()}}, "choice", "the case allowed A01"),
        (
            {"case": {"excluded_agents": frozenset({"A01"})}},
            "exclusion",
            "the case did not exclude A01",
        ),
        ({"pins": (Pin(case_id="C001", agent_id="A02"),)}, "pin", "it were not pinned to A02"),
        (
            {"policy": a_policy(required_credentials=frozenset({"id_card"}))},
            "credential",
            "A01 had a valid credential id_card",
        ),
    ],
)
def test_whatever_keeps_everybody_away_is_named(
    changes: dict[str, object], rule: str, condition: str
) -> None:
    unassigned = explained(a_visited_day(shifts=[a_shift()], **changes))

    assert (unassigned.kind, unassigned.rule) == ("impossible", rule)
    assert unassigned.reason.endswith(f"it would be possible if {condition}")


def test_an_agent_who_lacks_something_is_nearer_than_one_who_is_not_wanted() -> None:
    card = Credential(kind="id_card")
    day = a_visited_day(
        shifts=[a_shift(1), a_shift(2)],
        agents=(an_agent(1, credentials=(card,)), an_agent(2)),
        policy=a_policy(required_credentials=frozenset({"id_card"})),
        case={"allowed_agents": frozenset({"A02"})},
    )

    assert explained(day).reason.endswith("if A02 had a valid credential id_card")


def test_a_credential_that_is_valid_today_keeps_nobody_away() -> None:
    card = Credential(kind="id_card", valid_until=date(2026, 11, 24))
    day = a_visited_day(
        shifts=[a_shift()],
        agents=(an_agent(credentials=(card,)),),
        policy=a_policy(required_credentials=frozenset({"id_card"})),
    )

    assert explained(day).kind == "displaced"


def test_a_day_without_shifts_is_explained_too() -> None:
    unassigned = explained(a_visited_day(shifts=[]))

    assert unassigned.reason == "nobody is on duty; it would be possible if somebody were"
