"""The Gantt chart accounts for every second of a route."""

from datetime import timedelta
from itertools import pairwise

from sample_plan import a_sample
from visitplan.domain.plan import TakenBreak
from visitplan.render.route_view import route_views
from visitplan.render.scenery import Scenery
from visitplan.render.stretches import stretches
from visitplan.render.timeline import timeline
from visitplan.render.vectors import DrawnStreets
from visitplan.render.wording import Wording, wording_of


def test_stretches_follow_each_other_and_add_up_to_the_route() -> None:
    plan, _, _ = a_sample()
    for route in plan.routes:
        spent = list(stretches(route))
        assert (spent[0].start, spent[-1].end) == (route.leaves, route.ends)
        assert all(one.end == other.start for one, other in pairwise(spent))
        waits = sum((s.end - s.start).total_seconds() for s in spent if s.kind == "waiting")
        assert waits == sum(stop.waiting_seconds for stop in route.stops)


def test_a_break_in_the_middle_of_a_way_interrupts_it() -> None:
    plan, _, _ = a_sample()
    route = plan.routes[0]
    first = route.stops[0]
    rest = TakenBreak(
        start=route.leaves + timedelta(seconds=60),
        end=route.leaves + timedelta(seconds=120),
        paid=True,
    )
    route = route.model_copy(update={"breaks": (rest,)})
    kinds = [stretch.kind for stretch in stretches(route)]
    assert kinds[:4] == ["travel", "break", "travel", "service"]
    assert first.travel_seconds > 60


def test_the_chart_has_a_row_for_each_shift_and_a_block_for_each_stay() -> None:
    plan, day, scenery = a_sample()
    chart = timeline(day, route_views(plan, day, scenery), wording_of(plan))
    stays = [[block for block in row.blocks if block.key] for row in chart.rows]
    assert [len(row) for row in stays] == [8, 9, 7, 8, 0]
    assert stays[1][2].says == "Stop 3, C011, 10:09–10:24"
    assert (chart.ticks[0].text, chart.ticks[-1].text) == ("09:00", "17:00")


def test_a_shift_that_may_not_be_worked_is_told_from_one_that_was_not_needed() -> None:
    _, day, _ = a_sample()
    chart = timeline(day, (), Wording(day.date, day.time_zone, "EUR"), {"A02/1"})
    assert [row.barred for row in chart.rows] == [False, True, False, False, False]


def test_every_block_lies_inside_the_chart() -> None:
    plan, day, scenery = a_sample()
    chart = timeline(day, route_views(plan, day, scenery), wording_of(plan))
    for row in chart.rows:
        for block in (row.on_duty, *row.blocks):
            assert block.left >= 0
            assert block.left + block.width <= 100.01


def test_scenery_can_do_without_a_credit() -> None:
    assert Scenery({}, DrawnStreets(()), "as the crow flies × 1.4").attribution is None
