"""An attempt that fails is told by the clock, and every shift is named with what is in its way."""

from one_case import a_visited_day, matrices

from builders import a_shift, an_agent, between
from visitplan.domain.day import Day
from visitplan.eligibility.gate import gate
from visitplan.explanation.attempt import attempts
from visitplan.explanation.bars import bars
from visitplan.explanation.failed import checked, failed_attempt, shortfall
from visitplan.explanation.told import Checked


def an_early_case(**changes: object) -> dict[str, object]:
    return {"windows": (between("09:00", "09:40"),), "service_seconds": 900} | changes


def told(day: Day) -> tuple[Checked, ...]:
    (visit,) = gate(day).visits
    return checked(attempts(visit, day, matrices()), day.cases[0], day)


def test_a_shift_that_comes_too_late_is_told_by_the_clock() -> None:
    day = a_visited_day(shifts=[a_shift()], case=an_early_case())
    (visit,) = gate(day).visits
    (attempt,) = attempts(visit, day, matrices())

    assert shortfall(attempt) == 5 * 60
    assert failed_attempt(attempt) == (
        "leaves 09:00, arrives 09:30 (0.6 km), would leave 09:45; the visit has to be over by 09:40"
    )


def test_a_shift_that_would_come_home_too_late_is_told_by_its_end() -> None:
    day = a_visited_day(
        shifts=[a_shift(hours=between("09:00", "13:30"))],
        case={"windows": (between("13:00", "15:00"),), "service_seconds": 900},
    )
    (each,) = told(day)

    assert (each.rule, each.missing_seconds) == ("travel_time", 15 * 60)
    assert each.words == (
        "leaves 09:00, arrives 09:30 (0.6 km), waits until 13:00, would leave 13:15,"
        " be at the end 13:45 (0.6 km); the shift ends 13:30"
    )


def test_a_shift_that_can_serve_the_visit_alone_fails_nothing() -> None:
    (each,) = told(a_visited_day(shifts=[a_shift()]))

    assert (each.rule, each.missing_seconds) == (None, None)


def test_every_shift_of_the_day_is_named_with_what_is_in_its_way() -> None:
    day = a_visited_day(
        shifts=[a_shift(1), a_shift(2)],
        agents=(an_agent(1), an_agent(2, skills=frozenset({"legal"}))),
        case=an_early_case(skills=frozenset({"legal"})),
    )

    assert [(each.shift_id, each.rule) for each in told(day)] == [
        ("A01/1", "skill"),
        ("A02/1", "travel_time"),
    ]


def test_whoever_is_too_few_or_kept_away_by_what_was_told_has_a_bar_too() -> None:
    day = a_visited_day(shifts=[a_shift()], case={"crew": 2})
    (visit,) = gate(day).visits
    (alone,) = bars(day.shifts[0], visit, day.cases[0], day)
    assert (alone.rule, alone.fault) == ("crew", "is 1 of 2 people asked for")

    day = a_visited_day(shifts=[a_shift()])
    visit = gate(day).visits[0].model_copy(update={"allowed_shifts": ()})
    (unknown,) = bars(day.shifts[0], visit, day.cases[0], day)
    assert unknown.rule == "policy"
