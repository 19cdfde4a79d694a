"""One user as an administrator sees them: given rights, invited again, switched off and on."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

from fastapi import Form, Query
from pydantic import Field
from starlette.responses import Response

from visitplan.storage import branches, sessions, users
from visitplan.storage.users import User
from visitplan.web.exchange import Here
from visitplan.web.guarding import Doors, may
from visitplan.web.parts import Part
from visitplan.web.permission import Thing
from visitplan.web.refusals import NoSuchThingError
from visitplan.web.rights import Rights, fault_in_branches, fault_in_role, rights_of
from visitplan.web.tokens import hash_of, new_token

if TYPE_CHECKING:
    from sqlalchemy import Connection

doors = Doors(prefix="/people/{user_id}")


class Changed(Rights):
    """Rights to be given; ``version`` is that of the user as the page showed them."""

    version: int = Field(ge=1, lt=2**31)


def user_of_path(connection: "Connection", path: Mapping[str, Any]) -> Thing | None:
    """Find the user that a path speaks of: they belong to the whole house."""
    return Thing(None) if users.find(connection, path["user_id"]) else None


@doors.get("")
@may("manage people", of=user_of_path)
def show_person(
    here: Here, user_id: str, said: Annotated[str, Query(max_length=20)] = ""
) -> Response:
    """Show a user."""
    return show(here, user_id, said=said)


@doors.post("")
@may("manage people", of=user_of_path)
def give_rights(here: Here, user_id: str, asked: Annotated[Changed, Form()]) -> Response:
    """Give a user another role or other branches; they have to sign in again."""
    with here.write() as connection:
        before = _required(connection, user_id)
        wrong = fault_in_branches(connection, asked) or fault_in_role(connection, before, asked)
        if not wrong:
            users.change(connection, user_id, {"role": asked.role}, seen=asked.version)
            users.set_branches(connection, user_id, asked.branch_ids)
            sessions.end_all_of_user(connection, user_id)
            after = rights_of(_required(connection, user_id))
            told = {"before": rights_of(before), "after": after}
            here.record(connection, "give rights", "user", user_id, **told)
    return show(here, user_id, asked, wrong) if wrong else _saved(here, user_id)


@doors.post("/invitation")
@may("manage people", of=user_of_path)
def invite_again(here: Here, user_id: str) -> Response:
    """Show a new link, once; until it is used nobody signs in as this user."""
    with here.write() as connection:
        user = _required(connection, user_id)
        users.change(connection, user_id, {"password_hash": None}, seen=user.version)
        sessions.end_all_of_user(connection, user_id)
        here.record(connection, "invite again", "user", user_id)
        token = invite(here, connection, user)
    return show(here, user_id, token=token)


@doors.post("/switch-off")
@may("manage people", of=user_of_path)
def switch_off(here: Here, user_id: str) -> Response:
    """Let a user in no more, wherever they are signed in; nobody switches themselves off."""
    if user_id == here.who.id:
        raise NoSuchThingError
    with here.write() as connection:
        user = _required(connection, user_id)
        users.change(connection, user_id, {"disabled_at": here.now}, seen=user.version)
        sessions.end_all_of_user(connection, user_id)
        here.record(connection, "switch off", "user", user_id)
    return _saved(here, user_id)


@doors.post("/switch-on")
@may("manage people", of=user_of_path)
def switch_on(here: Here, user_id: str) -> Response:
    """Let a user in again."""
    with here.write() as connection:
        user = _required(connection, user_id)
        users.change(connection, user_id, {"disabled_at": None}, seen=user.version)
        here.record(connection, "switch on", "user", user_id)
    return _saved(here, user_id)


def invite(here: Here, connection: "Connection", user: User) -> str:
    """Return the token by which a user may choose a password, once and for some days."""
    token = new_token()
    expires = here.now + here.house.settings.invitation
    users.invite(connection, user.id, hash_of(token), expires_at=expires)
    return token


def show(
    here: Here,
    user_id: str,
    asked: Changed | None = None,
    wrong: str = "",
    **told: str,
) -> Response:
    """Return the page of a user, with what was asked for and is wrong.

    ``told`` may hold ``token``, that of an invitation, and ``said``, what was done.
    """
    with here.read() as connection:
        user = _required(connection, user_id)
        known = branches.every(connection)
    token = told.get("token")
    return here.page(
        "person.html.j2",
        status=422 if wrong else 200,
        user=user,
        branches=known,
        role=asked.role if asked else user.role,
        chosen_branches=asked.branch if asked else user.branch_ids,
        wrong=wrong,
        said=told.get("said"),
        link=here.address_of(f"/invitation#t={token}") if token else None,
        until=here.now + here.house.settings.invitation,
    )


def _required(connection: "Connection", user_id: str) -> User:
    user = users.find(connection, user_id)
    if user is None:
        raise NoSuchThingError
    return user


def _saved(here: Here, user_id: str) -> Response:
    return here.redirect(f"/people/{user_id}?said=saved")


PART = Part(doors)
