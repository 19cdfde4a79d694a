"""A small day in a database, with a plan drawn up by hand that breaks no rule."""

from datetime import datetime
from pathlib import Path

from visitplan.app.kept.kept_days import Importing, import_day
from visitplan.app.opening import open_day
from visitplan.app.surroundings import Surroundings
from visitplan.by_hand.reasons import with_reasons
from visitplan.by_hand.story import price_by_hand
from visitplan.domain.day import HandRoute
from visitplan.domain.plan import Plan
from visitplan.intake.template import write_template
from visitplan.render.exports.plan_file import plan_json, read_plan
from visitplan.storage import days, plans
from visitplan.storage.database import Database
from visitplan.storage.plans import NewPlan, PlanHead

DAY = "day-1"
EVIL = "<img src=x onerror=PWN=1>{{7*7}}'\"</script>"
ROUTES = (
    HandRoute(shift_id="A01/1", case_ids=("C005", "C003", "C004")),
    HandRoute(shift_id="A02/1", case_ids=("C002",)),
)


def a_planned_day(
    database: Database, folder: Path, at: datetime, *, branch: str = "north", day_id: str = DAY
) -> str:
    """Import the template's day, as the crow flies, with hostile names; return its plan's id."""
    write_template(folder, today=at.date())
    _change(folder / "day.toml", "[streets]", '[streets]\nengine = "beeline"')
    quoted = EVIL.replace('"', '""')
    _change(folder / "agents.csv", "Agent 02", f'"{quoted}"')
    _change(folder / "cases.csv", "Keskuskatu 1,,", f'"{quoted}",60.1702,24.9427')
    with database.write() as connection:
        import_day(connection, folder, Importing(branch, day_id, "somebody", at))
    opened = open_day(folder, Surroundings(folder))
    day, provenance = opened.reading.day, opened.provenance
    planned = price_by_hand(day, opened.travel, ROUTES, provenance=provenance)
    return keep(database, with_reasons(planned).plan, at, day_id=day_id).id


def keep(
    database: Database, plan: Plan, at: datetime, *, parent: str | None = None, day_id: str = DAY
) -> PlanHead:
    """Keep a plan as a draft of the day."""
    with database.write() as connection:
        day = days.head(connection, day_id)
        assert day is not None
        number = len(plans.heads(connection, day_id)) + 1
        manifest = plan.manifest.model_dump(mode="json")
        new = NewPlan(f"{day_id}-{number}", day_id, parent, day.version, plan_json(plan), manifest)
        return plans.add(connection, new, at=at, by="somebody")


def plan_of(database: Database, plan_id: str) -> Plan:
    """Return a plan as it was kept."""
    with database.read() as connection:
        return read_plan(plans.document(connection, plan_id) or "")


def _change(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")
