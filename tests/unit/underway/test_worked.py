"""What was reported moves what follows, and nothing else."""

from builders import at
from unit.underway.one_route import CLOCK, a_rest, a_route, second, times
from visitplan.domain.event import Event
from visitplan.domain.plan import Route
from visitplan.underway.worked import as_worked


def worked(*events: Event, route: Route | None = None, now: str = "09:30") -> Route:
    return as_worked(route or a_route(), events, second(now), CLOCK)


def a_delay(clock: str, minutes: int) -> Event:
    return Event(kind="delayed", at=at(clock), agent_id="A01", delay_seconds=60 * minutes)


def test_nothing_reported_means_as_planned() -> None:
    assert worked() == a_route()


def test_another_agents_delay_moves_nothing() -> None:
    other = Event(kind="delayed", at=at("09:05"), agent_id="A02", delay_seconds=600)
    assert worked(other) == a_route()


def test_a_delay_on_the_way_moves_what_follows_until_waiting_absorbs_it() -> None:
    late = worked(a_delay("09:05", 20))
    assert times(late) == ["09:30-09:45", "10:00-10:15", "10:30-10:45"]
    lost_is_told_as_waiting = 20 * 60
    assert [stop.waiting_seconds for stop in late.stops] == [lost_is_told_as_waiting, 300, 300]


def test_a_delay_beyond_the_waiting_moves_the_rest_and_the_end() -> None:
    late = worked(a_delay("09:05", 45))
    assert times(late) == ["09:55-10:10", "10:20-10:35", "10:45-11:00"]
    assert late.ends == at("11:10")


def test_a_delay_at_the_door_lengthens_the_stay() -> None:
    assert times(worked(a_delay("10:05", 30), now="10:10"))[1:] == ["10:00-10:45", "10:55-11:10"]


def test_a_visit_that_ended_later_than_planned_moves_what_follows() -> None:
    ended = Event(kind="done", at=at("10:30"), case_id="C002")
    assert times(worked(ended, now="10:31")) == ["09:10-09:25", "10:00-10:30", "10:40-10:55"]


def test_a_visit_over_before_its_time_is_over() -> None:
    ended = Event(kind="failed", at=at("10:04"), case_id="C002")
    assert times(worked(ended, now="10:05"))[1] == "09:49-10:04"


def test_a_visit_that_is_past_anyway_stays_as_planned_though_it_ended_earlier() -> None:
    ended = Event(kind="done", at=at("10:04"), case_id="C002")
    assert worked(ended, now="10:20") == a_route()


def test_a_break_waits_for_its_turn() -> None:
    route = a_route(breaks=(a_rest("09:30", "09:50"),))
    late = worked(a_delay("09:20", 15), route=route)
    assert late.breaks == (a_rest("09:40", "10:00"),)
    assert times(late)[1] == "10:10-10:25"
