"""Held against VROOM itself, where pyvroom is installed: equal numbers, no dearer answers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from vroom_problems import (
    a_random_problem,
    the_check_of,
    the_peers_answer,
    the_search_of,
    with_shared_places,
    with_steps,
)

pytestmark = pytest.mark.peer
SEEDS = range(100, 130)
SUMS = ("vehicle", "cost", "setup", "service", "duration", "priority", "distance")


@pytest.fixture(autouse=True)
def _peer() -> None:
    pytest.importorskip("vroom", reason="pyvroom is not installed")


def sums(answer: dict[str, Any]) -> Iterator[tuple[Any, ...]]:
    return (tuple(route[name] for name in SUMS) for route in answer["routes"])


def rank(answer: dict[str, Any]) -> tuple[int, int, int]:
    summary = answer["summary"]
    return -summary["priority"], summary["unassigned"], summary["cost"]


@pytest.mark.parametrize("seed", SEEDS)
def test_routes_that_vroom_found_break_nothing_and_cost_the_same(seed: int, tmp_path: Path) -> None:
    problem = a_random_problem(seed, breaks=seed % 2 == 0)
    found = the_peers_answer(problem, tmp_path)
    checked = the_check_of(with_steps(problem, found))
    assert checked["summary"]["violations"] == []
    assert list(sums(checked)) == list(sums(found))


@pytest.mark.parametrize("seed", SEEDS)
def test_given_routes_cost_the_same_at_any_speed(seed: int, tmp_path: Path) -> None:
    problem = a_random_problem(seed, speeds=True)
    given = with_steps(problem, the_search_of(problem, work=1).answer)
    theirs, ours = the_peers_answer(given, tmp_path, check=True), the_check_of(given)
    for our_route, their_route in zip(sums(ours), sums(theirs), strict=True):
        assert our_route == pytest.approx(their_route, abs=1)


@pytest.mark.parametrize("seed", SEEDS)
def test_answers_where_jobs_share_places_break_nothing(seed: int) -> None:
    problem = with_shared_places(a_random_problem(seed, breaks=seed % 3 == 0), seed)
    answer = the_search_of(problem, work=1).answer
    checked = the_check_of(with_steps(problem, answer))
    assert checked["summary"]["violations"] == []
    assert list(sums(checked)) == list(sums(answer))


def test_most_answers_are_as_good_as_vrooms(tmp_path: Path) -> None:
    problems = [a_random_problem(seed, breaks=seed % 2 == 0) for seed in SEEDS]
    worse = [
        number
        for number, problem in enumerate(problems)
        if rank(the_search_of(problem).answer) > rank(the_peers_answer(problem, tmp_path))
    ]
    assert len(worse) <= 1
