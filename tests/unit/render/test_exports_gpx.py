"""GPX: numbered stops and a track, and nothing that should not leave the house."""

from datetime import UTC, datetime

import gpxpy
import pytest

from unit.render.exports_sample import (
    DEBTORS_NAME,
    HOSTILE,
    a_hostile_day,
    a_hostile_plan,
    some_ways,
)
from unit.verification.edits import edited, in_case, in_route
from unit.verification.hand_scheduling import a_full_day, a_full_plan
from visitplan.domain.course import Course, FollowedStreet, line_through
from visitplan.domain.place import Point
from visitplan.render.exports.route_gpx import route_gpx


def test_stops_are_a_route_with_arrival_times() -> None:
    gpx = gpxpy.parse(route_gpx(a_full_plan(), a_full_day(), "A01/1", some_ways()))
    (route,) = gpx.routes
    assert [point.name for point in route.points] == ["Stop 1", "Stop 2", "Stop 3"]
    assert route.points[0].time == datetime(2026, 11, 24, 8, 0, tzinfo=UTC)
    assert (route.points[0].latitude, route.points[0].longitude) == (60.166, 24.94)


def test_streets_are_a_track() -> None:
    gpx = gpxpy.parse(route_gpx(a_full_plan(), a_full_day(), "A01/1", some_ways()))
    (segment,) = gpx.tracks[0].segments
    assert len(segment.points) == 5


def test_a_stop_without_a_point_keeps_the_numbers_of_the_others() -> None:
    day = a_full_day()
    day = in_case(day, "C001", place=edited(day.cases[0].place, point=None))
    gpx = gpxpy.parse(route_gpx(a_full_plan(), day, "A01/1", some_ways()))
    assert [point.name for point in gpx.routes[0].points] == ["Stop 2", "Stop 3"]


def test_each_stop_says_how_one_gets_there_and_the_route_how_far_it_is() -> None:
    gpx = gpxpy.parse(route_gpx(a_full_plan(), a_full_day(), "A01/1", some_ways()))
    (route,) = gpx.routes
    assert route.points[0].description == "1\xa0min, 520\xa0m along Sample Street"
    assert route.description.startswith("3 stops, ")


def test_without_streets_only_time_and_distance_are_said() -> None:
    gpx = gpxpy.parse(route_gpx(a_full_plan(), a_full_day(), "A01/1", {}))
    assert gpx.routes[0].points[0].description == "1\xa0min, 520\xa0m"


def test_a_street_name_that_xml_cannot_hold_is_made_fit() -> None:
    street = FollowedStreet("Bell\x07 <Street>", "residential", 500)
    course = Course(line_through([Point(lat=60.17, lon=24.94)] * 2), (street,))
    gpx = gpxpy.parse(route_gpx(a_full_plan(), a_full_day(), "A01/1", {"A01/1": (course,)}))
    assert gpx.routes[0].points[0].description.endswith("along Bell\ufffd <Street>")


def test_no_stranger_writes_into_it() -> None:
    for text in HOSTILE:
        written = route_gpx(a_hostile_plan(text), a_hostile_day(text), "A01/1", some_ways())
        assert written == route_gpx(a_full_plan(), a_full_day(), "A01/1", some_ways())
        assert DEBTORS_NAME not in written


def test_an_id_that_looks_like_markup_stays_text() -> None:
    plan = in_route(a_full_plan(), 0, shift_id="<b>{{7*7}}&")
    gpx = gpxpy.parse(route_gpx(plan, a_full_day(), "<b>{{7*7}}&", {}))
    assert gpx.routes[0].name == "<b>{{7*7}}&"


def test_a_shift_without_a_route_has_no_file() -> None:
    with pytest.raises(KeyError):
        route_gpx(a_full_plan(), a_full_day(), "A09/1", {})
