"""Users as an administrator sees them: invited, given a role and branches, switched off."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

from fastapi import Form, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from visitplan.storage import branches, sessions, users
from visitplan.storage.users import NewUser, Role, User
from visitplan.web import logins
from visitplan.web.exchange import Here
from visitplan.web.guarding import Doors, may
from visitplan.web.parts import Entry, Part
from visitplan.web.permission import Thing
from visitplan.web.refusals import NoSuchThingError
from visitplan.web.tokens import hash_of, new_token

if TYPE_CHECKING:
    from sqlalchemy import Connection

doors = Doors(prefix="/people")


class Rights(BaseModel):
    """A role and the branches that it is for."""

    role: Role
    branch: list[str] = Field(default=[], max_length=1000)


class Invited(Rights):
    """Somebody to be invited."""

    login: str = Field(max_length=200)


class Changed(Rights):
    """Rights to be given; ``version`` is that of the user as the page showed them."""

    version: int = Field(ge=1, lt=2**31)


class Shown(NamedTuple):
    """A user with the names of the branches."""

    user: User
    branch_names: tuple[str, ...]


def user_of_path(connection: "Connection", path: Mapping[str, Any]) -> Thing | None:
    """Find the user that a path speaks of: they belong to the whole house."""
    return Thing(None) if users.find(connection, path["user_id"]) else None


@doors.get("")
@may("manage people")
def list_people(here: Here) -> Response:
    """List everybody who may sign in."""
    return _list(here)


@doors.post("")
@may("manage people")
def invite(here: Here, asked: Annotated[Invited, Form()]) -> Response:
    """Add a user and show the link, once, by which they choose their password."""
    login = logins.normal(asked.login)
    with here.write() as connection:
        wrong = _wrong(connection, asked, login)
        if not wrong:
            user = users.add(
                connection, NewUser(here.new_id(), login, asked.role, _for(asked)), at=here.now
            )
            here.record(connection, "invite", "user", user.id, after=_rights(user))
            token = _invited(here, connection, user)
    return _list(here, asked, wrong) if wrong else _show(here, user.id, token=token)


@doors.get("/{user_id}")
@may("manage people", of=user_of_path)
def show_person(
    here: Here, user_id: str, said: Annotated[str, Query(max_length=20)] = ""
) -> Response:
    """Show a user."""
    return _show(here, user_id, said=said)


@doors.post("/{user_id}")
@may("manage people", of=user_of_path)
def give_rights(here: Here, user_id: str, asked: Annotated[Changed, Form()]) -> Response:
    """Give a user another role or other branches; they have to sign in again."""
    with here.write() as connection:
        before = _required(connection, user_id)
        wrong = _wrong_branches(connection, asked) or _wrong_role(connection, before, asked.role)
        if not wrong:
            users.change(connection, user_id, {"role": asked.role}, seen=asked.version)
            users.set_branches(connection, user_id, _for(asked))
            sessions.end_all_of_user(connection, user_id)
            after = _required(connection, user_id)
            here.record(
                connection, "give rights", "user", user_id,
                before=_rights(before), after=_rights(after),
            )  # fmt: skip
    return _show(here, user_id, asked, wrong) if wrong else _saved(here, user_id)


@doors.post("/{user_id}/invitation")
@may("manage people", of=user_of_path)
def invite_again(here: Here, user_id: str) -> Response:
    """Show a new link, once; until it is used nobody signs in as this user."""
    with here.write() as connection:
        user = _required(connection, user_id)
        users.change(connection, user_id, {"password_hash": None}, seen=user.version)
        sessions.end_all_of_user(connection, user_id)
        here.record(connection, "invite again", "user", user_id)
        token = _invited(here, connection, user)
    return _show(here, user_id, token=token)


@doors.post("/{user_id}/switch-off")
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


@doors.post("/{user_id}/switch-on")
@may("manage people", of=user_of_path)
def switch_on(here: Here, user_id: str) -> Response:
    """Let a user in again."""
    with here.write() as connection:
        user = _required(connection, user_id)
        users.change(connection, user_id, {"disabled_at": None}, seen=user.version)
        here.record(connection, "switch on", "user", user_id)
    return _saved(here, user_id)


def _invited(here: Here, connection: "Connection", user: User) -> str:
    token = new_token()
    expires = here.now + here.house.settings.invitation
    users.invite(connection, user.id, hash_of(token), expires_at=expires)
    return token


def _wrong(connection: "Connection", asked: Invited, login: str) -> str:
    if not logins.is_fit(login):
        return "login"
    if users.by_login(connection, login):
        return "taken"
    return _wrong_branches(connection, asked)


def _wrong_branches(connection: "Connection", asked: Rights) -> str:
    known = {branch.id for branch in branches.every(connection)}
    if not set(asked.branch) <= known or (asked.role != "admin" and not asked.branch):
        return "branch"
    return ""


def _wrong_role(connection: "Connection", user: User, role: Role) -> str:
    """Refuse to leave the house without an administrator who may sign in."""
    if user.role != "admin" or role == "admin":
        return ""
    others = (each for each in users.every(connection) if each.id != user.id)
    reigning = (
        each.role == "admin" and each.password_hash and not each.disabled_at for each in others
    )
    return "" if any(reigning) else "last"


def _for(asked: Rights) -> frozenset[str]:
    """Return the branches asked for; an administrator works for none, and sees no customer."""
    return frozenset() if asked.role == "admin" else frozenset(asked.branch)


def _rights(user: User) -> dict[str, Any]:
    return {"role": user.role, "branches": sorted(user.branch_ids)}


def _required(connection: "Connection", user_id: str) -> User:
    user = users.find(connection, user_id)
    if user is None:
        raise NoSuchThingError
    return user


def _saved(here: Here, user_id: str) -> Response:
    return here.redirect(f"/people/{user_id}?said=saved")


def _list(here: Here, asked: Invited | None = None, wrong: str = "") -> Response:
    with here.read() as connection:
        known = branches.every(connection)
        everybody = users.every(connection)
    names = {branch.id: branch.name for branch in known}
    shown = [
        Shown(user, tuple(sorted(names[each] for each in user.branch_ids))) for user in everybody
    ]
    return here.page(
        "people.html.j2",
        status=422 if wrong else 200,
        people=shown,
        branches=known,
        login=asked.login if asked else "",
        role=asked.role if asked else "dispatcher",
        chosen_branches=asked.branch if asked else (),
        wrong=wrong,
    )


def _show(
    here: Here,
    user_id: str,
    asked: Changed | None = None,
    wrong: str = "",
    *,
    token: str = "",
    said: str = "",
) -> Response:
    with here.read() as connection:
        user = _required(connection, user_id)
        known = branches.every(connection)
    return here.page(
        "person.html.j2",
        status=422 if wrong else 200,
        user=user,
        branches=known,
        role=asked.role if asked else user.role,
        chosen_branches=asked.branch if asked else user.branch_ids,
        wrong=wrong,
        said=said,
        link=here.address_of(f"/invitation#t={token}") if token else "",
        until=here.now + here.house.settings.invitation,
    )


PART = Part(doors, entries=(Entry("manage people", "/people", "People"),))
