"""Cases, contacts and holds of a core system: a whole batch is kept, or nothing and why."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from agent_day import AgentDay, Phone, ahead_in
from web_house import Served
from web_program import DAY, a_case, a_day, a_program

from visitplan.storage import days, ledger, tables, trail
from visitplan.storage.days import DayHead
from visitplan.web.house import House

CASES, CONTACTS = f"/days/{DAY}/cases", f"/days/{DAY}/contacts"


@pytest.fixture
def program(served: Served, tmp_path: Path) -> Iterator[httpx.Client]:
    a_day(served.house, tmp_path / "day")
    with a_program(served) as client:
        yield client


def head(house: House) -> DayHead:
    with house.database.read() as connection:
        found = days.head(connection, DAY)
    assert found is not None
    return found


def row(house: House, case_id: str) -> dict[str, Any]:
    with house.database.read() as connection:
        table = tables.load_table(connection, DAY, "cases")
    assert table is not None
    (found,) = (row for row in table.rows if row.subject == case_id)
    return dict(zip(table.headers, found.cells, strict=True))


def case_ids(house: House) -> list[str | None]:
    with house.database.read() as connection:
        table = tables.load_table(connection, DAY, "cases")
    return [row.subject for row in table.rows] if table else []


def test_a_new_case_is_kept_and_makes_a_new_version(program: httpx.Client, served: Served) -> None:
    answer = program.post(CASES, json={"cases": [a_case("X1", windows="09:00-12:00")]})
    assert answer.status_code == 200, answer.text
    assert answer.json() | {"findings": []} == {
        "day_id": DAY, "version": 2, "created": 1, "replaced": 0, "withdrawn": 0,
        "taken_off": 0, "findings": [],
    }  # fmt: skip
    assert row(served.house, "X1")["windows"] == "09:00-12:00"
    assert head(served.house).version == 2


def test_a_known_case_is_replaced_in_its_place(program: httpx.Client, served: Served) -> None:
    before = case_ids(served.house)
    case_id = str(before[1])
    answer = program.post(CASES, json={"cases": [a_case(case_id, priority="high")]})
    assert (answer.json()["created"], answer.json()["replaced"]) == (0, 1)
    assert case_ids(served.house) == before
    assert row(served.house, case_id)["priority"] == "high"


def test_a_batch_with_one_wrong_row_keeps_nothing_and_tells_every_finding(
    program: httpx.Client, served: Served
) -> None:
    wrong = [a_case("X1"), a_case("X2", lat=91), a_case("X3", windows="17:00-09:00")]
    answer = program.post(CASES, json={"cases": wrong})
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    found = {(each["place"], each["row"], each["field"]) for each in answer.json()["findings"]}
    assert found >= {("cases", 2, "lat"), ("cases", 3, "windows")}
    assert all(
        each["row"] != 1 or each["severity"] == "warning" for each in answer.json()["findings"]
    )
    assert head(served.house).version == 1
    assert "X1" not in case_ids(served.house)


@pytest.mark.parametrize(
    ("batch", "place", "number"),
    [
        ({"cases": [a_case("X1"), a_case("X1")]}, "cases", 2),
        ({"cases": [a_case("X1", wndows="09:00-12:00")]}, "cases", 1),
        ({"cases": [a_case("X1", debt=100)]}, "cases", 1),
        ({"cases": [a_case("X1")], "withdraw": ["X1"]}, "withdraw", 1),
        ({"withdraw": ["nobody"]}, "withdraw", 1),
        ({"cases": [{"case_id": "X1"}]}, "cases", 1),
        ({"cases": [a_case(" ")]}, "cases", 1),
        ({"cases": [a_case("X1", lat=True)]}, "cases", 1),
    ],
)
def test_what_is_wrong_with_a_batch_is_told_by_its_row(
    program: httpx.Client, served: Served, batch: dict[str, Any], place: str, number: int
) -> None:
    answer = program.post(CASES, json=batch)
    assert answer.status_code == 422
    spots = {(each["place"], each["row"]) for each in answer.json()["findings"]}
    assert (place, number) in spots
    assert head(served.house).version == 1


def test_a_withdrawn_case_stays_in_the_day_and_is_visited_by_nobody(
    program: httpx.Client, served: Served
) -> None:
    case_id = str(case_ids(served.house)[0])
    answer = program.post(CASES, json={"withdraw": [case_id]})
    assert answer.json()["withdrawn"] == 1
    assert row(served.house, case_id)["status"] == "withdrawn"


def test_a_hold_outlives_the_case_that_is_sent_again(program: httpx.Client, served: Served) -> None:
    program.post(CASES, json={"cases": [a_case("X1")]}).raise_for_status()
    held = program.post("/holds", json={"holds": [{"case_id": "X1", "hold": "deceased"}]})
    assert held.json() == {"new": 1, "taken_off": 0}
    program.post(CASES, json={"cases": [a_case("X1", holds="dispute")]}).raise_for_status()
    assert row(served.house, "X1")["holds"] == "deceased; dispute"


def test_a_hold_of_a_person_is_one_of_all_their_cases(
    program: httpx.Client, served: Served
) -> None:
    two = [a_case("X1", debtor_id="D1"), a_case("X2", debtor_id="D1")]
    program.post(CASES, json={"cases": two}).raise_for_status()
    held = program.post("/holds", json={"holds": [{"case_id": "X1", "hold": "hardship"}]})
    assert held.json()["new"] == 2
    again = program.post("/holds", json={"holds": [{"case_id": "X1", "hold": "hardship"}]})
    assert again.json()["new"] == 0
    of_one = program.post("/holds", json={"holds": [{"case_id": "X2", "hold": "dispute"}]})
    assert of_one.json()["new"] == 1
    assert row(served.house, "X1")["holds"] == "hardship"


def test_a_hold_may_have_an_end_and_the_same_one_is_set_once(
    program: httpx.Client, served: Served
) -> None:
    program.post(CASES, json={"cases": [a_case("X1")]}).raise_for_status()
    until = {"case_id": "X1", "hold": "hospital", "since": "2026-11-20", "until": "2026-12-20"}
    answers = [program.post("/holds", json={"holds": [until]}).json()["new"] for _ in range(2)]
    assert answers == [1, 0]
    assert row(served.house, "X1")["holds"] == "hospital 2026-11-20..2026-12-20"
    inverted = until | {"until": "2026-11-19"}
    assert program.post("/holds", json={"holds": [inverted]}).status_code == 422


def test_a_hold_of_an_unknown_case_sets_none_of_its_batch(
    program: httpx.Client, served: Served
) -> None:
    case_id = str(case_ids(served.house)[0])
    two = [{"case_id": case_id, "hold": "paid"}, {"case_id": "nobody", "hold": "paid"}]
    answer = program.post("/holds", json={"holds": two})
    assert answer.status_code == 422
    assert [each["row"] for each in answer.json()["findings"]] == [2]
    assert head(served.house).version == 1


def test_a_contact_that_is_told_twice_counts_once(program: httpx.Client, served: Served) -> None:
    case_id = str(case_ids(served.house)[0])
    told = {"case_id": case_id, "at": "2026-11-20 10:00", "channel": "call", "reached": True}
    answers = [program.post(CONTACTS, json={"contacts": [told, told]}) for _ in range(2)]
    assert [each.json()["created"] for each in answers] == [1, 0]
    with served.house.database.read() as connection:
        entries = ledger.of_case(connection, "north", case_id)
        table = tables.load_table(connection, DAY, "contacts")
    assert table is not None
    assert [each["at"] for each in entries].count("2026-11-20 10:00") == 1
    assert sum("2026-11-20 10:00" in row.cells for row in table.rows) == 1


def test_contacts_that_cannot_be_read_are_told(program: httpx.Client) -> None:
    told = {"case_id": "X1", "at": "yesterday", "channel": "call", "reached": "maybe"}
    answer = program.post(CONTACTS, json={"contacts": [told]})
    assert answer.status_code == 422
    assert {each["field"] for each in answer.json()["findings"]} >= {"at", "reached"}


def test_only_the_version_that_was_seen_is_changed(program: httpx.Client, served: Served) -> None:
    seen = program.get(f"/days/{DAY}").headers["etag"]
    batch = {"cases": [a_case("X1")]}
    assert program.post(CASES, json=batch, headers={"if-match": seen}).status_code == 200
    answer = program.post(CASES, json=batch, headers={"if-match": seen})
    assert answer.status_code == 412
    assert head(served.house).version == 2
    known = program.get(f"/days/{DAY}").headers["etag"]
    assert program.get(f"/days/{DAY}", headers={"if-none-match": known}).status_code == 304


def test_a_request_is_done_once_under_its_key(program: httpx.Client, served: Served) -> None:
    key = {"idempotency-key": "batch-1"}
    first = program.post(CASES, json={"cases": [a_case("X1")]}, headers=key)
    second = program.post(CASES, json={"cases": [a_case("X1")]}, headers=key)
    assert (second.status_code, second.text) == (first.status_code, first.text)
    assert second.headers["idempotency-replayed"] == "true"
    assert head(served.house).version == 2
    other = program.post(CASES, json={"cases": [a_case("X2")]}, headers=key)
    assert other.status_code == 409
    assert "idempotency key" in other.json()["detail"]


def test_a_refused_request_may_be_mended_under_another_key(program: httpx.Client) -> None:
    key = {"idempotency-key": "batch-1"}
    assert program.post(CASES, json={"cases": [a_case(lat=91)]}, headers=key).status_code == 422
    assert program.post(CASES, json={"cases": [a_case()]}, headers=key).status_code == 200


def test_two_keys_may_use_the_same_idempotency_key(program: httpx.Client, served: Served) -> None:
    key = {"idempotency-key": "batch-1"}
    program.post(CASES, json={"cases": [a_case("X1")]}, headers=key).raise_for_status()
    with a_program(served) as other:
        answer = other.post(CASES, json={"cases": [a_case("X2")]}, headers=key)
    assert answer.status_code == 200


def test_the_trail_tells_who_handed_over_how_much_and_of_nobody(
    program: httpx.Client, served: Served
) -> None:
    program.post(CASES, json={"cases": [a_case("X1", customer="ZZ-CANARY")]}).raise_for_status()
    with served.house.database.read() as connection:
        (entry, *_) = trail.newest(connection)
    assert (entry.act.what, entry.act.kind, entry.act.object_id) == ("receive", "day", DAY)
    assert entry.act.who.startswith("key ")
    assert entry.act.after == {"table": "cases", "rows": 1, "withdraw": 0}


def test_a_days_cases_are_listed_page_by_page(program: httpx.Client, served: Served) -> None:
    found, cursor = [], None
    while True:
        page = program.get(CASES, params={"limit": 3} | ({"cursor": cursor} if cursor else {}))
        found += [each["case_id"] for each in page.json()["items"]]
        cursor = page.json()["next"]
        if not page.json()["more"]:
            break
    assert found == case_ids(served.house)
    assert program.get(CASES, params={"cursor": "first"}).status_code == 422


def test_an_error_that_stood_before_refuses_no_batch(program: httpx.Client, served: Served) -> None:
    with served.house.database.write() as connection:
        table = tables.load_table(connection, DAY, "cases")
        assert table is not None
        place = table.headers.index("status")
        (first, *others) = table.rows
        cells = (*first.cells[:place], "perhaps", *first.cells[place + 1 :])
        broken = table._replace(rows=(first._replace(cells=cells), *others))
        of = tables.Of(DAY, "north")
        tables.put_table(connection, of, broken, at=served.house.clock())
    assert program.post(CASES, json={"cases": [a_case("X1")]}).status_code == 200
    assert program.post(CASES, json={"cases": [a_case("X2", lat=91)]}).status_code == 422


@pytest.mark.parametrize("way", ["hold", "withdraw"])
def test_what_is_held_or_withdrawn_leaves_the_agents_page_at_once(
    phone: Callable[..., Phone], agent_day: AgentDay, served: Served, way: str
) -> None:
    own, case_id = phone(), agent_day.cases[0]
    assert case_id in ahead_in(own.client.get("/a/route").text)
    with a_program(served) as program:
        if way == "hold":
            told = {"holds": [{"case_id": case_id, "hold": "vulnerable"}]}
            answer = program.post("/holds", json=told)
        else:
            answer = program.post(CASES, json={"withdraw": [case_id]})
    assert answer.json()["taken_off"] == 1
    assert case_id not in ahead_in(own.client.get("/a/route").text)
