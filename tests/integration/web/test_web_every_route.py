"""Every route, in every role, for things of one's own and of others; and the headers of each."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, cast

import httpx
import pytest
from fastapi import APIRouter
from fastapi.routing import APIRoute
from starlette.requests import Request
from starlette.routing import Mount
from web_house import OURS, Clock, Served, a_database, a_house, serving
from web_things import OF_THE_WHOLE_HOUSE, make_things, spoken_of

from visitplan.storage import users
from visitplan.storage.users import NewUser
from visitplan.storage.users import Role as UserRole
from visitplan.web.factory import PARTS, make_app, routes_of
from visitplan.web.guarding import Doors, GuardedRoute
from visitplan.web.headers import ALWAYS, KEEP_NOTHING
from visitplan.web.house import House
from visitplan.web.parts import Part
from visitplan.web.permission import GRANTS, can
from visitplan.web.who import Role, Who

if TYPE_CHECKING:
    from sqlalchemy import Connection

ROUTES = list(routes_of())
ROLES: tuple[Role, ...] = tuple(GRANTS)

GONE_SINCE = {"/set-up"}
"""Paths that lead nowhere once there is an administrator."""


class Cell(NamedTuple):
    """A route, called with a method."""

    route: GuardedRoute
    method: str

    def path(self, things: Mapping[str, str]) -> str:
        return self.route.path.format(**spoken_of(self.route.path, self.method, things))


CELLS = [
    Cell(route, method)
    for route in ROUTES
    for method in sorted(route.methods or ())
    if method != "HEAD"
]


def called(cell: Cell) -> str:
    return f"{cell.method} {cell.route.path}"


def who_is_told(request: Request, _: "Connection", __: House) -> Who | None:
    """Believe what a header says: for this test alone."""
    role: Any = request.headers.get("x-role")
    if role not in ROLES:
        return None
    branch = request.headers["x-branch"]
    is_program = role == "core system"
    return Who(
        role=role,
        id=name_of(role, branch),
        branches=frozenset({branch}),
        agent_id=f"agent-of-{branch}",
        plan_id=f"plan-of-{branch}",
        scopes=frozenset(GRANTS[role]) if is_program else None,
    )


@pytest.fixture(scope="module")
def believed(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """One house for all cells: whatever they change, it stays somebody's or nobody's."""
    with a_database(migrated, tmp_path_factory.mktemp("believed")) as database:
        house = a_house(database, Clock())
        believing = Part(Doors(), ways=(who_is_told,))
        with serving(house, make_app(house, (believing, *PARTS))) as served:
            yield served


@pytest.fixture(scope="module")
def things(believed: Served) -> Mapping[str, Mapping[str, str]]:
    house = believed.house
    with house.database.write() as connection:
        for role in ("dispatcher", "manager", "admin"):
            user = NewUser(name_of(role, "north"), role, cast("UserRole", role))
            users.add(connection, user, at=house.clock())
        return {
            branch: make_things(connection, branch, house.clock()) for branch in ("north", "south")
        }


def name_of(role: str, branch: str) -> str:
    return f"{role} of {branch}" if role != "nobody" else ""


def test_every_route_is_behind_the_guard(house: House) -> None:
    assert all(route.rule for route in ROUTES)
    own = [route for route in make_app(house).routes if isinstance(route, APIRoute | Mount)]
    assert [getattr(route, "path", None) for route in own] == ["/static"]


def test_a_house_with_a_door_beside_the_guard_cannot_be_built(house: House) -> None:
    loose = APIRouter()
    loose.get("/open")(lambda: None)
    within = Doors()
    within.include_router(loose)
    for doors in (loose, within):
        with pytest.raises(TypeError, match="not behind the guard"):
            make_app(house, (Part(doors),))


def test_a_route_without_a_rule_cannot_be_made() -> None:
    with pytest.raises(TypeError, match="may call it"):
        Doors().get("/open")(lambda: None)


def asked(client: httpx.Client, cell: Cell, path: str, role: str) -> httpx.Response:
    headers = OURS | {"x-role": role, "x-branch": "north", "accept": "application/json"}
    return client.request(cell.method, path, headers=headers)


@pytest.mark.parametrize("cell", CELLS, ids=called)
def test_each_role_gets_what_it_may_and_nothing_of_others(
    cell: Cell, believed: Served, things: Mapping[str, Mapping[str, str]]
) -> None:
    rule = cell.route.rule
    is_someones = "{" in cell.route.path and not (
        OF_THE_WHOLE_HOUSE & set(cell.route.param_convertors)
    )
    with httpx.Client(base_url=believed.url) as client:
        for role in ROLES:
            own = asked(client, cell, cell.path(things["north"]), role)
            foreign = asked(client, cell, cell.path(things["south"]), role)
            if not can(Who(role=role), rule.action):
                refusal = 401 if role == "nobody" else 403
                assert (own.status_code, foreign.status_code) == (refusal, refusal), role
            else:
                refused = {401, 403} | (set() if cell.route.path in GONE_SINCE else {404})
                assert own.status_code not in refused, (role, own.text)
                assert own.status_code < 500, (role, own.text)
                if cell.route.path not in GONE_SINCE:
                    assert (foreign.status_code == 404) == is_someones, role


@pytest.mark.parametrize("cell", CELLS, ids=called)
def test_every_answer_has_the_strict_headers(
    cell: Cell, believed: Served, things: Mapping[str, Mapping[str, str]]
) -> None:
    with httpx.Client(base_url=believed.url) as client:
        for role in ("nobody", "dispatcher", "admin"):
            answer = asked(client, cell, cell.path(things["north"]), role)
            assert {name: answer.headers.get(name) for name in ALWAYS} == ALWAYS
            assert answer.headers["cache-control"] == KEEP_NOTHING
            assert "server" not in answer.headers


@pytest.mark.parametrize("cell", [cell for cell in CELLS if "{" in cell.route.path], ids=called)
def test_what_there_is_not_is_answered_like_what_is_not_theirs(
    cell: Cell, believed: Served, things: Mapping[str, Mapping[str, str]]
) -> None:
    nothing = dict.fromkeys(things["north"], "no-such-id")
    with httpx.Client(base_url=believed.url) as client:
        for role in ROLES:
            if can(Who(role=role), cell.route.rule.action):
                assert asked(client, cell, cell.path(nothing), role).status_code == 404
