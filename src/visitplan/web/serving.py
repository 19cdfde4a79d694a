"""The server itself: uvicorn, told to log nothing of anybody; workers that plan; webhooks told."""

import contextlib
import logging
import secrets
import socket
import uuid
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple

import uvicorn
from fastapi import FastAPI

from visitplan.app.queue.comparing_jobs import compare_once
from visitplan.app.queue.planning_jobs import plan_once
from visitplan.app.queue.workbench import Workbench, work
from visitplan.app.surroundings import Surroundings
from visitplan.app.webhooks.delivering import Postman
from visitplan.app.webhooks.delivering import tell as tell_webhooks
from visitplan.errors import OutputError
from visitplan.storage.database import Database
from visitplan.web.factory import make_app
from visitplan.web.house import House
from visitplan.web.rights import is_unmanaged
from visitplan.web.settings import WebSettings

BACKLOG = 512
PATIENCE_SECONDS = 10
"""How long requests that are being answered may take when the server is told to end."""


class Serving(NamedTuple):
    """Where a house is served and by whom its days are planned.

    ``proxies`` are the addresses whose word on where a request comes from is taken, separated by
    commas; None takes nobody's. ``workers`` is how many days are planned at once, none included.
    """

    host: str
    port: int
    proxies: str | None = None
    workers: int = 1
    cache: Path = Path()


class Opened(NamedTuple):
    """A house that is about to be served: by which address, and the set-up code if it is new."""

    url: str
    set_up_code: str | None


def serve(
    database: Database, serving: Serving, settings: WebSettings, tell: Callable[[Opened], None]
) -> None:
    """Serve a database until SIGINT or SIGTERM; ``tell`` hears of it just before.

    Requests that are being answered then are finished; planning is begun anew by whoever serves
    the database next. Raises OutputError where the address is taken, StorageError where the
    database cannot be read.
    """
    with _listening(serving) as listener, _working(database, serving, settings):
        code = _code(database)
        house = House(
            database=database,
            clock=utc_now,
            settings=settings,
            set_up_code=code,
            surroundings=Surroundings(serving.cache),
        )
        port = listener.getsockname()[1]
        url = settings.public_url or f"http://{_in_url(serving.host)}:{port}"
        config = configured(make_app(house), settings, serving.proxies)
        with contextlib.suppress(KeyboardInterrupt):  # uvicorn raises the signal again at its end
            tell(Opened(url, code))
            uvicorn.Server(config).run(sockets=[listener])


def utc_now() -> datetime:
    """Return the moment, in UTC."""
    return datetime.now(UTC)


def _code(database: Database) -> str | None:
    with database.read() as connection:
        return secrets.token_urlsafe(12) if is_unmanaged(connection) else None


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


@contextlib.contextmanager
def _listening(serving: Serving) -> Iterator[socket.socket]:
    family = socket.AF_INET6 if ":" in serving.host else socket.AF_INET
    try:
        listener = socket.create_server(
            (serving.host, serving.port), family=family, backlog=BACKLOG
        )
    except (OSError, OverflowError) as error:
        reason = getattr(error, "strerror", None) or "no such address"
        spot = f"{serving.host}:{serving.port}"
        raise OutputError(f"visitplan cannot be served at {spot}: {reason}") from None
    with listener:
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)  # answers do not wait
        yield listener


@contextlib.contextmanager
def _working(database: Database, serving: Serving, settings: WebSettings) -> Iterator[None]:
    """Let workers plan, and webhooks be told, for the length of the block."""
    stopping = Event()
    hands = [_planner(database, serving.cache, stopping) for _ in range(serving.workers)]
    if serving.workers:
        hands.append(_comparer(database, serving.cache, stopping))
    hands.append(_postman(database, settings, stopping))
    for hand in hands:
        hand.start()
    try:
        yield
    finally:
        stopping.set()
        for hand in hands:
            hand.join()


def _planner(database: Database, cache: Path, stopping: Event) -> Thread:
    bench = Workbench(database, _new_id(), cache, utc_now, _new_id)
    return Thread(target=work, args=(bench, stopping, plan_once))


def _comparer(database: Database, cache: Path, stopping: Event) -> Thread:
    """Return whoever compares scenarios: one at a time, beside those who plan."""
    bench = Workbench(database, _new_id(), cache, utc_now, _new_id)
    return Thread(target=work, args=(bench, stopping, compare_once))


def _postman(database: Database, settings: WebSettings, stopping: Event) -> Thread:
    postman = Postman(database, utc_now, _new_id, settings.webhooks_to_loopback)
    return Thread(target=tell_webhooks, args=(postman, stopping))


def _new_id() -> str:
    return uuid.uuid4().hex


def configured(app: FastAPI, settings: WebSettings, proxies: str | None = None) -> uvicorn.Config:
    """Return how uvicorn serves an application: it says nothing of itself and logs no request."""
    logging.getLogger("uvicorn.access").disabled = True  # its lines have whole paths and queries
    return uvicorn.Config(
        app,
        lifespan="off",
        root_path=settings.root,
        proxy_headers=proxies is not None,
        forwarded_allow_ips=proxies,
        server_header=False,
        access_log=False,
        log_config=None,
        timeout_graceful_shutdown=PATIENCE_SECONDS,
    )


def log_to_screen() -> None:
    """Write what is logged of requests and defects to standard error; never what was sent."""
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s")
    logging.getLogger("visitplan").setLevel(logging.INFO)
