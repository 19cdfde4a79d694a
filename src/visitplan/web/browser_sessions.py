"""Sessions: how a browser proves who uses it, and until when.

The cookie holds a random token and nothing else. It is sent to us alone, from our pages alone,
to no script; where people come by TLS its name says so (``__Host-``), and a browser that
received it otherwise would not take it.
"""

from datetime import timedelta
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response

from visitplan.storage import sessions, users
from visitplan.storage.sessions import Session
from visitplan.storage.users import User
from visitplan.web.house import House
from visitplan.web.settings import WebSettings
from visitplan.web.tokens import csrf_of, hash_of, new_token
from visitplan.web.who import Who

if TYPE_CHECKING:
    from sqlalchemy import Connection

NOTED_EVERY = timedelta(minutes=1)
"""How exactly it is known when somebody was last here: finer would write at every request."""


def cookie_name(settings: WebSettings, stem: str = "visitplan") -> str:
    """Return the name of a cookie of ours."""
    return f"__Host-{stem}" if settings.secure else stem


def begin_session(connection: "Connection", house: House, user: User) -> str:
    """Begin a session of a user and return its token."""
    token, now = new_token(), house.clock()
    expires = now + house.settings.absolute
    sessions.begin(connection, Session(hash_of(token), user.id, None, now, now, expires, {}))
    return token


def set_cookie(answer: Response, token: str, settings: WebSettings) -> None:
    """Hand the token to the browser."""
    answer.set_cookie(
        cookie_name(settings),
        token,
        max_age=int(settings.absolute.total_seconds()),
        path="/",
        secure=settings.secure,
        httponly=True,
        samesite="strict",
    )


def forget_cookie(answer: Response, settings: WebSettings) -> None:
    """Let the browser forget the token; of pages it keeps nothing anyway."""
    answer.delete_cookie(
        cookie_name(settings), path="/", secure=settings.secure, httponly=True, samesite="strict"
    )


def user_by_session(request: Request, connection: "Connection", house: House) -> Who | None:
    """Recognise a user by the cookie; not one who was away too long or is switched off."""
    token = request.cookies.get(cookie_name(house.settings))
    if not token:
        return None
    now = house.clock()
    session = sessions.find(connection, hash_of(token), at=now)
    if session is None or session.user_id is None or now - session.seen_at > house.settings.idle:
        return None
    user = users.find(connection, session.user_id)
    if user is None or user.disabled_at is not None:
        return None
    return Who(
        role=user.role,
        id=user.id,
        branches=user.branch_ids,
        language=user.language,
        csrf=csrf_of(token),
        session=session.token_sha256,
        unseen=now - session.seen_at > NOTED_EVERY,
    )
