"""How somebody becomes a user: the first administrator by the set-up code, others invited."""

import secrets
from typing import TYPE_CHECKING, Annotated

from fastapi import Form
from pydantic import Field
from starlette.responses import Response

from visitplan.storage import sessions, users
from visitplan.storage.users import NewUser, User
from visitplan.web import logins
from visitplan.web.exchange import Here
from visitplan.web.guarding import Doors, may
from visitplan.web.lock_out import note_try
from visitplan.web.new_passwords import NewPassword, fault_of
from visitplan.web.parts import Part
from visitplan.web.refusals import GoneError, NoSuchThingError, TooOftenError
from visitplan.web.rights import is_unmanaged
from visitplan.web.tokens import hash_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

doors = Doors()


class FirstUser(NewPassword):
    """What the set-up asks for."""

    code: str = Field(max_length=100, repr=False)
    login: str = Field(max_length=200)


class Invited(NewPassword):
    """What an invitation asks for."""

    token: str = Field(max_length=100, repr=False)


@doors.get("/set-up")
@may("sign in")
def ask_for_first(here: Here) -> Response:
    """Ask for the set-up code; there is no such page once somebody manages the house."""
    _require_unmanaged(here)
    return here.page("set_up.html.j2", login="", wrong="")


@doors.post("/set-up")
@may("sign in")
def set_up(
    here: Here,
    new: Annotated[FirstUser, Form()],
) -> Response:
    """Make an administrator where there is none, if the code is the one that was printed."""
    _require_unmanaged(here)
    name = logins.normal(new.login)
    wrong = _wrong_code(here, new.code) or _wrong_login(here, name) or fault_of(new, name)
    if wrong:
        return here.page("set_up.html.j2", status=422, login=new.login, wrong=wrong)
    hashed = here.house.passwords.hash(new.password)
    with here.write() as connection:
        if not is_unmanaged(connection):
            raise NoSuchThingError
        user = users.add(
            connection, NewUser(here.new_id(), name, "admin", password_hash=hashed), at=here.now
        )
        here.record(connection, "set up", "user", user.id, after={"role": "admin"})
    return here.redirect("/sign-in?said=set")


def _require_unmanaged(here: Here) -> None:
    with here.read() as connection:
        if here.house.set_up_code is None or not is_unmanaged(connection):
            raise NoSuchThingError


def _wrong_code(here: Here, code: str) -> str:
    with here.write() as connection:
        if not note_try(connection, name="set-up", address=here.address, at=here.now):
            raise TooOftenError
    expected = here.house.set_up_code or ""
    return "" if secrets.compare_digest(code.strip().encode(), expected.encode()) else "code"


def _wrong_login(here: Here, name: str) -> str:
    with here.read() as connection:
        is_taken = users.by_login(connection, name) is not None
    return "taken" if is_taken else "" if logins.is_fit(name) else "login"


@doors.get("/invitation")
@may("sign in")
def ask_for_password(here: Here) -> Response:
    """Ask whoever was invited for a password; the token comes behind the # and never gets here."""
    return here.page("invitation.html.j2", token="", wrong="")


@doors.post("/invitation")
@may("sign in")
def take_up_invitation(
    here: Here,
    new: Annotated[Invited, Form()],
) -> Response:
    """Set the password of whoever brings an invitation; a weak one leaves the invitation good."""
    hashed = here.house.passwords.hash(new.password)
    try:
        with here.write() as connection:
            user = users.take_up_invitation(connection, hash_of(new.token), at=here.now)
            if user is None:
                raise GoneError
            _set_password(here, connection, user, new, hashed)
    except _RefusedError as refused:
        return here.page("invitation.html.j2", status=422, token=new.token, wrong=refused.fault)
    return here.redirect("/sign-in?said=set")


class _RefusedError(Exception):
    """A password that is refused, so that the transaction is undone."""

    def __init__(self, fault: str) -> None:
        super().__init__()
        self.fault = fault


def _set_password(
    here: Here, connection: "Connection", user: User, new: NewPassword, hashed: str
) -> None:
    fault = fault_of(new, user.login)
    if fault:
        raise _RefusedError(fault)
    users.change(connection, user.id, {"password_hash": hashed}, seen=user.version)
    sessions.end_all_of_user(connection, user.id)
    here.record(connection, "take up invitation", "user", user.id)


PART = Part(doors)
