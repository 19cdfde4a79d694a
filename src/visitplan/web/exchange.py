"""One request and its answer: what an endpoint works with, as its parameter ``here: Here``."""

import uuid
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Depends
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from visitplan.storage import trail
from visitplan.storage.trail import Act
from visitplan.web.house import House
from visitplan.web.languages import chosen
from visitplan.web.parts import Entry
from visitplan.web.permission import can
from visitplan.web.who import NOBODY, Who

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True)
class Exchange:
    """Who asks, in which house, and the ways to answer."""

    house: House
    request: Request
    who: Who

    @property
    def now(self) -> datetime:
        """The moment, in UTC, by the house's clock."""
        return self.house.clock()

    @property
    def address(self) -> str:
        """Where the request comes from, as far as trusted proxies tell."""
        return self.request.client.host if self.request.client else ""

    @property
    def asked(self) -> str:
        """The path of ours that is asked for, without what a proxy put in front."""
        scope = self.request.scope
        path: str = scope["path"].removeprefix(scope.get("root_path", ""))
        return path

    @cached_property
    def language(self) -> str:
        """What is spoken with whoever asks."""
        return chosen(self.who.language, self.request.headers.get("accept-language", ""))

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The parts of the house that whoever asks may enter."""
        entries: tuple[Entry, ...] = self.request.app.state.entries
        return tuple(entry for entry in entries if can(self.who, entry.action))

    def read(self) -> AbstractContextManager["Connection"]:
        """Lend a transaction that sees one state of everything, and changes nothing."""
        return self.house.database.read()

    def write(self) -> AbstractContextManager["Connection"]:
        """Lend a transaction: kept when the block ends, undone when it raises."""
        return self.house.database.write()

    def new_id(self) -> str:
        """Return an id that nothing else has."""
        return uuid.uuid4().hex

    def record(
        self, connection: "Connection", what: str, kind: str, object_id: str, **more: Any
    ) -> None:
        """Write into the audit trail that whoever asks did this, in the transaction that does it.

        ``more`` are the other fields of an act: ``branch_id``, ``reason``, ``before``, ``after``.
        """
        act = Act(self.now, self.who.id or "nobody", what, kind, object_id, **more)
        trail.append(connection, act)

    def text(self, sentence: str) -> str:
        """Return an English sentence in the language that is spoken."""
        return self.house.pages.text(sentence, self.language)

    def retell(self, said: str) -> str:
        """Return a reason, a broken rule or a finding in the language that is spoken."""
        return self.house.pages.retell(said, self.language)

    def path(self, path: str) -> str:
        """Return a path of ours as the browser has to ask for it, behind whatever proxy."""
        return self.house.settings.root + path

    def address_of(self, path: str) -> str:
        """Return a path of ours as an address that can be handed to somebody else."""
        settings = self.house.settings
        base = settings.public_url or f"{self.request.url.scheme}://{self.request.url.netloc}"
        return base.rstrip("/") + path

    def is_at(self, path: str) -> bool:
        """Tell whether the page that is asked for lies at or below a path of ours."""
        return self.asked == path or self.asked.startswith(f"{path}/")

    def redirect(self, path: str) -> RedirectResponse:
        """Send the browser to a page of ours."""
        return RedirectResponse(self.path(path), status_code=303)

    def page(self, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
        """Return a page.

        A template finds, besides ``values``: ``here``, ``path``, ``static`` and ``who``.
        """
        known = {
            "here": self,
            "who": self.who,
            "path": self.path,
            "static": lambda name: self.path(self.house.pages.assets.path(name)),
        }
        html = self.house.pages.render(template, self.language, known | values)
        return HTMLResponse(html, status_code=status)


def exchange(request: Request) -> Exchange:
    """Return the exchange that a request begins; of nobody where the guard was not passed."""
    who = getattr(request.state, "who", NOBODY)
    return Exchange(request.app.state.house, request, who)


async def _here(request: Request) -> Exchange:
    return exchange(request)  # a coroutine: for a plain function the framework takes a thread


Here = Annotated[Exchange, Depends(_here)]
