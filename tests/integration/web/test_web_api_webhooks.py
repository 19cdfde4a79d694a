"""Webhooks: signed, tried again until they are heard, and never led to where they must not go."""

import base64
import hashlib
import hmac
import http.server
import json
import socket
import threading
import uuid
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from web_house import Clock, serving
from web_program import DAY, a_day, a_plan_with, a_program, a_published_plan

from visitplan.app.webhooks.delivering import WAITS, Postman, tell_once
from visitplan.app.webhooks.outbox import fill_outbox
from visitplan.storage import deliveries, outcomes, tables, webhooks
from visitplan.storage.database import Database
from visitplan.storage.outcomes import Report
from visitplan.web.house import House
from visitplan.web.settings import WebSettings

EVERYTHING = ["plan.published", "visit.withdrawn", "outcome.recorded", "hold.set"]


class Receiver:
    """A real server that hears messages and answers as it is told."""

    def __init__(self) -> None:
        self.heard: list[tuple[dict[str, str], bytes]] = []
        self.status = 204
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                receiver.heard.append(({k.lower(): v for k, v in self.headers.items()}, body))
                self.send_response(receiver.status)
                if receiver.status == 302:
                    self.send_header("location", f"{receiver.url}/elsewhere")
                self.send_header("content-length", "0")
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                """Say nothing."""

        self.server = http.server.HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self._thread = threading.Thread(target=self.server.serve_forever, args=(0.01,))

    def __enter__(self) -> "Receiver":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.server.shutdown()
        self._thread.join()
        self.server.server_close()

    def messages(self) -> list[dict[str, Any]]:
        return [json.loads(body) for _, body in self.heard]


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
def house(house: House) -> House:
    return replace(house, settings=WebSettings(webhooks_to_loopback=True))


@pytest.fixture
def program(house: House, tmp_path: Path) -> Iterator[httpx.Client]:
    a_day(house, tmp_path / "day")
    with serving(house) as served, a_program(served) as client:
        yield client


@pytest.fixture
def postman(database: Database, clock: Clock) -> Postman:
    return Postman(database, clock, lambda: uuid.uuid4().hex, loopback=True)


@pytest.fixture
def subscribe(program: httpx.Client, receiver: Receiver) -> Callable[..., dict[str, Any]]:
    def subscribed(*events: str) -> dict[str, Any]:
        asked = {"url": f"{receiver.url}/hook?of=us", "events": list(events or EVERYTHING)}
        made = program.post("/webhooks", json=asked)
        assert made.status_code == 201, made.text
        return dict(made.json())

    return subscribed


def first_case(house: House) -> str:
    with house.database.read() as connection:
        table = tables.load_table(connection, DAY, "cases")
    assert table is not None
    return str(table.rows[0].subject)


def test_everything_that_happens_is_told_once_and_in_its_order(
    subscribe: Callable[..., dict[str, Any]],
    program: httpx.Client,
    house: House,
    postman: Postman,
    receiver: Receiver,
) -> None:
    subscribe()
    case_id = first_case(house)
    a_published_plan(house, a_plan_with([case_id]))
    with house.database.write() as connection:
        told = Report("press-1", "p1", "A01", case_id, "NOHOME", house.clock(), {})
        outcomes.record(connection, told, at=house.clock())
    held = program.post("/holds", json={"holds": [{"case_id": case_id, "hold": "dispute"}]})
    assert held.json() == {"new": 1, "taken_off": 1}
    assert tell_once(postman) == 4
    assert tell_once(postman) == 0
    found = {each["type"]: each for each in receiver.messages()}
    assert [each["type"] for each in receiver.messages()] == [
        "plan.published", "outcome.recorded", "hold.set", "visit.withdrawn",
    ]  # fmt: skip
    assert found["plan.published"]["plan_id"] == "p1"
    assert (
        found["outcome.recorded"] | {"case_id": case_id, "code": "NOHOME", "number": 1}
        == (found["outcome.recorded"])
    )
    assert found["hold.set"]["hold"] == "dispute"
    assert found["visit.withdrawn"]["plan_id"] == "p1"
    assert {each["branch_id"] for each in found.values()} == {"north"}


def test_a_message_is_signed_so_that_its_receiver_can_tell(
    subscribe: Callable[..., dict[str, Any]], house: House, postman: Postman, receiver: Receiver
) -> None:
    secret = subscribe()["secret"]
    a_published_plan(house, a_plan_with([]))
    tell_once(postman)
    ((headers, body),) = receiver.heard
    key = base64.b64decode(secret.removeprefix("whsec_"))
    signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
    right = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    assert headers["webhook-signature"] == f"v1,{right}"
    assert int(headers["webhook-timestamp"]) == int(house.clock().timestamp())
    assert headers["host"] == receiver.url.removeprefix("http://")


def test_only_what_was_asked_for_and_of_its_own_branch_is_told(
    subscribe: Callable[..., dict[str, Any]],
    house: House,
    postman: Postman,
    receiver: Receiver,
    tmp_path: Path,
) -> None:
    subscribe("hold.set")
    a_published_plan(house, a_plan_with([]))
    a_day(house, tmp_path / "south", branch="south", day_id="day-2")
    a_published_plan(house, a_plan_with([]), day_id="day-2", plan_id="p2")
    assert tell_once(postman) == 0
    assert receiver.heard == []


def test_what_is_not_heard_is_tried_again_later_and_later_and_then_is_dead(
    subscribe: Callable[..., dict[str, Any]],
    program: httpx.Client,
    house: House,
    postman: Postman,
    receiver: Receiver,
    clock: Clock,
) -> None:
    webhook = subscribe()
    listed = f"/webhooks/{webhook['id']}/deliveries"
    receiver.status = 500
    a_published_plan(house, a_plan_with([]))
    for wait in WAITS:
        assert tell_once(postman) == 1
        assert tell_once(postman) == 0
        clock.move(wait - timedelta(seconds=1))
        assert tell_once(postman) == 0
        clock.move(timedelta(seconds=1))
    assert tell_once(postman) == 1
    clock.move(timedelta(days=7))
    assert tell_once(postman) == 0
    assert len({headers["webhook-id"] for headers, _ in receiver.heard}) == 1
    (dead,) = program.get(listed, params={"state": "dead"}).json()["items"]
    assert (dead["tries"], dead["answer"]) == (len(WAITS) + 1, "500")
    receiver.status = 204
    again = program.post(f"{listed}/{dead['id']}/retry")
    assert again.json()["state"] == "waiting"
    assert program.post(f"{listed}/{dead['id']}/retry").status_code == 409
    assert tell_once(postman) == 1
    (heard,) = program.get(listed, params={"state": "heard"}).json()["items"]
    assert heard["answer"] == "204"


def test_a_message_in_work_is_nobody_elses(
    subscribe: Callable[..., dict[str, Any]], house: House, database: Database, postman: Postman
) -> None:
    subscribe()
    a_published_plan(house, a_plan_with([]))
    with database.write() as connection:
        fill_outbox(connection, at=house.clock(), new_id=postman.new_id)
        (due,) = deliveries.due(connection, at=house.clock(), most=10)
        assert deliveries.take(connection, due, until=house.clock() + timedelta(seconds=30))
        assert not deliveries.take(connection, due, until=house.clock() + timedelta(seconds=30))
    assert tell_once(postman) == 0


def test_no_redirect_is_followed(
    subscribe: Callable[..., dict[str, Any]],
    program: httpx.Client,
    house: House,
    postman: Postman,
    receiver: Receiver,
) -> None:
    webhook = subscribe()
    receiver.status = 302
    a_published_plan(house, a_plan_with([]))
    assert tell_once(postman) == 1
    assert len(receiver.heard) == 1
    (waiting,) = program.get(f"/webhooks/{webhook['id']}/deliveries").json()["items"]
    assert (waiting["state"], waiting["answer"]) == ("waiting", "302")


def test_a_webhook_that_ended_hears_nothing_more(
    subscribe: Callable[..., dict[str, Any]],
    program: httpx.Client,
    house: House,
    postman: Postman,
    receiver: Receiver,
) -> None:
    webhook = subscribe()
    a_published_plan(house, a_plan_with([]))
    assert program.delete(f"/webhooks/{webhook['id']}").status_code == 204
    assert tell_once(postman) == 0
    assert receiver.heard == []
    assert program.get(f"/webhooks/{webhook['id']}").status_code == 404
    assert program.get("/webhooks").json()["items"] == []


def test_the_secret_is_shown_once(
    subscribe: Callable[..., dict[str, Any]], program: httpx.Client
) -> None:
    webhook = subscribe()
    assert webhook["secret"] not in program.get("/webhooks").text
    assert webhook["secret"] not in program.get(f"/webhooks/{webhook['id']}").text


def test_a_server_that_never_answers_is_given_up_and_nobody_is_there_at_all(
    program: httpx.Client, house: House, postman: Postman, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("visitplan.webhooks.sending.CONNECT_SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent, socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        for port in (silent.getsockname()[1], closed.getsockname()[1]):
            asked = {"url": f"http://127.0.0.1:{port}/", "events": EVERYTHING}
            program.post("/webhooks", json=asked).raise_for_status()
        a_published_plan(house, a_plan_with([]))
        assert tell_once(postman) == 2
    with house.database.read() as connection:
        told = [
            each.answer
            for webhook in webhooks.of_branches(connection, ["north"])
            for each in deliveries.of_webhook(connection, webhook.id, state="waiting")
        ]
    assert sorted(map(str, told)) == ["no answer in time", "no connection"]


def test_an_address_that_is_not_public_is_refused_without_repeating_it(
    program: httpx.Client,
) -> None:
    asked = {"url": "https://10.0.0.1/ZZ-CANARY", "events": ["hold.set"]}
    answer = program.post("/webhooks", json=asked)
    assert answer.status_code == 422
    (finding,) = answer.json()["findings"]
    assert (finding["field"], finding["problem"]) == ("url", "private address")
    assert "CANARY" not in answer.text
