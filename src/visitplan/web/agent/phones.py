"""Phones: how one proves that it came by a link, and for how long."""

from datetime import timedelta
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from visitplan.storage import days, links, plans, sessions
from visitplan.storage.links import Link
from visitplan.storage.plans import PlanHead
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
    session = sessions.find(connection, hash_of(token), at=now)
    link = links.find(connection, session.link_id) if session and session.link_id else None
    counting = plan_by(connection, link) if link else None
    if session is None or link is None or link.revoked_at or counting is None:
        return None
    day = days.head(connection, counting.day_id)
    return Who(
        role="agent",
        id=f"agent {link.agent_id}",
        branches=frozenset({day.branch_id}) if day else frozenset(),
        agent_id=link.agent_id,
        plan_id=counting.id,
        csrf=csrf_of(token),
        session=session.token_sha256,
        unseen=now - session.seen_at > NOTED_EVERY,
    )


def link_of(connection: "Connection", house: House, who: Who) -> Link | None:
    """Return the link by which a phone came in; None where it came by none."""
    session = sessions.find(connection, who.session or "", at=house.clock())
    return links.find(connection, session.link_id) if session and session.link_id else None


def plan_by(connection: "Connection", link: Link) -> PlanHead | None:
    """Return the plan that a link leads to: whichever counts of its day, else the one it names."""
    named = plans.head(connection, link.plan_id)
    return (plans.current(connection, named.day_id) or named) if named else None


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
