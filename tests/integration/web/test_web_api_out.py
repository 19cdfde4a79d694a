"""What a core system reads: plans that were published, and outcomes; ids, and nobody's name."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from web_house import Served
from web_program import DAY, a_day, a_plan_with, a_program, a_published_plan

from visitplan.storage import outcomes, plans
from visitplan.storage.outcomes import Report
from visitplan.storage.plans import NewPlan
from visitplan.web.house import House


@pytest.fixture
def program(served: Served, tmp_path: Path) -> Iterator[httpx.Client]:
    a_day(served.house, tmp_path / "day")
    with a_program(served) as client:
        yield client


def report(house: House, number: int, *, plan_id: str = "p1", corrects: str | None = None) -> None:
    told = Report(
        f"press-{number}", plan_id, "A01", "C001", "NOHOME", house.clock(),
        {"position": [60.1, 24.9], "promise": 100}, corrects,
    )  # fmt: skip
    with house.database.write() as connection:
        outcomes.record(connection, told, at=house.clock())


def test_there_is_no_plan_before_one_was_published(program: httpx.Client, served: Served) -> None:
    with served.house.database.write() as connection:
        new = NewPlan("draft", DAY, None, 1, "{}", {})
        plans.add(connection, new, at=served.house.clock(), by="somebody")
    assert program.get(f"/days/{DAY}/plan").status_code == 404
    assert program.get("/plans/draft").status_code == 404
    assert program.get(f"/days/{DAY}/plans").json() == {"items": [], "next": None, "more": False}


def test_the_plan_that_counts_names_cases_and_agents_by_id(
    program: httpx.Client, served: Served
) -> None:
    plan = a_plan_with([])
    a_published_plan(served.house, plan)
    answer = program.get(f"/days/{DAY}/plan")
    shown = answer.json()
    assert (shown["id"], shown["state"], shown["currency"]) == ("p1", "published", plan.currency)
    assert shown["cost"] == plan.cost.total
    routed = [stop["case_id"] for route in shown["routes"] for stop in route["stops"]]
    assert routed == [stop.case_id for route in plan.routes for stop in route.stops]
    assert len(shown["unassigned"]) == len(plan.unassigned)
    assert len(shown["ineligible"]) == len(plan.ineligible)
    assert program.get("/plans/p1").json() == shown
    assert {"customer", "address", "name"}.isdisjoint(answer.text.replace('"', " ").split())


def test_a_plan_is_read_again_only_when_it_changed(program: httpx.Client, served: Served) -> None:
    plan = a_plan_with([])
    a_published_plan(served.house, plan)
    known = {"if-none-match": program.get("/plans/p1").headers["etag"]}
    assert program.get("/plans/p1", headers=known).status_code == 304
    a_published_plan(served.house, plan, plan_id="p2", parent="p1")
    changed = program.get("/plans/p1", headers=known)
    assert (changed.status_code, changed.json()["state"]) == (200, "superseded")
    assert program.get(f"/days/{DAY}/plan").json()["version"] == 2
    listed = program.get(f"/days/{DAY}/plans", params={"limit": 1}).json()
    assert (listed["items"][0]["version"], listed["more"]) == (1, True)
    rest = program.get(f"/days/{DAY}/plans", params={"cursor": listed["next"]}).json()
    assert [each["version"] for each in rest["items"]] == [2]


def test_outcomes_are_read_since_a_cursor_and_tell_neither_place_nor_promise(
    program: httpx.Client, served: Served
) -> None:
    a_published_plan(served.house, a_plan_with([]))
    for number in (1, 2):
        report(served.house, number)
    report(served.house, 3, corrects="press-1")
    first = program.get("/outcomes", params={"limit": 2}).json()
    assert [each["number"] for each in first["items"]] == [1, 2]
    rest = program.get("/outcomes", params={"cursor": first["next"]}).json()
    (last,) = rest["items"]
    assert (last["number"], last["corrects"], rest["more"]) == (3, 1, False)
    assert set(last) == {
        "number", "case_id", "agent_id", "plan_id", "code", "happened_at", "received_at",
        "corrects",
    }  # fmt: skip
    nothing = program.get("/outcomes", params={"cursor": rest["next"]}).json()
    assert nothing == {"items": [], "next": rest["next"], "more": False}


def test_another_branch_s_things_are_answered_like_what_there_is_not(
    program: httpx.Client, served: Served
) -> None:
    a_published_plan(served.house, a_plan_with([]))
    report(served.house, 1)
    with a_program(served, branch="south") as foreign:
        for path in (f"/days/{DAY}", f"/days/{DAY}/plan", f"/days/{DAY}/cases", "/plans/p1"):
            assert foreign.get(path).status_code == 404, path
        assert foreign.get("/outcomes").json()["items"] == []
        assert foreign.get("/days").json()["items"] == []
        held = foreign.post("/holds", json={"holds": [{"case_id": "C001", "hold": "paid"}]})
        assert held.status_code == 422
    assert len(program.get("/days", params={"date": "2026-11-24"}).json()["items"]) == 1
    assert program.get("/days", params={"date": "2026-11-25"}).json()["items"] == []
