"""The house as its administrator sees it: branches, the database's health, the audit trail."""

import zoneinfo
from collections.abc import Iterator
from typing import Annotated, Any, NamedTuple

from fastapi import Form, Query
from pydantic import BaseModel, Field
from starlette.responses import Response

from visitplan.storage import branches, trail, users
from visitplan.storage.branches import Branch
from visitplan.storage.health import examine
from visitplan.storage.trail import Act
from visitplan.web.exchange import Here
from visitplan.web.guarding import Doors, may
from visitplan.web.parts import Entry, Part

doors = Doors()
A_PAGE = 100


class NewBranch(BaseModel):
    """A branch to be added."""

    id: str = Field(min_length=1, max_length=64)
    name: str = Field(min_length=1, max_length=200)
    time_zone: str = Field(max_length=64)


class Change(NamedTuple):
    """A field that an act changed."""

    name: str
    before: str
    after: str


@doors.get("/house")
@may("see the house")
def show_house(here: Here) -> Response:
    """Show the branches, and whether the database is well."""
    return _house(here, NewBranch.model_construct(id="", name="", time_zone=""))


@doors.post("/house/branches")
@may("manage people")
def add_branch(here: Here, asked: Annotated[NewBranch, Form()]) -> Response:
    """Add a branch."""
    with here.write() as connection:
        is_taken = branches.find(connection, asked.id) is not None
        wrong = "id" if is_taken or asked.id != asked.id.strip() else _wrong_zone(asked)
        if not wrong:
            branches.add(connection, Branch(asked.id, asked.name.strip(), asked.time_zone))
            here.record(
                connection, "add", "branch", asked.id,
                branch_id=asked.id, after={"time_zone": asked.time_zone},
            )  # fmt: skip
    return _house(here, asked, wrong) if wrong else here.redirect("/house")


def _wrong_zone(asked: NewBranch) -> str:
    return "" if asked.time_zone in zoneinfo.available_timezones() else "time_zone"


def _house(here: Here, asked: NewBranch, wrong: str = "") -> Response:
    with here.read() as connection:
        known = branches.every(connection)
    return here.page(
        "house.html.j2",
        status=422 if wrong else 200,
        branches=known,
        asked=asked,
        wrong=wrong,
        signs=examine(here.house.database, at=here.now),
    )


@doors.get("/trail")
@may("see the house")
def show_trail(here: Here, before: Annotated[int | None, Query(ge=1, lt=2**63)] = None) -> Response:
    """Show a page of the audit trail, the newest first."""
    with here.read() as connection:
        entries = trail.newest(connection, before=before, most=A_PAGE)
        logins = {user.id: user.login for user in users.every(connection)}
    is_more = len(entries) == A_PAGE and entries[-1].seq > 1
    return here.page(
        "trail.html.j2",
        entries=[(entry, tuple(_changes(entry.act))) for entry in entries],
        logins=logins,
        older=entries[-1].seq if is_more else None,
    )


def _changes(act: Act) -> Iterator[Change]:
    before, after = act.before or {}, act.after or {}
    for name in sorted({*before, *after}):
        yield Change(name, _shown(before.get(name)), _shown(after.get(name)))


def _shown(value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "–"
    return "–" if value is None else str(value)


PART = Part(
    doors,
    entries=(
        Entry("see the house", "/house", "The house"),
        Entry("see the house", "/trail", "Audit trail"),
    ),
)
