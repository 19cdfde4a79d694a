"""Coming in: the first administrator, signing in, being locked out, staying in, going out."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import httpx
import pytest
from web_house import CODE, OURS, PASSWORD, Asker, Clock, Served

from visitplan.storage import trail, users
from visitplan.storage.users import NewUser
from visitplan.web.house import House
from visitplan.web.lock_out import MOST_FOR_A_NAME, MOST_FOR_AN_ADDRESS, PERIOD
from visitplan.web.tokens import csrf_of

NEW = {"password": PASSWORD, "repeated": PASSWORD}


@pytest.fixture
def stranger(served: Served) -> Iterator[httpx.Client]:
    with httpx.Client(base_url=served.url, headers=OURS) as client:
        yield client


@pytest.fixture
def anna(house: House) -> str:
    new = NewUser("anna-id", "anna", "dispatcher", ("north",), house.passwords.hash(PASSWORD))
    with house.database.write() as connection:
        return users.add(connection, new, at=house.clock()).id


def sign_in(client: httpx.Client, login: str, password: str = PASSWORD) -> httpx.Response:
    return client.post("/sign-in", data={"login": login, "password": password})


def acts(house: House) -> list[tuple[str, str, str]]:
    with house.database.read() as connection:
        return [(e.act.who, e.act.what, e.act.object_id) for e in trail.entries(connection)]


def test_a_new_house_has_no_users_and_leads_to_the_set_up(
    house: House, stranger: httpx.Client
) -> None:
    with house.database.read() as connection:
        assert users.count(connection) == 0
    assert stranger.get("/").headers["location"] == "/set-up"
    assert stranger.get("/set-up").status_code == 200


def test_the_printed_code_makes_the_first_administrator_once(stranger: httpx.Client) -> None:
    wanted = {"code": CODE, "login": " Anna ", **NEW}
    wrong = stranger.post("/set-up", data=wanted | {"code": "guess"})
    assert wrong.status_code == 422
    assert "not the code" in wrong.text
    assert stranger.post("/set-up", data=wanted).headers["location"] == "/sign-in?said=set"
    assert stranger.get("/set-up").status_code == 404
    assert stranger.post("/set-up", data=wanted).status_code == 404
    assert sign_in(stranger, "ANNA").status_code == 303
    assert stranger.get("/").headers["location"] == "/people"


def test_the_code_helps_again_when_the_last_administrator_lost_the_password(
    asker: Callable[..., Asker], stranger: httpx.Client
) -> None:
    admin = asker("admin")
    assert stranger.get("/set-up").status_code == 404
    admin.post(f"/people/{admin.id}/invitation")
    wanted = {"code": CODE, "login": "anna", **NEW}
    assert stranger.post("/set-up", data=wanted).status_code == 303
    assert sign_in(stranger, "anna").status_code == 303


@pytest.mark.parametrize(
    ("password", "repeated", "told"),
    [
        ("short but odd!", "short but odd!", "fewer than 15"),
        ("passwordpassword", "passwordpassword", "among the first"),
        ("anna and her dog rex", "anna and her dog rex", "name to sign in"),
        (PASSWORD, PASSWORD + "s", "not the same"),
    ],
)
def test_a_weak_password_is_refused_with_its_reason(
    stranger: httpx.Client, password: str, repeated: str, told: str
) -> None:
    wanted = {"code": CODE, "login": "anna", "password": password, "repeated": repeated}
    answer = stranger.post("/set-up", data=wanted)
    assert answer.status_code == 422
    assert told in answer.text
    assert password not in answer.text


@pytest.mark.usefixtures("anna")
def test_a_wrong_password_and_an_unknown_name_are_answered_alike(
    house: House, stranger: httpx.Client
) -> None:
    known, unknown = sign_in(stranger, "anna", "not my password"), sign_in(stranger, "bert", "x")
    assert (known.status_code, unknown.status_code) == (401, 401)
    assert known.text == unknown.text
    assert [what for _, what, _ in acts(house)] == ["fail to sign in"] * 2


def test_an_unknown_name_costs_as_much_as_a_known_one(house: House) -> None:
    checked: list[str] = []

    class Hasher:
        def hash(self, password: str) -> str:
            return f"hash of {password}"

        def verify(self, kept: str, _: str) -> bool:
            checked.append(kept)
            return True

    passwords = type(house.passwords)(Hasher())  # type: ignore[arg-type]
    assert not passwords.check(None, "x")
    assert passwords.check("somebody's", "x")
    assert len(checked) == 2


@pytest.mark.usefixtures("anna")
def test_too_many_wrong_tries_lock_a_name_out_from_an_address_for_a_while(
    stranger: httpx.Client, clock: Clock
) -> None:
    wrong = [sign_in(stranger, "anna", f"guess {n}").status_code for n in range(MOST_FOR_A_NAME)]
    assert set(wrong) == {401}
    assert sign_in(stranger, "anna").status_code == 429
    assert sign_in(stranger, "bert").status_code == 401
    clock.move(PERIOD + timedelta(seconds=1))
    assert sign_in(stranger, "anna").status_code == 303


def test_too_many_names_lock_an_address_out(stranger: httpx.Client) -> None:
    tries = [sign_in(stranger, f"name-{n}").status_code for n in range(MOST_FOR_AN_ADDRESS + 1)]
    assert tries == [401] * MOST_FOR_AN_ADDRESS + [429]


def test_every_sign_in_has_a_new_token_and_ends_the_old_session(
    anna: str, house: House, stranger: httpx.Client
) -> None:
    chosen = {"cookie": "visitplan=chosen-by-somebody-else"}
    stranger.post("/sign-in", data={"login": "anna", "password": PASSWORD}, headers=chosen)
    first = stranger.cookies["visitplan"]
    assert first != "chosen-by-somebody-else"
    again = {"login": "anna", "password": PASSWORD, "csrf": csrf_of(first)}
    assert stranger.post("/sign-in", data=again).status_code == 303
    assert stranger.cookies["visitplan"] != first
    old = httpx.get(stranger.base_url.join("/account"), headers={"cookie": f"visitplan={first}"})
    assert old.headers["location"] == "/sign-in"
    assert [(what, who) for _, what, who in acts(house)] == [("sign in", anna)] * 2


@pytest.mark.usefixtures("anna")
def test_the_cookie_is_for_us_alone(stranger: httpx.Client, house: House) -> None:
    cookie = sign_in(stranger, "anna").headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "domain" not in cookie
    assert house.settings.secure is False
    assert "secure" not in cookie


def test_the_token_is_nowhere_in_the_database(
    anna: str, house: House, stranger: httpx.Client
) -> None:
    sign_in(stranger, "anna")
    file = house.database.file
    assert file is not None
    kept = b"".join(each.read_bytes() for each in file.parent.glob("visitplan.db*"))
    assert anna.encode() in kept
    assert stranger.cookies["visitplan"].encode() not in kept
    assert PASSWORD.encode() not in kept


def test_a_session_ends_when_nobody_uses_it(asker: Callable[..., Asker], clock: Clock) -> None:
    used, idle = asker("dispatcher"), asker("dispatcher")
    for _ in range(3):
        clock.move(timedelta(minutes=50))
        assert used.get("/account").status_code == 200
    assert idle.get("/account").headers["location"] == "/sign-in"


def test_a_session_ends_at_the_end_of_the_day_though_it_is_used(
    asker: Callable[..., Asker], clock: Clock
) -> None:
    used = asker("dispatcher")
    for _ in range(12):
        assert used.get("/account").status_code == 200
        clock.move(timedelta(hours=1))
    assert used.get("/account").headers["location"] == "/sign-in"


def test_signing_out_ends_the_session_and_not_only_the_cookie(
    asker: Callable[..., Asker],
) -> None:
    anna = asker("dispatcher")
    token = anna.client.cookies["visitplan"]
    assert anna.post("/sign-out").headers["location"] == "/sign-in?said=out"
    again = anna.get("/account", headers={"cookie": f"visitplan={token}"})
    assert again.headers["location"] == "/sign-in"


def test_signing_out_everywhere_ends_every_session_of_that_user_alone(
    asker: Callable[..., Asker], stranger: httpx.Client, house: House
) -> None:
    anna, other = asker("dispatcher"), asker("dispatcher")
    assert sign_in(stranger, anna.id).status_code == 303
    anna.post("/account/sign-out-everywhere")
    assert stranger.get("/account").headers["location"] == "/sign-in"
    assert other.get("/account").status_code == 200
    assert acts(house)[-1][1] == "sign out everywhere"


def test_a_new_password_needs_the_old_one_and_signs_everybody_else_out(
    asker: Callable[..., Asker], stranger: httpx.Client
) -> None:
    anna = asker("manager")
    sign_in(stranger, anna.id)
    new = {"password": "copper harbour seven", "repeated": "copper harbour seven"}
    wrong = anna.post("/account/password", new | {"current": "not my password"})
    assert wrong.status_code == 422
    assert "not your present password" in wrong.text
    changed = anna.post("/account/password", new | {"current": PASSWORD})
    assert changed.headers["location"] == "/account?said=password"
    assert anna.get("/account").status_code == 200
    assert stranger.get("/account").headers["location"] == "/sign-in"
    assert sign_in(stranger, anna.id).status_code == 401
    assert sign_in(stranger, anna.id, "copper harbour seven").status_code == 303


def test_whoever_is_invited_chooses_a_password_by_a_link_for_one_use(
    asker: Callable[..., Asker], stranger: httpx.Client, clock: Clock
) -> None:
    admin = asker("admin")
    invited = {"login": "Bert", "role": "dispatcher", "branch": "north"}
    page = admin.post("/people", invited)
    token = re.findall(r"/invitation#t=([\w-]+)", page.text)[0]
    weak = stranger.post("/invitation", data={"token": token, "password": "x", "repeated": "x"})
    assert weak.status_code == 422
    assert stranger.post("/invitation", data={"token": token, **NEW}).status_code == 303
    assert stranger.post("/invitation", data={"token": token, **NEW}).status_code == 410
    assert sign_in(stranger, "bert").status_code == 303
    late = re.findall(r"#t=([\w-]+)", admin.post("/people", invited | {"login": "carl"}).text)[0]
    clock.move(timedelta(days=3))
    assert stranger.post("/invitation", data={"token": late, **NEW}).status_code == 410
