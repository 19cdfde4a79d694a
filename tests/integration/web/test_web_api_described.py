"""The API's description: complete, true, and what generated requests are answered is in it."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from web_house import Clock, Served, a_database, a_house, serving
from web_program import DAY, a_day, a_key, a_plan_with, a_published_plan

from visitplan.intake.columns import TABLES
from visitplan.web.api.describing import description
from visitplan.web.api.rows import MEANINGS
from visitplan.web.factory import routes_of
from visitplan.web.settings import WebSettings

ROUTES = [route for route in routes_of() if route.path.startswith("/api/")]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES = 10
THINGS = {"day_id": DAY, "plan_id": "p1"}
"""What paths speak of, most of the time: a made-up id would never get behind the door."""

numbers = itertools.count()
described = description(ROUTES)
schema = schemathesis.openapi.from_dict(described, config=SchemathesisConfig())


@pytest.fixture(scope="module")
def program(
    migrated: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Served, str]]:
    folder = tmp_path_factory.mktemp("described")
    with a_database(migrated, folder) as database:
        unhurried = WebSettings(requests=1_000_000, requests_unknown=1_000_000)
        house = replace(a_house(database, Clock()), settings=unhurried)
        a_day(house, folder / "day")
        a_published_plan(house, a_plan_with([]))
        with serving(house) as served:
            yield served, a_key(house)


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    deadline=None,
    phases=[Phase.generate],
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)
def test_generated_requests_are_answered_as_described(
    case: Any, program: tuple[Served, str]
) -> None:
    served, key = program
    headers = {"authorization": f"Bearer {key}"}
    if next(numbers) % 4:
        case.path_parameters |= {
            name: THINGS[name] for name in case.path_parameters & THINGS.keys()
        }
    case.call_and_validate(base_url=served.url, headers=headers, checks=CHECKS)


def test_every_route_of_the_api_is_described() -> None:
    told = {
        (path, method.upper())
        for path, operations in described["paths"].items()
        for method in operations
    }
    assert told == {(route.path, method) for route in ROUTES for method in route.methods or ()}


def test_every_column_is_described() -> None:
    sent = ("cases", "agents", "contacts")
    assert {column for name in sent for column in TABLES[name]} == set(MEANINGS)


def test_every_refusal_is_a_problem_and_every_route_asks_for_a_key() -> None:
    assert described["security"] == [{"key": []}]
    for path in described["paths"].values():
        for operation in path.values():
            assert {"401", "403", "422", "429", "503"} <= set(operation["responses"])
            for status, answer in operation["responses"].items():
                if status >= "400":
                    assert list(answer["content"]) == ["application/problem+json"], status


def test_the_description_is_for_whoever_has_a_key(program: tuple[Served, str]) -> None:
    served, key = program
    path = f"{served.url}/api/v1/openapi.json"
    assert httpx.get(path).status_code == 401
    assert httpx.get(path, headers={"authorization": f"Bearer {key}"}).json() == described


def test_every_event_is_described() -> None:
    assert set(described["webhooks"]) == {
        "plan.published", "visit.withdrawn", "outcome.recorded", "hold.set",
    }  # fmt: skip
