"""``visitplan vroom`` as people run it: VROOM's documented examples, and bad input."""

import json
from pathlib import Path
from typing import Any

import pytest

from integration.command import Command

Data = dict[str, Any]

DEPOT = [2.35044, 48.71764]
DURATIONS = [
    [0, 2104, 197, 1299],
    [2103, 0, 2255, 3152],
    [197, 2256, 0, 1102],
    [1299, 3153, 1102, 0],
]
BY_MATRIX: Data = {
    "vehicles": [{"id": 0, "start_index": 0, "end_index": 3}],
    "jobs": [{"id": 1414, "location_index": 1}, {"id": 1515, "location_index": 2}],
    "matrices": {"car": {"durations": DURATIONS}},
}
"""VROOM's second example, whose answer costs 5461."""


def a_van(number: int, **changes: Any) -> Data:
    return {"id": number, "start": DEPOT, "end": DEPOT, "capacity": [4], **changes}


def a_door(number: int, lon: float, lat: float, **changes: Any) -> Data:
    return {"id": number, "service": 300, "delivery": [1], "location": [lon, lat], **changes}


REST = {"service": 300, "time_windows": [[36_000, 37_800]]}
BY_COORDINATES: Data = {
    "vehicles": [
        a_van(1, skills=[1, 14], time_window=[28_800, 57_600], breaks=[{"id": 1, **REST}]),
        a_van(2, skills=[2, 14], time_window=[28_800, 57_600], breaks=[{"id": 2, **REST}]),
    ],
    "jobs": [
        a_door(1, 1.98935, 48.701, skills=[1], time_windows=[[32_400, 36_000]]),
        a_door(2, 2.03655, 48.61128, skills=[1]),
        a_door(5, 2.28325, 48.5958, skills=[14]),
        a_door(6, 2.89357, 48.90736, skills=[14]),
    ],
}
"""VROOM's first example without its shipment, and with longer hours: the crow is no motorist."""


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Command:
    return Command(tmp_path_factory.mktemp("vroom"), tmp_path_factory.mktemp("cache"))


@pytest.fixture
def problem(tmp_path: Path) -> Path:
    return written(tmp_path, BY_MATRIX)


def written(folder: Path, data: Data) -> Path:
    file = folder / "problem.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    return file


def test_the_example_by_matrix_costs_what_vroom_says(run: Command, problem: Path) -> None:
    ran = run("vroom", problem, "--work", 1)
    assert (ran.code, ran.err) == (0, "")
    assert (ran.data["code"], ran.data["summary"]["cost"]) == (0, 5461)
    assert [step["arrival"] for step in ran.data["routes"][0]["steps"]] == [0, 2104, 4359, 5461]
    assert set(ran.data["summary"]["computing_times"]) == {"loading", "solving", "routing"}


def test_the_example_by_coordinates_is_answered(run: Command, tmp_path: Path) -> None:
    ran = run.here("vroom", written(tmp_path, BY_COORDINATES), "--work", 2)
    assert ran.code == 0
    assert (ran.data["summary"]["unassigned"], ran.data["summary"]["violations"]) == (0, [])
    by_one = {step.get("id") for step in ran.data["routes"][0]["steps"] if step["type"] == "job"}
    assert by_one >= {1, 2}
    assert all(
        [step["id"] for step in route["steps"] if step["type"] == "break"] == [route["vehicle"]]
        for route in ran.data["routes"]
    )


def test_the_shipment_of_the_example_is_refused_by_name(run: Command, tmp_path: Path) -> None:
    shipment = {"pickup": {"id": 4}, "delivery": {"id": 3}}
    ran = run.here("vroom", written(tmp_path, BY_COORDINATES | {"shipments": [shipment]}))
    assert ran.code == 2
    assert ran.data == {"code": 2, "error": "shipments are not supported"}
    assert "problem.json:shipments: error" in ran.err


def given_routes() -> Data:
    """Return VROOM's third example: a load too large, an early start and delays."""
    hours = [1_600_416_000, 1_600_426_800]
    early = {"type": "start", "service_after": 1_600_415_200, "service_before": 1_600_415_200}
    routes = [[{"type": "start"}, 1, 2, 5], [early, 6, 4, 3]]
    return {
        "vehicles": [
            a_van(number, time_window=hours, steps=[as_step(step) for step in steps])
            for number, steps in enumerate(routes, 1)
        ],
        "jobs": [
            a_door(1, 1.98935, 48.701, delivery=[2]),
            a_door(2, 2.03655, 48.61128, delivery=[2]),
            a_door(3, 2.39719, 49.07611, time_windows=[[1_600_416_000, 1_600_423_200]]),
            a_door(4, 2.41808, 49.22619, time_windows=[[1_600_416_000, 1_600_423_200]]),
            a_door(5, 2.28325, 48.5958, delivery=[3]),
            a_door(6, 2.89357, 48.90736, time_windows=[[1_600_416_000, 1_600_423_200]]),
        ],
    }


def as_step(step: Any) -> Data:
    return step if isinstance(step, dict) else {"type": "job", "id": step}


def test_the_example_of_given_routes_tells_what_they_break(run: Command, tmp_path: Path) -> None:
    ran = run.here("vroom", "-c", written(tmp_path, given_routes()))
    assert ran.code == 0
    first, second = ran.data["routes"]
    assert {"cause": "load"} in first["violations"]
    assert [step["load"] for step in first["steps"]] == [[7], [5], [3], [0], [0]]
    assert {"cause": "lead_time", "duration": 800} in second["violations"]
    assert "delay" in {each["cause"] for each in second["violations"]}


def test_a_problem_may_come_by_standard_input(run: Command) -> None:
    child = run.popen("vroom", "-c", "-", stdin=-1)
    out, _ = child.communicate(json.dumps(BY_MATRIX), timeout=60)
    assert json.loads(out)["summary"]["unassigned"] == 2


def test_an_answer_may_go_into_a_file(run: Command, problem: Path, tmp_path: Path) -> None:
    answer = tmp_path / "answer.json"
    ran = run.here("vroom", "-c", problem, "-o", answer)
    assert (ran.code, ran.out) == (0, "")
    assert json.loads(answer.read_text(encoding="utf-8"))["code"] == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["answer.json", "problem.json"]


def test_a_refusal_leaves_the_file_as_it_was(run: Command, tmp_path: Path) -> None:
    answer = tmp_path / "answer.json"
    answer.write_text("before", encoding="utf-8")
    ran = run.here("vroom", written(tmp_path, {"vehicles": 3}), "-o", answer)
    assert (ran.code, ran.out, answer.read_text(encoding="utf-8")) == (2, "", "before")
    assert "vehicles" in ran.err


def test_an_answer_that_cannot_be_written_is_told_at_once(run: Command, problem: Path) -> None:
    ran = run.here("vroom", problem, "-o", problem / "answer.json", "--seconds", 1000)
    assert (ran.code, ran.out) == (2, "")


@pytest.mark.parametrize("text", ["", '{"jobs": [NaN]}'])
def test_broken_input_is_exit_two_and_an_answer_that_says_so(
    run: Command, tmp_path: Path, text: str
) -> None:
    file = tmp_path / "problem.json"
    file.write_text(text, encoding="utf-8")
    ran = run.here("vroom", file)
    assert (ran.code, ran.data["code"]) == (2, 2)
    assert "Traceback" not in ran.err


def test_a_file_that_is_not_there_is_exit_two(run: Command) -> None:
    ran = run.here("vroom", "none.json")
    assert ran.code == 2
    assert "none.json cannot be read" in ran.err
