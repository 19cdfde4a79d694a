"""A published plan and agents with links to it, for the tests of the agents' pages."""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

import httpx
from web_house import OURS, Served

from visitplan.app.init import init
from visitplan.app.kept.kept_days import Importing, import_day
from visitplan.app.kept.publishing import AFTER_THE_SHIFT
from visitplan.app.plan import plan as plan_folder
from visitplan.app.surroundings import Surroundings
from visitplan.domain.plan import Plan, Route
from visitplan.render.exports.plan_file import plan_json, read_plan
from visitplan.storage import links, plans
from visitplan.storage.links import Link
from visitplan.storage.plans import NewPlan, PlanState
from visitplan.web.house import House
from visitplan.web.tokens import hash_of, new_token

DAY = "day-1"
DOOR = '[door]\ntelephone = "+358 40 1234567"\npromise_days = 14\ninstalments = 6\n'


def a_folder(folder: Path, today: datetime, *, door: str = DOOR) -> Path:
    """Write the template as a day without streets."""
    init(folder, today=today.date())
    settings = folder / "day.toml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace("[streets]", '[streets]\nengine = "beeline"')
    settings.write_text(f"{text}\n{door}", encoding="utf-8")
    return folder


@cache
def planned(folder: Path) -> Plan:
    """Plan a day folder, once for all tests."""
    work: dict[str, Any] = {"limits.work": 1, "limits.islands": 1}
    out = folder.parent / "out"
    published = plan_folder(folder, Surroundings(folder.parent / "cache"), out=out, overrides=work)
    return read_plan((published.folder / "plan.json").read_text(encoding="utf-8"))


class AgentDay(NamedTuple):
    """A day with a plan that counts."""

    house: House
    plan_id: str
    plan: Plan

    @property
    def route(self) -> Route:
        return self.plan.routes[0]

    @property
    def agent_id(self) -> str:
        return self.route.agent_id

    @property
    def cases(self) -> tuple[str, ...]:
        """The cases of the first route, in order."""
        return tuple(stop.case_id for stop in self.route.stops)

    def link(self, agent_id: str | None = None, **changes: Any) -> tuple[Link, str]:
        """Make a link and return it with its token."""
        token, now = new_token(), self.house.clock()
        defaults: dict[str, Any] = {
            "id": uuid4().hex,
            "token_sha256": hash_of(token),
            "plan_id": self.plan_id,
            "agent_id": agent_id or self.agent_id,
            "created_at": now,
            "expires_at": now + timedelta(hours=10) + AFTER_THE_SHIFT,
        }
        link = Link(**defaults | changes)
        with self.house.database.write() as connection:
            links.add(connection, link)
        return link, token

    def publish(self, plan: Plan, plan_id: str) -> "AgentDay":
        """Let another version of the plan count."""
        keep_plan(self.house, plan, plan_id, parent_id=self.plan_id)
        return self._replace(plan=plan, plan_id=plan_id)


def publish_day(house: House, folder: Path, plan: Plan) -> AgentDay:
    """Import a day folder and publish a plan of it."""
    with house.database.write() as connection:
        import_day(connection, folder, Importing("north", DAY, "somebody", house.clock()))
    keep_plan(house, plan, "plan-1")
    return AgentDay(house, "plan-1", plan)


def keep_plan(
    house: House,
    plan: Plan,
    plan_id: str,
    *,
    parent_id: str | None = None,
    state: PlanState = "published",
) -> None:
    """Keep a plan of the day, and let it count unless it is to stay a draft."""
    new = NewPlan(plan_id, DAY, parent_id, 1, plan_json(plan), {"seed": 1})
    with house.database.write() as connection:
        plans.add(connection, new, at=house.clock(), by="somebody")
        if state == "published":
            plans.publish(connection, plan_id, at=house.clock(), by="somebody")


class Phone(NamedTuple):
    """A phone that came in by a link."""

    client: httpx.Client
    csrf: str
    day: AgentDay

    def report(self, case_id: str | None = None, code: str = "NOHOME", **more: Any) -> Any:
        """Report what came of a visit, and return the answer."""
        return self.send(a_report(self.day, case_id, code, **more))

    def send(self, told: Mapping[str, Any]) -> httpx.Response:
        headers = {"x-csrf-token": self.csrf, "accept": "application/json"}
        return self.client.post("/a/reports", json=dict(told), headers=headers)

    def page(self) -> httpx.Response:
        return self.client.get("/a/route", headers={"accept": "application/json"})


def a_report(
    day: AgentDay, case_id: str | None = None, code: str = "NOHOME", **more: Any
) -> dict[str, Any]:
    """Return a report as phones send it, valid unless told otherwise."""
    return {
        "id": str(uuid4()),
        "plan": day.plan_id,
        "case": case_id or day.cases[0],
        "code": code,
        "at": day.house.clock().isoformat(),
        **more,
    }


def enter(client: httpx.Client, token: str, pin: str = "", csrf: str = "") -> httpx.Response:
    """Hand in a token as the page does."""
    return client.post("/a", data={"token": token, "pin": pin, "csrf": csrf})


def phones(served: Served, day: AgentDay) -> Iterator[Any]:
    """Yield a function that lets a fresh phone in by a fresh link."""
    opened: list[httpx.Client] = []

    def a_phone(agent_id: str | None = None, **changes: Any) -> Phone:
        client = httpx.Client(base_url=served.url, headers=OURS)
        opened.append(client)
        _, token = day.link(agent_id, **changes)
        assert enter(client, token).headers["location"] == "/a/route"
        page = client.get("/a/route")
        return Phone(client, csrf_in(page.text), day)

    yield a_phone
    for client in opened:
        client.close()


def ahead_in(html: str) -> list[str]:
    """Return the cases of the stops that a page shows, in its order."""
    return re.findall(r'class="card stop" id="[^"]*" data-case="([^"]*)"', html)


def csrf_in(html: str) -> str:
    """Return the token that a page's forms carry."""
    _, _, after = html.partition('"csrf": "')
    return after.partition('"')[0]
