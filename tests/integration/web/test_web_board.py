"""The board's answers: what moves do, what is kept, pinned and told, and how the day goes."""

from collections.abc import Callable
from datetime import UTC, timedelta
from pathlib import Path
from threading import Event
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from planned_day import DAY, EVIL, a_planned_day, keep, plan_of
from web_house import Asker, Clock

from visitplan.app.kept.benches import Benches
from visitplan.app.kept.live_day import expected_routes, price_of_going_on
from visitplan.app.kept.told_events import reports_of_day
from visitplan.app.queue.planning_jobs import plan_once
from visitplan.app.queue.workbench import Workbench
from visitplan.app.surroundings import Surroundings
from visitplan.domain.move import Move
from visitplan.domain.plan import Plan
from visitplan.storage import days, jobs, ledger, outcomes, plans, tables, trail
from visitplan.storage.database import Database
from visitplan.storage.outcomes import Report
from visitplan.storage.trail import Act
from visitplan.verification.verifier import verify

Asking = Callable[..., Asker]
JSON = {"accept": "application/json"}
AWAY = [{"case_id": "C002", "shift_id": "A01/1", "position": 0}]
TO_ANOTHER = [{"case_id": "C003", "shift_id": "A02/1"}]


@pytest.fixture
def plan_id(database: Database, clock: Clock, tmp_path: Path) -> str:
    return a_planned_day(database, tmp_path / "day", clock())


def send(asker: Asker, path: str, body: dict[str, Any]) -> Any:
    return asker.client.post(path, json=body, headers={"x-csrf-token": asker.csrf} | JSON)


def acts(database: Database) -> list[Act]:
    with database.read() as connection:
        return [each.act for each in trail.newest(connection)]


def heads(database: Database) -> tuple[plans.PlanHead, ...]:
    with database.read() as connection:
        return plans.heads(connection, DAY)


def day_version(database: Database) -> int:
    with database.read() as connection:
        head = days.head(connection, DAY)
    assert head is not None
    return head.version


def publish(database: Database, plan_id: str, clock: Clock) -> None:
    with database.write() as connection:
        plans.publish(connection, plan_id, at=clock(), by="somebody")


def test_the_board_shows_the_whole_plan_and_no_customers_name(asker: Asking, plan_id: str) -> None:
    answer = asker("manager").get(f"/plans/{plan_id}/board/data")
    data = answer.json()
    assert {shift: len(route["stops"]) for shift, route in data["routes"].items()} == {
        "A01/1": 3,
        "A02/1": 1,
    }
    assert [each["case"] for each in data["unassigned"]] == ["C001", "C008"]
    assert data["ineligible"][0]["refusals"][0]["source"]
    assert data["cost"]["total"] == sum(v for k, v in data["cost"].items() if k != "total")
    assert EVIL in {shift["people"] for shift in data["shifts"]}
    assert "Customer 00" not in answer.text


def test_a_move_is_answered_with_what_it_changes_and_nothing_is_kept(
    asker: Asking, plan_id: str, database: Database
) -> None:
    before = acts(database)
    answer = send(asker("dispatcher"), f"/plans/{plan_id}/board/edit", {"moves": AWAY})
    edit = answer.json()
    assert answer.status_code == 200
    assert edit["broken"] == []
    assert edit["routes"]["A02/1"] is None
    assert edit["routes"]["A01/1"]["stops"][0]["case"] == "C002"
    terms = {k: v for k, v in edit["delta"]["cost"].items() if k != "total"}
    assert edit["delta"]["cost"]["total"] == sum(terms.values()) != 0
    assert acts(database) == before
    assert len(heads(database)) == 1


def test_a_move_that_breaks_a_rule_says_which_and_cannot_be_kept(
    asker: Asking, plan_id: str, database: Database
) -> None:
    anna = asker("dispatcher")
    edit = send(anna, f"/plans/{plan_id}/board/edit", {"moves": TO_ANOTHER}).json()
    assert {(each["case"], each["shift"]) for each in edit["broken"]} == {("C003", "A02/1")}
    kept = send(anna, f"/plans/{plan_id}/board/keep", {"moves": TO_ANOTHER, "newest": 1})
    assert kept.status_code == 422
    assert kept.json()["broken"]
    assert len(heads(database)) == 1


def test_a_case_that_the_plan_does_not_know_cannot_be_moved(asker: Asking, plan_id: str) -> None:
    moves = [{"case_id": "C999", "shift_id": "A01/1"}]
    answer = send(asker("dispatcher"), f"/plans/{plan_id}/board/edit", {"moves": moves})
    assert answer.status_code == 422
    assert answer.json()["error"]["findings"][0]["code"] == "VP-HR-004"


@pytest.mark.parametrize("door", ["edit", "places", "keep", "pins", "rest", "told"])
def test_a_manager_looks_and_moves_nothing(asker: Asking, plan_id: str, door: str) -> None:
    assert send(asker("manager"), f"/plans/{plan_id}/board/{door}", {}).status_code == 403


def test_moves_are_kept_as_a_draft_that_follows_and_holds(
    asker: Asking, plan_id: str, database: Database, house: Any
) -> None:
    anna = asker("dispatcher")
    moves = [*AWAY, {"case_id": "C008", "shift_id": "A02/1"}]
    kept = send(anna, f"/plans/{plan_id}/board/keep", {"moves": moves, "newest": 1})
    newest = heads(database)[0]
    assert (kept.status_code, kept.json()) == (201, {"id": newest.id, "version": 2})
    assert (newest.state, newest.parent_id, newest.made_by) == ("draft", plan_id, anna.id)
    assert (acts(database)[0].what, acts(database)[0].object_id) == ("edit by hand", newest.id)
    bench = house.benches.bench(newest.id)
    assert verify(*bench.workbench.planned) == ()
    assert [each.case_id for each in bench.plan.unassigned] == ["C001"]


def test_the_second_of_two_is_told_and_may_keep_his_beside(
    asker: Asking, plan_id: str, database: Database
) -> None:
    anna, bert = asker("dispatcher"), asker("dispatcher")
    path, other = f"/plans/{plan_id}/board/keep", [{"case_id": "C002"}]
    first = send(anna, path, {"moves": AWAY, "newest": 1}).json()
    second = send(bert, path, {"moves": other, "newest": 1})
    assert (second.status_code, second.json()) == (409, {"rival": first})
    assert len(heads(database)) == 2
    beside = send(bert, path, {"moves": other, "newest": first["version"]})
    assert beside.status_code == 201
    assert [head.parent_id for head in heads(database)] == [plan_id, plan_id, None]


def test_a_plan_of_a_day_that_was_changed_meanwhile_is_opened_anew(
    asker: Asking, plan_id: str, database: Database, clock: Clock, house: Any
) -> None:
    before = house.benches.bench(plan_id)
    assert house.benches.bench(plan_id) is before
    with database.write() as connection:
        days.advance(connection, DAY, seen=1, at=clock())
    assert house.benches.bench(plan_id) is not before


def test_only_the_plans_looked_at_last_stay_prepared(
    plan_id: str, database: Database, clock: Clock, tmp_path: Path
) -> None:
    benches = Benches(database, Surroundings(tmp_path), most=1)
    other = keep(database, plan_of(database, plan_id), clock(), parent=plan_id).id
    first = benches.bench(plan_id)
    assert benches.bench(other) is not None
    assert benches.bench(plan_id) is not first
    assert benches.bench("no-such-plan") is None


def test_the_best_places_cost_what_moving_there_costs(asker: Asking, plan_id: str) -> None:
    anna = asker("dispatcher")
    path = f"/plans/{plan_id}/board"
    places = send(anna, f"{path}/places", {"moves": [], "case_id": "C008"}).json()
    assert places == sorted(places, key=lambda p: (p["seconds_late"], p["extra_cost"]))
    assert {place["shift_id"] for place in places} == {"A01/1", "A02/1"}
    for place in places:
        move = {"case_id": "C008", "shift_id": place["shift_id"], "position": place["position"]}
        delta = send(anna, f"{path}/edit", {"moves": [move]}).json()["delta"]["cost"]
        on_routes = delta["total"] - delta["unassigned"]
        assert abs(on_routes - place["extra_cost"]) <= 1


def test_lines_are_drawn_for_the_routes_that_changed(asker: Asking, plan_id: str) -> None:
    anna, path = asker("dispatcher"), f"/plans/{plan_id}/board/ways"
    assert set(send(anna, path, {"moves": []}).json()) == {"A01/1", "A02/1"}
    assert set(send(anna, path, {"moves": [{"case_id": "C004"}]}).json()) == {"A01/1"}


def pinned(database: Database) -> dict[str | None, tuple[Any, ...]]:
    with database.read() as connection:
        table = tables.load_table(connection, DAY, "pinned")
    assert table is not None
    return {row.subject: row.cells for row in table.rows}


def test_a_stop_is_pinned_as_it_is_planned_and_let_loose_again(
    asker: Asking, plan_id: str, database: Database
) -> None:
    anna, path = asker("dispatcher"), f"/plans/{plan_id}/board/pins"
    answer = send(anna, path, {"case_ids": ["C002"], "to": "time", "seen": 1})
    assert answer.json()["cases"]["C002"]["pin"]["from"]
    assert "2026-11-24T14:45:56+02:00" in pinned(database)["C002"]
    assert acts(database)[0].what == "pin"
    send(anna, path, {"case_ids": ["C002"], "to": "agent", "seen": 2})
    assert "A02" in pinned(database)["C002"]
    send(anna, path, {"case_ids": ["C002"], "to": "nothing", "seen": 3})
    assert set(pinned(database)) == {"C003"}


def test_a_route_is_pinned_whole_in_its_order(asker: Asking, plan_id: str, house: Any) -> None:
    anna = asker("dispatcher")
    asked = {"case_ids": ["C005", "C003", "C004"], "to": "route", "seen": 1}
    answer = send(anna, f"/plans/{plan_id}/board/pins", asked)
    assert answer.status_code == 200
    pins = {pin.case_id: (pin.agent_id, pin.after) for pin in house.benches.bench(plan_id).day.pins}
    assert pins == {"C005": ("A01", None), "C003": ("A01", "C005"), "C004": ("A01", "C003")}


def test_a_pin_on_a_day_that_somebody_changed_is_refused(
    asker: Asking, plan_id: str, database: Database
) -> None:
    asked = {"case_ids": ["C002"], "to": "agent", "seen": 7}
    answer = send(asker("dispatcher"), f"/plans/{plan_id}/board/pins", asked)
    assert answer.status_code == 409
    assert set(pinned(database)) == {"C003"}


def report(database: Database, plan_id: str, case_id: str, clock: Clock) -> None:
    with database.write() as connection:
        new = Report(f"phone-{case_id}", plan_id, "A01", case_id, "NOHOME", clock(), {})
        outcomes.record(connection, new, at=clock())


def a_day_under_way(database: Database, plan_id: str, clock: Clock, *, late: timedelta) -> Plan:
    """Publish a plan and report its first stop of A01, later than planned."""
    publish(database, plan_id, clock)
    plan = plan_of(database, plan_id)
    stop = plan.routes[0].stops[0]
    clock.now = stop.departure.astimezone(UTC) + late
    report(database, plan_id, stop.case_id, clock)
    return plan


def test_a_late_report_moves_what_follows_and_pays_to_replan(
    asker: Asking, plan_id: str, database: Database, clock: Clock
) -> None:
    a_day_under_way(database, plan_id, clock, late=timedelta(minutes=50))
    anna = asker("dispatcher")
    live = anna.get(f"/plans/{plan_id}/board/live").json()
    route = live["routes"]["A01/1"]
    assert (live["under_way"], live["pays"], live["suggests"]) == (True, True, True)
    assert (route["done"], route["next"], route["stops"][0]["code"]) == (1, "C003", "NOHOME")
    assert route["late"] == 50 * 60
    assert live["routes"]["A02/1"]["late"] == 0


def test_a_report_in_time_moves_nothing(
    asker: Asking, plan_id: str, database: Database, clock: Clock
) -> None:
    a_day_under_way(database, plan_id, clock, late=timedelta(0))
    anna = asker("dispatcher")
    live = anna.get(f"/plans/{plan_id}/board/live").json()
    assert (live["pays"], live["routes"]["A01/1"]["late"]) == (False, 0)


@pytest.mark.parametrize(("late", "is_dearer"), [(timedelta(0), False), (timedelta(hours=4), True)])
def test_going_on_costs_what_was_planned_unless_somebody_works_longer(
    plan_id: str, database: Database, clock: Clock, house: Any, late: timedelta, is_dearer: bool
) -> None:
    plan = a_day_under_way(database, plan_id, clock, late=late)
    bench = house.benches.bench(plan_id)
    with database.read() as connection:
        reports = reports_of_day(connection, DAY)
    expected = expected_routes(bench, reports, clock())
    assert (price_of_going_on(bench, expected) > plan.cost.total) == is_dearer


def test_a_stop_that_was_passed_over_is_expected_after_the_others(
    plan_id: str, database: Database, clock: Clock, house: Any
) -> None:
    publish(database, plan_id, clock)
    route = plan_of(database, plan_id).routes[0]
    *passed, last = route.stops
    clock.now = last.departure.astimezone(UTC)
    report(database, plan_id, last.case_id, clock)
    with database.read() as connection:
        reports = reports_of_day(connection, DAY)
    (expected, *_) = expected_routes(house.benches.bench(plan_id), reports, clock())
    assert [stop.case_id for stop in expected.stops] == [each.case_id for each in (last, *passed)]
    assert (expected.done, expected.following) == (1, expected.stops[1])
    assert all(stop.arrival > last.departure for stop in expected.stops[1:])


def test_a_worker_plans_a_passed_over_stop_again_after_the_one_that_was_reported(
    asker: Asking, plan_id: str, database: Database, clock: Clock, tmp_path: Path
) -> None:
    publish(database, plan_id, clock)
    first, passed, last = plan_of(database, plan_id).routes[0].stops
    for stop in (first, last):
        clock.now = stop.departure.astimezone(UTC).replace(second=40)
        report(database, plan_id, stop.case_id, clock)
    clock.move(timedelta(seconds=10))  # within the minute of the last report
    send(asker("dispatcher"), f"/plans/{plan_id}/board/rest", {"mode": "all"})
    bench = Workbench(database, "w", tmp_path / "cache", clock, lambda: "replanned")
    assert plan_once(bench, Event())
    after = plan_of(database, "replanned")
    gone = [stop.case_id for stop in after.routes[0].stops]
    assert gone[:2] == [first.case_id, last.case_id]
    left_out = {each.case_id for each in after.unassigned}
    assert passed.case_id in {*gone[2:], *left_out}
    (told,) = (each for each in after.findings if each.code == "VP-RP-012")
    assert told.problem.startswith(passed.case_id)


def test_routes_under_way_are_not_edited_by_hand(
    asker: Asking, plan_id: str, database: Database, clock: Clock
) -> None:
    a_day_under_way(database, plan_id, clock, late=timedelta(0))
    anna = asker("dispatcher")
    answer = send(anna, f"/plans/{plan_id}/board/keep", {"moves": AWAY, "newest": 1})
    assert (answer.status_code, answer.json()) == (409, {"under_way": True})


def test_the_rest_is_asked_for_once_at_a_time_and_what_nobody_took_up_is_put_aside(
    asker: Asking, plan_id: str, database: Database, clock: Clock
) -> None:
    a_day_under_way(database, plan_id, clock, late=timedelta(minutes=50))
    anna, path = asker("dispatcher"), f"/plans/{plan_id}/board/rest"
    for _ in range(2):
        assert send(anna, path, {"mode": "insert-only"}).status_code == 202
    with database.write() as connection:
        (job,) = jobs.of_day(connection, DAY)
        assert job.request["rest"]["mode"] == "insert-only"
        assert (
            job.request["rest"]["at"]
            == f"{clock().astimezone(ZoneInfo('Europe/Helsinki')):%H:%M:%S}"
        )
        taken = jobs.take(connection, "worker", at=clock(), lease=timedelta(minutes=1))
    assert taken is not None
    worked_out = keep(database, plan_of(database, plan_id), clock(), parent=plan_id).id
    with database.write() as connection:
        jobs.finish(connection, taken[1], worked_out, at=clock())
    live = anna.get(f"/plans/{plan_id}/board/live").json()
    assert live["rest"]["plan"]["id"] == worked_out
    assert (live["rest"]["saves"], live["rest"]["more"], live["suggests"]) == (0, 0, False)
    send(anna, path, {"mode": "all"})
    assert heads(database)[0].state == "discarded"


def test_a_customer_who_was_announced_another_agent_is_owed_a_notice_until_told(
    asker: Asking, plan_id: str, database: Database, clock: Clock
) -> None:
    anna = asker("dispatcher")
    publish(database, plan_id, clock)
    bench = Benches(database, Surroundings(Path())).bench(plan_id)
    assert bench is not None
    moved = bench.workbench.edited([Move.model_validate(move) for move in AWAY])
    second = keep(database, moved.planned.plan, clock(), parent=plan_id).id
    publish(database, second, clock)
    owed = anna.get(f"/plans/{second}/board/live").json()["notices"]
    assert [(each["case"], each["kind"], each["told"]) for each in owed] == [
        ("C002", "agent", None)
    ]
    told = send(anna, f"/plans/{second}/board/told", {"case_id": "C002", "channel": "call"})
    assert told.json()["notices"][0]["told"]
    with database.read() as connection:
        entry = ledger.of_case(connection, "north", "C002")[-1]
    assert (entry["channel"], entry["notice"], entry["names_agent"]) == ("call", "yes", "A01")
    assert (acts(database)[0].what, acts(database)[0].object_id) == ("tell", "C002")
    assert day_version(database) == 2


def test_one_day_leads_to_its_board_and_several_are_listed(
    asker: Asking, plan_id: str, database: Database, clock: Clock, tmp_path: Path
) -> None:
    anna = asker("dispatcher")
    assert anna.get("/board").headers["location"] == f"/plans/{plan_id}/board"
    clock.move(timedelta(days=1))
    a_planned_day(database, tmp_path / "next", clock(), day_id="day-2")
    listed = asker("dispatcher").get("/board")
    assert listed.status_code == 200
    assert f"/plans/{plan_id}/board" in listed.text
