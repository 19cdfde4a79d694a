"""What VROOM's words mean, each by what holds and what breaks."""

from typing import Any

import pytest
from vroom_problems import a_job, a_problem, a_vehicle, the_check_of, the_search_of, with_steps

from visitplan.errors import InputError

Data = dict[str, Any]


def plan(**changes: Any) -> Data:
    """Return the answer to a problem on a line of three places, a minute apart."""
    return the_search_of(a_problem(**changes)).answer


def steps_of(answer: Data, route: int = 0) -> list[Data]:
    steps: list[Data] = answer["routes"][route]["steps"]
    return steps


def planned(answer: Data) -> dict[int, list[int]]:
    return {
        route["vehicle"]: [step["id"] for step in route["steps"] if step["type"] == "job"]
        for route in answer["routes"]
    }


def left_out(answer: Data) -> list[int]:
    return [job["id"] for job in answer["unassigned"]]


def step(answer: Data, number: int) -> Data:
    return next(s for r in answer["routes"] for s in r["steps"] if s.get("id") == number)


def test_cost_is_seconds_of_travel_unless_priced_otherwise() -> None:
    job = a_job(service=500, time_windows=[[5000, 6000]])
    assert plan(jobs=[job])["summary"]["cost"] == 120


def test_an_hour_costs_per_hour_and_a_kilometre_per_km() -> None:
    durations = [[0, 60, 120], [60, 0, 60], [120, 60, 0]]
    tables = {"durations": durations, "distances": [[10 * cell for cell in r] for r in durations]}
    vehicle = a_vehicle(costs={"fixed": 1000, "per_hour": 7200, "per_km": 500})
    answer = plan(vehicles=[vehicle], matrices={"car": tables})
    assert answer["summary"]["cost"] == 1000 + 240 + 600
    assert answer["summary"]["distance"] == 1200


def test_a_table_of_costs_is_what_is_paid() -> None:
    durations, costs = [[0, 60], [60, 0]], [[0, 7], [9, 0]]
    answer = plan(matrices={"car": {"durations": durations, "costs": costs}})
    assert (answer["summary"]["cost"], answer["summary"]["duration"]) == (16, 120)


def test_a_table_of_costs_and_a_price_of_hours_contradict_each_other() -> None:
    tables = {"durations": [[0, 6], [6, 0]], "costs": [[0, 7], [9, 0]]}
    with pytest.raises(InputError, match=r"vehicles\[0\]\.costs"):
        plan(vehicles=[a_vehicle(costs={"per_hour": 5})], matrices={"car": tables})


def test_a_window_bounds_the_start_of_service_not_its_end() -> None:
    answer = plan(jobs=[a_job(service=3600, time_windows=[[60, 60]])])
    assert step(answer, 1)["arrival"] == 60
    assert left_out(plan(jobs=[a_job(time_windows=[[0, 59]])], vehicles=[STARTING_AT_ZERO])) == [1]


STARTING_AT_ZERO = a_vehicle(time_window=[0, 100_000])


def test_a_window_bounds_the_start_of_setup() -> None:
    job = a_job(setup=600, service=60, time_windows=[[100, 100]])
    found = step(plan(jobs=[job]), 1)
    assert found["arrival"] + found["waiting_time"] == 100
    assert (found["setup"], found["service"]) == (600, 60)


def test_a_vehicle_waits_for_the_next_of_several_windows() -> None:
    jobs = [a_job(1, 1, time_windows=[[100, 100]]), a_job(2, 2, time_windows=[[0, 50], [400, 500]])]
    found = step(plan(jobs=jobs, vehicles=[STARTING_AT_ZERO]), 2)
    assert found["arrival"] + found["waiting_time"] == 400


def test_setup_is_needed_once_at_a_place() -> None:
    jobs = [a_job(number, 1, setup=100, service=10) for number in (1, 2, 3)]
    answer = plan(jobs=jobs, vehicles=[a_vehicle(time_window=[0, 250])])
    assert (answer["summary"]["unassigned"], answer["summary"]["setup"]) == (0, 100)
    assert left_out(plan(jobs=jobs, vehicles=[a_vehicle(time_window=[0, 249])]))


def test_there_is_no_setup_where_the_vehicle_starts() -> None:
    answer = plan(jobs=[a_job(1, 0, setup=100)])
    assert answer["summary"]["setup"] == 0


def test_setup_at_a_shared_place_keeps_the_windows() -> None:
    jobs = [a_job(number, 1, setup=100, time_windows=[[0, 200]]) for number in (1, 2)]
    answered = the_search_of(a_problem(jobs=jobs))
    assert answered.answer["summary"]["unassigned"] == 0
    assert {f.column for f in answered.findings} == {
        "jobs[0].time_windows", "jobs[1].time_windows"
    }  # fmt: skip
    assert (
        the_check_of(with_steps(a_problem(jobs=jobs), answered.answer))["summary"]["violations"]
        == []
    )


def test_hours_hold_the_whole_route() -> None:
    assert not left_out(plan(jobs=[a_job(service=30)], vehicles=[a_vehicle(time_window=[0, 150])]))
    assert left_out(plan(jobs=[a_job(service=31)], vehicles=[a_vehicle(time_window=[0, 150])]))


def test_an_open_end_costs_nothing_and_holds_the_last_service() -> None:
    vehicle = a_vehicle(end_index=None, time_window=[0, 90])
    assert plan(jobs=[a_job(service=30)], vehicles=[vehicle])["summary"]["cost"] == 60
    assert left_out(plan(jobs=[a_job(service=31)], vehicles=[vehicle]))


def test_an_open_start_is_at_the_first_job() -> None:
    answer = plan(jobs=[a_job(1, 1), a_job(2, 2)], vehicles=[a_vehicle(start_index=None)])
    assert planned(answer) == {1: [2, 1]}
    assert answer["summary"]["cost"] == 120
    assert steps_of(answer)[0]["location_index"] == 2


def test_only_vehicles_with_all_skills_may_serve_a_job() -> None:
    vehicles = [a_vehicle(1, skills=[1]), a_vehicle(2, skills=[1, 2], costs={"fixed": 10_000})]
    assert planned(plan(jobs=[a_job(skills=[1, 2])], vehicles=vehicles)) == {2: [1]}
    assert left_out(plan(jobs=[a_job(skills=[3])], vehicles=vehicles)) == [1]


def test_no_more_tasks_than_max_tasks() -> None:
    jobs = [a_job(1, 1), a_job(2, 2)]
    assert len(left_out(plan(jobs=jobs, vehicles=[a_vehicle(max_tasks=1)]))) == 1
    assert len(left_out(plan(jobs=jobs, vehicles=[a_vehicle(max_tasks=0)]))) == 2


def test_one_job_of_high_priority_outweighs_many_of_low() -> None:
    jobs = [a_job(number, 1, service=10, priority=1) for number in range(1, 6)]
    jobs.append(a_job(9, 2, service=60, priority=100))
    answer = plan(jobs=jobs, vehicles=[a_vehicle(time_window=[0, 300])])
    assert planned(answer) == {1: [9]}
    assert answer["summary"]["priority"] == 100


def test_more_jobs_outweigh_any_travel_where_priorities_are_alike() -> None:
    jobs = [a_job(1, 1), a_job(2, 2)]
    durations = [[0, 1, 9000], [1, 0, 9000], [9000, 9000, 0]]
    answer = plan(jobs=jobs, matrices={"car": {"durations": durations}})
    assert not left_out(answer)


def test_a_break_lies_within_its_window_and_costs_nothing() -> None:
    vehicle = a_vehicle(
        time_window=[0, 1000], breaks=[{"id": 4, "service": 300, "time_windows": [[100, 130]]}]
    )
    answer = plan(jobs=[a_job(1, 1), a_job(2, 2)], vehicles=[vehicle])
    rest = step(answer, 4)
    assert 100 <= rest["arrival"] + rest["waiting_time"] <= 130
    assert answer["summary"]["cost"] == 240
    assert answer["summary"]["service"] == 300


def test_a_vehicle_whose_break_does_not_fit_stays_at_home() -> None:
    rest = {"id": 4, "service": 300, "time_windows": [[800, 900]]}
    fits = a_vehicle(time_window=[0, 1100], breaks=[rest])
    does_not = a_vehicle(time_window=[0, 1099], breaks=[rest])
    assert not left_out(plan(vehicles=[fits]))
    assert left_out(plan(vehicles=[does_not]))


def test_a_speed_factor_scales_time_to_hundredths() -> None:
    answer = plan(vehicles=[a_vehicle(speed_factor=1.5)])
    assert answer["summary"]["duration"] == 2 * 60 * 67 // 100


def test_a_null_is_no_way() -> None:
    durations = [[0, None], [60, 0]]
    assert left_out(plan(matrices={"car": {"durations": durations}})) == [1]


def test_a_type_of_vehicle_may_need_its_own_time() -> None:
    job = a_job(service=600, service_per_type={"van": 30})
    hours = [0, 150]
    assert left_out(plan(jobs=[job], vehicles=[a_vehicle(time_window=hours)])) == [1]
    van = a_vehicle(2, time_window=hours, type="van")
    both = [a_vehicle(time_window=hours), van]
    assert planned(plan(jobs=[job], vehicles=both)) == {2: [1]}


def test_a_slower_type_needs_its_time_at_an_open_end_too() -> None:
    job = a_job(service=600, service_per_type={"van": 30})
    vehicles = [
        a_vehicle(1, end_index=None, time_window=[0, 600]),
        a_vehicle(2, type="van", skills=[]),
    ]
    jobs = [job, a_job(2, 2, service=0, service_per_type={"van": 100_000})]
    answer = plan(jobs=jobs, vehicles=vehicles)
    assert planned(answer)[2] == [1]


def test_given_steps_are_where_the_search_begins() -> None:
    steps = [{"type": "start"}, {"type": "job", "id": 1}, {"type": "end"}]
    answered = the_search_of(a_problem(vehicles=[a_vehicle(steps=steps)]))
    assert planned(answered.answer) == {1: [1]}
    assert answered.findings == ()


def test_given_steps_that_do_not_fit_are_told() -> None:
    vehicle = a_vehicle(time_window=[0, 10], steps=[{"type": "job", "id": 1}])
    problem = a_problem(vehicles=[vehicle, a_vehicle(2)])
    answered = the_search_of(problem)
    assert planned(answered.answer) == {2: [1]}
    assert [finding.column for finding in answered.findings] == ["vehicles[0].steps"]


def test_times_may_be_timestamps() -> None:
    day = 1_600_000_000
    answer = plan(jobs=[a_job(time_windows=[[day + 60, day + 90]])])
    assert step(answer, 1)["arrival"] + step(answer, 1)["waiting_time"] in range(day + 60, day + 91)


def test_coordinates_are_measured_as_the_crow_flies() -> None:
    job = {"id": 1, "location": [2.36, 48.86], "description": "door"}
    vehicle = {"id": 1, "start": [2.35, 48.85], "end": [2.35, 48.85]}
    answer = the_search_of({"jobs": [job], "vehicles": [vehicle]}).answer
    found = step(answer, 1)
    assert (found["location"], found["description"]) == ([2.36, 48.86], "door")
    assert "location_index" not in found
    assert answer["summary"]["distance"] == pytest.approx(2 * 1.4 * 1331, rel=0.01)


def test_on_foot_it_takes_longer() -> None:
    job = {"id": 1, "location": [2.36, 48.86]}
    vehicle = {"id": 1, "start": [2.35, 48.85]}
    took = [
        the_search_of({"jobs": [job], "vehicles": [vehicle | {"profile": p}]}).answer["summary"]
        for p in ("car", "foot")
    ]
    assert took[1]["duration"] > 3 * took[0]["duration"]


def test_the_former_keys_are_understood() -> None:
    problem = a_problem(matrix=[[0, 5], [6, 0]])
    del problem["matrices"]
    assert the_search_of(problem).answer["summary"]["cost"] == 11


def test_equal_seed_and_work_give_equal_answers() -> None:
    jobs = [a_job(number, number % 3, service=30) for number in range(1, 8)]
    vehicles = [a_vehicle(n, time_window=[0, 300]) for n in (1, 2)]
    assert plan(jobs=jobs, vehicles=vehicles) == plan(jobs=jobs, vehicles=vehicles)


def test_jobs_that_begin_at_one_moment_keep_their_order() -> None:
    jobs = [a_job(1, 1, setup=100), a_job(2, 1, time_windows=[[60, 60]])]
    problem = a_problem(jobs=jobs, vehicles=[STARTING_AT_ZERO | {"costs": {"fixed": 1}}])
    answer = the_search_of(problem).answer
    assert planned(answer) == {1: [2, 1]}
    assert answer["summary"]["violations"] == []
