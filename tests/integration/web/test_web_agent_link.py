"""An agent's link: opens one phone's way to one agent's route, ends in time, leaks nowhere."""

import logging
from collections.abc import Callable, Iterator
from datetime import timedelta

import httpx
import pytest
from agent_day import AgentDay, Phone, ahead_in, csrf_in, enter
from web_house import OURS, Asker, Clock, Served

from visitplan.domain.plan import Plan
from visitplan.storage import links, trail
from visitplan.storage.links import Link
from visitplan.web.agent.phones import LATE_REPORTS
from visitplan.web.agent.pin import pin_of

Phones = Callable[..., Phone]


@pytest.fixture
def fresh(served: Served) -> Iterator[Callable[[], httpx.Client]]:
    """Return a function that gives a phone that never was here."""
    clients = []

    def a_client() -> httpx.Client:
        clients.append(httpx.Client(base_url=served.url, headers=OURS))
        return clients[-1]

    yield a_client
    for client in clients:
        client.close()


def kept(day: AgentDay, link: Link) -> Link:
    with day.house.database.read() as connection:
        found = links.find(connection, link.id)
    assert found is not None
    return found


def revoke(day: AgentDay, link: Link) -> None:
    with day.house.database.write() as connection:
        links.revoke(connection, link.id, at=day.house.clock())


def test_whoever_previews_a_link_changes_nothing(
    agent_day: AgentDay, fresh: Callable[[], httpx.Client]
) -> None:
    link, _ = agent_day.link()
    answer = fresh().get("/a", headers={"user-agent": "WhatsApp/2.23"})
    assert answer.status_code == 200
    assert "set-cookie" not in answer.headers
    assert kept(agent_day, link).exchanged_at is None


def test_a_link_opens_the_agents_own_route_and_no_other(phone: Phones, agent_day: AgentDay) -> None:
    assert ahead_in(phone().page().text) == list(agent_day.cases)
    idle = phone("A02").page().text
    assert ahead_in(idle) == []
    assert not any(case in idle for case in agent_day.cases)


def test_the_cookie_is_for_us_alone_and_the_database_has_only_its_hash(
    agent_day: AgentDay, fresh: Callable[[], httpx.Client], served: Served
) -> None:
    _, token = agent_day.link()
    cookie = enter(fresh(), token).headers["set-cookie"]
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= set(cookie.split("; "))
    secret = cookie.partition("=")[2].partition(";")[0]
    file = served.house.database.file
    assert file is not None
    written = b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*"))
    assert token.encode() not in written
    assert secret.encode() not in written


def test_a_second_phone_is_asked_for_the_pin_and_shuts_the_first_one_out(
    agent_day: AgentDay, phone: Phones, fresh: Callable[[], httpx.Client]
) -> None:
    link, token = agent_day.link()
    first, second = fresh(), fresh()
    enter(first, token)
    assert enter(second, token).status_code == 401
    assert enter(second, token, "000000").status_code == 401
    assert enter(second, token, pin_of(kept(agent_day, link))).headers["location"] == "/a/route"
    assert second.get("/a/route").status_code == 200
    assert first.get("/a/route", headers={"accept": "application/json"}).status_code == 401


def test_a_pin_lets_in_once(agent_day: AgentDay, fresh: Callable[[], httpx.Client]) -> None:
    link, token = agent_day.link()
    enter(fresh(), token)
    pin = pin_of(kept(agent_day, link))
    agent_day.house.clock.move(timedelta(seconds=1))  # type: ignore[attr-defined]
    enter(fresh(), token, pin)
    assert enter(fresh(), token, pin).status_code == 401


def test_guessing_pins_ends_soon_wherever_it_comes_from(
    agent_day: AgentDay, fresh: Callable[[], httpx.Client]
) -> None:
    link, token = agent_day.link()
    enter(fresh(), token)
    answers = [enter(fresh(), token, f"{number:06}").status_code for number in range(7)]
    assert answers == [401] * 5 + [429] * 2
    assert enter(fresh(), token, pin_of(kept(agent_day, link))).status_code == 429


def test_the_same_phone_may_open_its_link_again(
    agent_day: AgentDay, fresh: Callable[[], httpx.Client]
) -> None:
    _, token = agent_day.link()
    client = fresh()
    enter(client, token)
    csrf = csrf_in(client.get("/a/route").text)
    assert enter(client, token, csrf=csrf).headers["location"] == "/a/route"


def test_a_token_that_is_none_is_not_found(
    fresh: Callable[[], httpx.Client], agent_day: AgentDay
) -> None:
    client = fresh()
    tokens = ["x", "../../etc", "%00", "t" * 99]
    assert {enter(client, token).status_code for token in tokens} == {404}


def test_a_revoked_link_is_out_at_once(
    agent_day: AgentDay, fresh: Callable[[], httpx.Client]
) -> None:
    link, token = agent_day.link()
    client = fresh()
    enter(client, token)
    revoke(agent_day, link)
    assert client.get("/a/route", headers={"accept": "application/json"}).status_code == 401
    assert client.get("/a/route").headers["location"] == "/a"
    assert enter(fresh(), token).status_code == 404


def test_an_expired_link_shows_nothing_any_more(
    agent_day: AgentDay, phone: Phones, clock: Clock, fresh: Callable[[], httpx.Client]
) -> None:
    own = phone()
    link, token = agent_day.link()
    clock.move(link.expires_at - clock())
    answer = own.page()
    assert answer.status_code == 410
    assert agent_day.cases[0] not in answer.text
    assert enter(fresh(), token).status_code == 410
    clock.move(LATE_REPORTS)
    assert own.page().status_code == 401


def test_the_page_follows_the_plan_that_counts(agent_day: AgentDay, phone: Phones) -> None:
    own = phone()
    route = agent_day.route
    shorter = route.model_copy(update={"stops": route.stops[1:]})
    routes = (shorter, *agent_day.plan.routes[1:])
    agent_day.publish(agent_day.plan.model_copy(update={"routes": routes}), "plan-2")
    assert ahead_in(own.page().text) == list(agent_day.cases[1:])


def test_an_agent_without_a_route_is_told_so(agent_day: AgentDay, phone: Phones) -> None:
    own = phone()
    nobody: Plan = agent_day.plan.model_copy(update={"routes": ()})
    agent_day.publish(nobody, "plan-2")
    assert "There is no route for you just now" in own.page().text


def test_dispatchers_and_strangers_have_no_route(
    asker: Callable[..., Asker], fresh: Callable[[], httpx.Client]
) -> None:
    assert asker("dispatcher").get("/a/route").status_code == 403
    assert fresh().get("/a/route").headers["location"] == "/a"


def test_an_agent_reaches_nothing_but_the_agents_pages(phone: Phones) -> None:
    own = phone()
    for path in ("/people", "/trail", "/account"):
        assert own.client.get(path).headers.get("location") == "/sign-in", path


def test_who_opened_a_link_is_in_the_trail_and_no_token_is(
    agent_day: AgentDay, phone: Phones, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.INFO):
        phone()
    with agent_day.house.database.read() as connection:
        (entry,) = [each for each in trail.newest(connection) if each.act.kind == "link"]
    assert (entry.act.what, entry.act.after) == ("open", {"agent_id": agent_day.agent_id})
    assert "t=" not in caplog.text


def test_a_foreign_page_opens_no_link(agent_day: AgentDay, served: Served) -> None:
    _, token = agent_day.link()
    with httpx.Client(base_url=served.url) as client:
        foreign = {"sec-fetch-site": "cross-site"}
        answer = client.post("/a", data={"token": token}, headers=foreign)
    assert answer.status_code == 403
