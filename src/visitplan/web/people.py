"""Everybody who may sign in, and inviting somebody, as an administrator does."""

from typing import Annotated, NamedTuple

from fastapi import Form
from pydantic import Field
from starlette.responses import Response

from visitplan.storage import branches, users
from visitplan.storage.users import NewUser, User
from visitplan.web import logins
from visitplan.web.exchange import Here
from visitplan.web.guarding import Doors, may
from visitplan.web.parts import Entry, Part
from visitplan.web.person import invite, show
from visitplan.web.rights import Rights, fault_in_branches, rights_of

doors = Doors(prefix="/people")


class Invited(Rights):
    """Somebody to be invited."""

    login: str = Field(max_length=200)


class Shown(NamedTuple):
    """A user with the names of the branches."""

    user: User
    branch_names: tuple[str, ...]


@doors.get("")
@may("manage people")
def list_people(here: Here) -> Response:
    """List everybody who may sign in."""
    return _list(here, Invited.model_construct(login="", role="dispatcher", branch=[]))


@doors.post("")
@may("manage people")
def invite_somebody(here: Here, asked: Annotated[Invited, Form()]) -> Response:
    """Add a user and show the link, once, by which they choose their password."""
    login = logins.normal(asked.login)
    with here.write() as connection:
        wrong = fault_in_branches(connection, asked)
        if not logins.is_fit(login):
            wrong = "login"
        elif users.by_login(connection, login):
            wrong = "taken"
        if not wrong:
            new = NewUser(here.new_id(), login, asked.role, asked.branch_ids)
            user = users.add(connection, new, at=here.now)
            here.record(connection, "invite", "user", user.id, after=rights_of(user))
            token = invite(here, connection, user)
    return _list(here, asked, wrong) if wrong else show(here, user.id, token=token)


def _list(here: Here, asked: Invited, wrong: str = "") -> Response:
    with here.read() as connection:
        known = branches.every(connection)
        everybody = users.every(connection)
    names = {branch.id: branch.name for branch in known}
    return here.page(
        "people.html.j2",
        status=422 if wrong else 200,
        people=[
            Shown(user, tuple(sorted(names[each] for each in user.branch_ids)))
            for user in everybody
        ],
        branches=known,
        login=asked.login,
        role=asked.role,
        chosen_branches=asked.branch,
        wrong=wrong,
    )


PART = Part(doors, entries=(Entry("manage people", "/people", "People"),))
