"""Streets are slower at some hours, by class; a day without hours stays as it was."""

import numpy as np
import pytest
from hypothesis import given
from pydantic import ValidationError
from test_search_laws import snapped, spots, street_graphs
from towns import at, open_town, write_town

from visitplan.domain.day import TravelSettings
from visitplan.domain.street_hours import TYPICAL_HOURS, SlowPeriod, StreetHours, periods_of
from visitplan.travel.hourly import streets_in
from visitplan.travel.search import Search

STREET = {"highway": "residential", "maxspeed": "36"}  # 36 km/h: 10 m/s
HOUR = 3600
RUSH = StreetHours(begins=7 * HOUR, ends=10 * HOUR, other=2.0)


def a_matrix(tmp_path, mode="drive", ways=(("ab", STREET),), **settings):
    nodes = {"a": (0, 0), "b": (400, 0), "m": (200, 150)}
    travel = open_town(write_town(tmp_path / "t.osm", nodes, ways), **settings)
    return travel.matrix([at(0, 0), at(400, 0)], mode)


def test_a_day_without_hours_has_one_period(tmp_path):
    assert a_matrix(tmp_path).later == ()


def test_the_day_is_cut_where_hours_begin_and_end(tmp_path):
    matrix = a_matrix(tmp_path, hours=(RUSH,))
    assert [(p.begins, int(p.seconds[0, 1])) for p in matrix.periods] == [
        (0, 40),
        (7 * HOUR, 80),
        (10 * HOUR, 40),
    ]


def test_hours_that_follow_each_other_need_no_cut_between(tmp_path):
    night = StreetHours(begins=0, ends=7 * HOUR, other=0.5)
    late = StreetHours(begins=22 * HOUR, ends=24 * HOUR, other=0.5)
    periods = a_matrix(tmp_path, hours=(late, RUSH, night)).periods
    assert [p.begins // HOUR for p in periods] == [0, 7, 10, 22]
    assert [int(p.seconds[0, 1]) for p in periods] == [20, 80, 40, 20]


def test_nobody_walks_slower_in_the_rush_hour_and_a_two_wheeler_rides_slower(tmp_path):
    assert a_matrix(tmp_path, "walk", hours=(RUSH,)).later == ()
    assert int(a_matrix(tmp_path, "two_wheeler", hours=(RUSH,)).later[0].seconds[0, 1]) == 80


def test_a_class_has_its_own_figure_and_its_links_have_it_too(tmp_path):
    hours = (StreetHours(begins=1, ends=2, other=1.0, by_class={"primary": 3.0}),)
    for kind, seconds in (("residential", 40), ("primary", 120), ("primary_link", 120)):
        ways = [("ab", {**STREET, "highway": kind})]
        assert int(a_matrix(tmp_path, ways=ways, hours=hours).later[0].seconds[0, 1]) == seconds


def test_at_another_hour_another_way_is_the_fastest(tmp_path):
    """Of two parallel ways the main road is the faster one, but for the rush hour."""
    ways = [("ab", {**STREET, "highway": "primary"}), ("amb", STREET)]
    hours = (StreetHours(begins=1, ends=2, other=1.0, by_class={"primary": 2.0}),)
    free, rush, _ = a_matrix(tmp_path, ways=ways, hours=hours).periods
    assert (int(free.seconds[0, 1]), int(free.metres[0, 1])) == (40, 400)
    assert (int(rush.seconds[0, 1]), int(rush.metres[0, 1])) == (50, 500)


def test_a_ferry_keeps_its_timetable(tmp_path):
    ferry = {"route": "ferry", "motor_vehicle": "yes", "duration": "00:10"}
    nodes = {"a": (0, 0), "b": (400, 0), "c": (1400, 0), "d": (1800, 0)}
    ways = [("ab", STREET), ("bc", ferry), ("cd", STREET)]
    travel = open_town(write_town(tmp_path / "t.osm", nodes, ways), hours=(RUSH,))
    matrix = travel.matrix([at(0, 0), at(1800, 0)], "drive")
    usual, rush, _ = (int(p.seconds[0, 1]) for p in matrix.periods)
    assert usual == pytest.approx(680, abs=1)
    assert rush - usual == 80


def test_the_typical_hours_are_slower_in_the_morning_and_faster_at_night(tmp_path):
    periods = a_matrix(tmp_path, hours=TYPICAL_HOURS).periods
    at_hour = {p.begins // HOUR: int(p.seconds[0, 1]) for p in periods}
    assert at_hour[0] < at_hour[10] == at_hour[6] < at_hour[7]
    assert sorted(at_hour) == [0, 6, 7, 10, 16, 19, 22]


def test_what_is_printed_says_that_the_hour_counts(tmp_path):
    town = write_town(tmp_path / "t.osm", {"a": (0, 0), "b": (9, 0)}, [("ab", STREET)])
    assert open_town(town, hours=(RUSH,)).description.endswith("by the hour")


@pytest.mark.parametrize("begins", [8, 9])
def test_hours_that_overlap_are_refused(begins):
    other = StreetHours(begins=begins * HOUR, ends=11 * HOUR, other=1.5)
    with pytest.raises(ValidationError, match="overlap"):
        TravelSettings(hours=(RUSH, other))


def test_hours_that_end_before_they_begin_are_refused():
    with pytest.raises(ValidationError, match="after they begin"):
        StreetHours(begins=10, ends=10)


@given(street_graphs(), spots)
def test_the_slowness_of_all_streets_is_the_slowness_of_every_leg(graph, drawn):
    snaps = snapped(graph, drawn)
    usual, _ = Search.of(graph, snaps).times_and_lengths()
    slow, _ = Search.of(streets_in(graph, SlowPeriod(0, 2.0, {})), snaps).times_and_lengths()
    assert (np.abs(slow - 2 * usual) <= 2).all()


@given(street_graphs(), spots)
def test_slowing_one_class_makes_no_leg_faster_and_its_usual_hours_come_back(graph, drawn):
    snaps = snapped(graph, drawn)
    usual, lengths = Search.of(graph, snaps).times_and_lengths()
    slower = streets_in(graph, SlowPeriod(0, 1.0, {"residential": 4.0}))
    slow, _ = Search.of(slower, snaps).times_and_lengths()
    assert (slow >= usual).all()
    again = streets_in(slower, SlowPeriod(0, 1.0, {"residential": 0.25}))
    times, same = Search.of(again, snaps).times_and_lengths()
    assert (times == usual).all()
    assert (same == lengths).all()


def test_a_whole_day_may_be_slow():
    assert periods_of((StreetHours(begins=0, ends=24 * HOUR, other=1.5),)) == ((0, 1.5, {}),)
