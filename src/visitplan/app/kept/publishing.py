"""Publishing a plan: only a verified one, for a reason; the agents' links lead to it at once."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from visitplan.app.kept.day_at_hand import read_inputs
from visitplan.app.kept.plan_at_hand import KeptPlan, at_hand
from visitplan.app.surroundings import Surroundings
from visitplan.domain.agent import Shift
from visitplan.domain.plan import Plan
from visitplan.errors import ConflictError, VerificationError
from visitplan.render.exports.plan_file import read_plan
from visitplan.storage import days, links, plans
from visitplan.storage.links import Link
from visitplan.storage.plans import NewPlan, PlanHead

if TYPE_CHECKING:
    from sqlalchemy import Connection

AFTER_THE_SHIFT = timedelta(hours=2)
"""How long a link outlives the end of its agent's last shift."""


class Publishing(NamedTuple):
    """Who publishes, when and why; ``token`` makes a secret and its hash, ``new_id`` an id."""

    by: str
    at: datetime
    reason: str
    token: Callable[[], tuple[str, str]]
    new_id: Callable[[], str]


class HandedOut(NamedTuple):
    """A new link: its token is known this once."""

    link: Link
    token: str


class Published(NamedTuple):
    """The plan that counts now, and the links that were made for agents who had none."""

    head: PlanHead
    handed_out: tuple[HandedOut, ...]


def require_true(kept: KeptPlan, surroundings: Surroundings) -> None:
    """Verify a plan against its day as it stands now; VerificationError where it breaks a rule."""
    broken = at_hand(kept, surroundings).verified.violations
    if broken:
        raise VerificationError(broken)


def publish(connection: "Connection", kept: KeptPlan, publishing: Publishing) -> Published:
    """Make a verified draft the plan that counts, and lead every agent of it there.

    Raises ConflictError where the day was changed since it was verified, or the plan is no draft
    that follows from the one that counts.
    """
    day = days.head(connection, kept.head.day_id)
    if day is None or day.version != kept.day_version:
        raise ConflictError("the day was changed while the plan was verified: try again")
    before = plans.current(connection, day.id)
    head = plans.publish(
        connection, kept.head.id, at=publishing.at, by=publishing.by, reason=publishing.reason
    )
    led = _lead_on(connection, before, kept, publishing.at)
    missing = [agent for agent in agents_of(kept.plan) if agent not in led]
    made = tuple(hand_out(connection, kept, agent, publishing) for agent in missing)
    return Published(head, made)


def agents_of(plan: Plan) -> tuple[str, ...]:
    """Return the ids of all who are on a route, sorted."""
    return tuple(sorted({agent for route in plan.routes for agent in route.crew}))


def hand_out(
    connection: "Connection", kept: KeptPlan, agent_id: str, publishing: Publishing
) -> HandedOut:
    """Make a link for an agent, good until two hours after his last shift of the day."""
    token, sha256 = publishing.token()
    link = Link(
        id=publishing.new_id(),
        token_sha256=sha256,
        plan_id=kept.head.id,
        agent_id=agent_id,
        created_at=publishing.at,
        expires_at=_last_end(_shifts(kept), kept.plan, agent_id) + AFTER_THE_SHIFT,
    )
    links.add(connection, link)
    return HandedOut(link, token)


def _shifts(kept: KeptPlan) -> Sequence[Shift]:
    return read_inputs(kept.inputs).day.shifts


def _last_end(shifts: Sequence[Shift], plan: Plan, agent_id: str, *least: datetime) -> datetime:
    """Return when an agent's day ends: with his last shift, or his last route if that is later."""
    ends = [shift.hours.closing for shift in shifts if shift.agent_id == agent_id]
    return max([*least, *ends, *(route.ends for route in plan.routes if agent_id in route.crew)])


def _lead_on(
    connection: "Connection", before: PlanHead | None, kept: KeptPlan, at: datetime
) -> frozenset[str]:
    """Let the good links of the plan that counted lead to its successor; return whose they are.

    Where an agent's day ends later by it, so does the link.
    """
    good = list(good_links(links.of_plan(connection, before.id), at)) if before else []
    shifts = _shifts(kept) if good else ()
    for link in good:
        ends = _last_end(shifts, kept.plan, link.agent_id, link.expires_at - AFTER_THE_SHIFT)
        links.move(connection, link, kept.head.id, expires_at=ends + AFTER_THE_SHIFT)
    return frozenset(link.agent_id for link in good)


def good_links(known: Sequence[Link], at: datetime) -> Iterator[Link]:
    """Yield the links that may still be used."""
    yield from (link for link in known if link.revoked_at is None and link.expires_at > at)


def revoke_all_of(connection: "Connection", plan_id: str, agent_id: str, *, at: datetime) -> int:
    """End every link of an agent to a plan, and what it opened; return how many there were."""
    mine = [link for link in links.of_plan(connection, plan_id) if link.agent_id == agent_id]
    return sum(links.revoke(connection, link.id, at=at) for link in mine)


def again(
    connection: "Connection", earlier: PlanHead, *, new_id: str, by: str, at: datetime
) -> PlanHead:
    """Keep an earlier plan once more, as a draft that follows from the one that counts."""
    document = plans.document(connection, earlier.id) or ""
    standing = plans.current(connection, earlier.day_id)
    new = NewPlan(
        id=new_id,
        day_id=earlier.day_id,
        parent_id=standing.id if standing else None,
        day_version=earlier.day_version,
        document=document,
        manifest=earlier.manifest,
    )
    read_plan(document)
    return plans.add(connection, new, at=at, by=by)
