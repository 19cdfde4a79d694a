"""GeoJSON as RFC 7946 asks: longitude first, lines and points, and nobody's name."""

import json
from typing import Any

from shapely.geometry import shape

from unit.render.exports_sample import (
    DEBTORS_NAME,
    HOSTILE,
    a_hostile_day,
    a_hostile_plan,
    some_ways,
)
from unit.verification.edits import edited, in_case
from unit.verification.hand_scheduling import a_full_day, a_full_plan
from visitplan.domain.day import Day
from visitplan.render.exports.plan_geojson import plan_geojson


def features(day: Day, ways: Any = None) -> dict[str, Any]:
    collection = json.loads(plan_geojson(a_full_plan(), day, ways or {}))
    assert collection["type"] == "FeatureCollection"
    return {feature["id"]: feature for feature in collection["features"]}


def test_every_geometry_can_be_read() -> None:
    found = features(a_full_day(), some_ways())
    assert all(shape(feature["geometry"]).is_valid for feature in found.values())
    assert len(found) == 3 + 8 + 2 + 1


def test_a_route_follows_its_streets_and_corners_stand_once() -> None:
    assert features(a_full_day(), some_ways())["route/A01/1"]["geometry"] == {
        "type": "LineString",
        "coordinates": [
            [24.945, 60.17],
            [24.94, 60.17],
            [24.94, 60.166],
            [24.94, 60.167],
            [24.945, 60.17],
        ],
    }


def test_a_route_without_streets_goes_from_stop_to_stop() -> None:
    line = features(a_full_day())["route/A01/2"]["geometry"]["coordinates"]
    assert line == [[24.945, 60.17], [24.94, 60.169]]


def test_a_route_that_never_moves_is_still_a_line() -> None:
    day = a_full_day()
    start = day.shifts[0].start
    day = in_case(day, "C004", place=start)
    line = features(day)["route/A01/2"]["geometry"]["coordinates"]
    assert line == [[24.945, 60.17], [24.945, 60.17]]


def test_stops_are_numbered_and_timed() -> None:
    stop = features(a_full_day())["stop/C003"]
    assert stop["geometry"]["coordinates"] == [24.94, 60.167]
    assert stop["properties"]["number"] == 3
    assert stop["properties"]["arrival"] == "2026-11-24T10:32:12+02:00"


def test_what_was_left_out_has_its_rules() -> None:
    found = features(a_full_day())
    assert found["unassigned/C010"]["properties"]["rules"] == ["displaced"]
    assert found["ineligible/C008"]["properties"]["rules"] == ["no_hold"]


def test_a_case_that_nobody_located_is_left_out() -> None:
    day = a_full_day()
    day = in_case(day, "C008", place=edited(day.cases[7].place, point=None))
    assert "ineligible/C008" not in features(day)


def test_no_stranger_writes_into_it() -> None:
    for text in HOSTILE:
        written = plan_geojson(a_hostile_plan(text), a_hostile_day(text), some_ways())
        assert written == plan_geojson(a_full_plan(), a_full_day(), some_ways())
        assert DEBTORS_NAME not in written
