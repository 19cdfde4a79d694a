"""``-c``: given routes are timed as well as can be, and everything they break is told."""

from typing import Any

import pytest
from vroom_problems import a_job, a_problem, a_vehicle, the_check_of

from visitplan.errors import InputError

Data = dict[str, Any]


def a_step(number: int, kind: str = "job", **bounds: int) -> Data:
    return {"type": kind, "id": number, **bounds}


def check(*steps: Data, jobs: Any = None, **vehicle: Any) -> Data:
    return the_check_of(a_problem(jobs=jobs, vehicles=[a_vehicle(steps=list(steps), **vehicle)]))


def broken(answer: Data) -> list[Data]:
    found: list[Data] = answer["routes"][0]["violations"]
    assert found == answer["summary"]["violations"]
    return found


def arrivals(answer: Data) -> list[int]:
    return [step["arrival"] for step in answer["routes"][0]["steps"]]


def test_a_route_that_breaks_nothing_has_no_violations() -> None:
    answer = check(a_step(1), time_window=[100, 300], jobs=[a_job(time_windows=[[200, 200]])])
    assert broken(answer) == []
    assert arrivals(answer) == [140, 200, 260]


def test_jobs_in_no_route_are_unassigned() -> None:
    answer = check(a_step(1), jobs=[a_job(1, 1), a_job(2, 2, description="x")])
    assert answer["unassigned"] == [
        {"id": 2, "type": "job", "description": "x", "location_index": 2}
    ]


def test_too_late_is_a_delay_in_seconds() -> None:
    answer = check(a_step(1), jobs=[a_job(time_windows=[[0, 50]])], time_window=[0, 1000])
    assert broken(answer) == [{"cause": "delay", "duration": 10}]


def test_a_little_too_early_may_be_better_than_very_late() -> None:
    jobs = [
        a_job(1, 1, service=10, time_windows=[[100, 200]]),
        a_job(2, 2, time_windows=[[0, 150]]),
    ]
    answer = check(a_step(1), a_step(2), jobs=jobs, time_window=[35, 1000])
    assert sum(v["duration"] for v in broken(answer)) == 20


def test_leaving_too_early_is_lead_time() -> None:
    steps = [{"type": "start", "service_at": 80}, a_step(1)]
    answer = check(*steps, time_window=[100, 1000])
    assert broken(answer) == [{"cause": "lead_time", "duration": 20}]
    assert answer["routes"][0]["steps"][0]["violations"] == broken(answer)


def test_hard_bounds_are_kept_whatever_they_break() -> None:
    answer = check(a_step(1, service_after=500), jobs=[a_job(time_windows=[[0, 100]])])
    assert broken(answer) == [{"cause": "delay", "duration": 400}]


def test_hard_bounds_that_contradict_each_other_are_refused() -> None:
    steps = [{"type": "start", "service_at": 100}, a_step(1, service_before=120)]
    with pytest.raises(InputError, match=r"vehicles\[0\]\.steps"):
        check(*steps)


def test_the_nearest_of_several_windows_counts() -> None:
    jobs = [a_job(1, 1, time_windows=[[0, 10], [100, 110]])]
    steps = [{"type": "start", "service_at": 35}, a_step(1, service_before=95)]
    assert broken(check(*steps, jobs=jobs)) == [{"cause": "lead_time", "duration": 5}]


def test_skills_and_tasks_are_counted() -> None:
    jobs = [a_job(1, 1, skills=[1]), a_job(2, 2)]
    assert broken(check(a_step(1), a_step(2), jobs=jobs, max_tasks=1)) == [
        {"cause": "max_tasks"}, {"cause": "skills"}
    ]  # fmt: skip
    assert broken(check(a_step(1), a_step(2), jobs=jobs, max_tasks=2, skills=[1])) == []


def test_loads_are_compared_with_the_capacity() -> None:
    jobs = [a_job(1, 1, delivery=[3]), a_job(2, 2, pickup=[2])]
    assert broken(check(a_step(1), a_step(2), jobs=jobs, capacity=[3])) == []
    over = check(a_step(2), a_step(1), jobs=jobs, capacity=[3])
    assert broken(over) == [{"cause": "load"}]
    steps = over["routes"][0]["steps"]
    assert [step["load"] for step in steps] == [[3], [5], [2], [2]]
    assert [bool(step["violations"]) for step in steps] == [False, True, False, False]


def test_travel_time_and_distance_have_limits() -> None:
    durations = [[0, 60], [60, 0]]
    vehicle = a_vehicle(steps=[a_step(1)], max_travel_time=119, max_distance=100)
    answer = the_check_of(
        a_problem(
            vehicles=[vehicle], matrices={"car": {"durations": durations, "distances": durations}}
        )
    )
    assert broken(answer) == [{"cause": "max_travel_time"}, {"cause": "max_distance"}]


REST: Data = {"id": 4, "service": 100, "time_windows": [[30, 40], [500, 600]]}


def test_a_break_is_taken_on_the_way() -> None:
    rest = REST | {"time_windows": [[130, 130]]}
    answer = check(
        a_step(4, "break"), a_step(1), breaks=[rest], jobs=[a_job(time_windows=[[260, 260]])]
    )
    steps = answer["routes"][0]["steps"]
    assert broken(answer) == []
    assert (steps[1]["arrival"], steps[1]["duration"], steps[2]["arrival"]) == (130, 30, 260)


def test_a_break_left_out_is_missing() -> None:
    assert broken(check(a_step(1), breaks=[REST])) == [{"cause": "missing_break"}]


def test_a_break_under_load_is_told() -> None:
    jobs, rests = [a_job(delivery=[1])], [REST | {"max_load": [0]}]
    answer = check(a_step(4, "break"), a_step(1), jobs=jobs, breaks=rests, capacity=[1])
    assert broken(answer) == [{"cause": "max_load"}]
    answer = check(a_step(1), a_step(4, "break"), jobs=jobs, breaks=rests, capacity=[1])
    assert broken(answer) == []


def test_hours_of_tasks_are_priced() -> None:
    jobs = [a_job(setup=1800, service=1800)]
    assert check(a_step(1), jobs=jobs, costs={"per_task_hour": 50})["summary"]["cost"] == 170


def test_vehicles_without_steps_have_no_route() -> None:
    answer = the_check_of(a_problem())
    assert (answer["routes"], answer["summary"]["unassigned"]) == ([], 1)


def test_a_step_that_no_way_leads_to_is_refused_by_its_path() -> None:
    vehicle = a_vehicle(steps=[{"type": "start"}, a_step(1)])
    problem = a_problem(vehicles=[vehicle], matrices={"car": {"durations": [[0, None], [1, 0]]}})
    with pytest.raises(InputError, match=r"vehicles\[0\]\.steps\[1\]"):
        the_check_of(problem)


def test_start_and_end_stand_outside() -> None:
    with pytest.raises(InputError, match=r"steps\[1\]\.type"):
        check(a_step(1), {"type": "start"})
