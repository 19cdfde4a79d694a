"""Phones: how one proves that it came by a link, and for how long."""

from datetime import timedelta
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from visitplan.storage import links, plans, sessions
from visitplan.storage.links import Link
from visitplan.storage.sessions import Session
from visitplan.web.browser_sessions import NOTED_EVERY, cookie_name
from visitplan.web.house import House
from visitplan.web.settings import WebSettings
from visitplan.web.tokens import csrf_of, hash_of, new_token
from visitplan.web.who import Who

if TYPE_CHECKING:
    from visitplan.storage.database import Connection

STEM = "visitplan-agent"
LATE_REPORTS = timedelta(days=1)
"""How long after a link's end a phone that was out of reach may hand in what it noted before."""


def agent_by_link(request: Request, connection: "Connection", house: House) -> Who | None:
    """Recognise an agent's phone by its cookie, on the agent's pages alone."""
    path = request.scope["path"].removeprefix(request.scope.get("root_path", ""))
    token = request.cookies.get(cookie_name(house.settings, STEM))
    if not token or not (path == "/a" or path.startswith("/a/")):
        return None
    now = house.clock()
    found = links.by_session(connection, hash_of(token), at=now)
    if found is None or found[1].revoked_at:
        return None
    session, link = found
    counting = plans.leading(connection, link.plan_id)
    return Who(
        role="agent",
        id=f"agent {link.agent_id}",
        agent_id=link.agent_id,
        plan_id=counting.id if counting else link.plan_id,
        until=link.expires_at,
        csrf=csrf_of(token),
        session=session.token_sha256,
        unseen=now - session.seen_at > NOTED_EVERY,
    )


def link_of(connection: "Connection", house: House, who: Who) -> Link | None:
    """Return the link by which a phone came in; None where it came by none."""
    found = links.by_session(connection, who.session or "", at=house.clock())
    return found[1] if found else None


def begin_phone(connection: "Connection", house: House, link: Link) -> str:
    """Begin the session of the phone that came by a link, and return its token."""
    token, now = new_token(), house.clock()
    ends = link.expires_at + LATE_REPORTS
    sessions.begin(connection, Session(hash_of(token), None, link.id, now, now, ends, {}))
    return token


def set_phone_cookie(answer: Response, token: str, lasts: timedelta, settings: WebSettings) -> None:
    """Hand the session's token to the phone."""
    answer.set_cookie(
        cookie_name(settings, STEM),
        token,
        max_age=int(lasts.total_seconds()),
        path="/",
        secure=settings.secure,
        httponly=True,
        samesite="strict",
    )
