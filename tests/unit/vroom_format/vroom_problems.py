"""Problems in VROOM's format: valid by default, random ones, and VROOM's own answer to them."""

import json
import random
from pathlib import Path
from typing import Any

from visitplan.domain.day import TravelSettings
from visitplan.routing.search.limits import Effort
from visitplan.travel.beeline import BeelineTravel
from visitplan.vroom.story import Answered, Opened, Source, checked, opened, solved

Data = dict[str, Any]


def a_job(number: int = 1, place: int = 1, **changes: Any) -> Data:
    return {"id": number, "location_index": place, **changes}


def a_vehicle(number: int = 1, **changes: Any) -> Data:
    vehicle = {"id": number, "start_index": 0, "end_index": 0, **changes}
    return {key: value for key, value in vehicle.items() if value is not None}


def a_problem(*, jobs: Any = None, vehicles: Any = None, **changes: Any) -> Data:
    durations = [[0, 60, 120], [60, 0, 60], [120, 60, 0]]
    return {
        "jobs": [a_job()] if jobs is None else jobs,
        "vehicles": [a_vehicle()] if vehicles is None else vehicles,
        "matrices": {"car": {"durations": durations}},
        **changes,
    }


def an_opened(problem: Data | bytes) -> Opened:
    text = problem if isinstance(problem, bytes) else json.dumps(problem).encode()
    measure = BeelineTravel(TravelSettings(engine="beeline")).matrix
    return opened(Source(text, "problem.json", measure))


def the_search_of(problem: Data, work: int = 3, seed: int = 1) -> Answered:
    return solved(an_opened(problem), Effort(seconds=60, work=work, seed=seed))


def the_check_of(problem: Data) -> Data:
    return checked(an_opened(problem)).answer


def with_steps(problem: Data, answer: Data) -> Data:
    """Return the problem with an answer's routes as the steps of its vehicles."""
    routes = {route["vehicle"]: route["steps"] for route in answer["routes"]}
    vehicles = [
        vehicle | {"steps": [_step(step) for step in routes[vehicle["id"]]]}
        if vehicle["id"] in routes
        else {key: value for key, value in vehicle.items() if key != "steps"}
        for vehicle in problem["vehicles"]
    ]
    return problem | {"vehicles": vehicles}


def _step(step: Data) -> Data:
    return {key: step[key] for key in ("type", "id") if key in step}


def a_random_problem(seed: int, *, breaks: bool = False, speeds: bool = False) -> Data:
    """Return a small problem with a bit of everything that we can state exactly."""
    chance = random.Random(seed)
    jobs, vehicles = chance.randint(3, 12), chance.randint(1, 3)
    places = jobs + 1
    return {
        "jobs": [_random_job(chance, number) for number in range(1, jobs + 1)],
        "vehicles": [
            _random_vehicle(chance, number, breaks=breaks, speeds=speeds)
            for number in range(1, vehicles + 1)
        ],
        "matrices": {
            profile: {
                "durations": _random_table(chance, places, 1200),
                "distances": _random_table(chance, places, 9000),
            }
            for profile in ("car", "bike")
        },
    }


def with_shared_places(problem: Data, seed: int) -> Data:
    """Return the problem with most jobs at few places, one of them the depot."""
    chance = random.Random(seed)
    jobs = [
        job | {"location_index": chance.randint(0, 3)} if chance.random() < 0.6 else job
        for job in problem["jobs"]
    ]
    return problem | {"jobs": jobs}


def _random_table(chance: random.Random, size: int, most: int) -> list[list[int]]:
    return [[0 if a == b else chance.randint(1, most) for b in range(size)] for a in range(size)]


def _random_job(chance: random.Random, number: int) -> Data:
    job: Data = {"id": 100 + number, "location_index": number}
    job["service"] = chance.choice((0, 300, 600))
    job["setup"] = chance.choice((0, 0, 120))
    job["priority"] = chance.choice((0, 0, 5, 100))
    if chance.random() < 0.3:
        job["skills"] = [chance.randint(1, 2)]
    if chance.random() < 0.2:
        job["service_per_type"] = {"quick": 100}
    if chance.random() < 0.6:
        opening = chance.randrange(0, 9000, 100)
        job["time_windows"] = [[opening, opening + chance.choice((0, 900, 3600))]]
        if chance.random() < 0.3:
            job["time_windows"].append([opening + 5000, opening + 6000])
    return job


def _random_vehicle(chance: random.Random, number: int, *, breaks: bool, speeds: bool) -> Data:
    vehicle = a_vehicle(number, profile=chance.choice(("car", "bike")))
    vehicle["skills"] = chance.choice(([], [1], [1, 2]))
    if chance.random() < 0.8:
        vehicle["time_window"] = [chance.choice((0, 1000)), chance.choice((6000, 12_000))]
    if chance.random() < 0.3:
        vehicle["max_tasks"] = chance.randint(1, 5)
    if chance.random() < 0.4:
        vehicle["costs"] = {"fixed": chance.choice((0, 500)), "per_hour": 1800, "per_km": 90}
    if chance.random() < 0.4:
        del vehicle[chance.choice(("start_index", "end_index"))]
    if not breaks and chance.random() < 0.3:
        vehicle["type"] = "quick"
    if breaks and chance.random() < 0.7:
        vehicle["breaks"] = [{"id": 1, "service": 600, "time_windows": [[3000, 4200]]}]
    if speeds and chance.random() < 0.5:
        vehicle["speed_factor"] = chance.choice((0.7, 1.3, 2.0))
    return vehicle


def the_peers_answer(problem: Data, folder: Path, *, check: bool = False) -> Data:
    """Return what VROOM itself answers; needs pyvroom."""
    import vroom  # noqa: PLC0415 - only where it is installed

    file = folder / "problem.json"
    file.write_text(json.dumps(problem), encoding="utf-8")
    problem_instance = vroom.Input.from_json(file)
    problem_instance._distances = True
    answer = problem_instance.check(1) if check else problem_instance.solve(5, 1)
    found: Data = answer.to_dict()
    return found
