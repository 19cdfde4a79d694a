"""The made-up days of the benchmark are what they are said to be."""

import itertools
from statistics import mean

import pytest

from benchmarks.engine.catalogue import chosen, load
from benchmarks.engine.days import HOUR, MINUTE, a_working_day


def test_equal_sizes_and_seeds_give_equal_days() -> None:
    assert a_working_day(40, seed=3) == a_working_day(40, seed=3)


def test_another_seed_gives_another_day() -> None:
    assert a_working_day(40, seed=3) != a_working_day(40, seed=4)


def test_lunch_is_all_that_a_day_with_lunch_has_more() -> None:
    plain, lunch = a_working_day(30, seed=1), a_working_day(30, seed=1, lunch=True)
    assert plain.visits == lunch.visits
    assert plain.seconds == lunch.seconds
    assert all(len(shift.breaks) == 1 for shift in lunch.shifts)
    assert not any(shift.breaks for shift in plain.shifts)


def test_every_visit_ends_within_hours_that_some_able_shift_works() -> None:
    day = a_working_day(300, seed=2)
    for visit in day.visits:
        assert any(
            day.shifts[shift].opening <= closing and opening <= day.shifts[shift].closing
            for shift in visit.shifts
            for opening, closing in visit.arrivals
        )
        assert visit.arrivals[-1][1] + visit.service <= 20 * HOUR


def test_some_visits_have_split_hours_and_some_come_in_the_evening_only() -> None:
    day = a_working_day(300, seed=2)
    split = [visit for visit in day.visits if len(visit.arrivals) > 1]
    late = [visit for visit in day.visits if visit.arrivals[0][0] >= 17 * HOUR]
    assert 15 <= len(split) <= 60
    assert 25 <= len(late) <= 70


def test_some_visits_need_skills_that_not_all_shifts_have() -> None:
    day = a_working_day(300, seed=2)
    choosy = [visit for visit in day.visits if len(visit.shifts) < len(day.shifts)]
    assert 40 <= len(choosy) <= 130


def test_doors_take_ten_to_thirty_minutes() -> None:
    services = [visit.service for visit in a_working_day(300, seed=2).visits]
    assert min(services) == 10 * MINUTE
    assert max(services) == 30 * MINUTE
    assert 18 * MINUTE < mean(services) < 22 * MINUTE


def test_the_way_there_is_not_the_way_back() -> None:
    day = a_working_day(20, seed=1)
    pairs = itertools.combinations(range(20), 2)
    assert all(day.metres[0][a][b] != day.metres[0][b][a] for a, b in pairs)


def test_where_all_must_be_served_no_penalty_is_small() -> None:
    assert {v.penalty for v in a_working_day(30, seed=1, must=True).visits} == {400_000 * 18_000}


def test_a_name_says_size_lunch_and_seed() -> None:
    assert load("day-25-lunch@7").statement == a_working_day(25, seed=7, lunch=True)
    assert load("day-25-must").statement == a_working_day(25, seed=1, must=True)


def test_patterns_choose_names_once() -> None:
    assert chosen(["day-60", "day-6*", "day-61@2"])[:2] == ["day-60", "day-60-lunch"]
    assert chosen(["day-61@2"]) == ["day-61@2"]


@pytest.mark.parametrize("name", ["day-", "day-60-dinner", "nowhere/R101"])
def test_an_unknown_name_is_told(name: str) -> None:
    with pytest.raises(LookupError, match="no instance"):
        load(name)
    with pytest.raises(LookupError, match="no instance"):
        chosen([name])
