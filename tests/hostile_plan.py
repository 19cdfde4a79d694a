"""The sample day with hostile text in every field that takes text."""

import json
from typing import Any

from sample_plan import a_sample
from visitplan.domain.agent import Agent, Shift
from visitplan.domain.case import Case
from visitplan.domain.day import Day
from visitplan.domain.plan import Plan
from visitplan.eligibility.at_the_door import door_of
from visitplan.render.scenery import Scenery

HOSTILE = (
    "{{7*7}}",
    "{% raw %}",
    "{{ cycler.__init__.__globals__.os.getpid() }}",
    "</script><script>window.PWN=1</script>",
    "<img src=x onerror=window.PWN=1>",
    "${window.PWN=1}",
    "`+(window.PWN=1)+`",
    "\\\\`${window.PWN=1}//",
    "C:\\2019\\u0041\\",
    "\"'><svg onload=window.PWN=1>",
    "<!--<script> &lt;b&gt; &amp;",
    "\u202egnp.exe\u202c \u05e9\u05dc\u05d5\u05dd",
)
EVERYTHING = " ".join(HOSTILE)


def a_hostile_sample() -> tuple[Plan, Day, Scenery]:
    """Return the sample in which each case, agent and shift carries one of the strings."""
    plan, day, scenery = a_sample()
    renamed = {case.id: _id(number) for number, case in enumerate(day.cases)}
    cases = tuple(_hostile_case(case, number) for number, case in enumerate(day.cases))
    agents = tuple(_hostile_agent(agent, number) for number, agent in enumerate(day.agents))
    shifts = tuple(_hostile_shift(shift, number) for number, shift in enumerate(day.shifts))
    day = day.model_copy(update={"cases": cases, "agents": agents, "shifts": shifts})
    plan = Plan.model_validate_json(_renamed(_hostile_plan(plan), renamed))
    door = door_of(day, plan)
    return plan, day, Scenery(scenery.ways, scenery.streets, EVERYTHING, EVERYTHING, door)


def _id(number: int) -> str:
    text = HOSTILE[number % len(HOSTILE)]
    return f"{number} {text}" if text.isprintable() else f"{number} <b>"


def _hostile_case(case: Case, number: int) -> Case:
    text = HOSTILE[number % len(HOSTILE)]
    place = case.place.model_copy(update={"address": f"at {text}"})
    changes: dict[str, Any] = {"id": _id(number), "place": place, "customer": f"who {text}"}
    changes |= {"door_note": f"door {text}", "skills": frozenset({f"skill {text}"})}
    return case.model_copy(update=changes)


def _hostile_agent(agent: Agent, number: int) -> Agent:
    return agent.model_copy(update={"name": f"agent {HOSTILE[-1 - number]}"})


def _hostile_shift(shift: Shift, number: int) -> Shift:
    changes = {"start_label": EVERYTHING, "end_label": EVERYTHING}
    return shift.model_copy(update=changes)


def _hostile_plan(plan: Plan) -> Plan:
    refusal = dict.fromkeys(("rule", "reason", "pack", "version", "source"), EVERYTHING)
    unassigned = [
        item.model_copy(update={"rule": EVERYTHING, "reason": EVERYTHING})
        for item in plan.unassigned
    ]
    ineligible = [
        item.model_copy(
            update={"refusals": tuple(r.model_copy(update=refusal) for r in item.refusals)}
        )
        for item in plan.ineligible
    ]
    words = dict.fromkeys(("code", "file", "column", "problem", "remedy"), EVERYTHING)
    findings = tuple(finding.model_copy(update=words) for finding in plan.findings)
    manifest = plan.manifest.model_copy(update={"pack": EVERYTHING, "engine": EVERYTHING})
    return plan.model_copy(
        update={
            "unassigned": tuple(unassigned),
            "ineligible": tuple(ineligible),
            "findings": findings,
            "manifest": manifest,
        }
    )


def _renamed(plan: Plan, renamed: dict[str, str]) -> str:
    def rename(value: Any) -> Any:
        if isinstance(value, dict):
            return {name: rename(part) for name, part in value.items()}
        if isinstance(value, list):
            return [rename(part) for part in value]
        return renamed.get(value, value) if isinstance(value, str) else value

    return json.dumps(rename(plan.model_dump(mode="json")))
