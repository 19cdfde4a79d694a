"""Keys by which a lender's programs come in, as an administrator makes and ends them."""

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated, Any, Literal

from fastapi import Form
from pydantic import BaseModel, Field
from starlette.responses import Response

from visitplan.storage import api_keys, branches
from visitplan.storage.api_keys import ApiKey
from visitplan.web.api.keys import SCOPES, new_key
from visitplan.web.exchange import Here
from visitplan.web.guarding import Doors, may
from visitplan.web.parts import Entry, Part
from visitplan.web.permission import Thing
from visitplan.web.tokens import hash_of

if TYPE_CHECKING:
    from sqlalchemy import Connection

doors = Doors(prefix="/keys")
Scope = Literal[
    "send cases",
    "plan days",
    "publish for agents",
    "read plans",
    "read outcomes",
    "hear of events",
]


class NewKey(BaseModel):
    """A key to be made; ``days`` is how long it is good."""

    name: str = Field(max_length=100)
    branch: str = Field(max_length=64)
    scope: list[Scope] = Field(default=[], max_length=len(SCOPES))
    days: int = Field(default=90, ge=1, le=730)


def key_of_path(connection: "Connection", path: Mapping[str, Any]) -> Thing | None:
    """Find the key that a path speaks of: keys are the whole house's to manage."""
    return Thing(None) if api_keys.find(connection, path["key_id"]) else None


@doors.get("")
@may("manage keys")
def list_keys(here: Here) -> Response:
    """List all keys, good or not."""
    return _page(here, NewKey.model_construct(name="", branch="", scope=[], days=90))


@doors.post("")
@may("manage keys")
def make_key(here: Here, asked: Annotated[NewKey, Form()]) -> Response:
    """Make a key and show it, once."""
    token = new_key()
    with here.write() as connection:
        wrong = _fault(connection, asked)
        if not wrong:
            key = _keep(here, connection, asked, token)
            after = {"scopes": sorted(key.scopes), "expires_at": str(key.expires_at)}
            branch = key.branch_id
            here.record(connection, "make", "key", key.id, branch_id=branch, after=after)
    if wrong:
        return _page(here, asked, wrong=wrong)
    blank = NewKey.model_construct(name="", branch="", scope=[], days=90)
    return _page(here, blank, token=token)


@doors.post("/{key_id}/end")
@may("manage keys", of=key_of_path)
def end_key(here: Here, key_id: str) -> Response:
    """End a key at once; its webhooks go on until they are ended."""
    with here.write() as connection:
        if api_keys.revoke(connection, key_id, at=here.now):
            here.record(connection, "end", "key", key_id)
    return here.redirect("/keys")


def _fault(connection: "Connection", asked: NewKey) -> str:
    if not asked.name.strip() or not asked.name.isprintable():
        return "name"
    if branches.find(connection, asked.branch) is None:
        return "branch"
    return "" if asked.scope else "scope"


def _keep(here: Here, connection: "Connection", asked: NewKey, token: str) -> ApiKey:
    key = ApiKey(
        id=here.new_id(),
        name=asked.name.strip(),
        key_sha256=hash_of(token),
        branch_id=asked.branch,
        scopes=frozenset(asked.scope),
        created_at=here.now,
        expires_at=here.now + timedelta(days=asked.days),
    )
    api_keys.add(connection, key)
    return key


def _page(here: Here, asked: NewKey, *, wrong: str = "", token: str = "") -> Response:
    with here.read() as connection:
        keys = api_keys.every(connection)
        known = branches.every(connection)
    return here.page(
        "keys.html.j2",
        status=422 if wrong else 200,
        keys=sorted(keys, key=lambda key: not _is_good(key, here)),
        good=[key.id for key in keys if _is_good(key, here)],
        branches=known,
        names={branch.id: branch.name for branch in known},
        scopes=SCOPES,
        asked=asked,
        wrong=wrong,
        token=token,
    )


def _is_good(key: ApiKey, here: Here) -> bool:
    return key.revoked_at is None and (key.expires_at is None or key.expires_at > here.now)


PART = Part(doors, entries=(Entry("manage keys", "/keys", "API keys"),))
