"""A past plan of which one person was erased still opens: on the board, as pages, as a file."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from planned_day import a_planned_day, plan_of
from web_house import Clock

from visitplan.app.kept.person_erasure import erase_person
from visitplan.storage import plans
from visitplan.storage.database import Database
from visitplan.storage.purging import Purge


@pytest.fixture
def plan_id(database: Database, clock: Clock, tmp_path: Path) -> str:
    """A published plan, of whose five cases one was erased the day after."""
    made = a_planned_day(database, tmp_path / "day", clock.now)
    with database.write() as connection:
        plans.publish(connection, made, at=clock.now, by="somebody")
    clock.move(timedelta(days=1))
    erased = erase_person(database, "C003", asked=Purge("user-1", clock.now), for_real=True)
    assert erased.done
    return made


def test_the_person_is_in_no_route(database: Database, plan_id: str) -> None:
    plan = plan_of(database, plan_id)
    assert [[stop.case_id for stop in route.stops] for route in plan.routes] == [
        ["C005", "C004"],
        ["C002"],
    ]


@pytest.mark.usefixtures("plan_id")
def test_the_trail_tells_of_it_to_an_administrator(asker: Any) -> None:
    answer = asker("admin").client.get("/trail")
    assert (answer.status_code, "erased" in answer.text) == (200, True)


@pytest.mark.parametrize("path", ["/plans/{}/board", "/plans/{}/board/data", "/plans/{}"])
def test_the_plan_still_opens(asker: Any, plan_id: str, path: str) -> None:
    answer = asker("dispatcher").client.get(path.format(plan_id))
    assert (answer.status_code, "C003" in answer.text) == (200, False)
