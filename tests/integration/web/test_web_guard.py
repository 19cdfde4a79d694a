"""What the guard and its neighbours turn away: foreign pages, names, floods, and curiosity."""

import logging
import time
from collections.abc import Callable, Iterator
from dataclasses import replace

import httpx
import pytest
from starlette.responses import Response
from web_house import OURS, Asker, Served, serving, signed_in

from visitplan.errors import InputError, StorageError
from visitplan.storage import users
from visitplan.web.exchange import Here
from visitplan.web.factory import PARTS, make_app
from visitplan.web.guarding import Doors, may
from visitplan.web.house import House
from visitplan.web.lock_out import MOST_FOR_A_NAME
from visitplan.web.parts import Part
from visitplan.web.settings import WebSettings

CANARY = "ZZ-CANARY-张三"


def languages(house: House, user_id: str) -> str | None:
    with house.database.read() as connection:
        user = users.find(connection, user_id)
    return user.language if user else None


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"origin": "https://elsewhere.example"},
        {"origin": "null"},
        {},
    ],
)
def test_a_change_asked_for_by_a_foreign_page_is_refused(
    asker: Callable[..., Asker], house: House, headers: dict[str, str]
) -> None:
    anna = asker("dispatcher", headers=headers)
    assert anna.post("/account/language", {"language": "zh"}).status_code == 403
    assert languages(house, anna.id) is None


def test_a_change_asked_for_by_our_own_page_is_made(
    asker: Callable[..., Asker], served: Served
) -> None:
    for headers in (OURS, {"origin": served.url}):
        anna = asker("dispatcher", headers=headers)
        assert anna.post("/account/language", {"language": "zh"}).status_code == 303
        assert languages(served.house, anna.id) == "zh"


@pytest.mark.parametrize("token", ["", "guess", "ü", "0" * 64])
def test_a_form_without_its_token_is_refused(asker: Callable[..., Asker], token: str) -> None:
    anna = asker("dispatcher")
    assert anna.post("/account/language", {"csrf": token, "language": "zh"}).status_code == 403


def test_scripts_send_the_token_as_a_header(asker: Callable[..., Asker]) -> None:
    anna = asker("dispatcher")
    headers = OURS | {"x-csrf-token": anna.csrf}
    answer = anna.client.post("/account/language", data={"language": "zh"}, headers=headers)
    assert answer.status_code == 303


def test_another_sessions_token_is_refused(asker: Callable[..., Asker]) -> None:
    anna, bert = asker("dispatcher"), asker("dispatcher")
    assert anna.post("/account/language", {"csrf": bert.csrf}).status_code == 403


def test_reading_changes_nothing_and_needs_no_page_of_ours(asker: Callable[..., Asker]) -> None:
    anna = asker("dispatcher", headers={"sec-fetch-site": "cross-site"})
    assert anna.get("/account").status_code == 200


def test_a_foreign_name_that_points_at_us_is_turned_away(served: Served) -> None:
    answer = httpx.get(served.url + "/sign-in", headers={"host": "rebound.example"})
    assert answer.status_code == 400
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_a_body_that_is_too_large_is_refused(asker: Callable[..., Asker], served: Served) -> None:
    anna = asker("dispatcher")
    big = {"language": "x" * (served.house.settings.body + 1)}
    assert anna.post("/account/language", big).status_code == 413


def test_who_asks_too_often_has_to_wait_and_nobody_else(house: House) -> None:
    settings = WebSettings(requests=3, requests_unknown=2)
    with serving(replace(house, settings=settings)) as served:
        tokens = [signed_in(served.house, "dispatcher")[1] for _ in range(2)]
        mine, other = ({"cookie": f"visitplan={token}"} for token in tokens)
        with httpx.Client(base_url=served.url) as client:
            answers = [client.get("/account", headers=mine) for _ in range(4)]
            assert [each.status_code for each in answers] == [200, 200, 200, 429]
            assert answers[-1].headers["retry-after"] == "60"
            assert client.get("/account", headers=other).status_code == 200
            unknown = [httpx.get(served.url + "/sign-in").status_code for _ in range(3)]
            assert unknown == [200, 200, 429]


def test_under_tls_cookies_are_bound_to_the_host_and_browsers_stay_with_tls(house: House) -> None:
    secure = replace(house, settings=WebSettings(public_url="https://plan.example/visits"))
    new = {"code": "one-time-code", "login": "anna", "password": "lantern orbit velvet"}
    with serving(secure) as served:
        headers = OURS | {"host": "plan.example"}
        with httpx.Client(base_url=served.url, headers=headers) as client:
            assert client.get("/").headers["location"] == "/visits/set-up"
            client.post("/set-up", data=new | {"repeated": new["password"]})
            signed = client.post("/sign-in", data=new)
            page = client.get("/sign-in")
        assert httpx.get(f"{served.url}/health").status_code == 200
    assert signed.headers["set-cookie"].startswith("__Host-visitplan=")
    assert "secure" in signed.headers["set-cookie"].lower()
    assert "max-age=31536000" in signed.headers["strict-transport-security"]
    assert 'action="/visits/sign-in"' in page.text
    assert 'href="/visits/static/app.css' in page.text


def test_only_a_trusted_proxy_says_where_a_request_comes_from(house: House) -> None:
    def tries(url: str) -> list[int]:
        return [
            httpx.post(
                f"{url}/sign-in",
                data={"login": "anna", "password": "x"},
                headers=OURS | {"x-forwarded-for": f"10.0.0.{number}"},
            ).status_code
            for number in range(MOST_FOR_A_NAME + 1)
        ]

    with serving(house, proxies="127.0.0.1") as behind_a_proxy:
        assert tries(behind_a_proxy.url) == [401] * (MOST_FOR_A_NAME + 1)
    with serving(house) as alone:
        assert tries(alone.url) == [401] * MOST_FOR_A_NAME + [429]


def test_a_static_file_may_be_kept_when_its_content_is_in_its_name(served: Served) -> None:
    page = httpx.get(served.url + "/sign-in").text
    path = page.split('rel="stylesheet" href="')[1].split('"')[0]
    named, plain = httpx.get(served.url + path), httpx.get(served.url + "/static/app.css")
    assert named.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert plain.headers["cache-control"] == "no-cache"
    assert named.headers["x-content-type-options"] == "nosniff"
    assert httpx.get(served.url + "/static/%2e%2e/passwords.py").status_code == 404


def a_part_that_fails() -> Part:
    doors = Doors(prefix="/failing")

    @doors.get("/defect/{name}")
    @may("sign in")
    def fail(here: Here, name: str) -> Response:
        raise RuntimeError(f"{name} owes 1,000")

    @doors.get("/storage")
    @may("sign in")
    def lose(here: Here) -> Response:
        raise StorageError("the disk is full; nothing was written")

    @doors.get("/input")
    @may("sign in")
    def misread(here: Here) -> Response:
        raise InputError(())

    return Part(doors)


@pytest.fixture
def failing(house: House) -> Iterator[str]:
    with serving(house, make_app(house, (*PARTS, a_part_that_fails()))) as served:
        yield served.url


def test_a_defect_is_told_by_a_number_that_the_log_knows_and_by_nothing_else(
    failing: str, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    with caplog.at_level(logging.DEBUG):
        answer = httpx.get(f"{failing}/failing/defect/{CANARY}?q={CANARY}")
    assert answer.status_code == 500
    number = answer.text.split("<code>")[1].split("</code>")[0]
    told = [record.getMessage() for record in caplog.records if number in record.getMessage()]
    assert len(told) == 1
    assert "RuntimeError" in told[0]
    assert "test_web_guard.py" in told[0]
    said = "".join(capfd.readouterr()) + answer.text
    ours = [each for each in caplog.records if not each.name.startswith(("httpx", "httpcore"))]
    assert "CANARY" not in said + "".join(map(str, ours)) + "".join(
        each.getMessage() for each in ours
    )


@pytest.mark.parametrize(("path", "status"), [("storage", 503), ("input", 422), ("none", 404)])
def test_programs_are_answered_in_json(failing: str, path: str, status: int) -> None:
    answer = httpx.get(f"{failing}/failing/{path}", headers={"accept": "application/json"})
    assert answer.status_code == status
    assert answer.json()["error"]["status"] == status


def test_no_log_no_address_and_no_page_of_refusal_repeats_what_was_sent(
    asker: Callable[..., Asker],
    served: Served,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    admin = asker("admin")
    with caplog.at_level(logging.DEBUG), httpx.Client(base_url=served.url, headers=OURS) as other:
        answers = [
            other.post("/sign-in", data={"login": CANARY, "password": CANARY}),
            other.post("/invitation", data={"token": CANARY, "password": CANARY}),
            other.get(f"/{CANARY}", params={"t": CANARY}),
            other.get("/account", headers={"cookie": "visitplan=ZZ-CANARY"}),
            admin.post("/people", {"login": "bert", "role": CANARY, "branch": CANARY}),
            admin.get(f"/people/{CANARY}"),
            admin.get(f"/trail?before={CANARY}"),
            admin.post("/house/branches", {"id": "", "name": CANARY, "time_zone": CANARY}),
        ]
    assert all(answer.status_code >= 300 for answer in answers)
    ours = [each for each in caplog.records if not each.name.startswith(("httpx", "httpcore"))]
    logged = "".join(each.getMessage() for each in ours) + "".join(capfd.readouterr())
    assert "CANARY" not in logged
    assert "CANARY" not in "".join(answer.headers.get("location", "") for answer in answers)
    assert "CANARY" not in "".join(answer.text for answer in answers)
    assert any(each.name == "visitplan.access" for each in ours)


def test_the_access_log_names_the_route_and_not_the_path(
    asker: Callable[..., Asker], caplog: pytest.LogCaptureFixture
) -> None:
    admin = asker("admin")
    with caplog.at_level(logging.INFO, logger="visitplan.access"):
        admin.get(f"/people/{admin.id}?said=saved")
        admin.client.close()
        lines = wait_for_lines(caplog)
    (line,) = lines
    assert line.startswith("GET /people/{user_id} 200 ")
    assert admin.id not in line


def wait_for_lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    """Return the lines of the access log; they are written just after the answer."""
    for _ in range(200):
        lines = [each.getMessage() for each in caplog.records if each.name == "visitplan.access"]
        if lines:
            return lines
        time.sleep(0.02)
    return []
