"""The planner of lawful, humane field visits.

Everything below is the public API; each name is loaded when it is first asked for, so that
importing the package costs next to nothing.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from visitplan.ahead.story import Ahead, plan_days
    from visitplan.app import (
        Checked,
        Comparison,
        Explained,
        Opened,
        Planned,
        Priced,
        Remainder,
        Replanned,
        Surroundings,
        Verified,
        VroomLimits,
        check,
        check_vroom,
        cost,
        explain,
        init,
        load_plan,
        open_day,
        plan,
        policy_check,
        policy_diff,
        policy_list,
        policy_show,
        read_day,
        repeat,
        replan,
        schema,
        schema_names,
        solve_vroom,
        verify,
    )
    from visitplan.app_burden import burden_report
    from visitplan.app_days import PlannedAhead, plan_ahead
    from visitplan.domain.agent import Agent, Shift
    from visitplan.domain.burden import Burden
    from visitplan.domain.case import Case
    from visitplan.domain.change import Change
    from visitplan.domain.day import Day
    from visitplan.domain.event import Event
    from visitplan.domain.finding import Finding
    from visitplan.domain.horizon import HorizonSettings
    from visitplan.domain.plan import Cost, Plan, Route, Stop, Unassigned
    from visitplan.domain.violation import Violation
    from visitplan.domain.visit import Ineligible
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
    from visitplan.intake.reading import Reading
    from visitplan.planning import PlannedDay, Progress, Provenance, plan_day
    from visitplan.replanning import Replan, ReplannedDay, replan_day
    from visitplan.routing.repeating import Repeated
    from visitplan.travel.opening import open_travel
    from visitplan.vroom.story import Answered

__all__ = (
    "Agent",
    "Ahead",
    "Answered",
    "Burden",
    "Case",
    "Change",
    "Checked",
    "Comparison",
    "Cost",
    "Day",
    "DisagreementError",
    "Event",
    "Explained",
    "Finding",
    "HorizonSettings",
    "Ineligible",
    "InputError",
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
    "Stop",
    "StorageError",
    "Surroundings",
    "TravelDataError",
    "Unassigned",
    "VerificationError",
    "Verified",
    "Violation",
    "VisitplanError",
    "VroomLimits",
    "burden_report",
    "check",
    "check_vroom",
    "cost",
    "explain",
    "init",
    "load_plan",
    "open_day",
    "open_travel",
    "plan",
    "plan_ahead",
    "plan_day",
    "plan_days",
    "policy_check",
    "policy_diff",
    "policy_list",
    "policy_show",
    "read_day",
    "repeat",
    "replan",
    "replan_day",
    "schema",
    "schema_names",
    "solve_vroom",
    "verify",
)

_HOMES = {
    "visitplan.ahead.story": ("Ahead", "plan_days"),
    "visitplan.app": (
        "Checked", "Comparison", "Explained", "Opened", "Planned", "Priced", "Remainder",
        "Replanned", "Surroundings", "Verified", "VroomLimits", "check", "check_vroom", "cost",
        "explain", "init", "load_plan", "open_day", "plan", "policy_check", "policy_diff",
        "policy_list", "policy_show", "read_day", "repeat", "replan", "schema", "schema_names",
        "solve_vroom", "verify",
    ),
    "visitplan.app_burden": ("burden_report",),
    "visitplan.app_days": ("PlannedAhead", "plan_ahead"),
    "visitplan.domain.agent": ("Agent", "Shift"),
    "visitplan.domain.burden": ("Burden",),
    "visitplan.domain.case": ("Case",),
    "visitplan.domain.change": ("Change",),
    "visitplan.domain.day": ("Day",),
    "visitplan.domain.event": ("Event",),
    "visitplan.domain.finding": ("Finding",),
    "visitplan.domain.horizon": ("HorizonSettings",),
    "visitplan.domain.plan": ("Cost", "Plan", "Route", "Stop", "Unassigned"),
    "visitplan.domain.violation": ("Violation",),
    "visitplan.domain.visit": ("Ineligible",),
    "visitplan.errors": (
        "DisagreementError", "InputError", "NoPlanError", "OutputError", "StorageError",
        "TravelDataError", "VerificationError", "VisitplanError",
    ),
    "visitplan.intake.reading": ("Reading",),
    "visitplan.planning": ("PlannedDay", "Progress", "Provenance", "plan_day"),
    "visitplan.replanning": ("Replan", "ReplannedDay", "replan_day"),
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
