"""What hand-made routes cost, and what they break."""

from pathlib import Path
from typing import NamedTuple

from visitplan.app.opening import open_day
from visitplan.app.plan_files import PLAN_FILE, load_plan
from visitplan.app.surroundings import Surroundings
from visitplan.by_hand.story import price_by_hand
from visitplan.domain.day import Day
from visitplan.domain.plan import Cost, Plan
from visitplan.domain.violation import Violation
from visitplan.intake.hand_routes import read_routes
from visitplan.verification.verifier import verify as verify_plan


class Comparison(NamedTuple):
    """The plan to compare with: a file, or else what is published for the day in a folder."""

    plan_file: Path | None = None
    published: Path | None = None


class Priced(NamedTuple):
    """Hand-made routes with their cost and everything they break, beside a plan's cost."""

    day: Day
    plan: Plan
    violations: tuple[Violation, ...]
    compared: Cost | None


def cost(
    folder: Path,
    routes_file: Path,
    surroundings: Surroundings,
    comparison: Comparison | None = None,
) -> Priced:
    """Price and check hand-made routes, beside a plan's cost where there is one to compare with."""
    beside = comparison or Comparison()
    named = load_plan(beside.plan_file) if beside.plan_file else None
    opened = open_day(folder, surroundings)
    routes = read_routes(routes_file, opened.reading.day)
    hand = price_by_hand(opened.reading.day, opened.travel, routes, provenance=opened.provenance)
    compared = named or _published(beside.published, like=hand.plan)
    return Priced(hand.day, hand.plan, verify_plan(*hand), compared.cost if compared else None)


def _published(folder: Path | None, *, like: Plan) -> Plan | None:
    """Return the day's plan from a folder of published plans, if it came of the same input."""
    file = folder / like.date.isoformat() / PLAN_FILE if folder else None
    if file is None or not file.is_file():
        return None
    plan = load_plan(file)
    return plan if plan.manifest.inputs == like.manifest.inputs else None
