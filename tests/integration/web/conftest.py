"""Fixtures of the web application: a house, a real server, people and browsers that ask it."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from agent_day import AgentDay, Phone, a_folder, phones, planned, publish_day
from web_house import (
    OURS,
    Asker,
    Clock,
    Served,
    WatchedBrowser,
    a_database,
    a_house,
    serving,
    signed_in,
)

from visitplan.storage.database import Database, open_database
from visitplan.storage.users import Role
from visitplan.web.browser_sessions import cookie_name
from visitplan.web.house import House
from visitplan.web.tokens import csrf_of


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database without a row: migrating it once is enough for all tests."""
    file = tmp_path_factory.mktemp("database") / "visitplan.db"
    open_database(file).close()
    return file


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def database(migrated: Path, tmp_path: Path) -> Iterator[Database]:
    with a_database(migrated, tmp_path) as opened:
        yield opened


@pytest.fixture
def house(database: Database, clock: Clock) -> House:
    return a_house(database, clock)


@pytest.fixture
def served(house: House) -> Iterator[Served]:
    with serving(house) as served:
        yield served


@pytest.fixture
def asker(served: Served) -> Iterator[Callable[..., Asker]]:
    """Return a function that gives a signed-in client of a role, of the branch north or another."""
    with contextlib.ExitStack() as stack:

        def an_asker(role: Role, branch: str = "north", **client: Any) -> Asker:
            user_id, token = signed_in(served.house, role, branch)
            cookies = {cookie_name(served.house.settings): token}
            options = {"base_url": served.url, "headers": OURS, "cookies": cookies} | client
            asked = stack.enter_context(httpx.Client(**options))
            return Asker(asked, user_id, csrf_of(token))

        yield an_asker


@pytest.fixture
def browsing(browser: Any, served: Served) -> Iterator[Callable[..., WatchedBrowser]]:
    """Return a function that gives a signed-in page of a role, of a width and a height."""
    contexts = []

    def a_page(
        role: Role | None, width: int = 1366, height: int = 768, **settings: Any
    ) -> WatchedBrowser:
        settings = {"locale": "en-GB", "timezone_id": "Europe/Helsinki"} | settings
        context = browser.new_context(viewport={"width": width, "height": height}, **settings)
        context.set_default_timeout(10_000)
        contexts.append(context)
        if role is not None:
            _, token = signed_in(served.house, role)
            cookie = {"name": cookie_name(served.house.settings), "value": token}
            context.add_cookies([cookie | {"url": served.url, "sameSite": "Strict"}])
        return WatchedBrowser(context.new_page(), served.url)

    yield a_page
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def day_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The template as a day without streets, with what an agent may agree to."""
    return a_folder(tmp_path_factory.mktemp("agents") / "day", Clock()())


@pytest.fixture
def agent_day(house: House, day_folder: Path) -> AgentDay:
    """A day whose plan counts."""
    return publish_day(house, day_folder, planned(day_folder))


@pytest.fixture
def phone(served: Served, agent_day: AgentDay) -> Iterator[Callable[..., Phone]]:
    """Return a function that lets a fresh phone in, by a fresh link."""
    yield from phones(served, agent_day)
