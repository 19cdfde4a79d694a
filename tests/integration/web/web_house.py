"""A house to test: its database, its clock, a real server, and whoever asks it."""

import contextlib
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

import argon2
import httpx
import uvicorn
from fastapi import FastAPI

from visitplan.storage import branches, users
from visitplan.storage.branches import Branch
from visitplan.storage.database import Database, open_database
from visitplan.storage.users import NewUser, Role
from visitplan.web.browser_sessions import begin_session
from visitplan.web.factory import make_app
from visitplan.web.house import House
from visitplan.web.passwords import Passwords
from visitplan.web.serving import configured

PASSWORD = "lantern orbit velvet"  # noqa: S105
CODE = "one-time-code"
OURS = {"sec-fetch-site": "same-origin"}
"""What a browser says of a request that one of our own pages makes."""


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 24, 7, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def move(self, by: timedelta) -> None:
        self.now += by


class Served(NamedTuple):
    """A house behind a real server."""

    url: str
    house: House
    app: FastAPI


class Asker(NamedTuple):
    """A client that is signed in, and what its forms carry."""

    client: httpx.Client
    id: str
    csrf: str

    def get(self, path: str, **options: Any) -> httpx.Response:
        return self.client.get(path, **options)

    def post(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> httpx.Response:
        return self.client.post(path, data={"csrf": self.csrf} | (data or {}), **options)


@contextlib.contextmanager
def a_database(migrated: Path, folder: Path) -> Iterator[Database]:
    """Lend a fresh database with two branches, north and south."""
    file = folder / "visitplan.db"
    shutil.copyfile(migrated, file)
    opened = open_database(file)
    with opened.write() as connection:
        for name in ("north", "south"):
            branches.add(connection, Branch(name, name.title(), "Europe/Helsinki"))
    yield opened
    opened.close()


def a_house(database: Database, clock: Clock) -> House:
    """Return a house whose passwords cost nothing, so that tests need not wait."""
    hasher = argon2.PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
    return House(database=database, clock=clock, set_up_code=CODE, passwords=Passwords(hasher))


@contextlib.contextmanager
def serving(
    house: House, app: FastAPI | None = None, *, proxies: str | None = None
) -> Iterator[Served]:
    """Serve a house on a free port for the length of the block."""
    app = app or make_app(house)
    with socket.socket() as listener:
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(configured(app, house.settings, proxies))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        while not server.started:
            time.sleep(0.005)
        try:
            yield Served(f"http://127.0.0.1:{listener.getsockname()[1]}", house, app)
        finally:
            server.should_exit = True
            thread.join(10)


def signed_in(house: House, role: Role, branch: str = "north") -> tuple[str, str]:
    """Make a user with PASSWORD, and a session; return the user's id and the session's token."""
    user_id = f"{role}-{branch}-{time.monotonic_ns()}"
    branch_ids = () if role == "admin" else (branch,)
    new = NewUser(user_id, user_id, role, branch_ids, house.passwords.hash(PASSWORD))
    with house.database.write() as connection:
        user = users.add(connection, new, at=house.clock())
        return user_id, begin_session(connection, house, user)


class WatchedBrowser:
    """A page in Chromium that notes every complaint and every request to somebody else."""

    def __init__(self, page: Any, url: str) -> None:
        self.page, self.url = page, url
        self.complaints: list[str] = []
        self.foreign: list[str] = []
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda line: self.complaints.append(line.text))
        page.route("**/*", self._serve)

    def open(self, path: str) -> Any:
        self.page.goto(self.url + path, wait_until="load")
        return self.page

    def overflow(self) -> int:
        """Return by how many pixels the page is wider than the window."""
        script = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        return int(self.page.evaluate(script))

    def small_targets(self) -> list[str]:
        """Return what can be touched and is smaller than 44 pixels; links in a text may be."""
        return list(self.page.evaluate(SMALL_TARGETS))

    def _serve(self, route: Any) -> None:
        if route.request.url.startswith(self.url):
            route.continue_()
        else:
            self.foreign.append(route.request.url)
            route.abort()


SMALL_TARGETS = """() => [...document.querySelectorAll(
  "a, button, select, summary, input:not([type=hidden])")]
  .filter(each => !each.closest("p") || each.classList.contains("button"))
  .map(each => each.closest("label") || each)
  .filter(each => !each.classList.contains("unseen"))
  .map(each => [each.outerHTML.slice(0, 80), each.getBoundingClientRect()])
  .filter(([, box]) => box.width && (box.width < 43.5 || box.height < 43.5))
  .map(([html, box]) => `${html} ${box.width}x${box.height}`)"""
