"""What webhooks are told of: entries of the audit trail, as messages in the outbox.

The trail is written in the transaction of every change and is never changed itself; so whatever
happened is told, once, even if the process died right after. A message holds ids and codes; who
wants to know more asks the API, with a key.
"""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

from pydantic import AwareDatetime

from visitplan.domain.value import Value
from visitplan.storage import days, deliveries, outcomes, plans, trail, webhooks
from visitplan.storage.database import Connection
from visitplan.storage.deliveries import NewDelivery
from visitplan.storage.trail import Entry
from visitplan.storage.webhooks import Webhook

EventName = Literal["plan.published", "visit.withdrawn", "outcome.recorded", "hold.set"]
AT_ONCE = 500
"""Entries of the trail that are looked at in one transaction."""


class Message(Value):
    """What every message says: which event, when, of which branch."""

    type: EventName
    at: AwareDatetime
    branch_id: str


class PlanPublished(Message):
    """A plan counts from now on; agents' links lead to it."""

    plan_id: str
    day_id: str
    version: int


class VisitWithdrawn(Message):
    """A visit on a published route takes place no more."""

    case_id: str
    plan_id: str
    day_id: str


class OutcomeRecorded(Message):
    """An agent reported what came of a visit; `number` is that of the report in the API."""

    case_id: str
    code: str
    number: int


class HoldSet(Message):
    """Nobody goes to a case any more, and why."""

    case_id: str
    hold: str


EVENTS: Mapping[EventName, type[Message]] = MappingProxyType(
    {
        "plan.published": PlanPublished,
        "visit.withdrawn": VisitWithdrawn,
        "outcome.recorded": OutcomeRecorded,
        "hold.set": HoldSet,
    }
)
_BY_ACT: Mapping[tuple[str, str], EventName] = MappingProxyType(
    {
        ("publish", "plan"): "plan.published",
        ("take off", "visit"): "visit.withdrawn",
        ("report", "case"): "outcome.recorded",
        ("hold", "case"): "hold.set",
    }
)


class Told(NamedTuple):
    """A message as it goes into the outbox."""

    seq: int
    event: EventName
    branch_id: str
    body: str


def fill_outbox(connection: Connection, *, at: datetime, new_id: Callable[[], str]) -> int:
    """Put what happened since into the outbox of each webhook; return how many messages."""
    return sum(_fill(connection, webhook, at, new_id) for webhook in webhooks.behind(connection))


def _fill(connection: Connection, webhook: Webhook, at: datetime, new_id: Callable[[], str]) -> int:
    entries = list(trail.entries(connection, after=webhook.told_seq, most=AT_ONCE))
    if not entries or not webhooks.note_told(connection, webhook, through=entries[-1].seq):
        return 0
    told = (message for entry in entries if (message := _told(connection, entry)))
    return sum(
        deliveries.add(
            connection,
            NewDelivery(new_id(), webhook.id, each.seq, each.event, each.body),
            at=at,
        )
        for each in told
        if each.branch_id == webhook.branch_id and each.event in webhook.events
    )


def _told(connection: Connection, entry: Entry) -> Told | None:
    """Return what an entry is told as; None where nobody outside hears of such a thing."""
    event = _BY_ACT.get((entry.act.what, entry.act.kind))
    found = _facts(connection, entry, event) if event else None
    if event is None or found is None:
        return None
    message = EVENTS[event](type=event, at=entry.act.at, **found)
    return Told(entry.seq, event, message.branch_id, message.model_dump_json())


def _facts(connection: Connection, entry: Entry, event: EventName) -> dict[str, Any] | None:
    act, after = entry.act, entry.act.after or {}
    case = {"case_id": act.object_id, "branch_id": act.branch_id}
    match event:
        case "plan.published":
            return _published(connection, act.object_id)
        case "outcome.recorded":
            return _reported(connection, act.object_id, after)
        case "visit.withdrawn":
            return case | {name: after[name] for name in ("plan_id", "day_id")}
        case "hold.set":
            return case | {"hold": after["hold"]}


def _published(connection: Connection, plan_id: str) -> dict[str, Any] | None:
    plan = plans.head(connection, plan_id)
    day = days.head(connection, plan.day_id) if plan else None
    if plan is None or day is None:
        return None
    facts = {"plan_id": plan_id, "day_id": day.id, "version": plan.version}
    return {"branch_id": day.branch_id, **facts}


def _reported(
    connection: Connection, case_id: str, after: Mapping[str, Any]
) -> dict[str, Any] | None:
    report = outcomes.numbered(connection, after["seq"])
    plan = _published(connection, report.plan_id) if report else None
    if report is None or plan is None:
        return None
    facts = {"case_id": case_id, "code": report.code, "number": report.seq}
    return {"branch_id": plan["branch_id"], **facts}
