"""Keys: made by an administrator, shown once, good for what and as long as was said."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from axe_playwright_python.sync_playwright import Axe
from web_house import Asker, Clock, Served, WatchedBrowser, serving
from web_program import a_key, a_program

from visitplan.storage import api_keys, trail
from visitplan.web.api.keys import PREFIX
from visitplan.web.house import House
from visitplan.web.settings import WebSettings
from visitplan.web.tokens import hash_of

MADE = {"name": "core system", "branch": "north", "scope": ["send cases", "read plans"]}


def status(served: Served, token: str, path: str = "/days") -> int:
    headers = {"authorization": f"Bearer {token}"}
    return httpx.get(f"{served.url}/api/v1{path}", headers=headers).status_code


def test_a_key_is_shown_once_and_only_its_hash_is_kept(
    asker: Callable[..., Asker], served: Served
) -> None:
    admin = asker("admin")
    page = admin.post("/keys", MADE)
    token = re.findall(rf'value="({PREFIX}[^"]+)"', page.text)[0]
    assert status(served, token) == 200
    assert token not in admin.get("/keys").text
    with served.house.database.read() as connection:
        (key,) = api_keys.every(connection)
        (entry, *_) = trail.newest(connection)
    assert key.key_sha256 == hash_of(token)
    assert (entry.act.what, entry.act.kind, entry.act.branch_id) == ("make", "key", "north")
    assert served.house.database.file
    assert token.encode() not in served.house.database.file.read_bytes()


@pytest.mark.parametrize(
    "wrong", [{"name": " "}, {"branch": "west"}, {"scope": []}, {"days": "0"}, {"scope": ["all"]}]
)
def test_a_key_without_name_branch_or_purpose_is_not_made(
    asker: Callable[..., Asker], served: Served, wrong: dict[str, Any]
) -> None:
    assert asker("admin").post("/keys", MADE | wrong).status_code == 422
    with served.house.database.read() as connection:
        assert api_keys.every(connection) == ()


def test_a_key_does_what_it_was_made_for_and_nothing_else(served: Served) -> None:
    token = a_key(served.house, "read plans")
    assert status(served, token) == 200
    assert status(served, token, "/openapi.json") == 200
    assert status(served, token, "/outcomes") == 403
    assert status(served, token, "/webhooks") == 403
    for page in ("/days", "/people", "/keys", "/account"):
        asked = httpx.get(served.url + page, headers={"authorization": f"Bearer {token}"})
        assert asked.status_code in (403, 404), page


@pytest.mark.parametrize(
    "credentials",
    ["", "Bearer", "Bearer vpk_guess", "Basic dnBrOnM=", "Bearer " + "x" * 5000, "Token vpk_x"],
)
def test_whoever_has_no_key_is_told_how_to_come(served: Served, credentials: str) -> None:
    headers = {"authorization": credentials} if credentials else {}
    answer = httpx.get(f"{served.url}/api/v1/days", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json() == {
        "type": "about:blank", "title": "Unauthorized", "status": 401, "findings": [],
    }  # fmt: skip


def test_a_key_ends_when_it_expires_and_when_somebody_ends_it(
    asker: Callable[..., Asker], served: Served, clock: Clock
) -> None:
    short = a_key(served.house, expires_at=clock() + timedelta(minutes=1), id="short")
    long = a_key(served.house, id="long")
    assert (status(served, short), status(served, long)) == (200, 200)
    clock.move(timedelta(minutes=1))
    assert (status(served, short), status(served, long)) == (401, 200)
    assert asker("admin").post("/keys/long/end").status_code == 303
    assert status(served, long) == 401


def test_it_is_known_when_a_key_was_used_last(served: Served, clock: Clock) -> None:
    token = a_key(served.house, id="mine")
    with served.house.database.read() as connection:
        key = api_keys.find(connection, "mine")
    assert key is not None
    assert key.used_at is None
    status(served, token)
    with served.house.database.read() as connection:
        key = api_keys.find(connection, "mine")
    assert key is not None
    assert key.used_at == clock()


def test_a_program_is_told_how_much_it_may_still_ask(house: House) -> None:
    settings = WebSettings(requests=2)
    with serving(replace(house, settings=settings)) as served, a_program(served) as program:
        answers = [program.get("/days") for _ in range(3)]
    assert [each.status_code for each in answers] == [200, 200, 429]
    assert [each.headers["ratelimit"] for each in answers] == [
        '"requests";r=1;t=0', '"requests";r=0;t=30', '"requests";r=0;t=30',
    ]  # fmt: skip
    assert answers[0].headers["ratelimit-policy"] == '"requests";q=2;w=60'
    assert answers[-1].headers["retry-after"] == "60"
    assert answers[-1].json()["title"] == "Too Many Requests"


@pytest.mark.browser
@pytest.mark.parametrize(("width", "height"), [(1366, 768), (390, 844)])
def test_the_page_of_keys_can_be_used_by_everybody(
    browsing: Callable[..., WatchedBrowser],
    served: Served,
    tmp_path: Path,
    width: int,
    height: int,
) -> None:
    a_key(served.house, name="<script>alert(1)</script>{{7*7}}", id="hostile")
    a_key(served.house, "read plans", branch="south", revoked_at=served.house.clock())
    watched = browsing("admin", width, height)
    page = watched.open("/keys")
    page.get_by_label("Name").fill("nightly export")
    page.get_by_label("Read outcomes").check()
    page.get_by_role("button", name="Make a key").click()
    page.get_by_role("textbox", name="The new key").wait_for()
    page.screenshot(path=tmp_path / "keys.png", full_page=True)
    assert watched.overflow() <= 0
    assert watched.small_targets() == []
    found = Axe().run(page).response["violations"]
    assert [each["id"] for each in found if each["impact"] in ("serious", "critical")] == []
    assert watched.complaints == []
    assert watched.foreign == []
