"""Where a route stands: made, under way, driven to, free, over."""

import pytest

from unit.underway.one_route import a_rest, a_route, second
from visitplan.domain.plan import Route
from visitplan.underway.standing import Call, Standing, standing_of


def standing(now: str, *, route: Route | None = None, off: str | None = None) -> Standing:
    return standing_of(route or a_route(), Call(second(now), second(off) if off else None))


@pytest.mark.parametrize(
    ("now", "made", "free"),
    [
        ("08:30", 0, "08:30"),
        ("09:00", 0, "09:00"),
        ("09:05", 1, "09:25"),
        ("09:10", 1, "09:25"),
        ("09:25", 1, "09:25"),
        ("09:40", 1, "09:40"),
        ("09:50", 1, "09:50"),
        ("09:51", 2, "10:15"),
        ("10:14", 2, "10:15"),
        ("10:44", 3, "10:45"),
    ],
    ids=[
        "not yet left",
        "about to leave",
        "driving to the first stop",
        "just arrived",
        "just leaving",
        "with time to spare",
        "about to set out",
        "driving to the second stop",
        "at the second door",
        "at the last door",
    ],
)
def test_a_route_is_free_after_what_is_made(now: str, made: int, free: str) -> None:
    found = standing(now)
    assert (len(found.made), found.free, found.over) == (made, second(free), False)


@pytest.mark.parametrize("now", ["10:45", "10:50", "12:00"])
def test_on_the_way_home_a_route_is_over(now: str) -> None:
    assert standing(now).over
    assert standing(now).complete


def test_a_break_begun_is_finished_before_anything_is_decided() -> None:
    route = a_route(breaks=(a_rest("09:30", "09:50"),))
    found = standing("09:40", route=route)
    assert (found.free, found.rested) == (second("09:50"), route.breaks)


def test_a_break_to_come_is_still_to_be_decided() -> None:
    found = standing("09:28", route=a_route(breaks=(a_rest("09:30", "09:50"),)))
    assert (found.free, found.rested) == (second("09:28"), ())


def test_nobody_drives_on_to_a_withdrawn_visit() -> None:
    found = standing_of(a_route(), Call(second("09:55"), withdrawn={"C002"}))
    assert len(found.made) == 1
    assert found.free == second("10:00"), "back where the way began, five minutes each way"


def test_who_falls_ill_ends_the_visit_under_way_and_begins_no_other() -> None:
    found = standing("10:40", off="09:55")
    assert (len(found.made), found.over, found.complete) == (1, True, False)
