"""Signing in and out."""

from typing import TYPE_CHECKING, Annotated

from fastapi import Form, Query
from starlette.responses import Response

from visitplan.storage import sessions, users
from visitplan.storage.users import User
from visitplan.web import logins
from visitplan.web.browser_sessions import (
    begin_session,
    forget_cookie,
    set_cookie,
    user_by_session,
)
from visitplan.web.exchange import Here
from visitplan.web.guarding import Doors, may
from visitplan.web.lock_out import forgive, note_try
from visitplan.web.parts import Part
from visitplan.web.passwords import LONGEST

if TYPE_CHECKING:
    from sqlalchemy import Connection

doors = Doors()


@doors.get("/sign-in")
@may("sign in")
def ask_to_sign_in(here: Here, said: Annotated[str, Query(max_length=20)] = "") -> Response:
    """Ask for name and password."""
    return here.page("sign_in.html.j2", said=said)


@doors.post("/sign-in")
@may("sign in")
def sign_in(
    here: Here,
    login: Annotated[str, Form(max_length=200)],
    password: Annotated[str, Form(max_length=2 * LONGEST)],
) -> Response:
    """Begin a session under a new token, if name and password belong together.

    The answer to a wrong one, and the time that it takes, are those to an unknown name.
    """
    name, address = logins.normal(login), here.address
    with here.write() as connection:
        if not note_try(connection, name=name, address=address, at=here.now):
            return here.page("sign_in.html.j2", status=429, said="too often")
    with here.read() as connection:
        user = users.by_login(connection, name)
    kept = user.password_hash if user and user.disabled_at is None else None
    is_right = here.house.passwords.check(kept, password)
    with here.write() as connection:
        if user is None or not is_right:
            here.record(connection, "fail to sign in", "user", user.id if user else "unknown")
            return here.page("sign_in.html.j2", status=401, said="wrong")
        forgive(connection, name=name, address=address)
        return _begin(here, connection, user)


def _begin(here: Here, connection: "Connection", user: User) -> Response:
    """Begin a session and lead home; the session that the browser had before ends."""
    if here.who.session:
        sessions.end(connection, here.who.session)
    answer = here.redirect("/")
    set_cookie(answer, begin_session(connection, here.house, user), here.house.settings)
    here.record(connection, "sign in", "user", user.id)
    return answer


@doors.post("/sign-out")
@may("use own account")
def sign_out(here: Here) -> Response:
    """End this session."""
    with here.write() as connection:
        sessions.end(connection, here.who.session or "")
        here.record(connection, "sign out", "user", here.who.id)
    answer = here.redirect("/sign-in?said=out")
    forget_cookie(answer, here.house.settings)
    return answer


PART = Part(doors, ways=(user_by_session,))
