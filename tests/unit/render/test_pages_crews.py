"""Who travels together is seen on every page and in every table."""

import csv
import io
import json
from fnmatch import fnmatch
from typing import Any

import pytest

from builders import a_case, a_day, a_shift, an_agent
from laws.planned_here import plan_here
from strategies import BEELINE
from visitplan.domain.door import Door
from visitplan.render.exports.plan_file import plan_json, read_plan
from visitplan.render.file_names import OF_A_PLAN, agent_file
from visitplan.render.files import day_files

CREW = "A01/1+A02/1"


@pytest.fixture(scope="module")
def planned() -> Any:
    day = a_day(
        cases=(a_case(1, crew=2, priority="must"), a_case(2)),
        agents=(an_agent(1), an_agent(2)),
        shifts=(a_shift(1), a_shift(2)),
    )
    return plan_here(day, BEELINE)


@pytest.fixture(scope="module")
def files(planned: Any) -> dict[str, bytes]:
    return day_files(planned.plan, planned.day, BEELINE, Door())


def test_all_files_of_a_plan_are_known_as_such(files: dict[str, bytes]) -> None:
    assert all(any(fnmatch(name, pattern) for pattern in OF_A_PLAN) for name in files)


def test_each_of_a_crew_finds_the_route_on_the_page_of_his_own_shift(
    files: dict[str, bytes],
) -> None:
    pages = [files[agent_file(shift)] for shift in ("A01/1", "A02/1", CREW)]
    assert pages[0] == pages[1] == pages[2]


def test_the_page_says_who_drives_and_who_comes_along(files: dict[str, bytes]) -> None:
    page = files[agent_file("A02/1")].decode()
    assert "<bdi>Agent 01</bdi> drives, with <bdi>Agent 02</bdi>" in page


def test_the_overview_names_both_and_links_to_the_page_of_each(files: dict[str, bytes]) -> None:
    overview = files["index.html"].decode()
    assert "Agent 01 + Agent 02" in overview
    assert all(f'href="{agent_file(shift)}"' in overview for shift in ("A01/1", "A02/1"))


def test_the_timeline_shows_the_crew_and_not_its_people_at_home(files: dict[str, bytes]) -> None:
    overview = files["index.html"].decode()
    assert f'aria-label="Agent 01 + Agent 02, {CREW}"' in overview
    assert "not used" not in overview


def test_the_printed_sheet_is_for_both(files: dict[str, bytes]) -> None:
    assert "<h1><bdi>Agent 01 + Agent 02</bdi></h1>" in files["itineraries.html"].decode()


def test_tables_name_who_comes_along(files: dict[str, bytes]) -> None:
    rows = list(csv.DictReader(io.StringIO(files["stops.csv"].decode())))
    assert {(row["agent_id"], row["partners"]) for row in rows} == {("A01", "A02")}
    route = next(
        feature["properties"]
        for feature in json.loads(files["plan.geojson"])["features"]
        if feature["properties"]["kind"] == "route"
    )
    assert route["partners"] == ["A02"]


def test_a_plan_with_a_crew_is_read_back_as_it_was_written(planned: Any) -> None:
    assert read_plan(plan_json(planned.plan), "plan.json") == planned.plan
