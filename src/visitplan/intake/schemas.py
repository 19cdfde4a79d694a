"""JSON Schemas of the values, for whoever reads or writes them with other tools."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from visitplan.domain.agent import Agent, Shift
from visitplan.domain.case import Case
from visitplan.domain.contact import Contact
from visitplan.domain.day import Day, HandRoute, SearchLimits, TravelSettings
from visitplan.domain.event import Event
from visitplan.domain.finding import Finding
from visitplan.domain.pin import Pin
from visitplan.domain.plan import Plan
from visitplan.domain.policy import Policy
from visitplan.domain.value import Value
from visitplan.domain.violation import Violation
from visitplan.domain.visit import Admission
from visitplan.intake.codes import Code
from visitplan.intake.report import Report, Spot
from visitplan.intake.words import nearest

_VALUES: Mapping[str, type[Value]] = MappingProxyType(
    {
        "day": Day,
        "plan": Plan,
        "case": Case,
        "agent": Agent,
        "shift": Shift,
        "policy": Policy,
        "contact": Contact,
        "event": Event,
        "pin": Pin,
        "hand-route": HandRoute,
        "travel": TravelSettings,
        "limits": SearchLimits,
        "admission": Admission,
        "finding": Finding,
        "violation": Violation,
    }
)


def schemas() -> Mapping[str, type[Value]]:
    """Return the values that have a schema, by name."""
    return _VALUES


def schema(name: str) -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of one value; InputError for an unknown name."""
    if name not in _VALUES:
        report = Report()
        near = nearest(name, _VALUES)
        report.error(
            Code.WORD_UNKNOWN,
            Spot("schema"),
            "there is no schema of this name" + (f', did you mean "{near}"?' if near else ""),
            f"name one of {', '.join(_VALUES)}",
        )
        report.raise_if_refused()
    found = _VALUES[name].model_json_schema(mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}
