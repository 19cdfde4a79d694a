"""An agent's link, exchanged once for the cookie of one phone; another phone asks for the PIN."""

import secrets
from typing import TYPE_CHECKING, Annotated, Literal, NamedTuple

from fastapi import Form
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from visitplan.storage import links, plans
from visitplan.storage.links import Link
from visitplan.web.agent.page_data import owner_of
from visitplan.web.agent.phones import (
    LATE_REPORTS,
    agent_by_link,
    begin_phone,
    link_of,
    set_phone_cookie,
)
from visitplan.web.agent.pin import pin_of
from visitplan.web.exchange import Exchange, Here
from visitplan.web.guarding import Doors, may
from visitplan.web.lock_out import forgive, note_try
from visitplan.web.parts import Part
from visitplan.web.tokens import hash_of

if TYPE_CHECKING:
    from visitplan.storage.database import Connection

doors = Doors()

Refused = Literal["unknown", "ended", "used", "wrong PIN", "too often"]
STATUS: dict[Refused, int] = {
    "unknown": 404,
    "ended": 410,
    "used": 401,
    "wrong PIN": 401,
    "too often": 429,
}


class Brought(BaseModel):
    """What a phone brings: the token of a link, and the PIN where it was asked for."""

    model_config = ConfigDict(frozen=True)
    token: str = Field(max_length=100, repr=False)
    pin: str = Field(default="", max_length=20, repr=False)


class Entered(NamedTuple):
    """A phone that comes in: by which link, with which token; None where it is in already."""

    link: Link
    token: str | None


@doors.get("/a")
@may("exchange links")
def ask_for_token(here: Here) -> Response:
    """Show the page that takes the token from behind the #; whoever previews it changes nothing."""
    return entry_page(here)


@doors.post("/a")
@may("exchange links")
def exchange_link(here: Here, brought: Annotated[Brought, Form()]) -> Response:
    """Let a phone in by its link, or say why not."""
    with here.write() as connection:
        entered = _enter(here, connection, brought)
    if not isinstance(entered, Entered):
        asks_again = entered in {"used", "wrong PIN"}
        return entry_page(here, refused=entered, token=brought.token if asks_again else "")
    answer = here.redirect("/a/route")
    if entered.token:
        lasts = entered.link.expires_at + LATE_REPORTS - here.now
        set_phone_cookie(answer, entered.token, lasts, here.house.settings)
    return answer


def entry_page(here: Exchange, *, refused: Refused | None = None, token: str = "") -> Response:
    """Return the page before the route; a phone that is in may hand in late reports there."""
    owner = ""
    if here.who.role == "agent":
        with here.read() as connection:
            plan = plans.head(connection, here.who.plan_id or "")
        owner = owner_of(plan.day_id, here.who.agent_id or "") if plan else ""
    status = STATUS[refused] if refused else 200
    values = {"refused": refused, "token": token, "owner": owner}
    return here.page("agent/entry.html.j2", status=status, **values)


def _enter(here: Exchange, connection: "Connection", brought: Brought) -> Entered | Refused:
    sha256 = hash_of(brought.token)
    link = links.by_token(connection, sha256)
    if link is None or link.revoked_at:
        return "unknown"
    if link.expires_at <= here.now:
        return "ended"
    own = link_of(connection, here.house, here.who)
    if own and own.id == link.id:
        return Entered(link, None)
    if links.exchange(connection, sha256, at=here.now):
        return _entered(here, connection, link, "open")
    return _enter_by_pin(here, connection, link, brought.pin)


def _enter_by_pin(
    here: Exchange, connection: "Connection", link: Link, pin: str
) -> Entered | Refused:
    """Let another phone in; tries are counted for each link, wherever they come from."""
    if not pin:
        return "used"
    tries = {"name": f"PIN of {link.id}", "address": f"link {link.id}"}
    if not note_try(connection, **tries, at=here.now):
        return "too often"
    if not secrets.compare_digest(pin.strip().encode(), pin_of(link).encode()):
        return "wrong PIN"
    forgive(connection, **tries)
    links.take_over(connection, link.id, at=here.now)
    return _entered(here, connection, link, "open on another phone")


def _entered(here: Exchange, connection: "Connection", link: Link, what: str) -> Entered:
    here.record(connection, what, "link", link.id, after={"agent_id": link.agent_id})
    return Entered(link, begin_phone(connection, here.house, link))


PART = Part(doors, ways=(agent_by_link,))
