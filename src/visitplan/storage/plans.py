"""Plans of a day: versions that never change, one of which counts."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, Row, bindparam, func, insert, select, update

from visitplan.errors import ConflictError
from visitplan.storage import trail
from visitplan.storage.schema.days import days
from visitplan.storage.schema.plans import plans
from visitplan.storage.trail import Act

PlanState = Literal["draft", "published", "superseded", "discarded"]


class PlanHead(NamedTuple):
    """What is known of a plan without opening it.

    ``version`` counts the plans of the day from 1; ``parent_id`` is the one it was made from;
    ``day_version`` says which inputs it was made of; ``sha256`` is that of its document.
    """

    id: str
    day_id: str
    version: int
    parent_id: str | None
    day_version: int
    sha256: str
    manifest: Mapping[str, Any]
    state: PlanState
    made_at: datetime
    made_by: str
    published_at: datetime | None
    published_by: str | None


class NewPlan(NamedTuple):
    """A plan to be kept: ``document`` is plan.json, byte for byte."""

    id: str
    day_id: str
    parent_id: str | None
    day_version: int
    document: str
    manifest: Mapping[str, Any]


_HEAD = [column for column in plans.c if column.name != "document"]
_NAMED = plans.alias("named")
_OF_ITS_DAY = (
    select(*_HEAD)
    .join_from(plans, _NAMED, plans.c.day_id == _NAMED.c.day_id)
    .where(_NAMED.c.id == bindparam("id"))
)
_BESIDE = _OF_ITS_DAY.order_by(plans.c.version.desc())
_LEADING = _OF_ITS_DAY.where(
    (plans.c.state == "published") | (plans.c.id == bindparam("id"))
).order_by(plans.c.state != "published")
_BY_ID = select(*_HEAD).where(plans.c.id == bindparam("id"))


def add(connection: Connection, new: NewPlan, *, at: datetime, by: str) -> PlanHead:
    """Keep a plan as a draft, the next version of its day."""
    connection.execute(select(days.c.id).where(days.c.id == new.day_id).with_for_update())
    connection.execute(
        insert(plans).values(
            **new._asdict(),
            version=_newest(connection, new.day_id) + 1,
            sha256=sha256_of(new.document),
            state="draft",
            made_at=at,
            made_by=by,
        )
    )
    return _required(connection, new.id)


def publish(
    connection: Connection, plan_id: str, *, at: datetime, by: str, reason: str | None = None
) -> PlanHead:
    """Make a draft the plan that counts; the one that did is superseded. The trail tells of it.

    Raises ConflictError where it is no draft (any more), or was not made from the plan that
    counts now.
    """
    new = _required(connection, plan_id)
    connection.execute(select(days.c.id).where(days.c.id == new.day_id).with_for_update())
    standing = current(connection, new.day_id)
    if standing and new.parent_id != standing.id:
        raise ConflictError(
            f"version {standing.version} of the plan was published meanwhile: "
            f"version {new.version} does not follow from it"
        )
    if standing:
        _move(connection, standing.id, "published", {"state": "superseded"})
    _move(
        connection,
        plan_id,
        "draft",
        {"state": "published", "published_at": at, "published_by": by},
    )
    before = {"plan": standing.id} if standing else None
    after = {"plan": plan_id, "version": new.version, "sha256": new.sha256}
    act = Act(at, by, "publish", "plan", plan_id, reason=reason, before=before, after=after)
    trail.append(connection, act)
    return _required(connection, plan_id)


def discard(connection: Connection, plan_id: str) -> None:
    """Put a draft aside; ConflictError where it is none (any more)."""
    _move(connection, plan_id, "draft", {"state": "discarded"})


def current(connection: Connection, day_id: str) -> PlanHead | None:
    """Return the published plan of a day that counts; None where there is none."""
    mine = (plans.c.day_id == day_id, plans.c.state == "published")
    return _head(connection.execute(select(*_HEAD).where(*mine)).first())


def leading(connection: Connection, plan_id: str) -> PlanHead | None:
    """Return the plan that counts of the day of this one, this one itself where none does."""
    return _head(connection.execute(_LEADING, {"id": plan_id}).first())


def head(connection: Connection, plan_id: str) -> PlanHead | None:
    """Return a plan's head; None where there is none of this id."""
    return _head(connection.execute(_BY_ID, {"id": plan_id}).first())


def heads(connection: Connection, day_id: str) -> tuple[PlanHead, ...]:
    """Return all plans of a day, the newest first."""
    chosen = select(*_HEAD).where(plans.c.day_id == day_id).order_by(plans.c.version.desc())
    return tuple(found for row in connection.execute(chosen) if (found := _head(row)))


def heads_beside(connection: Connection, plan_id: str) -> tuple[PlanHead, ...]:
    """Return all plans of the day that a plan is of, the newest first."""
    rows = connection.execute(_BESIDE, {"id": plan_id})
    return tuple(found for row in rows if (found := _head(row)))


def document(connection: Connection, plan_id: str) -> str | None:
    """Return plan.json, byte for byte as it was kept; None where there is no such plan."""
    chosen = select(plans.c.document).where(plans.c.id == plan_id)
    found: str | None = connection.execute(chosen).scalar_one_or_none()
    return found


def sha256_of(document: str) -> str:
    """Return the SHA-256 of a document, in hexadecimal."""
    return hashlib.sha256(document.encode()).hexdigest()


def _move(
    connection: Connection, plan_id: str, state: PlanState, changes: Mapping[str, Any]
) -> None:
    standing = (plans.c.id == plan_id, plans.c.state == state)
    if not connection.execute(update(plans).where(*standing).values(**changes)).rowcount:
        raise ConflictError(f"the plan is not {state} any more")


def _newest(connection: Connection, day_id: str) -> int:
    newest = select(func.max(plans.c.version)).where(plans.c.day_id == day_id)
    return connection.execute(newest).scalar_one() or 0


def _required(connection: Connection, plan_id: str) -> PlanHead:
    found = head(connection, plan_id)
    if found is None:
        raise ConflictError("there is no such plan (any more)")
    return found


def _head(row: Row[Any] | None) -> PlanHead | None:
    return None if row is None else PlanHead(**row._asdict())
