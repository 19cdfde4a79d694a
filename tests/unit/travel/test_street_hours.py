"""Streets are slower at some hours, by class; a day without hours stays as it was."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError
from test_search_laws import snapped, spots, street_graphs
from towns import at, open_town, write_town

from visitplan.domain.course import LegEnds
from visitplan.domain.day import TravelSettings
from visitplan.domain.street_hours import TYPICAL_HOURS, SlowPeriod, StreetHours, periods_of
from visitplan.travel.departures import trace_at_departure
from visitplan.travel.hourly import streets_in
from visitplan.travel.legs import Legs
from visitplan.travel.search import Search

STREET = {"highway": "residential", "maxspeed": "36"}  # 36 km/h: 10 m/s
HOUR = 3600
DAY = 24 * HOUR
RUSH = StreetHours(days=("tue",), begins=7 * HOUR, ends=10 * HOUR, other=2.0)


def a_matrix(tmp_path, mode="drive", ways=(("ab", STREET),), **settings):
    nodes = {"a": (0, 0), "b": (400, 0), "m": (200, 150)}
    travel = open_town(write_town(tmp_path / "t.osm", nodes, ways), **settings)
    return travel.matrix([at(0, 0), at(400, 0)], mode)


def on_tuesdays(begins, ends, other=1.0, **by_class):
    return StreetHours(days=("tue",), begins=begins, ends=ends, other=other, by_class=by_class)


def test_a_day_without_hours_has_one_period(tmp_path):
    assert a_matrix(tmp_path).later == ()


def test_the_week_is_cut_where_hours_begin_and_end(tmp_path):
    matrix = a_matrix(tmp_path, hours=(RUSH,))
    assert [(p.begins, int(p.seconds[0, 1])) for p in matrix.periods] == [
        (0, 40),
        (DAY + 7 * HOUR, 80),
        (DAY + 10 * HOUR, 40),
    ]


def test_hours_hold_on_every_day_unless_they_name_some(tmp_path):
    always = StreetHours(begins=7 * HOUR, ends=10 * HOUR, other=2.0)
    begins = [p.begins for p in a_matrix(tmp_path, hours=(always,)).periods]
    assert begins == [0, *(day * DAY + hour * HOUR for day in range(7) for hour in (7, 10))]


def test_times_that_come_again_are_reckoned_once(tmp_path):
    always = StreetHours(begins=7 * HOUR, ends=10 * HOUR, other=2.0)
    periods = a_matrix(tmp_path, hours=(always,)).periods
    assert len({id(period.seconds) for period in periods}) == 2


def test_hours_that_follow_each_other_need_no_cut_between(tmp_path):
    night, late = on_tuesdays(0, 7 * HOUR, 0.5), on_tuesdays(22 * HOUR, DAY, 0.5)
    periods = a_matrix(tmp_path, hours=(late, RUSH, night)).periods
    assert [p.begins // HOUR for p in periods] == [0, 24, 31, 34, 46, 48]
    assert [int(p.seconds[0, 1]) for p in periods] == [40, 20, 80, 40, 20, 40]


def test_a_night_goes_on_over_midnight(tmp_path):
    nights = [StreetHours(begins=b * HOUR, ends=e * HOUR, other=0.5) for b, e in ((0, 6), (22, 24))]
    periods = a_matrix(tmp_path, hours=tuple(nights)).periods
    assert [p.begins // HOUR for p in periods][:5] == [0, 6, 22, 30, 46]


def test_nobody_walks_slower_in_the_rush_hour_and_a_two_wheeler_rides_slower(tmp_path):
    assert a_matrix(tmp_path, "walk", hours=(RUSH,)).later == ()
    assert int(a_matrix(tmp_path, "two_wheeler", hours=(RUSH,)).later[0].seconds[0, 1]) == 80


def test_a_class_has_its_own_figure_and_its_links_have_it_too(tmp_path):
    hours = (on_tuesdays(1, 2, primary=3.0),)
    for kind, seconds in (("residential", 40), ("primary", 120), ("primary_link", 120)):
        ways = [("ab", {**STREET, "highway": kind})]
        assert int(a_matrix(tmp_path, ways=ways, hours=hours).later[0].seconds[0, 1]) == seconds


def test_at_another_hour_another_way_is_the_fastest(tmp_path):
    """Of two parallel ways the main road is the faster one, but for the rush hour."""
    ways = [("ab", {**STREET, "highway": "primary"}), ("amb", STREET)]
    hours = (on_tuesdays(1, 2, primary=2.0),)
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


def test_on_typical_working_days_people_rush_and_nights_are_fast(tmp_path):
    periods = a_matrix(tmp_path, hours=TYPICAL_HOURS).periods
    at_hour = {p.begins // HOUR: int(p.seconds[0, 1]) for p in periods}
    assert at_hour[0] < at_hour[9] == at_hour[19] < at_hour[6] == at_hour[16]
    assert [hour for hour in at_hour if hour < 48] == [0, 6, 9, 16, 19, 22, 30, 33, 40, 43, 46]


def test_on_a_typical_weekend_nobody_rushes(tmp_path):
    periods = a_matrix(tmp_path, hours=TYPICAL_HOURS).periods
    weekend = [p for p in periods if p.begins >= 5 * DAY]
    assert [(p.begins // HOUR) % 24 for p in weekend] == [6, 22, 6, 22]
    assert {int(p.seconds[0, 1]) for p in weekend} == {
        int(periods[n].seconds[0, 1]) for n in (0, 2)
    }


def test_what_is_printed_says_that_the_hour_counts(tmp_path):
    town = write_town(tmp_path / "t.osm", {"a": (0, 0), "b": (9, 0)}, [("ab", STREET)])
    assert open_town(town, hours=(RUSH,)).description.endswith("by the hour")


@pytest.mark.parametrize("begins", [8, 9])
def test_hours_that_overlap_are_refused(begins):
    other = StreetHours(begins=begins * HOUR, ends=11 * HOUR, other=1.5)
    with pytest.raises(ValidationError, match="overlap"):
        TravelSettings(hours=(RUSH, other))


def test_hours_of_other_days_do_not_overlap():
    other = StreetHours(days=("wed",), begins=8 * HOUR, ends=11 * HOUR, other=1.5)
    assert len(TravelSettings(hours=(RUSH, other)).hours) == 2


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


def test_a_course_is_that_of_the_hour_in_which_its_leg_starts(tmp_path):
    """In the rush hour the side street is faster; before and after it the main road is."""
    nodes = {"a": (0, 0), "b": (400, 0), "m": (200, 150)}
    ways = [("ab", {**STREET, "highway": "primary"}), ("amb", STREET)]
    hours = (on_tuesdays(7 * HOUR, 10 * HOUR, primary=3.0),)
    travel = open_town(write_town(tmp_path / "t.osm", nodes, ways), hours=hours)
    leaves = {"free": 6 * HOUR, "rush": 8 * HOUR, "last": 10 * HOUR - 30, "waits": 10 * HOUR - 5}
    legs = [LegEnds(at(0, 0), at(400, 0), DAY + second) for second in leaves.values()]
    legs.append(LegEnds(at(0, 0), at(400, 0), 8 * HOUR))  # on Monday
    lengths = [
        street.metres for course in travel.courses(legs, "drive") for street in course.streets
    ]
    assert lengths == [400, 500, 500, 400, 400]


@given(street_graphs(), spots, st.lists(st.integers(0, 300), min_size=25, max_size=25))
def test_whoever_leaves_takes_the_way_that_the_matrix_has_at_that_second(graph, drawn, seconds):
    """Whether he goes at once, or waits for a period in which he is there sooner."""
    snaps = snapped(graph, drawn)
    periods = periods_of((StreetHours(days=("mon",), begins=100, ends=200, other=3.0),))
    searches = [Search.of(streets_in(graph, slow), snaps) for slow in periods]
    tables = [search.times_and_lengths() for search in searches]
    every = np.arange(len(drawn))
    legs = Legs(np.repeat(every, len(drawn)), np.tile(every, len(drawn)))
    leaves = np.array(seconds[: len(legs.origin)])
    by_period = dict(zip((slow.begins for slow in periods), searches, strict=True))
    runs = trace_at_departure(legs, leaves, periods, lambda slow: by_period[slow.begins])
    metres = graph.decimetres[runs.segment]
    along = np.abs(np.rint(metres * runs.end) - np.rint(metres * runs.begin))
    found = np.bincount(runs.leg, along, len(leaves))
    ends = [slow.begins for slow in periods[1:]] + [10**9]
    for leg, (origin, destination) in enumerate(zip(*legs, strict=True)):
        options = [
            (max(leaves[leg], slow.begins) * 1000 + times[origin, destination], number)
            for number, (slow, end, (times, _)) in enumerate(
                zip(periods, ends, tables, strict=True)
            )
            if leaves[leg] < end
        ]
        assert found[leg] == tables[min(options)[1]][1][origin, destination]
