"""Whatever is wrong with a problem is told by its JSON path, all at once, and never crashes."""

import json
from typing import Any

import pytest
from vroom_problems import a_job, a_problem, a_vehicle, an_opened, the_search_of

from visitplan.errors import InputError
from visitplan.vroom.problem import UINT32

SQUARE = [[0, 1], [1, 0]]


def complaints_about(problem: Any) -> list[str]:
    with pytest.raises(InputError) as refused:
        an_opened(problem)
    return [finding.column or "" for finding in refused.value.findings]


def a_matrix(table: Any) -> dict[str, Any]:
    return a_problem(matrices={"car": {"durations": table}})


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe\xfa",
        b'{"jobs": NaN}',
        b'{"jobs": [], "jobs": []}',
        b'{"a":' * 100_000,
        b'{"vehicles": ' + b"9" * 5000 + b"}",
    ],
    ids=["empty", "cut", "list", "null", "binary", "nan", "twice", "deep", "long number"],
)
def test_what_is_no_json_object_is_refused(text: bytes) -> None:
    assert complaints_about(text)


@pytest.mark.parametrize(
    ("problem", "path"),
    [
        ({"jobs": []}, "vehicles"),
        (a_problem(jobs=[]), "jobs"),
        (a_problem(vehicles=[]), "vehicles"),
        (a_problem(jobs=[{"location_index": 1}]), "jobs[0].id"),
        (a_problem(jobs=[a_job("1")]), "jobs[0].id"),  # type: ignore[arg-type]
        (a_problem(jobs=[a_job(True)]), "jobs[0].id"),
        (a_problem(jobs=[a_job(-1)]), "jobs[0].id"),
        (a_problem(jobs=[a_job(), a_job()]), "jobs[1].id"),
        (a_problem(jobs=[a_job(service=-5)]), "jobs[0].service"),
        (a_problem(jobs=[a_job(service=1.5)]), "jobs[0].service"),
        (a_problem(jobs=[a_job(service=UINT32 + 1)]), "jobs[0].service"),
        (a_problem(jobs=[a_job(priority=101)]), "jobs[0].priority"),
        (a_problem(jobs=[a_job(skills=["x"])]), "jobs[0].skills[0]"),
        (a_problem(jobs=[a_job(time_windows=[])]), "jobs[0].time_windows"),
        (a_problem(jobs=[a_job(time_windows=[[5, 1]])]), "jobs[0].time_windows[0]"),
        (a_problem(jobs=[a_job(time_windows=[[5]])]), "jobs[0].time_windows[0][1]"),
        (a_problem(jobs=[a_job(time_windows=[[0, 9], [5, 12]])]), "jobs[0].time_windows"),
        (a_problem(jobs=[a_job(1, 3)]), "jobs[0].location_index"),
        (a_problem(jobs=[{"id": 1}]), "jobs[0].location_index"),
        (a_problem(vehicles=[a_vehicle(), a_vehicle()]), "vehicles[1].id"),
        (a_problem(vehicles=[{"id": 1}]), "vehicles[0]"),
        (a_problem(vehicles=[a_vehicle(end_index=9)]), "vehicles[0].end_index"),
        (a_problem(vehicles=[a_vehicle(time_window=[9, 3])]), "vehicles[0].time_window"),
        (a_problem(vehicles=[a_vehicle(speed_factor=0)]), "vehicles[0].speed_factor"),
        (a_problem(vehicles=[a_vehicle(speed_factor=5.1)]), "vehicles[0].speed_factor"),
        (a_problem(vehicles=[a_vehicle(profile="bike")]), "matrices.bike.durations"),
        (a_problem(vehicles=[a_vehicle(costs={"per_km": 5})]), "vehicles[0].costs.per_km"),
        (a_problem(vehicles=[a_vehicle(max_distance=5)]), "vehicles[0].max_distance"),
        (a_problem(vehicles=[a_vehicle(breaks=[{}])]), "vehicles[0].breaks[0].id"),
        (
            a_problem(vehicles=[a_vehicle(steps=[{"type": "job", "id": 7}])]),
            "vehicles[0].steps[0].id",
        ),
        (a_problem(vehicles=[a_vehicle(steps=[{"type": "fly"}])]), "vehicles[0].steps[0].type"),
        (
            a_problem(vehicles=[a_vehicle(steps=[{"type": "job", "id": 1}] * 2)]),
            "vehicles[0].steps[1].id",
        ),
        (a_problem(shipments=[{}]), "shipments"),
        (a_matrix([[0, 1, 1], [1, 0], [1, 1, 0]]), "matrices.car.durations[1]"),
        (a_matrix([[0, -1], [1, 0]]), "matrices.car.durations[0][1]"),
        (a_matrix([[0, 1.5], [1, 0]]), "matrices.car.durations[0][1]"),
        (a_matrix([[0, "x"], [1, 0]]), "matrices.car.durations[0][1]"),
        (a_matrix("x"), "matrices.car.durations"),
        (
            a_problem(matrices={"car": {"durations": SQUARE, "distances": [[0]]}}),
            "matrices.car.distances",
        ),
        (a_problem(matrices=[SQUARE]), "matrices"),
        (
            {"jobs": [{"id": 1, "location": [200, 1]}], "vehicles": [{"id": 1, "start": [1, 1]}]},
            "jobs[0].location[0]",
        ),
        (
            {"jobs": [{"id": 1}], "vehicles": [{"id": 1, "start": [1, 1]}]},
            "jobs[0].location",
        ),
    ],
)  # fmt: skip
def test_the_path_of_what_is_wrong_is_told(problem: Any, path: str) -> None:
    assert path in complaints_about(problem)


def test_everything_that_contradicts_itself_is_told_at_once() -> None:
    jobs = [a_job(time_windows=[[5, 1]]), a_job(time_windows=[[9, 2]])]
    assert complaints_about(a_problem(jobs=jobs)) == [
        "jobs[1].id", "jobs[0].time_windows[0]", "jobs[1].time_windows[0]"
    ]  # fmt: skip


def test_a_hundred_complaints_of_a_kind_are_enough() -> None:
    assert (
        len(complaints_about(a_problem(jobs=[a_job(n, 1, service=-1) for n in range(500)]))) == 100
    )


def test_no_message_quotes_a_description() -> None:
    with pytest.raises(InputError) as refused:
        an_opened(a_problem(jobs=[a_job(description="Jane Doe", service="Jane Doe")]))
    assert "Jane" not in str(refused.value)


def test_unknown_keys_have_no_effect_and_are_told() -> None:
    job = a_job(servce=600)
    vehicle = a_vehicle(costs={"per_mile": 3}, breaks=[])
    answered = the_search_of(a_problem(jobs=[job], vehicles=[vehicle], author="me"))
    assert answered.answer["summary"]["unassigned"] == 0
    assert {finding.column for finding in answered.findings} == {
        "author", "jobs[0].servce", "vehicles[0].costs.per_mile"
    }  # fmt: skip
    assert {finding.severity for finding in answered.findings} == {"warning"}


def test_a_byte_order_mark_is_no_trouble() -> None:
    assert an_opened(b"\xef\xbb\xbf" + json.dumps(a_problem()).encode()).jobs == 1
