"""Whom to tell that somebody else comes, at another time, or nobody: until the ledger knows it."""

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from visitplan.app.kept.benches import Bench
from visitplan.app.kept.day_forms import form_of
from visitplan.app.kept.follow_reports import tell_ledger
from visitplan.domain.change import Change
from visitplan.domain.contact import Channel, Contact
from visitplan.domain.plan import Plan
from visitplan.render.exports.plan_file import read_plan
from visitplan.routing.stability import NOTICEABLE
from visitplan.storage import days, plans, trail
from visitplan.storage.plans import PlanHead
from visitplan.storage.trail import Act
from visitplan.underway.changes import changes_between
from visitplan.underway.moment import second_of

if TYPE_CHECKING:
    from sqlalchemy import Connection


class Notice(NamedTuple):
    """A visit announced otherwise than it is planned now; ``told_at`` once the customer knows."""

    change: Change
    told_at: datetime | None


class Told(NamedTuple):
    """Who told a customer of which visit, by which channel, when."""

    case_id: str
    channel: Channel
    by: str
    at: datetime


def announced_plan(connection: "Connection", plan: PlanHead) -> tuple[PlanHead, Plan] | None:
    """Return the plan that was published before this one; None where this is the first."""
    while plan.parent_id is not None:
        before = plans.head(connection, plan.parent_id)
        if before is None:
            return None
        if before.published_at is not None:
            return before, read_plan(plans.document(connection, before.id) or "")
        plan = before
    return None


def notices_of(bench: Bench, announced: Plan) -> tuple[Notice, ...]:
    """Return whom a published plan owes a notice, sorted by case; those already told as well."""
    since = bench.shown.plan.published_at
    if since is None:
        return ()
    changes = changes_between(announced, bench.plan, now=second_of(since), noticeable=NOTICEABLE)
    return tuple(
        Notice(each, _told_at(bench, each.case_id, since)) for each in changes if each.notice_owed
    )


def _told_at(bench: Bench, case_id: str, since: datetime) -> datetime | None:
    """Return when somebody was told after a moment, by the day's ledger."""
    told = (
        contact.at
        for contact in bench.day.contacts
        if contact.case_id == case_id
        and contact.channel != "visit"
        and second_of(contact.at) >= second_of(since)
    )
    return min(told, default=None, key=second_of)


def tell(connection: "Connection", bench: Bench, told: Told) -> None:
    """Write into the ledger that a customer was told of the visit as it is planned now.

    Raises ConflictError where the day was changed since it was opened, KeyError for a case that
    it does not have.
    """
    shown, case = bench.shown, {case.id: case for case in bench.day.cases}[told.case_id]
    coming = {s.case_id: route.agent_id for route in bench.plan.routes for s in route.stops}
    contact = Contact(
        case_id=case.id,
        at=told.at.astimezone(bench.day.time_zone).replace(microsecond=0),
        channel=told.channel,
        reached=True,
        debtor=case.debtor,
        household=case.household,
        notice=case.id in coming,
        names_agent=coming.get(case.id),
    )
    days.advance(connection, shown.day.id, seen=shown.day.version, at=told.at)
    form = form_of(connection, shown.day.id)
    tell_ledger(connection, shown.day, form, [contact], at=told.at)
    after = {"plan": shown.plan.id, "channel": told.channel}
    act = Act(told.at, told.by, "tell", "case", case.id, shown.day.branch_id, after=after)
    trail.append(connection, act)
