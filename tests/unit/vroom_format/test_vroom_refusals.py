"""What cannot be stated is refused by name, unless it cannot bind."""

from typing import Any

import pytest
from vroom_problems import a_job, a_problem, a_vehicle, the_search_of

from visitplan.errors import InputError


def refused(**changes: Any) -> list[str | None]:
    with pytest.raises(InputError) as error:
        the_search_of(a_problem(**changes))
    return [finding.column for finding in error.value.findings]


def a_rest(number: int = 1, *windows: list[int], service: int = 10) -> dict[str, Any]:
    return {"id": number, "service": service, "time_windows": list(windows or ([0, 20],))}


def with_distances() -> dict[str, Any]:
    durations = [[0, 60, 120], [60, 0, 60], [120, 60, 0]]
    return {"car": {"durations": durations, "distances": durations}}


@pytest.mark.parametrize(
    ("vehicle", "path"),
    [
        (a_vehicle(costs={"per_task_hour": 5}), "vehicles[0].costs.per_task_hour"),
        (a_vehicle(max_travel_time=119), "vehicles[0].max_travel_time"),
        (a_vehicle(max_distance=119), "vehicles[0].max_distance"),
        (a_vehicle(breaks=[a_rest(1, [0, 9], [50, 60])]), "vehicles[0].breaks[0].time_windows"),
        (a_vehicle(breaks=[a_rest(service=0)]), "vehicles[0].breaks[0].service"),
        (
            a_vehicle(breaks=[a_rest(1, [50, 60]), a_rest(2, [0, 45])]),
            "vehicles[0].breaks[0].time_windows",
        ),
        (
            a_vehicle(breaks=[a_rest(n, [100 * n, 100 * n]) for n in range(7)]),
            "vehicles[0].breaks",
        ),
    ],
)
def test_what_could_bind_is_refused_by_its_path(vehicle: dict[str, Any], path: str) -> None:
    assert refused(vehicles=[vehicle], matrices=with_distances()) == [path]


@pytest.mark.parametrize(
    "vehicle",
    [
        a_vehicle(max_travel_time=240),
        a_vehicle(max_travel_time=130, time_window=[0, 130]),
        a_vehicle(max_distance=240),
        a_vehicle(breaks=[a_rest(1, [50, 60]), a_rest(2, [0, 40])]),
    ],
)
def test_what_cannot_bind_is_no_trouble(vehicle: dict[str, Any]) -> None:
    found = the_search_of(a_problem(vehicles=[vehicle], matrices=with_distances()))
    assert found.answer["summary"]["unassigned"] == 0


def test_loads_that_could_exceed_a_capacity_are_refused() -> None:
    jobs = [a_job(1, 1, delivery=[2, 0]), a_job(2, 2, pickup=[2, 1])]
    assert refused(jobs=jobs, vehicles=[a_vehicle(capacity=[3, 9])]) == ["vehicles[0].capacity"]


def test_loads_that_always_fit_are_told_at_each_step() -> None:
    jobs = [a_job(1, 1, delivery=[2, 0]), a_job(2, 2, pickup=[2, 1])]
    answer = the_search_of(a_problem(jobs=jobs, vehicles=[a_vehicle(capacity=[4, 1])])).answer
    assert (answer["summary"]["delivery"], answer["summary"]["pickup"]) == ([2, 0], [2, 1])
    steps = answer["routes"][0]["steps"]
    assert (steps[0]["load"], steps[-1]["load"]) == ([2, 0], [2, 1])


def test_only_as_many_loads_as_tasks_count() -> None:
    jobs = [a_job(1, 1, delivery=[2]), a_job(2, 2, delivery=[3])]
    vehicle = a_vehicle(capacity=[3], max_tasks=1)
    assert the_search_of(a_problem(jobs=jobs, vehicles=[vehicle])).answer["code"] == 0


def test_a_jobs_own_setup_beside_a_slower_types_is_told_when_counted_twice() -> None:
    jobs = [a_job(n, 1, setup=30, time_windows=[[0, 20]]) for n in (1, 2)]
    found = the_search_of(a_problem(jobs=jobs))
    assert [finding.column for finding in found.findings] == ["jobs[0].setup", "jobs[1].setup"]
