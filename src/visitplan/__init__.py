"""The planner of lawful, humane field visits.

Everything below is the public API; each name is loaded when it is first asked for, so that
importing the package costs next to nothing.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visitplan.ahead.story import Ahead, plan_days
    from visitplan.app.branches.on_cluster import on_cluster
    from visitplan.app.branches.plan_all import BranchTerms, plan_all
    from visitplan.app.branches.workers import Workers, on_processes
    from visitplan.app.burden import burden_report
    from visitplan.app.check import Checked, check
    from visitplan.app.compare import ComparedScenarios, ComparisonTerms, compare_scenarios
    from visitplan.app.cost import Comparison, Priced, cost
    from visitplan.app.days import PlannedAhead, plan_ahead
    from visitplan.app.disagreements import repeat
    from visitplan.app.explain import Explained, explain
    from visitplan.app.geocode import Geocoded, geocode
    from visitplan.app.init import init
    from visitplan.app.opening import Opened, open_day, read_day
    from visitplan.app.plan import Planned, plan
    from visitplan.app.plan_files import load_plan
    from visitplan.app.replan import Remainder, Replanned, replan
    from visitplan.app.simulate import Simulation, simulate_plan
    from visitplan.app.staff import staff
    from visitplan.app.streets import (
        KeptStreets,
        add_streets,
        check_streets,
        list_streets,
        remove_streets,
        update_streets,
    )
    from visitplan.app.surroundings import Surroundings
    from visitplan.app.verify import Verified, verify
    from visitplan.app.vroom import VroomLimits, check_vroom, solve_vroom
    from visitplan.domain.agent import Agent, Shift
    from visitplan.domain.branch_plan import BranchReport
    from visitplan.domain.burden import Burden
    from visitplan.domain.case import Case
    from visitplan.domain.change import Change
    from visitplan.domain.day import Day
    from visitplan.domain.event import Event
    from visitplan.domain.finding import Finding
    from visitplan.domain.geocoding import AddressRecord
    from visitplan.domain.horizon import HorizonSettings
    from visitplan.domain.plan import Cost, Plan, Route, Stop, Unassigned
    from visitplan.domain.simulated import Simulated
    from visitplan.domain.staffing import StaffingCurve
    from visitplan.domain.street_report import StreetReport
    from visitplan.domain.violation import Violation
    from visitplan.domain.visit import Ineligible
    from visitplan.eligibility.inspecting import (
        check_pack_files,
        compare_packs,
        list_packs,
        show_pack,
    )
    from visitplan.errors import (
        DisagreementError,
        InputError,
        NoPlanError,
        OutputError,
        StorageError,
        TravelDataError,
        VerificationError,
        VisitplanError,
    )
    from visitplan.foresight.frontier import Weather
    from visitplan.foresight.story import plan_day
    from visitplan.intake.reading import Reading
    from visitplan.intake.schemas import schema, schemas
    from visitplan.planning.terms import PlannedDay, Progress, Provenance
    from visitplan.replanning.story import replan_day
    from visitplan.replanning.terms import Replan, ReplannedDay
    from visitplan.routing.repeating import Repeated
    from visitplan.travel.opening import open_travel
    from visitplan.vroom.story import Answered

__all__ = (
    "AddressRecord",
    "Agent",
    "Ahead",
    "Answered",
    "BranchReport",
    "BranchTerms",
    "Burden",
    "Case",
    "Change",
    "Checked",
    "ComparedScenarios",
    "Comparison",
    "ComparisonTerms",
    "Cost",
    "Day",
    "DisagreementError",
    "Event",
    "Explained",
    "Finding",
    "Geocoded",
    "HorizonSettings",
    "Ineligible",
    "InputError",
    "KeptStreets",
    "NoPlanError",
    "Opened",
    "OutputError",
    "Plan",
    "Planned",
    "PlannedAhead",
    "PlannedDay",
    "Priced",
    "Progress",
    "Provenance",
    "Reading",
    "Remainder",
    "Repeated",
    "Replan",
    "Replanned",
    "ReplannedDay",
    "Route",
    "Shift",
    "Simulated",
    "Simulation",
    "StaffingCurve",
    "Stop",
    "StorageError",
    "StreetReport",
    "Surroundings",
    "TravelDataError",
    "Unassigned",
    "VerificationError",
    "Verified",
    "Violation",
    "VisitplanError",
    "VroomLimits",
    "Weather",
    "Workers",
    "add_streets",
    "burden_report",
    "check",
    "check_pack_files",
    "check_streets",
    "check_vroom",
    "compare_packs",
    "compare_scenarios",
    "cost",
    "explain",
    "geocode",
    "init",
    "list_packs",
    "list_streets",
    "load_plan",
    "on_cluster",
    "on_processes",
    "open_day",
    "open_travel",
    "plan",
    "plan_ahead",
    "plan_all",
    "plan_day",
    "plan_days",
    "read_day",
    "remove_streets",
    "repeat",
    "replan",
    "replan_day",
    "schema",
    "schemas",
    "show_pack",
    "simulate_plan",
    "solve_vroom",
    "staff",
    "update_streets",
    "verify",
)

_HOMES = {
    "visitplan.ahead.story": ("Ahead", "plan_days"),
    "visitplan.app.burden": ("burden_report",),
    "visitplan.app.check": ("Checked", "check"),
    "visitplan.app.compare": ("ComparedScenarios", "ComparisonTerms", "compare_scenarios"),
    "visitplan.app.cost": ("Comparison", "Priced", "cost"),
    "visitplan.app.days": ("PlannedAhead", "plan_ahead"),
    "visitplan.app.disagreements": ("repeat",),
    "visitplan.app.explain": ("Explained", "explain"),
    "visitplan.app.geocode": ("Geocoded", "geocode"),
    "visitplan.app.init": ("init",),
    "visitplan.app.branches.on_cluster": ("on_cluster",),
    "visitplan.app.opening": ("Opened", "open_day", "read_day"),
    "visitplan.app.plan": ("Planned", "plan"),
    "visitplan.app.branches.plan_all": ("BranchTerms", "plan_all"),
    "visitplan.app.plan_files": ("load_plan",),
    "visitplan.app.replan": ("Remainder", "Replanned", "replan"),
    "visitplan.app.simulate": ("Simulation", "simulate_plan"),
    "visitplan.app.staff": ("staff",),
    "visitplan.app.streets": (
        "KeptStreets", "add_streets", "check_streets", "list_streets", "remove_streets",
        "update_streets",
    ),
    "visitplan.app.surroundings": ("Surroundings",),
    "visitplan.app.verify": ("Verified", "verify"),
    "visitplan.app.vroom": ("VroomLimits", "check_vroom", "solve_vroom"),
    "visitplan.app.branches.workers": ("Workers", "on_processes"),
    "visitplan.domain.agent": ("Agent", "Shift"),
    "visitplan.domain.branch_plan": ("BranchReport",),
    "visitplan.domain.burden": ("Burden",),
    "visitplan.domain.case": ("Case",),
    "visitplan.domain.change": ("Change",),
    "visitplan.domain.day": ("Day",),
    "visitplan.domain.event": ("Event",),
    "visitplan.domain.finding": ("Finding",),
    "visitplan.domain.geocoding": ("AddressRecord",),
    "visitplan.domain.horizon": ("HorizonSettings",),
    "visitplan.domain.plan": ("Cost", "Plan", "Route", "Stop", "Unassigned"),
    "visitplan.domain.simulated": ("Simulated",),
    "visitplan.domain.staffing": ("StaffingCurve",),
    "visitplan.domain.street_report": ("StreetReport",),
    "visitplan.domain.violation": ("Violation",),
    "visitplan.domain.visit": ("Ineligible",),
    "visitplan.errors": (
        "DisagreementError", "InputError", "NoPlanError", "OutputError", "StorageError",
        "TravelDataError", "VerificationError", "VisitplanError",
    ),
    "visitplan.eligibility.inspecting": (
        "check_pack_files", "compare_packs", "list_packs", "show_pack",
    ),
    "visitplan.foresight.frontier": ("Weather",),
    "visitplan.foresight.story": ("plan_day",),
    "visitplan.intake.reading": ("Reading",),
    "visitplan.intake.schemas": ("schema", "schemas"),
    "visitplan.planning.terms": ("PlannedDay", "Progress", "Provenance"),
    "visitplan.replanning.story": ("replan_day",),
    "visitplan.replanning.terms": ("Replan", "ReplannedDay"),
    "visitplan.routing.repeating": ("Repeated",),
    "visitplan.travel.opening": ("open_travel",),
    "visitplan.vroom.story": ("Answered",),
}  # fmt: skip
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(_HOME_OF[name]), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
