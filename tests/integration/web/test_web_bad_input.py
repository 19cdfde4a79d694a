"""What nobody should send, and a database that cannot: answered by kind, never by a traceback."""

import json
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import event
from web_house import OURS, Asker, Served, serving
from web_program import DAY, a_case, a_day, a_program

from visitplan.storage import days
from visitplan.storage.database import Database, open_database
from visitplan.web.headers import ALWAYS
from visitplan.web.house import House

CASES = f"/days/{DAY}/cases"
HUGE = 10**30
A_MEGABYTE = b"x" * 1_000_000
JSON = {"content-type": "application/json"}


@pytest.fixture
def program(served: Served, tmp_path: Path) -> Iterator[httpx.Client]:
    a_day(served.house, tmp_path / "day")
    with a_program(served) as client:
        yield client


FORM = b'--x\r\ncontent-disposition: form-data; name="files"; filename="day.zip"\r\n\r\n'


def a_hundred_megabytes(begin: bytes = b"") -> Iterator[bytes]:
    yield begin
    for _ in range(100):
        yield A_MEGABYTE


def is_told(answer: httpx.Response, *statuses: int) -> bool:
    """Tell whether an answer is one of these, as a problem that repeats nothing."""
    is_problem = answer.headers["content-type"] == "application/problem+json"
    return answer.status_code in statuses and is_problem and "Traceback" not in answer.text


@pytest.mark.parametrize("told", [True, False], ids=["its length told", "in pieces"])
def test_a_hundred_megabytes_are_refused_before_they_are_read(
    program: httpx.Client, told: bool
) -> None:
    length = {"content-length": str(100 * len(A_MEGABYTE))} if told else {}
    try:
        answer = program.post(CASES, content=a_hundred_megabytes(), headers=JSON | length)
    except httpx.WriteError:  # the door was closed while we were still handing it in
        return
    assert is_told(answer, 413)
    assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS


def test_an_upload_of_a_hundred_megabytes_is_refused(
    asker: Callable[..., Asker], served: Served
) -> None:
    anna = asker("dispatcher")
    headers = OURS | {
        "x-csrf-token": anna.csrf,
        "content-type": "multipart/form-data; boundary=x",
        "content-length": str(100 * len(A_MEGABYTE) + len(FORM)),
    }
    try:
        answer = anna.client.post("/days", content=a_hundred_megabytes(FORM), headers=headers)
    except httpx.WriteError:
        return
    assert answer.status_code == 413
    assert "<h1" in answer.text


@pytest.mark.parametrize(
    "body",
    [
        b"[" * 200_000, b'{"cases":' * 100_000, b"\xff\xfe{}", b'{"cases": [}', b"", b"null",
        b'{"cases": [{"case_id": "X1", "lat": ' + b"9" * 5_000 + b"}]}",
        b'{"cases": [{"case_id": "X1", "lat": NaN}]}',
        b'{"cases": [{"case_id": "X1", "lat": 1e999}]}',
        b'{"cases": [{"case_id": "\\ud800", "status": "approved"}]}', b'{"cases": "all"}', b"[]",
        b'{"cases": [{"case_id": "X1\\u0000", "lat": 60.1, "lon": 24.9, "status": "approved"}]}',
    ],
    ids=range(13),
)  # fmt: skip
def test_a_body_that_is_no_batch_is_refused(program: httpx.Client, body: bytes) -> None:
    assert is_told(program.post(CASES, content=body, headers=JSON), 400, 422)


@pytest.mark.parametrize(
    "odd",
    [
        {"lat": HUGE}, {"lat": -HUGE}, {"crew": 2**63}, {"days_past_due": 2**64}, {"service": HUGE},
        {"approved_until": "9999-12-31"}, {"approved_at": "0001-01-01"}, {"windows": "1" * 9_999},
        {"customer": "\ud800"}, {"customer": "x\x00y"}, {"customer": "x" * 20_000},
        {"address": "\u202egnp"}, {"holds": ["dispute"] * 300}, {"skills": {"a": 1}},
        {"customer": "=cmd|' /C calc'!A0"}, {"consent_at": "2026-02-30"}, {"time_zone": "../etc"},
    ],
    ids=str,
)  # fmt: skip
def test_an_odd_cell_is_kept_as_text_or_refused(program: httpx.Client, odd: dict[str, Any]) -> None:
    body = json.dumps({"cases": [a_case(**odd)]}).encode()
    answer = program.post(CASES, content=body, headers=JSON)
    assert answer.status_code == 200 or is_told(answer, 422)
    assert program.get(CASES).status_code == 200


@pytest.mark.parametrize(
    ("path", "statuses"),
    [
        ("/days?date=9999-12-31", {200}), ("/days?date=10000-01-01", {422}),
        ("/days?date=x", {422}),
        (f"/days?limit={HUGE}", {422}), ("/days?limit=-1", {422}),
        ("/outcomes?cursor=9" + "9" * 18, {422}),
        (f"/outcomes?cursor={2**63}", {422}), ("/outcomes?cursor=999999999999999999", {200}),
        ("/outcomes?cursor=%00", {422}), (f"{CASES}?cursor=-1", {422}), ("/days/%00", {404}),
        ("/days/%ff%fe", {404}), ("/days/" + "x" * 5_000, {404}), ("/days/..%2f..%2fetc", {404}),
        ("/plans/%F0%9F%92%A3", {404}), ("/nothing", {404}),
    ],
)  # fmt: skip
def test_an_odd_address_is_answered(program: httpx.Client, path: str, statuses: set[int]) -> None:
    answer = program.get(path)
    assert answer.status_code in statuses
    assert answer.status_code == 200 or is_told(answer, *statuses)


@pytest.fixture
def impatient(house: House, tmp_path: Path) -> Iterator[tuple[Served, httpx.Client]]:
    """A house that waits for its database hardly at all, with a program that may write."""
    a_day(house, tmp_path / "day")
    assert house.database.file
    opened = open_database(house.database.file, wait_seconds=0.1)
    with serving(replace(house, database=opened)) as served, a_program(served) as client:
        client.get("/days").raise_for_status()  # the use of the key is noted
        yield served, client
    opened.close()


def kept_version(database: Database) -> int:
    with database.read() as connection:
        head = days.head(connection, DAY)
    assert head
    return head.version


def test_a_database_that_somebody_holds_is_told_and_nothing_is_kept(
    impatient: tuple[Served, httpx.Client],
) -> None:
    served, client = impatient
    assert served.house.database.file
    with sqlite3.connect(served.house.database.file, isolation_level=None) as other:
        other.execute("BEGIN IMMEDIATE")
        answer = client.post(CASES, json={"cases": [a_case()]})
        other.execute("ROLLBACK")
    other.close()
    assert is_told(answer, 503)
    assert answer.headers["retry-after"] == "60"
    assert kept_version(served.house.database) == 1
    assert client.post(CASES, json={"cases": [a_case()]}).status_code == 200


def test_a_database_without_room_is_told_and_nothing_is_kept(
    impatient: tuple[Served, httpx.Client],
) -> None:
    served, client = impatient
    with served.house.database.outside() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    many = [a_case(f"X{number}", customer="x" * 5_000) for number in range(200)]
    answers = [client.post(CASES, json={"cases": many}) for _ in range(3)]
    assert {answer.status_code for answer in answers} <= {200, 503}
    assert all(is_told(each, 503) for each in answers if each.status_code != 200)


def test_a_database_that_may_only_be_read_is_told(impatient: tuple[Served, httpx.Client]) -> None:
    served, client = impatient

    @event.listens_for(served.house.database.engine, "begin")
    def only_read(connection: Any) -> None:
        connection.exec_driver_sql("PRAGMA query_only = ON")

    assert is_told(client.post(CASES, json={"cases": [a_case()]}), 503)
    assert client.get("/days").status_code == 200
    assert httpx.get(f"{served.url}/sign-in").status_code == 200
