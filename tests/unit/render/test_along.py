"""A leg is told by the streets that matter on it, and by no others."""

import numpy as np
import pytest

from sample_plan import a_sample
from visitplan.domain.course import Course, FollowedStreet
from visitplan.render.agent_page import agent_page
from visitplan.render.along import LegView, main_streets
from visitplan.render.overview import overview
from visitplan.render.print_sheet import itinerary


def along(*streets: tuple[str | None, str, int]) -> tuple[str, ...]:
    return main_streets(Course(np.zeros((2, 2)), tuple(FollowedStreet(*s) for s in streets)))


def street(name: str | None, metres: int) -> tuple[str | None, str, int]:
    return name, "residential", metres


def test_the_longest_three_are_told_in_the_order_of_travel() -> None:
    lengths = {"A": 300, "B": 200, "C": 250, "D": 260}
    told = along(*(street(name, metres) for name, metres in lengths.items()))
    assert told == ("A", "C", "D")


def test_a_short_street_is_passed_in_silence() -> None:
    assert along(street("Long", 900), street("Short", 50)) == ("Long",)


def test_a_street_that_is_left_and_met_again_counts_as_a_whole() -> None:
    told = along(street("A", 100), street("Link", 120), street("A", 100))
    assert told == ("A", "Link")
    assert along(*[street("A", 20), street("B", 25)] * 9, street("C", 60)) == ("A", "B")


def test_streets_without_a_name_are_told_by_class_only_where_no_name_is_worth_it() -> None:
    assert along(street("Named", 200), (None, "service", 900)) == ("Named",)
    assert along(street("Named", 20), (None, "service", 900)) == ("service roads",)
    assert along((None, "primary_link", 90), (None, "steps", 90)) == ("a main road", "steps")


@pytest.mark.parametrize("road_class", ["residential", "unclassified", "road", "no such class"])
def test_what_has_no_words_of_its_own_is_a_side_street(road_class: str) -> None:
    assert along((None, road_class, 100)) == ("side streets",)


def test_nothing_is_told_where_streets_are_unknown_or_nobody_moves() -> None:
    assert along() == ()
    assert along(street("A", 0)) == ()


def test_a_leg_is_one_line_of_text() -> None:
    assert LegView(61, 349, ("A", "B", "C")).text == "2\xa0min, 350\xa0m along A, B and C"
    assert LegView(240, 1249, ("A",)).text == "4\xa0min, 1.2\xa0km along A"
    assert LegView(240, 996, ()).text == "4\xa0min, 1.0\xa0km"
    assert LegView(0, 0, ()).text == ""


def test_every_page_tells_the_way_to_each_stop() -> None:
    plan, day, scenery = a_sample()
    on_phone = agent_page(plan, day, "A01/1", scenery)
    told = [page.count(" along <bdi>") for page in (on_phone, itinerary(plan, day, scenery))]
    stops = [len(plan.routes[0].stops), sum(len(route.stops) for route in plan.routes)]
    assert told[0] == stops[0] + 1
    assert told[1] >= stops[1]
    assert "along <bdi>Tower Street</bdi>" in overview(plan, day, scenery)


def test_a_street_of_a_hostile_name_is_text() -> None:
    plan, day, scenery = a_sample()
    name = "<script>alert(1)</script>{{7*7}}"
    course = Course(np.zeros((2, 2)), (FollowedStreet(name, "residential", 100),))
    ways = {route.shift_id: (course,) * (len(route.stops) + 1) for route in plan.routes}
    scenery = type(scenery)(ways, scenery.streets, scenery.description)
    for page in (agent_page(plan, day, "A01/1", scenery), itinerary(plan, day, scenery)):
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}" in page
        assert "<script>alert" not in page
