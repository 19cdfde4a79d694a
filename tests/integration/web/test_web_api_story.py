"""A core system does a whole day by the API alone: begun, planned, published, its outcomes read."""

import csv
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from agent_day import a_folder
from web_house import OURS, Clock, Served, a_house, serving
from web_program import a_program

from visitplan.app.queue.planning_jobs import plan_once
from visitplan.app.queue.workbench import Workbench
from visitplan.app.surroundings import Surroundings
from visitplan.storage import branches, trail
from visitplan.storage.branches import Branch
from visitplan.storage.database import Database, open_database


@pytest.fixture
def database(address: str) -> Iterator[Database]:
    """Lend a database of either kind, with one branch."""
    opened = open_database(address)
    with opened.write() as connection:
        branches.add(connection, Branch("north", "North", "Europe/Helsinki"))
    yield opened
    opened.close()


@pytest.fixture
def served(database: Database, clock: Clock, tmp_path: Path) -> Iterator[Served]:
    house = replace(a_house(database, clock), surroundings=Surroundings(tmp_path / "cache"))
    with serving(house) as served:
        yield served


@pytest.fixture
def a_day(clock: Clock, tmp_path: Path) -> dict[str, Any]:
    """Return the template's day as a core system sends it."""
    folder = a_folder(tmp_path / "day", clock())
    tables = {name: rows_of(folder / f"{name}.csv") for name in ("agents", "cases", "contacts")}
    return {"settings": (folder / "day.toml").read_text(encoding="utf-8"), **tables}


def rows_of(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return [{name: cell for name, cell in row.items() if cell} for row in csv.DictReader(lines)]


class CoreSystem:
    """A small client: what a lender's programmer would write."""

    def __init__(self, api: httpx.Client, bench: Workbench) -> None:
        self.api, self._bench = api, bench

    def send(self, path: str, body: dict[str, Any], key: str | None = None) -> dict[str, Any]:
        answer = self.api.post(path, json=body, headers={"Idempotency-Key": key or uuid4().hex})
        assert answer.is_success, answer.text
        told: dict[str, Any] = answer.json()
        return told

    def read(self, path: str) -> dict[str, Any]:
        told: dict[str, Any] = self.api.get(path).raise_for_status().json()
        return told

    def planned(self, day_id: str) -> dict[str, Any]:
        """Ask for a plan, wait until it is made, and return how it ended."""
        job = self.send(f"/days/{day_id}/planning", {"work": 1, "seed": 1})
        assert job["state"] == "queued"
        assert plan_once(self._bench, threading.Event())
        return self.read(f"/planning/{job['id']}")


@pytest.fixture
def core(served: Served, clock: Clock, tmp_path: Path) -> Iterator[CoreSystem]:
    house = served.house
    bench = Workbench(house.database, "w", tmp_path / "cache", clock, lambda: uuid4().hex)
    with a_program(served) as api:
        yield CoreSystem(api, bench)


def reported(served: Served, link: str, plan_id: str, case_id: str) -> None:
    """Let an agent's phone come in by its link and report a visit."""
    with httpx.Client(base_url=served.url, headers=OURS) as phone:
        phone.post("/a", data={"token": link.partition("#t=")[2]})
        page = phone.get("/a/route").raise_for_status().text
        csrf = page.partition('"csrf": "')[2].partition('"')[0]
        report = {
            "id": str(uuid4()), "plan": plan_id, "case": case_id, "code": "NOHOME",
            "at": served.house.clock().isoformat(),
        }  # fmt: skip
        headers = {"x-csrf-token": csrf, "accept": "application/json"}
        assert phone.post("/a/reports", json=report, headers=headers).status_code == 201


def test_a_day_is_begun_planned_published_and_its_outcomes_are_read(
    core: CoreSystem, served: Served, clock: Clock, a_day: dict[str, Any]
) -> None:
    day = core.send("/days", a_day)
    assert (day["version"], day["date"]) == (1, clock().date().isoformat())
    made = core.planned(day["id"])
    assert (made["state"], made["failure"]) == ("done", None)
    published = core.send(f"/plans/{made['plan_id']}/publication", {"reason": "checked"})
    plan = core.read(f"/days/{day['id']}/plan")
    assert plan["id"] == published["plan_id"] == made["plan_id"]
    routed = {route["agent_id"]: route["stops"] for route in plan["routes"] if route["stops"]}
    assert {link["agent_id"] for link in published["links"]} >= set(routed)
    link = next(each for each in published["links"] if each["agent_id"] in routed)
    first = routed[link["agent_id"]][0]["case_id"]
    clock.move(timedelta(hours=2))
    reported(served, link["url"], plan["id"], first)
    (outcome,) = core.read("/outcomes")["items"]
    assert (outcome["case_id"], outcome["code"]) == (first, "NOHOME")
    with served.house.database.read() as connection:
        acts = [(each.act.what, each.act.kind) for each in trail.entries(connection)]
    assert acts == [
        ("import", "day"),
        ("ask for a plan", "day"),
        ("plan", "plan"),
        ("publish", "plan"),
        ("open", "link"),
        ("report", "case"),
    ]


def test_a_day_is_begun_once_under_one_key_and_not_twice_under_two(
    core: CoreSystem, a_day: dict[str, Any]
) -> None:
    first, again = (core.send("/days", a_day, key="k1") for _ in range(2))
    assert first == again
    other = core.api.post("/days", json=a_day, headers={"Idempotency-Key": "k2"})
    assert other.status_code == 409
    assert len(core.read("/days")["items"]) == 1


def test_what_is_wrong_with_a_day_is_told_by_table_and_row_and_nothing_is_kept(
    core: CoreSystem, a_day: dict[str, Any]
) -> None:
    a_day["cases"][1]["lat"] = 91
    a_day["agents"][0]["shift"] = "17:00-09:00"
    answer = core.api.post("/days", json=a_day)
    assert answer.status_code == 422
    found = {(each["place"], each["row"], each["field"]) for each in answer.json()["findings"]}
    assert found >= {("cases", 2, "lat"), ("agents", 1, "shift")}
    wrong = core.api.post("/days", json=a_day | {"settings": "date = "})
    assert wrong.status_code == 422
    assert "settings" in {each["place"] for each in wrong.json()["findings"]}
    assert core.read("/days")["items"] == []


def test_while_a_day_is_being_planned_there_is_one_planning(
    core: CoreSystem, a_day: dict[str, Any]
) -> None:
    day = core.send("/days", a_day)
    first, second = (core.send(f"/days/{day['id']}/planning", {"work": 1}) for _ in range(2))
    assert first["id"] == second["id"]


def test_a_plan_that_no_longer_keeps_every_rule_is_not_published(
    core: CoreSystem, a_day: dict[str, Any]
) -> None:
    day = core.send("/days", a_day)
    made = core.planned(day["id"])
    held = a_day["cases"][0]["case_id"]
    core.send("/holds", {"holds": [{"case_id": held, "hold": "deceased"}]})
    answer = core.api.post(f"/plans/{made['plan_id']}/publication", json={"reason": "late"})
    assert answer.status_code == 409
    assert core.api.get(f"/days/{day['id']}/plan").status_code == 404


def test_only_a_key_made_for_it_publishes(
    core: CoreSystem, served: Served, a_day: dict[str, Any]
) -> None:
    day = core.send("/days", a_day)
    made = core.planned(day["id"])
    for scope in ("send cases", "read plans", "plan days"):
        with a_program(served, scope) as api:
            asked = api.post(f"/plans/{made['plan_id']}/publication", json={"reason": "me"})
            assert asked.status_code == 403, scope
            begun = api.post("/days", json=a_day).status_code
            assert (begun == 403) is (scope != "plan days"), scope
