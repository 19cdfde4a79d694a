"""A lender's program: its key, its day, and what it sends."""

import itertools
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any

import httpx
from web_house import Served

from sample_plan import a_sample
from visitplan.app.kept.kept_days import Importing, import_day
from visitplan.domain.plan import Plan
from visitplan.intake.template import write_template
from visitplan.render.exports.plan_file import plan_json
from visitplan.storage import api_keys, plans
from visitplan.storage.api_keys import ApiKey
from visitplan.storage.plans import NewPlan
from visitplan.web.api.keys import SCOPES, new_key
from visitplan.web.house import House
from visitplan.web.tokens import hash_of

DAY = "day-1"
_numbers = itertools.count(1)


def a_key(house: House, *scopes: str, branch: str = "north", **changes: Any) -> str:
    """Make a key, of every scope if none is named, and return it as its program knows it."""
    token = new_key()
    made: dict[str, Any] = {
        "id": f"key-{next(_numbers)}",
        "name": "core system",
        "key_sha256": hash_of(token),
        "branch_id": branch,
        "scopes": frozenset(scopes or SCOPES),
        "created_at": house.clock(),
        "expires_at": house.clock() + timedelta(days=90),
    }
    with house.database.write() as connection:
        api_keys.add(connection, ApiKey(**made | changes))
    return token


def a_program(served: Served, *scopes: str, **changes: Any) -> httpx.Client:
    """Return a client that comes with a key."""
    token = a_key(served.house, *scopes, **changes)
    headers = {"authorization": f"Bearer {token}"}
    return httpx.Client(base_url=f"{served.url}/api/v1", headers=headers)


def a_day(house: House, folder: Path, *, branch: str = "north", day_id: str = DAY) -> str:
    """Keep the template's day, of today, for a branch."""
    write_template(folder, today=house.clock().date())
    settings = folder / "day.toml"
    text = settings.read_text(encoding="utf-8")
    engine = '[streets]\nengine = "beeline"'
    settings.write_text(text.replace("[streets]", engine), encoding="utf-8")
    with house.database.write() as connection:
        import_day(connection, folder, Importing(branch, day_id, "somebody", house.clock()))
    return day_id


def a_published_plan(
    house: House, plan: Plan, *, plan_id: str = "p1", parent: str | None = None, day_id: str = DAY
) -> str:
    """Keep a plan and let it count."""
    with house.database.write() as connection:
        new = NewPlan(plan_id, day_id, parent, 1, plan_json(plan), {})
        plans.add(connection, new, at=house.clock(), by="somebody")
        plans.publish(connection, plan_id, at=house.clock(), by="somebody")
    return plan_id


def a_case(case_id: str = "X1", **changes: Any) -> dict[str, Any]:
    """Return a case as a core system sends it."""
    return {
        "case_id": case_id,
        "lat": 60.1702,
        "lon": 24.9411,
        "status": "approved",
        "approved_by": "b.virtanen",
        "approved_at": "2026-11-20",
        "approved_until": "2027-01-31",
    } | changes


def a_plan_with(case_ids: Sequence[str]) -> Plan:
    """Return a plan that looks real, with these cases at the first stops of its routes."""
    (plan, _, _), left = a_sample(), list(case_ids)
    routes = []
    for route in plan.routes:
        mine, left = left[: len(route.stops)], left[len(route.stops) :]
        stops = [
            stop.model_copy(update={"case_id": case_id})
            for stop, case_id in zip(route.stops, mine, strict=False)
        ]
        stops = (*stops, *route.stops[len(stops) :])
        routes.append(route.model_copy(update={"stops": stops}))
    return plan.model_copy(update={"routes": tuple(routes)})
