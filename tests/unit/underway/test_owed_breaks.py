"""Breaks taken stay taken, breaks owed remain owed."""

from builders import between
from unit.underway.one_route import CLOCK, a_rest, second
from visitplan.domain.agent import Break
from visitplan.domain.plan import TakenBreak
from visitplan.underway.owed_breaks import still_owed

LUNCH = Break(window=between("11:00", "13:00"), seconds=1800, paid=False)
TEA = Break(window=between("15:00", "16:00"), seconds=900, paid=True)


def owed(*rested: TakenBreak, free: str, leaves: str = "09:00") -> tuple[Break, ...]:
    times = {"leaves": second(leaves), "free": second(free)}
    return still_owed((LUNCH, TEA), rested, clock=CLOCK, **times)


def test_before_its_hours_everything_is_owed() -> None:
    assert owed(free="10:00") == (LUNCH, TEA)


def test_a_break_taken_is_not_owed_again_even_if_it_was_late() -> None:
    assert owed(a_rest("11:20", "11:50"), free="12:00") == (TEA,)
    assert owed(a_rest("12:50", "13:20"), free="13:20") == (TEA,)


def test_a_break_is_owed_in_what_is_left_of_its_hours() -> None:
    assert owed(free="12:10")[0].window == between("12:10", "13:00")


def test_a_break_without_room_any_more_is_missed() -> None:
    assert owed(free="12:31") == (TEA,)


def test_a_break_with_room_before_the_route_left_was_taken_then() -> None:
    assert owed(free="12:00", leaves="11:30") == (TEA,)
    assert owed(free="12:00", leaves="11:29")[0].seconds == LUNCH.seconds
