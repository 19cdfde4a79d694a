"""What the paths of the routes speak of, made for a branch: a value for each path parameter."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sample_plan import a_sample
from visitplan.render.exports.plan_file import plan_json
from visitplan.storage import (
    api_keys,
    comparisons,
    days,
    deliveries,
    jobs,
    plans,
    tables,
    users,
    webhooks,
)
from visitplan.storage.api_keys import ApiKey
from visitplan.storage.deliveries import NewDelivery
from visitplan.storage.jobs import NewJob
from visitplan.storage.plans import NewPlan
from visitplan.storage.users import NewUser
from visitplan.storage.webhooks import NewWebhook

if TYPE_CHECKING:
    from sqlalchemy import Connection

A_DAY = timedelta(days=1)
NOTHING = {"scenarios": ""}
OF_THE_WHOLE_HOUSE = frozenset({"user_id", "key_id"})
"""Parameters whose things belong to no branch, so that there are no foreign ones."""


def make_things(connection: "Connection", branch_id: str, at: datetime) -> Mapping[str, str]:
    """Make one of everything in a branch and return its ids by path parameter."""
    user = users.add(
        connection, NewUser(f"user-of-{branch_id}", f"user of {branch_id}", "admin"), at=at
    )
    day_id, plan_id = f"day-of-{branch_id}", f"plan-of-{branch_id}"
    days.begin(connection, day_id=day_id, branch_id=branch_id, on=at.date(), at=at)
    plans.add(connection, NewPlan(plan_id, day_id, None, 1, "{}", {}), at=at, by=user.id)
    tables.put_file(connection, day_id, "day.toml", b"# nothing is settled yet\n")
    jobs.enqueue(connection, NewJob(f"job-of-{branch_id}", day_id, user.id, {}), at=at)
    comparison_id = f"comparison-of-{branch_id}"
    jobs.enqueue(connection, NewJob(comparison_id, day_id, user.id, NOTHING, "comparison"), at=at)
    comparisons.keep(connection, comparison_id, {"scenarios.json": b"{}"})
    return {
        "user_id": user.id,
        "day_id": day_id,
        "plan_id": plan_id,
        "job_id": f"job-of-{branch_id}",
        "comparison_id": comparison_id,
        "table": "cases",
        "name": "day.toml",
        "file": "plan.json",
        **_of_programs(connection, branch_id, at),
    }


def _of_programs(connection: "Connection", branch_id: str, at: datetime) -> Mapping[str, str]:
    """Make what the API speaks of: a day whose plan was published, webhooks, a message, a key."""
    day_id, plan_id = f"published-day-of-{branch_id}", f"published-of-{branch_id}"
    days.begin(connection, day_id=day_id, branch_id=branch_id, on=at.date() + A_DAY, at=at)
    plan, _, _ = a_sample()
    new = NewPlan(plan_id, day_id, None, 1, plan_json(plan), {})
    plans.add(connection, new, at=at, by="somebody")
    plans.publish(connection, plan_id, at=at, by="somebody")
    for webhook_id in (f"webhook-of-{branch_id}", f"ending-webhook-of-{branch_id}"):
        url, wanted = "https://hooks.example/", frozenset({"hold.set"})
        hook = NewWebhook(webhook_id, branch_id, url, "whsec_c2VjcmV0", wanted)
        webhooks.add(connection, hook, at=at)
    told = NewDelivery(f"message-of-{branch_id}", f"webhook-of-{branch_id}", 1, "hold.set", "{}")
    deliveries.add(connection, told, at=at)
    key = ApiKey(f"key-of-{branch_id}", "core", branch_id, branch_id, frozenset({"read plans"}), at)
    api_keys.add(connection, key)
    return {
        "published_day_id": day_id,
        "published_plan_id": plan_id,
        "webhook_id": f"webhook-of-{branch_id}",
        "ending_webhook_id": f"ending-webhook-of-{branch_id}",
        "delivery_id": told.id,
        "key_id": key.id,
    }


def spoken_of(path: str, method: str, things: Mapping[str, str]) -> Mapping[str, str]:
    """Return the things that a route is called for: the API knows of published plans alone."""
    chosen = dict(things)
    if path.startswith("/api/"):
        chosen |= {name: things[f"published_{name}"] for name in ("day_id", "plan_id")}
    if path.startswith("/comparisons/"):
        chosen["file"] = "scenarios.json"
    if method == "DELETE":
        chosen["webhook_id"] = things["ending_webhook_id"]
    return chosen
